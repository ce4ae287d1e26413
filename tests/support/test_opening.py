"""Where supports open: a decision announced and accepted, an act that says why, a spreadsheet of past projects."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.calls.factories import InitiativeFactory
from tests.factories import SeasonFactory
from tests.selection.factories import AcceptanceFactory
from tests.selection.story import received
from tests.support.factories import AccompanimentFactory, PartFactory
from tests.support.story import supported
from tests.support.test_year_pages import cells_of, english, words_of
from tremplin.calls.models import Bearer, Initiative
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.selection.models import Decision
from tremplin.support.models import Accompaniment

pytestmark = pytest.mark.django_db


def _accepted() -> Decision:
    application = received(1).applications[0]
    return AcceptanceFactory.create(accepted=True, decision__application=application).decision


def _days() -> dict[str, str]:
    return {
        "starts_on": clock.today().isoformat(),
        "ends_on": (clock.today() + timedelta(days=200)).isoformat(),
    }


@pytest.mark.parametrize("name", ["open-list", "open-by-act", "import"])
@pytest.mark.parametrize(("who", "status"), [(cast.ada, 200), (cast.sam, 403), (cast.alice, 403), (cast.charlie, 403)])
def test_supports_are_opened_by_the_programme_team(client: Any, name: str, who: Any, status: int) -> None:
    supported()
    client.force_login(who())
    assert client.get(reverse(f"support:{name}")).status_code == status


def test_accepted_decision_opens_once_for_a_year(client: Any) -> None:
    decision = _accepted()
    client.force_login(cast.ada())
    address = reverse("support:open", args=[decision.ref])
    assert address in client.get(reverse("support:open-list")).content.decode()
    page = client.get(address).content.decode()
    assert f'value="{clock.today().isoformat()}"' in page
    typed = {"once": "a" * 32, **_days()}
    first = client.post(address, typed)
    made = Accompaniment.objects.get()
    assert (made.decision, made.public_name, made.state) == (decision, "Atlas", "running")
    assert first.headers["Location"] == reverse("support:parts", args=[made.ref])
    assert client.post(address, typed).headers["Location"] == first.headers["Location"]
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("support:open-list")).content.decode()


def test_decision_not_accepted_opens_nothing(client: Any) -> None:
    application = received(1).applications[0]
    decision = AcceptanceFactory.create(decision__application=application).decision
    client.force_login(cast.ada())
    assert client.post(reverse("support:open", args=[decision.ref]), _days()).status_code == 404
    assert not Accompaniment.objects.exists()


def test_act_enters_a_new_initiative_with_its_bearer(client: Any) -> None:
    season = received(1).call.season
    client.force_login(cast.ada())
    typed = {
        "name": "Commun des sols",
        "bearer_kind": "association",
        "bearer": "Les Sols",
        "season": season.ref,
        "motive": "",
        **_days(),
    }
    address = reverse("support:open-by-act")
    assert client.post(address, typed).status_code == 200
    assert not Accompaniment.objects.exists()
    client.post(address, typed | {"motive": "Choix direct."})
    made = Accompaniment.objects.get()
    assert (made.initiative.name, made.motive, made.season) == ("Commun des sols", "Choix direct.", season)
    assert [(one.kind, one.name) for one in Bearer.objects.filter(initiative=made.initiative)] == [
        ("association", "Les Sols")
    ]


def test_act_finds_an_initiative_by_its_words_and_never_a_draft(client: Any) -> None:
    made = supported()
    InitiativeFactory.create(name="Atlas secret")
    client.force_login(cast.ada())
    page = client.get(f"{reverse('support:open-by-act')}?mots=ATLAS").content.decode()
    assert (f"?initiative={made.initiative.ref}" in page, "Atlas secret" in page) == (True, False)


def test_renewal_names_the_support_it_renews_and_twice_in_a_season_is_refused(client: Any) -> None:
    from tests.factories import SeasonFactory

    made = supported()
    today = clock.today()
    following = SeasonFactory.create(
        programme=made.season.programme, starts_on=today, ends_on=today + timedelta(days=700)
    )
    client.force_login(cast.ada())
    address = f"{reverse('support:open-by-act')}?renouvelle={made.ref}"
    assert client.get(address).status_code == 200
    typed = {"motive": "Une seconde année.", "renews": made.ref, **_days()}
    refused = client.post(english(address), typed | {"season": made.season.ref})
    assert "This initiative is already supported in this season." in words_of(refused)
    assert "Une seconde année." in refused.content.decode()
    client.post(address, typed | {"season": following.ref})
    assert Accompaniment.objects.get(season=following).renews == made


def test_list_counts_with_a_denominator(client: Any) -> None:
    supported()
    client.force_login(cast.ada())
    address = english(reverse("support:open-list"))
    assert "1 support out of 1" in words_of(client.get(address))
    page = words_of(client.get(f"{address}?state=closed"))
    assert "0 supports out of 1" in page
    assert "No support matches these filters." in page
    assert "1 support out of 1" in words_of(client.get(f"{address}?state=nowhere&season=zzz"))


HEAD = "Nom;Structure porteuse;Premier jour;Dernier jour;Chargé d’accélération;Présentation\r\n"


def _upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("passes.csv", text.encode("utf-8-sig"), content_type="text/csv")


def test_spreadsheet_is_previewed_then_entered_at_once(client: Any) -> None:
    season = received(1).call.season
    client.force_login(cast.ada())
    later = clock.today() + timedelta(days=90)
    text = (
        f"{HEAD}Sols;Les Sols;14/04/2022;29/11/2022;sam@example.org;Un commun.\r\n"
        f"ATLAS des haies;;14/04/2022;{later.isoformat()};nina@example.org;\r\n"
    )
    address = reverse("support:import")
    fields = {"season": season.ref, "bearer_kind": "association", "motive": "Première saison."}
    preview = client.post(english(address), fields | {"file": _upload(text)})
    page = words_of(preview)
    assert "1 new initiative out of 2; the others are known already" in page
    assert "1 ended already out of 2: closed at once, its officer is not named" in page
    assert not Accompaniment.objects.exists()
    sent = _hidden(preview)
    for _time in range(2):
        response = client.post(address, sent | {"confirmed": "1"})
        assert response.headers["Location"] == f"{reverse('support:open-list')}?season={season.ref}"
    rows = Accompaniment.objects.order_by("initiative__folded")
    assert [(one.initiative.name, one.state, one.motive) for one in rows] == [
        ("Atlas des haies", "running", "Première saison."),
        ("Sols", "closed", "Première saison."),
    ]
    assert [str(part.person.email) for one in rows for part in one.parts.all()] == ["nina@example.org"]


def _hidden(response: Any) -> dict[str, str]:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(response.content.decode(), "html.parser")
    fields = page.select('main form input[type="hidden"]')
    return {str(field["name"]): str(field["value"]) for field in fields if field["name"] != "csrfmiddlewaretoken"}


def test_faults_are_sentences_by_line_and_nothing_is_entered(client: Any) -> None:
    season = received(1).call.season
    client.force_login(cast.ada())
    text = HEAD + "A;X;hier;29/11/2022;;\n;X;14/04/2022;29/11/2022;;\n"
    fields = {"season": season.ref, "bearer_kind": "association", "motive": "Première saison."}
    page = words_of(client.post(english(reverse("support:import")), fields | {"file": _upload(text)}))
    assert "Line 2: “hier” is not a day; write 14/04/2022 or 2022-04-14." in page
    assert "Line 3: the name of the initiative is missing." in page
    assert not Accompaniment.objects.exists()


def test_line_already_supported_refuses_them_all(client: Any) -> None:
    made = supported()
    client.force_login(cast.ada())
    text = HEAD + "Sols;X;14/04/2022;29/11/2022;;\nAtlas des haies;;14/04/2022;29/11/2022;;\n"
    fields = {"season": made.season.ref, "bearer_kind": "association", "motive": "Saison."}
    preview = client.post(english(reverse("support:import")), fields | {"file": _upload(text)})
    assert "already supported in this season" in " ".join(cells_of(preview))
    refused = client.post(english(reverse("support:import")), _hidden(preview) | {"confirmed": "1"})
    assert "Line 3, Atlas des haies: This initiative is already supported in this season." in words_of(refused)
    assert (Accompaniment.objects.count(), Initiative.objects.filter(name="Sols").exists()) == (1, False)


def test_the_first_of_a_team_entered_by_the_programme_is_invited_by_it(client: Any) -> None:
    made = AccompanimentFactory.create(
        running=True, season=SeasonFactory.create(programme=cast.programme()), initiative__name="Carnet"
    )
    address, home = (reverse(f"support:{name}", args=[made.ref]) for name in ("team-invite", "accompaniment"))
    client.force_login(cast.ada())
    assert address in client.get(home).content.decode()
    assert client.post(address, {"email": "nouvelle@example.org"})["Location"] == home
    [member] = made.initiative.members.all()
    assert (member.person.email, member.right, member.state) == ("nouvelle@example.org", "submit", "invited")
    assert Message.objects.get(kind="calls-invitation").recipient == "nouvelle@example.org"
    # once somebody is invited, the programme invites nobody else in their place
    assert address not in client.get(home).content.decode()
    assert client.get(address).status_code == 403
    client.force_login(member.person)
    client.post(reverse("calls:invitation", args=[member.ref]), {"answer": "join"})
    member.refresh_from_db()
    assert member.state == "joined"
    assert client.get(home).status_code == 200


def test_an_officer_does_not_invite_the_team(client: Any) -> None:
    made = AccompanimentFactory.create(running=True, season=SeasonFactory.create(programme=cast.programme()))
    PartFactory.create(accompaniment=made, person=cast.sam())
    client.force_login(cast.sam())
    assert client.get(reverse("support:team-invite", args=[made.ref])).status_code == 403
