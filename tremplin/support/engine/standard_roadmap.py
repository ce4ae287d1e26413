"""The first lines of a year of support, for a season that wrote no template: what nearly every initiative does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`step` and `owner` are keys of the room's own states; `after_days`, from the first day of the support."""

    step: str
    title_fr: str
    title_en: str
    owner: str
    after_days: int


LINES = (
    Line("consolidate", "Se parler une première fois", "Talk for the first time", "officer", 3),
    Line("consolidate", "Convenir de la façon de travailler", "Agree on how to work together", "officer", 7),
    Line("consolidate", "Répondre au diagnostic partagé", "Answer the shared diagnosis", "team", 14),
    Line("consolidate", "Accepter une version du diagnostic", "Accept one version of the diagnosis", "officer", 28),
    Line("consolidate", "Relire les statuts et les contrats", "Read the statutes and the contracts again", "team", 45),
    Line("integrate", "Choisir trois portes à pousser", "Choose three doors to push", "officer", 45),
    Line("deploy", "Choisir ce que l’on mesurera", "Choose what will be measured", "team", 60),
    Line("deploy", "Refaire le diagnostic à mi-parcours", "Do the diagnosis again half-way", "officer", 180),
)
