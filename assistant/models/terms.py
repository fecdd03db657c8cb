"""The closed vocabularies of the craft; each is used in cards, briefs, modules, checks and pages alike."""

from typing import Literal, get_args

Language = Literal["fr", "en"]
Level = Literal["beginner", "intermediate", "advanced", "mixed"]
Modality = Literal["onsite", "remote", "hybrid", "async"]
Bloom = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
LearningType = Literal["acquisition", "inquiry", "discussion", "practice", "collaboration", "production"]
Grouping = Literal["individual", "pairs", "groups", "plenary"]
Moment = Literal["diagnostic", "formative", "summative", "transfer"]
CardKind = Literal["method", "tool", "assessment", "design"]
Tie = Literal["variant_of", "combines_with", "alternative_to", "needs", "evaluates"]
Topic = Literal["alignment", "learning", "models", "evaluation", "inclusion", "adults", "regulation", "myth"]
Barrier = Literal["sight", "hearing", "movement", "reading"]
Asked = Literal["account", "network", "personal_data", "equipment"]
Merrill = Literal["activate", "demonstrate", "apply", "integrate"]
Performance = Literal[
    "gesture",  # a movement or manipulation that can be watched: use an extinguisher, lift a patient
    "procedure",  # steps in an order: process an invoice, close a till
    "tool_use",  # a piece of software or equipment: build a pivot table, set a machine
    "relational",  # words and attitude with another person: handle a complaint, lead an interview
    "decision",  # choose, diagnose, analyse a situation: pick the right extinguisher, find the cause
    "concept",  # explain, define, distinguish an idea or a rule: explain VAT, name the risks
    "creation",  # produce something new: write a plan, design a campaign
    "attitude",  # a stance or commitment: take a position, question one's own practice
]

DOING: frozenset[LearningType] = frozenset({"practice", "production", "collaboration"})
"""What learners do when they act: the other types are taken in, looked for or talked over."""
BLOOM_ORDER: tuple[Bloom, ...] = get_args(Bloom)


def rank(level: Bloom) -> int:
    """Place of a level in the revised taxonomy, 0 (remember) to 5 (create)."""
    return BLOOM_ORDER.index(level)
