"""Exports of the official directory, as small as a test needs."""

import json
from typing import Any


def service(identifier: str, name: str = "", children: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A record with the empty strings and lists a real one is full of."""
    return {
        "id": identifier,
        "nom": name or f"Service {identifier}",
        "sigle": "",
        "mission": "",
        "ancien_nom": [],
        "ancien_identifiant": [],
        "adresse": [],
        "adresse_courriel": [],
        "affectation_personne": [],
        "categorie": "SI",
        "code_insee_commune": "",
        "formulaire_contact": [],
        "hierarchie": [{"type_hierarchie": "Service Fils", "service": child} for child in children],
        "pivot": [],
        "site_internet": [{"libelle": "", "valeur": ""}],
        "sve": [],
        "telephone": [{"description": "", "valeur": ""}],
        "type_organisme": "",
        **more,
    }


def export(*services: Any) -> bytes:
    """The file: the first record on line 2, then one a line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in services)
    return f'{{"service": [\n{lines}\n]}}'.encode()
