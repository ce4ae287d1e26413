"""The rows whose own pages are measured: what stands in the addresses, for one support."""

from tremplin.core.segments import DESK, MANAGEMENT
from tremplin.support import models as support
from tremplin.support.engine.paths import PATHS
from tremplin.support.models import Accompaniment
from tremplin.support.states import TextKind

# answers to links sent by mail, and documents that a worker or a long composition makes
REST = ("reponses/", ".pdf", "import/")


def objects_of(made: Accompaniment) -> dict[str, list[str]]:
    """What an address begins with, before its last reference → the references; the longest are looked for first."""
    one = f"{DESK}/accompagnements/"
    refs = {
        one: [made.ref],
        f"{one}<str:ref>/listes/": [made.ref, "digital"],
        f"{one}<str:ref>/parcours/": [made.ref, next(iter(PATHS))],
        f"{MANAGEMENT}/accompagnements/modele/": [made.season.ref],
        f"{MANAGEMENT}/subventions/": [made.season.ref],
        f"{DESK}/promotion/": [made.season.ref],
        f"{MANAGEMENT}/ateliers/nouveau/": [made.season.ref],
    }
    rows = {
        f"{DESK}/diagnostics/": made.diagnoses,
        f"{DESK}/besoins/": made.needs,
        f"{DESK}/actions/": made.actions,
        f"{DESK}/seances/": made.bookings,
        f"{DESK}/seances-demandees/": made.session_requests,
        f"{DESK}/mises-en-relation/": made.introductions,
        f"{DESK}/demandes/": made.resource_requests,
        f"{DESK}/questions-juridiques/": made.legal_questions,
        f"{DESK}/parcours/": made.walks,
        f"{DESK}/financements/": made.fundings,
        f"{DESK}/accords/": made.agreements,
        f"{DESK}/indicateurs/": made.indicators,
        f"{DESK}/lettres/": made.letters,
        f"{DESK}/conventions/": made.conventions,
        f"{DESK}/promesses-de-soutien/": made.pledges,
        f"{DESK}/relations/": made.initiative.relations,
        f"{DESK}/engagements/": made.initiative.commitments,
        f"{DESK}/notes/": made.points,
        f"{DESK}/contacts/": support.Contact.objects.filter(relation__initiative=made.initiative),
        f"{DESK}/tranches/": support.Tranche.objects.filter(convention__accompaniment=made),
        f"{DESK}/textes/": support.Signing.objects.filter(accompaniment=made),
        f"{DESK}/reponses-juridiques/": support.LegalNote.objects.all(),
        f"{DESK}/ateliers/": support.Workshop.objects.all(),
        f"{MANAGEMENT}/ateliers/": support.Workshop.objects.all(),
        f"{MANAGEMENT}/comites/": support.Committee.objects.all(),
        f"{DESK}/comites/": support.Committee.objects.all(),
        f"{MANAGEMENT}/expertises/": support.Expertise.objects.all(),
        f"{MANAGEMENT}/soutiens/offres/": support.Offer.objects.all(),
        f"{MANAGEMENT}/soutiens/demandes/": support.Asking.objects.filter(accompaniment=made),
    }
    for start, found in rows.items():
        row = found.order_by("pk").first()
        if row is not None:
            refs[start] = [row.ref]
    body = made.introductions.order_by("pk").first()
    if body is not None:
        refs[f"{MANAGEMENT}/relations/organismes/"] = [body.door.body.ref]
    found_pairs = {
        f"{MANAGEMENT}/comites/<str:ref>/seance/": support.CommitteeItem.objects.filter(accompaniment=made),
        f"{DESK}/comites/<str:ref>/dossiers/": support.CommitteeItem.objects.filter(accompaniment=made),
    }
    for start, items in found_pairs.items():
        item = items.order_by("pk").select_related("committee").first()
        if item is not None:
            refs[start] = [item.committee.ref, item.ref]
    question = made.season.class_questions.order_by("pk").first()
    if question is not None:
        refs[f"{DESK}/promotion/<str:ref>/questions/"] = [made.season.ref, question.ref]
    text = support.DatedText.objects.filter(kind=TextKind.REPUBLICAN).first()
    if text is not None:
        refs[f"{one}<str:ref>/textes/"] = [made.ref, text.ref]
    return dict(sorted(refs.items(), key=lambda pair: -len(pair[0])))
