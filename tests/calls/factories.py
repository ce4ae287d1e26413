"""One factory per model of the room of calls. A trait is named after the state it gives."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, SeasonFactory, StoredFileFactory
from tremplin.calls import models as calls
from tremplin.calls.states import ApplicationState, BearerKind, LegalKind, MemberState, TeamRight
from tremplin.core import clock

_NOW = factory.LazyFunction(clock.now)


class FormVersionFactory(DjangoModelFactory[calls.FormVersion]):
    class Meta:
        model = calls.FormVersion

    title_fr = "Formulaire d’essai"
    fingerprint = factory.Sequence("{:064x}".format)
    loaded_at = _NOW


class SectionFactory(DjangoModelFactory[calls.Section]):
    class Meta:
        model = calls.Section

    form = factory.SubFactory(FormVersionFactory)
    key = factory.Sequence("section-{}".format)
    position = factory.Sequence(int)
    title_fr = "Le projet"


class QuestionFactory(DjangoModelFactory[calls.Question]):
    class Meta:
        model = calls.Question

    section = factory.SubFactory(SectionFactory)
    key = factory.Sequence("question_{}".format)
    position = factory.Sequence(int)
    kind = "textarea"
    label_fr = "Que faites-vous ?"
    required = True
    options = factory.LazyFunction(
        lambda: {
            "options": [],
            "items": [],
            "items_en": [],
            "hints": [],
            "hints_en": [],
            "routes": [],
            "purpose": "",
            "purpose_en": "",
        }
    )


class CallFactory(DjangoModelFactory[calls.Call]):
    class Meta:
        model = calls.Call

    class Params:
        published = factory.Trait(published_at=_NOW)

    season = factory.SubFactory(SeasonFactory)
    form = factory.SubFactory(FormVersionFactory)
    slug = factory.Sequence("appel-{}".format)
    title_fr = factory.Sequence("Appel {}".format)
    summary_fr = "En quelques lignes."
    asks_fr = "Du temps."
    prepare_fr = "Vos comptes"


class TrackFactory(DjangoModelFactory[calls.Track]):
    class Meta:
        model = calls.Track

    call = factory.SubFactory(CallFactory)
    key = factory.Sequence("track-{}".format)
    name_fr = "Filière"


class IntakeFactory(DjangoModelFactory[calls.Intake]):
    """Open now, for ten days."""

    class Meta:
        model = calls.Intake

    class Params:
        planned = factory.Trait(opens_at=factory.LazyFunction(lambda: clock.now() + timedelta(days=5)))
        closed = factory.Trait(closes_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=1)))

    call = factory.SubFactory(CallFactory)
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=20))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=10))


class LegalTextFactory(DjangoModelFactory[calls.LegalText]):
    class Meta:
        model = calls.LegalText

    call = factory.SubFactory(CallFactory)
    kind = LegalKind.CHARTER
    words_fr = "Nous partageons ce que nous produisons."
    valid_from = _NOW
    sha256 = factory.LazyAttribute(lambda text: hashlib.sha256(text.words_fr.encode()).hexdigest())


class InitiativeFactory(DjangoModelFactory[calls.Initiative]):
    class Meta:
        model = calls.Initiative

    name = factory.Sequence("Initiative {}".format)
    created_at = _NOW


class BearerFactory(DjangoModelFactory[calls.Bearer]):
    class Meta:
        model = calls.Bearer

    initiative = factory.SubFactory(InitiativeFactory)
    kind = BearerKind.ASSOCIATION
    name = factory.Sequence("Association {}".format)
    from_day = factory.LazyFunction(clock.today)


class TeamMemberFactory(DjangoModelFactory[calls.TeamMember]):
    """Invited; with a trait, answered."""

    class Meta:
        model = calls.TeamMember

    class Params:
        joined = factory.Trait(state=MemberState.JOINED, answered_at=_NOW)
        declined = factory.Trait(state=MemberState.DECLINED, answered_at=_NOW)
        left = factory.Trait(state=MemberState.LEFT, answered_at=_NOW)

    initiative = factory.SubFactory(InitiativeFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    right = TeamRight.WRITE
    invited_by = factory.SelfAttribute("person")
    invited_at = _NOW


class ApplicationFactory(DjangoModelFactory[calls.Application]):
    """A draft, with nobody in its team."""

    class Meta:
        model = calls.Application

    class Params:
        submitted = factory.Trait(
            state=ApplicationState.SUBMITTED,
            submitted_at=_NOW,
            intake=factory.SubFactory(IntakeFactory, call=factory.SelfAttribute("..call")),
        )
        returned = factory.Trait(
            state=ApplicationState.RETURNED,
            submitted_at=_NOW,
            intake=factory.SubFactory(IntakeFactory, call=factory.SelfAttribute("..call")),
        )
        withdrawn = factory.Trait(state=ApplicationState.WITHDRAWN, withdrawn_at=_NOW)

    call = factory.SubFactory(CallFactory)
    form = factory.SelfAttribute("call.form")
    initiative = factory.SubFactory(InitiativeFactory)
    started_by = factory.SubFactory(PersonFactory, confirmed=True)
    started_at = _NOW
    saved_at = _NOW


class AnswerFactory(DjangoModelFactory[calls.Answer]):
    class Meta:
        model = calls.Answer

    application = factory.SubFactory(ApplicationFactory)
    question = factory.SubFactory(QuestionFactory)
    text = "Une réponse."
    saved_by = factory.SelfAttribute("application.started_by")
    saved_at = _NOW


class RivalFactory(DjangoModelFactory[calls.Rival]):
    class Meta:
        model = calls.Rival

    application = factory.SubFactory(ApplicationFactory)
    question = factory.SubFactory(QuestionFactory)
    text = "Une autre réponse."
    by = factory.SelfAttribute("application.started_by")
    at = _NOW


class AttachmentFactory(DjangoModelFactory[calls.Attachment]):
    class Meta:
        model = calls.Attachment

    application = factory.SubFactory(ApplicationFactory)
    question = factory.SubFactory(QuestionFactory, kind="files")
    file = factory.SubFactory(StoredFileFactory, kind="calls.attachment")
    added_by = factory.SelfAttribute("application.started_by")
    added_at = _NOW


class SignatureFactory(DjangoModelFactory[calls.Signature]):
    class Meta:
        model = calls.Signature

    application = factory.SubFactory(ApplicationFactory)
    person = factory.SelfAttribute("application.started_by")
    text = factory.SubFactory(LegalTextFactory, call=factory.SelfAttribute("..application.call"))
    sha256 = factory.SelfAttribute("text.sha256")
    at = _NOW


class SubmissionFactory(DjangoModelFactory[calls.Submission]):
    class Meta:
        model = calls.Submission

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    version = 1
    form = factory.SelfAttribute("application.form")
    intake = factory.SelfAttribute("application.intake")
    frozen = factory.LazyFunction(lambda: {"title": "Formulaire d’essai", "sections": []})
    sha256 = "0" * 64
    by = factory.SelfAttribute("application.started_by")
    received_at = _NOW


class CorrectionFactory(DjangoModelFactory[calls.Correction]):
    class Meta:
        model = calls.Correction

    application = factory.SubFactory(ApplicationFactory, returned=True)
    words = "Merci de préciser le budget."
    until = factory.LazyFunction(lambda: clock.now() + timedelta(days=10))
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW


class ConflictFactory(DjangoModelFactory[calls.Conflict]):
    class Meta:
        model = calls.Conflict

    person = factory.SubFactory(PersonFactory, confirmed=True)
    application = factory.SubFactory(ApplicationFactory, submitted=True)
    source = "A été membre du bureau."
    since = _NOW


class NoteFactory(DjangoModelFactory[calls.Note]):
    class Meta:
        model = calls.Note

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    author = factory.SubFactory(PersonFactory, confirmed=True)
    words = "À relire avec le pôle données."
    at = _NOW
