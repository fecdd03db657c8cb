"""Drafts of what is not an activity: opening, beginnings and ends of days, trials, closing."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.offline.progression.carriers import Carriers
from assistant.engine.offline.progression.choosing import Picker, place
from assistant.engine.offline.progression.draft import Draft, Line
from assistant.engine.offline.progression.outline import TrialPart
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.voice import Target
from assistant.engine.offline.progression.wording import Trial
from assistant.engine.planner import Piece, Want
from assistant.language import grammar
from assistant.language.data import table
from assistant.models.module import AssessmentPlan, Objective
from assistant.models.terms import Moment

_RECALLED = 2
_SHORTEST_TURN = 3


@dataclass
class Moments:
    """Writes the moments of one module."""

    setting: Setting
    carriers: Carriers
    picker: Picker
    objectives: tuple[Objective, ...]
    plans: tuple[AssessmentPlan, ...]

    def _plans(self, moment: Moment) -> tuple[AssessmentPlan, ...]:
        return tuple(plan for plan in self.plans if plan.moment == moment)

    @property
    def whole(self) -> Target:
        """All objectives together."""
        return self.setting.voice.target(self.objectives)

    def _ids(self, plans: Sequence[AssessmentPlan]) -> str:
        return grammar.listing([plan.id for plan in plans], self.setting.brief.language)

    def opening(self, minutes: int) -> Draft:
        """The opening of the module: a situation, the diagnostic, the frame."""
        words, voice = self.setting.variant.opening, self.setting.voice
        plans, first = self._plans("diagnostic"), voice.target(self.objectives[:1])
        story = words.told if voice.situation() else words.untold
        lines = [Line(Piece("activate", 4), *voice.pair(story[0], first), rank=1)]
        if plans:
            spent = max(3, sum(plan.minutes for plan in plans))
            said = voice.pair(words.diagnostic[0], self.whole, ids=self._ids(plans))
            lines.append(Line(Piece("apply", min(spent, max(3, minutes - 3)), fixed=True), *said))
        lines.append(Line(Piece("integrate", 4), *voice.pair(words.compare[0], self.whole), rank=3))
        lines.append(Line(Piece("activate", 4), *voice.pair(words.frame[0], self.whole), rank=2))
        return Draft(
            kind="opening",
            title=voice.say(words.title[0], first),
            target=self.whole,
            want=Want(minutes, max(5, round(minutes * 0.9)), minutes + 15),
            lines=lines,
            learning_types=("discussion", "inquiry"),
            grouping="individual" if self.setting.name in ("solo", "async") else "plenary",
            methods=self._cited("opening"),
            feedback=voice.typeset(self.setting.variant.opening_feedback),
            assessments=tuple(plan.id for plan in plans),
            role="opening",
        )

    def _cited(self, name: str) -> tuple[str, ...]:
        names: Sequence[str] = table("progression.yaml")[name]
        cards = (self.carriers.shelf[name] for name in names if name in self.carriers.shelf)
        if not self.carriers.methods:
            return ()
        found = next((card.id for card in cards if self.carriers.allows(card)), None)
        return (found,) if found else self._main()

    def _main(self) -> tuple[str, ...]:
        return tuple(card.id for card in self.carriers.methods[:1])

    def closing(self, minutes: int, reserve: int) -> Draft:
        """The closing of the module: what is taken away, what is done on Monday."""
        words, voice = self.setting.variant.closing, self.setting.voice
        transfer = self._plans("transfer")
        phrase: str = voice.words.phrases["ids_in"]
        ids_in = phrase.format(ids=self._ids(transfer)) if transfer else ""
        lines = [
            Line(Piece("integrate", 4), *voice.pair(words.takeaway[0], self.whole), rank=2),
            Line(Piece("integrate", 7), *voice.pair(words.transfer[0], self.whole, ids_in=ids_in)),
        ]
        if reserve:
            lines.append(
                Line(Piece("integrate", reserve, fixed=True), *voice.pair(words.reserve[0], self.whole), rank=1)
            )
        lines.append(Line(Piece("integrate", 4), *voice.pair(words.satisfaction[0], self.whole)))
        return Draft(
            kind="closing",
            title=voice.say(words.title[0], self.whole),
            target=self.whole,
            want=Want(minutes, max(min(minutes, 10), round(minutes * 0.75)), minutes + 15),
            lines=lines,
            learning_types=("discussion", "production"),
            grouping="individual",
            methods=self._main(),
            feedback=voice.typeset(self.setting.variant.closing_feedback),
            assessments=tuple(plan.id for plan in transfer),
            role="closing",
        )

    def day_opening(self, minutes: int, day: int, days: int, recalled: Sequence[Objective]) -> Draft:
        """The beginning of a later day: what comes back without notes, and where the day goes."""
        variant, voice = self.setting.variant, self.setting.voice
        target = voice.target(self._in_order(recalled[:_RECALLED]) or self.objectives[:1])
        pool = variant.day_openings
        chosen = pool[-1] if day == days and days > 2 else pool[(day - 2) % len(pool)]
        title, text = (self.setting.of_sessions(text) for text in chosen)
        recall: dict[str, object] = {"recall": target.short, "day": day}
        if self.setting.brief.language == "fr":
            recall["d_recall"] = grammar.de(target.short)
        else:
            recall["recalling"] = grammar.gerund(target.short)
        lines = [Line(Piece("apply", 10), *voice.pair(text, target, "", **recall))]
        if variant.day_opening_themes and minutes >= 12:
            theme = variant.themes[(day - 1) * (len(variant.themes) - 1) // max(1, days - 1)]
            lines.append(
                Line(
                    Piece("activate", 3),
                    *voice.pair(
                        self.setting.of_sessions(self.picker.pick(variant.day_opening_themes, f"theme{day}")),
                        target,
                        theme=theme,
                    ),
                    rank=1,
                )
            )
        return Draft(
            kind="opening",
            title=voice.say(title, target, "", **recall),
            target=target,
            want=Want(minutes, min(minutes, 8), minutes + 8),
            lines=lines,
            learning_types=("inquiry", "discussion"),
            grouping="individual",
            methods=self._cited("recall"),
            feedback=voice.typeset(self.setting.of_sessions(self.picker.pick(variant.day_feedback, f"day{day}"))),
            role="recall",
        )

    def day_closing(self, minutes: int, day: int, worked: Sequence[Objective]) -> Draft:
        """The end of a day that is not the last."""
        variant, voice = self.setting.variant, self.setting.voice
        target = voice.target(self._in_order(worked) or self.objectives[:1])
        chosen = variant.day_closings[(day - 1) % len(variant.day_closings)]
        title, text = (self.setting.of_sessions(text) for text in chosen)
        return Draft(
            kind="closing",
            title=voice.say(title, target, day=day),
            target=target,
            want=Want(minutes, min(minutes, 5), minutes + 6),
            lines=[Line(Piece("integrate", minutes), *voice.pair(text, target, day=day))],
            learning_types=("discussion", "production"),
            grouping="individual",
            methods=self._main(),
            feedback=voice.typeset(self.setting.of_sessions(self.picker.pick(variant.day_feedback, f"end{day}"))),
            role="day",
        )

    def _in_order(self, chosen: Sequence[Objective]) -> tuple[Objective, ...]:
        return tuple(item for item in self.objectives if item in chosen)

    def trial(self, part: TrialPart, minutes: int) -> Draft:
        """A summative assessment: instructions, the task, its return."""
        voice, words, plan = self.setting.voice, self.setting.variant.summative, part.plan
        target = voice.target([item for item in self.objectives if item.id in plan.objectives] or self.objectives)
        trial = trial_of(plan, target, self.setting)
        run = min(part.minutes, max(3, minutes - 4))
        by_turns = plan.minutes >= _SHORTEST_TURN * self.setting.people
        side_by_side = trial.together if self.setting.name == "room" and not by_turns else ()
        pool = side_by_side or trial.runs(self.setting.name)
        trainer, learners = voice.pair(self.picker.pick(pool, target.key), target, ids=plan.id)
        debrief = self.picker.pick(words.debrief, target.key)
        titles = trial.titles if self.setting.name in ("room", "crowd") else trial.titles[:1]
        title = voice.say(titles[place(plan.id + target.key, len(titles))], target)
        watched = "observed-gesture" in trial.instruments and self.setting.name != "async"
        # Shorter than that, people pass side by side: the assessment says how.
        watched = watched and by_turns
        back = [Line(Piece("integrate", max(2, round(run * 0.3))), *voice.pair(debrief, target))] if part.last else []
        cited = dict.fromkeys(
            card.id for card in (self.carriers.carrier(item.id) for item in target.objectives) if card
        )
        return Draft(
            kind="assessment",
            title=title if part.parts == 1 else f"{title} ({part.part}/{part.parts})",
            target=target,
            want=Want(minutes, min(minutes, run + 5), minutes + 10),
            lines=[
                Line(Piece("activate", 3), *voice.pair(self.picker.pick(words.intro, plan.id), target), rank=1),
                Line(
                    Piece("apply", run, fixed=True), trainer, learners, "learner" if watched else "no", share=part.parts
                ),
                *back,
            ],
            learning_types=(trial.learning_type, "production"),
            grouping="individual",
            methods=tuple(cited)[:2],
            feedback=self._feedback(trial, target),
            assessments=(plan.id,),
            role="trial",
        )

    def _feedback(self, trial: Trial, target: Target) -> str:
        pool = (
            self.setting.variant.feedback["individual"] if self.setting.name in ("async", "crowd") else trial.feedback
        )
        return self.setting.voice.typeset(self.picker.pick(pool, target.key + "trial"))


def trial_of(plan: AssessmentPlan, target: Target, setting: Setting) -> Trial:
    """How a summative assessment is run."""
    trials = setting.voice.words.trials
    usual = trials["observed" if target.family in ("do", "relate") else "written"]
    return next((trial for trial in trials.values() if plan.instrument in trial.instruments), usual)
