"""The pages of those who read: invited, linked or not, reading, handing in; and what each of them never sees."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.factories import AttachmentFactory, SubmissionFactory
from tests.factories import PersonFactory
from tests.selection import story
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Conflict
from tremplin.core import clock
from tremplin.selection.actions import reviews, rounds, seats
from tremplin.selection.models import Review, Round, Score, Seat
from tremplin.selection.states import College, Opinion, ReviewState, SeatState

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Round:
    """Two files before the experts, each read by three; the round is open."""
    return story.prepared_round(story.screened(story.received(2)), per_file=3)


@pytest.fixture
def jury() -> Round:
    return story.prepared_round(story.screened(story.received(2)), college=College.CITIZENS, per_file=3)


def _invited(found: Round, files: int = 5) -> Seat:
    rose = cast.rose()
    return seats.invite(
        found, email=str(rose.email), full_name=rose.full_name, files_asked=files, by=cast.ada(), at=clock.now()
    )


def _given(found: Round) -> list[Review]:
    """What Rose or Jules reads, with two others on each file."""
    held = story.seated(found, files=8)
    return [review for review in story.assigned(found, held) if review.seat == held[0]]


def _ready(found: Round) -> Review:
    """The first of them, no link known."""
    review = _given(found)[0]
    reviews.confirm_no_link(review, by=review.seat.person, at=clock.now())
    return review


def _address(name: str, one: Seat | Review) -> str:
    return reverse(f"selection:{name}", args=[one.ref])


def _typed(review: Review, **changes: str) -> dict[str, str]:
    typed = {
        "revision": str(review.revision),
        "level_1": "3",
        "words_1": "Utile à tous.",
        "level_2": "abstain",
        "words_2": "",
        "for_team": "À voir en séance.",
        "for_applicant": "Précisez le budget.",
    }
    return typed | changes


def _answers(review: Review, **changes: str) -> dict[str, str]:
    words = {f"words_{place}": f"Réponse {place}." for place in (1, 2, 3)}
    return {"revision": str(review.revision), **words, "opinion": "4", **changes}


# the queue


def test_the_queue_says_what_is_left_and_what_to_do_next(client: Client, found: Round) -> None:
    first, second = _given(found)
    client.force_login(cast.rose())
    pile = client.get(reverse("selection:queue")).context["first"]
    assert (len(pile.left), len(pile.to_confirm), pile.next, pile.minutes) == (2, 2, None, 40)
    reviews.confirm_no_link(first, by=cast.rose(), at=clock.now())
    reviews.confirm_no_link(second, by=cast.rose(), at=clock.now())
    reviews.save(second, revision=0, given={}, by=cast.rose(), at=clock.now())
    pile = client.get(reverse("selection:queue")).context["first"]
    assert (pile.next, pile.to_confirm) == (second, [])
    story.read(second)
    assert client.get(reverse("selection:queue")).context["first"].next == first
    story.read(first)
    assert client.get(reverse("selection:queue")).context["first"] is None


def test_the_queue_before_the_round_opens(client: Client) -> None:
    found = story.prepared_round(story.screened(story.received(2)), opened=False)
    client.force_login(cast.rose())
    _invited(found)
    [invitation] = client.get(reverse("selection:queue")).context["invitations"]
    assert invitation["hours"] == 2
    story.seated(found, files=5)
    answer = client.get(reverse("selection:queue"))
    assert (answer.context["invitations"], [pile.reviews for pile in answer.context["piles"]]) == ([], [[]])
    assert answer.context["first"] is None


def test_the_queue_of_somebody_never_invited(client: Client) -> None:
    client.force_login(cast.charlie())
    assert client.get(reverse("selection:queue")).status_code == 403


@pytest.mark.parametrize("count", [3, 8])
def test_the_queue_costs_the_same(client: Client, count: int, django_assert_max_num_queries: object) -> None:
    found = story.prepared_round(story.screened(story.received(count)), per_file=3)
    _given(found)
    client.force_login(cast.rose())
    client.get(reverse("selection:queue"))
    with django_assert_max_num_queries(36):  # type: ignore[operator]
        assert len(client.get(reverse("selection:queue")).context["first"].left) == count


# the invitation


def test_an_invitation_is_shown_and_accepted_for_fewer(client: Client, found: Round) -> None:
    seat = _invited(found)
    client.force_login(cast.rose())
    answer = client.get(_address("seat", seat))
    assert (answer.context["hours"], answer.context["asks"]) == (2, True)
    assert "checked" not in answer.content.decode()
    seat.refresh_from_db()
    assert seat.state == SeatState.INVITED
    data = {"answer": "fewer", "count": "3", "words": "Plutôt le soir.", "once": "a" * 32}
    for _turn in range(2):
        assert client.post(_address("seat", seat), data)["Location"] == _address("seat", seat)
    seat.refresh_from_db()
    assert (seat.state, seat.files_accepted, seat.words) == (SeatState.ACCEPTED, 3, "Plutôt le soir.")
    assert client.get(_address("seat", seat)).context["asks"] is False


def test_an_invitation_is_declined_then_accepted(client: Client, found: Round) -> None:
    seat = _invited(found)
    client.force_login(cast.rose())
    client.post(_address("seat", seat), {"answer": "decline", "once": "a" * 32})
    seat.refresh_from_db()
    assert seat.state == SeatState.DECLINED
    form = client.get(_address("seat", seat)).context["form"]
    assert [value for value, _label in form.fields["answer"].choices] == ["all", "fewer"]
    client.post(_address("seat", seat), {"answer": "all", "once": "b" * 32})
    seat.refresh_from_db()
    assert (seat.state, seat.files_accepted) == (SeatState.ACCEPTED, 5)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "answer"),
        ({"answer": "perhaps"}, "answer"),
        ({"answer": "fewer"}, "count"),
        ({"answer": "fewer", "count": "0"}, "count"),
        ({"answer": "fewer", "count": "5"}, "count"),
        ({"answer": "fewer", "count": "three"}, "count"),
    ],
)
def test_an_answer_that_does_not_hold(client: Client, found: Round, data: dict, field: str) -> None:
    seat = _invited(found)
    client.force_login(cast.rose())
    answer = client.post(_address("seat", seat), data | {"words": "Plutôt le soir."})
    assert list(answer.context["form"].errors) == [field]
    assert "Plutôt le soir." in answer.content.decode()
    seat.refresh_from_db()
    assert seat.state == SeatState.INVITED


def test_a_link_forwarded_leads_nowhere(client: Client, found: Round) -> None:
    review = _ready(found)
    seat = review.seat
    for person in (cast.charlie(), cast.jules(), cast.ada()):
        client.force_login(person)
        for address in (_address("seat", seat), _address("seat-links", seat)):
            assert client.get(address).status_code == client.post(address, {"answer": "all"}).status_code == 404
        for name in ("review", "review-recuse"):
            assert client.get(_address(name, review)).status_code == 404
        for name in ("review-autosave", "review-version"):
            assert client.post(_address(name, review), _typed(review)).status_code == 404


def test_an_invitation_withdrawn_says_so(client: Client, found: Round) -> None:
    seat = _invited(found)
    seats.end(seat, by=cast.ada(), at=clock.now())
    client.force_login(cast.rose())
    answer = client.get(_address("seat", seat))
    assert (answer.context["asks"], str(answer.context["may"].reason) in answer.content.decode()) == (False, True)


# links


def test_links_are_declared_before_any_text(client: Client, found: Round) -> None:
    first, second = _given(found)
    client.force_login(cast.rose())
    for review in (first, second):
        assert client.get(_address("review", review))["Location"] == _address("seat-links", first.seat)
    page = client.get(_address("seat-links", first.seat)).content.decode()
    bearer = first.file.application.initiative.bearers.get()
    assert (str(bearer) in page, "Un atlas des haies." in page, "checked" in page) == (True, False, False)
    data = {f"link_{first.ref}": "linked", f"source_{first.ref}": "Ma sœur y travaille.", "once": "a" * 32}
    assert client.post(_address("seat-links", first.seat), data)["Location"] == _address("seat-links", first.seat)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (ReviewState.RECUSED, ReviewState.PROPOSED)
    assert Conflict.objects.get().source == "Ma sœur y travaille."
    # sent again, it is answered the same and does nothing
    client.post(_address("seat-links", first.seat), data)
    assert Conflict.objects.count() == 1
    data = {f"link_{second.ref}": "none", "once": "b" * 32}
    assert client.post(_address("seat-links", first.seat), data)["Location"] == reverse("selection:queue")
    assert client.get(_address("review", first)).status_code == 404
    assert client.get(_address("review", second)).status_code == 200


@pytest.mark.parametrize(
    ("link", "source", "field"),
    [("", "", ""), ("linked", " ", "source"), ("none", "Ma sœur.", "source"), ("", "Ma sœur.", "link")],
)
def test_links_that_do_not_hold(client: Client, found: Round, link: str, source: str, field: str) -> None:
    review = _given(found)[0]
    client.force_login(cast.rose())
    data = {f"link_{review.ref}": link, f"source_{review.ref}": source}
    form = client.post(_address("seat-links", review.seat), data).context["form"]
    assert list(form.errors) == [f"{field}_{review.ref}" if field else "__all__"]
    review.refresh_from_db()
    assert (review.state, Conflict.objects.exists()) == (ReviewState.PROPOSED, False)


# the review of an expert


def test_a_review_is_typed_saved_and_handed_in(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    page = client.get(_address("review", review)).content.decode()
    assert ("Un atlas des haies." in page, "alice@example.org" in page, "checked" in page) == (True, False, False)
    client.post(_address("review", review), _typed(review, draft="1"))
    review.refresh_from_db()
    assert (review.state, review.revision, review.for_team) == (ReviewState.STARTED, 1, "À voir en séance.")
    assert client.post(_address("review", review), _typed(review, hand_in="1"))["Location"] == _address(
        "review", review
    )
    review.refresh_from_db()
    scores = [(score.value, score.abstains, score.words) for score in review.scores.all()]
    assert (review.state, scores) == (ReviewState.SUBMITTED, [(3, False, "Utile à tous."), (None, True, "")])
    answer = client.get(_address("review", review))
    assert bool(answer.context["may"]) is False
    assert answer.context["mine"][0]["level"] == "Solide"
    assert "<textarea" not in answer.content.decode()


def test_an_abstention_on_the_whole_file_is_handed_in_alone(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    typed = {"revision": "0", "level_1": "4", "words_1": "Trop loin de moi.", "abstains": "on", "hand_in": "1"}
    client.post(_address("review", review), typed)
    review.refresh_from_db()
    scores = [(score.value, score.abstains, score.words) for score in review.scores.all()]
    assert (review.state, review.abstains) == (ReviewState.SUBMITTED, True)
    assert scores == [(None, True, "Trop loin de moi."), (None, True, "")]


def test_what_is_missing_is_listed_and_what_is_typed_is_saved(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    answer = client.post(_address("review", review), _typed(review, level_2="", hand_in="1"))
    assert list(answer.context["form"].errors) == ["level_2"]
    page = answer.content.decode()
    assert ('href="#id_level_2"' in page, "Utile à tous." in page) == (True, True)
    assert 'name="revision" value="1"' in page
    review.refresh_from_db()
    assert (review.state, review.scores.count()) == (ReviewState.STARTED, 2)
    client.post(_address("review", review), _typed(review, level_2="1", hand_in="1"))
    review.refresh_from_db()
    assert review.state == ReviewState.SUBMITTED


@pytest.mark.parametrize(("name", "value"), [("level_1", "9"), ("level_1", "0"), ("words_1", "x" * 4001)])
def test_what_the_grid_does_not_have_is_told_with_its_text(client: Client, found: Round, name: str, value: str) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    typed = _typed(review, hand_in="1") | {name: value}
    answer = client.post(_address("review", review), typed)
    assert list(answer.context["form"].errors) == [name]
    assert "Précisez le budget." in answer.content.decode()
    told = client.post(_address("review-autosave", review), typed)
    assert (told.status_code, list(told.json())) == (422, ["error"])
    assert not Score.objects.exists()


def test_a_second_tab_keeps_both_texts(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    client.post(_address("review", review), _typed(review, words_1="Premier onglet."))
    late = _typed(review, words_1="Second onglet.")
    told = client.post(_address("review-autosave", review), late)
    answer = client.post(_address("review", review), late | {"hand_in": "1"})
    assert (told.status_code, told.json()["error"]) == (409, answer.context["overtaken"])
    assert [stored for _label, stored in answer.context["form"].differences] == ["Premier onglet."]
    page = answer.content.decode()
    assert ("Premier onglet." in page, "Second onglet." in page, answer.context["overtaken"] in page) == (True,) * 3
    review.refresh_from_db()
    assert review.scores.all()[0].words == "Premier onglet."
    # sent from there, it takes the place of the other knowingly
    client.post(_address("review", review), late | {"revision": str(answer.context["form"]["revision"].value())})
    assert review.scores.all()[0].words == "Second onglet."


def test_the_same_thing_sent_twice_is_saved_once(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    typed = _typed(review, hand_in="1", level_2="")
    client.post(_address("review", review), typed)
    answer = client.post(_address("review", review), typed)
    assert (answer.context["overtaken"], list(answer.context["form"].errors)) == ("", ["level_2"])
    assert client.post(_address("review-autosave", review), typed).json()["revision"] == 1


def test_the_script_saves_and_is_told_the_revision(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    told = json.loads(client.post(_address("review-autosave", review), _typed(review)).content)
    assert (sorted(told), told["revision"]) == (["revision", "said", "saved_at"], 1)
    assert client.get(_address("review-autosave", review)).status_code == 405


def test_others_stay_hidden_until_mine_is_in(client: Client, found: Round) -> None:
    review = _ready(found)
    other = review.file.reviews.exclude(pk=review.pk)[0]
    story.read(other, words="Une voix à part.")
    client.force_login(cast.rose())
    before = client.get(_address("review", review))
    assert (before.context["others"], "Une voix à part." in before.content.decode()) == ([], False)
    story.read(review)
    after = client.get(_address("review", review))
    assert [one["review"] for one in after.context["others"]] == [other]
    page = after.content.decode()
    assert "Une voix à part." in page
    # what the other wrote to the team alone, and their name, are not for a fellow reader
    assert (page.count("Pour l’équipe."), str(other.seat.person) in page) == (1, False)


def test_stepping_back_leaves_nothing(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    client.post(_address("review", review), _typed(review))
    assert Score.objects.count() == 2
    assert client.get(_address("review-recuse", review)).status_code == 200
    assert list(client.post(_address("review-recuse", review), {"source": " "}).context["form"].errors) == ["source"]
    data = {"source": "J’ai siégé à son conseil.", "once": "a" * 32}
    for _turn in range(2):
        assert client.post(_address("review-recuse", review), data)["Location"] == reverse("selection:queue")
    review.refresh_from_db()
    assert (review.state, review.for_team, Score.objects.count()) == (ReviewState.RECUSED, "", 0)
    for name in ("review", "review-recuse"):
        assert client.get(_address(name, review)).status_code == 404
    assert review.file.application.initiative.name not in client.get(reverse("selection:queue")).content.decode()


def test_a_closed_round_is_read_only_and_gives_back_what_was_typed(client: Client, found: Round) -> None:
    review = _ready(found)
    story.settled(found, passed=2)
    client.force_login(cast.rose())
    answer = client.post(_address("review", review), _typed(review, hand_in="1"))
    page = answer.content.decode()
    reason = str(answer.context["may"].reason)
    assert (reason in page, "Utile à tous." in page, "<textarea" in page) == (True, True, False)
    assert not Score.objects.exists()
    told = client.post(_address("review-autosave", review), _typed(review))
    assert (told.status_code, told.json()["error"]) == (409, reason)
    unread = Review.objects.exclude(pk=review.pk).get(seat=review.seat)
    assert client.get(_address("review", unread)).status_code == 403


def test_a_newer_version_is_taken_up_with_what_is_typed(client: Client, found: Round) -> None:
    review = _ready(found)
    client.force_login(cast.rose())
    assert client.get(_address("review", review)).context["newer"] is None
    application = review.file.application
    frozen = json.loads(json.dumps(story.FROZEN).replace("Un atlas des haies.", "Un atlas corrigé."))
    last = SubmissionFactory.create(application=application, version=2, frozen=frozen)
    answer = client.get(_address("review", review))
    assert (answer.context["newer"], "Un atlas corrigé." in answer.content.decode()) == (last, False)
    client.post(_address("review-version", review), _typed(review))
    review.refresh_from_db()
    assert (review.submission, review.for_team) == (last, "À voir en séance.")
    assert "Un atlas corrigé." in client.get(_address("review", review)).content.decode()


def test_a_file_the_version_read_names_is_downloaded(client: Client, found: Round) -> None:
    review = _ready(found)
    attachment = AttachmentFactory.create(application=review.file.application, file__clean=True)
    other = AttachmentFactory.create(application=review.file.application, file__clean=True)
    line = {"key": attachment.question.key, "entry": 0, "label": "Statuts", "kind": "files", "text": "", "group": ""}
    kept = {"name": attachment.file.name, "size": attachment.file.size, "sha256": attachment.file.sha256}
    part = {"key": "pieces", "title": "Pièces", "answers": [line | {"choices": [], "files": [kept]}]}
    review.submission.frozen = {"title": "", "sections": [part]}
    review.submission.save()

    def address(one: object) -> str:
        return reverse("selection:review-attachment", args=[review.ref, one.ref])  # type: ignore[attr-defined]

    client.force_login(cast.rose())
    assert address(attachment) in client.get(_address("review", review)).content.decode()
    assert client.get(address(attachment)).status_code == 302
    assert client.get(address(other)).status_code == 404
    client.force_login(PersonFactory.create(confirmed=True))
    assert client.get(address(attachment)).status_code == 404


def test_a_file_withdrawn_is_gone(client: Client, found: Round) -> None:
    review = _ready(found)
    withdraw(review.file.application, by=review.file.application.started_by, at=clock.now())
    client.force_login(cast.rose())
    assert client.get(_address("review", review)).status_code == 404


# the juror


def test_a_juror_reads_a_summary_and_answers_in_words(client: Client, jury: Round) -> None:
    review = _ready(jury)
    client.force_login(cast.jules())
    page = client.get(_address("review", review)).content.decode()
    assert "Des habitants dessinent les haies." in page
    assert ("Un atlas des haies." in page, "alice@example.org" in page, "checked" in page) == (False,) * 3
    answer = client.post(_address("review", review), _answers(review, words_2="", opinion="", hand_in="1"))
    assert list(answer.context["form"].errors) == ["words_2", "opinion"]
    review.refresh_from_db()
    client.post(_address("review", review), _answers(review, hand_in="1"))
    review.refresh_from_db()
    assert (review.state, review.opinion) == (ReviewState.SUBMITTED, Opinion.VERY_FAVOURABLE)
    assert [score.words for score in review.scores.all()] == ["Réponse 1.", "Réponse 2.", "Réponse 3."]


def test_a_juror_abstains(client: Client, jury: Round) -> None:
    review = _ready(jury)
    client.force_login(cast.jules())
    client.post(_address("review", review), {"revision": "0", "opinion": "abstain", "hand_in": "1"})
    review.refresh_from_db()
    assert (review.state, review.abstains, review.opinion) == (ReviewState.SUBMITTED, True, None)


@pytest.mark.parametrize("opinion", ["0", "5", "quatre"])
def test_an_opinion_out_of_range(client: Client, jury: Round, opinion: str) -> None:
    review = _ready(jury)
    client.force_login(cast.jules())
    answer = client.post(_address("review", review), _answers(review, opinion=opinion, hand_in="1"))
    assert (list(answer.context["form"].errors), "Réponse 2." in answer.content.decode()) == (["opinion"], True)
    assert not Score.objects.exists()


def test_other_jurors_are_numbers(client: Client, jury: Round) -> None:
    review = _ready(jury)
    other = review.file.reviews.exclude(pk=review.pk)[0]
    story.read(other, words="Une voix à part.")
    client.force_login(cast.jules())
    assert "Une voix à part." not in client.get(_address("review", review)).content.decode()
    story.read(review)
    answer = client.get(_address("review", review))
    page = answer.content.decode()
    assert [one["label"] for one in answer.context["others"]] == [other.seat.label]
    assert (str(other.seat.person) in page, "Une voix à part." in page) == (False, True)


def test_a_juror_downloads_no_file(client: Client, jury: Round) -> None:
    review = _ready(jury)
    attachment = AttachmentFactory.create(application=review.file.application, file__clean=True)
    client.force_login(cast.jules())
    assert client.get(reverse("selection:review-attachment", args=[review.ref, attachment.ref])).status_code == 404


def test_a_late_reader_is_told_the_round_is_still_open(client: Client, found: Round) -> None:
    review = _ready(found)
    Round.objects.filter(pk=found.pk).update(starts_at=clock.now() - timedelta(days=9), due_at=clock.now())
    client.force_login(cast.rose())
    assert client.get(_address("review", review)).status_code == 200
    assert client.post(_address("review", review), _typed(review, hand_in="1")).status_code == 302
    rounds.prolong(found, due_at=clock.now() + timedelta(days=1), by=cast.ada(), at=clock.now())
    assert client.get(reverse("selection:queue")).status_code == 200
