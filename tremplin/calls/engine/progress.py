"""How far an application is: what prevents submission, what is done in each section, how many minutes are left.

Minutes follow the durations that demarches-simplifiees.fr publishes in its source (`TypeDeChamp`: short 10 seconds,
medium 1 minute, long 3 minutes, 140 words read a minute): short for a choice or a line, medium for a long text, long
for files; a group counts its sub-questions once per entry asked. They say how long filling takes, not how long
thinking does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tremplin.calls.engine.answers import Answers, Files, check
from tremplin.calls.engine.conditions import entries, shown
from tremplin.calls.engine.faults import Fault
from tremplin.calls.engine.schema import Form, Kind, Question
from tremplin.calls.engine.typed import is_blank

_SHORT, _MEDIUM, _LONG = 10, 60, 180
_SECONDS: Mapping[Kind, int] = MappingProxyType({Kind.TEXTAREA: _MEDIUM, Kind.FILES: _LONG})
_SECONDS_PER_WORD = (3, 7)  # 60 / 140


# what prevents submission, and where: key, entry (0 for a question or a whole group, else the sub-question's), fault
Missing = tuple[str, int, Fault]


@dataclass(frozen=True)
class SectionProgress:
    """`done` of `total` required questions shown are answered validly; a group counts for one. `shown`: all shown.

    A section may have nothing left to do and still something missing: an optional question answered wrongly.
    """

    key: str
    shown: int
    done: int
    total: int
    missing: tuple[Missing, ...]

    @property
    def to_do(self) -> int:
        return self.total - self.done

    @property
    def complete(self) -> bool:
        return not self.missing


def progress(form: Form, answers: Answers, files: Files) -> tuple[SectionProgress, ...]:
    """One line per section, in order."""
    visible = shown(form, answers)
    lines = []
    for section in form.sections:
        questions = [question for question in section.questions if question.key in visible]
        found = {question.key: _missing(question, answers, files) for question in questions}
        required = [question for question in questions if question.required]
        done = sum(not found[question.key] for question in required)
        missing = tuple(line for question in questions for line in found[question.key])
        lines.append(SectionProgress(section.key, len(questions), done, len(required), missing))
    return tuple(lines)


def missing(form: Form, answers: Answers, files: Files) -> list[Missing]:
    """Everything that prevents submission, in the order of the form. Empty: it can be submitted."""
    return [line for section in progress(form, answers, files) for line in section.missing]


def estimate(form: Form) -> int:
    """Minutes announced before anything is answered, 1 at least: the form's own, or the sum for the questions without
    condition, an optional one counting for half."""
    if form.minutes is not None:
        return form.minutes
    asked = [question for question in form.questions() if not question.condition]
    halves = sum(_seconds(question) * (2 if question.required else 1) for question in asked)
    return max(1, -(-halves // 120))


def minutes_left(form: Form, answers: Answers, files: Files) -> tuple[int, int]:
    """(done, total) in minutes; what is left is their difference. `total` is always `estimate(form)`.

    `done` is its share, rounded down, of the required questions shown and of the optional ones answered: an optional
    question left empty never keeps minutes left, and `done == total` only when every required question is answered
    and nothing is wrong.
    """
    visible = shown(form, answers)
    done = total = 0
    for question in form.questions():
        if question.key in visible and (question.required or _begun(question, answers, files)):
            seconds = _seconds(question)
            total += seconds
            done += 0 if _missing(question, answers, files) else seconds
    announced = estimate(form)
    return (announced * done // total if total else announced), announced


def _seconds(question: Question) -> int:
    texts = (question.label, question.help, question.purpose, *question.hints)
    words, per = _SECONDS_PER_WORD
    seconds = sum(len(text.split()) for text in texts) * words // per
    if question.kind is Kind.REPEATABLE:
        return seconds + max(1, question.least or 0) * sum(_seconds(field) for field in question.fields)
    return seconds + _SECONDS.get(question.kind, _SHORT)


def _begun(question: Question, answers: Answers, files: Files) -> bool:
    if question.kind is Kind.REPEATABLE:
        return bool(entries(question, answers))
    if question.kind is Kind.FILES:
        return bool(files.get(question.key))
    return not is_blank(answers.get((question.key, 0), ""))


def _missing(question: Question, answers: Answers, files: Files) -> tuple[Missing, ...]:
    """What is wrong with one shown question."""
    if question.kind is Kind.REPEATABLE:
        begun = entries(question, answers)
        wrong = _number_fault(question, len(begun), "entries")
        found = [(question.key, 0, wrong)] if wrong else []
        places = ((field, entry) for entry in begun for field in question.fields)
        checked = ((field.key, entry, check(field, answers.get((field.key, entry), ""))) for field, entry in places)
        return (*found, *((key, entry, fault) for key, entry, fault in checked if fault))
    if question.kind is Kind.FILES:
        fault = _number_fault(question, len(files.get(question.key, ())), "files")
    else:
        fault = check(question, answers.get((question.key, 0), ""))
    return ((question.key, 0, fault),) if fault else ()


def _number_fault(question: Question, given: int, things: str) -> Fault | None:
    """The number of entries or of files, when it is not accepted. Not required: none, or at least `least`."""
    least = max(question.least or 0, 1 if question.required else 0)
    if given < least and (question.required or given):
        return Fault(f"too_few_{things}", {"least": least, "given": given})
    if question.most is not None and given > question.most:
        return Fault(f"too_many_{things}", {"most": question.most, "given": given})
    return None
