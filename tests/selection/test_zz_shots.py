from django.conf import settings
from django.test import Client
from tests import cast
from tests.selection import story
from tests.calls.factories import ConflictFactory
from tremplin.core import clock
from tremplin.selection.actions import sittings as actions, decisions
from tremplin.selection.states import College, Outcome, Opinion
import pytest


def test_shots(page, phone, axe):
    told = story.received(4)
    story.screened(told)
    first = story.prepared_round(told, passing=3)
    for n, review in enumerate(story.assigned(first, story.seated(first))):
        story.read(
            review,
            value=(1 if n % 2 else 4),
            words="L’équipe est solide, le budget l’est moins. Voir la réponse à la question sur les partenaires.",
        )
    story.settled(first, passed=3)
    found = story.prepared_round(told, college=College.CITIZENS, per_file=3, passing=2)
    for n, review in enumerate(story.assigned(found, story.seated(found))):
        story.read(review, opinion=[4, 1, 2][n % 3], words="Cela sert à toutes les familles du quartier.")
    files = list(found.files.order_by("pk"))
    made = actions.plan_sitting(
        found, starts_at=clock.now(), place="Salle B, 20 avenue de Ségur", files=files, by=cast.ada(), at=clock.now()
    )
    actions.mark_present(made, list(found.seats.all())[:2], by=cast.ada(), at=clock.now())
    actions.open_sitting(made, by=cast.ada(), at=clock.now())
    items = list(made.items.all())
    for seat in list(found.seats.all())[:2]:
        ConflictFactory.create(person=seat.person, application=items[2].file.application)
    actions.propose(
        items[0], outcome=Outcome.SELECTED, words="Utile, et déjà reprise ailleurs.", by=cast.ada(), at=clock.now()
    )
    plan = f"/gestion/tours/{found.ref}/seances/nouvelle/"
    s = f"/gestion/seances/{made.ref}/"
    doors = {
        "plan": plan,
        "sitting": s,
        "order": s + "ordre/",
        "presence": s + "presents/",
        "item1": f"{s}dossiers/{items[1].ref}/",
        "item0": f"{s}dossiers/{items[0].ref}/",
        "item2": f"{s}dossiers/{items[2].ref}/",
        "close": s + "?cloture=1",
        "minutes": s + "proces-verbal/",
    }
    faults = []

    def shoot(person, doors):
        client = Client()
        client.force_login(person)
        for name, one in (("desk", page), ("phone", phone)):
            one.context.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                        "url": BASE,
                    }
                ]
            )
            for door, address in doors.items():
                one.goto(BASE + address)
                wide = one.evaluate("[document.documentElement.scrollWidth, innerWidth]")
                if wide[0] > wide[1]:
                    faults.append((name, door, wide))
                one.screenshot(path=f"/tmp/var-sittings/{name}-{door}.png", full_page=True)
                try:
                    axe(one)
                except AssertionError as error:
                    faults.append((name, door, str(error)))

    shoot(cast.ada(), doors)
    actions.propose(
        items[1], outcome=Outcome.RESERVE, rank=1, words="Si une place se libère.", by=cast.ada(), at=clock.now()
    )
    actions.close_sitting(made, remarks="", by=cast.ada(), at=clock.now())
    call = told.call
    shoot(cast.ada(), {"signatory-none": f"/gestion/selection/{call.ref}/signataire/"})
    decisions.name_signatory(
        call, cast.sylvie(), quality_fr="Directrice interministérielle", by=cast.ada(), at=clock.now()
    )
    story.prepared(told.applications[0], Outcome.SELECTED, departure="Portée par tout un quartier.")
    story.prepared(told.applications[3], Outcome.SELECTED, departure="Le territoire manque à la sélection.")
    shoot(
        cast.ada(),
        {
            "decisions": f"/gestion/selection/{call.ref}/decisions/",
            "signatory": f"/gestion/selection/{call.ref}/signataire/",
            "decision": f"/gestion/decisions/{told.applications[1].ref}/?reprendre=1",
            "decision-dep": f"/gestion/decisions/{told.applications[3].ref}/",
        },
    )
    from tremplin.selection.models import Decision

    d = Decision.objects.get(application=told.applications[3])
    shoot(
        cast.sylvie(),
        {
            "sign": "/espace/signatures/",
            "sign-all": "/espace/signatures/?tout=1",
            "sign-one": f"/espace/signatures/{d.ref}/",
        },
    )
    assert faults == [], "\n".join(map(str, faults))


@pytest.fixture(autouse=True)
def _base(live):
    global BASE
    BASE = live.address
