"""What is kept of the subject matter that a model proposes, piece by piece, and what is wrong with the others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.engine.llm.activities import wrong_task
from assistant.engine.llm.given import NAMES, sign, unwanted
from assistant.engine.llm.hostile import hostile
from assistant.engine.llm.subject_values import Driving, Proposed, Question, Task
from assistant.language import marks
from assistant.language.claims import find_claims
from assistant.language.detect import is_in
from assistant.language.lemmas import content_stems, fold
from assistant.language.typography import typeset
from assistant.language.wording import capitalized, uncapitalized
from assistant.models.module import Matter, MatterKind, Objective, Option, Sequence
from assistant.models.terms import Language

_LONGEST: dict[str, int] = {
    "point": 220,
    "case": 420,
    "task": 420,
    "problem": 600,
    "error": 220,
    "sign": 180,
    "question": 240,
    "option": 160,
}
"""Characters."""
_CLAUSE = 30
"""Words of a condition or a criterion."""
_MOST: dict[MatterKind, int] = {
    "point": 4,
    "task": 4,
    "case": 3,
    "error": 3,
    "sign": 4,
    "question": 1,
    "problem": 1,
}
_NEWS: dict[MatterKind, int] = {"point": 1, "case": 2, "error": 1, "sign": 1}
"""Words with a meaning that a piece adds to what was given: what only says it again is of no use to anybody."""
_LABEL = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,2}[.)]|[a-dA-D][.)])\s*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{3,}\b")
_COUNTED = 20
"""A number that a case may count things with; larger ones are facts of the world."""
_ALIKE = 0.75
"""Share of words with a meaning from which two pieces say the same."""
_KEY_LENGTH, _SHORT_KEY = 1.3, 25
"""A key so much longer than the mean of the options gives itself away (check E2), unless it is short."""
_WRONG, _OPTIONS = 2, 4
"""Wrong answers at least, answers in all at most."""


@dataclass
class Sifted:
    """What is kept, and one sentence on each thing that is not."""

    condition: str | None = None
    criterion: str | None = None
    matter: list[Matter] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def has(self, *kinds: MatterKind) -> bool:
        """Whether there is some of each kind."""
        return set(kinds) <= {item.kind for item in self.matter}


@dataclass(frozen=True)
class Sieve:
    """What the pieces are held to."""

    language: Language
    objective: Objective
    given: str
    """All that the trainer said."""
    activities: Mapping[str, Sequence] = field(default_factory=dict)
    """Those that need an instruction, by id."""

    def sift(self, proposed: Proposed) -> Sifted:
        """The pieces that hold; nothing of the others."""
        kept = Sifted()
        kept.condition = self._clause("condition", "condition_start", proposed.condition, kept.faults)
        kept.criterion = self._clause("criterion", "measure", proposed.criterion, kept.faults)
        for text in proposed.points:
            self._add(kept, "point", text)
        for text in proposed.cases:
            self._add(kept, "case", text)
        for task in proposed.activities:
            self._say(kept, task)
        for slip in proposed.errors:
            self._add(kept, "error", slip.error, slip.correction)
        for text in proposed.signs:
            self._add(kept, "sign", text)
        self._ask(kept, proposed.question)
        return kept

    def sift_problem(self, driving: Driving) -> Sifted:
        """The problem that drives a project, with what is handed over."""
        kept = Sifted()
        self._add(kept, "problem", driving.problem, driving.product)
        return kept

    def _add(self, kept: Sifted, kind: MatterKind, text: str, answer: str = "", where: str | None = None) -> None:
        said, right = self._clean(text), self._clean(answer)
        wrong = list(self._wrong(said, kind))
        if kind == "problem":
            wrong += list(self._wrong(right, kind)) if right else ["say what is handed over."]
        if kind == "error":
            wrong += list(self._wrong(right, kind)) if right else ["say what is right instead."]
            wrong += (
                ["the correction says the same as the error."] if right and alike(said, right, self.language) else []
            )
        if kind in _NEWS and self._own(said) < _NEWS[kind]:
            wrong.append("name gestures, objects or words of the trade that nobody gave you.")
        if kind not in {"question", "task"} and self._is_of_the_course(said):
            wrong.append("speak of the work, not of the course.")
        if kind == "sign" and (sign("inner", said, self.language) or sign("duty", said, self.language)):
            wrong.append("nobody can see or hear that.")
        if alike(said, self.objective.statement, self.language):
            wrong.append("that is the objective itself.")
        if any(alike(said, other.text, self.language) for other in kept.matter):
            wrong.append("said already.")
        if wrong:
            kept.faults.append(f'{kind} "{text[:60]}": {" ".join(wrong)}')
        elif sum(item.kind == kind for item in kept.matter) < _MOST[kind]:
            piece = Matter(id="", kind=kind, objective=self.objective.id, where=where, text=said, answer=right)
            kept.matter.append(piece)

    def _say(self, kept: Sifted, task: Task) -> None:
        """One instruction an activity."""
        activity = self.activities.get(task.id.strip())
        if activity is None or any(item.where == activity.id for item in kept.matter):
            kept.faults.append(f'activity "{task.id[:20]}": one instruction for each activity that is listed.')
            return
        wrong = list(wrong_task(self._clean(task.say), activity, self.given, self.language))
        if wrong:
            kept.faults.append(f'activity {activity.id} "{task.say[:60]}": {" ".join(wrong)}')
            return
        self._add(kept, "task", task.say, where=activity.id)

    def _ask(self, kept: Sifted, question: Question) -> None:
        if not question.stem.strip():
            return
        stem, right = self._clean(question.stem, stop=False), self._bare(question.right)
        others = list(dict.fromkeys(self._bare(text) for text in question.wrong))
        wrong = list(self._wrong(stem, "question")) + list(self._wrong_question(stem, right, others))
        for text in (right, *others, question.why):
            wrong += [fault for fault in self._wrong(text, "option", shortest=1) if text]
        if wrong:
            kept.faults.append(f'question "{question.stem[:60]}": {" ".join(dict.fromkeys(wrong))}')
            return
        texts = [right, *others][:_OPTIONS]
        # In the order of the alphabet, so that the key has no place of its own.
        ordered = sorted(texts, key=fold)
        options = tuple(Option(text=text, correct=text == right, feedback="") for text in ordered)
        why = self._clean(question.why)
        kept.matter.append(
            Matter(id="", kind="question", objective=self.objective.id, text=stem, answer=why, options=options)
        )

    def _wrong_question(self, stem: str, right: str, others: list[str]) -> Iterator[str]:
        """What checks E1 and E2 would find."""
        if not stem.endswith("?"):
            yield "end the stem with a question mark."
        if self._shows("negative_stem", stem) or self._shows("true_false", stem):
            yield "ask neither what is wrong nor true or false."
        if not right or right in others or len([text for text in others if text]) < _WRONG:
            yield "one right answer and two or three wrong ones, all different."
            return
        texts = [right, *others]
        if any(self._shows("all_none", text) or self._shows("true_false_option", text) for text in texts):
            yield 'no "all of these", "none of these", "yes" or "no".'
        mean = sum(map(len, texts)) / len(texts)
        if len(right) > _SHORT_KEY and len(right) > _KEY_LENGTH * mean:
            yield "the right answer is longer than the others."

    def _clause(self, name: str, mark: str, text: str, faults: list[str]) -> str | None:
        said = uncapitalized(self._clean(text, stop=False)).rstrip(" .;,")
        if not said:
            return None
        wrong = list(self._wrong(said, "point", shortest=3))
        if not self._shows(mark, said) or len(said.split()) > _CLAUSE or sign("clause", said, self.language):
            wrong.append("one phrase, as it was described.")
        wrong += unwanted(("timed",), said, self.given, self.language)
        if not self._news(said):
            wrong.append("name an object or a place of the trade.")
        if wrong:
            faults.append(f'{name} "{text[:60]}": {" ".join(wrong)}')
            return None
        return said

    def _news(self, said: str) -> bool:
        """Whether it says more than the objective itself."""
        stems = content_stems(said, self.language)
        return bool(stems - content_stems(self.objective.statement, self.language))

    def _own(self, said: str) -> int:
        """Words with a meaning that are neither the trainer's nor the objective's."""
        return len(content_stems(said, self.language) - content_stems(self.given, self.language))

    def _is_of_the_course(self, said: str) -> bool:
        """Whether it tells of grids, pairs and trainers, where the trade itself is not training."""
        found = sign("of_the_course", said, self.language)
        return found is not None and found[0] not in fold(self.given)

    def _is_mixed(self, text: str) -> bool:
        """Whether a word of the other language was left in it that the trainer did not use."""
        found = sign("other_language", text, self.language)
        return found is not None and found[0] not in re.findall(r"\w+", fold(self.given))

    def _wrong(self, text: str, kind: str, shortest: int = 2) -> Iterator[str]:
        """What no piece may be or hold."""
        words = text.split()
        if len(words) < shortest or len(text) > _LONGEST.get(kind, _LONGEST["point"]):
            yield "too short or too long."
        if (len(words) > 3 and not is_in(text, self.language)) or self._is_mixed(text):
            yield f"write in {NAMES[self.language]}."
        if len(words) > 8 and len({fold(word) for word in words}) < len(words) / 2:
            yield "the same words again and again."
        yield from self._foreign(text, kind)
        if self._shows("assistant", text) or self._shows("placeholder", text):
            yield "nothing to be filled in, no talk."
        if "…" in text or "..." in text:
            yield "a finished sentence of the trade."

    def _foreign(self, text: str, kind: str) -> Iterator[str]:
        """Claims about the world that nobody made."""
        given = fold(self.given)
        yield from hostile(text)
        yield from unwanted(("authority", "praise", "chatter"), text, self.given, self.language)
        figures = [item for item in _FIGURE.findall(text) if item not in _FIGURE.findall(self.given)]
        if kind == "case":
            figures = [item for item in figures if not item.isdigit() or int(item) > _COUNTED]
        codes = [item for item in _CODE.findall(text) if fold(item) not in given]
        claims = [claim for claim in find_claims(text) if fold(claim) not in given]
        yield from (f"{item} was not given." for item in dict.fromkeys((*figures, *codes, *claims)))

    def _shows(self, name: str, text: str) -> bool:
        return marks.shows(name, text, self.language)

    def _clean(self, text: str, *, stop: bool = True) -> str:
        """Without the marks of a list, typeset, with a capital and, for a sentence, a full stop."""
        said = self._bare(text)
        if not said:
            return ""
        return said if not stop or said[-1] in "!?»”" else f"{said}."

    def _bare(self, text: str) -> str:
        said = " ".join(_LABEL.sub("", text).replace("*", "").split()).strip("\"“”'")
        return typeset(capitalized(said.rstrip(" .;")), self.language)


def alike(one: str, other: str, language: Language) -> bool:
    """Whether two texts say the same."""
    first, second = content_stems(one, language), content_stems(other, language)
    if not first or not second:
        return fold(one) == fold(other)
    return len(first & second) >= _ALIKE * len(first | second)
