"""The words of the demonstration's initiatives. All of it is invented; the places exist nowhere."""

WHAT = (
    "Atlas", "Carnet", "Atelier", "Relais", "Fabrique", "Jardin", "Boussole", "Grenier", "Passerelle", "Observatoire",
    "Répertoire", "Comptoir", "Semis", "Traverse", "Archipel", "Tisserie",
)  # fmt: skip
HELP = ("Maison", "Table", "Cercle", "Halte", "Coup de main", "Chantier")
KEEPING = ("Réserve", "Chronique", "Verger", "Lavoir", "Guilde", "Mémoire")
OF = (
    "des haies", "des sources", "des outils prêtés", "des savoirs d’usage", "des chemins", "des semences",
    "de l’eau claire",
    "des récits d’habitants", "des trajets partagés", "des logements vacants", "des sols vivants",
    "des repas solidaires",
    "des objets réparés", "des données de quartier", "des langues parlées", "du temps donné",
)  # fmt: skip
PLACES = (
    "Val-Serein", "Clairmont-les-Puits", "Brumeval", "Saint-Orvin", "Les Quatre-Ponts", "Haute-Lorge", "Port-Amel",
    "Rochebrise", "La Combe-Noël", "Merlieu-sur-Ance", "Fontéclair", "Belle-Jaunaie",
)  # fmt: skip
FIRST_NAMES = (
    "Nadia", "Paul", "Inès", "Omar", "Léa", "Hugo", "Yasmine", "Théo", "Camille", "Idriss", "Manon", "Gaël",
    "Aïcha", "Lucas",
    "Maëlle", "Karim", "Jeanne", "Tom", "Salomé", "Farid", "Élise", "Malo", "Rokhaya", "Simon",
)  # fmt: skip
ROLES = ("coordination", "présidence", "développement", "animation", "trésorerie", "relations publiques")
SUMMARIES = (
    "À {place}, {name} réunit celles et ceux qui veulent tenir ensemble ce qui sert à tous, et le dit.",
    "{name} rassemble à {place} ce que chacun savait de son côté, et le rend à tout le monde.",
    "Née à {place}, l’initiative {name} apprend à plusieurs communes à faire avec ce qu’elles ont.",
)
INVENTED = "Cette initiative est inventée pour la démonstration."
PROBLEMS = (
    "Aujourd’hui chacun cherche seul, recommence ce qui existe à côté et renonce.",
    "Ce qui est connu de quelques-uns n’est écrit nulle part. Quand ils s’en vont, il faut tout refaire.",
    "Les services se parlent peu, les habitants encore moins. Des mois passent avant une réponse.",
)
OBJECTIVES = (
    "Ouvrir {count} lieux de plus. Écrire ce que nous savons faire. Mesurer ce que cela change, deux fois l’an.",
    "Former {count} personnes relais. Rendre nos données réutilisables. Trouver un financement qui dure.",
    "Signer avec {count} collectivités. Partager la décision avec les usagers. Publier nos comptes.",
)
LICENCES = ("Licence Ouverte 2.0", "CC BY-SA 4.0", "ODbL 1.0", "EUPL 1.2")
SENTENCES = (
    "Nous avançons avec les habitants, qui décident de la suite à chaque saison.",
    "Ce que nous faisons est écrit, daté, et chacun peut le reprendre.",
    "Une trentaine de personnes s’y relaient ; aucune n’est indispensable.",
    "Nous mesurons peu de choses, mais nous les mesurons chaque année de la même façon.",
    "Le plus long fut de trouver la bonne porte ; nous voulons que d’autres y passent plus vite.",
)
CHARTER_FR = """En déposant cette candidature, nous déclarons :
1. que ce que nous écrivons est exact, et que nous dirons ce qui change ;
2. que l’initiative sert l’intérêt général, sans réserver à quelques-uns ce qu’elle produit ;
3. que nous décidons à plusieurs, et que nos comptes peuvent être lus ;
4. que le nom de l’initiative et son résumé peuvent être publiés si elle est retenue, rien d’autre sans notre accord ;
5. que nous signalerons tout lien avec une personne qui instruit ou évalue."""
CHARTER_EN = """By submitting this application, we declare:
1. that what we write is exact, and that we will say what changes;
2. that the initiative serves the general interest, without reserving what it makes for a few;
3. that we decide together, and that our accounts may be read;
4. that its name and its summary may be published if it is selected, and nothing else without our agreement;
5. that we will tell of any link with a person who processes or reviews applications."""
RECEIPT_FR = (
    "Service qui instruit : Service de démonstration. Ce récépissé ne vaut pas décision. "
    "Sans réponse quatre mois après la clôture, la candidature est réputée rejetée ; cette décision peut être "
    "contestée dans les deux mois devant le service, puis devant le tribunal administratif. "
    "Aucun traitement automatisé ne décide."
)
RECEIPT_EN = (
    "Service in charge: demonstration service. This receipt is no decision. "
    "Without an answer four months after the closing, the application is deemed rejected; this may be challenged "
    "within two months before the service, then before the administrative court. No automated processing decides."
)
