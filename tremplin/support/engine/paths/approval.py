"""An approval by the State."""

from tremplin.support.engine.paths.shape import CHECKED, YOU, Path, Said, Stage

APPROVAL = Path(
    "approval",
    Said("Obtenir un agrément", "Getting an approval"),
    Said(
        "Jeunesse et éducation populaire, environnement, entreprise solidaire d’utilité sociale… chacun a ses "
        "conditions ; tous demandent les mêmes bases.",
        "Youth and popular education, environment, solidarity enterprise of social usefulness… each has its "
        "conditions; "
        "all ask for the same foundations.",
    ),
    "Agrément d’une association par l’État – service-public.gouv.fr",
    "https://www.service-public.gouv.fr/associations",
    CHECKED,
    (
        Stage(
            "which",
            Said("Savoir lequel sert, et à quoi", "Know which one is useful, and what for"),
            Said(
                "Un agrément ouvre des droits précis (postes, subventions, consultations). Sans l’un d’eux en vue, "
                "il ne "
                "fait que demander du temps.",
                "An approval opens precise rights (posts, grants, consultations). With none of them in view it only "
                "takes time.",
            ),
            YOU,
            Said("Quelques semaines", "A few weeks"),
        ),
        Stage(
            "base",
            Said("Remplir les conditions communes", "Meet the common conditions"),
            Said(
                "Objet d’intérêt général, fonctionnement démocratique, transparence financière, contrat d’engagement "
                "républicain ; puis les conditions propres, dont une ancienneté (trois ans pour l’environnement).",
                "An object of general interest, a democratic life, open accounts, the republican commitment contract; "
                "then the proper conditions, among them an age (three years for the environment).",
            ),
            YOU,
            Said(
                "Un à plusieurs mois si les statuts sont à changer", "One to several months if the statutes must change"
            ),
        ),
        Stage(
            "file",
            Said("Déposer un dossier complet", "Hand in a complete file"),
            Said(
                "Statuts, comptes, rapports d’activité, liste des dirigeants. Garder l’accusé de réception : le délai "
                "court à partir du dossier complet.",
                "Statutes, accounts, yearly reports, list of those who lead. Keep the receipt: the time runs from the "
                "complete file.",
            ),
            Said(
                "Selon l’agrément : la préfecture ou le service de l’État en département ou en région, ou un ministère",
                "As the approval says: the prefecture or the State’s service in the department or the region, or a "
                "ministry",
            ),
            Said("Habituellement un mois pour le réunir", "Usually one month to gather it"),
        ),
        Stage(
            "decision",
            Said("Recevoir la décision", "Receive the decision"),
            Said(
                "Demander par écrit ce que vaut un silence : selon l’agrément, il vaut acceptation ou refus.",
                "Ask in writing what silence means: for one approval it is a yes, for another a no.",
            ),
            Said(
                "La même autorité ; pour l’entreprise solidaire d’utilité sociale, le préfet du département du siège",
                "The same authority; for the solidarity enterprise, the prefect of the department of the seat",
            ),
            Said(
                "Habituellement deux mois pour l’entreprise solidaire d’utilité sociale, souvent plus pour les autres",
                "Usually two months for the solidarity enterprise, often longer for the others",
            ),
        ),
        Stage(
            "keep",
            Said("Le garder", "Keep it"),
            Said(
                "Noter le dernier jour, le rapport à rendre et la date à laquelle demander le renouvellement (cinq ans "
                "pour l’environnement ; cinq ans, ou deux pour les plus jeunes, pour l’entreprise solidaire).",
                "Note the last day, the report that is due and the day to ask for it again (five years for the "
                "environment; five, or two for the youngest, for the solidarity enterprise).",
            ),
            YOU,
            Said("Jusqu’à sa fin", "Until it ends"),
        ),
    ),
)
