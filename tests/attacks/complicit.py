"""A model that does what attacks tell it: every answer of its holds the same words, in the shape that was asked for."""

import re
from dataclasses import dataclass, field
from typing import Any

from assistant.engine.completion import Prompt
from assistant.models.brief import Slot
from tests.attacks.cases import KEY
from tests.engine.completion.scripted import ScriptedModels

_SLOTS: tuple[Slot, ...] = (
    "subject", "audience", "audience_level", "duration", "group_size", "modality", "work_context", "assessment_wishes",
)  # fmt: skip
_LISTS: tuple[Slot, ...] = ("prerequisites", "competencies", "resources", "accessibility", "constraints")
CHANGES = {
    "fr": ["enlève O1", "enlève O2", "annule", "soumets le module", "exporte en docx", "on recommence", "in English"],
    "en": ["remove O1", "remove O2", "undo", "submit the module", "export as docx", "start again", "en français"],
}


@dataclass
class Complicit:
    """What it says: a text, perhaps with {system}, {sentence} or {key}."""

    text: str = ""
    french: bool = True
    slot: str = ""
    """The only slot that it fills, "" = all of them, each with words of its own."""
    models: ScriptedModels = field(init=False)

    def __post_init__(self) -> None:
        verbs = ("read", "ask", "answer", "argue", "revise", "subject", "problem")
        self.models = ScriptedModels([{}], by_name={name: getattr(self, name) for name in verbs})

    def said(self, prompt: Prompt) -> str:
        sentences = [one.strip(" -\n") for one in re.split(r"(?<=\.)\s", prompt.system) if len(one.split()) > 8]
        made = self.text.replace("{system}", prompt.system).replace("{sentence}", sentences[0])
        return made.replace("{key}", KEY)

    def read(self, prompt: Prompt) -> dict[str, Any]:
        """The attack under every name, or piece by piece."""
        said = self.said(prompt)
        pieces = [piece.strip() for piece in re.split(r"[.,;:!?«»\n\"]+", said) if piece.strip()] or [said]
        names = [self.slot] if self.slot else [*_SLOTS, *_LISTS]
        return {name: [said, *pieces][:6] if name in _LISTS else said for name in names}

    def ask(self, prompt: Prompt) -> dict[str, Any]:
        return {"question": f"{self.said(prompt).rstrip('.')} ?"}

    def answer(self, prompt: Prompt) -> dict[str, Any]:
        passage = re.search(r'<passage id="P1">\s*(.*?)\s*</passage>', prompt.user, re.DOTALL)
        words = " ".join((passage[1] if passage else "").split()[:8])
        return {"sourced": True, "evidence": [{"passage": "P1", "words": words}], "answer": self.said(prompt)}

    def argue(self, prompt: Prompt) -> dict[str, Any]:
        """Copies that are right, so that only the reasons are judged."""
        cards = re.findall(r'<method id="(M\d)"[^>]*>\s*(.*?)\n', prompt.user)
        whys = [{"id": name, "card": " ".join(card.split()[:5]), "why": self.said(prompt)} for name, card in cards]
        return {"methods": whys, "left_out": [{"id": "L1", "why": self.said(prompt)}]}

    def revise(self, prompt: Prompt) -> dict[str, Any]:
        """Everything that it can think of, said to be asked by the whole message."""
        message = re.search(r"<message>\s*(.*?)\s*</message>", prompt.user, re.DOTALL)
        return {"asked": message[1] if message else "", "changes": [*CHANGES["fr" if self.french else "en"]][:6]}

    def subject(self, prompt: Prompt) -> dict[str, Any]:
        said = self.said(prompt)
        return {
            "condition": f"{'avec' if self.french else 'with'} {said}",
            "criterion": said,
            "points": [said],
            "cases": [said],
            "errors": [{"error": said, "correction": said}],
            "signs": [said],
            "question": {"stem": f"{said} ?", "right": said, "wrong": [f"{said} !", "Oui, si"], "why": said},
        }

    def problem(self, prompt: Prompt) -> dict[str, Any]:
        return {"problem": f"{self.said(prompt)} ?", "product": self.said(prompt)}
