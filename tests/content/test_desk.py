"""The desk of the site, and its report of links."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from tests import cast, factories
from tests.content import editing
from tremplin.content.pages import FaqPage, HomePage
from tremplin.content.queries import broken_links
from tremplin.content.queries import desk as site_desk
from tremplin.core import clock

pytestmark = pytest.mark.django_db


def _links(text: str, **fields) -> broken_links.Report:
    factories.PlainPageFactory.create(title="Essai", slug="essai", body=text, **fields)
    return broken_links.report(clock.now())


def test_links_that_lead_somewhere_are_not_told():
    factories.PlainPageFactory.create(slug="autre")
    Redirect.objects.create(old_path="/ancienne", redirect_link="/autre/")
    found = _links(
        "[a](/autre/) [b](../autre) [c](/autre#x) [d](/appels/) [e](/ancienne/) [f](#ici) [g](mailto:a@b.fr)"
    )
    assert (found.links, found.dead, found.drafts, found.leaving, found.elsewhere) == (7, [], [], [], [])


def test_each_kind_of_link_is_in_its_list():
    factories.PlainPageFactory.create(slug="brouillon", live=False)
    factories.PlainPageFactory.create(slug="bientot", expire_at=clock.now() + timedelta(days=3))
    document = factories.PublishedDocumentFactory.create()
    text = "[a](/nulle/) [b](/brouillon/) [c](/bientot/) [d](https://example.org) [e](/documents/999/x) "
    text += f"[f](/documents/{document.pk}/x)"
    found = _links(text)
    told = {name: [link.url for link in getattr(found, name)] for name in ("dead", "drafts", "leaving", "elsewhere")}
    assert told == {
        "dead": ["/nulle/", "/documents/999/x"],
        "drafts": ["/brouillon/"],
        "leaving": ["/bientot/"],
        "elsewhere": ["https://example.org"],
    }
    assert (found.dead[0].on, found.dead[0].words) == ("Essai", "a")


def test_links_of_buttons_blocks_chosen_pages_and_menus():
    home = HomePage.objects.get()
    home.hero_button, home.hero_url = "Aller", "nulle"
    home.save()
    faq = FaqPage(title="FAQ", slug="faq", questions=[("question", {"title": "Qui ?", "desc": "[a](/vide/)"})])
    home.add_child(instance=faq)
    factories.MenuEntryFactory.create(label_fr="Perdue", url="/perdue/")
    found = broken_links.report(clock.now())
    assert sorted((link.words, link.url) for link in found.dead) == [
        ("Aller", "nulle"),
        ("Perdue", "/perdue/"),
        ("a", "/vide/"),
    ]


def _queries() -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        broken_links.report(clock.now())
    return len(seen)


def test_report_costs_the_same_for_many_pages():
    def add(number):
        for one in range(number):
            factories.PlainPageFactory.create(body=f"[a](/vide-{one}/) [b](/) ![](img/x.png)")

    add(2)
    _queries()
    before = _queries()
    add(6)
    assert _queries() == before


@pytest.mark.parametrize("who", [cast.eve, cast.max_])
@pytest.mark.parametrize("end", ["", "liens/", "images/", "traductions/"])
def test_desk_opens_to_editors_and_administrators(client, who, end):
    factories.PlainPageFactory.create(title="Essai", body="[a](/vide/)", live=True)
    factories.PictureFactory.create(alternative_fr="")
    client.force_login(who())
    assert client.get(f"/gestion/site/{end}").status_code == 200


def test_desk_is_not_for_others(client):
    client.force_login(cast.alice())
    assert [client.get(f"/gestion/site/{end}").status_code for end in ("", "liens/", "images/", "traductions/")] == [
        403
    ] * 4


def test_desk_says_what_waits_and_what_is_missing():
    eve = editing.editor()
    client = editing.signed_in(eve)
    draft = factories.PlainPageFactory.create(title="Brouillon", live=False)
    editing.write(client, draft, title="Brouillon repris")
    leaving = factories.PlainPageFactory.create(title="Part", expire_at=clock.now() + timedelta(days=3))
    read = factories.PlainPageFactory.create(title="Relue", body="[a](/vide/)")
    editing.write(client, read, "submit", title="Relue encore")
    factories.PictureFactory.create(alternative_fr="")
    factories.MenuEntryFactory.create(label_fr="Perdue", url="/perdue/")
    said = site_desk.summary(eve)
    assert [(row.page.pk, row.mine) for row in said["waiting"]] == [(read.pk, False)]
    assert {page.pk for page, _edit in said["drafts"]} == {draft.pk, read.pk}
    assert [(row.page.pk, row.withdrawal) for row in said["dated"]] == [(leaving.pk, True)]
    assert (said["silent"], said["broken"], said["to_translate"]) == (1, 2, 3)
    assert [entry.label_fr for entry, _edit in said["menu_dead"]] == ["Perdue"]
