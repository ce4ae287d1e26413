"""Who sees what of a support: person × page, with words that would leak. Pages are found in the URL configuration; one
that is not said to belong to a subject fails the test.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tests import cast
from tests.calls.factories import ApplicationFactory, ConflictFactory, TeamMemberFactory
from tests.factories import PersonFactory, ProgrammeFactory, SeasonFactory
from tests.support import factories as make
from tests.support.committee_story import planned
from tests.support.story import supported
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.models import Entry
from tremplin.people.models import Person
from tremplin.support.actions.committees import cancel_committee
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, CommitteeItem
from tremplin.support.queries.packs import pack_of
from tremplin.support.queries.timelines import rows_of
from tremplin.support.rules.deploy import can_tell_results
from tremplin.support.rules.money import can_run_money
from tremplin.support.states import Audience, CommitteeKind, PartKind, Subject
from tremplin.support.tabs import GROUPS
from tremplin.support.urls import urlpatterns

pytestmark = pytest.mark.django_db

_PREFIX = "espace/accompagnements/<str:ref>/"
SEEN, WHOLE = "seen", "whole"
D, R, S, T, M, L, X = Subject
# the module of a page says its subject; SEEN: whoever knows of the support, WHOLE: its team and those who answer for it
OF_MODULES: dict[str, str] = {
    "actions": R,
    "advantages": M,
    "after_calls": R,
    "agreements": L,
    "boards": R,
    "carried": D,
    "changes": D,
    "commitments": T,
    "conventions": M,
    "deploy": X,
    "diagnoses": D,
    "exits": WHOLE,
    "fundings": M,
    "indicators": X,
    "introductions": T,
    "issued_letters": WHOLE,
    "legal": L,
    "letters": T,
    "money": M,
    "pledges": M,
    "relations": T,
    "reports": WHOLE,
    "requests": T,
    "session_requests": S,
    "sessions": S,
    "texts": WHOLE,
    "walks": L,
    "withdrawals": WHOLE,
    "working": SEEN,
    "workshops": S,
    "accompaniments": SEEN,
}
OF_NAMES = {"moved": SEEN, "need-write": R, "team-call": SEEN}
WORDS: dict[str, str] = {
    D: "MOTDIAGNOSTIC",
    R: "MOTFEUILLE",
    S: "MOTSEANCE",
    T: "MOTRELATION",
    M: "MOTARGENT",
    L: "MOTJURIDIQUE",
    X: "MOTMESURE",
    WHOLE: "MOTLETTRE",
    "private": "MOTPRIVE",
    "person": "mot.personnel@example.org",
    "money": "MOTSUBVENTION",
}
# what comes with a subject: a contact's address with ties, a convention with money
_WITH = {T: ["person"], M: ["money"]}
_AGREED = {"answers": {"legal": {"level": 2, "words": WORDS[D]}}, "words": WORDS[D]}


def _planted() -> tuple[Accompaniment, dict[str, tuple[str, str]]]:
    """A support with a word of each subject, and the pages of its objects: name → (subject, reference)."""
    made, sam = supported(), cast.sam()
    version = make.VersionFactory.create(diagnosis__accompaniment=made, frozen=_AGREED)
    need = make.NeedFactory.create(accompaniment=made, title=WORDS[R], words="")
    action = make.ActionFactory.create(accompaniment=made, title=f"Faire {WORDS[R]}")
    make.CommentFactory.create(
        accompaniment=made, need=None, action=action, words=WORDS["private"], private=True, by=sam
    )
    point = make.PointFactory.create(accompaniment=made, words=f"Dit : {WORDS[R]}", by=sam)
    make.PointFactory.create(accompaniment=made, words=WORDS["private"], private=True, by=sam)
    booking = make.BookingFactory.create(
        accompaniment=made, subject=WORDS[S], slot__expert=PersonFactory(confirmed=True)
    )
    introduction = make.IntroductionFactory.create(accompaniment=made, text=WORDS[T], asked_by=sam, sent=True)
    relation = make.RelationFactory.create(initiative=made.initiative)
    contact = make.ContactFactory.create(relation=relation, email=WORDS["person"], name=WORDS[T])
    funding = make.FundingFactory.create(accompaniment=made, name=WORDS[M])
    convention = make.ConventionFactory.create(accompaniment=made, object=WORDS["money"])
    question = make.LegalQuestionFactory.create(accompaniment=made, title=WORDS[L])
    agreement = make.AgreementFactory.create(accompaniment=made, partner=WORDS[L])
    indicator = make.IndicatorFactory.create(accompaniment=made, name=WORDS[X])
    letter = make.LetterFactory.create(accompaniment=made, subject=WORDS[WHOLE], signed_by=sam)
    make.SessionRequestFactory.create(accompaniment=made, words=WORDS[S], asked_by=sam, asked_at=point.at)
    promise = make.CommitmentFactory.create(
        initiative=made.initiative,
        programme=made.season.programme,
        what=WORDS[T],
        made_on=clock.today() - timedelta(days=9),
        due_on=clock.today() - timedelta(days=2),
    )
    pledge = make.PledgeFactory.create(accompaniment=made, what=WORDS[M])
    version_signed = make.ConventionVersionFactory.create(convention=convention)
    tranche = make.TrancheFactory.create(convention=convention)
    asked = make.ResourceRequestFactory.create(accompaniment=made)
    walk = make.WalkFactory.create(accompaniment=made)
    report = make.YearReportFactory.create(accompaniment=made)
    committee = planned()
    committee.packed_at = clock.now()
    committee.save()
    item = committee.items.get(accompaniment=made)
    item.frozen = pack_of(item, clock.now())
    item.save()
    # another laureate of the same season: none of its words is on a page of this one
    other = make.AccompanimentFactory.create(season=made.season, running=True)
    make.NeedFactory.create(accompaniment=other, title="MOTVOISIN")
    return made, {
        "diagnosis": (D, version.diagnosis.ref),
        "comparison": (D, version.diagnosis.ref),
        "need": (R, need.ref),
        "action": (R, action.ref),
        "action-change": (R, action.ref),
        "point-kept": (R, point.ref),
        "booking": (S, booking.ref),
        "introduction": (T, introduction.ref),
        "call-sheet": (T, introduction.ref),
        "relation": (T, relation.ref),
        "contact": (T, contact.ref),
        "contact-add": (T, relation.ref),
        "funding": (M, funding.ref),
        "convention": (M, convention.ref),
        "legal-question": (L, question.ref),
        "agreement": (L, agreement.ref),
        "indicator": (X, indicator.ref),
        "letter": (WHOLE, letter.ref),
        "commitment": (T, promise.ref),
        "pledge": (M, pledge.ref),
        "convention-version": (M, version_signed.ref),
        "convention-pdf": (M, version_signed.ref),
        "tranche": (M, tranche.ref),
        "resource-request": (T, asked.ref),
        "walk": (L, walk.ref),
        "report": (WHOLE, report.ref),
    }


def _pages() -> Iterator[tuple[str, str]]:
    """Every page of one support with nothing else in its address: its name and its subject."""
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern) and route.startswith(_PREFIX) and route.count("<") == 1:
            module = str(pattern.callback.__module__).rpartition(".")[2]
            name = str(pattern.name)
            yield name, OF_NAMES.get(name) or OF_MODULES[module]


def _addresses(made: Accompaniment, objects: dict[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    pages = [(name, subject, reverse(f"support:{name}", args=[made.ref])) for name, subject in _pages()]
    number = {"version": 1}
    found = [(name, subject, reverse(f"support:{name}", args=[ref])) for name, (subject, ref) in objects.items()]
    ref = objects["diagnosis"][1]
    return [*pages, *found, ("version", D, reverse("support:version", args=[ref, number["version"]]))]


def _lists(made: Accompaniment) -> list[str]:
    """The pages of no support in particular, and those of its season, its class and its committees."""
    rest = [one for one in urlpatterns if isinstance(one, URLPattern) and "<" not in str(one.pattern)]
    found = [reverse(f"support:{one.name}") for one in rest]
    found += [
        reverse(f"support:{name}", args=[made.season.ref]) for name in ("class", "class-questions", "subsidies-csv")
    ]
    for item in CommitteeItem.objects.filter(accompaniment=made):
        found += [reverse(f"support:{name}", args=[item.committee.ref]) for name in ("committee", "minutes")]
        found += [reverse("support:committee-file", args=[item.committee.ref, item.ref])]
    return found


def _agent_in_conflict(made: Accompaniment) -> Person:
    from tests.selection.factories import DecisionFactory

    application = ApplicationFactory.create(initiative=made.initiative)
    decision = DecisionFactory.create(application=application)
    Accompaniment.objects.filter(pk=made.pk).update(decision=decision)
    person = cast.aldo()
    ConflictFactory.create(person=person, application=application)
    return person


def _other_team(made: Accompaniment) -> Person:
    person: Person = PersonFactory.create(email="erin@example.org", full_name="Erin", confirmed=True)
    other = Accompaniment.objects.exclude(pk=made.pk).get()
    TeamMemberFactory.create(
        initiative=other.initiative, person=person, right=TeamRight.SUBMIT, joined=True, invited_by=person
    )
    return person


def _other_officer(made: Accompaniment) -> Person:
    programme = ProgrammeFactory.create()
    today = clock.today()
    season = SeasonFactory.create(programme=programme, starts_on=today, ends_on=today + timedelta(days=300))
    part = make.PartFactory.create(accompaniment__season=season, accompaniment__running=True)
    person: Person = part.person
    return person


def _former_referent(made: Accompaniment) -> Person:
    day = clock.today() - timedelta(days=30)
    part = make.PartFactory.create(
        accompaniment=made, kind=PartKind.REFERENT, from_day=day, until_day=day + timedelta(days=5)
    )
    make.ShareFactory.create(accompaniment=made, subject=R, audience=Audience.REFERENTS)
    person: Person = part.person
    return person


def _referent(*subjects: Subject) -> Callable[[Accompaniment], Person]:
    def named(made: Accompaniment) -> Person:
        make.PartFactory.create(accompaniment=made, person=cast.remi(), kind=PartKind.REFERENT)
        for subject in subjects:
            make.ShareFactory.create(accompaniment=made, subject=subject, audience=Audience.REFERENTS)
        # what is opened to experts is not opened to referents
        make.ShareFactory.create(accompaniment=made, subject=D, audience=Audience.EXPERTS)
        return cast.remi()

    return named


def _expert(*subjects: Subject) -> Callable[[Accompaniment], Person]:
    def named(made: Accompaniment) -> Person:
        make.BookingFactory.create(accompaniment=made, slot__expert=cast.noe(), subject="Sa propre séance")
        for subject in subjects:
            make.ShareFactory.create(accompaniment=made, subject=subject, audience=Audience.EXPERTS)
        return cast.noe()

    return named


def _committee_member(made: Accompaniment) -> Person:
    """Seated for this very support; its pack is being assembled, and nobody may read it yet."""
    committee = CommitteeItem.objects.get(accompaniment=made).committee
    committee.packed_at = None
    committee.save()
    make.CommitteeMemberFactory.create(committee=committee, person=cast.sylvie())
    return cast.sylvie()


def _former_officer(made: Accompaniment) -> Person:
    """Nobody ended the part; the mandate is over."""
    person = cast.sam()
    yesterday = clock.today() - timedelta(days=1)
    person.mandates.update(from_day=yesterday, until_day=yesterday)
    return person


EVERYTHING = {SEEN, WHOLE, *Subject}
PEOPLE: dict[str, tuple[Callable[[Accompaniment], Person], set[str]]] = {
    "writer": (lambda made: cast.alice(), EVERYTHING),
    "reader": (lambda made: cast.bob(), EVERYTHING),
    "officer": (lambda made: cast.sam(), EVERYTHING),
    "agent": (lambda made: cast.ada(), EVERYTHING),
    "referent without a share": (_referent(), {SEEN}),
    "referent of the roadmap": (_referent(R), {SEEN, R}),
    "referent of money and ties": (_referent(M, T), {SEEN, M, T}),
    "referent who left": (_former_referent, set()),
    "expert without a share": (_expert(), set()),
    "expert of the diagnosis": (_expert(D), {SEEN, D}),
    "agent in conflict": (_agent_in_conflict, set()),
    "other team": (_other_team, set()),
    "officer of another season": (_other_officer, set()),
    "officer whose mandate ended": (_former_officer, set()),
    "committee member": (_committee_member, set()),
    "reviewer": (lambda made: cast.rose(), set()),
    "supporter": (lambda made: cast.sonia(), set()),
    "administrator": (lambda made: cast.max_(), set()),
    "stranger": (lambda made: cast.charlie(), set()),
}
INSIDE = {"officer", "agent"}
LISTS = [view.url_name.partition(":")[2] for group in GROUPS for view in group.views]


def _told(subjects: set[str], who: str) -> set[str]:
    """The words this person may read."""
    keys = {key for subject in subjects for key in (subject, *_WITH.get(subject, []))} - {SEEN}
    return {WORDS[key] for key in keys} | ({WORDS["private"]} if who in INSIDE else set())


def test_every_page_is_said_to_belong_to_a_subject() -> None:
    assert sorted(set(LISTS) - {name for name, _subject in _pages()}) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_finds_their_pages_and_no_word_of_another(who: str) -> None:
    made, objects = _planted()
    find, subjects = PEOPLE[who]
    client = Client()  # the strict one reads each page at length; here only what it tells counts
    client.force_login(find(made))
    read, wrong = "", {}
    for name, subject, address in _addresses(made, objects):
        answer: Any = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read += body.decode(errors="replace")
        if subject not in subjects:
            right = answer.status_code in (404, 405)
        elif name in LISTS:
            right = answer.status_code == 200
        else:
            right = answer.status_code in (200, 302, 403, 405)
        if not right:
            wrong[name] = answer.status_code
    assert wrong == {}
    read += client.get(reverse("desk:home")).content.decode()
    assert "MOTVOISIN" not in read
    for address in _lists(made) if subjects != EVERYTHING else []:
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404, 405, 409), address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read += body.decode(errors="replace")
    assert {word for word in WORDS.values() if word in read} == _told(subjects, who)


def test_what_is_closed_again_is_closed_at_once(client: Client) -> None:
    made, _objects = _planted()
    client.force_login(_referent(R)(made))
    address = reverse("support:roadmap", args=[made.ref])
    assert client.get(address).status_code == 200
    made.shares.filter(audience=Audience.REFERENTS).delete()
    assert client.get(address).status_code == 404


# who has no business there at all, and who reads without writing
KEPT_OUT = [who for who, (_find, subjects) in PEOPLE.items() if not subjects]
READING = ["reader", "expert of the diagnosis", "referent without a share"]
_TYPED = {
    "gesture": "comment",
    "verb": "finish",
    "words": "Écrit sans en avoir le droit",
    "title": "Écrit sans en avoir le droit",
    "step": "consolidate",
    "result": "Fait",
    "why": "Parce que",
    "accept": "1",
    "alone": "yes",
    "agree": "team",
    "public_words": "Écrit sans en avoir le droit",
}


@pytest.mark.parametrize("who", [*KEPT_OUT, *READING])
def test_nothing_is_written_by_whoever_may_not(who: str) -> None:
    made, objects = _planted()
    client = Client()
    client.force_login(PEOPLE[who][0](made))
    before, wrong = Entry.objects.count(), {}
    for number, (name, subject, address) in enumerate(_addresses(made, objects)):
        status = client.post(address, _TYPED | {"once": f"{number:032x}"}).status_code
        allowed = (404, 405) if subject not in PEOPLE[who][1] else (200, 302, 403, 404, 405)
        if status not in allowed or Entry.objects.count() != before:
            wrong[name], before = status, Entry.objects.count()
    assert wrong == {}


# the second reference is of no support: a kind, a path, what a programme, a season or a class has for everybody
_FOR_ALL = {"checklist", "walk-begin", "session-book", "text-sign", "template-line", "class-question"}


def test_a_reference_of_one_support_opens_nothing_under_the_address_of_another(client: Client) -> None:
    made, _objects = _planted()
    other = Accompaniment.objects.exclude(pk=made.pk).get()
    item = CommitteeItem.objects.get(accompaniment=made)
    elsewhere = planned(days=30).ref
    diagnosis = make.DiagnosisFactory.create(accompaniment=other)
    bearer = made.initiative.bearers.all()[0].ref
    two = {
        "place-end": (other.ref, make.PlaceFactory.create(initiative=made.initiative).ref),
        "republican-contract": (other.ref, bearer),
        "bearer-number": (other.ref, bearer),
        "session-value": (other.ref, made.bookings.get().ref),
        "committee-file": (elsewhere, item.ref),
        "committee-propose": (elsewhere, item.ref),
        "committee-item": (elsewhere, item.ref),
        "version": (diagnosis.ref, "1"),
    }
    known = {str(one.name) for one in urlpatterns if isinstance(one, URLPattern) and str(one.pattern).count("<") > 1}
    assert known == set(two) | _FOR_ALL
    client.force_login(cast.ada())  # who sees both
    for name, refs in two.items():
        address = reverse(f"support:{name}", args=refs)
        if name != "version":  # not to be read before both handed in
            assert client.get(address).status_code == 404, name
            assert client.post(address, {}).status_code == 404, name
    posted = {
        "parts": {"end": made.parts.get().ref},
        "working": {"accept": make.WorkingFactory.create(accompaniment=made).ref},
        "action-place": {"move": f"{made.actions.get().ref}:up"},
        "exit-relations": {"relation": make.RelationFactory.create(initiative=made.initiative).ref, "keeper": "x"},
        "funding-plan": {"request": make.ResourceRequestFactory.create(accompaniment=made).ref},
    }
    for name, typed in posted.items():
        assert client.post(reverse(f"support:{name}", args=[other.ref]), typed).status_code == 404, name


def test_what_is_told_to_a_referent_leads_to_pages_they_may_open(client: Client) -> None:
    """A report to finish, a proposal to write, the end of a support are for those who answer for it."""
    made, _objects = _planted()
    Accompaniment.objects.filter(pk=made.pk).update(ends_on=clock.today() + timedelta(days=20))
    made.refresh_from_db()
    referent = _referent(*Subject)(made)
    client.force_login(referent)
    told = {item.url for rows in (owed_in([made], referent), news_of([made], referent)) for item in rows[made.pk]}
    assert told
    assert {url: status for url in told if (status := client.get(url).status_code) != 200} == {}


def test_committees_stand_in_the_timeline_of_whoever_sees_the_money() -> None:
    made, _objects = _planted()
    referent = _referent(R)(made)
    kind = CommitteeKind.ACCELERATION.label
    assert kind.capitalize() not in {row.words for row in rows_of(made, referent, clock.today())}
    make.ShareFactory.create(accompaniment=made, subject=M, audience=Audience.REFERENTS)
    assert kind.capitalize() in {row.words for row in rows_of(made, referent, clock.today())}


def test_files_of_a_cancelled_committee_are_read_no_more(client: Client) -> None:
    made, _objects = _planted()
    item = CommitteeItem.objects.get(accompaniment=made)
    make.CommitteeMemberFactory.create(committee=item.committee, person=cast.sylvie())
    client.force_login(cast.sylvie())
    address = reverse("support:committee-file", args=[item.committee.ref, item.ref])
    assert client.get(address).status_code == 200
    cancel_committee(item.committee, why="Reporté.", by=cast.ada(), at=clock.now())
    assert client.get(address).status_code == 404


def test_agent_in_the_team_of_an_initiative_does_not_run_its_money() -> None:
    made = supported()
    assert can_run_money(cast.ada(), made)
    TeamMemberFactory.create(
        initiative=made.initiative, person=cast.ada(), right=TeamRight.READ, joined=True, invited_by=cast.alice()
    )
    assert not can_run_money(cast.ada(), made)


def test_referent_of_the_results_tells_them() -> None:
    made = supported()
    assert can_tell_results(_referent(X)(made), made)
    made.shares.filter(subject=X).delete()
    assert not can_tell_results(cast.remi(), made)
