"""One factory per model of ours. A trait is named after the state it gives."""

import hashlib
from datetime import date, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from tremplin.content import models as content
from tremplin.content import pages
from tremplin.core import clock, files, journal
from tremplin.core import models as core
from tremplin.core.states import FileState, MessageState
from tremplin.people.models import Person, StoppedMail
from tremplin.programme.models import Absence, Mandate, Milestone, Programme, QuietPeriod, Season
from tremplin.programme.states import MilestoneState, QuietReason, Role

_NOW = factory.LazyFunction(clock.now)


# core


class EntryFactory(DjangoModelFactory[core.Entry]):
    class Meta:
        model = core.Entry

    at = _NOW
    verb = "change"
    kind = "programme.Season"


class DetailFactory(DjangoModelFactory[core.Detail]):
    class Meta:
        model = core.Detail

    salt = "5a17"
    text = "Why it was changed."
    entry = factory.SubFactory(
        EntryFactory,
        digest=factory.LazyAttribute(
            lambda entry: journal.digest(entry.factory_parent.salt, entry.factory_parent.text)
        ),
    )


class MessageFactory(DjangoModelFactory[core.Message]):
    class Meta:
        model = core.Message

    class Params:
        sending = factory.Trait(state=MessageState.SENDING, attempts=1, taken_at=_NOW)
        sent = factory.Trait(state=MessageState.SENT, attempts=1, taken_at=_NOW, sent_at=_NOW)
        failed = factory.Trait(
            state=MessageState.FAILED, attempts=8, taken_at=_NOW, last_error="SMTPServerDisconnected"
        )

    kind = "people-code"
    occasion = factory.Sequence("occasion-{}".format)
    recipient = factory.Sequence("person-{}@example.org".format)
    language = "fr"
    subject = "K7PX2M est votre code"
    text = "Bonjour,\n\nVoici votre code : K7PX2M\n"
    html = "<p>Voici votre code : K7PX2M</p>"
    message_id = factory.Sequence("<{}@example.org>".format)
    created_at = _NOW
    not_before = factory.SelfAttribute("created_at")


class StoredFileFactory(DjangoModelFactory[core.StoredFile]):
    """A file whose bytes (`content`) lie where its key says."""

    class Meta:
        model = core.StoredFile

    class Params:
        clean = factory.Trait(state=FileState.CLEAN, scanned_at=_NOW)
        infected = factory.Trait(state=FileState.INFECTED, scanned_at=_NOW)
        unscanned = factory.Trait(state=FileState.UNSCANNED)

    content = b"A short text."
    kind = "test-file"
    owner = "0123456789"
    name = "budget prévisionnel.txt"
    media_type = "text/plain"
    size = factory.LazyAttribute(lambda stored: len(stored.content))
    sha256 = factory.LazyAttribute(lambda stored: hashlib.sha256(stored.content).hexdigest())
    key = factory.Sequence("{:048x}".format)
    received_at = _NOW

    @classmethod
    def _create(cls, model_class: type[core.StoredFile], *args: Any, content: bytes, **fields: Any) -> core.StoredFile:
        stored: core.StoredFile = super()._create(model_class, *args, **fields)
        path = files.content_of(stored)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return stored


class ReplayFactory(DjangoModelFactory[core.Replay]):
    class Meta:
        model = core.Replay

    person = "0123456789"
    token = factory.Sequence("{:032x}".format)
    result = "/espace/"
    at = _NOW


class ChoreRunFactory(DjangoModelFactory[core.ChoreRun]):
    class Meta:
        model = core.ChoreRun

    class Params:
        finished = factory.Trait(started_at=_NOW, finished_at=_NOW, outcome="0")
        failed_once = factory.Trait(started_at=_NOW, finished_at=_NOW, outcome="OSError", failed=True)

    name = factory.Sequence("chore-{}".format)


# people


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    class Params:
        confirmed = factory.Trait(confirmed_at=_NOW)
        forgotten = factory.Trait(forgotten_at=_NOW, is_active=False, email=None, full_name="")

    email = factory.Sequence("person-{}@example.org".format)
    full_name = factory.Sequence("Personne {}".format)
    joined_at = _NOW
    password = "!"  # unusable: one signs in with a code


class StoppedMailFactory(DjangoModelFactory[StoppedMail]):
    class Meta:
        model = StoppedMail

    person = factory.SubFactory(PersonFactory)
    kind = "desk-monday"
    since = _NOW


# programme


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    name_fr = factory.Sequence("Accélérateur {}".format)
    authority = "Service d’essai"


class SeasonFactory(DjangoModelFactory[Season]):
    class Meta:
        model = Season

    class Params:
        past = factory.Trait(
            starts_on=factory.LazyFunction(lambda: _days(-400)), ends_on=factory.LazyFunction(lambda: _days(-40))
        )
        to_come = factory.Trait(
            starts_on=factory.LazyFunction(lambda: _days(40)), ends_on=factory.LazyFunction(lambda: _days(400))
        )

    programme = factory.SubFactory(ProgrammeFactory)
    name_fr = factory.Sequence("Saison {}".format)
    starts_on = factory.LazyFunction(lambda: _days(-100))
    ends_on = factory.LazyFunction(lambda: _days(200))


class MandateFactory(DjangoModelFactory[Mandate]):
    """In force today, for all seasons, without an end."""

    class Meta:
        model = Mandate

    class Params:
        ended = factory.Trait(until_day=factory.LazyFunction(lambda: _days(-1)))
        ends_today = factory.Trait(until_day=factory.LazyFunction(clock.today))
        to_come = factory.Trait(from_day=factory.LazyFunction(lambda: _days(1)))

    person = factory.SubFactory(PersonFactory)
    role = Role.AGENT
    programme = factory.SubFactory(ProgrammeFactory)
    from_day = factory.LazyFunction(lambda: _days(-30))


class QuietPeriodFactory(DjangoModelFactory[QuietPeriod]):
    """Running for an hour, until somebody resumes."""

    class Meta:
        model = QuietPeriod

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=9)),
            ends_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=2)),
        )
        to_come = factory.Trait(
            starts_at=factory.LazyFunction(lambda: clock.now() + timedelta(days=2)),
            ends_at=factory.LazyFunction(lambda: clock.now() + timedelta(days=9)),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    reason = QuietReason.ELECTION
    starts_at = factory.LazyFunction(lambda: clock.now() - timedelta(hours=1))
    opened_by = factory.SubFactory(PersonFactory)


class MilestoneFactory(DjangoModelFactory[Milestone]):
    """To be done in ten days; the season is announced in twenty, when nobody says otherwise."""

    class Meta:
        model = Milestone

    class Params:
        late = factory.Trait(due_on=factory.LazyFunction(lambda: _days(-3)), offset=-23)
        done = factory.Trait(
            state=MilestoneState.DONE,
            done_on=factory.LazyFunction(clock.today),
            done_by=factory.SubFactory(PersonFactory),
        )
        dropped = factory.Trait(
            state=MilestoneState.DROPPED,
            dropped_at=_NOW,
            dropped_by=factory.SubFactory(PersonFactory),
            dropped_why="Pas de jury cette année",
        )

    season = factory.SubFactory(SeasonFactory, announced_on=factory.LazyFunction(lambda: _days(20)))
    title_fr = factory.Sequence("Étape {}".format)
    offset = -10
    due_on = factory.LazyFunction(lambda: _days(10))


class AbsenceFactory(DjangoModelFactory[Absence]):
    """Since yesterday, for a week."""

    class Meta:
        model = Absence

    class Params:
        to_come = factory.Trait(from_day=factory.LazyFunction(lambda: _days(1)))

    person = factory.SubFactory(PersonFactory)
    from_day = factory.LazyFunction(lambda: _days(-1))
    until_day = factory.LazyFunction(lambda: _days(6))
    stand_in = factory.SubFactory(PersonFactory)
    said_by = factory.SelfAttribute("person")
    said_at = _NOW


def _days(count: int) -> date:
    return clock.today() + timedelta(days=count)


# content


class PictureFactory(DjangoModelFactory[content.Picture]):
    class Meta:
        model = content.Picture

    title = factory.Sequence("Image {}".format)
    alternative_fr = "Un groupe devant un verger"
    file = factory.django.ImageField(width=8, height=6, format="PNG")


class RenditionFactory(DjangoModelFactory[content.Rendition]):
    class Meta:
        model = content.Rendition

    image = factory.SubFactory(PictureFactory)
    filter_spec = "width-4"
    file = factory.django.ImageField(width=4, height=3, format="PNG")
    width = 4
    height = 3


class PictureSourceFactory(DjangoModelFactory[content.PictureSource]):
    class Meta:
        model = content.PictureSource

    path = factory.Sequence("static/img/{}.png".format)
    picture = factory.SubFactory(PictureFactory)


class PublishedDocumentFactory(DjangoModelFactory[content.PublishedDocument]):
    class Meta:
        model = content.PublishedDocument

    title = factory.Sequence("Document {}".format)
    file = factory.django.FileField(filename="guide.txt", data=b"A guide.")


class TopicFactory(DjangoModelFactory[content.Topic]):
    class Meta:
        model = content.Topic

    name_fr = factory.Sequence("Thématique {}".format)
    slug = factory.Sequence("thematique-{}".format)


class FacetFactory(DjangoModelFactory[content.Facet]):
    class Meta:
        model = content.Facet

    kind = content.FacetKind.DOMAIN
    name_fr = factory.Sequence("Domaine {}".format)
    slug = factory.Sequence("domaine-{}".format)


class MenuEntryFactory(DjangoModelFactory[content.MenuEntry]):
    class Meta:
        model = content.MenuEntry

    label_fr = factory.Sequence("Entrée {}".format)
    url = "/programme/"


class SiteRuleFactory(DjangoModelFactory[content.SiteRule]):
    """There is one at most: a second call gives the same row."""

    class Meta:
        model = content.SiteRule
        django_get_or_create = ("pk",)

    pk = 1
    second_person = True


class SecondReaderTaskFactory(DjangoModelFactory[content.SecondReaderTask]):
    class Meta:
        model = content.SecondReaderTask

    name = factory.Sequence("Lecture {}".format)


class AccessibilityAuditFactory(DjangoModelFactory[content.AccessibilityAudit]):
    class Meta:
        model = content.AccessibilityAudit

    audited_on = factory.LazyFunction(clock.today)
    audited_by = "Atelier d’audit"
    criteria_met = 40
    criteria_applicable = 60
    pages = "Accueil, /"
    environment = "NVDA, Firefox"


class AccessibilityFaultFactory(DjangoModelFactory[content.AccessibilityFault]):
    class Meta:
        model = content.AccessibilityFault

    what_fr = factory.Sequence("Le défaut numéro {}.".format)


class AccessibilityWordsFactory(DjangoModelFactory[content.AccessibilityWords]):
    """The row that migrations made, with other words: there is never a second one."""

    class Meta:
        model = content.AccessibilityWords
        django_get_or_create = ("only",)

    only = True


class ImportedFileFactory(DjangoModelFactory[content.ImportedFile]):
    class Meta:
        model = content.ImportedFile

    path = factory.Sequence("content/page-{}.md".format)
    digest = "0" * 64
    imported_at = _NOW


class PageFactory(DjangoModelFactory[pages.BasePage]):
    """A published page, under `parent`: by default the home page, or the root of the tree while there is none."""

    class Meta:
        abstract = True

    title = factory.Sequence("Page {}".format)
    slug = factory.Sequence("page-{}".format)

    @classmethod
    def _create(
        cls, model_class: type[pages.BasePage], *args: Any, parent: Any = None, **fields: Any
    ) -> pages.BasePage:
        under = parent or pages.HomePage.objects.first() or Page.get_first_root_node()
        made: pages.BasePage = under.add_child(instance=model_class(**fields))
        return made


class HomePageFactory(PageFactory):
    class Meta:
        model = pages.HomePage


class ProgramPageFactory(PageFactory):
    class Meta:
        model = pages.ProgramPage


class LaureateIndexPageFactory(PageFactory):
    class Meta:
        model = pages.LaureateIndexPage


class LaureatePageFactory(PageFactory):
    class Meta:
        model = pages.LaureatePage


class FaqPageFactory(PageFactory):
    class Meta:
        model = pages.FaqPage


class NewsIndexPageFactory(PageFactory):
    class Meta:
        model = pages.NewsIndexPage


class NewsPageFactory(PageFactory):
    class Meta:
        model = pages.NewsPage


class PlainPageFactory(PageFactory):
    class Meta:
        model = pages.PlainPage


class PeoplePageFactory(PageFactory):
    class Meta:
        model = pages.PeoplePage


class PortraitPageFactory(PageFactory):
    class Meta:
        model = pages.PortraitPage


class ParticipatePageFactory(PageFactory):
    class Meta:
        model = pages.ParticipatePage


class CandidatesPageFactory(PageFactory):
    class Meta:
        model = pages.CandidatesPage


class ProjectPageFactory(PageFactory):
    class Meta:
        model = pages.ProjectPage


class ContributePageFactory(PageFactory):
    class Meta:
        model = pages.ContributePage


class ContactPageFactory(PageFactory):
    class Meta:
        model = pages.ContactPage


class DocumentSourceFactory(DjangoModelFactory[content.DocumentSource]):
    class Meta:
        model = content.DocumentSource

    path = factory.Sequence("files/{}.pdf".format)
    document = factory.SubFactory(PublishedDocumentFactory)


class TreeImportFactory(DjangoModelFactory[content.TreeImport]):
    class Meta:
        model = content.TreeImport

    file = factory.SubFactory("tests.factories.StoredFileFactory")
    file_name = "site.zip"
    asked_by = "0123456789"
    created_at = _NOW


class HeldPublicationFactory(DjangoModelFactory[content.HeldPublication]):
    """The last revision of a draft, made when no page is given."""

    class Meta:
        model = content.HeldPublication

    page = factory.LazyFunction(lambda: Page.objects.get(pk=PlainPageFactory.create(live=False).pk))
    revision = factory.LazyAttribute(lambda made: made.page.specific.save_revision())
    by = factory.SubFactory(PersonFactory)
    at = _NOW


# calls: their factories stand beside their tests, and are found here by the sweeps

from tests.calls.factories import *  # noqa: E402, F403
from tests.community.factories import *  # noqa: E402, F403
from tests.directory.factories import *  # noqa: E402, F403
from tests.insights.factories import *  # noqa: E402, F403
from tests.selection.factories import *  # noqa: E402, F403
from tests.support.factories import *  # noqa: E402, F403  # noqa: E402, F403
