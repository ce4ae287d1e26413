"""The first segment of every address a room owns, declared once: `config/urls.py` routes by them, imported pages keep
off them.
"""

ACCOUNT = "compte"
CMS = "cms"
DESK = "espace"
DEVELOPMENT = "dev"
DOCUMENTS = "documents"
FILES = "fichiers"
MANAGEMENT = "gestion"
MEDIA = "media"
STATIC = "static"
API = "api"
ENGLISH = "en"
# rooms to come: their addresses are already theirs
CALLS = "appels"
DOORS = "portes"
EVENTS = "evenements"
FIGURES = "chiffres"
ANSWERS = "reponses"
NEWS = "nouvelles"
PROOFS = "attestations"
SEARCH = "recherche"
WRITE = "ecrire"
PAGES = "plan-des-pages"
ACCESSIBILITY = "declaration-accessibilite"

# what is somebody's, or behind a link that was sent to one person: robots have nothing to read there
NOT_FOR_ROBOTS = (ACCOUNT, ANSWERS, CMS, DESK, DEVELOPMENT, FILES, MANAGEMENT, NEWS, SEARCH)

RESERVED = frozenset(
    {
        ACCOUNT,
        CMS,
        DESK,
        DEVELOPMENT,
        DOCUMENTS,
        FILES,
        MANAGEMENT,
        MEDIA,
        STATIC,
        API,
        ENGLISH,
        CALLS,
        DOORS,
        EVENTS,
        FIGURES,
        ANSWERS,
        NEWS,
        PROOFS,
        SEARCH,
        WRITE,
        PAGES,
        ACCESSIBILITY,
    }
)
