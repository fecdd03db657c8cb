"""Mutants of the timetable."""

from collections.abc import Callable

from assistant.models.module import Module, Sequence
from evals.mutants.changes import (
    Mutant,
    longer_by,
    longest_activity,
    mutants,
    mute,
    one_step,
    say,
    with_brief,
    with_each_sequence,
    with_sequence,
    without_kind,
    worked,
)


def _announce_more(module: Module) -> Module:
    days = (*module.brief.days[:-1], module.brief.days[-1] + 5)
    return with_brief(module, duration_minutes=sum(days), days=days)


def _ghost_day(module: Module) -> Module:
    return with_brief(module, days=(*module.brief.days[:-1], module.brief.days[-1] - 10, 10))


def _loose_steps(module: Module) -> Module:
    item = longest_activity(module)
    last = item.steps[-1]
    return with_sequence(
        module, item.id, steps=(*item.steps[:-1], last.model_copy(update={"minutes": last.minutes + 5}))
    )


def _stepless(module: Module) -> Module:
    return with_sequence(module, longest_activity(module).id, steps=())


def _shifted(minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        last = module.progression[-1].sequences[-1]
        if last.start is None or last.modality == "async":
            return module
        hours, rest = last.start.split(":")
        at = int(hours) * 60 + int(rest) + minutes
        return with_sequence(module, last.id, start=f"{at // 60:02d}:{at % 60:02d}")

    return break_


def _timeless(module: Module) -> Module:
    item = worked(module)[-1]
    is_async = "async" in (item.modality, module.brief.modality)
    return module if is_async else with_sequence(module, item.id, start=None)


def _breathless(module: Module) -> Module:
    if module.brief.modality == "async" or max(module.brief.days) < 200:
        return module
    filler = longest_activity(module)

    def work(item: Sequence) -> Sequence:
        return item.model_copy(update={"kind": "activity", "steps": filler.steps}) if item.kind == "break" else item

    return with_each_sequence(module, work)


def _lecture(minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        talk = one_step(
            minutes,
            say(module, "expose toute la théorie", "sets out the whole theory"),
            say(module, "écoutent et prennent des notes", "listen and take notes"),
        )
        return with_sequence(
            module,
            longest_activity(module).id,
            minutes=minutes,
            steps=(talk,),
            learning_type="acquisition",
            grouping="plenary",
        )

    return break_


def _hurried(fr: tuple[str, str], en: tuple[str, str]) -> Callable[[Module], Module]:
    """An activity of four minutes, in plenary, for a large group."""

    def break_(module: Module) -> Module:
        trainer, learners = fr if module.brief.language == "fr" else en
        crowd = with_brief(module, group_size_max=max(24, module.brief.group_size_max))
        steps = (one_step(4, trainer, learners),)
        return with_sequence(crowd, longest_activity(module).id, minutes=4, steps=steps, grouping="plenary")

    return break_


def _framed(*minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        steps = tuple(one_step(part, "passe", "travaillent") for part in minutes)
        return with_sequence(module, longest_activity(module).id, minutes=sum(minutes), steps=steps, grouping="groups")

    return break_


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "C1": mutants(five_too_many=longer_by(5), announced_more=_announce_more, ghost_day=_ghost_day),
    "C2": mutants(
        loose_steps=_loose_steps, no_steps=_stepless, overlap=_shifted(-5), gap=_shifted(7), no_start=_timeless
    ),
    "C3": mutants(no_break=_breathless, endless_day=longer_by(480)),
    "C4": mutants(lecture=_lecture(35)),
    "C5": mutants(
        round_table=_hurried(
            ("lance un tour de table", "se présentent"), ("goes round the table", "introduce themselves")
        ),
        presentations=_hurried(
            ("écoute", "chaque groupe présente son travail"), ("listens", "each group presents its work")
        ),
        passages=_hurried(("observe", "font 24 passages de 75 secondes"), ("observes", "have 24 turns of 75 seconds")),
        no_debrief=_framed(5, 40, 2),
        no_instructions=_framed(1, 20, 10),
    ),
    "C6": mutants(no_opening=without_kind(0), no_closing=without_kind(-1), no_buffer=mute),
}
