"""A model words the next question for the trainer's own subject; which question comes, and when, is decided before."""

import asyncio
import re
from collections.abc import Iterator, Mapping

from assistant.engine.completion import Asker
from assistant.engine.llm.given import NAMES, Given, facts_of
from assistant.engine.prompts import data, render, undone
from assistant.engine.protocol import NextQuestion
from assistant.language.data import table
from assistant.language.lemmas import content_stems, fold
from assistant.language.typography import typeset
from assistant.language.wording import capitalized
from assistant.models.brief import Slot
from assistant.models.value import Value

PATIENCE = 8.0
"""Seconds: nobody waits for a wording."""
_TOKENS = 120
_SHORTEST, _LONGEST = 20, 220
ABOUT: Mapping[Slot, str] = {
    "work_context": "what happens at work today that makes the training necessary",
    "competencies": "what these people must be able to do after the training",
    "audience_level": "how much these people know of the subject already",
    "prerequisites": "what people must know or have before they come",
    "assessment_wishes": "what will show the trainer that people can do it",
    "resources": "what there is to practise with: equipment, room, documents",
}
"""What may be worded, and what it is: what trainers tell in their own words; sizes and lengths are asked plainly."""


class Worded(Value):
    """The question."""

    question: str


async def word(asked: NextQuestion, asker: Asker, patience: float = PATIENCE) -> str | None:
    """The question in the model's words; None where it has none that hold. Raises ModelError, TimeoutError."""
    facts = facts_of(asked.answers)
    if asked.slot not in ABOUT or not facts:
        return None
    language = asked.answers.language
    prompt = render(
        "ask",
        language=NAMES[language],
        about=ABOUT[asked.slot],
        question=data(asked.text),
        facts=[{"name": name, "words": data(words)} for name, words in facts.items()],
    )
    async with asyncio.timeout(patience):
        worded = await asker.ask(prompt, Worded, most=_TOKENS, faults=lambda value: list(_faults(value, asked, facts)))
    return typeset(capitalized(" ".join(undone(worded.value.question).split())), language)


def _faults(value: Worded, asked: NextQuestion, facts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a question."""
    said, language, told = value.question, asked.answers.language, "\n".join(facts.values())
    cues, plain = table(f"asking.{language}.yaml"), _plain(said)
    given = Given(f"{told}\n{asked.text}\n{cues['ordinary']}", language)
    yield from given.faults(said, sentences=2, longest=_LONGEST, shortest=_SHORTEST)
    if said.count("?") != 1 or len(re.findall(cues["interrogative"], plain)) != 1:
        yield "ask one open question, with one word that asks and one question mark."
    general = content_stems(asked.text.replace(_quoted(asked.text), ""), language)
    if not content_stems(said, language) & content_stems(told, language) - general:
        yield "name something that the trainer said."
    known = _plain(f"{told}\n{asked.text}")
    if not all(re.search(rf"\b{re.escape(word)}\b", known) for word in re.findall(cues["presumes"], plain)):
        yield "suppose nothing that the trainer did not say."
    if not re.search(cues["asks"][asked.slot], plain):
        yield f"ask for {ABOUT[asked.slot]}."
    others = (name for name, cue in cues["elsewhere"].items() if re.search(cue, plain))
    yield from (f"do not ask for the {name.replace('_', ' ')}." for name in others)


def _plain(text: str) -> str:
    return fold(text).replace("’", "'")


def _quoted(text: str) -> str:
    """The trainer's words that the general question quotes already."""
    found = re.search(r"[«“]\s*(.+?)\s*[»”]", text)
    return found[1] if found else "\n"
