"""Grids: lines that can be seen, from "not yet" to "sure"."""

from collections.abc import Sequence

from assistant.engine.offline.assessments.phrases import Phrases
from assistant.engine.offline.assessments.wording import Row, wording
from assistant.engine.offline.objectives import context
from assistant.engine.offline.progression.choosing import Picker
from assistant.language import grammar, lemmas
from assistant.models.module import Objective, RubricRow
from assistant.models.terms import Performance, rank

_FEW_LINES = 3
_ALWAYS_ESSENTIAL: frozenset[Performance] = frozenset({"gesture", "relational"})


class Grids:
    """Writes the grids of one module; no band comes twice before all have come once."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.words = wording(phrases.language)
        self.told = context.told(phrases.brief)
        self.picker = Picker()
        self._cued: set[str] = set()

    def of_self(self, objectives: Sequence[Objective]) -> tuple[RubricRow, ...]:
        """How learners place themselves, before and after."""
        return tuple(
            self._row(grammar.capitalized(self.phrases.action(item)), self.words.bands_of_self[item.performance])
            for item in objectives
        )

    def on_the_way(self, objectives: Sequence[Objective]) -> tuple[RubricRow, ...]:
        """What a peer ticks while learning: the third level is the criterion of the objective."""
        return tuple(
            self._row(
                self.phrases.criterion(item),
                (
                    self._not_yet(item, "along"),
                    self.picker.pick(self.words.on_the_way[item.performance], item.statement),
                    item.criterion,
                ),
            )
            for item in objectives
        )

    def final(self, objectives: Sequence[Objective]) -> tuple[RubricRow, ...]:
        """What decides: the second level is the criterion, the third goes beyond it."""
        essential = self._essential(objectives)
        rows = [
            self._row(
                self.phrases.criterion(item),
                (
                    self._not_yet(item, "final"),
                    item.criterion,
                    self.picker.pick(self.words.sure[item.performance], item.statement),
                ),
                essential=item.id in essential,
            )
            for item in objectives
        ]
        return (*rows, *self._more(objectives))

    def at_work(self) -> tuple[RubricRow, ...]:
        """What is looked at some weeks later."""
        words = self.words.transfer
        return (self._row(words.criterion, words.bands, essential=True),)

    def _more(self, objectives: Sequence[Objective]) -> tuple[RubricRow, ...]:
        """Lines on the way of working, when the objectives alone make a short grid."""
        missing = _FEW_LINES - len(objectives)
        pool: dict[Row, Objective] = {row: item for item in objectives for row in self.words.rows[item.performance]}
        rows = list(dict.fromkeys(pool))[: max(0, missing)]
        return tuple(self._row(row.criterion, row.bands) for row in rows)

    def _not_yet(self, item: Objective, part: str) -> str:
        """What was told of the work today, once for each grid; else a common failure of such a performance."""
        cue = context.cue_for(self.told, item.performance, "not_yet", item.statement)
        if cue and part == "final" and cue.not_yet not in self._cued:
            self._cued.add(cue.not_yet)
            return cue.not_yet
        text = self.picker.pick(self.words.not_yet[item.performance], item.statement)
        return self.phrases.say(text, [item])

    def _essential(self, objectives: Sequence[Objective]) -> frozenset[str]:
        """Without which nothing is proved: movements and words, what was told to go wrong, the most demanding."""
        if len(objectives) <= 2:
            return frozenset(item.id for item in objectives)
        told = lemmas.content_stems(self.told.text, self.phrases.language)
        top = max(rank(item.bloom) for item in objectives)

        def weight(item: Objective) -> tuple[bool, int, bool]:
            stems = lemmas.content_stems(item.statement, self.phrases.language)
            return item.performance in _ALWAYS_ESSENTIAL, len(stems & told), rank(item.bloom) == top

        ranked = sorted(objectives, key=weight, reverse=True)
        return frozenset(item.id for item in ranked[: max(2, len(objectives) - max(1, len(objectives) // 4))])

    def _row(self, criterion: str, bands: Sequence[str], *, essential: bool = False) -> RubricRow:
        typeset = self.phrases.typeset
        return RubricRow(
            criterion=typeset(criterion), bands=tuple(typeset(band) for band in bands), essential=essential
        )
