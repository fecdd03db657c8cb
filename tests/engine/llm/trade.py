"""What a model says of the subject in tests: one good answer for each objective, and pieces that must not pass."""

import re
from typing import Any

from assistant.engine.completion import Prompt

_GOOD: dict[str, dict[str, Any]] = {
    "alerte": {
        "condition": "face à une fumée qui sort d'un chargeur de batteries, entre deux allées",
        "criterion": "le lieu, la nature du feu et les personnes exposées sont dits, sans rien oublier",
        "points": [
            "Repérer le numéro de l'allée avant de parler",
            "Dire d'abord où, puis quoi, puis qui est en danger",
            "Rester en ligne jusqu'à ce que l'interlocuteur répète",
        ],
        "cases": [
            "Un chargeur fume dans l'allée du fond et le chef est en pause. Qui prévenir, et que dire en premier ?",
            "Un carton brûle sur le quai et un camion décharge. Il faut alerter sans quitter le conducteur des yeux.",
        ],
        "errors": [
            {
                "error": "Attendre l'accord du chef avant d'appeler",
                "correction": "Celui qui voit la fumée donne l'alerte aussitôt",
            },
            {
                "error": "Crier au feu sans dire l'endroit",
                "correction": "Le numéro de l'allée vient en premier dans le message",
            },
        ],
        "signs": [
            "Il nomme l'allée dès sa première phrase",
            "Il fait répéter le message à son interlocuteur",
            "Il garde le téléphone en main jusqu'à la réponse",
        ],
        "question": {
            "stem": "Un chargeur fume et votre chef est en pause : que faites-vous d'abord ?",
            "right": "Je donne l'alerte en disant l'allée",
            "wrong": ["Je vais chercher le chef en pause", "Je débranche le chargeur qui fume"],
            "why": "L'alerte ne demande aucune autorisation, et le lieu guide les secours.",
        },
    },
    "extincteur": {
        "condition": "devant quatre foyers photographiés sur le quai et dans les allées",
        "criterion": "le bon appareil à chaque foyer, chaque choix justifié en une phrase",
        "points": ["Regarder ce qui brûle avant de décrocher l'appareil", "Lire la pastille de couleur sur le corps"],
        "cases": [
            "Une palette de cartons brûle près d'une prise. Quel appareil décrocher, et à quelle distance se tenir ?"
        ],
        "errors": [
            {"error": "Arroser un chargeur branché", "correction": "Sur du matériel branché, seul le dioxyde convient"}
        ],
        "signs": ["Il lit l'étiquette avant de dégoupiller", "Il nomme ce qui brûle"],
        "question": {},
    },
    "zone": {
        "condition": "depuis son poste de préparation, au signal",
        "criterion": "par l'itinéraire prévu, sans rien oublier de la grille",
        "points": ["Poser le chariot le long du rack", "Fermer la porte coupe-feu derrière soi"],
        "cases": ["Le signal sonne pendant un chargement. Le conducteur veut finir : que lui dire, et par où sortir ?"],
        "errors": [{"error": "Revenir chercher son blouson", "correction": "Personne ne revient en arrière"}],
        "signs": ["Il laisse l'allée libre", "Il rejoint le point de rassemblement"],
        "question": {},
    },
}


_SAID = {
    "alerte": "Devant le chargeur qui fume, donnez l'alerte, puis montrez sur le plan l'allée que vous avez dite.",
    "extincteur": "Placez chaque extincteur devant le foyer qui lui convient, puis justifiez-le, étiquette en main.",
    "zone": "Au signal, posez votre chariot et gagnez la sortie, puis montrez sur le plan par où vous êtes passés.",
}
_AGAIN = "Recommencez avec la fumée de l'autre côté de l'allée, puis dites ce que vous avez changé."


def good(prompt: Prompt) -> dict[str, Any]:
    """A good answer about the objective of the prompt; a plain one where it is about another trade."""
    objective = re.search(r"<objective[^>]*>(.*?)</objective>", prompt.user, re.DOTALL)
    said = objective[1] if objective else ""
    word = next((word for word in _GOOD if word in said), "alerte")
    listed = re.findall(r'<activity id="(S\d+)"', prompt.user)
    tasks = [{"id": name, "say": text} for name, text in zip(listed, (_SAID[word], _AGAIN), strict=False)]
    return {**_GOOD[word], "activities": tasks}


def with_piece(kind: str, piece: Any) -> dict[str, Any]:
    """The good answer with one more piece, first of its kind."""
    reply = {**_GOOD["alerte"]}
    if isinstance(reply[kind], list):
        return {**reply, kind: [piece, *reply[kind]]}
    return {**reply, kind: piece}
