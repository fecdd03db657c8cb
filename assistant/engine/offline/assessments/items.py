"""Questions on the way of going about it, honest whatever the trade; facts of the trade are left to the trainer."""

from collections.abc import Sequence
from itertools import cycle
from zlib import crc32

from assistant.engine.offline.assessments.phrases import Phrases
from assistant.engine.offline.assessments.wording import Question, wording
from assistant.engine.offline.progression.choosing import Picker
from assistant.models.module import Item, Objective, Option

_MOST = 6
_LEAST = 3


class Questions:
    """Writes the questions of one module; none comes twice."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.words = wording(phrases.language)
        self.picker = Picker()
        self._asked: set[str] = set()

    def on(self, objectives: Sequence[Objective], *, keeps: bool = False) -> tuple[Item, ...]:
        """One question for each objective, more when they are few, unless some are kept for a later assessment."""
        wanted = min(_MOST, max(1 if keeps else _LEAST, len(objectives)))
        items: list[Item] = []
        turns = wanted * 3
        for item, _ in zip(cycle(objectives), range(turns), strict=False):
            found = self._item(item)
            if found:
                items.append(found)
            if len(items) == wanted:
                break
        return tuple(items)

    def _item(self, objective: Objective) -> Item | None:
        pool = self.words.items[objective.performance]
        question = self.picker.pick(pool, objective.statement)
        stem = self.phrases.ask(question.stem, objective)
        if stem in self._asked:
            return None
        self._asked.add(stem)
        return Item(stem=stem, options=self._options(question, stem), objective=objective.id)

    def _options(self, question: Question, stem: str) -> tuple[Option, ...]:
        """The options, the key at a place that the words of the stem decide."""
        typeset = self.phrases.typeset
        options = [
            Option(text=typeset(text), correct=place == 0, feedback=typeset(why))
            for place, (text, why) in enumerate(zip(question.options, question.why, strict=True))
        ]
        turn = crc32(stem.encode()) % len(options)
        return (*options[turn:], *options[:turn])
