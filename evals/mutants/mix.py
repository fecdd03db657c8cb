"""Mutants of the pedagogical mix."""

from collections.abc import Callable
from typing import Any

from assistant.models.module import Module
from evals.mutants.changes import (
    Mutant,
    longest_activity,
    mutants,
    mute,
    one_step,
    say,
    with_brief,
    with_each_assessment,
    with_each_sequence,
    with_longest,
    with_sequence,
    without_kind,
    without_moment,
    worked,
)


def _every_sequence(**changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        return with_each_sequence(
            module, lambda item: item if item.kind == "break" else item.model_copy(update=changes)
        )

    return break_


def _long_enough(break_: Callable[[Module], Module]) -> Callable[[Module], Module]:
    return lambda module: break_(module) if module.brief.duration_minutes >= 120 else module


def _no_homework(module: Module) -> Module:
    total = module.brief.duration_minutes
    bare = with_brief(
        module, modality="onsite", days=(total,), constraints=(), resources=(), work_context="–", assessment_wishes="–"
    )
    return with_sequence(bare, longest_activity(module).id, methods=("flipped-classroom",))


def _game_without_feedback(module: Module) -> Module:
    return with_sequence(module, longest_activity(module).id, methods=("gamification",), feedback="")


def _play_without_frame(module: Module) -> Module:
    item = longest_activity(module)
    return with_sequence(module, item.id, methods=("role-play",), steps=(one_step(item.minutes, "–", "–"),))


def _sits_apart(module: Module) -> Module:
    return mute(_every_sequence(grouping="plenary")(with_brief(module, group_size_max=12)))


def _alone(module: Module) -> Module:
    return _every_sequence(grouping="individual")(with_brief(module, group_size_max=12))


def _no_return(module: Module) -> Module:
    changed = without_moment("transfer")(mute(module))
    return with_each_assessment(changed, lambda item: item.model_copy(update={"instrument": "exercise"}))


def _nothing_shown(module: Module) -> Module:
    """Methods without a card that shows, no input, no word of it."""
    return with_each_sequence(
        mute(module),
        lambda item: item.model_copy(
            update={"methods": (), "learning_type": item.learning_type and "practice"},
        ),
    )


def _done_before_shown(module: Module) -> Module:
    bare = _nothing_shown(module)
    show = say(module, "montre un exemple", "shows an example")
    last = worked(module)[-1]
    steps = (*last.steps[:-1], last.steps[-1].model_copy(update={"trainer": show}))
    return with_sequence(bare, last.id, steps=steps, learning_type="discussion")


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "D1": mutants(only_talk=_every_sequence(learning_type="discussion")),
    "D2": mutants(one_way=_long_enough(_every_sequence(learning_type="practice"))),
    "D3": mutants(
        none=with_longest(methods=()),
        unknown=with_longest(methods=("secret-method",)),
        crowd=with_longest(methods=("case-study", "simulation", "role-play")),
    ),
    "D4": mutants(
        no_homework=_no_homework, game_without_feedback=_game_without_feedback, play_without_frame=_play_without_frame
    ),
    "D5": mutants(
        nothing_recalled=lambda module: without_moment("diagnostic")(without_kind(0)(module)),
        nothing_shown=_nothing_shown,
        nothing_applied=_every_sequence(learning_type="acquisition"),
        nothing_taken_home=lambda module: without_moment("transfer")(
            with_each_sequence(
                module, lambda item: item.model_copy(update={"kind": "activity"}) if item.kind == "closing" else item
            )
        ),
        done_before_shown=_done_before_shown,
    ),
    "D6": mutants(
        none=with_longest(learning_type="practice", feedback=""),
        nobody=lambda module: with_sequence(
            module,
            longest_activity(module).id,
            learning_type="practice",
            feedback=say(module, "Un retour est fait à la fin.", "Feedback comes at the end."),
        ),
    ),
    "D7": mutants(never_alone=_sits_apart, never_together=_alone, no_return=_no_return),
}
