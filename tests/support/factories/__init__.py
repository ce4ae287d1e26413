"""One factory per model of the room of support, in modules named after those of its models.

A trait is named after the state it gives.
"""

from tests.support.factories.accompaniments import AccompanimentFactory, PartFactory, PointFactory
from tests.support.factories.classes import (
    ClassAnswerFactory,
    ClassCardFactory,
    ClassDocumentFactory,
    ClassQuestionFactory,
)
from tests.support.factories.committees import (
    CommitteeFactory,
    CommitteeItemFactory,
    CommitteeMemberFactory,
    MinutesFactory,
    PackDocumentFactory,
    PledgeFactory,
)
from tests.support.factories.consolidate import (
    AgreementFactory,
    BudgetFactory,
    FundingFactory,
    IndicatorFactory,
    LegalNoteFactory,
    LegalQuestionFactory,
    MeasureFactory,
    StageFactory,
    WalkFactory,
)
from tests.support.factories.deploy import CheckFactory, CommonsRecordFactory, PlaceFactory, ReuserFactory
from tests.support.factories.diagnoses import (
    CarriedFactory,
    DiagnosisFactory,
    ReplyFactory,
    VersionAcceptanceFactory,
    VersionFactory,
)
from tests.support.factories.expertise import (
    ExpertiseFactory,
    FeedbackFactory,
    OrderFactory,
    SessionNoteFactory,
    SessionRequestFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from tests.support.factories.introductions import (
    IncomingReplyFactory,
    IntroductionFactory,
    NudgeFactory,
    OutcomeFactory,
)
from tests.support.factories.money import (
    AdvantageFactory,
    ConventionFactory,
    ConventionSignatureFactory,
    ConventionVersionFactory,
    FinancialReportFactory,
    TrancheFactory,
)
from tests.support.factories.relations import (
    CommitmentFactory,
    ContactFactory,
    RelationFactory,
    RemarkFactory,
    TraceFactory,
)
from tests.support.factories.reports import DutyFactory, YearReportFactory
from tests.support.factories.requests import ResourceRequestFactory
from tests.support.factories.roadmaps import ActionFactory, CommentFactory, NeedFactory
from tests.support.factories.sessions import BookingFactory, CalendarFeedFactory, SlotFactory
from tests.support.factories.supporters import AskingFactory, OfferFactory
from tests.support.factories.working import (
    DatedTextFactory,
    HoursFactory,
    LetterFactory,
    ShareFactory,
    SigningFactory,
    TemplateActionFactory,
    WorkingFactory,
)

__all__ = [
    "AccompanimentFactory",
    "ActionFactory",
    "AdvantageFactory",
    "AgreementFactory",
    "AskingFactory",
    "BookingFactory",
    "BudgetFactory",
    "CalendarFeedFactory",
    "CarriedFactory",
    "CheckFactory",
    "ClassAnswerFactory",
    "ClassCardFactory",
    "ClassDocumentFactory",
    "ClassQuestionFactory",
    "CommentFactory",
    "CommitmentFactory",
    "CommitteeFactory",
    "CommitteeItemFactory",
    "CommitteeMemberFactory",
    "CommonsRecordFactory",
    "ContactFactory",
    "ConventionFactory",
    "ConventionSignatureFactory",
    "ConventionVersionFactory",
    "DatedTextFactory",
    "DiagnosisFactory",
    "DutyFactory",
    "ExpertiseFactory",
    "FeedbackFactory",
    "FinancialReportFactory",
    "FundingFactory",
    "HoursFactory",
    "IncomingReplyFactory",
    "IndicatorFactory",
    "IntroductionFactory",
    "LegalNoteFactory",
    "LegalQuestionFactory",
    "LetterFactory",
    "MeasureFactory",
    "MinutesFactory",
    "NeedFactory",
    "NudgeFactory",
    "OfferFactory",
    "OrderFactory",
    "OutcomeFactory",
    "PackDocumentFactory",
    "PartFactory",
    "PlaceFactory",
    "PledgeFactory",
    "PointFactory",
    "RelationFactory",
    "RemarkFactory",
    "ReplyFactory",
    "ResourceRequestFactory",
    "ReuserFactory",
    "SessionNoteFactory",
    "SessionRequestFactory",
    "ShareFactory",
    "SigningFactory",
    "SlotFactory",
    "StageFactory",
    "TemplateActionFactory",
    "TraceFactory",
    "TrancheFactory",
    "VersionAcceptanceFactory",
    "VersionFactory",
    "WalkFactory",
    "WorkingFactory",
    "WorkshopFactory",
    "WorkshopSeatFactory",
    "YearReportFactory",
]
