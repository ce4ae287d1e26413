"""What may not be published, said beside its field; addresses that are taken, explained; drafts that always save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from tests import factories
from tests.content import editing
from tests.content.trees import png
from tremplin.content.engine import files
from tremplin.content.models import Picture
from tremplin.content.pages import FaqPage, PlainPage
from tremplin.content.pages.faults import faults_of

pytestmark = pytest.mark.django_db

FAULTY = "## Un\n\n#### Deux\n\n![](img/rien.png)\n\n[](/a/)\n\n[mots]()"


@pytest.fixture
def eve():
    return editing.signed_in(editing.editor())


@pytest.fixture
def essay() -> PlainPage:
    return factories.PlainPageFactory.create(title="Essai", slug="essai", lead="Mots.")


def _fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


@pytest.mark.parametrize("act", ["publish", "submit"])
def test_faulty_text_stays_a_draft_and_is_told_where(eve, essay, act):
    found = editing.write(eve, essay, act, body=FAULTY).context["form"].errors.as_data()
    assert [(name, [error.code for error in errors]) for name, errors in found.items()] == [
        ("body", ["heading-jump", "image-silent", "link-empty", "link-nowhere"])
    ]
    assert _fresh(essay).body == ""
    assert editing.write(eve, essay, body=FAULTY).status_code == 302
    assert _fresh(essay).get_latest_revision_as_object().body == FAULTY


def test_picture_without_alternative_is_told_on_its_field(eve, essay):
    silent = factories.PictureFactory.create(title="Verger", alternative_fr="")
    answer = editing.write(eve, essay, "publish", cover=str(silent.pk))
    assert [*editing.faults(answer)] == ["cover"]
    silent.is_decorative = True
    silent.save()
    editing.write(eve, essay, "publish", cover=str(silent.pk))
    assert _fresh(essay).cover == silent


def test_picture_named_in_a_text_lends_its_alternative(client, essay):
    source = factories.PictureSourceFactory.create(path=files.image_path("img/verger.png"))
    text = "![](img/verger.png)"
    PlainPage.objects.filter(pk=essay.pk).update(body=text)
    essay.refresh_from_db()
    assert faults_of(essay) == {}
    assert f'alt="{source.picture.alternative_fr}"' in client.get("/essai/").content.decode()
    source.picture.alternative_fr = ""
    source.picture.save()
    assert [*faults_of(essay)] == ["body"]


def test_fault_in_a_block_is_told_beside_it(eve):
    faq = factories.FaqPageFactory.create(title="FAQ", slug="faq")
    block = {
        "questions-count": "1",
        "questions-0-deleted": "",
        "questions-0-order": "0",
        "questions-0-type": "question",
        "questions-0-id": "",
        "questions-0-value-title": "Qui ?",
        "questions-0-value-desc": "# Trop haut",
    }
    answer = editing.write(eve, faq, "publish", **block)
    [error] = answer.context["form"].errors["questions"].as_data()
    assert [*error.block_errors[0].block_errors] == ["desc"]
    assert editing.write(eve, faq, **block).status_code == 302
    assert len(FaqPage.objects.get().get_latest_revision_as_object().questions) == 1


def test_button_needs_its_words_and_its_address(eve):
    home = factories.HomePageFactory.create(title="Accueil", slug="racine")
    home.invitation_button = "Venir"
    home.hero_url = "/programme/"
    assert {*faults_of(home)} == {"invitation_url", "hero_button"}


def test_several_pages_published_at_once_are_all_sound_or_none_is(eve, essay):
    drafts = [factories.PlainPageFactory.create(title=title, live=False) for title in ("Une", "Deux")]
    editing.write(eve, drafts[0])
    editing.write(eve, drafts[1], body=FAULTY)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address = f"{bulk}?id={drafts[0].pk}&id={drafts[1].pk}"
    eve.post(address)
    assert [_fresh(draft).live for draft in drafts] == [False, False]
    editing.write(eve, drafts[1], body="")
    eve.post(address)
    assert [_fresh(draft).live for draft in drafts] == [True, True]


def test_address_taken_names_the_other_page(eve, essay):
    factories.PlainPageFactory.create(title="Déjà là", slug="prise")
    [sentence] = editing.faults(editing.write(eve, essay, slug="prise"))["slug"]
    assert "Déjà là" in sentence
    assert "prise-2" in sentence


def test_address_of_a_room_is_kept_for_it(eve, essay):
    [sentence] = editing.faults(editing.write(eve, essay, slug="appels"))["slug"]
    assert "/appels/" in sentence
    below = factories.PlainPageFactory.create(parent=essay, slug="dessous")
    assert editing.write(eve, below, slug="appels").status_code == 302


def test_copy_and_move_explain_the_clash_too(eve, essay):
    other = factories.PlainPageFactory.create(title="Autre", slug="autre")
    below = factories.PlainPageFactory.create(parent=other, title="Dessous", slug="appels")
    home = essay.get_parent()
    data = {"new_title": "Copie", "new_slug": "autre", "new_parent_page": home.pk}
    answer = eve.post(reverse("wagtailadmin_pages:copy", args=[essay.pk]), data)
    assert "Autre" in answer.context["form"].errors["new_slug"][0]
    answer = eve.post(reverse("wagtailadmin_pages:move_confirm", args=[below.pk, home.pk]), follow=True)
    assert _fresh(below).get_parent().pk == other.pk
    assert any("/appels/" in str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_renamed_page_and_those_below_redirect(eve, client, language, essay, django_capture_on_commit_callbacks):
    below = factories.PlainPageFactory.create(parent=essay, slug="dessous", title="Dessous")
    start = ""
    if language == "en":
        english = Locale.objects.get(language_code="en")
        essay.get_parent().specific.copy_for_translation(english, alias=True)
        essay, below = (page.copy_for_translation(english) for page in (essay, below))
        for page in (essay, below):
            _fresh(page).save_revision().publish()
        start = "/en"
    with django_capture_on_commit_callbacks(execute=True):
        assert editing.write(eve, essay, "publish", slug="renommee").status_code == 302
    for end in ("", "dessous/"):
        old, new = f"{start}/essai/{end}", f"{start}/renommee/{end}"
        answer = client.get(old)
        assert (answer.status_code, answer.headers.get("Location")) == (301, new)
    assert client.get(f"{start}/renommee/dessous/").status_code == 200


def test_moved_page_redirects(eve, client, essay):
    other = factories.PlainPageFactory.create(title="Autre", slug="autre")
    eve.post(reverse("wagtailadmin_pages:move_confirm", args=[essay.pk, other.pk]))
    answer = client.get("/essai/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/autre/essai/")
    assert Redirect.objects.count() == 1


def test_alias_gets_words_of_its_own(eve, client, essay):
    english = Locale.objects.get(language_code="en")
    essay.get_parent().specific.copy_for_translation(english, alias=True)
    alias = essay.copy_for_translation(english, alias=True)
    eve.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    editing.write(eve, alias, "publish", title="Essay")
    assert client.get("/en/essai/").context["page"].title == "Essay"
    editing.write(eve, essay, "publish", title="Essai revu")
    assert (_fresh(alias).title, _fresh(essay).title) == ("Essay", "Essai revu")
    page = client.get("/essai/").content.decode()
    assert 'href="/en/essai/"' in page


def test_page_is_translated_as_a_draft_linked_to_it(eve, essay):
    english = Locale.objects.get(language_code="en")
    essay.get_parent().specific.copy_for_translation(english, alias=True)
    address = reverse("simple_translation:submit_page_translation", args=[essay.pk])
    answer = eve.post(address, {"locales": [english.pk], "include_subtree": ""})
    made = essay.get_translation(english)
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert (made.live, made.title) == (False, "Essai")


def test_lock_is_refused_to_another(eve, essay):
    eve.post(reverse("wagtailadmin_pages:lock", args=[essay.pk]))
    paul = editing.signed_in(editing.editor("Paul"))
    editing.write(paul, essay, title="Forcé")
    assert _fresh(essay).get_latest_revision_as_object().title == "Essai"
    editing.write(eve, essay, title="Permis")
    assert _fresh(essay).get_latest_revision_as_object().title == "Permis"


def test_revisions_are_compared_and_one_is_returned_to(eve, essay):
    editing.write(eve, essay, "publish", body="Un mot.")
    first = _fresh(essay).get_latest_revision()
    editing.write(eve, essay, "publish", body="Deux mots.")
    second = _fresh(essay).get_latest_revision()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[essay.pk, first.pk, second.pk])
    shown = eve.get(compare).content.decode()
    assert "Un mot" in shown or ("deletion" in shown and "addition" in shown)
    found = eve.get(reverse("wagtailadmin_pages:revisions_revert", args=[essay.pk, first.pk]))
    assert found.status_code == 200
    editing.write(eve, essay, "publish", body="Un mot.", revision=str(first.pk))
    assert _fresh(essay).body == "Un mot."


@pytest.mark.parametrize(("decorative", "words", "accepted"), [("", "", 0), ("", "Un verger", 1), ("on", "", 1)])
def test_picture_is_described_or_decorative(eve, decorative, words, accepted):

    data = {
        "title": "Verger",
        "file": SimpleUploadedFile("verger.png", png(), "image/png"),
        "alternative_fr": words,
        "focal_point_x": "20",
        "focal_point_y": "10",
        "focal_point_width": "6",
        "focal_point_height": "6",
        **({"is_decorative": "on"} if decorative else {}),
    }
    answer = eve.post(reverse("wagtailimages:add"), data)
    assert Picture.objects.count() == accepted
    if accepted:
        assert Picture.objects.get().has_focal_point()
    else:
        assert [*answer.context["form"].errors] == ["alternative_fr"]
