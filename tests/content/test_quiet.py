"""What a quiet period holds of the site, what goes out all the same, and that each page appears once it is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import RestrictedError
from django.test import Client
from django.urls import reverse
from wagtail.blocks.base import BlockField
from wagtail.models import Page, PageLogEntry

from tests import cast
from tests.factories import HeldPublicationFactory, PlainPageFactory, QuietPeriodFactory
from tremplin.content import editors
from tremplin.content.actions.publications import hold_publication, publish_due, publish_or_hold, withdraw_due
from tremplin.content.models import HeldPublication
from tremplin.content.pages import HomePage, PlainPage
from tremplin.core import clock, freshness, journal
from tremplin.core.models import Entry
from tremplin.core.moves import MoveRefused
from tremplin.programme.actions import resume
from tremplin.programme.models import QuietPeriod
from tremplin.programme.queries import held_back, quiet_at

MINUTE = timedelta(minutes=1)


@pytest.fixture
def home(db: None) -> HomePage:
    """The one every site begins with."""
    found: HomePage = HomePage.objects.get()
    return found


@pytest.fixture
def editor(client: Client) -> Client:
    eve = cast.eve()
    editors.on_sign_in(sender=None, user=eve)
    client.force_login(eve)
    return client


def quiet() -> QuietPeriod:
    return QuietPeriodFactory.create(programme=cast.programme(), opened_by=cast.ada())


def over(period: QuietPeriod) -> None:
    resume(period, by=cast.ada(), at=clock.now())


def draft(slug: str = "annonce", **fields: Any) -> PlainPage:
    made: PlainPage = PlainPageFactory.create(slug=slug, title="Annonce", live=False, **fields)
    return made


def scheduled(**dates: Any) -> PlainPage:
    """To be published a minute from now, as the editor's schedule does."""
    made = draft()
    made.go_live_at = clock.now() + MINUTE
    for name, value in dates.items():
        setattr(made, name, value)
    made.save_revision().publish()
    # the minute has passed: Wagtail's clock is the machine's own
    made.refresh_from_db()
    PlainPage.objects.filter(pk=made.pk).update(go_live_at=clock.now() - MINUTE)
    revision = made.get_latest_revision()
    revision.content["go_live_at"] = (clock.now() - MINUTE).isoformat()
    revision.approved_go_live_at = clock.now() - MINUTE
    revision.save()
    return made


def seen(client: Client, slug: str = "annonce") -> int:
    return int(client.get(f"/{slug}/").status_code)


def listed(person: Any = None) -> list[str]:
    return [str(thing.title) for _kind, thing in held_back(person or cast.ada(), cast.programme(), clock.now())]


def published(made: Page) -> int:
    return int(PageLogEntry.objects.filter(page=made.pk, action__startswith="wagtail.publish").count())


def fields(made: PlainPage, **changes: str) -> dict[str, str]:
    """What the editor's form sends: nothing in the blocks."""
    form = PlainPage.get_edit_handler().get_form_class()
    blocks = {f"{name}-count": "0" for name, field in form.base_fields.items() if isinstance(field, BlockField)}
    return blocks | {"title": made.title, "slug": made.slug} | changes


def test_scheduled_page_waits_for_the_end_then_appears_once(
    home: HomePage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    period, made = quiet(), scheduled()
    before = published(made)
    assert (publish_due(clock.now()), seen(client), listed()) == (0, 404, ["Annonce"])
    over(period)
    kept = freshness.generation()
    with django_capture_on_commit_callbacks(execute=True):
        assert publish_due(clock.now()) == 1
    assert freshness.generation() != kept
    assert (seen(client), publish_due(clock.now()), published(made) - before, listed()) == (200, 0, 1, [])


def test_scheduled_page_is_published_when_nothing_holds_it(home: HomePage, client: Client) -> None:
    """There was something to hold."""
    scheduled()
    assert (publish_due(clock.now()), seen(client)) == (1, 200)


def test_silence_of_any_programme_holds_the_site(home: HomePage, client: Client) -> None:
    QuietPeriodFactory.create()
    scheduled()
    assert (publish_due(clock.now()), seen(client)) == (0, 404)


def test_page_whose_time_has_passed_is_withdrawn_all_the_same(home: HomePage, client: Client) -> None:
    quiet()
    made = PlainPageFactory.create(slug="passe", expire_at=clock.now() - MINUTE)
    assert seen(client, "passe") == 200
    assert (withdraw_due(clock.now()), seen(client, "passe")) == (1, 404)
    made.refresh_from_db()
    assert (made.live, made.expired) == (False, True)


def test_page_that_was_to_appear_and_go_meanwhile_never_appears(home: HomePage, client: Client) -> None:
    period = quiet()
    scheduled(expire_at=clock.now() - timedelta(seconds=5))
    [(_kind, thing)] = held_back(cast.ada(), cast.programme(), clock.now())
    assert thing.why
    over(period)
    assert (publish_due(clock.now()), seen(client), listed()) == (0, 404, [])


def test_held_publication_goes_out_once_at_the_end(home: HomePage, client: Client) -> None:
    period, made = quiet(), draft()
    hold_publication(made.save_revision(), by=cast.eve(), at=clock.now())
    held = HeldPublication.objects.get()
    assert (publish_due(clock.now()), seen(client), listed()) == (0, 404, ["Annonce"])
    over(period)
    assert (publish_due(clock.now()), seen(client), publish_due(clock.now())) == (1, 200, 0)
    assert (HeldPublication.objects.count(), published(made)) == (0, 1)
    assert [row.verb for row in journal.of(held)] == ["hold", "publish"]


def test_last_version_held_is_the_one_published(home: HomePage) -> None:
    period, made = quiet(), draft()
    for words in ("First", "Second"):
        made.title = words
        hold_publication(made.save_revision(), by=cast.eve(), at=clock.now())
    made.title = "A draft since"
    made.save_revision()
    over(period)
    assert publish_due(clock.now()) == 1
    assert PlainPage.objects.get(pk=made.pk).title == "Second"


def test_what_is_scheduled_for_later_still_is_once_the_held_words_are_out(home: HomePage) -> None:
    period, made = quiet(), draft()
    hold_publication(made.save_revision(), by=cast.eve(), at=clock.now())
    made.go_live_at = later = clock.now() + timedelta(days=3)
    made.save_revision().publish()
    over(period)
    assert publish_due(clock.now()) == 1
    assert PlainPage.objects.get(pk=made.pk).live
    assert made.get_latest_revision().approved_go_live_at == later


def test_page_deleted_takes_what_was_held_with_it_and_its_revision_stays_meanwhile(home: HomePage) -> None:
    quiet()
    held = HeldPublicationFactory.create()
    with pytest.raises(RestrictedError):
        held.revision.delete()
    Page.objects.get(pk=held.page_id).delete()
    assert HeldPublication.objects.count() == 0


def test_withdrawn_by_hand_it_does_not_come_back(home: HomePage, client: Client) -> None:
    period = quiet()
    made = PlainPageFactory.create(slug="annonce")
    hold_publication(made.save_revision(), by=cast.eve(), at=clock.now())
    made.unpublish()
    over(period)
    assert (publish_due(clock.now()), seen(client)) == (0, 404)


def test_nothing_is_held_when_no_period_runs(home: HomePage) -> None:
    with pytest.raises(MoveRefused):
        hold_publication(draft().save_revision(), by=cast.eve(), at=clock.now())


def test_approval_holds_while_it_runs_and_publishes_otherwise(home: HomePage, client: Client) -> None:
    period, made = quiet(), draft()
    assert publish_or_hold(made.save_revision(), by=cast.eve(), at=clock.now())
    assert (seen(client), listed()) == (404, ["Annonce"])
    over(period)
    assert not publish_or_hold(made.save_revision(), by=cast.eve(), at=clock.now())
    assert (seen(client), HeldPublication.objects.count()) == (200, 0)


@pytest.mark.concurrency
def test_two_workers_at_once_publish_once(race: Callable[..., list[Any]]) -> None:
    period, made = quiet(), draft()
    hold_publication(made.save_revision(), by=cast.eve(), at=clock.now())
    over(period)
    at = clock.now()
    assert sorted(race(lambda: publish_due(at), lambda: publish_due(at))) == [0, 1]
    assert published(made) == 1


# Wagtail's editor


def _publish(editor: Client, made: PlainPage) -> Any:
    return editor.post(
        f"/cms/pages/{made.pk}/edit/", fields(made, **{"action-publish": "1", "title": "Changed"}), follow=False
    )


def test_published_by_hand_the_editor_is_asked_and_may_hold(home: HomePage, editor: Client) -> None:
    period = quiet()
    made = PlainPageFactory.create(slug="annonce", title="Before")
    asked = _publish(editor, made)
    made.refresh_from_db()
    revision = made.get_latest_revision()
    assert asked["Location"] == reverse("quiet-publication", args=[made.pk, revision.pk])
    assert (PlainPage.objects.get().title, revision.content["title"]) == ("Before", "Changed")
    assert editor.get(asked["Location"]).status_code == 200
    assert HeldPublication.objects.count() == 0
    editor.post(asked["Location"], {"hold": "1"})
    assert HeldPublication.objects.get().revision_id == revision.pk
    assert editor.get(asked["Location"]).context["held"].by == cast.eve()
    over(period)
    publish_due(clock.now())
    assert PlainPage.objects.get().title == "Changed"


def test_published_all_the_same_it_says_why_in_the_journal(home: HomePage, editor: Client) -> None:
    period, made = quiet(), PlainPageFactory.create(slug="annonce", title="Before")
    address = _publish(editor, made)["Location"]
    empty = editor.post(address, {"anyway": "1", "why": "  "})
    assert list(empty.context["form"].errors) == ["why"]
    assert PlainPage.objects.get().title == "Before"
    for _sent in range(2):
        editor.post(address, {"anyway": "1", "why": "Une alerte sanitaire."})
    assert PlainPage.objects.get().title == "Changed"
    [entry] = Entry.objects.filter(verb="publish_anyway")
    assert (entry.object, entry.actor, entry.detail.text) == (period.ref, cast.eve().ref, "Une alerte sanitaire.")
    assert quiet_at(clock.now()) == period


def test_held_page_may_stay_a_draft(home: HomePage, editor: Client) -> None:
    made = PlainPageFactory.create(slug="annonce", title="Before")
    period, address = quiet(), ""
    address = _publish(editor, made)["Location"]
    editor.post(address, {"hold": "1"})
    editor.post(address, {"drop": "1"})
    over(period)
    assert (publish_due(clock.now()), PlainPage.objects.get().title) == (0, "Before")


def test_new_page_published_by_hand_is_not_public_before_the_answer(
    home: HomePage, editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """Wagtail makes it public before it asks."""
    quiet()
    new = PlainPage(title="Nouvelle", slug="nouvelle")
    kept = freshness.generation()
    with django_capture_on_commit_callbacks(execute=True):
        asked = editor.post(f"/cms/pages/add/content/plainpage/{home.pk}/", fields(new, **{"action-publish": "1"}))
    assert asked["Location"].startswith("/cms/quiet/")
    assert (PlainPage.objects.get(slug="nouvelle").live, seen(Client(), "nouvelle")) == (False, 404)
    assert freshness.generation() != kept
    editor.post(asked["Location"], {"anyway": "1", "why": "Une alerte."})
    assert seen(Client(), "nouvelle") == 200


def test_scheduling_for_later_asks_nothing(home: HomePage, editor: Client) -> None:
    quiet()
    made = draft()
    later = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    answer = editor.post(
        f"/cms/pages/{made.pk}/edit/", fields(made, **{"action-publish": "1", "go_live_at": later, "expire_at": ""})
    )
    assert answer["Location"] == reverse("wagtailadmin_explore", args=[home.pk])
    made.refresh_from_db()
    assert (made.live, made.get_latest_revision().approved_go_live_at is not None) == (False, True)


def test_several_published_at_once_are_held(home: HomePage, editor: Client) -> None:
    quiet()
    parent, other = draft("une"), draft("deux")
    below = PlainPageFactory.create(slug="dessous", parent=parent, live=False)
    parent.save_revision()
    ids = f"id={parent.pk}&id={other.pk}"
    answer = editor.post(f"/cms/bulk/wagtailcore/page/publish/?{ids}&next=/cms/", {"include_descendants": "on"})
    assert answer["Location"] == "/cms/"
    assert set(HeldPublication.objects.values_list("page", flat=True)) == {parent.pk, other.pk, below.pk}
    assert not PlainPage.objects.filter(live=True).exists()


@pytest.mark.parametrize("choice", ["publish_copies", "alias"])
def test_copy_that_would_be_public_is_refused(home: HomePage, editor: Client, choice: str) -> None:
    quiet()
    made = PlainPageFactory.create(slug="annonce")
    typed = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": str(home.pk)}
    editor.post(f"/cms/pages/{made.pk}/copy/", typed | {choice: "on"})
    assert not PlainPage.objects.filter(slug="copie").exists()
    editor.post(f"/cms/pages/{made.pk}/copy/", typed)
    assert [one.live for one in PlainPage.objects.filter(slug="copie")] == [False]


def test_somebody_who_does_not_publish_finds_the_page_closed(home: HomePage, client: Client) -> None:
    quiet()
    held = HeldPublicationFactory.create()
    client.force_login(cast.ada())
    address = reverse("quiet-publication", args=[held.page_id, held.revision_id])
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"anyway": "1", "why": "x"}).status_code in (302, 403)
    assert HeldPublication.objects.count() == 1


def test_links_of_held_pages_are_for_those_who_open_them(home: HomePage) -> None:
    quiet()
    HeldPublicationFactory.create()
    rows = {
        who: [bool(thing.url) for _kind, thing in held_back(who(), cast.programme(), clock.now())]
        for who in (cast.ada, cast.eve)
    }
    assert rows == {cast.ada: [False], cast.eve: [True]}


def test_editor_is_told_on_the_home_while_it_runs(home: HomePage, editor: Client) -> None:
    def told() -> list[str]:
        return [task.url for task in editor.get("/espace/").context["tasks"]]

    assert "/cms/" not in told()
    period = quiet()
    assert told().count("/cms/") == 1
    over(period)
    assert "/cms/" not in told()
