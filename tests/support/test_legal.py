"""Legal questions: asked, handed, answered, made reusable; and the expert who sees only that."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.support.factories import LegalNoteFactory, LegalQuestionFactory
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Mandate
from tremplin.support.actions import legal as actions
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, Expertise, LegalNote, LegalQuestion
from tremplin.support.queries.legal import questions_visible_to
from tremplin.support.states import ExpertKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONCE = {"once": "a" * 32}


def _here(made: Accompaniment, rest: str = "") -> str:
    return f"/en/espace/accompagnements/{made.ref}/questions-juridiques/{rest}"


def _one(question: LegalQuestion) -> str:
    return f"/en/espace/questions-juridiques/{question.ref}/"


def _asked(made: Accompaniment, **fields: Any) -> LegalQuestion:
    said = {"title": "May we pay our chair?", "words": "She works two days a week."} | fields
    hoped_by = clock.today() + timedelta(days=10)
    return actions.ask_question(made, **said, hoped_by=hoped_by, by=cast.alice(), at=clock.now())


def test_answers_that_look_alike_are_shown_before_the_question_is_asked(client: Any, made: Accompaniment) -> None:
    note = LegalNoteFactory.create(programme=cast.programme(), title="Can the chair be paid?")
    LegalNoteFactory.create(programme=cast.programme(), title="Can a chair be paid at all?", withdrawn=True)
    LegalNoteFactory.create(title="Can the chair of another programme be paid?")
    client.force_login(cast.alice())
    page = client.get(_here(made, "nouvelle/"), {"q": "May we pay our chair?"})
    piece = client.get(_here(made, "proches/"), {"q": "chair"})
    assert (page.context["alike"], page.context["form"]["title"].value(), piece.context["alike"]) == (
        [note],
        "May we pay our chair?",
        [note],
    )


def test_question_goes_to_an_expert_who_answers_and_the_team_is_told(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    sent = {"title": "May we pay our chair?", "words": "", "hoped_by": str(clock.today() + timedelta(days=9)), **ONCE}
    client.post(_here(made, "nouvelle/"), sent)
    question = LegalQuestion.objects.get()
    assert [owed.words for owed in owed_in([made], cast.sam())[made.pk] if owed.url == _one(question)] == [
        "Find who answers the legal question: May we pay our chair?"
    ]
    client.force_login(cast.sam())
    client.post(f"{_one(question)}?geste=hand", {"expert": cast.noe().ref, "once": "b" * 32})
    client.force_login(cast.noe())
    page = client.get(_one(question))
    assert [name for name, _gesture in page.context["gestures"]] == ["answer", "give-back"]
    client.post(f"{_one(question)}?geste=answer", {"answer": "Yes, within limits.", "once": "c" * 32})
    question.refresh_from_db()
    assert (question.state, question.answer, question.answered_by) == ("answered", "Yes, within limits.", cast.noe())
    mails = Message.objects.filter(kind__startswith="support-legal").order_by("pk").values_list("kind", "recipient")
    assert list(mails) == [
        ("support-legal-asked", "noe@example.org"),
        ("support-legal-answered", "alice@example.org"),
    ]
    client.force_login(cast.bob())
    assert client.get(_one(question)).context["question"].answer == "Yes, within limits."
    assert "legal question answered: May we pay our chair?" in [
        one.words for one in news_of([made], cast.bob())[made.pk]
    ]


def test_expert_sees_the_question_handed_and_nothing_else_of_the_initiative(client: Any, made: Accompaniment) -> None:
    mine, other = _asked(made), _asked(made, title="Whose are the photographs?")
    actions.hand_question(mine, cast.noe(), by=cast.sam(), at=clock.now())
    assert list(questions_visible_to(cast.alice()).order_by("pk")) == [mine, other]  # there is something to leak
    client.force_login(cast.noe())
    codes = [
        client.get(address).status_code for address in (_one(mine), _one(other), _here(made), f"/en{made_url(made)}")
    ]
    assert (codes, list(questions_visible_to(cast.noe()))) == ([200, 404, 404, 404], [mine])
    actions.give_back(mine, by=cast.noe(), at=clock.now())
    assert client.get(_one(mine)).status_code == 404


def made_url(made: Accompaniment) -> str:
    return f"/espace/accompagnements/{made.ref}/"


def test_strangers_and_referents_without_a_share_see_no_question(client: Any, made: Accompaniment) -> None:
    question = _asked(made)
    for person in (cast.charlie(), cast.remi(), cast.sonia()):
        client.force_login(person)
        assert client.get(_one(question)).status_code == 404


def test_expert_who_leaves_gives_the_question_back(made: Accompaniment) -> None:
    question, answered = _asked(made), _asked(made, title="Which insurance?")
    for one in (question, answered):
        actions.hand_question(one, cast.noe(), by=cast.sam(), at=clock.now())
    actions.answer_question(answered, answer="This one.", by=cast.noe(), at=clock.now())
    assert actions.give_back_left_behind(clock.now()) == 0
    Mandate.objects.filter(person=cast.noe()).update(
        from_day=clock.today() - timedelta(days=30), until_day=clock.today() - timedelta(days=1)
    )
    assert actions.give_back_left_behind(clock.now()) == 1
    question.refresh_from_db()
    answered.refresh_from_db()
    assert (question.state, question.expert, answered.state) == ("asked", None, "answered")
    with pytest.raises(MoveRefused, match="no longer an expert"):
        actions.hand_question(question, cast.noe(), by=cast.sam(), at=clock.now())


def test_expert_whose_help_ended_gives_the_question_back_too(made: Accompaniment) -> None:
    question = _asked(made)
    actions.hand_question(question, cast.noe(), by=cast.sam(), at=clock.now())
    last = clock.today() - timedelta(days=1)
    Expertise.objects.create(
        programme=made.season.programme,
        person=cast.noe(),
        kind=ExpertKind.PARTNER,
        words="Statutes.",
        from_day=last - timedelta(days=9),
        until_day=last,
        written_by=cast.ada(),
        written_at=clock.now(),
    )
    assert actions.give_back_left_behind(clock.now()) == 1
    question.refresh_from_db()
    assert (question.state, question.expert) == ("asked", None)


def test_reusable_answer_holds_no_name_of_who_asked_unless_somebody_is_sure(client: Any, made: Accompaniment) -> None:
    question = LegalQuestionFactory.create(accompaniment=made, answered=True, answer="Oui, Alice peut être payée.")
    client.force_login(cast.noe())
    actions.ask_again(question, by=cast.alice(), at=clock.now())
    actions.hand_question(question, cast.noe(), by=cast.sam(), at=clock.now())
    actions.answer_question(question, answer="Oui, Alice peut être payée.", by=cast.noe(), at=clock.now())
    here = f"/en/espace/reponses-juridiques/nouvelle/?question={question.ref}"
    sent = {"title": "Can a chair be paid?", "words": "Yes, Alice can be.", **ONCE}
    refused = client.post(here, sent)
    assert (LegalNote.objects.count(), refused.context["form"].left, "sure" in refused.context["form"].fields) == (
        0,
        ["Alice"],
        True,
    )
    client.post(here, sent | {"words": "Yes, within limits."})
    note = LegalNote.objects.get()
    question.refresh_from_db()
    assert (note.words, question.note) == ("Yes, within limits.", note)
    client.force_login(cast.bob())
    assert client.get(f"/en/espace/reponses-juridiques/{note.ref}/").context["note"] == note
    client.force_login(cast.charlie())
    assert client.get(f"/en/espace/reponses-juridiques/{note.ref}/").status_code == 404


def test_reusable_answer_is_read_again_on_its_day(client: Any, made: Accompaniment) -> None:
    note = LegalNoteFactory.create(programme=made.season.programme, check_on=clock.today())
    later = LegalNoteFactory.create(programme=made.season.programme, check_on=clock.today() + timedelta(days=1))
    client.force_login(cast.noe())
    page = client.get("/en/espace/reponses-juridiques/")
    assert (list(page.context["to_read_again"]), set(page.context["notes"])) == ([note], {note, later})
    client.post(f"/en/espace/reponses-juridiques/{note.ref}/", {"gesture": "withdraw"})
    client.force_login(cast.alice())
    assert client.get("/en/espace/reponses-juridiques/").context["notes"] == [later]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "This field is required."),
        ("hoped_by", "2020-01-01", "This day is over: choose a day to come."),
        ("hoped_by", "2999-01-01", "This day is more than a year away: choose a nearer one."),
    ],
)
def test_question_that_does_not_hold_is_told_so_and_kept(
    client: Any, made: Accompaniment, field: str, value: str, told: str
) -> None:
    client.force_login(cast.alice())
    sent = {"title": "May we?", "words": "Long words.", "hoped_by": str(clock.today()), **ONCE} | {field: value}
    form = client.post(_here(made, "nouvelle/"), sent).context["form"]
    assert (form.errors[field], form["words"].value(), LegalQuestion.objects.count()) == ([told], "Long words.", 0)
