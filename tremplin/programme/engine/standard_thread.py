"""The steps of a first season, when there is no former one to copy: an accelerator with a call, a jury and a year of
support. Each may be changed, dropped, moved afterwards.

An offset is in days from the announcement. `fact` names what a room knows (`core.offers.season_facts`); a step without
one is said done by somebody.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class StandardStep:
    key: str
    offset: int
    title_fr: str
    title_en: str
    fact: str = ""


STEPS = (
    StandardStep("call-prepared", -150, "Préparer l’appel", "Prepare the call"),
    StandardStep("call-published", -130, "Publier l’appel", "Publish the call", "calls-published"),
    StandardStep("call-opened", -125, "Ouvrir le dépôt", "Open the intake", "calls-opened"),
    StandardStep("call-closed", -83, "Clore le dépôt", "Close the intake", "calls-closed"),
    StandardStep("screened", -70, "Achever la recevabilité", "Finish the screening", "selection-screened"),
    StandardStep("jury-drawn", -65, "Réunir le jury citoyen", "Gather the citizen jury", "selection-jury"),
    StandardStep("packs-sent", -56, "Confier les dossiers à lire", "Give the files to read", "selection-assigned"),
    StandardStep("reviews-in", -35, "Recevoir toutes les évaluations", "Have every review in", "selection-reviews"),
    StandardStep("sitting", -28, "Tenir la séance", "Hold the sitting", "selection-sitting"),
    StandardStep("signed", -14, "Faire signer les décisions", "Have the decisions signed", "selection-signed"),
    StandardStep("notice", -7, "Prévenir les lauréats", "Tell the laureates", "selection-notice"),
    StandardStep("announced", 0, "Annoncer les lauréats", "Announce the laureates", "selection-announced"),
    StandardStep("opened", 14, "Ouvrir les accompagnements", "Open the supports", "support-opened"),
    StandardStep("diagnosed", 60, "S’accorder sur les diagnostics", "Agree on the diagnoses", "support-diagnosed"),
    StandardStep(
        "acceleration",
        120,
        "Tenir le comité d’accélération",
        "Hold the acceleration committee",
        "support-acceleration",
    ),
    StandardStep(
        "engagement", 240, "Tenir le comité d’engagement", "Hold the engagement committee", "support-engagement"
    ),
    StandardStep("exits", 380, "Clore les accompagnements", "Close the supports", "support-closed"),
    StandardStep("news", 560, "Demander des nouvelles", "Ask for news", "community-news"),
)
