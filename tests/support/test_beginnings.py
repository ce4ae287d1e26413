"""The first day of a support, the letters and texts of it, and its end when the initiative says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import cast
from tests.factories import SeasonFactory
from tests.support.factories import AccompanimentFactory, TemplateActionFactory
from tests.support.story import supported
from tests.support.test_opening import _accepted, _days
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.engine.working_days import is_working
from tremplin.support.actions.accompaniments import open_by_act
from tremplin.support.actions.beginnings import hide_proof
from tremplin.support.actions.roadmaps import plan_action
from tremplin.support.actions.templates import copy_template
from tremplin.support.actions.texts import sign_text, write_text
from tremplin.support.models import Accompaniment, Letter, TemplateAction
from tremplin.support.queries import proof_of
from tremplin.support.queries.templates import lines_from, template_of
from tremplin.support.queries.texts import text_in_force

pytestmark = pytest.mark.django_db


def test_opening_names_the_team_and_plans_the_lines_that_stay_ticked(client: Any) -> None:
    decision = _accepted()
    season = decision.application.call.season
    kept = TemplateActionFactory.create(season=season, title_fr="Se parler", after_days=2)
    TemplateActionFactory.create(season=season, title_fr="Choisir trois portes")
    cast.sam()
    client.force_login(cast.ada())
    address = reverse("support:open", args=[decision.ref])
    assert "Choisir trois portes" in client.get(address).content.decode()
    typed = {**_days(), "officer": cast.sam().ref, "lines": [kept.ref], "lines_of": season.ref, "shown": "on"}
    assert client.post(address, typed | {"preview": "1"}).status_code == 200
    assert not Accompaniment.objects.exists()
    client.post(address, typed)
    made = Accompaniment.objects.get()
    assert [one.title for one in made.actions.all()] == ["Se parler"]
    assert is_working(made.actions.get().due_on)
    assert [part.person for part in made.parts.all()] == [cast.sam()]
    assert made.shown_since == made.starts_on
    assert proof_of(made.ref) is None  # not announced yet
    made.decision.acceptance.__class__.objects.update(published_at=clock.now())
    assert proof_of(made.ref) == made
    hide_proof(made, by=cast.ada(), at=clock.now())
    assert proof_of(made.ref) is None


def test_season_without_a_template_begins_with_standard_lines_on_working_days() -> None:
    season = SeasonFactory.create(programme=cast.programme())
    lines = lines_from(season, clock.today())
    assert len(lines) == 8
    assert all(is_working(one.due_on) for one in lines)
    earlier = SeasonFactory.create(programme=cast.programme(), starts_on=season.starts_on - timedelta(days=900))
    assert copy_template(earlier, None, by=cast.ada(), at=clock.now()) == 8
    assert copy_template(season, earlier, by=cast.ada(), at=clock.now()) == 8
    with pytest.raises(MoveRefused):
        copy_template(season, earlier, by=cast.ada(), at=clock.now())
    assert TemplateAction.objects.count() == 16


def test_template_pages_copy_add_change_and_remove(client: Any) -> None:
    season = SeasonFactory.create(programme=cast.programme())
    client.force_login(cast.ada())
    address = reverse("support:template", args=[season.ref])
    assert client.get(address).status_code == 200
    client.post(address, {"copy": "standard"})
    typed = {"step": "deploy", "title_fr": "Compter", "owner": "team", "after_days": "12"}
    client.post(address, typed)
    line = template_of(season).get(title_fr="Compter")
    page = reverse("support:template-line", args=[season.ref, line.ref])
    assert client.get(page).status_code == 200
    client.post(page, typed | {"after_days": "13"})
    line.refresh_from_db()
    assert line.after_days == 13
    client.post(page, {"remove": "1"})
    assert template_of(season).count() == 8
    client.force_login(cast.sam())
    assert client.get(address).status_code == 404


def test_second_renewal_of_one_support_gets_a_sentence() -> None:
    made, today = supported(), clock.today()
    for place in range(2):
        season = SeasonFactory.create(programme=cast.programme(), starts_on=today, ends_on=today + timedelta(days=400))
        days = {"starts_on": today, "ends_on": today + timedelta(days=300)}

        def renew(season: Any = season, days: Any = days) -> None:
            open_by_act(made.initiative, season, motive="Encore.", renews=made, by=cast.ada(), at=clock.now(), **days)

        if place:
            with pytest.raises(MoveRefused):
                renew()
        else:
            renew()
    assert Accompaniment.objects.filter(renews=made).count() == 1


def test_letter_is_previewed_issued_with_its_document_checked_then_withdrawn(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    address = reverse("support:letter-write", args=[made.ref])
    assert made.public_name in client.get(address).content.decode()
    typed = {"subject": "Soutien", "words": "Mot pour mot.", "language": "fr", "signed_as": "chargé d’accélération"}
    assert client.post(address, typed).status_code == 200
    assert not Letter.objects.exists()
    client.post(address, typed | {"issue": "1"})
    letter = Letter.objects.get()
    assert (letter.words, letter.file.state, letter.file.media_type) == ("Mot pour mot.", "clean", "application/pdf")
    page = reverse("support:letter", args=[letter.ref])
    assert client.get(page).status_code == 200
    client.logout()
    check = reverse("support:letter-check", args=[letter.ref])
    shown = client.get(check)
    told = shown.content.decode()
    assert (made.public_name in told, "Mot pour mot." in told, "Set-Cookie" in shown.headers) == (True, False, False)
    assert client.get(reverse("support:letter-check", args=["0000000000"])).status_code == 404
    client.force_login(cast.sam())
    assert client.post(page, {"why": ""}).status_code == 200
    client.post(page, {"why": "Émise par erreur."})
    client.logout()
    told = client.get(check).content.decode()
    letter.refresh_from_db()
    assert (letter.withdrawn_why, "Émise par erreur." in told, "retir" in told or "withdrawn" in told) == (
        "Émise par erreur.",
        False,
        True,
    )


def test_text_in_force_is_signed_with_the_hash_of_what_was_read(client: Any) -> None:
    made, today, now = supported(), clock.today(), clock.now()
    client.force_login(cast.ada())
    page = reverse("support:text-managed")
    assert client.get(page).status_code == 200
    typed = {"kind": "name_rules", "title_fr": "Usage du nom", "words_fr": "Dire la vérité.", "valid_from": today}
    client.post(page, typed)
    first = text_in_force(cast.programme(), "name_rules", today)
    assert first is not None
    assert client.post(page, typed).status_code == 200  # another on the same day: refused, and said
    later = write_text(
        cast.programme(),
        kind="name_rules",
        title_fr="Usage du nom",
        words_fr="Autrement.",
        valid_from=today + timedelta(days=10),
        by=cast.ada(),
        at=now,
    )
    with pytest.raises(MoveRefused):
        sign_text(later, made, name="Alice", quality="présidente", by=cast.alice(), at=now)
    with pytest.raises(PermissionDenied):
        sign_text(first, made, name="Bob", quality="membre", by=cast.bob(), at=now)
    client.force_login(cast.alice())
    assert client.get(reverse("support:text-list", args=[made.ref])).status_code == 200
    address = reverse("support:text-sign", args=[made.ref, first.ref])
    assert client.get(address).status_code == 200
    client.post(address, {"name": "Alice", "quality": "présidente", "read": first.sha256})
    assert [(one.text, one.sha256, one.name) for one in made.signings.all()] == [(first, first.sha256, "Alice")]
    assert client.get(reverse("support:text", args=[first.ref])).status_code == 200
    assert client.get(reverse("support:text-list", args=[made.ref])).status_code == 200


def test_initiative_withdraws_and_its_officer_is_told(client: Any) -> None:
    made = supported()
    asked = plan_action(
        made,
        step="deploy",
        title="Compter",
        owner="team",
        due_on=clock.today() + timedelta(days=9),
        by=cast.sam(),
        at=clock.now(),
    )
    address = reverse("support:steer", args=[made.ref])
    client.force_login(cast.bob())
    assert client.get(address).status_code == 403
    client.force_login(cast.alice())
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": ""}).status_code == 200
    client.post(address, {"words": "Nous manquons de temps."})
    made.refresh_from_db()
    asked.refresh_from_db()
    assert (made.state, made.ended_as, made.closing_words) == ("closed", "withdrawn", "Nous manquons de temps.")
    assert (asked.state, asked.result) == ("dropped", "Nous manquons de temps.")
    assert [mail.recipient for mail in Message.objects.filter(kind="support-withdrawal")] == ["sam@example.org"]


def test_capacity_is_told_by_name_at_a_constant_number_of_queries(django_assert_max_num_queries: Any) -> None:
    from tests.support.factories import PartFactory
    from tremplin.support.queries.capacities import capacities_of

    season = SeasonFactory.create(programme=cast.programme())
    cast.sam(), cast.ada()
    for _place in range(4):
        PartFactory.create(accompaniment=AccompanimentFactory.create(season=season, running=True), person=cast.sam())
    with django_assert_max_num_queries(6):
        found = capacities_of(cast.programme())
    assert [(one.person.full_name, one.supports) for one in found] == [("Ada", 0), ("Sam", 4)]
