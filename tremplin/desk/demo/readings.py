"""What the readers of the demonstration write. All of it is invented, as the initiatives are."""

import random

from tremplin.calls.models import Application
from tremplin.selection.states import Outcome

NOT_ADMISSIBLE = (
    "L’initiative est portée par une entreprise seule : l’appel s’adresse aux associations et aux collectifs."
)
KEPT = "Le dossier est prêt ; il passera si une place se libère."
STOPPED = "L’équipe est encore trop seule, et l’usage reste à montrer."
REMARKS = (
    "Le besoin est nommé, et il est partagé.",
    "Les usages sont décrits, pas encore mesurés.",
    "L’équipe se relaie : personne n’est indispensable.",
    "La gouvernance est écrite ; il reste à la faire vivre.",
    "Le modèle tient un an, pas davantage pour l’instant.",
    "Ce qui est produit est publié, et d’autres s’en servent.",
)
FOR_TEAM = (
    "À entendre si la place le permet.",
    "Je connais deux projets proches : les présenter l’un à l’autre ?",
    "Le budget demande une explication de vive voix.",
    "",
)
ENCOURAGED = (
    "Votre dossier se lit d’un trait. Dites plus tôt qui décide, et comment.",
    "Vos usagers parlent bien de vous : montrez combien ils sont.",
)
ADVISED = (
    "Choisissez un seul usage et montrez-le jusqu’au bout.",
    "Cherchez une structure qui porte avec vous ; le projet y gagnera du temps.",
)
ANSWERS = (
    (
        "Aux gens du quartier, et à ceux qui n’osent pas demander.",
        "À ceux qui n’ont personne pour les aider à s’y retrouver.",
        "Surtout aux familles, et aux petites communes.",
    ),
    (
        "On ne repartirait plus de zéro à chaque fois.",
        "Des voisins se parleraient qui ne se parlaient pas.",
        "On saurait enfin qui fait quoi.",
    ),
    (
        "Je me demande qui paiera dans trois ans.",
        "Rien de particulier.",
        "J’ai peur que tout repose sur deux personnes.",
    ),
)
SAID = {
    Outcome.SELECTED: "Les deux collèges se rejoignent : le besoin est réel et l’équipe prête.",
    Outcome.RESERVE: "Bon dossier ; une année de plus lui ferait du bien, mais il est prêt à partir.",
    Outcome.DECLINED: "L’intérêt est reconnu ; l’usage n’est pas encore là.",
}
MOTIVES = {
    Outcome.SELECTED: "L’initiative répond à un besoin largement partagé, et son équipe peut grandir dans l’année.",
    Outcome.RESERVE: "L’initiative est solide ; d’autres, plus avancées, ont pris les places de cette saison.",
    Outcome.DECLINED: "L’intérêt général de l’initiative est reconnu ; ses usages restent à montrer.",
}
_MOTIVE = {
    Outcome.SELECTED: ("Démontré par les usages décrits.", "Convaincant, et déjà partagé.", "Clair et tenable."),
    Outcome.RESERVE: ("Solide, sans être le plus avancé.", "Réel ; à confirmer à plus grande échelle."),
    Outcome.DECLINED: ("Reste à montrer.", "Trop tôt pour en juger.", "Encore fragile."),
}


def summary(application: Application) -> str:
    """What citizens read of an application, in plain words."""
    name = application.initiative.name
    return (
        f"{name} : des habitants tiennent ensemble une ressource utile à tous, la corrigent et la transmettent. "
        "Ils demandent un an d’aide pour l’ouvrir à d’autres communes, écrire ce qu’ils savent faire et trouver un "
        "financement qui dure. Cette initiative est inventée pour la démonstration."
    )


def remark(seed: random.Random) -> str:
    return seed.choice(REMARKS)


def for_team(seed: random.Random) -> str:
    return seed.choice(FOR_TEAM)


def for_applicant(seed: random.Random, promise: float) -> str:
    return seed.choice(ENCOURAGED if promise >= 2.5 else ADVISED)


def answer(seed: random.Random, place: int) -> str:
    """To the question at this place of the usual three."""
    return seed.choice(ANSWERS[place % len(ANSWERS)])


def motive(seed: random.Random, outcome: str) -> str:
    return seed.choice(_MOTIVE[Outcome(outcome)])
