"""The two usual rounds of a call: experts on five criteria, then the citizens' opinion in three questions.

Words to start from: the team changes them as long as a round is in preparation.
"""

from tremplin.selection.actions.rounds import Asked
from tremplin.selection.states import College

EXPERT_CRITERIA = (
    Asked(
        "Intérêt général",
        "General interest",
        "À qui le projet bénéficie-t-il, au-delà de l’équipe et de ses membres ? Qui pourrait en être exclu ?",
        "Who benefits from the project, beyond the team and its members? Who could be left out?",
        (
            ("Bénéfice privé, ou réservé à quelques-uns", "Private benefit, or kept for a few"),
            ("Bénéfice collectif annoncé, peu démontré", "Collective benefit claimed, hardly shown"),
            ("Bénéfice collectif clair, pour un public identifié", "Clear collective benefit, for a known public"),
            ("Bénéfice large, ouvert à tous et déjà observable", "Wide benefit, open to all and already visible"),
        ),
    ),
    Asked(
        "Usage et besoin",
        "Use and need",
        "Le besoin est-il établi ? Le projet est-il déjà utilisé, par qui, et qu’en disent ces personnes ?",
        "Is the need established? Is the project already used, by whom, and what do they say of it?",
        (
            ("Besoin supposé, aucun usage", "Need assumed, no use"),
            ("Besoin étayé, premiers essais", "Need supported by facts, first trials"),
            ("Usage réel, retours recueillis", "Real use, feedback collected"),
            ("Usage installé, besoin qui dépasse l’offre", "Settled use, need larger than what is offered"),
        ),
    ),
    Asked(
        "Équipe et gouvernance",
        "Team and governance",
        "Qui porte le projet, avec quelles compétences et quel temps ? Comment les décisions sont-elles prises, et "
        "avec qui ?",
        "Who carries the project, with which skills and how much time? How are decisions made, and with whom?",
        (
            ("Une personne seule, pas de règles", "One person alone, no rules"),
            ("Un petit groupe, des règles implicites", "A small group, unwritten rules"),
            ("Une équipe complémentaire, des règles écrites", "A team whose skills add up, written rules"),
            (
                "Une équipe solide, une gouvernance partagée avec les usagers",
                "A strong team, governance shared with users",
            ),
        ),
    ),
    Asked(
        "Ouverture et communs",
        "Openness and commons",
        "Ce qui est produit – code, données, savoirs, ressources – peut-il être repris, amélioré et préservé par "
        "d’autres ?",
        "Can what is produced – code, data, knowledge, resources – be taken up, improved and preserved by others?",
        (
            ("Rien n’est ouvert, et rien n’est prévu", "Nothing is open, nothing is planned"),
            ("Une ouverture annoncée, sans licence ni date", "Openness announced, without a licence or a date"),
            ("Une ouverture réelle, sous licence libre", "Real openness, under a free licence"),
            (
                "Un commun vivant, avec des contributeurs extérieurs",
                "A living commons, with contributors from outside",
            ),
        ),
    ),
    Asked(
        "Capacité à grandir",
        "Capacity to grow",
        "Avec un an d’appui, que peut devenir le projet ? Les moyens et les partenaires envisagés sont-ils crédibles ?",
        "With a year of support, what can the project become? Are the means and the partners in view credible?",
        (
            ("Pas de perspective au-delà de l’existant", "No prospect beyond what exists"),
            ("Une envie, des moyens encore flous", "A wish, means still vague"),
            ("Un plan réaliste, des premiers partenaires", "A realistic plan, first partners"),
            (
                "Un plan éprouvé, prêt pour d’autres territoires ou d’autres publics",
                "A tested plan, ready for other places or other publics",
            ),
        ),
    ),
)

CITIZEN_QUESTIONS = (
    Asked(
        "À qui ce projet est-il utile, selon vous ?",
        "In your opinion, whom is this project useful to?",
        "Dites-le avec vos mots, en pensant à des personnes que vous connaissez ou non.",
        "Say it in your own words, thinking of people you know or do not know.",
    ),
    Asked(
        "Si ce projet réussit, qu’est-ce qui change dans la vie des gens ?",
        "If this project succeeds, what changes in people’s lives?",
        "Un exemple vaut mieux qu’une idée générale.",
        "An example is worth more than a general idea.",
    ),
    Asked(
        "Qu’est-ce qui vous fait hésiter ?",
        "What makes you hesitate?",
        "Une question restée sans réponse, un risque, un oubli : tout est utile à l’équipe.",
        "A question left unanswered, a risk, something forgotten: everything is useful to the team.",
    ),
)

FIRST = {
    "name_fr": "Présélection par les experts",
    "name_en": "Pre-selection by experts",
    "college": College.EXPERTS,
    "minutes": 30,
}
SECOND = {
    "name_fr": "Avis des citoyens",
    "name_en": "Citizens’ opinion",
    "college": College.CITIZENS,
    "minutes": 20,
}
