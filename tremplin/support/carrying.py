"""What the application already said, carried into the diagnosis: nothing is asked twice."""

from collections.abc import Mapping

from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment


def carried_from(accompaniment: Accompaniment) -> Mapping[str, str]:
    """For each question of the diagnosis that the application answered, its words; nothing without an application."""
    if accompaniment.decision is None:
        return {}
    last = accompaniment.decision.application.submissions.order_by("-version").first()
    if last is None:
        return {}
    said: dict[str, str] = {}
    for section in last.frozen["sections"]:
        for line in section["answers"]:
            words = ", ".join(line["choices"]) if line["choices"] else line["text"]
            if words and not line["group"]:
                said[line["key"]] = f"{line['label']} : {words}" if line["kind"] != "textarea" else words
    found = {}
    for question in QUESTIONS:
        words = [said[key] for key in question.from_answers if key in said]
        if words:
            found[question.key] = "\n".join(words)
    return found
