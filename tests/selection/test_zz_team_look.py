import pathlib
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import cast
from tests.selection import story as told
from tremplin.selection.states import College
OUT = pathlib.Path("/tmp/team-shots"); OUT.mkdir(exist_ok=True)

def test_look(site, page, phone, axe):
    story = told.screened(told.received(6), refused=1)
    found = told.prepared_round(story, passing=3)
    seats = told.seated(found)
    reviews = told.assigned(found, seats)
    for r in reviews[:7]:
        told.read(r)
    other = told.received(2)
    jury_story = told.screened(told.received(3))
    told.settled(told.prepared_round(jury_story), passed=2)
    jury = told.prepared_round(jury_story, college=College.CITIZENS)
    jr = told.assigned(jury, told.seated(jury))
    for r in jr[:3]: told.read(r)
    prep = told.received(1)
    told.screened(prep)
    p = told.prepared_round(prep, opened=False)
    one = reviews[0].file
    def at(n, *a): return reverse("selection:"+n, args=a)
    addresses = {
      "list": at("call-list"), "call": at("call", story.call.ref), "usual": at("round-usual", other.call.ref),
      "prepare": at("round-prepare", other.call.ref), "screenlist": at("screening-list", other.call.ref),
      "screening": at("screening", other.applications[0].ref), "round": at("round", p.ref), "roundopen": at("round", jury.ref),
      "confirm": at("round", p.ref)+"?do=open", "criteria": at("round-criteria", p.ref), "criteriaopen": at("round-criteria", found.ref),
      "seats": at("seat-list", jury.ref), "end": at("seat-list", found.ref)+"?end="+seats[0].ref, "assignment": at("assignment", found.ref), "results": at("round-results", found.ref),
      "juryresults": at("round-results", jury.ref), "file": at("round-file", found.ref, one.ref), "juryfile": at("round-file", jury.ref, jr[0].file.ref),
      "correction": at("screening-correction", other.applications[0].ref), "change": at("round-change", p.ref),
    }
    c = Client(); c.force_login(cast.ada())
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": c.cookies[settings.SESSION_COOKIE_NAME].value, "url": site}
    faults = []
    for who, suffix in ((page, "desk"), (phone, "phone")):
        who.context.add_cookies([cookie])
        for name, address in addresses.items():
            who.goto(site + address)
            w = who.evaluate("document.documentElement.scrollWidth"); v = who.evaluate("window.innerWidth")
            if w > v: faults.append((name, suffix, w, v))
            try: axe(who)
            except AssertionError as e: faults.append((name, suffix, str(e)[:900]))
            who.screenshot(path=OUT / f"{name}-{suffix}.png", full_page=True)
    for f in faults: print(f)
