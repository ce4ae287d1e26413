"""The acts of the year, without pages: what each refuses, in which words, and what it leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.directory.factories import DoorFactory
from tests.factories import ProgrammeFactory
from tests.support.factories import (
    ActionFactory,
    BookingFactory,
    CommitmentFactory,
    NeedFactory,
    RelationFactory,
    SlotFactory,
)
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Case, Correction, Door
from tremplin.selection.engine.digests import digest
from tremplin.support import queries
from tremplin.support.actions import (
    accompaniments,
    answering,
    commitments,
    introductions,
    relations,
    roadmaps,
    sessions,
)
from tremplin.support.engine.letters import LONGEST, words_in
from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.queries.exits import last_day_of
from tremplin.support.states import Owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def _free_address() -> str:
    """Nobody is written to twice in a week."""
    count = Introduction.objects.exclude(sent_at=None).filter(contact_email__startswith="bureau").count()
    return f"bureau{count or ''}@example.org"


def written(made: Accompaniment, **fields: Any) -> Introduction:
    said = {
        "contact_name": "la cheffe du bureau",
        "contact_email": _free_address(),
        "text": "Bonjour, pourriez-vous recevoir l’équipe une demi-heure ?",
        "shared": "Un résumé d’une page.",
        "answer_by": clock.today() + timedelta(days=14),
    }
    door = fields.pop("door", None) or DoorFactory.create()
    return introductions.write_introduction(made, door, **(said | fields), by=cast.sam(), at=clock.now())


def agreed(made: Accompaniment, **fields: Any) -> Introduction:
    one = written(made, **fields)
    introductions.agree(one, read=digest(introductions.text_of(one)), by=cast.alice(), at=clock.now())
    return one


def sent(made: Accompaniment, **fields: Any) -> Introduction:
    one = agreed(made, **fields)
    introductions.send(one, by=cast.sam(), at=clock.now())
    return one


def refusal(act: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(MoveRefused) as refused:
        act(*arguments, at=clock.now(), **named)
    return str(refused.value.reason)


def test_introduction_from_agreement_to_its_end(made: Accompaniment) -> None:
    need = NeedFactory.create(accompaniment=made, title="Ouvrir les données", words="du cadastre")
    one = sent(made, need=need)
    answering.answer(one, "take_up", words="Volontiers.", by=None, at=clock.now())
    answering.meet(
        one,
        met_on=clock.today(),
        next_step="Signer",
        next_who="la cheffe",
        next_on=clock.today(),
        by=cast.sam(),
        at=clock.now(),
    )
    answering.end(one, words="Signé.", by=cast.sam(), at=clock.now())
    assert [entry.verb for entry in journal.of(one)] == ["ask", "agree", "send", "take_up", "meet", "end"]
    assert (one.state, one.taken_up_on, one.agreed_by) == ("ended", clock.today(), cast.alice())
    assert Relation.objects.get().body == one.door.body
    case = Case.objects.get()
    assert (case.door, case.words, case.outcome) == (one.door, "Ouvrir les données du cadastre", "helped")


def test_whole_mail_stays_under_its_length(made: Accompaniment) -> None:
    assert refusal(written_as, made, "mot " * LONGEST).endswith("words; under 150 is read, more is put aside.")
    assert Introduction.objects.count() == 0
    one = sent(made)
    message = Message.objects.get(kind="support-introduction")
    assert words_in(message.text) < LONGEST
    assert (message.recipient, one.text in message.text, one.shared in message.text) == (one.contact_email, True, True)


def written_as(made: Accompaniment, text: str, at: Any) -> None:
    written(made, text=text)


def test_what_is_given_counts_in_the_length(made: Accompaniment) -> None:
    with pytest.raises(MoveRefused):
        written(made, text="mot " * 50, shared="mot " * 80)


def test_message_shown_holds_no_link_that_answers(made: Accompaniment) -> None:
    one = agreed(made)
    _subject, text = introductions.shown_mail(one, cast.sam())
    assert "/reponses/lien-personnel/" in text
    introductions.send(one, by=cast.sam(), at=clock.now())
    real = Message.objects.get(kind="support-introduction").text
    token = real.partition("/reponses/")[2].partition("/")[0]
    assert (token != "lien-personnel", real.replace(token, "lien-personnel")) == (True, text)


def test_agreement_to_a_text_changed_meanwhile_is_refused(made: Accompaniment) -> None:
    one = written(made)
    read = digest(introductions.text_of(one))
    introductions.change_text(one, text="Autre chose.", shared="", by=cast.sam(), at=clock.now())
    said = refusal(introductions.agree, one, read=read, by=cast.alice())
    assert said == "This message changed while you were reading it. Please read it again."
    assert Message.objects.filter(kind="support-agreement", recipient="alice@example.org").count() == 2


def test_text_changed_after_the_agreement_asks_for_it_again(made: Accompaniment) -> None:
    one, door = agreed(made), DoorFactory.create()
    introductions.change_text(
        one, text="Autre chose.", shared="", door=door, contact_email="b@example.org", by=cast.sam(), at=clock.now()
    )
    assert (one.state, one.agreed_sha256, one.agreed_by, one.door, one.contact_email) == (
        "asked",
        "",
        None,
        door,
        "b@example.org",
    )
    assert (
        refusal(introductions.send, one, by=cast.sam()) == "The initiative agrees to the exact text before it leaves."
    )


def test_agreement_is_given_by_who_may_submit(made: Accompaniment) -> None:
    one = written(made)
    read = digest(introductions.text_of(one))
    for person in (cast.bob(), cast.sam(), cast.charlie()):
        said = refusal(introductions.agree, one, read=read, by=person)
        assert said == "In this team, another person agrees for the initiative."


def test_initiative_takes_its_agreement_back_until_it_leaves(made: Accompaniment) -> None:
    one, left = agreed(made), sent(made)
    introductions.refuse(one, words="Pas maintenant.", by=cast.alice(), at=clock.now())
    assert (one.state, one.ending) == ("refused", "Pas maintenant.")
    said = [refusal(introductions.refuse, it, words="Non.", by=cast.alice()) for it in (one, left)]
    assert said == ["This message no longer waits for an agreement."] * 2


def test_sent_twice_is_one_mail(made: Accompaniment) -> None:
    one = sent(made)
    assert refusal(introductions.send, one, by=cast.sam()) == "This message has already left."
    assert Message.objects.filter(kind="support-introduction").count() == 1


def test_door_closed_between_agreement_and_sending(made: Accompaniment) -> None:
    one = agreed(made)
    Door.objects.filter(pk=one.door.pk).update(state="closed", closed_at=clock.now())
    said = refusal(introductions.send, one, by=cast.sam())
    assert said == "This door has closed since the message was agreed to: choose another, and ask again."
    assert refusal(introductions.change_text, one, text="Bonjour.", shared="", by=cast.sam()) == (
        "This door is closed: choose another."
    )
    assert Message.objects.filter(kind="support-introduction").count() == 0


def test_answer_may_change_until_they_meet_and_teaches_the_search_once(made: Accompaniment) -> None:
    one, other = sent(made, need=NeedFactory.create(accompaniment=made)), DoorFactory.create()
    said = refusal(answering.answer, one, "redirect", by=cast.sam())
    assert said == "Please say to whom: a name, a service, an address."
    for _twice in range(2):
        answering.answer(
            one, "redirect", redirected_to="Le bureau voisin", redirected_door=other, by=cast.sam(), at=clock.now()
        )
    assert [(it.from_door, it.to_door) for it in Correction.objects.all()] == [(one.door, other)]
    answering.answer(one, "take_up", by=None, at=clock.now())
    assert (one.state, one.redirected_to, one.redirected_door) == ("taken_up", "", None)
    answering.meet(
        one, met_on=clock.today(), next_step="Signer", next_who="", next_on=None, by=cast.sam(), at=clock.now()
    )
    assert refusal(answering.answer, one, "decline", by=None) == ("This is not possible now: the state is “they met”.")


def test_late_answer_is_still_taken(made: Accompaniment) -> None:
    one = sent(made)
    answering.give_up(one, by=cast.sam(), at=clock.now())
    answering.answer(one, "take_up", by=None, at=clock.now())
    assert one.state == "taken_up"


def test_unknown_answer_is_refused(made: Accompaniment) -> None:
    assert refusal(answering.answer, sent(made), "end", by=None) == "Please choose one of the four answers."


def test_what_a_meeting_and_an_end_owe(made: Accompaniment) -> None:
    one = sent(made)
    met = {"met_on": clock.today(), "next_who": "", "next_on": None}
    assert refusal(answering.meet, one, next_step=" ", **met, by=cast.sam()) == (
        "A meeting ends with a next step, or with a stated end: please write one."
    )
    assert refusal(answering.end, one, words=" ", by=cast.sam()) == "Please say how it ended."
    assert refusal(answering.give_up, written(made), by=cast.sam()) == "This message has not left."
    assert refusal(answering.give_up, one, by=cast.alice()) == (
        "This is done by the acceleration officer or the programme team."
    )


def test_need_of_another_initiative_is_refused(made: Accompaniment) -> None:
    other = NeedFactory.create()
    said = [
        refusal(sessions.book, _slot(), made, subject="Statuts", need=other, by=cast.alice()),
        refusal(lambda at: written(made, need=other)),
    ]
    assert said == ["This need is another initiative’s."] * 2


def _slot(**fields: Any) -> Any:
    return SlotFactory.create(**{"programme": cast.programme(), "expert": cast.noe()} | fields)


def test_who_offers_slots_and_where() -> None:
    when = {"starts_at": clock.now() + timedelta(days=1), "ends_at": clock.now() + timedelta(days=1, hours=1)}
    with pytest.raises(PermissionDenied):
        sessions.offer_slot(cast.programme(), **when, place="", by=cast.charlie(), at=clock.now())
    said = refusal(sessions.offer_slot, ProgrammeFactory.create(), **when, place="", by=cast.noe())
    assert said == "You have no part in this programme."


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [
        (-1, 1, "A slot begins in the future."),
        (2, 2, "A slot ends after it begins."),
        (2, 4, "This slot overlaps another of yours."),
    ],
)
def test_slots_that_cannot_be(begins: int, ends: int, sentence: str) -> None:
    now = clock.now()
    _slot(starts_at=now + timedelta(hours=3))
    when = {"starts_at": now + timedelta(hours=begins), "ends_at": now + timedelta(hours=ends)}
    assert refusal(sessions.offer_slot, cast.programme(), **when, place="", by=cast.noe()) == sentence


def test_slots_that_cannot_be_booked(made: Accompaniment) -> None:
    later = iter(range(1, 9))
    cases = {
        "This slot was withdrawn.": _slot(withdrawn_at=clock.now()),
        "This slot has begun.": _slot(starts_at=clock.now() - timedelta(minutes=1)),
        "This slot belongs to another programme.": SlotFactory.create(),
        "Somebody has just taken this slot. Please choose another.": BookingFactory.create(
            accompaniment=made, slot=_slot(starts_at=clock.now() + timedelta(days=next(later)))
        ).slot,
    }
    for sentence, slot in cases.items():
        assert refusal(sessions.book, slot, made, subject="Statuts", by=cast.alice()) == sentence


def test_slot_withdrawn_by_another_or_twice() -> None:
    slot = _slot()
    assert refusal(sessions.withdraw_slot, slot, by=cast.remi()) == "This slot is somebody else’s."
    for _twice in range(2):
        sessions.withdraw_slot(slot, by=cast.noe(), at=clock.now())
    assert [entry.verb for entry in journal.of(slot)] == ["withdraw"]


PAUSED = "This accompaniment is paused: nothing is written in it until it resumes."
CLOSED = "This accompaniment is closed."


@pytest.mark.parametrize(("state", "sentence"), [("paused", PAUSED), ("closed", CLOSED)])
def test_paused_or_closed_accompaniment_refuses_writing(made: Accompaniment, state: str, sentence: str) -> None:
    waiting, ready, left = written(made), agreed(made), sent(made)
    relation, booking = Relation.objects.get(), BookingFactory.create(accompaniment=made, slot=_slot())
    promise = CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme)
    Accompaniment.objects.filter(pk=made.pk).update(state=state, closed_at=clock.now())
    read = digest(introductions.text_of(waiting))
    free = _slot(starts_at=clock.now() + timedelta(days=9))
    said = [
        refusal(sessions.book, free, made, subject="Statuts", by=cast.alice()),
        refusal(lambda at: written(made)),
        refusal(introductions.change_text, waiting, text="Bonjour.", shared="", by=cast.sam()),
        refusal(introductions.agree, waiting, read=read, by=cast.alice()),
        refusal(introductions.send, ready, by=cast.sam()),
    ]
    assert said == [sentence] * 5
    # a relation outlives the support, not a pause
    noted = {"kind": "news", "on": clock.today(), "words": "Appel.", "by": cast.sam()}
    kept = {"result": "", "on": clock.today(), "by": cast.sam()}
    if state == "paused":
        assert refusal(relations.write_trace, relation, **noted) == sentence
        assert refusal(commitments.close_commitment, promise, "keep", **kept) == sentence
    else:
        relations.write_trace(relation, **noted, at=clock.now())
        commitments.close_commitment(promise, "keep", **kept, at=clock.now())
    # what was begun may still be ended, and nothing holds a moment of the expert's
    answering.answer(left, "decline", by=None, at=clock.now())
    sessions.cancel(booking, by=cast.alice(), at=clock.now())
    introductions.refuse(ready, words="Plus maintenant.", by=cast.alice(), at=clock.now())


def test_support_that_resumes_after_its_end_has_not_ended(made: Accompaniment) -> None:
    accompaniments.close(made, words="Tout est fait.", by=cast.sam(), at=clock.now())
    accompaniments.steer(made, "resume", by=cast.sam(), at=clock.now())
    assert (made.state, made.closed_at, made.closing_words, made.ended_as) == ("running", None, "", "")
    assert last_day_of(made) == made.ends_on
    resumed = journal.of(made).get(verb="resume")
    assert resumed.detail.text == "Tout est fait."


def test_ended_part_loses_access_the_next_day(made: Accompaniment) -> None:
    one = sent(made)
    part = made.parts.get(person=cast.sam())
    accompaniments.end_part(part, by=cast.ada(), at=clock.now())
    with clock.at(clock.now() + timedelta(days=1)):
        assert [queries.introductions_visible_to(who()).count() for who in (cast.sam, cast.ada, cast.alice)] == [
            0,
            1,
            1,
        ]
        assert refusal(answering.give_up, one, by=cast.sam()) == (
            "This is done by the acceleration officer or the programme team."
        )


def test_officer_who_leaves_hands_over_what_bears_their_name(made: Accompaniment) -> None:
    mine = ActionFactory.create(accompaniment=made, owner=Owner.OFFICER, person=cast.sam())
    one = agreed(made)
    accompaniments.end_part(made.parts.get(person=cast.sam()), by=cast.ada(), at=clock.now())
    mine.refresh_from_db()
    assert (mine.owner, mine.person, [entry.verb for entry in journal.of(mine)]) == ("officer", None, ["hand_over"])
    with clock.at(clock.now() + timedelta(days=1)):
        assert refusal(introductions.send, one, by=cast.ada()) == (
            "Sam wrote this message and is no longer beside the initiative: write it again, and ask again."
        )
        introductions.change_text(one, text=one.text, shared=one.shared, by=cast.ada(), at=clock.now())
        introductions.agree(one, read=digest(introductions.text_of(one)), by=cast.alice(), at=clock.now())
        assert (one.state, one.asked_by) == ("agreed", cast.ada())
        introductions.send(one, by=cast.ada(), at=clock.now())
    assert Message.objects.get(kind="support-introduction").reply_to == "ada@example.org"


def test_relation_of_an_initiative_nobody_follows_is_not_written_in() -> None:
    said = refusal(
        relations.write_trace, RelationFactory.create(), kind="news", on=clock.today(), words="Appel.", by=cast.sam()
    )
    assert said == "This relation belongs to an initiative that is not followed."


def test_day_of_an_action_is_of_our_times(made: Accompaniment) -> None:
    said = {"step": "deploy", "title": "Mesurer", "owner": Owner.TEAM, "due_on": clock.today().replace(year=9999)}
    assert refusal(roadmaps.plan_action, made, **said, by=cast.alice()) == (
        "This day is more than ten years away: please check the year."
    )
