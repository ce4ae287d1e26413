"""Moderation by a second person: asked for or owed, at every door of the editor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import cast, factories
from tests.content import editing
from tremplin.content import second_reading
from tremplin.content.models import SiteRule
from tremplin.core import clock, offers
from tremplin.core.models import Entry, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve():
    return editing.signed_in(editing.editor())


@pytest.fixture
def paul():
    return editing.signed_in(editing.editor("Paul"))


@pytest.fixture
def essay() -> Page:
    made = factories.PlainPageFactory.create(title="Avant", slug="essai")
    made.save_revision().publish()
    return Page.objects.get(pk=made.pk).specific


def _fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


def _mails() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("kind", "recipient"))


def test_asked_for_and_approved_by_another_it_is_published(eve, paul, essay, client):
    assert editing.write(eve, essay, "submit", title="Après").status_code == 302
    assert _mails() == [("page-to-read", _person(paul).email)]
    assert _fresh(essay).title == "Avant"
    assert {"approve", "reject"} & editing.actions_of(eve, essay) == set()
    assert {"approve", "reject"} <= editing.actions_of(paul, essay)
    assert editing.write(paul, essay, "approve").status_code == 302
    assert _fresh(essay).title == "Après"
    assert client.get("/essai/").context["page"].title == "Après"
    assert ("page-read", "eve@example.org") in _mails()


def _person(client):
    from tremplin.people.models import Person

    return Person.objects.get(pk=client.session["_auth_user_id"])


def test_returned_with_a_sentence_then_asked_for_again(eve, paul, essay):
    editing.write(eve, essay, "submit", title="Après")
    said = '{"comment": "La date manque."}'
    editing.write(paul, essay, "reject", **{"workflow-action-extra-data": said})
    mail = Message.objects.get(kind="page-returned")
    assert mail.recipient == "eve@example.org"
    assert "La date manque." in mail.text
    assert second_reading.readings() == []
    editing.write(eve, essay, "submit", title="Après tout")
    assert [state.workflow_state.content_object.pk for state in second_reading.readings()] == [essay.pk]
    assert Message.objects.filter(kind="page-to-read").count() == 2


def test_writer_approves_nothing_even_by_its_address(eve, paul, essay):
    editing.write(eve, essay, "submit", title="Après")
    state = second_reading.readings()[0]
    for name in ("approve", "reject"):
        eve.post(reverse("wagtailadmin_pages:workflow_action", args=[essay.pk, name, state.pk]), {"comment": ""})
    assert _fresh(essay).title == "Avant"
    # who changes the words becomes their writer
    editing.write(paul, essay, title="Autrement")
    assert editing.write(paul, essay, "approve").status_code == 302
    assert _fresh(essay).title == "Avant"
    editing.write(eve, essay, "approve")
    assert _fresh(essay).title == "Autrement"


def test_words_changed_while_approving_are_refused_with_a_sentence(eve, paul, essay):
    editing.write(eve, essay, "submit", title="Après")
    answer = editing.write(paul, essay, "approve", title="Ni vu ni connu")
    assert [*editing.faults(answer)] == ["__all__"]
    assert _fresh(essay).title == "Avant"


def test_a_saving_without_a_change_makes_nobody_the_writer(eve, paul, essay):
    editing.write(eve, essay, "submit", title="Après")
    editing.write(paul, essay)
    assert second_reading.writer_of(essay) == _person(eve).pk
    editing.write(paul, essay, "approve")
    assert _fresh(essay).title == "Après"


def test_without_the_rule_an_editor_publishes_alone(eve, essay):
    assert {"action-publish", "action-submit"} <= editing.actions_of(eve, essay)
    editing.write(eve, essay, "publish", title="Après")
    assert _fresh(essay).title == "Après"


def test_with_the_rule_no_door_publishes_alone(eve, essay):
    factories.SiteRuleFactory.create()
    assert "action-publish" not in editing.actions_of(eve, essay)
    editing.write(eve, essay, "publish", title="Après")
    tomorrow = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    editing.write(eve, essay, "publish", title="Après", go_live_at=tomorrow)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    eve.post(f"{bulk}?id={essay.pk}", {"include_descendants": "on"})
    copy = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": essay.get_parent().pk, "publish_copies": "on"}
    eve.post(reverse("wagtailadmin_pages:copy", args=[essay.pk]), copy)
    new = reverse("wagtailadmin_pages:add", args=["content", "plainpage", essay.get_parent().pk])
    eve.post(new, {**_new(), "title": "Neuve", "slug": "neuve", "action-publish": "x"})
    home = reverse("wagtailadmin_pages:add", args=["content", "homepage", 1])
    eve.post(home, {**_new("press", "parts", "laureates"), "title": "Accueil", "slug": "x", "action-publish": "x"})
    published = Page.objects.live().exclude(pk__in=[essay.pk, essay.get_parent().pk]).filter(depth__gt=1)
    assert list(published) == []
    assert set(Page.objects.not_live().values_list("draft_title", flat=True)) >= {"Neuve", "Accueil"}
    assert _fresh(essay).title == "Avant"
    assert _fresh(essay).scheduled_revision is None
    assert _fresh(essay).draft_title == "Après"


def _new(*streams: str) -> dict[str, str]:
    names = {*streams, "parts", "laureates"}
    formset = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    return {**formset, **{f"{name}-count": "0" for name in names}}


def test_with_the_rule_one_still_withdraws_alone(eve, essay):
    factories.SiteRuleFactory.create()
    eve.post(reverse("wagtailadmin_pages:unpublish", args=[essay.pk]))
    assert _fresh(essay).live is False


def test_approved_with_a_date_it_is_scheduled(eve, paul, essay):
    factories.SiteRuleFactory.create()
    at = clock.now() + timedelta(days=1)
    editing.write(eve, essay, "submit", title="Après", go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    editing.write(paul, essay, "approve")
    assert _fresh(essay).title == "Avant"
    scheduled = _fresh(essay).scheduled_revision
    assert scheduled.as_object().title == "Après"
    assert Message.objects.filter(kind="page-read").count() == 1


def test_rule_is_set_by_an_administrator_alone(client):
    client.force_login(editing.editor())
    assert client.post("/gestion/site/regle/", {"second_person": "on"}).status_code == 403
    client.force_login(cast.max_())
    assert client.get("/gestion/site/regle/").status_code == 200
    client.post("/gestion/site/regle/", {"second_person": "on"})
    client.post("/gestion/site/regle/", {"second_person": "on"})
    assert SiteRule.objects.get().second_person is True
    client.post("/gestion/site/regle/", {})
    assert SiteRule.objects.get().second_person is False
    entries = Entry.objects.filter(kind="content.SiteRule").order_by("pk")
    assert list(entries.values_list("before", "after")) == [("alone", "second"), ("second", "alone")]


def test_reading_is_a_task_of_who_may_take_it(eve, paul, essay):
    editing.write(eve, essay, "submit", title="Après")
    source = next(found for found in offers.home_tasks if found.name == "site-readings")
    counts = [len(source.find(person)) for person in (_person(eve), _person(paul), cast.ada())]
    assert counts == [0, 1, 0]


def test_comment_is_told_by_our_outbox(eve, paul, essay):
    for client in (eve, paul):
        editing.screen(client, essay)  # who opens a page follows it, if they wish
    essay.subscribers.filter(user=_person(paul)).update(comment_notifications=True)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "À dater",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }
    assert editing.write(eve, essay, **comment).status_code == 302
    assert essay.wagtail_admin_comments.count() == 1
    mail = Message.objects.get()
    assert (mail.kind, mail.recipient) == ("page-commented", _person(paul).email)
    assert "À dater" in mail.text
