"""Changing the statutes of an association."""

from tremplin.support.engine.paths.shape import CHECKED, MEMBERS, YOU, Path, Said, Stage

STATUTES = Path(
    "statutes",
    Said("Changer ses statuts", "Changing the statutes"),
    Said(
        "Pour une association : de la relecture des statuts à leur déclaration.",
        "For an association: from reading the statutes again to declaring them.",
    ),
    "Modification des statuts d’une association – associations.gouv.fr",
    "https://www.associations.gouv.fr/",
    CHECKED,
    (
        Stage(
            "read",
            Said("Relire les statuts en vigueur", "Read the statutes in force"),
            Said(
                "Noter qui peut les changer, sur quelle convocation, avec quel quorum et quelle majorité.",
                "Note who may change them, how a meeting is called, with which quorum and which majority.",
            ),
            YOU,
            Said("Quelques jours", "A few days"),
        ),
        Stage(
            "draft",
            Said("Écrire les nouveaux statuts et les faire relire", "Write the new statutes and have them read"),
            Said(
                "Poser une question juridique sur les articles qui comptent : objet, pouvoirs, dissolution.",
                "Ask a legal question on the articles that matter: object, powers, dissolution.",
            ),
            YOU,
            Said("Habituellement un à deux mois", "Usually one to two months"),
        ),
        Stage(
            "vote",
            Said("Les faire voter", "Have them voted"),
            Said(
                "Convoquer selon les statuts. S’ils ne disent rien, la décision revient en principe à l’assemblée "
                "générale. Garder le procès-verbal.",
                "Call the meeting as the statutes say. When they say nothing, it is in principle for the general "
                "meeting to decide. Keep the minutes.",
            ),
            MEMBERS,
            Said("Le délai de convocation de vos statuts", "The notice your statutes ask for"),
        ),
        Stage(
            "declare",
            Said("Déclarer le changement", "Declare the change"),
            Said(
                "Dans les trois mois du vote, au greffe des associations du département du siège : délibération, "
                "statuts à jour signés par au moins deux dirigeants. En Alsace et en Moselle, au tribunal judiciaire.",
                "Within three months of the vote, to the registry of associations of the department of the seat: the "
                "decision, and the new statutes signed by at least two of those who lead. In Alsace and Moselle, to "
                "the judicial court.",
            ),
            Said(
                "Le greffe des associations (préfecture ou sous-préfecture) : il prend acte et délivre un récépissé",
                "The registry of associations (prefecture or sub-prefecture): it takes note and gives a receipt",
            ),
            Said(
                "Trois mois au plus pour déclarer ; le récépissé suit habituellement en quelques semaines",
                "Three months at most to declare; the receipt usually follows within a few weeks",
            ),
        ),
        Stage(
            "tell",
            Said("Le faire savoir", "Make it known"),
            Said(
                "Demander la publication au Journal officiel si elle est utile (elle est facultative pour une "
                "modification), mettre à jour le répertoire Sirene, prévenir la banque, l’assureur et les financeurs.",
                "Ask for publication in the Journal officiel when it is useful (it is optional for a change), bring "
                "the Sirene register up to date, tell the bank, the insurer and the funders.",
            ),
            YOU,
            Said("Quelques semaines", "A few weeks"),
        ),
    ),
)
