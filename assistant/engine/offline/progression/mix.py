"""Keeps any one way of learning from taking it all, by what each sequence may honestly be called."""

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.engine.offline.progression.draft import Draft
from assistant.models.terms import DOING, LearningType

_LIMIT = 0.4
_DOING_SHARE = 0.42
"""What is done must not be renamed into what is only talked about: the norm is 40 %."""
_DOING_LEAST = 0.4
_MIXED_FROM = 110
"""Minutes of work, breaks aside, from which the kinds of learning have to be mixed."""
_ROUNDS = 200


def balanced(
    drafts: Sequence[Draft], minutes: Sequence[int], known: Mapping[int, LearningType] | None = None
) -> list[LearningType]:
    """The learning type of each draft: its first, or the one that is known, unless another evens the mix out."""
    chosen = [(known or {}).get(id(draft), draft.learning_types[0]) for draft in drafts]
    total = sum(minutes) or 1
    if total < _MIXED_FROM:
        return _mostly_doing(drafts, minutes, chosen)
    for _ in range(_ROUNDS):
        spent: Counter[LearningType] = Counter()
        for name, length in zip(chosen, minutes, strict=True):
            spent[name] += length
        name, most = max(spent.items(), key=lambda item: item[1])
        if most <= _LIMIT * total:
            break
        move = _best_move(drafts, minutes, chosen, spent, name)
        if move is None:
            break
        chosen[move[0]] = move[1]
    return _doing_enough(drafts, minutes, chosen)


def _doing_enough(drafts: Sequence[Draft], minutes: Sequence[int], chosen: list[LearningType]) -> list[LearningType]:
    """Where too little would be called doing, activities that are as much one as the other are called so."""
    total = sum(minutes)
    for index in sorted(range(len(drafts)), key=lambda place: -minutes[place]):
        spent: Counter[LearningType] = Counter()
        for name, length in zip(chosen, minutes, strict=True):
            spent[name] += length
        if sum(spent[kind] for kind in DOING) >= _DOING_LEAST * total:
            break
        if drafts[index].kind != "activity" or chosen[index] in DOING:
            continue
        names = [name for name in drafts[index].learning_types if name in DOING]
        fit = [name for name in names if spent[name] + minutes[index] <= _LIMIT * total]
        chosen[index] = next(iter(fit), chosen[index])
    return chosen


def _mostly_doing(drafts: Sequence[Draft], minutes: Sequence[int], chosen: list[LearningType]) -> list[LearningType]:
    """Too short for a mix: what may be called doing is called so, until there is enough of it."""
    for index in sorted(range(len(drafts)), key=lambda place: -minutes[place]):
        done = sum(length for name, length in zip(chosen, minutes, strict=True) if name in DOING)
        other = next((name for name in drafts[index].learning_types if name in DOING), None)
        if done < _DOING_SHARE * sum(minutes) and drafts[index].kind == "activity" and other:
            chosen[index] = other
    return chosen


def _best_move(
    drafts: Sequence[Draft],
    minutes: Sequence[int],
    chosen: Sequence[LearningType],
    spent: Counter[LearningType],
    name: LearningType,
) -> tuple[int, LearningType] | None:
    """The change that leaves the larger of the two kinds smallest; a later sequence rather than an earlier one."""
    total, done = spent.total(), sum(spent[kind] for kind in DOING)
    moves = [
        (max(spent[name] - minutes[index], spent[other] + minutes[index]), -index, other)
        for index, draft in enumerate(drafts)
        if chosen[index] == name
        for other in draft.learning_types
        if other != name and (other in DOING or name not in DOING or done - minutes[index] >= _DOING_SHARE * total)
    ]
    useful = [move for move in moves if move[0] < spent[name]]
    if not useful:
        return None
    _, index, other = min(useful)
    return -index, other
