"""The people of the demonstration: one for each role, two for the programme team. First names only: they are nobody."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.programme.states import Role


@dataclass(frozen=True)
class Member:
    name: str
    role: str | None
    does: str | Promise

    @property
    def email(self) -> str:
        folded = self.name.lower().replace("é", "e")
        return f"{folded}@demonstration.invalid"


CAST = [
    Member("Max", Role.ADMINISTRATOR, _("administers accounts, mandates and settings")),
    Member("Ada", Role.AGENT, _("runs the programme")),
    Member("Aldo", Role.AGENT, _("runs the programme: what needs two people needs both")),
    Member("Eve", Role.EDITOR, _("edits the public site")),
    Member("Alice", None, _("leads the team of an initiative")),
    Member("Bob", None, _("is Alice’s teammate")),
    Member("Charlie", None, _("is a stranger to all of it")),
    Member("Rose", Role.REVIEWER, _("reviews applications as an expert")),
    Member("Rachid", Role.REVIEWER, _("reviews applications as an expert")),
    Member("Rita", Role.REVIEWER, _("reviews applications as an expert")),
    Member("Jules", Role.JUROR, _("sits on the citizens’ jury")),
    Member("Jade", Role.JUROR, _("sits on the citizens’ jury")),
    Member("Jonas", Role.JUROR, _("sits on the citizens’ jury")),
    Member("Josette", Role.JUROR, _("sits on the citizens’ jury")),
    Member("Sylvie", Role.AUTHORITY, _("signs the decisions")),
    Member("Sam", Role.OFFICER, _("leads the support of a few laureates")),
    Member("Rémi", Role.REFERENT, _("answers introductions in an administration")),
    Member("Noé", Role.EXPERT, _("holds expert sessions")),
    Member("Sonia", Role.SUPPORTER, _("opens doors and pledges help")),
    Member("Lina", None, _("is the alumna of an earlier season")),
]
