"""The questions of the shared diagnosis: at most twenty, in the three steps, the same for both sides.

The keys are kept with the replies: a question whose meaning changes takes a new key.
"""

from dataclasses import dataclass

MOST = 20


@dataclass(frozen=True)
class Question:
    """A question in two languages. `levels`: answered by one of five descriptions, and words if one wishes; otherwise
    in words alone. `from_answers`: keys of the application whose text opens the initiative's side; a key followed by
    years (`funders_2023_2026`) is the same question.
    """

    key: str
    step: str
    fr: str
    en: str
    levels: bool = True
    from_answers: tuple[str, ...] = ()

    def words(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr

    def name(self, language: str) -> str:
        """In two or three words, for a drawing or a table."""
        french, english = _NAMES[self.key]
        return english if language.startswith("en") else french


_NAMES = {
    "legal": ("La structure", "The structure"),
    "governance": ("Qui décide", "Who decides"),
    "people": ("Les personnes", "The people"),
    "funding": ("Les douze prochains mois", "The next twelve months"),
    "model": ("De quoi vivre dans trois ans", "Living in three years"),
    "rights": ("Licences et droits", "Licences and rights"),
    "impact": ("La mesure de ce qui change", "Measuring what changes"),
    "known": ("Être connue des administrations", "Known to administrations"),
    "doors": ("Les portes où frapper", "The doors to knock on"),
    "contacts": ("Les contacts", "The contacts"),
    "agreements": ("Les accords", "The agreements"),
    "keys": ("Les clés de l’administration", "The keys of administration"),
    "users": ("Les personnes qui s’en servent", "The people who use it"),
    "elsewhere": ("Reprendre ailleurs", "Taken up elsewhere"),
    "technique": ("Les outils", "The tools"),
    "skills": ("Les compétences", "The skills"),
    "goals": ("Dans un an", "In a year"),
    "first": ("Par quoi commencer", "Where to begin"),
}


QUESTIONS: tuple[Question, ...] = (
    Question(
        "legal",
        "consolidate",
        "La structure qui porte l’initiative est-elle la bonne pour les deux ans qui viennent ?",
        "Is the structure that carries the initiative the right one for the next two years?",
    ),
    Question(
        "governance",
        "consolidate",
        "Sait-on qui décide de quoi, et comment l’on entre dans la décision ?",
        "Is it known who decides what, and how one takes part in deciding?",
        from_answers=("governance", "team"),
    ),
    Question(
        "people",
        "consolidate",
        "L’initiative tiendrait-elle si la personne la plus présente s’en allait ?",
        "Would the initiative hold if the most present person left?",
    ),
    Question(
        "funding",
        "consolidate",
        "Les douze prochains mois sont-ils financés ?",
        "Are the next twelve months funded?",
        from_answers=("budget", "funding", "funders"),
    ),
    Question(
        "model",
        "consolidate",
        "Voit-on de quoi l’initiative vivra dans trois ans ?",
        "Is it clear what the initiative will live on in three years?",
    ),
    Question(
        "rights",
        "consolidate",
        "Les licences et les droits sur ce qui est produit sont-ils clairs ?",
        "Are the licences and rights on what is produced clear?",
        from_answers=("licence",),
    ),
    Question(
        "impact",
        "consolidate",
        "Mesure-t-on ce que l’initiative change ?",
        "Is what the initiative changes measured?",
        from_answers=("impact_and_measure", "impact", "problem"),
    ),
    Question(
        "known",
        "integrate",
        "Les administrations concernées connaissent-elles l’initiative ?",
        "Do the administrations concerned know the initiative?",
    ),
    Question(
        "doors",
        "integrate",
        "Sait-on à quelles portes frapper, et dans quel ordre ?",
        "Is it known which doors to knock on, and in which order?",
        from_answers=("needs", "expected_support"),
    ),
    Question(
        "contacts",
        "integrate",
        "Des contacts sont-ils pris et suivis ?",
        "Are contacts made and followed up?",
        from_answers=("other_actors_which", "partners"),
    ),
    Question(
        "agreements",
        "integrate",
        "Des accords sont-ils signés, ou près de l’être, avec des partenaires publics ?",
        "Are agreements signed, or close to it, with public partners?",
    ),
    Question(
        "keys",
        "integrate",
        "L’équipe sait-elle comment se décident et se budgètent les choses dans l’administration ?",
        "Does the team know how things are decided and budgeted in the administration?",
    ),
    Question(
        "users",
        "deploy",
        "Sait-on combien de personnes s’en servent, et lesquelles ?",
        "Is it known how many people use it, and who?",
        from_answers=("users", "stage"),
    ),
    Question(
        "elsewhere",
        "deploy",
        "D’autres pourraient-ils reprendre l’initiative ailleurs, avec ce qui est écrit ?",
        "Could others take the initiative up elsewhere, with what is written?",
    ),
    Question(
        "technique",
        "deploy",
        "Les outils tiendraient-ils si l’usage était multiplié par dix ?",
        "Would the tools hold if use were multiplied by ten?",
    ),
    Question(
        "skills",
        "deploy",
        "Les compétences qui manquent sont-elles identifiées ?",
        "Are the missing skills identified?",
    ),
    Question(
        "goals",
        "deploy",
        "Que voulez-vous avoir fait dans un an ?",
        "What do you want to have done in a year?",
        levels=False,
        from_answers=("three_objectives", "objectives", "goals"),
    ),
    Question(
        "first",
        "integrate",
        "Par quoi faut-il commencer, et qu’attendez-vous du programme ce mois-ci ?",
        "Where should one begin, and what do you expect from the programme this month?",
        levels=False,
        from_answers=("goals_of_collaboration_with_state", "strategy_6_months"),
    ),
)
