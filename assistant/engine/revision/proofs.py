"""Changes to the set of assessments: one more, one less, a format left out; no objective loses its evidence unsaid."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.engine.revision.applied import Applied
from assistant.engine.revision.identity import next_id
from assistant.engine.revision.standing import plan_of, unproven
from assistant.language.data import table
from assistant.language.grammar import listing, uncapitalized
from assistant.models.knowledge import Card
from assistant.models.module import AddedAssessment, Assessment, AssessmentPlan, Module, Objective
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import BLOOM_ORDER, Moment, rank
from assistant.models.turn import Edit

_QUESTIONS = ("mcq", "mcq-justified")
_ALONG = (
    "exercise",
    "diagnosis",
    "observed-gesture",
    "simulation-graded",
    "argued-critique",
    "production",
    "portfolio",
)
_FINAL = ("case-study-graded", "exercise", "simulation-graded", "argued-critique", "production", "portfolio")
_USUAL: tuple[str, ...] = ("mcq-justified", *_ALONG)
_LATER = "self-positioning"
_AT_THE_END = frozenset({"exit-ticket", "self-positioning", "action-plan"})
_TRIAL_SHARE, _SHORTEST_TRIAL, _LONGEST_TRIAL = 0.08, 8, 40


def shows(card: Card, objective: Objective) -> bool:
    """Whether the format can evidence the objective: its level, and acts where it is one (check B4)."""
    acted = objective.performance in ("gesture", "relational")
    if acted and card.id in table("instruments.yaml")["on_paper"]:
        return False
    return max(rank(own) for own in card.bloom) >= rank(objective.bloom)


def _plans(applied: Applied, module: Module) -> list[AssessmentPlan]:
    """The assessments as they stand after the changes so far."""
    said = applied.directives
    gone = {plan.id for plan in said.removed_assessments}
    kept = [
        plan_of(item).model_copy(update={"objectives": (*item.objectives, *_more(applied, item))})
        for item in module.assessments
        if item.id not in gone and not _was_added(item.id, module)
    ]
    return [*kept, *said.added_assessments]


def _more(applied: Applied, item: AssessmentPlan) -> tuple[str, ...]:
    return tuple(name for name in applied.directives.covering.get(item.id, ()) if name not in item.objectives)


def _was_added(name: str, module: Module) -> bool:
    return any(item.id == name for item in module.directives.added_assessments)


def remove(applied: Applied, target: str, module: Module, cards: Mapping[str, Card] | None = None) -> Applied:
    """The assessment goes; another one takes its objectives over where they would be left without evidence."""
    plans, said = _plans(applied, module), applied.directives
    found = next((plan for plan in plans if plan.id == target), None)
    if found is None:
        return applied.refuse("unknown_id", id=target)
    if any(item.id == target for item in said.added_assessments):
        kept = tuple(item for item in said.added_assessments if item.id != target)
        return applied.direct(added_assessments=kept)
    if found.moment == "diagnostic":
        where = next(item for item in module.sequences() if target in item.assessments)
        return applied.refuse("keep_diagnostic", id=target, sequence=where.id)
    left = [plan for plan in plans if plan.id != target]
    known = [item.id for item in module.objectives]
    bare = unproven(left, known) - unproven(plans, known)
    covering = dict(said.covering)
    if bare:
        heir = _heir(bare, left, module, cards or {})
        if heir is None:
            ids = [name for name in known if name in bare]
            names = {"objectives": listing(ids, applied.language), "objective": ids[0]}
            other = _format(found, applied, module, cards or {})
            return applied.refuse("keep_assessment", id=target, **names, format=other)
        covering[heir.id] = tuple(dict.fromkeys((*covering.get(heir.id, ()), *sorted(bare))))
        applied = applied.note("handed_over", id=heir.id, objectives=listing(sorted(bare), applied.language))
    drafted = next((item for item in module.assessments if item.id == target), found)
    applied = applied.direct(removed_assessments=(*said.removed_assessments, plan_of(drafted)), covering=covering)
    return _told(applied, found, left)


def _told(applied: Applied, gone: AssessmentPlan, left: Sequence[AssessmentPlan]) -> Applied:
    """What still shows the objectives of an assessment that went."""
    others = [plan for plan in left if set(plan.objectives) & set(gone.objectives)]
    finals = [plan.id for plan in others if plan.moment == "summative"]
    along = [plan.id for plan in others if plan.moment == "formative"]
    ids = listing(list(gone.objectives), applied.language)
    several = "_many" if len(gone.objectives) > 1 else ""
    if finals and gone.moment != "transfer":
        return applied.note(f"still_assessed{several}", objectives=ids, others=listing(finals, applied.language))
    if along and gone.moment == "summative":
        return applied.note(f"only_along{several}", objectives=ids, others=listing(along, applied.language))
    return applied


def _heir(
    bare: Iterable[str], left: Sequence[AssessmentPlan], module: Module, cards: Mapping[str, Card]
) -> AssessmentPlan | None:
    objectives = [item for item in module.objectives if item.id in set(bare)]
    for plan in left:
        card = cards.get(plan.instrument)
        if plan.moment == "formative" and card and all(shows(card, item) for item in objectives):
            return plan
    return None


def fewer(applied: Applied, moment: Moment, module: Module, cards: Mapping[str, Card]) -> Applied | None:
    """One assessment of a kind less, the one that serves least; None when every one is needed."""
    along = [plan for plan in _plans(applied, module) if plan.moment == moment]
    for plan in sorted(along, key=lambda item: (len(item.objectives), item.id)):
        lighter = remove(applied, plan.id, module, cards)
        if len(lighter.refused) == len(applied.refused):
            return lighter
    return None


def leave_out(applied: Applied, name: str, module: Module, cards: Mapping[str, Card]) -> Applied:
    """A format that the trainer does not want gives way to another one that shows the same."""
    names = alike(name)
    card = cards.get(name)
    title = card.title.text(applied.language) if card else name
    using = [plan for plan in _plans(applied, module) if _instrument(applied, plan) in names]
    if not using:
        return applied.refuse("no_such_assessment", instrument=title)
    for plan in using:
        if any(item.id == plan.id for item in applied.directives.added_assessments):
            applied = remove(applied, plan.id, module, cards)
            continue
        other = _other(plan, names, module, cards)
        if other is None:
            applied = applied.refuse("only_format", id=plan.id, instrument=title)
        else:
            applied = applied.direct(instruments={**applied.directives.instruments, plan.id: other})
    return applied


def alike(name: str) -> tuple[str, ...]:
    """The cards that go by the same everyday name."""
    bare = name.removesuffix("-graded")
    return _QUESTIONS if name in (*_QUESTIONS, "quiz") else (bare, f"{bare}-graded")


def not_a_method(applied: Applied, trial: ModuleSequence, module: Module, cards: Mapping[str, Card]) -> Applied:
    """A sequence that is a test is not led by a method; its format can change."""
    held = next(item for item in module.assessments if item.id == trial.assessments[0])
    values = {"id": trial.id, "assessment": held.id, "format": _format(held, applied, module, cards)}
    return applied.refuse("method_of_trial", **values)


def _format(plan: AssessmentPlan, applied: Applied, module: Module, cards: Mapping[str, Card]) -> str:
    """The name of another format that shows what this one does; the same one where there is none."""
    name = _other(plan, alike(_instrument(applied, plan)), module, cards) or plan.instrument
    return uncapitalized(cards[name].title.text(applied.language)) if name in cards else name


def _instrument(applied: Applied, plan: AssessmentPlan) -> str:
    return applied.directives.instruments.get(plan.id, plan.instrument)


def _other(plan: AssessmentPlan, names: Sequence[str], module: Module, cards: Mapping[str, Card]) -> str | None:
    objectives = [item for item in module.objectives if item.id in plan.objectives]
    options = _FINAL if plan.moment == "summative" else _ALONG
    able = [name for name in options if name in cards and name not in names]
    able = [name for name in able if all(shows(cards[name], item) for item in objectives)]
    suited = [name for name in able if all(item.performance in cards[name].performance for item in objectives)]
    return next(iter((*suited, *able)), None)


def add(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """One assessment more: inside a sequence, in one of its own at the end, or after the module."""
    card = cards.get(str(edit.value)) if edit.value else None
    if edit.moment == "transfer":
        return _later(applied, card, module)
    if edit.target and not any(item.id == edit.target for item in module.sequences()):
        return applied.refuse("unknown_id", id=edit.target)
    if edit.moment == "summative":
        return _at_the_end(applied, edit, card, module, cards)
    if card is None and edit.target is None:
        host = module.sequences()[1].id
        return applied.refuse("add_assessment", sequence=host)
    return _inside(applied, edit, card, module, cards)


def _later(applied: Applied, card: Card | None, module: Module) -> Applied:
    instrument = card.id if card and "transfer" in card.moments else _LATER
    if any(item.moment == "transfer" for item in applied.directives.added_assessments):
        return applied.refuse("already_later")
    ids = tuple(item.id for item in module.objectives)
    return _with(applied, module, instrument, "transfer", ids, minutes=0)


def _at_the_end(applied: Applied, edit: Edit, card: Card | None, module: Module, cards: Mapping[str, Card]) -> Applied:
    options = [card] if card else [cards[name] for name in _FINAL if name in cards]
    scored = [(sum(shows(one, item) for item in module.objectives), -place, one) for place, one in enumerate(options)]
    count, _, chosen = max(scored, key=lambda row: row[:2])
    if not count:
        return _unfit(applied, chosen, module.objectives)
    ids = tuple(item.id for item in module.objectives if shows(chosen, item))
    length = module.brief.duration_minutes * _TRIAL_SHARE
    minutes = round(max(_SHORTEST_TRIAL, min(_LONGEST_TRIAL, length)) / 5) * 5
    own = next_id("S", module, applied.directives)
    return _with(applied, module, chosen.id, "summative", ids, minutes=minutes, sequence=own, after=edit.target)


def _unfit(applied: Applied, card: Card, objectives: Sequence[Objective]) -> Applied:
    first = objectives[0]
    return applied.refuse("cannot_show", instrument=card.title.text(applied.language), objective=first.id)


def _inside(applied: Applied, edit: Edit, card: Card | None, module: Module, cards: Mapping[str, Card]) -> Applied:
    host = _host(applied, edit, card, module)
    if host is None:
        return applied.refuse("unknown_id", id=edit.target or "S")
    serving = [item for item in module.objectives if item.id in host.objectives]
    if card and card.id in _AT_THE_END and edit.target is None:
        serving = list(module.objectives)
    options = [cards[name] for name in _QUESTIONS] if card and card.id in _QUESTIONS else [card] if card else []
    options = options or [cards[name] for name in _USUAL if name in cards]
    held = {(item.sequence, item.instrument) for item in applied.directives.added_assessments}
    if any((host.id, one.id) in held for one in options):
        return applied.refuse("already_there", id=host.id, instrument=options[0].title.text(applied.language))
    chosen = max(options, key=lambda one: (sum(shows(one, item) for item in serving), -options.index(one)))
    shown = tuple(item.id for item in serving if shows(chosen, item))
    if edit.target and host.id != edit.target:
        applied = applied.note("placed_in", id=host.id, asked=edit.target)
    if shown:
        return _with(applied, module, chosen.id, "formative", shown, minutes=0, sequence=host.id)
    # It cannot be the evidence: it tells where people are, as a diagnostic does.
    ids = tuple(item.id for item in serving)
    applied = applied.note(
        "step_only" if len(ids) == 1 else "step_only_many",
        instrument=options[0].title.text(applied.language),
        objectives=listing(list(ids), applied.language),
    )
    return _with(applied, module, options[0].id, "diagnostic", ids, minutes=0, sequence=host.id)


def _host(applied: Applied, edit: Edit, card: Card | None, module: Module) -> ModuleSequence | None:
    """The activity that is meant; beside another sequence, the activity before it, else after it."""
    gone = set(applied.directives.removed_sequences)
    there = [item for item in module.sequences() if item.kind != "break" and item.id not in gone]
    activities = [item for item in there if item.kind == "activity"]
    if edit.target is None:
        first_trial = next((i for i, item in enumerate(there) if item.kind == "assessment"), len(there))
        earlier = [item for item in there[:first_trial] if item.kind == "activity"]
        last = activities if card and card.id in _AT_THE_END else earlier or activities
        return last[-1]
    place = next((i for i, item in enumerate(there) if item.id == edit.target), None)
    if place is None:
        return None
    before = [item for item in there[: place + 1] if item.kind == "activity"]
    return before[-1] if before else activities[0]


def _with(
    applied: Applied,
    module: Module,
    instrument: str,
    moment: Moment,
    objectives: tuple[str, ...],
    *,
    minutes: int,
    sequence: str | None = None,
    after: str | None = None,
) -> Applied:
    levels = [item.bloom for item in module.objectives if item.id in objectives]
    asked = {"diagnostic": "understand", "transfer": "apply"}.get(moment) or max(levels, key=BLOOM_ORDER.index)
    added = AddedAssessment.model_validate(
        {
            "id": next_id("A", module, applied.directives),
            "moment": moment,
            "instrument": instrument,
            "bloom": asked,
            "objectives": objectives,
            "minutes": minutes,
            "sequence": sequence,
            "after": after,
        }
    )
    return applied.direct(added_assessments=(*applied.directives.added_assessments, added))


def with_instrument(applied: Applied, found: Assessment, card: Card) -> Applied:
    """The same assessment by another format."""
    added = applied.directives.added_assessments
    if any(item.id == found.id for item in added):
        changed = (item.model_copy(update={"instrument": card.id}) if item.id == found.id else item for item in added)
        return applied.direct(added_assessments=tuple(changed))
    return applied.direct(instruments={**applied.directives.instruments, found.id: card.id})
