"""The line of time: what touches is put one above the other, and nothing is lost without being counted."""

from datetime import date, timedelta

from tremplin.support.engine.timelines import LEFT, RIGHT, STACK, WIDTH, Mark, draw

FIRST, LAST = date(2026, 1, 15), date(2027, 1, 14)


def test_first_and_last_day_stand_at_both_ends() -> None:
    marks = [Mark("A", FIRST, "done", "one"), Mark("A", LAST, "planned", "two")]
    drawn = draw(marks, ["A", "B"], first=FIRST, last=LAST, today=date(2026, 7, 1))
    assert [lane.name for lane in drawn.lanes] == ["A"]
    assert [one.x for one in drawn.lanes[0].marks] == [LEFT, WIDTH - RIGHT]
    assert drawn.ends == WIDTH - RIGHT
    assert drawn.today is not None
    assert LEFT < drawn.today < WIDTH - RIGHT
    assert [tick.day for tick in drawn.ticks] == [date(2026, month, 1) for month in range(2, 13)] + [date(2027, 1, 1)]


def test_marks_of_one_day_are_stacked_then_counted() -> None:
    marks = [Mark("A", FIRST, "planned", str(number)) for number in range(STACK + 3)]
    (lane,) = draw(marks, ["A"], first=FIRST, last=LAST, today=FIRST).lanes
    assert (len(lane.marks), len({one.y for one in lane.marks}), lane.more) == (STACK, STACK, 3)


def test_mark_after_the_end_moves_the_end_and_a_day_outside_is_not_drawn() -> None:
    late = LAST + timedelta(days=365)
    drawn = draw([Mark("A", late, "planned", "")], ["A"], first=FIRST, last=LAST, today=FIRST - timedelta(days=9))
    assert drawn.today is None
    assert drawn.ends < drawn.lanes[0].marks[0].x == WIDTH - RIGHT
    assert draw([], ["A"], first=FIRST, last=FIRST, today=FIRST).lanes == []


def test_mark_of_another_age_is_counted_and_flattens_nothing() -> None:
    marks = [Mark("A", LAST, "planned", "one"), Mark("A", date(9999, 12, 31), "planned", "slip")]
    drawn = draw(marks, ["A"], first=FIRST, last=LAST, today=FIRST)
    assert (drawn.lanes[0].more, [one.x for one in drawn.lanes[0].marks], len(drawn.ticks)) == (1, [WIDTH - RIGHT], 12)
