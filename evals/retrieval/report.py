"""The figures as a table for people, and the questions that are answered worst."""

from collections.abc import Iterable, Mapping, Sequence

from evals.retrieval.measures import Answer, Figures, K

GOAL_NDCG, GOAL_GAP, GOAL_SILENT, GOAL_P95 = 0.85, 0.03, 0.9, 10.0

_HEAD = (
    f"| search | nDCG@{K} fr | en | recall@{K} fr | en | MRR fr | en | gap | twins | silent | p95 |",
    "|---|" + "---:|" * 10,
)


def table(rows: Mapping[str, Figures]) -> str:
    """The searches side by side, in Markdown."""
    return "\n".join([*_HEAD, *(_line(name, figures) for name, figures in rows.items())])


def _line(name: str, figures: Figures) -> str:
    pairs = [
        f"{measure[language]:.2f}"
        for measure in (figures.ndcg, figures.recall, figures.reciprocal)
        for language in ("fr", "en")
    ]
    silent = f"{figures.silent}/{figures.unanswerable}"
    cells = [name, *pairs, f"{figures.gap:.3f}", f"{figures.twins:.2f}", silent, f"{figures.p95:.1f} ms"]
    return f"| {' | '.join(cells)} |"


def missed(figures: Figures) -> tuple[str, ...]:
    """The goals that are not reached, in words."""
    found = [f"nDCG@{K} {lang} {value:.3f} < {GOAL_NDCG}" for lang, value in figures.ndcg.items() if value < GOAL_NDCG]
    if figures.gap > GOAL_GAP:
        found.append(f"gap between languages {figures.gap:.3f} > {GOAL_GAP}")
    if figures.silent < GOAL_SILENT * figures.unanswerable:
        found.append(f"silent on {figures.silent} of {figures.unanswerable} questions that no card answers")
    if figures.p95 > GOAL_P95:
        found.append(f"p95 {figures.p95:.1f} ms > {GOAL_P95:.0f} ms")
    return tuple(found)


def worst(found: Iterable[Answer], count: int) -> str:
    """The questions answered worst, with the grade of each card found."""
    rows: Sequence[Answer] = sorted(found, key=lambda row: row.ndcg)[:count]
    return "\n".join(f"{row.ndcg:.2f} {row.language} {row.pair.text(row.language)}\n     {graded(row)}" for row in rows)


def graded(row: Answer) -> str:
    """The grade of each card found, and the good ones that were not."""
    grades = row.pair.cards
    shown = " ".join(f"{card}:{grades.get(card, 0)}" for card in row.cards[:K]) or "nothing"
    lost = [card for card, grade in grades.items() if grade > 1 and card not in row.cards[:K]]
    return f"{shown}   missing {', '.join(lost) or 'none'}"
