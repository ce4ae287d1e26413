"""The only way up: what a later room offers to an earlier one.

One small typed registry per kind, filled in `AppConfig.ready`. The earlier room renders nothing when nobody offers.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.functional import Promise

from tremplin.core.answers import Answer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tremplin.core.models import Message, StoredFile

T = TypeVar("T")
Words = str | Promise


class Registry(Generic[T]):
    """What several rooms offer, in the order of their names."""

    def __init__(self) -> None:
        self._items: dict[str, T] = {}

    def add(self, *items: T) -> None:
        for item in items:
            name: str = item.name  # type: ignore[attr-defined]
            if self._items.setdefault(name, item) is not item:
                raise ValueError(f"two offers are called {name!r}")

    def remove(self, name: str) -> None:
        del self._items[name]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items[name] for name in sorted(self._items))

    def get(self, name: str) -> T | None:
        return self._items.get(name)


class Slot(Generic[T]):
    """What one room at most offers."""

    def __init__(self) -> None:
        self.value: T | None = None

    def offer(self, value: T) -> None:
        self.value = value


@dataclass(frozen=True)
class Chore:
    """What the clock makes happen. `run` does the work and answers one line for the operations page."""

    name: str
    label: Words
    period: timedelta
    run: Callable[[datetime], str]


@dataclass(frozen=True)
class MailKind:
    """A mail the product sends: its template (`<room>/mail/<name>.txt`, subject on the first line) and an example."""

    name: str
    label: Words
    template: str
    sample: Callable[[], dict[str, Any]]
    # a person may ask not to receive it any more
    may_stop: bool = False


@dataclass(frozen=True)
class Undelivered:
    """What a room does when a mail of a kind could not be delivered, in the transaction that writes so. `name` is the
    kind's.
    """

    name: str
    tell: Callable[["Message", datetime], None]


@dataclass(frozen=True)
class Incoming:
    """Who reads the mail that comes to us: (message, instant) → one line that says what was done, without a name or an
    address; "" when it is not theirs, and the next is asked.
    """

    name: str
    take: Callable[[EmailMessage, datetime], str]


@dataclass(frozen=True)
class FileKind:
    """Who may download the files of a kind: a rule (person, file) → Yes or No."""

    name: str
    may_download: Callable[[Any, "StoredFile"], Answer]


@dataclass(frozen=True)
class FileReader:
    """Somebody a later room lets read the files of an earlier one: a rule (person, file) → Yes or No."""

    name: str
    may_read: Callable[[Any, "StoredFile"], Answer]


@dataclass(frozen=True)
class Fact:
    """A figure as it is now: never without its date, nor a share without its denominator."""

    value: int | str
    as_of: datetime
    denominator: int | None = None
    changes_at: datetime | None = None


@dataclass(frozen=True)
class LiveFact:
    """`read` answers None when there is nothing to say yet."""

    name: str
    label: Words
    read: Callable[[], Fact | None]


@dataclass(frozen=True)
class SeasonFact:
    """A step of a season as a room knows it: for those of these seasons where it is done, by key, the day it was; and
    the page where it is done.
    """

    name: str
    label: Words
    read: Callable[[Collection[Any]], Mapping[int, date]]
    address: Callable[[Any], str]


@dataclass(frozen=True)
class PersonalData:
    """A place that holds personal data: (person) → what it holds about them, as rows of plain values.

    `labels` says in words what each key of a row is.
    """

    name: str
    label: Words
    export: Callable[[Any], list[dict[str, Any]]]
    labels: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Retention:
    """How long rows of a model are kept (None: as long as the programme lives), and what becomes of them then."""

    name: str
    what: Words
    kept: timedelta | None
    fate: Words


@dataclass(frozen=True)
class SearchHit:
    title: str
    url: str
    kind: Words


@dataclass(frozen=True)
class SearchSource:
    """Where the signed-in search looks: (person, folded words) → hits that person may see."""

    name: str
    label: Words
    find: Callable[[Any, str], list[SearchHit]]


@dataclass(frozen=True)
class Published:
    """One published thing, as the site's search knows it: its words without markup, in one language.

    `language` is that of the words, `shown_in` those of the interface it is read in: French words stand in both where
    nothing was translated. `kind` is one of its source's.
    """

    ref: str
    kind: str
    language: str
    shown_in: tuple[str, ...]
    title: str
    words: str


@dataclass(frozen=True)
class PublishedSource:
    """What a room publishes. `documents` is read by the worker, `still` at each search.

    `still(refs, language)` answers the address, in a language of the interface, of each that is published now: what is
    left out is not shown. `changes_at(instant)` is when `documents` will next say something else by itself.
    """

    name: str
    label: Words
    kinds: Mapping[str, Words]
    documents: Callable[[], Iterable[Published]]
    still: Callable[[Collection[str], str], Mapping[str, str]]
    changes_at: Callable[[datetime], datetime | None] = lambda at: None


@dataclass(frozen=True)
class Listed:
    """A line of a list kept up to date."""

    title: str
    url: str
    words: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True)
class LiveList:
    """A list kept up to date that an editor may put in a page: at most so many rows, and when they next change."""

    name: str
    label: Words
    read: Callable[[int], tuple[list[Listed], datetime | None]]


@dataclass(frozen=True)
class HeldThing:
    """Something that would have been published by now, was it not for a quiet period.

    `url` is empty for whom may not open it; `why` says what keeps it back besides the period.
    """

    title: Words
    url: str = ""
    due: datetime | None = None
    why: Words = ""


@dataclass(frozen=True)
class Held:
    """What a room holds back in a quiet period: (person who asks, programme, instant) → what leaves before the instant.

    All of it, whoever asks: somebody is about to let it go.
    """

    name: str
    label: Words
    find: Callable[[Any, Any, datetime], list[HeldThing]]


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: a fact with its date, and the next gesture."""

    title: Words
    url: str
    due: datetime | None = None
    why: Words = ""


@dataclass(frozen=True)
class OnlyOne:
    """What rests on one person alone: (person who asks, programme) → a sentence each, and what to do about it."""

    name: str
    label: Words
    find: Callable[[Any, Any], list[Task]]


@dataclass(frozen=True)
class HomeTasks:
    name: str
    find: Callable[[Any], list[Task]]


@dataclass(frozen=True)
class Section:
    """An entry of the signed-in menu, shown to whom its rule says."""

    name: str
    label: Words
    url_name: str
    may_open: Callable[[Any], Answer]
    help: Words = ""


@dataclass(frozen=True)
class Link:
    label: Words
    url: str
    current: bool = False


@dataclass(frozen=True)
class PublicPage:
    """A public page of a room, found at the foot of every page, whatever an editor put in the menus."""

    name: str
    label: Words
    url_name: str


@dataclass(frozen=True)
class MappedPage:
    """A page anybody may read, as the maps of the site tell it: by language, its address and its title; and when its
    words last changed.
    """

    urls: Mapping[str, str]
    titles: Mapping[str, str]
    changed_at: datetime | None = None


@dataclass(frozen=True)
class MappedPages:
    """The public pages of a room at an instant, and the next instant at which that answer changes by itself."""

    name: str
    find: Callable[[datetime], tuple[list[MappedPage], datetime | None]]


@dataclass(frozen=True)
class ObjectLinks:
    """Pages a later room holds about an object of an earlier one, as this person may open them.

    `about` is the object's label ("calls.Application").
    """

    name: str
    about: str
    find: Callable[[Any, Any], list[Link]]


@dataclass(frozen=True)
class Notice:
    """The one announcement at the top of every public page."""

    title: Words
    url: str
    until: datetime | None = None


@dataclass(frozen=True)
class Frame:
    """What stands around every page: the site's name, its menu and its footer."""

    title: str
    tagline: str = ""
    authority: str = ""
    menu: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    footer_text: str = ""


chores: Registry[Chore] = Registry()
mails: Registry[MailKind] = Registry()
undelivered: Registry[Undelivered] = Registry()
incoming: Registry[Incoming] = Registry()
file_kinds: Registry[FileKind] = Registry()
file_readers: Registry[FileReader] = Registry()
object_links: Registry[ObjectLinks] = Registry()
live_facts: Registry[LiveFact] = Registry()
season_facts: Registry[SeasonFact] = Registry()
personal_data: Registry[PersonalData] = Registry()
retentions: Registry[Retention] = Registry()
search_sources: Registry[SearchSource] = Registry()
published: Registry[PublishedSource] = Registry()
live_lists: Registry[LiveList] = Registry()
held: Registry[Held] = Registry()
home_tasks: Registry[HomeTasks] = Registry()
only_one: Registry[OnlyOne] = Registry()
sections: Registry[Section] = Registry()
public_pages: Registry[PublicPage] = Registry()
mapped_pages: Registry[MappedPages] = Registry()
frame: "Slot[Callable[[HttpRequest], Frame]]" = Slot()
# what to announce at an instant (or nothing), and the next instant at which the answer changes
notice: "Slot[Callable[[datetime], tuple[Notice | None, datetime | None]]]" = Slot()
# what the foot of every page says of accessibility at an instant, and the next instant at which it changes
accessibility: "Slot[Callable[[datetime], tuple[Link, datetime | None]]]" = Slot()
# the name of the address where anybody may write to the team
contact_form: "Slot[str]" = Slot()
# the name of the address where the site is searched
site_search: "Slot[str]" = Slot()
