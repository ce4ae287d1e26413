"""A section of the form as its page shows it: each question, its field, what is said of it, what is wrong with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cached_property

from django.utils.translation import gettext as _

from tremplin.calls.actions.drafts import Place
from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import choices_in, limit_of
from tremplin.calls.engine.conditions import entries, next_entry, shown
from tremplin.calls.engine.progress import progress
from tremplin.calls.engine.schema import NO, YES, Kind
from tremplin.calls.forms.typed import FILE, name_of, token_of
from tremplin.calls.formversions import said
from tremplin.calls.models import Attachment, Rival
from tremplin.calls.queries import Content
from tremplin.calls.sentences import NOT_YET, sentence, warning

_LISTED_FROM = 12  # options: more than that are a list to unfold
_KEYBOARDS = {
    Kind.EMAIL: "email", Kind.URL: "url", Kind.PHONE: "tel", Kind.AMOUNT: "decimal", Kind.INTEGER: "numeric",
}  # fmt: skip
# counted on the page: where the limit is far, nobody needs to know it
_COUNTED_UNDER = 10_000


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    id: str
    checked: bool


@dataclass(frozen=True)
class Applies:
    """When a conditional question is asked: the sentence, whether it is now, and where the script looks to tell."""

    sentence: str
    now: bool
    field: str
    value: str


@dataclass
class Field:
    """One place where something is typed."""

    question: schema.Question
    place: Place
    text: str
    revision: int
    rivals: Sequence[Rival] = ()
    applies: Applies | None = None
    within: str = ""  # the title of the entry of a group it stands in

    @property
    def name(self) -> str:
        return name_of(self.place)

    @property
    def id(self) -> str:
        return f"q-{self.name.partition('.')[2]}"

    @property
    def token(self) -> str:
        return token_of(self.place, self.text, self.revision)

    @property
    def label(self) -> str:
        return str(said(self.question, "label"))

    @property
    def help(self) -> str:
        return str(said(self.question, "help"))

    @property
    def hints(self) -> Sequence[str]:
        hints: Sequence[str] = said(self.question, "hints")
        return hints

    @property
    def purpose(self) -> str:
        return str(said(self.question, "purpose"))

    @property
    def optional(self) -> bool:
        return not self.question.required

    @property
    def widget(self) -> str:
        if self.question.kind is Kind.TEXTAREA:
            return "area"
        if self.question.kind is Kind.MULTI:
            return "boxes"
        if self.question.kind is Kind.BOOL or self.question.options:
            return "list" if len(self.question.options) > _LISTED_FROM else "radios"
        return "line"

    @property
    def keyboard(self) -> str:
        return _KEYBOARDS.get(self.question.kind, "text")

    @property
    def example(self) -> str:
        """The format expected, said before anything is typed."""
        return {
            Kind.EMAIL: _("Expected format: name@domain.fr"),
            Kind.URL: _("Expected format: https://www.example.fr"),
            Kind.PHONE: _("Expected format: 01 23 45 67 89"),
            Kind.AMOUNT: _("In euros, for example 12 500"),
            Kind.DATE: _("Expected format: 26/01/2022"),
        }.get(self.question.kind, "")

    @property
    def limit(self) -> int | None:
        """The limit to count up to: the form's own, or a near one of the kind."""
        if self.question.kind not in (Kind.TEXT, Kind.TEXTAREA):
            return None
        limit = self.question.max_chars or (limit_of(self.question) if self.question.kind is Kind.TEXTAREA else None)
        return limit if limit is not None and limit <= _COUNTED_UNDER else None

    @property
    def length(self) -> int:
        return len(self.text)

    @property
    def rows(self) -> int:
        return 4 if self.limit and self.limit <= 500 else 8

    @property
    def choices(self) -> list[Choice]:
        """What can be chosen, and what was: a forged one, that nobody offers, is shown so that it can be taken away."""
        chosen = choices_in(self.question, self.text)
        labels = [(YES, _("Yes")), (NO, _("No"))] if self.question.kind is Kind.BOOL else [
            (option.value, str(said(option, "label"))) for option in self.question.options
        ]  # fmt: skip
        offered = [value for value, _label in labels]
        labels += [(line, line[:200]) for line in self.text.split("\n") if line and line not in offered]
        chosen = (*chosen, *(value for value, _label in labels if value not in offered))
        if self.widget == "radios" and self.optional:
            labels.append(("", _("No answer")))
            chosen = chosen or ("",)
        return [Choice(value, label, f"{self.id}-{at}", value in chosen) for at, (value, label) in enumerate(labels)]

    @cached_property
    def warning(self) -> str:
        """What is to be corrected before submitting. What is simply not done yet is not a mistake."""
        return warning(self.question, self.text)

    @property
    def described_by(self) -> str:
        """Every note tied to the field, for those who listen to it."""
        notes = [
            ("when", self.applies), ("help", self.help or self.example), ("more", self.hints or self.purpose),
            ("count", self.limit), ("fault", self.warning),
        ]  # fmt: skip
        return " ".join(f"{self.id}-{name}" for name, there in notes if there)


@dataclass
class Entry:
    """An entry of a repeated group."""

    number: int
    title: str
    fields: list[Field]
    begun: bool
    spare: bool


@dataclass
class Drop:
    """A place where files are given: for one expected item, or for all."""

    name: str
    id: str
    label: str
    item: str
    attachments: list[Attachment]


@dataclass
class Block:
    """A question as the page shows it: a field, a group's entries, or files; when it is closed, what was answered."""

    question: schema.Question
    open: bool
    id: str
    label: str
    help: str
    hints: Sequence[str]
    purpose: str
    applies: Applies | None = None
    field: Field | None = None
    entries: list[Entry] = made_by(default_factory=list)
    drops: list[Drop] = made_by(default_factory=list)
    faults: list[str] = made_by(default_factory=list)

    @property
    def optional(self) -> bool:
        return not self.question.required

    @property
    def full(self) -> bool:
        most = self.question.most
        given = sum(len(drop.attachments) for drop in self.drops)
        return most is not None and given >= most


class SectionPage:
    """Everything the page of a section needs. `open_keys`: the questions that may be written now."""

    def __init__(
        self,
        content: Content,
        section: schema.Section,
        *,
        open_keys: Collection[str],
        rivals: Iterable[Rival] = (),
        refused: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.content = content
        self.section = section
        self.open_keys = open_keys
        self.refused = refused or {}
        self.rivals: dict[Place, list[Rival]] = {}
        for rival in rivals:
            self.rivals.setdefault((rival.question.key, rival.entry), []).append(rival)
        self.visible = shown(content.form, content.answers)
        self.blocks = [self._block(question) for question in section.questions]

    @property
    def title(self) -> str:
        return str(said(self.section, "title"))

    def fields(self) -> Iterator[Field]:
        for block in self.blocks:
            if block.field:
                yield block.field
            for entry in block.entries:
                yield from entry.fields

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, sentence) of what is to be corrected: fields that are asked now, files refused."""
        found = []
        for block in self.blocks:
            if block.applies and not block.applies.now:
                continue
            found += [(block.id, block.label, fault) for fault in block.faults]
            fields = [block.field] if block.field else [one for entry in block.entries for one in entry.fields]
            found += [
                (one.id, " – ".join(filter(None, (one.within, one.label))), one.warning)
                for one in fields
                if one.warning
            ]
        return found

    @property
    def has_files(self) -> bool:
        return any(block.drops and block.open for block in self.blocks)

    def _block(self, question: schema.Question) -> Block:
        applies = self._applies(question)
        block = Block(
            question,
            question.key in self.open_keys,
            f"q-{question.key}",
            str(said(question, "label")),
            str(said(question, "help")),
            said(question, "hints"),
            str(said(question, "purpose")),
            applies,
            faults=list(self.refused.get(question.key, ())),
        )
        if question.kind is Kind.REPEATABLE:
            block.entries = [self._entry(question, number) for number in self._numbers(question)]
            block.faults += self._fault_of_numbers(question)
        elif question.kind is Kind.FILES:
            block.drops = list(self._drops(question))
        else:
            block.field = self._field(question, (question.key, 0), applies=applies)
        return block

    def _field(
        self, question: schema.Question, place: Place, *, applies: Applies | None = None, within: str = ""
    ) -> Field:
        text = self.content.answers.get(place, "")
        revision = self.content.revisions.get(place, 0)
        return Field(question, place, text, revision, self.rivals.get(place, ()), applies, within)

    def _numbers(self, group: schema.Question) -> list[int]:
        """The entries begun, as many as are asked, and one to spare."""
        begun = list(entries(group, self.content.answers))
        numbers = {*begun, *(entry for key, entry in self.rivals if key.startswith(f"{group.key}."))}
        spare = next_entry(group, self.content.answers)
        if spare is not None:
            numbers.add(spare)
        number = 0
        while len(numbers) < (group.least or 0):
            number += 1
            numbers.add(number)
        return sorted(numbers)

    def _entry(self, group: schema.Question, number: int) -> Entry:
        numbers = self._numbers(group)
        at = numbers.index(number) + 1
        title = f"{said(group, 'label')} {at}"
        begun = number in entries(group, self.content.answers)
        fields = [self._field(one, (one.key, number), within=title) for one in group.fields]
        return Entry(number, title, fields, begun, spare=not begun and at > (group.least or 0))

    def _fault_of_numbers(self, group: schema.Question) -> list[str]:
        for line in progress(self.content.form, self.content.answers, {}):
            for key, entry, fault in line.missing:
                if (key, entry) == (group.key, 0) and fault.code not in NOT_YET:
                    return [sentence(fault)]
        return []

    def _drops(self, question: schema.Question) -> Iterator[Drop]:
        given = self.content.attachments.get(question.key, [])
        labels = said(question, "items")
        for at, item in enumerate(question.items):
            held = [attachment for attachment in given if attachment.item == item]
            yield Drop(f"{FILE}{question.key}.{at}", f"q-{question.key}-{at}", labels[at], item, held)
        others = [attachment for attachment in given if attachment.item not in question.items]
        if not question.items or others:
            label = _("Other files") if question.items else _("Your files")
            yield Drop(f"{FILE}{question.key}", f"q-{question.key}-other", label, "", others)

    def _applies(self, question: schema.Question) -> Applies | None:
        condition = question.condition
        if condition is None:
            return None
        source = self.content.form.by_key[condition.question]
        labels = {YES: _("Yes"), NO: _("No"), **{option.value: str(said(option, "label")) for option in source.options}}
        words = _("Only if you answered “%(answer)s” to “%(question)s”.") % {
            "answer": labels.get(condition.value, condition.value),
            "question": said(source, "label"),
        }
        here = source in self.section.questions
        return Applies(words, question.key in self.visible, name_of((source.key, 0)) if here else "", condition.value)
