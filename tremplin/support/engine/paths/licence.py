"""Choosing a licence."""

from tremplin.support.engine.paths.shape import CHECKED, YOU, Path, Said, Stage

LICENCE = Path(
    "licence",
    Said("Choisir une licence", "Choosing a licence"),
    Said(
        "Pour que chacun sache ce qu’il peut faire du code, des données ou des contenus.",
        "So that everybody knows what they may do with the code, the data or the contents.",
    ),
    "Licences de réutilisation – data.gouv.fr",
    "https://www.data.gouv.fr/pages/legal/licences/",
    CHECKED,
    (
        Stage(
            "inventory",
            Said("Faire la liste de ce qui est partagé", "List what is shared"),
            Said(
                "Code, données, textes, images, plans : une licence peut ne pas convenir à tout.",
                "Code, data, texts, pictures, drawings: one licence may not fit all of them.",
            ),
            YOU,
            Said("Quelques jours", "A few days"),
        ),
        Stage(
            "rights",
            Said("Savoir à qui sont les droits", "Know whose rights they are"),
            Said(
                "Bénévoles, salariés, prestataires, sources reprises : obtenir par écrit l’accord de ceux dont les "
                "droits sont en jeu, et vérifier les licences de ce qui est repris.",
                "Volunteers, employees, contractors, sources taken over: get the agreement in writing of those whose "
                "rights are at stake, and look at the licences of what is taken over.",
            ),
            Said("Chaque titulaire de droits", "Each holder of rights"),
            Said("Habituellement un à trois mois, selon leur nombre", "Usually one to three months, as they are many"),
        ),
        Stage(
            "choose",
            Said("Choisir", "Choose"),
            Said(
                "Dire d’abord ce que l’on veut : tout permettre, ou demander que ce qui en est tiré reste ouvert. Une "
                "administration choisit dans la liste fixée par décret (articles L. 323-2 et D. 323-2-1 du code des "
                "relations entre le public et l’administration).",
                "Say first what you want: allow everything, or ask that what is made of it stays open. An "
                "administration chooses from the list set by decree (articles L. 323-2 and D. 323-2-1 of the code of "
                "relations between the public and the administration).",
            ),
            Said(
                "L’organe qui décide dans l’initiative ; l’administration pour ce qui est à elle",
                "Whoever decides in the initiative; the administration for what is its own",
            ),
            Said(
                "Une réunion, après une question juridique si besoin", "One meeting, after a legal question if needed"
            ),
        ),
        Stage(
            "apply",
            Said("L’écrire partout où l’on partage", "Write it wherever things are shared"),
            Said(
                "Le fichier de licence au premier niveau du dépôt, la mention sur la page des données et des contenus, "
                "le nom de qui détient les droits.",
                "The licence file at the top of the repository, the mention on the page of the data and the contents, "
                "the name of whoever holds the rights.",
            ),
            YOU,
            Said("Quelques jours", "A few days"),
        ),
    ),
)
