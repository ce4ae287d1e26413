"""The programme team's calls: prepared, changed, published, their texts dated, their form told in words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive
from tests.factories import SeasonFactory
from tremplin.calls.models import Call, LegalText
from tremplin.core import clock

pytestmark = pytest.mark.django_db
LIST = reverse("calls:managed-list")
NEW = reverse("calls:managed-prepare")


def _local(days: float) -> str:
    return f"{(clock.now() + timedelta(days=days)).astimezone():%Y-%m-%dT%H:%M}"


def _data(call: Call, **changes: Any) -> dict[str, Any]:
    season = SeasonFactory.create(programme=cast.programme())
    return {
        "season": season.ref,
        "form_version": call.form.ref,
        "slug": "autre",
        "title_fr": "Autre appel",
        "summary_fr": "Ce que nous cherchons.",
        "opens_0": _local(2),
        "closes_0": _local(30),
        "once": "c" * 32,
        **changes,
    }


def _address(call: Call, door: str = "managed") -> str:
    return reverse(f"calls:{door}", args=[call.ref])


def test_a_call_is_prepared_once_with_the_tracks_of_its_form(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    data = _data(call)
    first, second = client.post(NEW, data)["Location"], client.post(NEW, data)["Location"]
    made = Call.objects.get(slug="autre")
    assert first == second == _address(made)
    assert [(track.key, track.name_fr) for track in made.tracks.all()] == [("a", "Numérique"), ("b", "Terrain")]
    assert (made.intakes.count(), made.published_at) == (1, None)
    assert client.get(first).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "essai"}, "slug"),
        ({"slug": "à côté"}, "slug"),
        ({"title_fr": ""}, "title_fr"),
        ({"closes_0": ""}, "closes_0"),
        ({"opens_0": ""}, "opens_0"),
        ({"closes_0": "2020-01-01T00:00"}, "closes_0"),
        ({"form_version": "0000000000"}, "form_version"),
        ({"season": "0000000000"}, "season"),
        ({"opens_1": "2030-01-01T00:00"}, "closes_1"),
    ],
)
def test_a_call_that_does_not_hold_is_told(client: Client, call: Call, changes: dict, field: str) -> None:
    client.force_login(cast.ada())
    answer = client.post(NEW, _data(call, **changes))
    assert list(answer.context["form"].errors) == [field]
    assert Call.objects.count() == 1


def test_the_season_of_another_programme_is_refused(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    answer = client.post(NEW, _data(call, season=SeasonFactory.create().ref))
    assert list(answer.context["form"].errors) == ["season"]


def _change(client: Client, call: Call, **changes: Any) -> Any:
    client.force_login(cast.ada())
    form = client.get(_address(call, "managed-change")).context["form"]
    data = {field.name: field.value() for field in form if field.value() is not None}
    for name, value in data.items():
        if hasattr(value, "astimezone"):
            data[name] = f"{value.astimezone():%Y-%m-%dT%H:%M:%S}"
    data["form_version"] = call.form.ref
    return client.post(_address(call, "managed-change"), data | changes)


def test_words_and_names_of_tracks_change(client: Client, call: Call) -> None:
    assert _change(client, call, title_fr="Un autre titre", track_0_fr="Première filière").status_code == 302
    call.refresh_from_db()
    assert call.title_fr == "Un autre titre"
    assert [track.name_fr for track in call.tracks.all()] == ["Première filière", "Filière B"]
    assert call.intakes.count() == 2


def test_a_closing_is_put_off_and_another_added(client: Client, call: Call) -> None:
    _change(client, call, closes_0=_local(12), opens_2=_local(-1), closes_2=_local(90))
    days = [
        round((intake.closes_at - clock.now()).total_seconds() / 86400) for intake in call.intakes.order_by("closes_at")
    ]
    assert days == [12, 40, 90]


def test_a_published_address_and_a_used_form_stay(client: Client, call: Call, receive: Receive) -> None:
    receive(call, "Une")
    assert _change(client, call, slug="ailleurs").status_code == 302
    call.refresh_from_db()
    assert call.slug == "essai"


def test_a_closing_that_has_passed_stays_as_it_was(client: Client, call: Call) -> None:
    first = call.intakes.order_by("closes_at")[0]
    opens_at, closes_at = first.opens_at, clock.now() - timedelta(days=1, seconds=7)
    call.intakes.filter(pk=first.pk).update(closes_at=closes_at)
    assert _change(client, call, title_fr="Encore", opens_0=_local(1), closes_0=_local(9)).status_code == 302
    first.refresh_from_db()
    assert (first.opens_at, first.closes_at) == (opens_at, closes_at)
    assert Call.objects.get(pk=call.pk).title_fr == "Encore"


def test_two_closings_that_change_places_are_told_not_broken(client: Client, call: Call) -> None:
    first, second = (intake.closes_at.replace(microsecond=0) for intake in call.intakes.order_by("closes_at"))
    for intake in call.intakes.all():
        call.intakes.filter(pk=intake.pk).update(closes_at=intake.closes_at.replace(microsecond=0))
    text = "%Y-%m-%dT%H:%M:%S"
    answer = _change(
        client, call, closes_0=second.astimezone().strftime(text), closes_1=first.astimezone().strftime(text)
    )
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) == 1


def test_a_closing_with_applications_is_not_removed(client: Client, call: Call, receive: Receive) -> None:
    receive(call, "Une")
    answer = _change(client, call, opens_0="", closes_0="", opens_3=_local(1), closes_3=_local(99))
    assert answer.status_code == 200
    assert call.intakes.count() == 2


def test_publishing_says_what_will_happen_then_does_it_once(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    client.post(NEW, _data(call))
    made = Call.objects.get(slug="autre")
    page = client.get(_address(made, "managed-publish")).content.decode()
    assert [
        word in page for word in ("/appels/autre/", "Ce que nous cherchons.", "Aucune charte n’est en vigueur")
    ] == [True] * 3
    assert Call.objects.get(pk=made.pk).published_at is None
    assert client.get(reverse("calls:call", args=["autre"])).status_code == 404
    client.post(_address(made, "managed-publish"))
    first = Call.objects.get(pk=made.pk).published_at
    assert first is not None
    client.post(_address(made, "managed-publish"))
    assert Call.objects.get(pk=made.pk).published_at == first
    assert client.get(reverse("calls:call", args=["autre"])).status_code == 200


def test_a_text_is_dated_and_the_one_before_stays(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    address = _address(call, "managed-charter")
    assert client.get(address).context["form"].initial["words_fr"] == "La charte."
    later = {"words_fr": "La charte nouvelle.", "valid_from": _local(3), "once": "1" * 32}
    for _turn in range(2):
        assert client.post(address, later)["Location"] == _address(call)
    client.post(_address(call, "managed-receipt"), {"words_fr": "Mentions.", "once": "2" * 32})
    page = client.get(_address(call))
    states = [
        (text["kind"].value, len(text["versions"]), text["current"] and text["current"].words_fr)
        for text in page.context["texts"]
    ]
    assert states == [("charter", 2, "La charte."), ("receipt", 1, "Mentions.")]


@pytest.mark.parametrize("changes", [{"valid_from": "2020-01-01T00:00"}, {"words_fr": ""}])
def test_a_text_that_does_not_hold_is_told(client: Client, call: Call, changes: dict) -> None:
    client.force_login(cast.ada())
    data = {"words_fr": "Nouvelle.", **changes}
    assert list(client.post(_address(call, "managed-charter"), data).context["form"].errors) == list(changes)
    assert LegalText.objects.count() == 1


def test_the_form_is_told_in_words(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    answer = client.get(reverse("calls:managed-form", args=[call.ref]))
    page = answer.content.decode()
    assert answer.context["count"] == 11
    for words in (
        "400 caractères au plus",
        "Affichée seulement si la réponse à «\xa0Genre\xa0» est «\xa0Numérique\xa0»",
        "mène à la filière «\xa0Filière A\xa0»",
        "De 1 à 2 fois",
        "De 0 à 2 fichiers",
        "statuts",
        "Pistes\xa0: court",
        "Pourquoi cette question\xa0: vous répondre",
        call.form.fingerprint,
        "environ 7 minutes à remplir",
    ):
        assert words.lower() in page.lower(), words


@pytest.mark.parametrize("below", ["nothing/", "textes/", "textes/poeme/"])
def test_an_unknown_page_does_not_exist(client: Client, call: Call, below: str) -> None:
    client.force_login(cast.ada())
    assert client.get(_address(call) + below).status_code == 404


def test_no_call_yet(client: Client) -> None:
    client.force_login(cast.ada())
    assert "Préparer un appel" in client.get(LIST).content.decode()
    assert client.get(NEW).context["ready"] is False
