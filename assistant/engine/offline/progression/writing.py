"""Writes the progression of a module: the outline, the drafts, the minutes, the days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.engine.offline.progression import outline
from assistant.engine.offline.progression.activities import Activities
from assistant.engine.offline.progression.agenda import Agenda, Visit
from assistant.engine.offline.progression.carriers import Carriers
from assistant.engine.offline.progression.choosing import Picker
from assistant.engine.offline.progression.draft import Draft, timed
from assistant.engine.offline.progression.minutes import Placed, honoured, laid, lent
from assistant.engine.offline.progression.mix import balanced
from assistant.engine.offline.progression.moments import Moments, trial_of
from assistant.engine.offline.progression.outline import HalfOutline
from assistant.engine.offline.progression.practising import Practice, practised
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.surroundings import Surroundings
from assistant.engine.offline.progression.tailoring import Tailor
from assistant.engine.offline.progression.toolbox import Toolbox
from assistant.engine.planner import clock_text
from assistant.engine.protocol import Shelf
from assistant.models.brief import Brief
from assistant.models.module import (
    AssessmentPlan,
    Day,
    Directives,
    MethodChoice,
    Objective,
)
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import Grouping, LearningType

_SHORTEST_RESERVE = 3
_CLOSING_KEEPS = 0.6
_TOGETHER: frozenset[Grouping] = frozenset({"pairs", "groups"})


def write_progression(
    brief: Brief,
    directives: Directives,
    methods: tuple[MethodChoice, ...],
    objectives: tuple[Objective, ...],
    plans: tuple[AssessmentPlan, ...],
    shelf: Shelf,
) -> tuple[Day, ...]:
    """The days of the module, exact to the minute; the same brief gives the same days."""
    setting, own = Setting(brief), _of_the_draft(plans, directives)
    halves = outline.lay_out(setting, objectives, own)
    carriers = Carriers.share(setting, directives, methods, objectives, shelf, outline.usual(halves, setting, own))
    visits = Agenda(setting, objectives, halves, kinds=_already(setting, halves, objectives, own)).plan()
    picker = Picker()
    moments = Moments(setting, carriers, picker, objectives, own)
    activities = Activities(setting, carriers, picker)
    drafts = _drafts(setting, moments, activities, halves, visits, objectives)
    _attach_formatives(drafts, own)
    _keep_reserves(setting, halves, drafts)
    _cite_what_has_time(laid(halves, drafts), carriers, shelf)
    placed = [replace(item, id=f"S{number}") for number, item in enumerate(lent(laid(halves, drafts), shelf), start=1)]
    around = _Around.of(placed, setting, shelf, (*own, *plans), objectives)
    tailor = Tailor(setting, halves, directives, plans, shelf, moments, activities)
    practice = practised(tailor.tailored(placed), setting, directives.practice)
    practice = replace(practice, placed=honoured(practice.placed, directives.minutes))
    return _days(setting, directives, halves, practice, around)


def _of_the_draft(plans: tuple[AssessmentPlan, ...], directives: Directives) -> tuple[AssessmentPlan, ...]:
    """The assessments around which the module was laid out: not those that the trainer added, and also those that
    they removed, so that everything else stays where it is."""
    added = {item.id for item in directives.added_assessments}
    known = {plan.id for plan in plans}
    gone = [plan for plan in directives.removed_assessments if plan.id not in known and outline.is_apart(plan)]
    found = [plan for plan in plans if plan.id not in added]
    order = {"diagnostic": 0, "formative": 1, "summative": 2, "transfer": 3}
    return tuple(sorted((*found, *gone), key=lambda plan: order[plan.moment])) if gone else tuple(found)


def _already(
    setting: Setting, halves: Sequence[HalfOutline], objectives: Sequence[Objective], plans: Sequence[AssessmentPlan]
) -> dict[LearningType, float]:
    """What trials, openings and closings weigh in the mix, counted in activities."""
    sizes, each = outline.sizes_of(setting, plans), max(1.0, outline.usual(halves, setting, plans))
    found: dict[LearningType, float] = {}
    for half in halves:
        found["discussion"] = found.get("discussion", 0.0) + sum(outline.ends_of(half, halves, sizes)) / each
        for part, minutes in zip(half.trials, outline.trial_minutes(half, halves, sizes), strict=True):
            worked = [item for item in objectives if item.id in part.plan.objectives] or objectives
            kind = trial_of(part.plan, setting.voice.target(worked), setting).learning_type
            found[kind] = found.get(kind, 0.0) + minutes / each
    return found


def _drafts(
    setting: Setting,
    moments: Moments,
    activities: Activities,
    halves: Sequence[HalfOutline],
    visits: Sequence[Sequence[Visit]],
    objectives: tuple[Objective, ...],
) -> list[list[Draft]]:
    sizes = outline.sizes_of(setting, moments.plans)
    found: list[list[Draft]] = []
    for number, (half, planned) in enumerate(zip(halves, visits, strict=True)):
        opening, closing = outline.ends_of(half, halves, sizes)
        drafts: list[Draft] = []
        if half.first:
            drafts.append(moments.opening(opening))
        elif opening:
            recalled = _worked([visits[i] for i, other in enumerate(halves) if other.day == half.day - 1], objectives)
            drafts.append(moments.day_opening(opening, half.day, halves[-1].day, recalled))
        running = [activities.draft(visit) for visit in planned]
        drafts += running
        lengths = outline.trial_minutes(half, halves, sizes)
        drafts += [moments.trial(part, minutes) for part, minutes in zip(half.trials, lengths, strict=True)]
        if half.last:
            drafts.append(moments.closing(closing, _closing_reserve(half, closing)))
        elif closing:
            today = _worked(
                [visits[i] for i, other in enumerate(halves[: number + 1]) if other.day == half.day], objectives
            )
            drafts.append(moments.day_closing(closing, half.day, today))
        found.append(drafts)
    _meet_once(setting, found)
    return found


def _meet_once(setting: Setting, drafts: Sequence[Sequence[Draft]]) -> None:
    """People who learn apart see each other's work once at least: the last activity ends in an exchange."""
    running = [draft for half in drafts for draft in half if draft.kind == "activity"]
    if setting.name != "async" or setting.people == 1 or any(draft.grouping in _TOGETHER for draft in running):
        return
    last, exchange = running[-1], setting.voice.words.phrases["exchange"]
    trainer, learners = setting.voice.pair(exchange, last.target)
    last.lines[-1] = replace(last.lines[-1], trainer=trainer, learners=learners)
    last.grouping = "pairs"


def _worked(halves: Sequence[Sequence[Visit]], objectives: Sequence[Objective]) -> list[Objective]:
    """The objectives that were worked there, the latest first."""
    ids = [name for visits in halves for visit in visits if visit.kind != "thread" for name in visit.target.ids]
    latest = list(dict.fromkeys(reversed(ids)))
    return [next(item for item in objectives if item.id == name) for name in latest]


def _closing_reserve(half: HalfOutline, closing: int) -> int:
    return min(outline.reserve(half.half.minutes), 2 if closing < 10 else 3 if closing < 15 else 5)


def _attach_formatives(drafts: Sequence[Sequence[Draft]], plans: Sequence[AssessmentPlan]) -> None:
    """A formative assessment takes place where its objectives are first worked; a trial of no minutes, last."""
    activities = [draft for half in drafts for draft in half if draft.kind == "activity"]
    for plan in plans:
        working = [draft for draft in activities if set(draft.target.ids) & set(plan.objectives)]
        if plan.moment == "formative":
            chosen = [draft for draft in working if draft.role == "first"] or working or activities
        elif plan.moment == "summative" and not outline.is_apart(plan):
            chosen = (working or activities)[-1:]
        else:
            continue
        for draft in chosen:
            draft.assessments = (*draft.assessments, plan.id)


def _keep_reserves(setting: Setting, halves: Sequence[HalfOutline], drafts: Sequence[Sequence[Draft]]) -> None:
    """A twentieth of each half-day stays free, at the end of its activities."""
    picker = Picker()
    for half, parts in zip(halves, drafts, strict=True):
        # A closing that gets less than it wished keeps less.
        kept = sum(
            round(line.piece.minutes * _CLOSING_KEEPS)
            for draft in parts
            if draft.role == "closing"
            for line in draft.lines
            if line.rank == 1
        )
        wanted = outline.reserve(half.half.minutes) - kept
        running = [draft for draft in parts if draft.kind == "activity"]
        if wanted < _SHORTEST_RESERVE or not running:
            continue
        count = min(len(running), max(1, round(wanted / 7)))
        hosts = [running[len(running) - 1 - number * len(running) // count] for number in range(count)]
        for number, draft in enumerate(hosts):
            minutes = wanted // count + (1 if number < wanted % count else 0)
            draft.reserve = setting.voice.pair(
                picker.pick(setting.variant.reserve, draft.target.key + draft.role), draft.target
            )
            draft.reserve_minutes = minutes
            draft.want = type(draft.want)(
                draft.want.weight + minutes / 40, draft.want.low + minutes, draft.want.high + minutes
            )


def _cite_what_has_time(placed: Sequence[Placed], carriers: Carriers, shelf: Shelf) -> None:
    """A card that a return put to work needs its time: otherwise the method of the objective is cited."""
    chosen = {card.id for card in carriers.methods}
    spent: dict[str, int] = {}
    for item in placed:
        for name in item.draft.methods:
            spent[name] = spent.get(name, 0) + item.minutes
    for item in placed:
        draft = item.draft
        if draft.kind != "activity" or not draft.methods or draft.methods[0] in chosen:
            continue
        if spent[draft.methods[0]] < shelf[draft.methods[0]].minutes.min:
            cards = (carriers.carrier(name) for name in draft.target.ids)
            draft.methods = tuple(dict.fromkeys(card.id for card in cards if card))[:2]


@dataclass
class _Around:
    """What goes with each sequence; what the draft had stays, sequences that the trainer changed get their own."""

    texts: Surroundings
    toolbox: Toolbox
    told: dict[int, tuple[str, str]]
    """By draft: feedback, accessibility."""
    types: dict[int, LearningType]
    """By draft: what it may be called in the draft as it was laid out."""

    @classmethod
    def of(
        cls,
        placed: Sequence[Placed],
        setting: Setting,
        shelf: Shelf,
        plans: Sequence[AssessmentPlan],
        objectives: Sequence[Objective],
    ) -> "_Around":
        """In the order of the draft, before anything is taken out."""
        texts = Surroundings(setting, shelf, Picker(), {plan.id: plan for plan in plans})
        told = {id(item.draft): (texts.feedback(item.draft), texts.access(item.draft)) for item in placed}
        drafts = [item.draft for item in placed]
        names = balanced(drafts, [item.minutes for item in placed])
        types = {id(draft): name for draft, name in zip(drafts, names, strict=True)}
        return cls(texts, Toolbox(setting.brief, objectives, plans, shelf), told, types)

    def feedback(self, draft: Draft) -> str:
        return self.told[id(draft)][0] if id(draft) in self.told else self.texts.feedback(draft)

    def access(self, draft: Draft) -> str:
        return self.told[id(draft)][1] if id(draft) in self.told else self.texts.access(draft)


def _days(
    setting: Setting, directives: Directives, halves: Sequence[HalfOutline], practice: Practice, around: _Around
) -> tuple[Day, ...]:
    placed = practice.placed
    types = balanced([item.draft for item in placed], [item.minutes for item in placed], around.types)
    days: dict[int, list[ModuleSequence]] = {half.day: [] for half in halves}
    breaks = 0
    clock: int | None = None
    for number, (item, learning_type) in enumerate(zip(placed, types, strict=True), start=1):
        half, draft = halves[item.half], item.draft
        before = placed[number - 2] if number > 1 else None
        if before is None or before.half != item.half:
            clock = half.half.start
        elif before.stretch != item.stretch:
            breaks += 1
            pause = _break(setting, breaks, clock, half.breaks[before.stretch])
            days[half.day].append(pause)
            clock = None if clock is None else clock + pause.minutes
        days[half.day].append(
            ModuleSequence(
                id=item.id,
                kind=draft.kind,
                title=directives.titles.get(item.id, draft.title),
                start=None if clock is None else clock_text(clock),
                minutes=item.minutes,
                objectives=draft.target.ids,
                methods=draft.methods,
                learning_type=learning_type,
                # One person is nobody's pair.
                grouping="individual" if setting.people == 1 else draft.grouping,
                modality=setting.brief.modality,
                steps=timed(draft, item.minutes, setting, practice.leaning),
                feedback=around.feedback(draft),
                tools=around.toolbox.tools(draft, learning_type),
                materials=around.texts.materials(draft),
                accessibility=around.access(draft),
                assessments=draft.assessments,
            )
        )
        clock = None if clock is None else clock + item.minutes
    return tuple(Day(day=day, sequences=tuple(sequences)) for day, sequences in days.items())


def _break(setting: Setting, number: int, clock: int | None, minutes: int) -> ModuleSequence:
    titles: list[str] = setting.voice.words.phrases["break_title"]
    return ModuleSequence(
        id=f"B{number}",
        kind="break",
        title=titles[(number - 1) % len(titles)],
        start=None if clock is None else clock_text(clock),
        minutes=minutes,
        modality=setting.brief.modality,
    )
