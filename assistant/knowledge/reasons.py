"""Argues for a method and against another, in sentences that name facts of the brief."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from assistant.knowledge.calls import barred
from assistant.knowledge.circumstances import Circumstances, Goal, level_words
from assistant.knowledge.needs import Verdict
from assistant.knowledge.run import TEAM, Run, run_of
from assistant.knowledge.scoring import Obstacle, Weighed, goal_fit
from assistant.language.data import in_order, table
from assistant.language.lemmas import fold
from assistant.language.signs import LONGEST_QUOTE, told
from assistant.language.typography import span, typeset
from assistant.language.wording import capitalized, clip, uncapitalized
from assistant.models.knowledge import Card
from assistant.models.terms import Performance

_DONE: frozenset[Performance] = frozenset({"gesture", "procedure", "tool_use", "relational"})
"""Kinds of doing that can be watched as they happen."""


@dataclass
class Advocate:
    """Argues several methods for one brief without saying the same thing twice."""

    case: Circumstances
    used: set[str] = field(default_factory=set)
    """The trainer's words and the arguments that were used already."""

    @property
    def texts(self) -> dict[str, Any]:
        """The sentences, in the brief's language."""
        return table(f"selection.{self.case.brief.language}.yaml")

    def argue(self, weighed: Weighed, goals: tuple[Goal, ...], main: Weighed | None) -> tuple[str, ...]:
        """The reasons for a method: what it trains, then the facts of the brief that speak for it, five for the main
        one and two for a support; what to watch comes last, and always."""
        said: list[str] = [] if main is None else [self._part(weighed.card, goals, main.card)]
        most = 5 if main is None else 2
        for key, sentence in self._arguments(weighed, goals, kinds_first=main is None):
            if len(said) < most and key not in self.used:
                self.used.add(key)
                said.append(sentence)
        said += self.watch(weighed, prepared=main is not None)
        return tuple(typeset(sentence, self.case.brief.language) for sentence in said)

    def _part(self, card: Card, goals: tuple[Goal, ...], main: Card) -> str:
        """What a support adds to the main method."""
        others = [kind for kind in card.learning_types if kind not in main.learning_types[:1]] or ["practice"]
        name = next((kind for kind in others if f"part/{kind}" not in self.used), others[0])
        self.used.add(f"part/{name}")
        best = sorted(goals, key=lambda goal: goal_fit(main, goal) - goal_fit(card, goal))
        return str(self.texts["part"][name].format(things=self._things(best[:2])))

    def watch(self, weighed: Weighed, *, prepared: bool) -> Iterator[str]:
        """What stands in the way of a method that is kept all the same; one that comes after another finds learners
        who are beginners no more."""
        for obstacle in weighed.obstacles:
            if prepared and obstacle == "level":
                continue
            failed = self._obstacle(weighed, obstacle)
            if self.case.brief.language == "fr":
                failed = uncapitalized(failed)
            yield self.texts["watch"]["obstacle"].format(failed=failed)
        for verdict in weighed.fails:
            why, evidence = _why(weighed.card, verdict, self.case), self._evidence(verdict)
            yield self.texts["watch"]["need"].format(why=why, evidence=evidence)

    def oppose(self, weighed: Weighed, main: Weighed | None) -> tuple[str, ...]:
        """Why a method was left out: at most two sentences."""
        texts, brief = self.texts, self.case.brief
        said = []
        mention = self.case.mentions(weighed.card)
        if mention and not mention[1]:
            said.append(texts["obstacle"]["refused"].format(words=mention[0]))
        said += [self._obstacle(weighed, obstacle) for obstacle in weighed.obstacles]
        for verdict in weighed.fails:
            why = _why(weighed.card, verdict, self.case)
            said.append(texts["needs"].format(why=why, evidence=self._evidence(verdict)))
        said = _proved_apart(said)
        missed = [goal for goal in self.case.goals if goal_fit(weighed.card, goal) < 0.45]
        if len(said) < 2 and len(missed) * 2 > len(self.case.goals):
            said.append(self._mismatch(weighed.card, missed))
        unknown = [verdict for verdict in weighed.verdicts if verdict.state == "unknown"]
        if not said and unknown:
            why = _why(weighed.card, unknown[0], self.case)
            said.append(texts["needs"].format(why=why, evidence=texts["evidence"]["unknown"]))
        if not said and main is not None:
            best = sorted(self.case.goals, key=lambda goal: goal_fit(weighed.card, goal) - goal_fit(main.card, goal))
            title = main.card.title.text(brief.language)
            title = texts["quoted"].format(text=title)
            said.append(texts["near"].format(main=title, things=self._things(best[:1])))
        return tuple(typeset(sentence, brief.language) for sentence in said[:2])

    def _arguments(self, weighed: Weighed, goals: tuple[Goal, ...], *, kinds_first: bool) -> Iterator[tuple[str, str]]:
        """Arguments that hold, the most telling first: what makes each unique, and the sentence."""
        card, facts = weighed.card, self.texts["fact"]
        mention = self.case.mentions(card)
        if mention and mention[1]:
            yield mention[0], facts["wanted"].format(words=mention[0])
        kinds = list(self._kinds(card, goals))
        if kinds_first:
            yield from kinds[:1]
        for call in self.case.calls:
            if call.because and call.words and call.worth.get(card.id, 0) > 1:
                yield call.words, call.because.format(words=call.words)
        for name, words in self._signed(weighed):
            if words in self.case.brief.competencies:
                continue
            yield words, facts[name].format(words=words)
        yield from self._group(card)
        yield from self._level(card)
        yield from kinds[1:2] if kinds_first else ()
        yield from self._access(card)
        mode = self.case.brief.modality
        if mode in self.texts["modality"] and (mode != "remote" or self.case.brief.group_size_max > 2):
            yield f"modality/{mode}", self.texts["modality"][mode]
        yield from self._time(card)

    def _kinds(self, card: Card, goals: tuple[Goal, ...]) -> Iterator[tuple[str, str]]:
        for kind in card.performance:
            meant = [goal for goal in goals if goal.told == kind]
            if meant:
                yield f"kind/{kind}", self.texts["kind"][kind].format(things=self._things(meant))

    def _signed(self, weighed: Weighed) -> Iterator[tuple[str, str]]:
        """Signs of the brief that speak for the method, with the words that show them."""
        card, speaks = weighed.card, table("selection.yaml")["speaks_for"]
        seen = self.case.brief.modality != "async"
        if seen and set(card.performance[:3]) & _DONE and (words := self.case.shows("see_do")):
            yield "see_do", words
        for verdict in weighed.verdicts:
            name = {"digital_access": "devices", "trust": "trusting"}.get(verdict.need, verdict.need)
            if verdict.state == "holds" and verdict.evidence and name in self.texts["fact"] and name != "experience":
                yield name, verdict.evidence
        for name, cards in speaks.items():
            if card.id in cards and name in self.texts["fact"] and (words := self.case.shows(name)):
                yield name, words
        if any(item.need == "real_cases" for item in card.preconditions):
            for _, words in told(self.case.brief, ("work_context",)):
                yield "context", clip(words.strip(), LONGEST_QUOTE)

    def _level(self, card: Card) -> Iterator[tuple[str, str]]:
        brief, facts = self.case.brief, self.texts["fact"]
        if brief.assumed("audience_level") or brief.audience_level not in card.levels:
            return
        name = {"beginner": "beginner", "mixed": "mixed"}.get(brief.audience_level, "experience")
        if name == "beginner" and card.autonomy == "low" and any(step.phase == "demonstrate" for step in card.steps):
            name = "beginner_led"
        words = level_words(self.case)
        if words is None:
            level = self.texts["levels"][brief.audience_level]
            quoted: str = self.texts["quoted"].format(text="{words}")
            yield f"level/{name}", capitalized(facts[name].replace(quoted, level, 1))
        else:
            words = clip(words, LONGEST_QUOTE)
            yield words, facts[name].format(words=words)

    def _group(self, card: Card) -> Iterator[tuple[str, str]]:
        brief, texts = self.case.brief, self.texts["group"]
        if brief.assumed("group_size_max") is not None:
            return
        n, run = brief.group_size_max, run_of(card, brief.group_size_max)
        if brief.modality == "async":
            yield "group/alone", texts["alone"]
        elif n == 1:
            yield "group/one", texts["one"]
        elif n > 40 and card.group_size.max >= n:
            yield "group/crowd", texts["crowd_apart" if brief.modality == "remote" else "crowd"].format(n=n)
        elif run.turns is not None and run.turns.minutes * n <= brief.duration_minutes * 0.6:
            each, duration = run.turns.minutes, span(brief.duration_minutes, brief.language)
            yield "group/each", texts["each"].format(n=n, each=each, minutes=each * n, duration=duration)
        elif run.grouping == "pairs" and n >= 4:
            yield "group/pairs", texts["pairs"].format(n=n, teams=self._teams(n, 2))
        elif run.grouping == "groups" and n >= TEAM + 2:
            yield "group/groups", texts["groups"].format(n=n, teams=self._teams(n, TEAM))

    def _teams(self, n: int, size: int) -> str:
        words, count = self.texts["teams"], n // size if size == 2 else ceil(n / size)
        if size == 2:
            return f"{count} {words['pair' if count == 1 else 'pairs']}{words['trio'] if n % size else ''}"
        numbers = in_order(self.case.brief.language, "numbers")
        least, over = divmod(n, count)
        each = f"{numbers[least]} {self.texts['or']} {numbers[least + 1]}" if over else numbers[least]
        return f"{count} {words['group' if count == 1 else 'groups'].format(size=each)}"

    def _time(self, card: Card) -> Iterator[tuple[str, str]]:
        brief = self.case.brief
        if brief.modality == "async" or brief.assumed("duration_minutes") is not None:
            return
        run: Run = run_of(card, brief.group_size_max)
        share = run.minutes / brief.duration_minutes
        if share > 1 or run.minutes < 10:
            return
        name = "tight" if share > 0.75 else "once" if share > 0.35 else "twice"
        duration = span(brief.duration_minutes, brief.language)
        yield f"time/{name}", self.texts["time"][name].format(minutes=run.minutes, duration=duration)

    def _access(self, card: Card) -> Iterator[tuple[str, str]]:
        if card.adaptation is None:
            return
        adaptation = uncapitalized(card.adaptation.text(self.case.brief.language))
        stated = (words for _, words in told(self.case.brief, ("accessibility",)))
        said = [clip(words.strip(), LONGEST_QUOTE) for words in stated if _serves(adaptation, words, self.case)]
        if said:
            needs = ", ".join(self.texts["quoted"].format(text=words) for words in dict.fromkeys(said))
            yield f"accessibility/{card.id}", self.texts["accessibility"].format(needs=needs, adaptation=adaptation)

    def _things(self, goals: list[Goal]) -> str:
        """At most three competencies, in the trainer's words."""
        said = (re.sub(r"«\s*(.*?)\s*»", r"“\1”", goal.text.strip()) for goal in goals[:3])
        quoted = [self.texts["quoted"].format(text=clip(text, LONGEST_QUOTE)) for text in said]
        return ", ".join(quoted)

    def _mismatch(self, card: Card, missed: list[Goal]) -> str:
        kind = missed[0].kind
        meant = [goal for goal in missed if goal.kind == kind]
        does = self.texts["does"][card.performance[0]] if card.performance else ""
        wanted, things = self.texts["wanted"][kind], self._things(meant)
        return str(self.texts["mismatch"].format(does=does, wanted=wanted, things=things))

    def _evidence(self, verdict: Verdict) -> str:
        texts, brief = self.texts["evidence"], self.case.brief
        if verdict.evidence:
            return str(texts["said"].format(words=clip(verdict.evidence.strip(), LONGEST_QUOTE)))
        duration = span(brief.duration_minutes, brief.language)
        return str(texts[verdict.need].format(duration=duration, n=brief.group_size_max))

    def _obstacle(self, weighed: Weighed, obstacle: Obstacle) -> str:
        card, brief, texts = weighed.card, self.case.brief, self.texts
        modes = [texts["modalities"][mode] for mode in card.modalities]
        name, words = str(obstacle), ""
        if obstacle == "level" and (said := level_words(self.case)):
            name, words = "level_said", clip(said, LONGEST_QUOTE)
        if call := barred(card, self.case.calls) if obstacle == "said" else None:
            words = call.words or ""
        limits = {"too_few": card.group_size, "too_many": card.group_size, "time": card.minutes}
        limit = limits.get(obstacle, card.minutes)
        return str(
            texts["obstacle"][name].format(
                modalities=f" {texts['or']} ".join((", ".join(modes[:-1]), modes[-1])) if len(modes) > 1 else modes[0],
                modality=texts["modalities"][brief.modality],
                min=limit.min,
                max=limit.max,
                n=brief.group_size_max,
                duration=span(brief.duration_minutes, brief.language),
                level=texts["levels"][brief.audience_level],
                words=words,
            )
        )


def _serves(adaptation: str, need: str, case: Circumstances) -> bool:
    """Whether an adaptation is one for such a need: captions say nothing to somebody who is colour-blind."""
    rows: dict[str, dict[str, str]] = table("selection.yaml")["adapts"][case.brief.language]
    told, offered = fold(need), fold(adaptation)
    return any(re.search(row["need"], told) and re.search(row["by"], offered) for row in rows.values())


def _proved_apart(sentences: list[str]) -> list[str]:
    """The sentences, but for those whose words of the trainer's a later one quotes too: they prove one thing, not two.

    The later one names the card's own precondition.
    """
    kept: list[str] = []
    seen: set[str] = set()
    for sentence in reversed(sentences):
        quotes = set(re.findall(r"[«“]([^»”]+)[»”]", sentence))
        if not quotes or not quotes <= seen:
            kept.insert(0, sentence)
        seen |= quotes
    return kept


def _why(card: Card, verdict: Verdict, case: Circumstances) -> str:
    for precondition in card.preconditions:
        if precondition.need == verdict.need:
            return precondition.why.text(case.brief.language).rstrip(". ")
    return ""
