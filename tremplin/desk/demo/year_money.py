"""The programme's money in the demonstration: a convention signed by both, a tranche paid and one that waits for its
committee; a help that counts to the ceiling; a pledge told in public because both agreed.
"""

from collections.abc import Callable
from decimal import Decimal

from tremplin.calls.models import Bearer
from tremplin.calls.states import BearerKind
from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.people.models import Person
from tremplin.support.actions import advantages, conventions, pledges, signatures, texts, tranches
from tremplin.support.engine.conventions import Terms, TrancheTerms
from tremplin.support.models import Accompaniment, Convention, DatedText
from tremplin.support.states import AdvantageSource, Nature, PledgeKind, Signatory, TextKind

Cast = Callable[[str], Person]


def build(made: Accompaniment, cast: Cast) -> None:
    bearer = made.initiative.bearers.filter(until_day=None).first()
    if bearer is not None and not made.conventions.exists():
        _commit(made, bearer, cast("Lina"))
        _pay(_agree(made, bearer, cast), cast)
        _help(made, bearer, cast("Ada"))
    _pledge(made, cast)


def _commit(made: Accompaniment, bearer: Bearer, lina: Person) -> None:
    if bearer.kind != BearerKind.ASSOCIATION:
        return
    text = DatedText.objects.get(programme=made.season.programme, kind=TextKind.REPUBLICAN)
    at = instant(days_from_today(-72), 19)
    with clock.at(at), drawn("year/republican"):
        texts.sign_text(text, made, name="Lina", quality="présidente", bearer=bearer, by=lina, at=at)


def _agree(made: Accompaniment, bearer: Bearer, cast: Cast) -> Convention:
    ada, lina, day = cast("Ada"), cast("Lina"), days_from_today
    terms = Terms(
        object="Première année d’un poste de coordination",
        amount=Decimal(20000),
        from_day=day(-66),
        until_day=day(250),
        report_due_on=day(310),
        tranches=(
            TrancheTerms(1, Decimal(12000), day(-55), "À la signature."),
            TrancheTerms(2, Decimal(8000), day(45), "Le poste est pourvu.", needs_committee=True),
        ),
        number="EXEMPLE-2",
    )
    at = instant(day(-66), 10)
    with clock.at(at), drawn("year/convention"):
        made_one = conventions.write_convention(made, bearer, terms, by=ada, at=at)
        conventions.propose(made_one, by=ada, at=at)
    at = instant(day(-62), 15)
    version = made_one.versions.get()
    parties = ((Signatory.BEARER, "Lina", "présidente", lina), (Signatory.AUTHORITY, "Sylvie", "autorité", ada))
    for party, name, quality, by in parties:
        with clock.at(at), drawn(f"year/signature/{party}"):
            signatures.note_signature(
                version, party=party, name=name, quality=quality, signed_on=at.date(), by=by, at=at
            )
    return made_one


def _pay(convention: Convention, cast: Cast) -> None:
    first, ada = convention.tranches.get(number=1), cast("Ada")
    for day, act in ((-60, "open"), (-58, "request"), (-41, "pay")):
        at = instant(days_from_today(day), 18)
        with clock.at(at):
            if act == "open":
                tranches.open_tranche(first, by=ada, at=at)
            elif act == "request":
                tranches.request_payment(first, on=at.date(), by=cast("Lina"), at=at)
            else:
                tranches.note_payment(first, on=at.date(), payment="EXEMPLE-3", by=ada, at=at)


def _help(made: Accompaniment, bearer: Bearer, ada: Person) -> None:
    at = instant(days_from_today(-28), 11)
    with clock.at(at), drawn("year/advantage"):
        advantages.note_advantage(
            made,
            bearer,
            nature=Nature.KIND,
            source=AdvantageSource.DECLARED,
            giver="Une commune (exemple)",
            object="Un bureau prêté six mois",
            amount=Decimal(1800),
            valued="300 euros par mois, au tarif de la commune",
            granted_on=at.date(),
            by=ada,
            at=at,
        )


def _pledge(made: Accompaniment, cast: Cast) -> None:
    """Said by a supporter, confirmed in writing; it and the initiative agree that it is told."""
    sonia, lina, ada = cast("Sonia"), cast("Lina"), cast("Ada")
    if made.pledges.filter(sponsor=sonia).exists():
        return
    at, due_on = instant(days_from_today(-30), 11), days_from_today(60)
    with clock.at(at), drawn("year/pledge"):
        pledge = pledges.note_pledge(
            made,
            body=None,
            sponsor=sonia,
            kind=PledgeKind.SKILLS,
            what="Dix jours d’une personne qui sait lire un bail",
            amount=None,
            due_on=due_on,
            pledged_on=at.date(),
            by=ada,
            at=at,
        )
    at = instant(days_from_today(-22), 11)
    with clock.at(at):
        pledges.confirm_pledge(
            pledge, proof="Courrier reçu, gardé avec le dossier (exemple)", on=at.date(), by=ada, at=at
        )
        pledges.agree_to_tell(pledge, as_team=False, agrees=True, by=sonia, at=at)
        pledges.agree_to_tell(pledge, as_team=True, agrees=True, by=lina, at=at)
