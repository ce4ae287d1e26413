"""The three check-lists, one by kind of commons: what makes it last and lets others take it up.

An item is a fact that can be shown, never a mark. The digital list follows what publiccode.yml and the usual practice
of open source ask for; the natural one the design principles of commons described by Elinor Ostrom (1990); the one of
science the FAIR principles (Wilkinson and others, 2016). Keys are kept with the answers: an item whose meaning changes
takes a new key.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One line of a list, in two languages; `read` when a publiccode.yml may answer it."""

    key: str
    fr: str
    en: str
    read: bool = False

    def words(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr


DIGITAL = (
    Item(
        "public_code",
        "Le code ou les données sont publics, à une adresse stable.",
        "The code or the data are public, at a stable address.",
        True,
    ),
    Item(
        "licence",
        "Une licence libre ou ouverte est écrite, sous son nom exact.",
        "A free or open licence is written, under its exact name.",
        True,
    ),
    Item(
        "publiccode",
        "Un fichier publiccode.yml décrit le projet.",
        "A publiccode.yml file describes the project.",
        True,
    ),
    Item(
        "documentation",
        "Une documentation permet d’installer ou d’utiliser sans appeler l’équipe.",
        "Documentation lets others install or use it without calling the team.",
        True,
    ),
    Item(
        "contributing",
        "Il est écrit comment contribuer, et qui répond.",
        "How to contribute is written, and who answers.",
    ),
    Item(
        "governance",
        "Il est écrit qui décide, et comment l’on devient l’un de ceux qui décident.",
        "Who decides is written, and how one becomes one of them.",
    ),
    Item(
        "maintainer",
        "Les personnes ou les organismes qui maintiennent sont nommés.",
        "The people or bodies that maintain it are named.",
        True,
    ),
    Item(
        "second",
        "Une deuxième personne a tous les accès : dépôt, serveur, nom de domaine.",
        "A second person has every access: repository, server, domain name.",
    ),
    Item(
        "releases",
        "Des versions datées sont publiées, avec ce qui a changé.",
        "Dated versions are published, with what changed.",
        True,
    ),
    Item(
        "tests",
        "Des tests tournent à chaque changement.",
        "Tests run at every change.",
    ),
    Item(
        "security",
        "Une adresse reçoit les signalements de sécurité.",
        "An address receives security reports.",
    ),
    Item(
        "standards",
        "Les formats et les échanges suivent des standards ouverts, nommés.",
        "Formats and exchanges follow open standards, by their names.",
    ),
    Item(
        "interfaces",
        "Une interface de programmation ou un export complet permet de repartir avec ses données.",
        "A programming interface or a complete export lets one leave with one’s data.",
        True,
    ),
    Item(
        "open_dependencies",
        "Rien de ce dont cela dépend n’est fermé.",
        "Nothing it depends on is closed.",
        True,
    ),
    Item(
        "personal_data",
        "Le registre des traitements de données personnelles est tenu.",
        "The record of processing of personal data is kept.",
    ),
    Item(
        "accessible",
        "L’accessibilité a été évaluée, et la déclaration est publiée.",
        "Accessibility was assessed, and the statement is published.",
    ),
    Item(
        "languages",
        "D’autres langues peuvent être ajoutées.",
        "Other languages can be added.",
        True,
    ),
    Item(
        "roadmap",
        "Ce qui est prévu est public.",
        "What is planned is public.",
        True,
    ),
)

NATURAL = (
    Item(
        "bounds",
        "Le lieu et la ressource sont délimités, et l’on sait qui peut en user.",
        "The place and the resource have boundaries, and it is known who may use them.",
    ),
    Item(
        "right",
        "Le droit d’user du lieu est écrit : propriété, bail, convention, autorisation.",
        "The right to use the place is written: property, lease, agreement, permit.",
    ),
    Item(
        "rules",
        "Les règles d’usage tiennent compte du lieu, et sont écrites.",
        "The rules of use fit the place, and are written.",
    ),
    Item(
        "users_decide",
        "Ceux qui en usent participent à la décision des règles.",
        "Those who use it take part in deciding the rules.",
    ),
    Item(
        "watched",
        "L’état de la ressource et les usages sont suivis, par des personnes qui en rendent compte.",
        "The state of the resource and its uses are watched, by people who report on it.",
    ),
    Item(
        "gradual",
        "Ce qui arrive quand une règle n’est pas suivie est prévu, par degrés.",
        "What happens when a rule is not followed is foreseen, by degrees.",
    ),
    Item(
        "conflicts",
        "Un désaccord a un lieu pour être tranché, proche et sans frais.",
        "A disagreement has a place to be settled, near and free of charge.",
    ),
    Item(
        "recognised",
        "Les autorités reconnaissent le droit de s’organiser.",
        "The authorities recognise the right to organise.",
    ),
    Item(
        "nested",
        "Le lien avec les autres échelles est tenu : commune, bassin, parc.",
        "The link with other scales is kept: commune, river basin, park.",
    ),
    Item(
        "inventory",
        "Un état initial a été fait : espèces, eau, sol, usages.",
        "A first inventory was made: species, water, soil, uses.",
    ),
    Item(
        "effects",
        "Les effets sur le vivant sont mesurés de la même façon chaque année.",
        "Effects on living things are measured in the same way each year.",
    ),
    Item(
        "access",
        "Le public sait s’il peut y venir, quand et comment.",
        "The public knows whether it may come, when and how.",
    ),
    Item(
        "insured",
        "Les personnes et les activités sont assurées.",
        "People and activities are insured.",
    ),
    Item(
        "open_data",
        "Les observations sont publiées dans un jeu de données ouvert.",
        "Observations are published in an open dataset.",
    ),
    Item(
        "successors",
        "On sait qui prend la suite si l’équipe s’arrête.",
        "It is known who takes over if the team stops.",
    ),
)

SCIENCE = (
    Item(
        "question",
        "La question de recherche a été posée avec ceux qu’elle concerne.",
        "The research question was set with those it concerns.",
    ),
    Item(
        "protocol",
        "Le protocole est public et daté.",
        "The protocol is public and dated.",
    ),
    Item(
        "findable",
        "Les données ont un identifiant stable et une description.",
        "The data have a stable identifier and a description.",
    ),
    Item(
        "reachable",
        "Les données se lisent par une voie ouverte, ou il est dit pourquoi elles sont restreintes.",
        "The data are read by an open way, or it is said why they are restricted.",
    ),
    Item(
        "formats",
        "Les formats et les vocabulaires sont ceux du domaine.",
        "Formats and vocabularies are those of the field.",
    ),
    Item(
        "data_licence",
        "La licence des données et celle des textes sont écrites.",
        "The licences of the data and of the texts are written.",
    ),
    Item(
        "quality",
        "La qualité des données est contrôlée, et la méthode est écrite.",
        "The quality of the data is checked, and the method is written.",
    ),
    Item(
        "code",
        "Les calculs sont publiés et quelqu’un d’autre les a refaits.",
        "The computations are published, and somebody else has redone them.",
    ),
    Item(
        "ethics",
        "Un avis éthique a été demandé, ou il est dit pourquoi il n’est pas requis.",
        "An ethics opinion was asked for, or it is said why none is required.",
    ),
    Item(
        "people_data",
        "Les données de personnes sont protégées, et leur traitement est au registre.",
        "Data about people are protected, and their processing is on record.",
    ),
    Item(
        "credit",
        "Ceux qui contribuent sont cités comme ils le souhaitent.",
        "Those who contribute are credited as they wish.",
    ),
    Item(
        "trained",
        "Les participants sont formés, et l’on sait combien le sont.",
        "Participants are trained, and it is known how many.",
    ),
    Item(
        "returned",
        "Les résultats reviennent aux participants en langage clair.",
        "Results come back to participants in plain words.",
    ),
    Item(
        "open_access",
        "Les publications sont en accès ouvert.",
        "Publications are in open access.",
    ),
    Item(
        "archive",
        "Les données sont déposées dans une archive qui survivra au projet.",
        "The data are in an archive that will outlive the project.",
    ),
)

LISTS: dict[str, tuple[Item, ...]] = {"digital": DIGITAL, "natural": NATURAL, "science": SCIENCE}
