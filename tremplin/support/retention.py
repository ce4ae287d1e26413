"""How long the year of support is kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person
from tremplin.support.models import (
    Action,
    Asking,
    Booking,
    ClassAnswer,
    ClassCard,
    ClassDocument,
    ClassQuestion,
    Comment,
    Commitment,
    Contact,
    Introduction,
    LegalNote,
    LegalQuestion,
    Letter,
    Offer,
    Part,
    Relation,
    Signing,
)
from tremplin.support.states import AskedSide

_WITH = _("kept with the accompaniment, until the archives decide")

KEPT = [
    Retention("support.Accompaniment", _("Accompaniments"), None, _("kept, until the archives decide")),
    Retention("support.Part", _("Officers and referents"), None, _WITH),
    Retention("support.Working", _("Conventions of working"), None, _WITH),
    Retention("support.Hours", _("Hours of initiatives"), None, _WITH),
    Retention("support.Share", _("What initiatives opened to those who help"), None, _WITH),
    Retention("support.TemplateAction", _("Template roadmaps"), None, _("kept with the season")),
    Retention("support.DatedText", _("Dated texts"), None, _("kept: they say what was signed")),
    Retention("support.Signing", _("Signatures of texts"), None, _WITH),
    Retention("support.Letter", _("Letters about initiatives"), None, _("kept: whoever holds one may check it")),
    Retention("support.Point", _("What was said, point by point"), None, _WITH),
    Retention("support.Diagnosis", _("Shared diagnoses"), None, _WITH),
    Retention("support.Reply", _("Replies to a diagnosis"), None, _WITH),
    Retention("support.Version", _("Versions of a diagnosis"), None, _WITH),
    Retention("support.VersionAcceptance", _("Acceptances of a version"), None, _WITH),
    Retention("support.Carried", _("Passages of the application, to be confirmed"), None, _WITH),
    Retention("support.YearReport", _("Reports of the year"), None, _WITH),
    Retention("support.Duty", _("Duties of the charter, with their evidence"), None, _WITH),
    Retention("support.Need", _("Needs"), None, _WITH),
    Retention("support.Action", _("Actions of the roadmap"), None, _WITH),
    Retention("support.Comment", _("Comments of the roadmap"), None, _WITH),
    Retention("support.Slot", _("Slots of experts"), None, _("kept: they tell who helped")),
    Retention("support.Booking", _("Sessions"), None, _WITH),
    Retention("support.Expertise", _("Experts"), None, _("kept: they tell who helped")),
    Retention("support.Order", _("Orders of coaching"), None, _("kept: they tell what was bought")),
    Retention("support.SessionRequest", _("Sessions asked for"), None, _WITH),
    Retention("support.SessionNote", _("Notes of sessions"), None, _WITH),
    Retention("support.Feedback", _("What each side said of a session"), None, _WITH),
    Retention("support.Workshop", _("Workshops"), None, _("kept with the season")),
    Retention("support.WorkshopSeat", _("Seats in workshops"), None, _WITH),
    Retention("support.CalendarFeed", _("Addresses read by calendars"), None, _("kept, taken back or not: no content")),
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
    Retention("support.Committee", _("Committees"), None, _("kept, until the archives decide")),
    Retention("support.CommitteeMember", _("Members of committees"), None, _("kept with the committee")),
    Retention("support.CommitteeItem", _("What committees read and decided"), None, _("kept with the committee")),
    Retention("support.PackDocument", _("Packs of committees"), None, _("replaced when the pack is assembled again")),
    Retention("support.Minutes", _("Minutes of committees"), None, _("kept with the committee")),
    Retention("support.Pledge", _("Pledges of partners"), None, _("kept: they tell who helped")),
    Retention("support.Offer", _("What supporters accept to do"), None, _("kept: they tell who helped")),
    Retention("support.Asking", _("What was asked of supporters"), None, _("kept: they tell who helped")),
    Retention("support.ClassCard", _("Cards shown to a class"), None, _("emptied by whoever wrote them")),
    Retention("support.ClassQuestion", _("Questions to classes"), None, _("kept with the season")),
    Retention("support.ClassAnswer", _("Answers in classes"), None, _("kept with the season")),
    Retention("support.ClassDocument", _("Documents of classes"), None, _("kept with the season")),
    Retention("support.Place", _("Places of initiatives"), None, _("kept while the initiative is")),
    Retention("support.Reuser", _("Public users"), None, _("kept while the initiative is")),
    Retention("support.CommonsRecord", _("Records of the life of commons"), None, _("kept while the initiative is")),
    Retention("support.Check", _("Items of check-lists"), None, _("kept while the initiative is")),
    Retention("support.Convention", _("Conventions of grants"), None, _WITH),
    Retention("support.ConventionVersion", _("Versions of conventions"), None, _WITH),
    Retention("support.ConventionSignature", _("Signatures of conventions"), None, _WITH),
    Retention("support.Tranche", _("Tranches of grants"), None, _WITH),
    Retention("support.FinancialReport", _("Financial reports"), None, _WITH),
    Retention(
        "support.Advantage",
        _("Aids that count to the ceiling of an undertaking"),
        None,
        _("kept ten years at least, as the European rule asks"),
    ),
    Retention("support.ResourceRequest", _("Requests of public resources"), None, _WITH),
    Retention("support.LegalQuestion", _("Legal questions"), None, _WITH),
    Retention("support.LegalNote", _("Reusable legal answers"), None, _("kept: they hold nothing of an initiative")),
    Retention("support.Walk", _("Paths followed"), None, _WITH),
    Retention("support.Stage", _("Stages reached"), None, _WITH),
    Retention("support.Budget", _("Needs of money by quarter"), None, _WITH),
    Retention("support.Funding", _("Sources of funding"), None, _WITH),
    Retention("support.Agreement", _("Agreements with others"), None, _WITH),
    Retention("support.Indicator", _("Indicators"), None, _WITH),
    Retention("support.Measure", _("Values of indicators"), None, _WITH),
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
    parts += [
        {"initiative": str(one.accompaniment), "part": one.subject, "from": one.slot.starts_at} for one in sessions
    ]
    actions = Action.objects.filter(person=person).select_related("accompaniment__initiative")
    parts += [{"initiative": str(one.accompaniment), "part": one.title, "from": one.written_at} for one in actions]
    comments = Comment.objects.filter(by=person).select_related("accompaniment__initiative")
    return parts + [{"initiative": str(one.accompaniment), "part": one.words, "from": one.at} for one in comments]


def _relations(person: Person) -> list[dict[str, Any]]:
    """Where this person is noted as a contact, and what they promised as a sponsor."""
    rows: list[dict[str, Any]] = []
    if person.email:
        known = Contact.objects.filter(email__iexact=person.email).select_related(
            "relation__initiative", "relation__body", "relation__network"
        )
        rows += [{"with": str(one.relation), "what": one.name, "since": one.since} for one in known]
    kept = Relation.objects.filter(keeper=person).select_related("initiative", "body", "network")
    rows += [{"with": str(one), "what": str(_("kept by you")), "since": one.handed_over_at} for one in kept]
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


def _signed(person: Person) -> list[dict[str, Any]]:
    """Texts this person signed for an initiative, and letters signed with their name."""
    signings = Signing.objects.filter(by=person).select_related("text", "accompaniment__initiative")
    letters = Letter.objects.filter(signed_by=person).select_related("accompaniment__initiative")
    return [
        *(
            {
                "initiative": str(one.accompaniment),
                "what": str(one.text),
                "as": f"{one.name}, {one.quality}",
                "at": one.at,
            }
            for one in signings
        ),
        *(
            {"initiative": str(one.accompaniment), "what": one.subject, "as": one.signed_as, "at": one.issued_at}
            for one in letters
        ),
    ]


SIGNED = PersonalData(
    "38-signed",
    _("The texts you signed for an initiative, and the letters you signed"),
    _signed,
    {"initiative": _("initiative"), "what": _("what"), "as": _("acting as"), "at": _("on")},
)


PARTS = PersonalData(
    "34-support",
    _("The initiatives you are beside, your sessions, your actions and your comments"),
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


def _class(person: Person) -> list[dict[str, Any]]:
    """What they showed, asked, answered and shared in the class of a season."""
    rows: list[dict[str, Any]] = [
        {
            "what": one.shown_name,
            "words": "\n".join(filter(None, (one.words, one.helps_with, one.reach))),
            "at": one.shown_at,
        }
        for one in ClassCard.objects.filter(person=person, shown_at__isnull=False)
    ]
    rows += [{"what": one.title, "words": one.words, "at": one.at} for one in ClassQuestion.objects.filter(by=person)]
    answered = ClassAnswer.objects.filter(by=person).select_related("question")
    rows += [{"what": one.question.title, "words": one.words, "at": one.at} for one in answered]
    shared = ClassDocument.objects.filter(by=person, removed_at=None)
    return rows + [{"what": one.title, "words": one.address, "at": one.at} for one in shared]


CLASS = PersonalData(
    "38-class",
    _("What you show, ask and share in the class of your season"),
    _class,
    {"what": _("what"), "words": _("words"), "at": _("on")},
)


def _legal(person: Person) -> list[dict[str, Any]]:
    """The legal questions they asked or answered, and the reusable answers they wrote."""
    asked = LegalQuestion.objects.filter(asked_by=person).select_related("accompaniment__initiative")
    answered = LegalQuestion.objects.filter(answered_by=person).select_related("accompaniment__initiative")
    rows: list[dict[str, Any]] = [
        {"what": one.title, "words": one.words, "initiative": str(one.accompaniment), "on": one.asked_at}
        for one in asked
    ]
    rows += [
        {"what": one.title, "words": one.answer, "initiative": str(one.accompaniment), "on": one.answered_at}
        for one in answered
    ]
    return rows + [
        {"what": one.title, "words": one.words, "initiative": "", "on": one.written_at}
        for one in LegalNote.objects.filter(written_by=person)
    ]


LEGAL = PersonalData(
    "38-legal",
    _("The legal questions you asked or answered"),
    _legal,
    {"what": _("question"), "words": _("words"), "initiative": _("initiative"), "on": _("on")},
)
