"""For any form and anything typed in it: what was shown as saved is what is read back, and nothing raises."""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calls.engine.strategies import answers_for, files_for, forms, questions_of, raw_for, same, typed
from tremplin.calls.engine.answers import Fault, Value, check, clean, limit_of, store
from tremplin.calls.engine.conditions import entries, next_entry, route, shown
from tremplin.calls.engine.differences import differences, segments
from tremplin.calls.engine.faults import CODES
from tremplin.calls.engine.freezing import digest, freeze
from tremplin.calls.engine.progress import estimate, minutes_left, missing, progress
from tremplin.calls.engine.reading import read
from tremplin.calls.engine.schema import Kind, Question
from tremplin.calls.engine.writing import fingerprint, to_data

VALUES = {code.name: set(code.values) for code in CODES}

few = settings(max_examples=30, deadline=None)


@few
@given(forms())
def test_a_form_written_as_data_is_read_back(form):
    data = json.loads(json.dumps(to_data(form)))
    reading = read(data)
    assert reading.form == form
    assert reading.warnings == ()
    assert fingerprint(reading.form) == fingerprint(form)


@few
@given(st.data(), st.sampled_from(Kind))
def test_what_is_stored_is_read_back(data, kind):
    question = data.draw(questions_of(kind, "asked"))
    raw = data.draw(st.lists(raw_for(question), max_size=3))
    kept = store(question, raw)
    assert store(question, kept) == kept
    assert same(kept)
    assert kept.encode().decode() == kept  # a database can write it
    assert clean(question, kept) == clean(question, raw)


@few
@given(st.data(), st.sampled_from(Kind))
def test_an_answer_is_understood_or_told_wrong(data, kind):
    question = data.draw(questions_of(kind, "asked"))
    kept = store(question, data.draw(raw_for(question)))
    found = clean(question, kept)
    fault = check(question, kept)
    if isinstance(found, Fault):
        assert fault == found
        assert set(found.values) == VALUES[found.code]
    else:
        assert fault == (Fault("required") if _left_out(question, found) else None)
        # the canonical text says the same thing, unless spelling it out goes over the limit
        again = clean(question, found.text)
        assert again == found or len(found.text) > (limit_of(question) or 0)


def _left_out(question, value):
    return question.required and value == Value() and question.kind not in (Kind.FILES, Kind.REPEATABLE)


@few
@given(typed())
def test_a_text_only_loses_what_nobody_sees(raw):
    kept = store(Question("asked", Kind.TEXTAREA, "Asked"), raw)
    assert _visible(kept) == _visible(raw)  # sorted: marks are put in order between two bases


def _visible(text):
    decomposed = unicodedata.normalize("NFD", text)
    return sorted(
        part
        for part in decomposed
        if unicodedata.category(part) not in ("Cc", "Cs", "Zl", "Zp") and part not in "\ufeff\u034f"
    )


@few
@given(st.data())
def test_a_question_is_shown_with_the_one_it_depends_on(data):
    form = data.draw(forms())
    answers = data.draw(answers_for(form))
    visible = shown(form, answers)
    for question in form.questions():
        condition = question.condition
        if condition is None:
            assert question.key in visible
            continue
        chosen = store(form.by_key[condition.question], answers.get((condition.question, 0), "")).split("\n")
        assert (question.key in visible) == (condition.question in visible and condition.value in chosen)
    track = route(form, answers)
    assert track is None or any(track in question.routes for question in form.questions() if question.key in visible)


@few
@given(st.data())
def test_progress_adds_up(data):
    form = data.draw(forms())
    answers, files = data.draw(answers_for(form)), data.draw(files_for(form))
    lines = progress(form, answers, files)
    assert [line.key for line in lines] == [section.key for section in form.sections]
    assert all(0 <= line.done <= line.total <= line.shown for line in lines)
    assert all(line.to_do == 0 for line in lines if line.complete)
    assert missing(form, answers, files) == [place for line in lines for place in line.missing]
    done, total = minutes_left(form, answers, files)
    assert total == estimate(form)
    assert 0 <= done <= total
    assert (done == total) == all(line.complete for line in lines)
    for question in form.questions():
        offered = next_entry(question, answers) if question.fields else None
        assert offered is None or offered not in entries(question, answers)


@few
@given(st.data())
def test_a_frozen_copy_keeps_what_was_shown(data):
    form = data.draw(forms())
    answers, files = data.draw(answers_for(form)), data.draw(files_for(form))
    frozen = freeze(form, answers, files)
    assert digest(json.loads(json.dumps(frozen))) == digest(frozen)
    shuffled = dict(reversed(answers.items()))
    assert digest(freeze(form, shuffled, {key: list(reversed(some)) for key, some in files.items()})) == digest(frozen)
    visible = shown(form, answers)
    lines = [line for section in frozen["sections"] for line in section["answers"]]
    assert {line["key"].partition(".")[0] for line in lines} == visible
    for line in lines:
        assert line["text"] == answers.get((line["key"], line["entry"]), "")


@few
@given(st.data())
def test_two_copies_differ_exactly_where_they_are_not_equal(data):
    form = data.draw(forms())
    before = freeze(form, data.draw(answers_for(form)), data.draw(files_for(form)))
    after = freeze(form, data.draw(answers_for(form)), data.draw(files_for(form)))
    found = differences(before, after)
    assert (found == []) == (before == after)
    assert differences(after, after) == []
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {(line.key, line.entry): (line.kind, line.before, line.after) for line in found}
    back = {
        (line.key, line.entry): (opposite[line.kind], line.after, line.before) for line in differences(after, before)
    }
    assert there == back


@few
@given(typed(), typed())
def test_segments_make_both_texts(before, after):
    found = segments(before, after)
    assert "".join(segment.text for segment in found if segment.kind != "added") == before
    assert "".join(segment.text for segment in found if segment.kind != "removed") == after
