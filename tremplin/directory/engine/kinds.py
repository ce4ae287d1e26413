"""What kind of body a record of the official export is, and where: read from its type, its name and its codes."""

from collections.abc import Iterable, Sequence

from tremplin.core.text import fold

# words of `type_organisme`, folded; the first that is found decides
_BY_TYPE = (
    ("deconcentr", "deconcentrated"),
    ("administration centrale", "central"),
    ("etablissement public", "agency"),
    ("agence", "agency"),
    ("autorite", "agency"),
    ("operateur", "agency"),
    ("collectivite", "local"),
    ("association", "association"),
    ("fondation", "foundation"),
    ("entreprise", "company"),
    ("societe", "company"),
)
# the kinds as people write them, folded
_BY_WORD = {
    "ministere": "ministry",
    "ministry": "ministry",
    "direction": "central",
    "direction generale": "central",
    "direction_generale": "central",
    "sous direction": "central",
    "sous_direction": "central",
    "bureau": "central",
    "cabinet": "central",
    "administration centrale": "central",
    "central administration": "central",
    "service deconcentre": "deconcentrated",
    "deconcentrated service": "deconcentrated",
    "agence": "agency",
    "agency": "agency",
    "etablissement public": "agency",
    "public agency": "agency",
    "collectivite": "local",
    "collectivite territoriale": "local",
    "local authority": "local",
    "association": "association",
    "entreprise": "company",
    "company": "company",
    "fondation": "foundation",
    "foundation": "foundation",
}
# `type_service_local` of local services
_LOCAL = frozenset({"mairie", "mairie_com", "mairie_mobile", "paris_mairie", "epci", "cg", "cr", "cac", "collectivite"})
_STATE = frozenset(
    {"prefecture", "sous_pref", "prefecture_region", "ddt", "ddtm", "ddcs", "ddpp", "ddets", "dreal", "dreets", "drac",
     "rectorat", "inspection_academique", "ars", "dd_fip", "ddfip", "driea", "drieat", "gendarmerie",
     "commissariat_police", "tresorerie", "sie", "sip", "hypotheque", "centre_impots", "centre_impots_fonciers",
     "paierie_departementale", "paierie_regionale", "ddcspp", "direccte", "direccte_ut", "dreal_ut", "draf", "drddi",
     "bureau_de_douane", "dml", "cio", "onac", "bsn", "cirgn", "ars_antenne", "sdjes"}
)  # fmt: skip


def kind_of(type_said: str, name: str, pivots: Iterable[str]) -> str:
    """One of the kinds of a body: "other" when nothing says."""
    pivots = set(pivots)
    if pivots & _LOCAL:
        return "local"
    if pivots & _STATE:
        return "deconcentrated"
    folded = fold(type_said)
    found = next((kind for words, kind in _BY_TYPE if words in folded), "other")
    if found in ("central", "other") and fold(name).startswith(("ministere ", "premier ministre")):
        return "ministry"
    return found


def kind_said(words: str) -> str:
    """The kind that a cell says in a word or two, "" when it says none."""
    return _BY_WORD.get(fold(words), "")


def place_of(category: str, commune: str, communes: Sequence[str], postcodes: Sequence[str]) -> str:
    """The INSEE code of a local service's commune, else of its department, else "". A national service sits somewhere
    but serves the whole country: it has no place.
    """
    if category != "SL" and not communes:
        return ""
    codes = {code for code in (commune, *communes) if code}
    if len(codes) == 1:
        return codes.pop()
    # several communes: the department they share, if they do
    departments = {department_of(code) for code in codes or postcodes if code}
    return departments.pop() if len(departments) == 1 else ""


def department_of(code: str) -> str:
    """The department of an INSEE code of a commune: two characters, three overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
