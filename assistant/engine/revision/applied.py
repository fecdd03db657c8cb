"""What edits have made of the answers and the directives so far."""

from dataclasses import dataclass, replace
from typing import Any

from assistant.engine.revision.words import say, ways_out
from assistant.models.brief import Answers, BriefField, Source
from assistant.models.module import Directives
from assistant.models.terms import Language


@dataclass(frozen=True)
class Applied:
    """The answers and directives after the edits, and what was refused, as sentences."""

    answers: Answers
    directives: Directives
    language: Language
    """What the trainer speaks; the draft may be written in another."""
    refused: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    """What the trainer should know of what was done, as sentences."""
    ways: tuple[str, ...] = ()
    """What the trainer can say instead, as messages."""

    def note(self, key: str, **values: Any) -> "Applied":
        """The same, with one more remark."""
        noted = (*self.noted, say("noted", key, self.language, **values))
        return replace(self, noted=noted, ways=(*self.ways, *ways_out("noted", key, self.language, **values)))

    def refuse(self, key: str, **values: Any) -> "Applied":
        """The same, with one more refusal."""
        refused = (*self.refused, say("refused", key, self.language, **values))
        return replace(self, refused=refused, ways=(*self.ways, *ways_out("refused", key, self.language, **values)))

    def direct(self, **changes: Any) -> "Applied":
        """The same, with other directives."""
        return replace(self, directives=self.directives.model_copy(update=changes))

    def state(self, field: BriefField, value: Any, quote: str) -> "Applied":
        """The same, with a field of the brief as the trainer's words state it."""
        turn = max((source.turn for source in self.answers.sources), default=0)
        sources = (*self.answers.sources, Source(field=field, quote=quote, turn=turn))
        fields = {**self.answers.model_dump(), field: value, "sources": [item.model_dump() for item in sources]}
        return replace(self, answers=Answers.model_validate(fields))
