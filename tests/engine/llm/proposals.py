"""Proposals of methods for tests of their argument, and replies that hold to them."""

from typing import Any

from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Proposal
from assistant.interview import ledger
from assistant.interview.assumptions import complete
from assistant.knowledge.selection import choose_methods
from assistant.models.brief import Answers, Brief
from assistant.models.module import Directives
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext
from assistant.runtime import Knowledge
from tests.graph.talking import EVERYTHING_EN, EVERYTHING_FR

OPENINGS: dict[Language, str] = {"fr": EVERYTHING_FR, "en": EVERYTHING_EN}


async def brief_of(opening: str, language: Language, knowledge: Knowledge) -> Brief:
    reading = await OfflineEngine(knowledge.shelf).read(opening, ReadingContext(language=language))
    return complete(ledger.merge(Answers(language=language), reading.facts, 0).answers)


async def proposal_of(language: Language, knowledge: Knowledge, **directives: Any) -> Proposal:
    brief = await brief_of(OPENINGS[language], language, knowledge)
    choice = choose_methods(brief, Directives(**directives), knowledge.shelf, knowledge.retriever)
    return Proposal(brief=brief, methods=choice.methods, runners_up=choice.runners_up)


def fire() -> dict[str, Any]:
    """A reply about the fire drill: demonstration, simulation, worked examples; no stations, no case study."""
    return {
        "methods": [
            {
                "id": "M1",
                "card": "Les apprenants n'ont jamais fait le geste",
                "why": "La plupart n'ont jamais touché un extincteur : chacun voit le geste et le fait au bac à feu.",
            },
            {
                "id": "M2",
                "card": "L'événement est rare ou dangereux",
                "why": "Au dernier début de feu, personne n'a bougé. L'événement est rare : ils le vivent ici, "
                "de l'alerte à l'évacuation.",
            },
            {
                "id": "M3",
                "card": "Les débutants doivent apprendre une suite d'étapes",
                "why": "Donner l'alerte et évacuer la zone sont une suite d'étapes : vos débutants, qui n'ont jamais "
                "touché un extincteur, la voient une fois entière.",
            },
        ],
        "left_out": [
            {"id": "L1", "why": "Elle demande trois postes assez éloignés, or rien ne le dit dans votre demande."},
            {"id": "L2", "why": "Elle suppose d'avoir pratiqué, or la plupart n'ont jamais touché un extincteur."},
        ],
    }


def coaches() -> dict[str, Any]:
    """A reply about team leaders of a call centre: role play, simulation; no coaching, no blended."""
    return {
        "methods": [
            {
                "id": "M1",
                "card": "what the other side goes through",
                "why": "Team leaders play the feedback on a recorded call and feel what the other side goes through.",
            },
            {
                "id": "M2",
                "card": "Several people have to co-ordinate",
                "why": "Agents complain that feedback is unfair: here several people act, talk and compare.",
            },
        ],
        "left_out": [
            {"id": "L1", "why": "It works with up to 4 people, and you expect 10."},
            {"id": "L2", "why": "It is run in hybrid form, but your module runs on site."},
        ],
    }
