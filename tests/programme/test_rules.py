"""Who may do what: one table a rule, over everybody of the cast."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import cast
from tests.factories import MandateFactory, ProgrammeFactory, SeasonFactory
from tremplin.core import clock
from tremplin.core.answers import No
from tremplin.people.models import Person
from tremplin.programme import queries, rules
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db
MANAGERS = {"ada", "aldo", "max_"}
RULES: dict[str, tuple[Callable[[Any], Any], set[str]]] = {
    "manage seasons": (rules.can_manage_seasons, MANAGERS),
    "edit a season": (
        lambda person: rules.can_edit_season(person, SeasonFactory.create(programme=cast.programme())),
        MANAGERS,
    ),
    "manage mandates": (rules.can_manage_mandates, {"max_"}),
    "end a mandate": (
        lambda person: rules.can_end_mandate(person, MandateFactory.create(programme=cast.programme())),
        {"max_"},
    ),
    "see operations": (rules.can_see_operations, {"max_"}),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("who", cast.EVERYBODY, ids=lambda who: who.__name__)
def test_rule_answers_each_of_the_cast(who: Callable[[], Person], rule: str) -> None:
    ask, allowed = RULES[rule]
    answer = ask(who())
    assert bool(answer) is (who.__name__ in allowed)
    assert answer or str(answer.reason)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["none", "visitor"])
def test_rule_refuses_nobody(nobody: Any, rule: str) -> None:
    assert not RULES[rule][0](nobody)


def test_role_in_one_programme_gives_nothing_in_another() -> None:
    elsewhere = ProgrammeFactory.create()
    max_ = cast.max_()
    assert not rules.can_edit_season(max_, SeasonFactory.create(programme=elsewhere))
    assert not rules.can_end_mandate(max_, MandateFactory.create(programme=elsewhere))


@pytest.mark.parametrize(("trait", "holds"), [("to_come", False), ("ended", False), ("ends_today", True)])
def test_role_counts_from_its_first_day_to_its_last(trait: str, holds: bool) -> None:
    mandate = MandateFactory.create(role=Role.ADMINISTRATOR, **{trait: True})
    assert [
        bool(rules.can_manage_mandates(mandate.person)),
        bool(rules.can_manage_seasons(mandate.person)),
        queries.seasons_visible_to(mandate.person)
        .filter(pk=SeasonFactory.create(programme=mandate.programme).pk)
        .exists(),
        queries.mandates_visible_to(mandate.person).exists(),
        queries.roles_of(mandate.person) == {Role.ADMINISTRATOR},
    ] == [holds] * 5


def test_forgotten_person_has_no_role_left() -> None:
    max_ = cast.max_()
    max_.is_active = False
    assert (queries.roles_of(max_), bool(rules.can_manage_mandates(max_))) == (frozenset(), False)


def _reason(person: Person, mandate: Mandate) -> str:
    answer = rules.can_end_mandate(person, mandate)
    return str(answer.reason) if isinstance(answer, No) else ""


LAST = "This is the last administrator of the programme: give the role to somebody else first."


def _last_reason() -> str:
    from django.utils.translation import gettext

    return gettext(LAST)


@pytest.mark.parametrize(
    ("other", "may_end"),
    [
        (None, False),
        ({"role": Role.ADMINISTRATOR}, True),
        ({"role": Role.ADMINISTRATOR, "to_come": True}, False),
        ({"role": Role.ADMINISTRATOR, "ended": True}, False),
        ({"role": Role.ADMINISTRATOR, "ends_today": True}, False),
        ({"role": Role.ADMINISTRATOR, "person__forgotten": True}, False),
        ({"role": Role.ADMINISTRATOR, "programme": None}, False),
        ({"role": Role.AGENT}, False),
    ],
)
def test_last_administrator_stays(other: dict[str, Any] | None, may_end: bool) -> None:
    max_ = cast.max_()
    if other is not None:
        programme = ProgrammeFactory.create() if "programme" in other else cast.programme()
        MandateFactory.create(**other | {"programme": programme})
    assert _reason(max_, max_.mandates.get()) == ("" if may_end else _last_reason())


def test_mandate_that_is_over_cannot_be_ended_and_one_that_will_be_can() -> None:
    over, ending, to_come = (
        MandateFactory.create(programme=cast.programme(), **{trait: True})
        for trait in ("ended", "ends_today", "to_come")
    )
    assert [bool(rules.can_end_mandate(cast.max_(), mandate)) for mandate in (over, ending, to_come)] == [
        False,
        True,
        True,
    ]


def test_rule_for_a_list_answers_as_the_rule_for_each(django_assert_max_num_queries: Any) -> None:
    mandates = [
        MandateFactory.create(programme=cast.programme(), role=role, **traits)
        for role in (Role.ADMINISTRATOR, Role.AGENT)
        for traits in ({}, {"ended": True}, {"to_come": True})
    ] + [MandateFactory.create(), cast.max_().mandates.get()]
    for person in (cast.max_(), cast.ada(), cast.charlie()):
        each = [rules.can_end_mandate(person, mandate) for mandate in mandates]
        with django_assert_max_num_queries(2):
            assert rules.can_end_mandates(person, mandates) == each


def test_rules_and_lists_agree() -> None:
    """What a person may edit or end is among what they see."""
    elsewhere = ProgrammeFactory.create()
    seasons = [SeasonFactory.create(programme=programme) for programme in (cast.programme(), elsewhere)]
    mandates = [MandateFactory.create(programme=programme) for programme in (cast.programme(), elsewhere)]
    for who in cast.EVERYBODY:
        person = who()
        assert [season for season in seasons if rules.can_edit_season(person, season)] == [
            season for season in seasons if season in queries.seasons_visible_to(person)
        ]
        assert [mandate for mandate in mandates if rules.can_end_mandate(person, mandate)] == [
            mandate for mandate in mandates if mandate in queries.mandates_visible_to(person)
        ]


def test_mandates_of_a_person_are_those_of_today() -> None:
    ada = cast.ada()
    for trait in ("to_come", "ended"):
        MandateFactory.create(person=ada, programme=cast.programme(), role=Role.OFFICER, **{trait: True})
    assert [mandate.role for mandate in queries.mandates_of(ada)] == [Role.AGENT]
    with clock.at(clock.now() + timedelta(days=2)):
        assert {mandate.role for mandate in queries.mandates_of(ada)} == {Role.AGENT, Role.OFFICER}
