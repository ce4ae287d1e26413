"""How long the year of support is kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person
from tremplin.support.models import Asking, Booking, Commitment, Contact, Introduction, Offer, Part
from tremplin.support.states import AskedSide

_WITH = _("kept with the accompaniment, until the archives decide")

KEPT = [
    Retention("support.Accompaniment", _("Accompaniments"), None, _("kept, until the archives decide")),
    Retention("support.Part", _("Officers and referents"), None, _WITH),
    Retention("support.Point", _("What was said, point by point"), None, _WITH),
    Retention("support.Diagnosis", _("Shared diagnoses"), None, _WITH),
    Retention("support.Reply", _("Replies to a diagnosis"), None, _WITH),
    Retention("support.Version", _("Versions of a diagnosis"), None, _WITH),
    Retention("support.VersionAcceptance", _("Acceptances of a version"), None, _WITH),
    Retention("support.Need", _("Needs"), None, _WITH),
    Retention("support.Action", _("Actions of the roadmap"), None, _WITH),
    Retention("support.Slot", _("Slots of experts"), None, _("kept: they tell who helped")),
    Retention("support.Booking", _("Sessions"), None, _WITH),
    Retention("support.Introduction", _("Introductions"), None, _WITH),
    Retention("support.Nudge", _("Reminders of introductions"), None, _WITH),
    Retention("support.Outcome", _("What introductions brought"), None, _WITH),
    Retention(
        "support.IncomingReply",
        _("Replies received by mail"),
        None,
        _("their words until they are filed, then their dates alone, with the accompaniment"),
    ),
    Retention("support.Relation", _("Relations"), None, _("kept while the initiative is")),
    Retention("support.Trace", _("Traces of relations"), None, _("kept with the relation")),
    Retention("support.Contact", _("Contacts in a relation"), None, _("kept with the relation")),
    Retention("support.Commitment", _("Commitments of bodies and sponsors"), None, _("kept with the relation")),
    Retention("support.Remark", _("Remarks of bodies"), None, _("kept with what was asked of the body")),
    Retention("support.Offer", _("What supporters accept to do"), None, _("kept: they tell who helped")),
    Retention("support.Asking", _("What was asked of supporters"), None, _("kept: they tell who helped")),
    Retention("support.ResourceRequest", _("Requests of public resources"), None, _WITH),
]


def _written_to(person: Person) -> list[dict[str, Any]]:
    """Introductions written to this person’s address, what they answered, and what they said of them."""
    if not person.email:
        return []
    written = Introduction.objects.filter(contact_email__iexact=person.email).exclude(sent_at=None)
    rows: list[dict[str, Any]] = []
    for one in written.select_related("accompaniment__initiative", "door").prefetch_related("replies", "outcomes"):
        told = [it.words for it in one.outcomes.all() if it.side == AskedSide.CONTACT]
        words = [one.answer, *(it.text for it in one.replies.all()), *told]
        rows.append(
            {
                "initiative": str(one.accompaniment),
                "state": one.get_state_display(),
                "words": "\n".join(part for part in words if part),
                "from": one.sent_at,
            }
        )
    return rows


WRITTEN_TO = PersonalData(
    "37-introductions",
    _("The introductions written to you, and what you answered"),
    _written_to,
    {"initiative": _("initiative"), "state": _("where it stands"), "words": _("words"), "from": _("sent on")},
)


def _parts(person: Person) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = [
        {"initiative": str(one.accompaniment), "part": one.get_kind_display(), "from": one.from_day}
        for one in Part.objects.filter(person=person).select_related("accompaniment__initiative")
    ]
    sessions = Booking.objects.filter(slot__expert=person).select_related("slot", "accompaniment__initiative")
    return parts + [
        {"initiative": str(one.accompaniment), "part": one.subject, "from": one.slot.starts_at} for one in sessions
    ]


def _relations(person: Person) -> list[dict[str, Any]]:
    """Where this person is noted as a contact, and what they promised as a sponsor."""
    rows: list[dict[str, Any]] = []
    if person.email:
        known = Contact.objects.filter(email__iexact=person.email).select_related(
            "relation__initiative", "relation__body", "relation__network"
        )
        rows += [{"with": str(one.relation), "what": one.name, "since": one.since} for one in known]
    promised = Commitment.objects.filter(sponsor=person).select_related("initiative", "programme")
    return rows + [
        {"with": str(one.initiative or one.programme), "what": one.what, "since": one.made_on} for one in promised
    ]


RELATIONS = PersonalData(
    "36-relations",
    _("Where you are noted as a contact, and what you promised"),
    _relations,
    {"with": _("with"), "what": _("what is written"), "since": _("since")},
)


PARTS = PersonalData(
    "34-support",
    _("The initiatives you are beside, and your sessions"),
    _parts,
    {"initiative": _("initiative"), "part": _("part"), "from": _("since")},
)


def _offers(person: Person) -> list[dict[str, Any]]:
    """What they said they accept to do, then what they were asked, in the words that were written to them."""
    rows: list[dict[str, Any]] = [
        {"what": one.get_kind_display(), "words": one.words, "state": "", "from": one.from_day, "until": one.until_day}
        for one in Offer.objects.filter(supporter=person)
    ]
    asked = Asking.objects.filter(offer__supporter=person).select_related("offer")
    return rows + [
        {
            "what": one.offer.get_kind_display(),
            "words": f"{one.words}\n{one.answer}".strip(),
            "state": one.get_state_display(),
            "from": one.asked_at,
            "until": one.done_on,
        }
        for one in asked
    ]


OFFERS = PersonalData(
    "35-offers",
    _("What you accept to do as a supporter, and what you were asked"),
    _offers,
    {
        "what": _("what"),
        "words": _("words"),
        "state": _("where it stands"),
        "from": _("from, or asked on"),
        "until": _("until, or done on"),
    },
)
