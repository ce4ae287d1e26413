"""The page types. Words are Markdown, lists are blocks; an empty part is not shown."""

from tremplin.content.pages.base import BasePage
from tremplin.content.pages.contact import ContactPage
from tremplin.content.pages.faq import FaqPage
from tremplin.content.pages.home import HomePage
from tremplin.content.pages.laureates import LaureateIndexPage, LaureatePage
from tremplin.content.pages.news import NewsIndexPage, NewsPage
from tremplin.content.pages.participation import CandidatesPage, ContributePage, ParticipatePage, ProjectPage
from tremplin.content.pages.people import PeoplePage, PortraitPage
from tremplin.content.pages.plain import PlainPage
from tremplin.content.pages.programme import ProgramPage

__all__ = [
    "BasePage",
    "CandidatesPage",
    "ContactPage",
    "ContributePage",
    "FaqPage",
    "HomePage",
    "LaureateIndexPage",
    "LaureatePage",
    "NewsIndexPage",
    "NewsPage",
    "ParticipatePage",
    "PeoplePage",
    "PlainPage",
    "PortraitPage",
    "ProgramPage",
    "ProjectPage",
]
