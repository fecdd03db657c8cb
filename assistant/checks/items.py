"""Family E: questions and rubrics that tell those who can from those who cannot."""

import re
from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.language import marks
from assistant.models.module import Assessment, Item, RubricRow
from assistant.models.review import Finding

_SHORT_OPTION = 25
"""Below this many characters, a longer key is no clue: "oui, si …" beside "non"."""


def _items(case: Case) -> Iterator[tuple[Assessment, int, Item]]:
    for assessment in case.module.assessments:
        for number, item in enumerate(assessment.items, start=1):
            yield assessment, number, item


def items_are_fair(case: Case) -> Iterator[Finding]:
    """E1: one key, two distractors, no trick of form; a question without options is an open one."""
    for assessment, n, item in _items(case):
        where = assessment.id
        if case.shows("negative_stem", item.stem):
            yield case.find("E1.negative", where, n=n)
        if item.options:
            yield from _options(where, n, item, case)


def _options(where: str, n: int, item: Item, case: Case) -> Iterator[Finding]:
    keys = sum(option.correct for option in item.options)
    wrong = len(item.options) - keys
    if keys != 1:
        yield case.find("E1.key", where, n=n, found=keys)
    if _is_true_or_false(item, case):
        yield case.find("E1.true_false", where, n=n)
    elif wrong < case.limit("distractors"):
        yield case.find("E1.distractors", where, n=n, found=wrong, wanted=case.limit("distractors"))
    if len({marks.plain(option.text).strip(" .") for option in item.options}) < len(item.options):
        yield case.find("E1.same", where, n=n)
    for option in item.options:
        if case.shows("all_none", option.text.strip()):
            yield case.find("E1.all_none", where, n=n, text=option.text)


def _is_true_or_false(item: Item, case: Case) -> bool:
    bare = all(case.shows("true_false_option", option.text.strip()) for option in item.options)
    return bare or case.shows("true_false", item.stem.strip())


def key_is_not_given_away(case: Case) -> Iterator[Finding]:
    """E2: neither by its length nor by its form."""
    for assessment, n, item in _items(case):
        lengths = [len(option.text) for option in item.options]
        keys = [len(option.text) for option in item.options if option.correct]
        if len(lengths) < 2:
            continue
        mean = sum(lengths) / len(lengths)
        if keys and keys[0] > _SHORT_OPTION and keys[0] > case.limit("key_length") * mean:
            yield case.find("E2.long", assessment.id, n=n)
        if not _parallel(item, case):
            yield case.find("E2.form", assessment.id, n=n)


def _parallel(item: Item, case: Case) -> bool:
    """Whether the options share their punctuation, their first capital and their speaker."""
    texts = [option.text.strip() for option in item.options if option.text.strip()]
    letters = [text for text in texts if text[0].isalpha()]
    stops = {text[-1] in ".;" for text in texts}
    capitals = {text[0].isupper() for text in letters}
    speakers = {case.shows("option_speaker", text) for text in texts}
    return max(len(stops), len(capitals), len(speakers)) <= 1


def items_point_to_objectives(case: Case) -> Iterator[Finding]:
    """E3: each item checks an objective, and is asked once."""
    seen: set[str] = set()
    for assessment, n, item in _items(case):
        if item.objective not in case.objectives:
            yield case.find("E3.unlinked", assessment.id, n=n)
        stem = re.sub(r"\W+", " ", marks.plain(item.stem)).strip()
        if stem in seen:
            yield case.find("E3.twice", assessment.id, n=n)
        seen.add(stem)


def rubrics_are_observable(case: Case) -> Iterator[Finding]:
    """E4: three bands that can be seen, and a threshold."""
    for assessment in case.module.assessments:
        for row in assessment.rubric:
            yield from _bands(assessment.id, row, case)
        if (assessment.rubric or assessment.moment == "summative") and not assessment.mastery.strip():
            yield case.find("E4.mastery", assessment.id)


def _bands(where: str, row: RubricRow, case: Case) -> Iterator[Finding]:
    bands = [band.strip() for band in row.bands if band.strip()]
    if len(bands) < case.limit("bands"):
        yield case.find("E4.bands", where, text=row.criterion, found=len(bands), wanted=case.limit("bands"))
    for band in bands:
        if case.shows("quality_band", band):
            yield case.find("E4.vague", where, band=band)
    if len({marks.plain(band) for band in bands}) < len(bands):
        yield case.find("E4.same", where, text=row.criterion)


RULES = {
    "E1": items_are_fair,
    "E2": key_is_not_given_away,
    "E3": items_point_to_objectives,
    "E4": rubrics_are_observable,
}
