"""Ways to break a clean module, each in exactly the way that one check looks for.

A check is trusted only if a mutant proves it. A mutant that finds nothing to break gives the module back unchanged.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant.checks import Exchange, Recommendation
from assistant.models.brief import Assumption, Source
from assistant.models.module import (
    Assessment,
    Impact,
    Item,
    Module,
    Option,
    RubricRow,
    Sequence,
    StepPlan,
    ToolUse,
)


@dataclass(frozen=True)
class Mutant:
    """One way to break a clean module."""

    name: str
    break_: Callable[[Module], Module]


def _say(module: Module, fr: str, en: str) -> str:
    return fr if module.brief.language == "fr" else en


# What a mutant changes


def _objective(module: Module, index: int = 0, **changes: Any) -> Module:
    objectives = list(module.objectives)
    objectives[index] = objectives[index].model_copy(update=changes)
    return module.model_copy(update={"objectives": tuple(objectives)})


def _brief(module: Module, **changes: Any) -> Module:
    return module.model_copy(update={"brief": module.brief.model_copy(update=changes)})


def _each_sequence(module: Module, change: Callable[[Sequence], Sequence]) -> Module:
    days = (
        day.model_copy(update={"sequences": tuple(change(item) for item in day.sequences)})
        for day in module.progression
    )
    return module.model_copy(update={"progression": tuple(days)})


def _sequence(module: Module, name: str, **changes: Any) -> Module:
    return _each_sequence(module, lambda item: item.model_copy(update=changes) if item.id == name else item)


def _each_assessment(module: Module, change: Callable[[Assessment], Assessment]) -> Module:
    return module.model_copy(update={"assessments": tuple(change(item) for item in module.assessments)})


def _assessment(module: Module, name: str, **changes: Any) -> Module:
    return _each_assessment(module, lambda item: item.model_copy(update=changes) if item.id == name else item)


def _activity(module: Module) -> Sequence:
    """The longest activity."""
    return max((item for item in module.sequences() if item.kind == "activity"), key=lambda item: item.minutes)


def _worked(module: Module) -> tuple[Sequence, ...]:
    return tuple(item for item in module.sequences() if item.kind != "break")


def _summative(module: Module) -> Assessment | None:
    return next((item for item in module.assessments if item.moment == "summative"), None)


def _without(names: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(item for item in names if item != name)


def _step(minutes: int, trainer: str, learners: str) -> StepPlan:
    return StepPlan(minutes=minutes, trainer=trainer, learners=learners)


# A


def _statement(fr: str, en: str, **more: Any) -> Callable[[Module], Module]:
    return lambda module: _objective(module, statement=_say(module, fr, en), **more)


def _condition(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: _objective(module, condition=_say(module, fr, en))


def _criterion(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: _objective(module, criterion=_say(module, fr, en))


def _endless_condition(module: Module) -> Module:
    return _objective(
        module, condition=" ".join([_say(module, "avec tout le matériel", "with all the equipment")] * 12)
    )


def _crowd(module: Module) -> Module:
    extra = tuple(
        module.objectives[0].model_copy(update={"id": f"O{900 + number}"})
        for number in range(module.brief.duration_minutes // 45 + 1)
    )
    return module.model_copy(update={"objectives": (*module.objectives, *extra)})


def _twin(module: Module) -> Module:
    twin = module.objectives[0].model_copy(update={"id": "O900"})
    return module.model_copy(update={"objectives": (*module.objectives, twin)})


def _levels(bloom: str) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        objectives = tuple(item.model_copy(update={"bloom": bloom}) for item in module.objectives)
        return module.model_copy(update={"objectives": objectives})

    return break_


def _mostly_low(module: Module) -> Module:
    kept = module.objectives[0].model_copy(update={"bloom": "apply"})
    low = tuple(kept.model_copy(update={"id": f"O{900 + number}", "bloom": "understand"}) for number in range(2))
    return module.model_copy(update={"objectives": (kept, *low)})


def _backwards(module: Module) -> Module:
    first = module.objectives[0]
    needy = first.model_copy(update={"condition": f"{first.condition} (O900)"})
    later = first.model_copy(update={"id": "O900"})
    return module.model_copy(update={"objectives": (needy, *module.objectives[1:], later)})


def _circle(module: Module) -> Module:
    first = module.objectives[0]
    needy = first.model_copy(update={"condition": f"{first.condition} (O900)"})
    later = first.model_copy(update={"id": "O900", "condition": f"{first.condition} ({first.id})"})
    return module.model_copy(update={"objectives": (needy, *module.objectives[1:], later)})


def _taught_before(module: Module) -> Module:
    known = _say(module, "Régler la température du four", "Set the temperature of the oven")
    changed = _objective(module, statement=known)
    return _brief(
        changed, prerequisites=(_say(module, "savoir régler la température d'un four", f"can {known.lower()}"),)
    )


def _nobody_told(module: Module) -> Module:
    guess = Assumption(field="work_context", value=module.brief.work_context, reason="–")
    return _brief(module, assumptions=(*module.brief.assumptions, guess))


def _one_more_wish(module: Module) -> Module:
    wish = _say(module, "tenir le registre à jour", "keep the register up to date")
    return _brief(module, competencies=(*module.brief.competencies, wish))


# B


def _never_worked(module: Module) -> Module:
    name = module.objectives[0].id
    return _each_sequence(module, lambda item: item.model_copy(update={"objectives": _without(item.objectives, name)}))


def _never_assessed(module: Module) -> Module:
    name = module.objectives[0].id

    def forget(item: Assessment) -> Assessment:
        kept = item.objectives if item.moment == "diagnostic" else _without(item.objectives, name)
        return item.model_copy(update={"objectives": kept})

    return _each_assessment(module, forget)


def _unplaced(module: Module) -> Module:
    placed = next(item for item in module.assessments if item.moment != "transfer").id
    return _each_sequence(
        module, lambda item: item.model_copy(update={"assessments": _without(item.assessments, placed)})
    )


def _dangling(module: Module) -> Module:
    return _sequence(module, _activity(module).id, assessments=("A900",))


def _too_easy(module: Module) -> Module:
    harder = _levels("create")(module)
    return _each_assessment(harder, lambda item: item.model_copy(update={"bloom": "remember"}))


def _quiz_for_a_creation(module: Module) -> Module:
    harder = _levels("create")(module)
    return _each_assessment(harder, lambda item: item.model_copy(update={"bloom": "create", "instrument": "mcq"}))


def _quiz_for_a_gesture(module: Module) -> Module:
    objectives = tuple(item.model_copy(update={"performance": "gesture"}) for item in module.objectives)
    changed = module.model_copy(update={"objectives": objectives})
    return _each_assessment(changed, lambda item: item.model_copy(update={"instrument": "mcq"}))


def _move(module: Module, name: str, place: int) -> Module:
    target = _worked(module)[place].id

    def put(item: Sequence) -> Sequence:
        kept = _without(item.assessments, name)
        return item.model_copy(update={"assessments": (name, *kept) if item.id == target else kept})

    return _each_sequence(module, put)


def _judged_first(module: Module) -> Module:
    final = _summative(module)
    return _move(module, final.id, 0) if final else module


def _late_diagnostic(module: Module) -> Module:
    changed = module
    for item in module.assessments:
        if item.moment == "diagnostic":
            changed = _move(changed, item.id, -1)
    return changed


def _no_moment(moment: str) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        gone = {item.id for item in module.assessments if item.moment == moment}
        kept = tuple(item for item in module.assessments if item.id not in gone)
        changed = module.model_copy(update={"assessments": kept})
        return _each_sequence(
            changed,
            lambda item: item.model_copy(
                update={"assessments": tuple(name for name in item.assessments if name not in gone)}
            ),
        )

    return break_


# C


def _stretch(extra: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        item = _activity(module)
        last = item.steps[-1]
        steps = (*item.steps[:-1], last.model_copy(update={"minutes": last.minutes + extra}))
        return _sequence(module, item.id, minutes=item.minutes + extra, steps=steps)

    return break_


def _announce_more(module: Module) -> Module:
    days = (*module.brief.days[:-1], module.brief.days[-1] + 5)
    return _brief(module, duration_minutes=sum(days), days=days)


def _ghost_day(module: Module) -> Module:
    return _brief(module, days=(*module.brief.days[:-1], module.brief.days[-1] - 10, 10))


def _loose_steps(module: Module) -> Module:
    item = _activity(module)
    last = item.steps[-1]
    return _sequence(module, item.id, steps=(*item.steps[:-1], last.model_copy(update={"minutes": last.minutes + 5})))


def _stepless(module: Module) -> Module:
    return _sequence(module, _activity(module).id, steps=())


def _shifted(minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        last = module.progression[-1].sequences[-1]
        if last.start is None or last.modality == "async":
            return module
        hours, rest = last.start.split(":")
        at = int(hours) * 60 + int(rest) + minutes
        return _sequence(module, last.id, start=f"{at // 60:02d}:{at % 60:02d}")

    return break_


def _timeless(module: Module) -> Module:
    item = _worked(module)[-1]
    is_async = "async" in (item.modality, module.brief.modality)
    return module if is_async else _sequence(module, item.id, start=None)


def _breathless(module: Module) -> Module:
    if module.brief.modality == "async" or max(module.brief.days) < 200:
        return module
    filler = _activity(module)

    def work(item: Sequence) -> Sequence:
        return item.model_copy(update={"kind": "activity", "steps": filler.steps}) if item.kind == "break" else item

    return _each_sequence(module, work)


def _lecture(minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        talk = _step(
            minutes,
            _say(module, "expose toute la théorie", "sets out the whole theory"),
            _say(module, "écoutent et prennent des notes", "listen and take notes"),
        )
        return _sequence(
            module,
            _activity(module).id,
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
        crowd = _brief(module, group_size_max=max(24, module.brief.group_size_max))
        steps = (_step(4, trainer, learners),)
        return _sequence(crowd, _activity(module).id, minutes=4, steps=steps, grouping="plenary")

    return break_


def _framed(*minutes: int) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        steps = tuple(_step(part, "passe", "travaillent") for part in minutes)
        return _sequence(module, _activity(module).id, minutes=sum(minutes), steps=steps, grouping="groups")

    return break_


def _kindless(place: int) -> Callable[[Module], Module]:
    return lambda module: _sequence(module, _worked(module)[place].id, kind="activity")


def _mute(module: Module) -> Module:
    """Every step loses its words."""
    trainer, learners = _say(module, "passe", "goes round"), _say(module, "travaillent", "work")

    def hush(item: Sequence) -> Sequence:
        steps = tuple(step.model_copy(update={"trainer": trainer, "learners": learners}) for step in item.steps)
        return item.model_copy(update={"steps": steps})

    return _each_sequence(module, hush)


# D


def _every_sequence(**changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        return _each_sequence(module, lambda item: item if item.kind == "break" else item.model_copy(update=changes))

    return break_


def _longest(**changes: Any) -> Callable[[Module], Module]:
    return lambda module: _sequence(module, _activity(module).id, **changes)


def _long_enough(break_: Callable[[Module], Module]) -> Callable[[Module], Module]:
    return lambda module: break_(module) if module.brief.duration_minutes >= 120 else module


def _no_homework(module: Module) -> Module:
    total = module.brief.duration_minutes
    bare = _brief(
        module, modality="onsite", days=(total,), constraints=(), resources=(), work_context="–", assessment_wishes="–"
    )
    return _sequence(bare, _activity(module).id, methods=("flipped-classroom",))


def _game_without_feedback(module: Module) -> Module:
    return _sequence(module, _activity(module).id, methods=("gamification",), feedback="")


def _play_without_frame(module: Module) -> Module:
    item = _activity(module)
    return _sequence(module, item.id, methods=("role-play",), steps=(_step(item.minutes, "–", "–"),))


def _sits_apart(module: Module) -> Module:
    return _mute(_every_sequence(grouping="plenary")(_brief(module, group_size_max=12)))


def _alone(module: Module) -> Module:
    return _every_sequence(grouping="individual")(_brief(module, group_size_max=12))


def _no_return(module: Module) -> Module:
    changed = _no_moment("transfer")(_mute(module))
    return _each_assessment(changed, lambda item: item.model_copy(update={"instrument": "exercise"}))


def _nothing_shown(module: Module) -> Module:
    """Methods without a card that shows, no input, no word of it."""
    return _each_sequence(
        _mute(module),
        lambda item: item.model_copy(
            update={"methods": (), "learning_type": item.learning_type and "practice"},
        ),
    )


def _done_before_shown(module: Module) -> Module:
    bare = _nothing_shown(module)
    show = _say(module, "montre un exemple", "shows an example")
    last = _worked(module)[-1]
    steps = (*last.steps[:-1], last.steps[-1].model_copy(update={"trainer": show}))
    return _sequence(bare, last.id, steps=steps, learning_type="discussion")


# E


def _item(stem: str, right: tuple[str, ...], wrong: tuple[str, ...], objective: str | None) -> Item:
    options = [Option(text=text, correct=True, feedback="–") for text in right]
    options += [Option(text=text, correct=False, feedback="–") for text in wrong]
    return Item(stem=stem, options=tuple(options), objective=objective)


_Texts = tuple[str, ...]


def _asks(
    fr: tuple[str, _Texts, _Texts], en: tuple[str, _Texts, _Texts], *, times: int = 1, linked: bool = True
) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        stem, right, wrong = fr if module.brief.language == "fr" else en
        item = _item(stem, right, wrong, module.objectives[0].id if linked else None)
        first = module.assessments[0]
        return _assessment(module, first.id, items=(*first.items, *[item] * times))

    return break_


_FR_STEM, _EN_STEM = "Que faites-vous d'abord ?", "What do you do first?"


def _rubric(fr: _Texts, en: _Texts, mastery: str = "–") -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        row = RubricRow(criterion="1", bands=fr if module.brief.language == "fr" else en)
        return _assessment(module, module.assessments[0].id, rubric=(row,), mastery=mastery)

    return break_


# F


def _tool(card: str = "voting", **changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        row = {"card": card, "objectives": (module.objectives[0].id,), "why": "–", "fallback": "–", "new": True}
        return module.model_copy(update={"tools": (*module.tools, ToolUse.model_validate({**row, **changes}))})

    return break_


def _too_many_tools(module: Module) -> Module:
    use = ToolUse(card="voting", objectives=(module.objectives[0].id,), why="–", fallback="–", new=True)
    return module.model_copy(update={"tools": (use,) * (3 * (module.brief.duration_minutes // 210 + 1) + 1)})


# H


def _first_method(**changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        if not module.methods:
            return module
        first = module.methods[0].model_copy(update=changes)
        return module.model_copy(update={"methods": (first, *module.methods[1:])})

    return break_


def _unsourced(module: Module) -> Module:
    return _brief(
        module,
        sources=tuple(source for source in module.brief.sources if source.field != "subject"),
        assumptions=tuple(item for item in module.brief.assumptions if item.field != "subject"),
    )


def _misquoted(module: Module) -> Module:
    made_up = Source(field="audience", quote="quarante-deux alpinistes chevronnés", turn=0)
    return _brief(module, sources=(*module.brief.sources, made_up))


def _made_up_wish(module: Module) -> Module:
    odd = _say(module, "jongler avec des quilles", "juggle with clubs")
    quoted = Source(field="resources", quote=module.brief.sources[0].quote, turn=0)
    return _brief(module, resources=(odd,), sources=(*module.brief.sources, quoted))


def _claims(text: str) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        item = _activity(module)
        return _sequence(module, item.id, materials=(*item.materials, text))

    return break_


def _no_method(module: Module) -> Module:
    return module.model_copy(update={"methods": ()})


# I


def _impact(change: Callable[[tuple[Impact, ...]], tuple[Impact, ...]]) -> Callable[[Module], Module]:
    return lambda module: module.model_copy(update={"impact": change(module.impact)})


def _level(number: int, **changes: Any) -> Callable[[Module], Module]:
    return _impact(lambda rows: tuple(row.model_copy(update=changes) if row.level == number else row for row in rows))


def _sponsored(module: Module) -> Module:
    unpaid = _impact(lambda rows: tuple(row for row in rows if row.level < 4))(module)
    return _brief(
        unpaid, work_context=_say(module, "le commanditaire attend des résultats", "the sponsor expects results")
    )


# J


def _in_the_other_language(module: Module) -> Module:
    other = "Vous donnez la grille à chacun des participants" if module.brief.language == "en" else ""
    other = other or "The trainer gives the grid back to each of the learners"
    return _sequence(module, _activity(module).id, accessibility=other)


def _leaves(fr: str, en: str) -> Callable[[Module], Module]:
    return lambda module: _sequence(module, _activity(module).id, accessibility=_say(module, fr, en))


def _retitled(module: Module) -> Module:
    return _sequence(module, _activity(module).id, title="–")


def _renumbered(module: Module) -> Module:
    return _objective(module, id="O900")


def _cut_links(module: Module) -> Module:
    return _sequence(module, _activity(module).id, objectives=())


def _without_last(module: Module) -> Module:
    return module.model_copy(update={"assessments": module.assessments[:-1]})


def _renamed_brief(module: Module) -> Module:
    return _brief(module, title="–")


def _mutants(**breaks: Callable[[Module], Module]) -> tuple[Mutant, ...]:
    return tuple(Mutant(name.replace("_", " ").strip(), break_) for name, break_ in breaks.items())


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "A1": _mutants(
        trainer_as_subject=_statement("Le formateur présente les règles", "The trainer presents the rules"),
        trainer_verb=_statement("Aborder les règles de sécurité", "Cover the safety rules"),
        presents_the_course=_statement("Présenter les notions de base", "Introduce the basics"),
    ),
    "A2": _mutants(no_verb=_statement("Les règles de sécurité", "The safety rules")),
    "A3": _mutants(
        understand=_statement("Comprendre les règles de sécurité", "Understand the safety rules"),
        know=_statement("Connaître les règles de sécurité", "Know the safety rules"),
        be_aware=_statement("Être sensibilisé aux risques", "Be aware of the risks"),
    ),
    "A4": _mutants(
        two_verbs=_statement("Installer et configurer le poste", "Install and configure the workstation"),
        endless=_endless_condition,
    ),
    "A5": _mutants(none=_condition("", ""), no_condition=_condition("le grand extincteur", "the big extinguisher")),
    "A6": _mutants(none=_criterion("", ""), vague=_criterion("correctement", "properly")),
    "A7": _mutants(
        list_as_create=_statement(
            "Citer les étapes de la procédure", "List the steps of the procedure", bloom="create"
        ),
        design_as_remember=_statement("Concevoir un plan de formation", "Design a training plan", bloom="remember"),
    ),
    "A8": _mutants(crowd=_crowd, twin=_twin),
    "A9": _mutants(all_low=_levels("understand"), mostly_low=_mostly_low),
    "A10": _mutants(backwards=_backwards, circle=_circle),
    "A11": _mutants(taught=_taught_before),
    "A12": _mutants(none=lambda module: _brief(module, work_context=" "), assumed=_nobody_told),
    "A13": _mutants(uncovered=_one_more_wish, orphan=lambda module: _objective(module, competency=99)),
    "B1": _mutants(never_worked=_never_worked),
    "B2": _mutants(never_assessed=_never_assessed),
    "B3": _mutants(
        orphan_activity=_longest(objectives=()),
        orphan_assessment=lambda module: _assessment(module, module.assessments[0].id, objectives=()),
        unknown_objective=_longest(objectives=("O900",)),
        unplaced_assessment=_unplaced,
        unknown_assessment=_dangling,
    ),
    "B4": _mutants(
        too_easy=_too_easy, quiz_for_a_creation=_quiz_for_a_creation, quiz_for_a_gesture=_quiz_for_a_gesture
    ),
    "B5": _mutants(judged_first=_judged_first),
    "B6": _mutants(no_diagnostic=_no_moment("diagnostic"), late=_late_diagnostic, no_formative=_no_moment("formative")),
    "C1": _mutants(five_too_many=_stretch(5), announced_more=_announce_more, ghost_day=_ghost_day),
    "C2": _mutants(
        loose_steps=_loose_steps, no_steps=_stepless, overlap=_shifted(-5), gap=_shifted(7), no_start=_timeless
    ),
    "C3": _mutants(no_break=_breathless, endless_day=_stretch(480)),
    "C4": _mutants(lecture=_lecture(35)),
    "C5": _mutants(
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
    "C6": _mutants(no_opening=_kindless(0), no_closing=_kindless(-1), no_buffer=_mute),
    "D1": _mutants(only_talk=_every_sequence(learning_type="discussion")),
    "D2": _mutants(one_way=_long_enough(_every_sequence(learning_type="practice"))),
    "D3": _mutants(
        none=_longest(methods=()),
        unknown=_longest(methods=("secret-method",)),
        crowd=_longest(methods=("case-study", "simulation", "role-play")),
    ),
    "D4": _mutants(
        no_homework=_no_homework, game_without_feedback=_game_without_feedback, play_without_frame=_play_without_frame
    ),
    "D5": _mutants(
        nothing_recalled=lambda module: _no_moment("diagnostic")(_kindless(0)(module)),
        nothing_shown=_nothing_shown,
        nothing_applied=_every_sequence(learning_type="acquisition"),
        nothing_taken_home=lambda module: _no_moment("transfer")(
            _each_sequence(
                module, lambda item: item.model_copy(update={"kind": "activity"}) if item.kind == "closing" else item
            )
        ),
        done_before_shown=_done_before_shown,
    ),
    "D6": _mutants(
        none=_longest(learning_type="practice", feedback=""),
        nobody=lambda module: _sequence(
            module,
            _activity(module).id,
            learning_type="practice",
            feedback=_say(module, "Un retour est fait à la fin.", "Feedback comes at the end."),
        ),
    ),
    "D7": _mutants(never_alone=_sits_apart, never_together=_alone, no_return=_no_return),
    "E1": _mutants(
        two_keys=_asks(
            (_FR_STEM, ("J'appelle", "Je sors"), ("J'attends", "Je cours")),
            (_EN_STEM, ("Call", "Leave"), ("Wait", "Run")),
        ),
        no_key=_asks((_FR_STEM, (), ("J'attends", "Je cours", "Je crie")), (_EN_STEM, (), ("Wait", "Run", "Shout"))),
        one_distractor=_asks((_FR_STEM, ("J'appelle",), ("J'attends",)), (_EN_STEM, ("Call",), ("Wait",))),
        all_of_the_above=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Toutes les réponses ci-dessus")),
            (_EN_STEM, ("Call",), ("Wait", "All of the above")),
        ),
        true_or_false=_asks(
            ("L'eau éteint tout.", ("Faux",), ("Vrai",)), ("Water puts out any fire.", ("False",), ("True",))
        ),
        negative=_asks(
            ("Lequel de ces gestes ne faut-il pas faire ?", ("Courir",), ("Appeler", "Sortir")),
            ("Which of these should you not do?", ("Run",), ("Call", "Leave")),
        ),
        twice=_asks((_FR_STEM, ("J'appelle",), ("J'attends", "J'attends")), (_EN_STEM, ("Call",), ("Wait", "Wait"))),
    ),
    "E2": _mutants(
        long_key=_asks(
            (
                _FR_STEM,
                ("J'appelle les secours en donnant le lieu, la nature du feu et mon nom",),
                ("J'attends", "Je cours"),
            ),
            (_EN_STEM, ("Call for help and give the place, the kind of fire and your own name",), ("Wait", "Run")),
        ),
        mixed_form=_asks(
            (_FR_STEM, ("J'appelle.",), ("attendre", "Je cours")), (_EN_STEM, ("I call.",), ("waiting", "I run"))
        ),
    ),
    "E3": _mutants(
        unlinked=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Je cours")), (_EN_STEM, ("Call",), ("Wait", "Run")), linked=False
        ),
        asked_twice=_asks(
            (_FR_STEM, ("J'appelle",), ("J'attends", "Je cours")), (_EN_STEM, ("Call",), ("Wait", "Run")), times=2
        ),
    ),
    "E4": _mutants(
        two_bands=_rubric(("oublie une étape", "fait tout"), ("forgets a step", "does it all")),
        vague=_rubric(("mal", "moyen", "bien"), ("poor", "average", "good")),
        same=_rubric(("oublie", "fait tout", "fait tout"), ("forgets", "does it all", "does it all")),
        no_threshold=_rubric(
            ("oublie", "fait tout", "aide un autre"), ("forgets", "does it all", "helps another"), " "
        ),
    ),
    "F1": _mutants(
        serves_nothing=_tool(objectives=("O900",)),
        not_owned=_tool(card="shared-board", new=False),
        unlisted=_longest(tools=("shared-board",)),
    ),
    "F2": _mutants(
        no_fallback=_tool(fallback=" "), too_many=_too_many_tools, silent_on_data=_tool(card="shared-board")
    ),
    "F3": _mutants(silent=_longest(accessibility="")),
    "H1": _mutants(
        unknown_card=_first_method(card="secret-method"),
        not_a_method=_first_method(card="mcq"),
        misquoted=_first_method(quote="Cette phrase n'est dans aucune fiche."),
        unquoted=_first_method(quote=""),
        unknown_instrument=lambda module: _assessment(module, module.assessments[0].id, instrument="crystal-ball"),
    ),
    "H2": _mutants(unsourced=_unsourced, made_up_item=_made_up_wish),
    "H3": _mutants(
        address=_claims("https://www.secours-exemple.org/fiches"),
        article=_claims("article L. 6313-1"),
        decree=_claims("décret n° 2019-565"),
        standard=_claims("ISO 9001"),
        french_standard=_claims("NF EN 3"),
        certification=_claims("RNCP35584"),
        author=_claims("(Dupont, 2019)"),
        author_in_text=_claims("Dupont et Martin (2019)"),
        price=_claims("1 200 €"),
        dated=_claims("12 mars 2025"),
    ),
    "H4": _mutants(silent=_no_method),
    "I1": _mutants(
        no_learning=_impact(lambda rows: tuple(row for row in rows if row.level != 2)),
        no_owner=_level(3, owner=" "),
        no_denominator=_level(1, formula="n"),
        no_before=_level(2, indicator="n", formula="n / n", instrument="n", moment="n"),
        sponsor=_sponsored,
    ),
    "J1": _mutants(other_language=_in_the_other_language),
    "J2": _mutants(
        assistant=_leaves("J'espère que cela vous convient.", "I hope this helps."),
        ellipsis=_leaves("Prévoir une place au premier rang…", "Offer a front-row seat…"),
        todo=_leaves("TODO : prévoir une place", "TODO: offer a seat"),
        placeholder=_leaves("Prévoir [nom de la salle] pour tous", "Offer [name of the room] to all"),
        unfilled=_leaves("Prévoir de quoi {action} assis", "Offer a way to {action} seated"),
    ),
    "J3": _mutants(retitled=_retitled, renumbered=_renumbered, lost=_without_last, brief=_renamed_brief),
    "J4": _mutants(renumbered=_renumbered, longer=_stretch(5), cut_links=_cut_links),
}
"""Mutants of a module by the check that must fire; those of J3 and J4 are compared with the clean module."""

MISQUOTED = Mutant("misquoted", _misquoted)
"""H2 when the trainer's messages are known."""

TRANSCRIPTS: dict[str, tuple[Exchange, ...]] = {
    "two questions": (Exchange(say="Pour qui ? Et combien de temps ?", asked="audience"),),
    "known answer": (Exchange(say="Combien seront-ils ?", asked="group_size", known=("group_size",)),),
    "too long": tuple(Exchange(say="Et ensuite ?", asked="resources") for _ in range(9)),
    "no way out": (Exchange(say="Combien seront-ils ?", asked="group_size", skipped=True),),
}
"""Interviews on which J5 must fire."""

RECOMMENDATIONS: dict[str, Recommendation] = {
    "nothing measured": Recommendation(where="S1", breach="", change="–", owner="–", measure_again="–"),
    "nobody in charge": Recommendation(where="S1", breach="–", change="–", owner="", measure_again="–"),
    "never again": Recommendation(where="S1", breach="–", change="–", owner="–", measure_again=""),
    "nowhere": Recommendation(where="S900", breach="–", change="–", owner="–", measure_again="–"),
}
"""Recommendations on which I2 must fire."""
