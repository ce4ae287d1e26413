"""A first hire."""

from tremplin.support.engine.paths.shape import CHECKED, YOU, Path, Said, Stage

HIRE = Path(
    "first-hire",
    Said("Embaucher pour la première fois", "A first hire"),
    Said(
        "Ce qui est à faire avant le premier jour, et dans les mois qui suivent.",
        "What is to be done before the first day, and in the months after.",
    ),
    "Association employeur : formalités d’embauche – associations.gouv.fr et urssaf.fr",
    "https://www.urssaf.fr/",
    CHECKED,
    (
        Stage(
            "budget",
            Said("Savoir que l’on peut payer", "Know that one can pay"),
            Said(
                "Le coût complet sur la durée du contrat, dans le plan de financement ; les aides auxquelles on a "
                "droit.",
                "The full cost over the time of the contract, in the funding plan; the aids one is entitled to.",
            ),
            YOU,
            Said("Habituellement un mois", "Usually one month"),
        ),
        Stage(
            "numbers",
            Said("Avoir un numéro SIRET", "Have a SIRET number"),
            Said(
                "Une association qui emploie est inscrite au répertoire Sirene : c’est à demander avant la déclaration "
                "d’embauche.",
                "An association that employs is in the Sirene register: it is asked for before the hire is declared.",
            ),
            Said("L’Insee, qui inscrit", "Insee, which registers"),
            Said("Habituellement quelques jours à quelques semaines", "Usually a few days to a few weeks"),
        ),
        Stage(
            "contract",
            Said("Choisir le contrat et la convention collective", "Choose the contract and the collective agreement"),
            Said(
                "La convention collective suit l’activité réelle ; elle fixe les salaires minimaux et les "
                "classifications.",
                "The collective agreement follows what is really done; it sets the lowest wages and the grades.",
            ),
            YOU,
            Said("Quelques semaines", "A few weeks"),
        ),
        Stage(
            "declare",
            Said("Déclarer l’embauche", "Declare the hire"),
            Said(
                "La déclaration préalable à l’embauche part à l’Urssaf dans les huit jours qui précèdent l’embauche, "
                "et "
                "toujours avant le premier jour de travail. Le chèque emploi associatif la comprend.",
                "The declaration before hiring goes to Urssaf within the eight days before the hire, and always before "
                "the first day of work. The chèque emploi associatif includes it.",
            ),
            Said(
                "L’Urssaf : elle enregistre et accuse réception, il n’y a pas d’autorisation à attendre",
                "Urssaf: it registers and sends a receipt, there is no permission to wait for",
            ),
            Said(
                "Le récépissé vient habituellement en cinq jours ouvrables",
                "The receipt usually comes in five working days",
            ),
        ),
        Stage(
            "cover",
            Said("Affilier et protéger", "Affiliate and protect"),
            Said(
                "Retraite complémentaire, complémentaire santé, service de prévention et de santé au travail, registre "
                "du personnel, document unique d’évaluation des risques.",
                "Supplementary pension, health cover, occupational health service, staff register, written assessment "
                "of risks.",
            ),
            Said("L’employeur, auprès de chaque organisme", "The employer, with each body"),
            Said(
                "Dès l’embauche ; la visite d’information et de prévention dans les trois mois, en règle générale",
                "From the hire on; the information and prevention visit within three months, as a rule",
            ),
        ),
        Stage(
            "monthly",
            Said("Faire la paie et déclarer chaque mois", "Pay and declare every month"),
            Said(
                "Bulletin de paie et déclaration sociale nominative ; le chèque emploi associatif ou un tiers peuvent "
                "s’en charger.",
                "Payslip and monthly social declaration; the chèque emploi associatif or somebody else may do it.",
            ),
            YOU,
            Said("Chaque mois", "Every month"),
        ),
    ),
)
