"""What each assessment says: the task, how it is run, what becomes of it."""

from collections.abc import Sequence

from assistant.engine.offline.assessments.choosing import Chooser, is_first_steps
from assistant.engine.offline.assessments.instruments import family_of, is_panel, is_questionnaire, is_watched
from assistant.engine.offline.assessments.phrases import Phrases
from assistant.engine.offline.assessments.runs import Run, run_of
from assistant.engine.offline.assessments.wording import wording
from assistant.engine.offline.progression.choosing import Picker
from assistant.language import grammar
from assistant.models.module import AssessmentPlan, Objective

_CROWD = 40
_SITUATED = frozenset({"simulation-graded", "observed-gesture", "case-study-graded", "diagnosis"})


class Descriptions:
    """Writes the descriptions of one module."""

    def __init__(self, chooser: Chooser, phrases: Phrases, plans: Sequence[AssessmentPlan]) -> None:
        self.chooser = chooser
        self.plans = plans
        self.brief = chooser.brief
        self.phrases = phrases
        self.words = wording(phrases.language)
        self.picker = Picker()
        self._situated = False
        self._said: set[str] = set()
        self._refused = False

    @property
    def _meets(self) -> bool:
        """Whether learners have peers to look at them."""
        return self.brief.group_size_max > 1 and self.brief.modality != "async"

    @property
    def asks_at_the_start(self) -> bool:
        """Whether the questions that the trainer wished for have no better place than the opening."""
        asked = any(is_questionnaire(plan.instrument) for plan in self.plans)
        return "quiz" in self.chooser.wish.formats and not asked

    def diagnostic(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> str:
        """An open question, a grid to place oneself, and what the trainer does with them."""
        words, first, told = self.words.diagnostic, objectives[0], self.phrases.told()
        texts = []
        if told:
            reads = words.reads_async if self.brief.modality == "async" else words.reads
            texts += [self.phrases.say(reads, objectives, told=told), words.told[first.performance]]
        else:
            texts.append(
                self.phrases.ask(words.prompt_recall if _is_recalled(first) else words.prompt[first.performance], first)
            )
        grid = words.grid if len(objectives) <= 4 else words.grid_many
        texts += [self.phrases.say(grid, objectives), self._diagnostic_run(plan)]
        return self._joined(texts)

    def _diagnostic_run(self, plan: AssessmentPlan) -> str:
        words, people = self.words.diagnostic, self.brief.group_size_max
        match self.brief.modality:
            case "async":
                run = words.run_async
            case "remote":
                run = words.run_remote
            case _:
                run = words.run_one if people == 1 else words.run_large if people > _CROWD else words.run
        return run.format(minutes=plan.minutes)

    def formative(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> str:
        """What is looked at during practice, and by whom."""
        seed = "".join(item.statement for item in objectives)
        apart = "_async" if self.brief.modality == "async" else ""
        if self._meets:
            pool = self.words.formative[plan.instrument]
        else:
            way = "quiz" if is_questionnaire(plan.instrument) else family_of(objectives[0])
            pool = self.words.formative_alone[way + apart]
        texts = [self.phrases.say(self.picker.pick(pool, seed), objectives)]
        if is_questionnaire(plan.instrument):
            texts.append(self.words.formative_items)
        elif apart:
            texts.append(self.words.formative_async)
        wished = self.chooser.wish.quote and plan.instrument in self.chooser.wished()
        if wished and not self.chooser.formats.closes(plan.instrument):
            texts += self._once(self._honoured())
        return self._joined(texts)

    def formative_mastery(self, objectives: Sequence[Objective]) -> str:
        """When to go on."""
        pool = self.words.formative_mastery if self._meets else self.words.formative_mastery_alone
        return self.phrases.typeset(self.picker.pick(pool, objectives[0].statement))

    def summative(
        self, plan: AssessmentPlan, objectives: Sequence[Objective], minutes: tuple[int, int], *, final: bool
    ) -> str:
        """The task, where it starts from, how people take their turns, what they leave with."""
        task = self.words.summative[plan.instrument]
        texts = [self.phrases.say(task.one if len(objectives) == 1 else task.many, objectives)]
        told = self.phrases.told()
        if final:
            texts.append(self.words.final)
        elif told and not self._situated and plan.instrument in _SITUATED:
            self._situated = True
            texts.append(self.words.starts_from.format(told=told))
        relational = any(item.performance == "relational" for item in objectives)
        work, left = minutes
        run = run_of(plan.instrument, work, relational, self.brief)
        texts.append(self._run(run, work, left))
        if self.brief.modality == "remote" and run.manner == "trios":
            texts.append(self.words.runs.remote_rooms)
        if is_watched(plan.instrument) and self._meets:
            texts.append(self.picker.pick(self.words.returns, objectives[0].statement))
        return self._joined([*texts, *self._wish(plan, objectives)])

    def _run(self, run: Run, work: int, left: int) -> str:
        name = "async_" if run.manner == "async" else run.manner
        template: str = getattr(self.words.runs, name)
        people = self.brief.group_size_max
        return template.format(
            n=people,
            minutes=work if run.manner in ("async", "async_video", "async_quiz", "sampled") else work + left,
            work=work,
            left=left,
            pass_=run.turn,
            rooms=self.words.jury_rooms[run.rooms],
            sizes=self._halves(people),
        )

    def _halves(self, people: int) -> str:
        small = people // 2
        return grammar.listing([str(small), str(people - small)], self.phrases.language)

    def _wish(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> list[str]:
        wish, words = self.chooser.wish, self.words.wishes
        texts = []
        if not self.chooser.formats.admits_all(plan.instrument, objectives):
            texts.append(self.words.chosen_below)
        if wish.quote and wish.formats:
            texts += self._answer(plan, objectives)
        if wish.no_marks:
            texts.append(words.no_marks)
        return texts

    def _answer(self, plan: AssessmentPlan, objectives: Sequence[Objective]) -> list[str]:
        """The wish is honoured here, or the reason why this format serves elsewhere is said."""
        wish, words = self.chooser.wish, self.words.wishes
        seen = is_watched(plan.instrument) or is_panel(plan.instrument)
        if (wish.watches and seen) or plan.instrument in self.chooser.wished():
            return self._once(self._honoured())
        reason = None if self._refused else self._reason(objectives)
        self._refused = self._refused or reason is not None
        return [words.refused.format(wish=wish.quote, reason=reason)] if reason else []

    def _reason(self, objectives: Sequence[Objective]) -> str | None:
        """Why the wish does not close this part; None when there is nothing to say."""
        reasons, formats = self.words.wishes.reasons, self.chooser.formats
        shows = any(family_of(item) == "show" for item in objectives)
        if self.chooser.wish.watches:
            return reasons.first_steps if is_first_steps(objectives) else None
        for name in self.chooser.wished():
            if is_questionnaire(name) and shows:
                return reasons.after if self.asks_at_the_start else reasons.knows_not_does
            if any(plan.instrument == name and plan.moment == "summative" for plan in self.plans):
                return None
            if not formats.closes(name):
                return reasons.after
            if not formats.admits_all(name, objectives):
                return reasons.knows_not_does if shows else reasons.below
        return None

    def _once(self, text: str) -> list[str]:
        found = [] if text in self._said else [text]
        self._said.add(text)
        return found

    def _honoured(self) -> str:
        return self.words.wishes.honoured.format(wish=self.chooser.wish.quote)

    def transfer(self, objectives: Sequence[Objective]) -> str:
        """What each person writes before leaving, and what is asked some weeks later."""
        words = self.words.transfer
        follow = words.follow_large if self.brief.group_size_max > _CROWD else words.follow
        return self._joined([self.phrases.say(words.one if len(objectives) == 1 else words.many, objectives), follow])

    def later(self, objectives: Sequence[Objective]) -> str:
        """What is asked again months after the module, when the trainer wants a look at what has lasted."""
        words = self.words.transfer
        return self._joined([self.phrases.say(words.later, objectives), words.later_use])

    def _joined(self, texts: Sequence[str]) -> str:
        return self.phrases.typeset(" ".join(text for text in texts if text))


def _is_recalled(objective: Objective) -> bool:
    return objective.performance == "concept" and objective.bloom == "remember"
