"""A year of support, lived through the actions at their own hours: what `make bench-year` measures.

The ground (people, a programme, a directory) is of the tests' factories; every row of the room comes from an action.
Sam answers for every support, each has a team of its own, and all ask the same experts and the same administrations.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from tests import cast
from tests.calls.factories import BearerFactory, InitiativeFactory, TeamMemberFactory
from tests.directory.factories import BodyFactory, DoorFactory, ResourceFactory, TerritoryFactory
from tests.factories import MandateFactory, PersonFactory, SeasonFactory
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.drafts import typed_over
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.programme.engine.working_days import is_working
from tremplin.programme.models import Programme
from tremplin.programme.states import Role
from tremplin.selection.engine.digests import digest
from tremplin.support.actions import (
    accompaniments,
    agreements,
    answering,
    classes,
    comments,
    commitments,
    committees,
    conventions,
    deploy,
    diagnoses,
    expertise,
    fundings,
    indicators,
    introductions,
    legal,
    letters,
    nudges,
    outcomes,
    pledges,
    relations,
    requests,
    roadmaps,
    session_notes,
    session_requests,
    sessions,
    supporters,
    templates,
    texts,
    walks,
    working,
    workshops,
)
from tremplin.support.engine.checklists import LISTS
from tremplin.support.engine.conventions import Terms, TrancheTerms
from tremplin.support.engine.fundings import quarter_of
from tremplin.support.engine.paths import PATHS
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import (
    Accompaniment,
    Committee,
    DatedText,
    Expertise,
    Indicator,
    Introduction,
    Need,
    Relation,
    Workshop,
)
from tremplin.support.queries import replies_of
from tremplin.support.queries.diagnoses import fields_of
from tremplin.support.states import (
    CheckState,
    CommitteeKind,
    Frequency,
    LetterKind,
    NoteAudience,
    Occasion,
    Owner,
    PartKind,
    PlaceKind,
    PledgeKind,
    Side,
    Step,
    TextKind,
    TraceKind,
)

DAYS = 350
STEPS = list(Step)
WORDS = "Appel de la coordinatrice : la commune relit la convention, une réunion est prise avec deux services."
CONVENTION = "Entre {authority} et {beneficiary}, {amount} pour {object}, du {from} au {until}.\n{tranches}"


class Year:
    """One season that began 350 days ago. `live()` adds a support and its whole year."""

    def __init__(self) -> None:
        self.zone = ZoneInfo("Europe/Paris")
        self.first = clock.today() - timedelta(days=DAYS)
        self.supports: list[Accompaniment] = []
        self.leaders: list[Person] = []
        self.contacts: Iterator[int] = count(1)
        with clock.at(self.at(-5)):
            self._ground()

    def at(self, day: int, hour: int = 9, minute: int = 0) -> datetime:
        return datetime.combine(self.day(day), time(hour, minute), self.zone)

    def day(self, day: int) -> date:
        return self.first + timedelta(days=day)

    def do(self, day: int, act: Callable[..., Any], *arguments: Any, hour: int = 9, **said: Any) -> Any:
        """An action, at its hour."""
        at = self.at(day, hour)
        with clock.at(at):
            return act(*arguments, at=at, **said)

    def _ground(self) -> None:
        self.programme = cast.programme()
        Programme.objects.filter(pk=self.programme.pk).update(asks_a_week=100)
        self.ada, self.sam, self.sonia = cast.ada(), cast.sam(), cast.sonia()
        self.season = SeasonFactory.create(
            programme=self.programme, starts_on=self.day(-5), ends_on=self.day(DAYS + 100)
        )
        self.experts = [PersonFactory.create(full_name=f"Experte {n}", confirmed=True) for n in range(5)]
        for person in self.experts:
            MandateFactory.create(person=person, role=Role.EXPERT, programme=self.programme)
        bodies = BodyFactory.create_batch(40)
        self.doors: list[Door] = [DoorFactory.create(body=body) for body in bodies]
        self.resources = ResourceFactory.create_batch(15)
        self.territories = TerritoryFactory.create_batch(20)
        for kind, words in ((TextKind.REPUBLICAN, "L’association s’engage."), (TextKind.CONVENTION, CONVENTION)):
            self.do(-4, texts.write_text, self.programme, kind=kind, title_fr=str(kind.label), words_fr=words,
                    valid_from=self.day(-4), by=self.ada)  # fmt: skip
        for number in range(12):
            self.do(-4, templates.write_line, self.season, step=STEPS[number % 3], title_fr=f"Étape {number}",
                    owner=Owner.TEAM, after_days=number * 25, by=self.ada)  # fmt: skip
        for person in self.experts:
            self.do(-3, expertise.add_expertise, self.programme, email=str(person.email), full_name=str(person),
                    kind="mentor", words="Licences et hébergement", from_day=self.day(-3), by=self.ada)  # fmt: skip
        self.offers = [
            self.do(-3, supporters.make_offer, self.programme, kind="introduce", times=50, pace="month",
                    from_day=self.day(-3), until_day=self.day(DAYS + 90), words=f"Offre {n}", by=self.sonia)
            for n in range(5)
        ]  # fmt: skip

    def live(self) -> Accompaniment:
        number = len(self.supports)
        with clock.at(self.at(-2)):
            initiative = InitiativeFactory.create(name=f"Commun {number:02}")
            BearerFactory.create(initiative=initiative)
            team = [PersonFactory.create(full_name=f"Membre {number} {n}", confirmed=True) for n in range(3)]
            for person, right in zip(team, (TeamRight.SUBMIT, TeamRight.WRITE, TeamRight.READ), strict=True):
                TeamMemberFactory.create(initiative=initiative, person=person, right=right, joined=True)
        self.leader = team[0]
        made = self.do(0, accompaniments.open_by_act, initiative, self.season, motive="Lauréate.",
                       starts_on=self.day(0), ends_on=self.day(DAYS + 15), by=self.ada)  # fmt: skip
        self.do(0, accompaniments.name_part, made, self.sam, kind=PartKind.OFFICER, by=self.ada)
        self.do(0, accompaniments.name_part, made, cast.remi(), kind=PartKind.REFERENT, by=self.ada)
        self.do(1, accompaniments.show_proof, made, words="Un commun.", by=self.sam)
        self.supports.append(made)
        self.leaders.append(self.leader)
        self._begin(made)
        self._diagnose(made)
        needs = self._plan(made)
        self._meet(made, number, needs)
        self._introduce(made, number, needs)
        self._measure(made)
        self._consolidate(made)
        self._follow(made)
        self._deploy(made, number)
        self._pay(made)
        self._share(number)
        return made

    def _begin(self, made: Accompaniment) -> None:
        for day in range(3, DAYS, 6):
            self.do(day, accompaniments.write_point, made, on=self.day(day), words=WORDS, private=day % 5 == 0,
                    by=self.sam)  # fmt: skip
        for number in (0, 1):
            one = self.do(4 + number * 100, working.write_working, made, rhythm="Une fois par mois",
                          channels="Visioconférence", read=number, by=self.sam)  # fmt: skip
            self.do(5 + number * 100, working.accept_working, one, by=self.leader)
        for number in range(4):
            self.do(20 + number * 60, letters.issue_letter, made, kind=LetterKind.SUPPORT, addressed_to="La commune",
                    subject=f"Soutien {number}", words=WORDS, language="fr", signed_as="chargé d’accélération",
                    valid_until=None, by=self.ada)  # fmt: skip

    def _diagnose(self, made: Accompaniment) -> None:
        for day, occasion in ((8, Occasion.START), (180, Occasion.MIDDLE)):
            found = self.do(day, diagnoses.open_diagnosis, made, occasion=occasion, by=self.sam)
            for person, side in ((self.leader, Side.TEAM), (self.sam, Side.OFFICER)):
                said = {f"words_{one.key}": "Clair." for one in QUESTIONS}
                said |= {f"level_{one.key}": str(2 + day % 2) for one in QUESTIONS if one.levels}
                typed = typed_over(said, fields_of(replies_of(found, side)))
                self.do(day + 1, diagnoses.save_replies, found, typed, by=person)
                self.do(day + 2, diagnoses.hand_in, found, by=person)
            words = {
                "answers": {one.key: {"level": 2, "words": ""} for one in QUESTIONS if one.levels},
                "words": "Oui.",
            }
            version = self.do(day + 3, diagnoses.write_version, found, words=words, by=self.sam)
            self.do(day + 3, diagnoses.accept_version, version, by=self.sam)
            self.do(day + 4, diagnoses.accept_version, version, by=self.leader)

    def _plan(self, made: Accompaniment) -> list[Need]:
        needs = []
        for number in range(15):
            day = 12 + number * 15
            need = self.do(day, roadmaps.write_need, made, step=STEPS[number % 3], title=f"Besoin {number}",
                           words=WORDS, by=self.leader)  # fmt: skip
            needs.append(need)
            for turn in range(8):
                action = self.do(day + 1, roadmaps.plan_action, made, step=need.step, title=f"Action {number} {turn}",
                                 owner=(Owner.TEAM, Owner.OFFICER)[turn % 2], due_on=self.day(day + 10 + turn * 12),
                                 need=need, by=self.sam)  # fmt: skip
                for day_after in (2, 5):
                    self.do(day + day_after, comments.write_comment, action, words=WORDS, private=day_after == 5,
                            by=self.sam)  # fmt: skip
                if turn < 6:
                    self.do(day + 9, roadmaps.close_action, action, "finish", result="Fait.", by=self.sam)
            for turn in range(4):
                self.do(day + 3 + turn, comments.write_comment, need, words=WORDS, by=self.leader)
        return needs

    def _meet(self, made: Accompaniment, number: int, needs: list[Need]) -> None:
        expert, hour = self.experts[number % 5], 9 + 2 * (number // 5)
        mine = Expertise.objects.get(person=expert)
        for turn in range(38):
            day = 15 + turn * 9
            starts = self.at(day, hour)
            slot = self.do(day - 10, sessions.offer_slot, self.programme, starts_at=starts,
                           ends_at=starts + timedelta(hours=1), place="Visioconférence", by=expert)  # fmt: skip
            if turn % 6 == 5:
                continue  # nobody took it
            booked = self.do(day - 8, sessions.book, slot, made, subject=f"Séance {turn}", need=needs[turn % 15],
                             by=self.leader)  # fmt: skip
            if day >= DAYS:
                continue
            self.do(day + 1, sessions.hold_session, booked, notes=WORDS, by=expert)
            self.do(day + 1, session_notes.write_note, booked, audience=NoteAudience.SHARED, words=WORDS, by=self.sam)
            self.do(day + 2, session_notes.write_note, booked, audience=NoteAudience.MINE, words=WORDS, by=self.leader)
            self.do(day + 2, session_notes.say_feedback, booked, Side.TEAM, useful="La licence.", by=self.leader)
            self.do(day + 2, session_notes.say_feedback, booked, Side.OFFICER, useful="Le cache.", by=expert)
        for turn in range(8):
            asked = self.do(20 + turn * 40, session_requests.ask_session, made, words=WORDS, need=needs[turn],
                            by=self.leader)  # fmt: skip
            if turn % 2:
                self.do(22 + turn * 40, session_requests.propose_to, asked, mine, why="Elle connaît.", by=self.sam)

    def _introduce(self, made: Accompaniment, number: int, needs: list[Need]) -> None:
        for turn in range(36):
            door, day = self.doors[(number * 7 + turn) % 40], 20 + turn * 9
            one = self.do(day, introductions.write_introduction, made, door, contact_name="Dominique Exemple",
                          contact_email=f"contact{next(self.contacts)}@example.org", text="Bonjour, une demi-heure ?",
                          shared="Une page.", answer_by=self.day(day + 30), need=needs[turn % 15],
                          by=self.sam)  # fmt: skip
            if day + 2 >= DAYS:
                continue
            self.do(day + 1, self._agree, one)
            self.do(day + 2, introductions.send, one, by=self.sam)
            last = self._remind(one, day + 2) if turn % 2 else day + 2
            if turn % 4 == 3 or last + 16 >= DAYS:
                continue  # no answer
            self.do(last + 1, answering.answer, one, "take_up", words="Volontiers.", by=None)
            self.do(last + 5, answering.meet, one, met_on=self.day(last + 5), next_step="Signer",
                    next_who="Dominique Exemple", next_on=self.day(last + 40), by=self.sam)  # fmt: skip
            if last + 135 < DAYS:  # close to the exit, both are asked then
                for side, by in (("team", self.leader), ("contact", None)):
                    self.do(last + 105, outcomes.tell_outcome, one, side, occasion="later", result="partly",
                            saved="weeks" if side == "team" else "", by=by)  # fmt: skip
            self._relate(made, one, last)

    def _agree(self, one: Introduction, *, at: datetime) -> None:
        introductions.agree(one, read=digest(introductions.text_of(one)), by=self.leader, at=at)

    def _remind(self, one: Introduction, day: int) -> int:
        """Twice, on the first day the programme allows; the last day something left."""
        for kind, email in (("again", one.contact_email), ("deputy", f"adjoint{one.pk}@example.org")):
            for later in range(day + 5, min(day + 30, DAYS - 1)):
                if not is_working(self.day(later)):
                    continue
                with suppress(MoveRefused):
                    self.do(later, nudges.send_nudge, one, kind=kind, to_name="Dominique", to_email=email,
                            text="Bonjour, un mot suffit.", by=self.sam)  # fmt: skip
                    day = later
                    break
        return day

    def _relate(self, made: Accompaniment, one: Introduction, day: int) -> None:
        relation = Relation.objects.get(initiative=made.initiative_id, body=one.door.body_id)
        self.do(day + 6, relations.add_contact, relation, name="Dominique Exemple", function="adjointe",
                since=self.day(day), by=self.sam)  # fmt: skip
        for turn in range(3):
            self.do(day + 7 + turn, relations.write_trace, relation, kind=TraceKind.CONTACT,
                    on=self.day(day + 6 + turn), words=WORDS, who="Dominique", by=self.sam)  # fmt: skip
        promise = self.do(day + 8, commitments.write_commitment, made, body=one.door.body, what="Ouvrir la liste",
                          who="Dominique", due_on=self.day(day + 60), made_on=self.day(day + 8),
                          by=self.sam)  # fmt: skip
        if day % 2:
            self.do(day + 12, commitments.close_commitment, promise, "keep", result="Ouverte.",
                    on=self.day(day + 12), by=self.sam)  # fmt: skip

    def _measure(self, made: Accompaniment) -> None:
        for number in range(10):
            one = self.do(10, indicators.write_indicator, made, step=STEPS[number % 3], name=f"Indicateur {number}",
                          unit="communes", source="Nos comptes", frequency=Frequency.MONTH, initial=Decimal(10),
                          initial_on=self.day(5), target=Decimal(500), target_on=self.day(DAYS),
                          by=self.leader)  # fmt: skip
            for turn in range(24):
                day = 12 + turn * 14
                self.do(day, self._value, one, self.day(day), Decimal(10 + turn * 5))

    def _value(self, one: Indicator, on: date, value: Decimal, *, at: datetime) -> None:
        entry = indicators.Entry(one, on, value, "", True)
        indicators.record_measure(entry, by=self.leader, at=at)

    def _consolidate(self, made: Accompaniment) -> None:
        for number in range(16):
            day = 15 + number * 19
            asked = self.do(day, legal.ask_question, made, title=f"Question {number}", words=WORDS,
                            hoped_by=self.day(day + 30), by=self.leader)  # fmt: skip
            if number % 4 == 3:
                continue
            expert = self.experts[number % 5]
            self.do(day + 1, legal.hand_question, asked, expert, by=self.sam)
            if number % 4 < 2:
                self.do(day + 6, legal.answer_question, asked, answer=WORDS, by=expert)
        for number in range(4):
            self.do(200 + number, legal.write_note, self.programme, title=f"Réponse {number}", words=WORDS,
                    by=self.ada)  # fmt: skip

    def _follow(self, made: Accompaniment) -> None:
        for path in PATHS.values():
            walk = self.do(25, walks.begin_walk, made, path.key, by=self.leader)
            for place, stage in enumerate(path.stages[:4]):
                day = 40 + place * 30
                self.do(day, walks.reach_stage, walk, stage.key, on=self.day(day), by=self.leader)
        quarters = {quarter_of(self.day(90 * turn)): Decimal(20_000) for turn in range(6)}
        self.do(30, fundings.say_needs, made, quarters, by=self.leader)
        for number in range(14):
            day = 30 + number * 20
            one = self.do(day, fundings.add_funding, made, name=f"Source {number}", asked=Decimal(8_000),
                          covers_from=self.day(day + 30), covers_until=self.day(day + 300), by=self.leader)  # fmt: skip
            if number % 3:
                self.do(day + 2, fundings.ask_for, one, asked_on=self.day(day + 2), by=self.leader)
            if number % 3 == 2:
                self.do(day + 20, fundings.get_funding, one, got=Decimal(6_000), answered_on=self.day(day + 20),
                        by=self.leader)  # fmt: skip
        for number in range(10):
            agreed = self.do(50 + number * 20, agreements.write_agreement, made, partner=f"Commune {number}",
                             object="Partager les données", by=self.leader)  # fmt: skip
            if number % 2:
                self.do(60 + number * 20, agreements.negotiate, agreed, by=self.leader)

    def _deploy(self, made: Accompaniment, number: int) -> None:
        for turn in range(20):
            self.do(30 + turn * 15, deploy.add_place, made, territory=self.territories[turn], kind=PlaceKind.SITE,
                    name=f"Lieu {turn}", from_day=self.day(25 + turn * 15), by=self.leader)  # fmt: skip
            self.do(31 + turn * 15, deploy.add_reuser, made, name=f"Usager {turn}", use="Chaque semaine",
                    from_day=self.day(25 + turn * 15), public=bool(turn % 2), by=self.leader)  # fmt: skip
        for turn in range(11):
            self.do(20 + turn * 30, deploy.write_record, made, on=self.day(20 + turn * 30), contributors=20 + turn,
                    regulars=5, words={"decides": WORDS}, by=self.leader)  # fmt: skip
        for kind, items in LISTS.items():
            told = [deploy.Told(item.key, CheckState.YES, "https://example.org/") for item in items[:10]]
            self.do(60, deploy.tell_checks, made, kind, told, by=self.leader)
        for turn, resource in enumerate(self.resources):
            asked = self.do(40 + turn * 15, requests.note_request, made, resource, by=self.sam)
            if turn % 2:
                self.do(42 + turn * 15, requests.ask, asked, asked_on=self.day(42 + turn * 15), by=self.leader)
        for turn in range(6):
            offer, day = self.offers[number % 5], 50 + turn * 45
            asked_of = self.do(day, supporters.ask, offer, words=WORDS, answer_by=self.day(day + 10),
                               accompaniment=made, by=self.sam)  # fmt: skip
            if turn % 2:
                self.do(day + 2, supporters.accept, asked_of, words="Oui.", by=self.sonia)

    def _pay(self, made: Accompaniment) -> None:
        bearer = made.initiative.bearers.get()
        text = DatedText.objects.get(kind=TextKind.REPUBLICAN)
        self.do(40, texts.sign_text, text, made, name="Camille Exemple", quality="présidente", bearer=bearer,
                by=self.leader)  # fmt: skip
        tranches = (
            TrancheTerms(1, Decimal(10_000), self.day(60)),
            TrancheTerms(2, Decimal(10_000), self.day(240), needs_committee=True, report_due_on=self.day(200)),
        )
        terms = Terms(object="Cartographier", amount=Decimal(20_000), from_day=self.day(45),
                      until_day=self.day(DAYS), report_due_on=self.day(DAYS + 40), tranches=tranches)  # fmt: skip
        convention = self.do(45, conventions.write_convention, made, bearer, terms, by=self.ada)
        self.do(46, conventions.propose, convention, by=self.ada)
        for turn in range(8):
            self.do(60 + turn * 30, pledges.note_pledge, made, body=self.doors[turn].body, sponsor=None,
                    kind=PledgeKind.SKILLS, what=f"Deux jours {turn}", amount=None, due_on=self.day(150 + turn * 30),
                    pledged_on=self.day(60 + turn * 30), by=self.ada)  # fmt: skip

    def _share(self, number: int) -> None:
        self.do(10, classes.show_card, self.season, shown_name=str(self.leader), words="Coordinatrice", by=self.leader)
        for turn in range(3):
            asked = self.do(30 + turn * 60, classes.ask_class, self.season, title=f"Question {number} {turn}",
                            words=WORDS, by=self.leader)  # fmt: skip
            for later in (1, 2):
                self.do(30 + turn * 60 + later, classes.answer_class, asked, words=WORDS, by=self.leaders[0])
        self.do(50, classes.share_document, self.season, title=f"Modèle {number}", address="https://example.org/",
                by=self.leader)  # fmt: skip

    def gather(self) -> None:
        """Workshops and committees, on the supports there are now."""
        known = Committee.objects.count()
        for turn in range(2):
            starts = self.at(DAYS + 20 + 10 * (known + turn), 14)
            made = self.do(DAYS - 5, committees.plan_committee, self.season, kind=CommitteeKind.ACCELERATION,
                           starts_at=starts, ends_at=starts + timedelta(hours=2), place="Salle des communs",
                           words="Où en est chacun.", quorum=50, by=self.ada)  # fmt: skip
            for person in (cast.sylvie(), cast.remi(), self.sonia):
                self.do(DAYS - 5, committees.name_member, made, email=str(person.email), quality="membre", by=self.ada)
        for committee in Committee.objects.order_by("pk"):
            self.do(DAYS - 4, committees.set_agenda, committee, self.supports, by=self.ada)
        for turn in range(4):
            starts = self.at(DAYS + 7 * (known + turn) + 5, 17)
            self.do(DAYS - 5, workshops.plan_workshop, self.season, title=f"Atelier {known} {turn}", words=WORDS,
                    leader=self.experts[turn], starts_at=starts, ends_at=starts + timedelta(hours=1),
                    by=self.ada)  # fmt: skip
        for workshop in Workshop.objects.order_by("pk"):
            for one, leader in zip(self.supports, self.leaders, strict=True):
                if not workshop.taken.filter(accompaniment=one).exists():
                    self.do(DAYS - 3, workshops.take_seat, workshop, one, by=leader)
