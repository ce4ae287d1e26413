"""Conventions, tranches, reports and advantages: what is refused says why, what was signed stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from django.utils.formats import date_format

from tests import cast
from tests.calls.factories import BearerFactory
from tests.support.money_story import bearer_of, committed, decided, proposed, sign, signed, terms, texts, tranche
from tests.support.story import supported
from tremplin.calls.states import BearerKind
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme
from tremplin.support.actions import advantages, conventions, signatures, tranches
from tremplin.support.actions.texts import write_text
from tremplin.support.models import Advantage, Committee, CommitteeItem, Convention, Tranche
from tremplin.support.queries.money import decisions_for, last_version
from tremplin.support.rules.money import can_be_granted
from tremplin.support.states import (
    AdvantageSource,
    CommitteeOutcome,
    CommitteeState,
    ConventionState,
    Nature,
    ReportState,
    Signatory,
    TextKind,
    TrancheState,
)

pytestmark = pytest.mark.django_db


def refused(do: Any, *arguments: Any, **named: Any) -> str:
    """The sentence of a refusal, in English."""
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refusal:
            do(*arguments, **named, at=clock.now())
        return str(refusal.value.reason)


def day(value: Any) -> str:
    with translation.override("en"):
        return date_format(value)


def test_convention_waits_for_the_republican_commitment() -> None:
    made = supported()
    republican, _text = texts()
    bearer = bearer_of(made)
    convention = conventions.write_convention(made, bearer, terms(), by=cast.ada(), at=clock.now())
    assert refused(conventions.propose, convention, by=cast.ada()) == (
        f"Before any grant, {bearer} signs the republican commitment contract in force since "
        f"{day(republican.valid_from)}."
    )
    assert not can_be_granted(made, clock.today())
    committed(made)
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    assert (convention.state, bool(can_be_granted(made, clock.today()))) == (ConventionState.PROPOSED, True)


def test_company_signs_no_republican_commitment() -> None:
    made = supported()
    texts()
    bearer = bearer_of(made)
    type(bearer).objects.filter(pk=bearer.pk).update(kind=BearerKind.COMPANY)
    bearer.refresh_from_db()
    convention = conventions.write_convention(made, bearer, terms(), by=cast.ada(), at=clock.now())
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    assert convention.state == ConventionState.PROPOSED


def test_both_sign_one_version_and_it_is_in_force() -> None:
    convention = proposed()
    version = sign(convention, Signatory.BEARER)
    assert (convention.state, convention.tranches.count(), Advantage.objects.count()) == ("proposed", 0, 0)
    sign(convention, Signatory.AUTHORITY)
    assert (convention.state, convention.signed_on) == (ConventionState.SIGNED, clock.today())
    assert [(one.number, one.amount) for one in convention.tranches.all()] == [(1, Decimal(40000)), (2, Decimal(40000))]
    assert list(convention.reports.values_list("gates__number", "state")) == [(2, "due"), (None, "due")]
    granted = convention.advantages.get()
    assert (granted.amount, granted.granted_on, granted.source) == (Decimal(80000), clock.today(), "programme")
    bearer = convention.bearer
    assert version.words.startswith(
        f"Entre {cast.programme().authority} et {bearer}, 80\u00a0000\u00a0€ pour Cartographier les haies, du "
    )


def test_signed_convention_changes_by_an_amendment_alone() -> None:
    convention = signed()
    said = refused(conventions.write_again, convention, terms("90000"), by=cast.ada())
    assert said == (
        f"This convention was signed by both on {day(clock.today())}: its terms no longer change by themselves. "
        "Write an amendment, that both sign again."
    )
    first = last_version(convention)
    conventions.amend(convention, terms("100000"), by=cast.ada(), at=clock.now())
    assert (convention.state, convention.amount) == (ConventionState.DRAFT, Decimal(80000))
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    sign(convention)
    assert (convention.state, convention.amount) == (ConventionState.SIGNED, Decimal(100000))
    assert sorted(convention.advantages.values_list("amount", flat=True)) == [Decimal(20000), Decimal(80000)]
    assert [one.number for one in convention.versions.all()] == [1, 2]
    assert first is not None
    assert first.signatures.count() == 2


def test_amendment_that_takes_off_frees_the_ceiling_and_one_given_up_changes_nothing() -> None:
    convention = signed()
    conventions.amend(convention, terms("60000"), by=cast.ada(), at=clock.now())
    assert refused(signatures.drop, convention, why="Non.", by=cast.ada()) == (
        "A version of this convention is signed by both: only its amendment can be given up."
    )
    signatures.keep_as_signed(convention, why="Plus utile.", by=cast.ada(), at=clock.now())
    assert (convention.state, convention.amount) == (ConventionState.SIGNED, Decimal(80000))
    conventions.amend(convention, terms("60000"), by=cast.ada(), at=clock.now())
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    sign(convention)
    standing = convention.advantages.filter(withdrawn_at=None)
    assert list(standing.values_list("amount", flat=True)) == [Decimal(60000)]


def test_amendment_takes_off_what_was_granted_last() -> None:
    convention = signed()
    first = clock.today()
    with clock.at(clock.now() + timedelta(days=40)):
        for amount in ("100000", "90000", "70000"):
            conventions.amend(convention, terms(amount), by=cast.ada(), at=clock.now())
            conventions.propose(convention, by=cast.ada(), at=clock.now())
            sign(convention)
            standing = convention.advantages.filter(withdrawn_at=None).order_by("granted_on")
            kept = {one.granted_on: one.amount for one in standing}
            later = {clock.today(): Decimal(amount) - 80000} if Decimal(amount) > 80000 else {}
            assert kept == {first: min(Decimal(80000), Decimal(amount))} | later


def test_what_one_party_signed_is_not_changed() -> None:
    convention = proposed()
    sign(convention, Signatory.BEARER)
    assert refused(conventions.write_again, convention, terms("90000"), by=cast.ada()) == (
        "One party has signed version 1: give it up, or have the other sign it; nobody changes what somebody signed."
    )


def test_version_that_is_no_longer_proposed_is_not_signed() -> None:
    convention = proposed()
    old = last_version(convention)
    assert old is not None
    conventions.write_again(convention, terms("70000"), by=cast.ada(), at=clock.now())
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    asked = {"party": Signatory.BEARER, "name": "A", "quality": "B", "signed_on": clock.today(), "by": cast.alice()}
    assert refused(signatures.note_signature, old, **asked) == (
        "Version 1 is not the one proposed for signature: please read the last one."
    )
    assert refused(signatures.note_signature, last_version(convention), **{**asked, "party": "authority"}) == (
        "This is done by the programme team."
    )


def test_text_of_conventions_with_an_unknown_field_is_refused_by_its_name() -> None:
    made = supported()
    write_text(
        cast.programme(),
        kind=TextKind.CONVENTION,
        title_fr="Convention",
        words_fr="{beneficiary} {object} {amount} {colour}",
        valid_from=clock.today(),
        by=cast.ada(),
        at=clock.now(),
    )
    said = refused(conventions.write_convention, made, bearer_of(made), terms(), by=cast.ada())
    assert said.startswith("The text of conventions names fields nobody knows: {colour}. The fields are {authority}")


def test_tranches_that_do_not_add_up_are_refused() -> None:
    made = supported()
    wanted = replace(terms(), amount=Decimal(80001))
    assert refused(conventions.write_convention, made, bearer_of(made), wanted, by=cast.ada()) == (
        "The tranches do not add up to the amount of the grant."
    )


# tranches


def test_tranche_asked_before_its_committee_and_report_is_told_what_is_missing() -> None:
    convention = signed()
    second, made = tranche(convention, 2), convention.accompaniment
    due = day(second.report.due_on)
    assert refused(tranches.request_payment, second, on=clock.today(), by=cast.alice()) == (
        f"This tranche cannot open yet. Tranche 1, expected on {day(clock.today())}, comes first. It waits for the "
        "decision of a committee, and none is planned for this initiative. "
        f"The financial report due on {due} was not received."
    )
    tranches.open_tranche(tranche(convention, 1), by=cast.ada(), at=clock.now())
    decided(made, state=CommitteeState.PLANNED)
    assert refused(tranches.open_tranche, second, by=cast.ada()) == (
        f"This tranche cannot open yet. It waits for the committee of {day(clock.today())}. "
        f"The financial report due on {due} was not received."
    )


def test_tranche_opens_by_a_decision_to_go_on_and_a_report_accepted_and_is_paid_once() -> None:
    convention = signed()
    made, now = convention.accompaniment, clock.now()
    first, second = tranche(convention, 1), tranche(convention, 2)
    tranches.open_tranche(first, by=cast.ada(), at=now)
    stop, item = decided(made, CommitteeOutcome.STOP), decided(made)
    tranches.send_report(second.report, spent=Decimal(39000), words="Relevés.", by=cast.alice(), at=now)
    assert "was received and is not accepted yet" in refused(tranches.open_tranche, second, by=cast.ada())
    tranches.accept_report(second.report, by=cast.ada(), at=now)
    second = tranche(convention, 2)
    for wrong in (None, stop):
        assert refused(tranches.open_tranche, second, decision=wrong, by=cast.ada()) == (
            "Please say which decision of a committee opens this tranche."
        )
    tranches.open_tranche(second, decision=item, by=cast.ada(), at=now)
    before = clock.today() - timedelta(days=1)
    assert refused(tranches.request_payment, second, on=before, by=cast.alice()) == (
        "The convention was not signed by both yet on that day."
    )
    tranches.request_payment(second, on=clock.today(), by=cast.alice(), at=now)
    assert refused(tranches.note_payment, second, on=clock.today(), payment=" ", by=cast.ada()) == (
        "Please write the reference of the payment."
    )
    tranches.note_payment(second, on=clock.today(), payment="CHORUS 12", by=cast.ada(), at=now)
    assert (second.state, second.decided_by, second.payment) == (TrancheState.PAID, item, "CHORUS 12")


def test_decision_that_refuses_money_opens_no_tranche() -> None:
    convention = signed()
    made, now = convention.accompaniment, clock.now()
    tranches.open_tranche(tranche(convention, 1), by=cast.ada(), at=now)
    refusing = decided(made)
    CommitteeItem.objects.filter(pk=refusing.pk).update(granted=0)
    assert refused(tranches.open_tranche, tranche(convention, 2), decision=refusing, by=cast.ada()).startswith(
        "This tranche cannot open yet. It waits for the decision of a committee, and none is planned"
    )


def test_committee_of_the_day_of_the_signature_counts_where_the_programme_lives() -> None:
    convention = signed()
    item = decided(convention.accompaniment)
    Programme.objects.update(time_zone="Indian/Reunion")
    # the 2nd there, still the 1st in Paris
    Committee.objects.update(starts_at=datetime(2026, 7, 1, 20, 30, tzinfo=UTC))
    Convention.objects.update(signed_on=date(2026, 7, 2))
    assert list(decisions_for(Tranche.objects.get(number=2))) == [item]


def test_report_sent_back_is_due_again_with_what_is_to_be_corrected() -> None:
    report = signed().reports.get(gates=None)
    tranches.send_report(report, spent=Decimal(1000), words="Relevés.", by=cast.alice(), at=clock.now())
    assert refused(tranches.send_back_report, report, remark=" ", by=cast.ada()) == (
        "Please say what is to be corrected."
    )
    tranches.send_back_report(report, remark="Il manque les factures.", by=cast.ada(), at=clock.now())
    assert (report.state, report.remark, report.spent) == (ReportState.DUE, "Il manque les factures.", Decimal(1000))


def test_amendment_leaves_alone_a_tranche_already_open() -> None:
    convention = signed()
    tranches.open_tranche(tranche(convention, 1), by=cast.ada(), at=clock.now())
    wanted = terms("90000")
    assert refused(conventions.amend, convention, wanted, by=cast.ada()) == (
        "Tranche 1 is its conditions are met: an amendment leaves it as it is."
    )


def test_convention_ends_when_everything_is_paid_and_reported() -> None:
    convention = signed()
    assert refused(signatures.end, convention, words="Fini.", by=cast.ada()) == (
        "A tranche is neither paid nor cancelled. The last financial report is not accepted."
    )


# the ceiling


def declare(made: Any, amount: str, **more: Any) -> Advantage:
    named = {
        "nature": Nature.MONEY,
        "source": AdvantageSource.DECLARED,
        "giver": "Région",
        "object": "Aide",
        "granted_on": clock.today(),
        "by": cast.ada(),
        "at": clock.now(),
        **more,
    }
    return advantages.note_advantage(made, bearer_of(made), amount=Decimal(amount), **named)


def test_ceiling_passed_by_one_euro_is_refused_with_what_is_left() -> None:
    made = supported()
    declare(made, "220001")
    bearer = committed(made)
    convention = conventions.write_convention(made, bearer, terms("80000"), by=cast.ada(), at=clock.now())
    said = refused(conventions.propose, convention, by=cast.ada())
    since = clock.today().replace(year=clock.today().year - 3) + timedelta(days=1)
    assert said.replace("\u00a0", " ") == (
        "80,000 € would pass the ceiling of this undertaking: 300,000 € over three years, day by day (Regulation (EU) "
        f"2023/2831). Counted since {day(since)}: 220,001 €. Left: 79,999 €."
    )
    conventions.write_again(convention, terms("79999"), by=cast.ada(), at=clock.now())
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    sign(convention)
    assert convention.state == ConventionState.SIGNED


def test_way_out_is_motivated_and_counts_again_without_its_words() -> None:
    made = supported()
    declare(made, "300000")
    outside = declare(made, "50000", not_economic="Entretien d’un sentier public, sans marché.")
    assert "Left: 0" in refused(advantages.say_not_economic, outside, words=" ", by=cast.ada())
    convention = proposed(made, replace(terms(), not_economic="Aucune activité économique."))
    sign(convention)
    assert convention.advantages.get().not_economic == "Aucune activité économique."


def test_structures_of_one_legal_unit_share_the_ceiling_whatever_the_initiative() -> None:
    made, other = supported(), supported(name="Semences")
    declare(other, "250000")
    for one, number in ((made, "130 025 265 00013"), (other, "130025265")):
        advantages.note_bearer_number(bearer_of(one), one, number=number, by=cast.ada(), at=clock.now())
    convention = conventions.write_convention(made, committed(made), terms(), by=cast.ada(), at=clock.now())
    assert "Left: 50,000" in refused(conventions.propose, convention, by=cast.ada())


def test_number_that_is_none_is_refused() -> None:
    made = supported()
    said = refused(advantages.note_bearer_number, bearer_of(made), made, number="13002526500012", by=cast.ada())
    assert said.startswith("“13002526500012” is not a registration number")


def test_waiting_conventions_leave_no_room_to_others() -> None:
    made = supported()
    proposed(made, terms("200000"))
    another = conventions.write_convention(made, bearer_of(made), terms("200000"), by=cast.ada(), at=clock.now())
    assert "Waiting for signatures: 200,000" in refused(conventions.propose, another, by=cast.ada())


def test_money_above_the_threshold_of_a_year_asks_for_a_convention() -> None:
    made = supported()
    committed(made)
    given = {"source": AdvantageSource.PROGRAMME, "giver": ""}
    declare(made, "23000", **given)
    with translation.override("en"), pytest.raises(MoveRefused) as refusal:
        declare(made, "0.01", **given)
    assert str(refusal.value.reason).replace("\u00a0", " ") == (
        "With this, 23,000.01 € would be granted in the year: above 23,000 €, a convention is required."
    )


def test_help_in_kind_says_how_it_was_valued() -> None:
    made = supported()
    with translation.override("en"), pytest.raises(MoveRefused) as refusal:
        declare(made, "700", nature=Nature.KIND, source=AdvantageSource.PROGRAMME, giver="")
    assert str(refusal.value.reason) == "Please say how the help in kind was valued."


def test_data_of_a_person_are_never_published() -> None:
    convention = signed()
    bearer = BearerFactory.create(initiative=convention.accompaniment.initiative, kind=BearerKind.PERSON, name="Jeanne")
    Convention.objects.filter(pk=convention.pk).update(bearer=bearer)
    assert refused(signatures.publish_data, convention, by=cast.ada()) == (
        "Persons are never named in public for what they were granted."
    )


def test_stranger_and_reader_change_nothing() -> None:
    convention = signed()
    for person in (cast.bob(), cast.charlie(), cast.sam()):
        assert refused(tranches.request_payment, tranche(convention, 1), on=clock.today(), by=person) == (
            "This is done by those who write for the initiative, or by the programme team."
        )
        assert refused(conventions.amend, convention, terms(), by=person) == "This is done by the programme team."
