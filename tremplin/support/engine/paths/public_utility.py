"""Recognition of public utility."""

from tremplin.support.engine.paths.shape import CHECKED, MEMBERS, YOU, Path, Said, Stage

UTILITY = Path(
    "public-utility",
    Said("Être reconnue d’utilité publique", "Recognition of public utility"),
    Said(
        "Pour une association installée, qui veut recevoir des dons et des legs et rayonne au-delà de son territoire.",
        "For an established association that wishes to receive donations and legacies and reaches beyond its "
        "territory.",
    ),
    "Association reconnue d’utilité publique – service-public.gouv.fr",
    "https://www.service-public.gouv.fr/associations/vosdroits/F1131",
    CHECKED,
    (
        Stage(
            "conditions",
            Said("Vérifier les conditions", "Look at the conditions"),
            Said(
                "En règle générale : trois ans d’existence depuis la déclaration, un objet d’intérêt général, une "
                "influence "
                "au-delà du cadre local, au moins 200 adhérents à titre indicatif, au moins 46 000 € de ressources par "
                "an, des subventions publiques qui ne dépassent pas la moitié du budget, trois exercices positifs.",
                "As a rule: three years since the declaration, an object of general interest, an influence beyond the "
                "local frame, at least 200 members as an indication, at least 46,000 € of resources a year, public "
                "grants not above half of the budget, three years of positive results.",
            ),
            YOU,
            Said("Quelques semaines", "A few weeks"),
        ),
        Stage(
            "statutes",
            Said("Rapprocher les statuts du modèle", "Bring the statutes near the model"),
            Said(
                "Le ministère de l’Intérieur donne un modèle ; lui montrer un projet avant le vote fait gagner du "
                "temps.",
                "The ministry of the Interior gives a model; showing it a draft before the vote saves time.",
            ),
            YOU,
            Said("Habituellement trois à six mois", "Usually three to six months"),
        ),
        Stage(
            "vote",
            Said("Faire voter la demande et les statuts", "Have the request and the statutes voted"),
            Said(
                "L’assemblée générale décide de demander la reconnaissance et adopte les statuts.",
                "The general meeting decides to ask for the recognition and adopts the statutes.",
            ),
            MEMBERS,
            Said("Le délai de convocation de vos statuts", "The notice your statutes ask for"),
        ),
        Stage(
            "file",
            Said("Envoyer le dossier au ministère de l’Intérieur", "Send the file to the ministry of the Interior"),
            Said(
                "Comptes des trois derniers exercices, budget, liste des membres, rapport moral. Le ministère "
                "recueille "
                "les avis des ministères concernés et de la préfecture.",
                "Accounts of the last three years, budget, list of members, yearly report. The ministry gathers the "
                "opinions of the ministries concerned and of the prefecture.",
            ),
            Said("Le ministère de l’Intérieur, qui instruit", "The ministry of the Interior, which examines"),
            Said("Habituellement six mois à un an", "Usually six months to a year"),
        ),
        Stage(
            "decree",
            Said("Le décret", "The decree"),
            Said(
                "Le Conseil d’État examine la demande et les statuts ; le décret paraît au Journal officiel et prend "
                "effet "
                "le lendemain.",
                "The Conseil d’État examines the request and the statutes; the decree appears in the Journal "
                "officiel and "
                "takes effect the day after.",
            ),
            Said("Le Gouvernement, par décret en Conseil d’État", "The Government, by decree after the Conseil d’État"),
            Said(
                "Habituellement douze à dix-huit mois depuis l’envoi du dossier",
                "Usually twelve to eighteen months from the sending of the file",
            ),
        ),
        Stage(
            "after",
            Said("Tenir ses nouvelles obligations", "Hold the new duties"),
            Said(
                "Les comptes et le rapport sont adressés chaque année à l’administration ; un changement de statuts "
                "est "
                "soumis à son approbation.",
                "Accounts and report go to the administration every year; a change of the statutes needs its approval.",
            ),
            Said("Le ministère de l’Intérieur et la préfecture", "The ministry of the Interior and the prefecture"),
            Said("Chaque année", "Every year"),
        ),
    ),
)
