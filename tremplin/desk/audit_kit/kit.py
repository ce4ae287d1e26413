"""The kit as Markdown, in the language in force; the titles of criteria are French, as the referential is."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tremplin.core import clock
from tremplin.desk.audit_kit import sample
from tremplin.desk.audit_kit.criteria import themes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role

AIDS = ("NVDA, Firefox", "VoiceOver, Safari", "TalkBack, Chrome")


def write(people: Sequence[Person]) -> str:
    with translation.override("fr"):  # titles and addresses are those of the French pages
        found = sample.gather(people)
        editor = next((person for person in people if Role.EDITOR in roles_of(person)), None)
        screens = sample.editing_screens(editor) if editor else []
    criteria = [criterion for theme in themes() for criterion in theme.criteria]
    context = {
        "on": clock.today(),
        "base_url": settings.BASE_URL,
        "public": [page for page in found.pages if not page.who],
        "signed_in": [page for page in found.pages if page.who],
        "screens": screens,
        "downloads": found.downloads,
        "unseen": found.unseen,
        "mails": sample.mails(),
        "themes": themes(),
        "counts": {how: sum(criterion.how == how for criterion in criteria) for how in ("full", "part", "hand")},
        "total": len(criteria),
        "aids": AIDS,
    }
    return render_to_string("desk/audit_kit.md", context)
