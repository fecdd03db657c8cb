import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from assistant.errors import CardError
from assistant.knowledge.body import MAY_LACK
from assistant.knowledge.cards import SECTIONS, read_cards
from assistant.language.lemmas import fold
from assistant.models.terms import Language
from tests.knowledge.conftest import BASE, EXEMPLAR

Write = Callable[..., Path]


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(CardError) as caught:
        read_cards(folder)
    return caught.value.faults


def line_of(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if needle in line)


def test_the_shipped_cards_have_no_fault() -> None:
    cards = read_cards(BASE)
    assert {"demonstration-practice", "mcq", "voting"} <= cards.keys()
    assert cards["mcq"].kind == "assessment"


def test_a_card_takes_its_id_from_its_file_and_its_kind_from_its_folder(base: Write, with_exercise: Path) -> None:
    base(show_and_do=EXEMPLAR)
    card = read_cards(with_exercise)["show-and-do"]
    assert (card.id, card.kind, card.path) == ("show-and-do", "method", "methods/show-and-do.md")


def test_both_languages_have_every_section_at_its_line(base: Write, with_exercise: Path) -> None:
    base(one=EXEMPLAR)
    lines = EXEMPLAR.splitlines()
    card = read_cards(with_exercise)["one"]
    for sections in card.sections.values():
        due = tuple(key for key in SECTIONS["method"] if key not in MAY_LACK)
        assert tuple(section.key for section in sections if section.key not in MAY_LACK) == due
        for section in sections:
            assert section.text.startswith(lines[section.line - 1].strip())


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("modalities: [onsite,", "modalities: [on-site,", "modalities:", "modalities[0]"),
        ("modalities: [onsite,", "modalities: [on-site,", "modalities:", "'onsite'"),
        ("autonomy: low", "autonomy: tiny", "autonomy:", "'low', 'medium' or 'high'"),
        ("review: 2027-11-01", "review: soon", "review:", "review"),
        ("minutes: {min: 20, max: 180}", "minutes: {min: 200, max: 180}", "minutes: {min", "min ≤ max"),
        ("levels: [", "level: [", "level:", "did you mean `levels`"),
        ("feedback:\n", "feedback: x\nfeedback:\n", "feedback:", "stands twice"),
        ("montre deux fois comment {action}", "montre {verbe}", "montre {verbe}", "unknown placeholder `{verbe}`"),
        ("bloom: [apply,", "bloom: [apply, apply,", "bloom:", "the same value twice"),
        ("## Pièges", "## Dangers", "Commenter pendant", "unknown section `## Dangers`"),
        ("tools: []", "tools: [nothing]", "tools:", "names `nothing`, which is no card"),
    ],
)
def test_a_fault_is_named_with_its_line(
    base: Write, with_exercise: Path, old: str, new: str, at: str, says: str
) -> None:
    from tests.knowledge.conftest import alone

    text = alone(EXEMPLAR)
    assert old in text
    broken = text.replace(old, new, 1)
    (with_exercise / "methods" / "one.md").write_text(broken, "utf-8")
    found = [fault for fault in faults_of(with_exercise) if says in fault]
    number = line_of(broken, at)
    if says == "stands twice":
        number += 1
    assert found
    assert any(f"one.md:{number}: " in fault for fault in found), (number, found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no front matter", "front matter is missing"),
        ("---\ntitle: [\n---\n", "the YAML is malformed"),
        ("---\nreview: 2027-13-45\n---\n", "the YAML is malformed"),
        ("---\n- a\n---\n", "the field `title` is missing"),
        (EXEMPLAR.replace("# English\n", ""), "the half `# English` is missing"),
        (EXEMPLAR.replace("## When to avoid it", "## When to use it"), "stands 2 times"),
        (EXEMPLAR.replace("## Préparer\n\n", "## Préparer\n\n## Extra\n\n"), "is empty"),
    ],
)
def test_a_broken_file_says_what_it_expects(base: Write, with_exercise: Path, text: str, says: str) -> None:
    base(one=text)
    assert any(says in fault for fault in faults_of(with_exercise))


def test_sections_out_of_order_are_a_fault(base: Write, with_exercise: Path) -> None:
    swapped = EXEMPLAR.replace("## Pièges", "## X").replace("## Accessibilité", "## Pièges")
    base(one=swapped.replace("## X", "## Accessibilité"))
    assert any("out of order in `# Français`" in fault for fault in faults_of(with_exercise))


def test_every_fault_of_every_file_is_told_at_once(base: Write, with_exercise: Path) -> None:
    base(one=EXEMPLAR.replace("autonomy: low", "autonomy: x"), two=EXEMPLAR.replace("levels: [", "levels: [nobody, "))
    told = "\n".join(faults_of(with_exercise))
    assert "one.md" in told
    assert "two.md" in told


def test_one_id_in_two_kinds_is_a_fault(base: Write, with_exercise: Path) -> None:
    base(exercise=EXEMPLAR)
    assert any("is taken by" in fault for fault in faults_of(with_exercise))


def test_a_card_outside_of_the_kinds_folders_is_a_fault(with_exercise: Path) -> None:
    (with_exercise / "method").mkdir()
    (with_exercise / "method" / "lost.md").write_text(EXEMPLAR, "utf-8")
    assert any("move the file there" in fault for fault in faults_of(with_exercise))


def test_a_file_that_is_not_utf_8_is_a_fault(with_exercise: Path) -> None:
    (with_exercise / "methods").mkdir(exist_ok=True)
    (with_exercise / "methods" / "one.md").write_bytes(b"\xff\xfe\x00")
    assert any("UTF-8" in fault for fault in faults_of(with_exercise))


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert "no such folder" in faults_of(tmp_path / "nowhere")[0]


def test_a_later_folder_overrides_a_card_by_its_id(base: Write, with_exercise: Path) -> None:
    base(one=EXEMPLAR)
    title = "title: {fr: Démonstration–pratique guidée, en: Demonstration and guided practice}"
    own = base("own", one=EXEMPLAR.replace(title, "title: {fr: La nôtre, en: Ours}"))
    assert read_cards(with_exercise, own)["one"].title.en == "Ours"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(base: Write, with_exercise: Path) -> None:
    base(one=EXEMPLAR)
    path = with_exercise / "methods" / "one.md"
    plain = read_cards(with_exercise)["one"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text("utf-8").replace("\n", "\r\n").encode())
    assert read_cards(with_exercise)["one"] == plain


def test_the_loader_runs_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.knowledge.cards"],
        capture_output=True,
        text=True,
        check=False,
        cwd=BASE.parent,
    )
    assert (done.returncode, "no fault" in done.stdout) == (0, True)


def test_the_knowledge_base_is_as_deep_as_the_readme_says() -> None:
    counts = Counter(card.kind for card in read_cards(BASE).values())
    assert (counts["method"], counts["tool"], counts["assessment"]) >= (80, 40, 30)
    assert counts["design"] >= 30


def test_no_two_cards_go_by_the_same_name() -> None:
    for language in get_args(Language):
        owners: dict[str, set[str]] = {}
        for card in read_cards(BASE).values():
            for name in (card.title.text(language), *card.aliases.texts(language)):
                owners.setdefault(fold(name).replace("’", "'"), set()).add(card.id)
        assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("target", "says"), [("one", "names the card itself"), ("no-such-card", "is no card"), ("exercise", "")]
)
def test_a_relation_leads_to_another_card(base: Write, with_exercise: Path, target: str, says: str) -> None:
    line = f"relations:\n  - {{tie: needs, card: {target}, why: {{fr: parce que, en: because}}}}\nmaterials:"
    base(one=EXEMPLAR.replace("\nmaterials:", f"\n{line}", 1))
    if says:
        assert [fault for fault in faults_of(with_exercise) if says in fault]
    else:
        assert read_cards(with_exercise)["one"].relations[0].card == "exercise"


@pytest.mark.parametrize(("source", "founded"), [("(Allen, 1919)", True), ("(Durand, 2020)", False), ("", False)])
def test_a_finding_names_a_work_of_the_card(base: Write, with_exercise: Path, source: str, founded: bool) -> None:
    finding = f"## Ce que l’on sait\n\n- Cela marche mieux {source}.\n\n## Un exemple"
    base(one=EXEMPLAR.replace("## Un exemple", finding, 1))
    if founded:
        assert "one" in read_cards(with_exercise)
    else:
        assert [fault for fault in faults_of(with_exercise) if "names no work of `references`" in fault]


def test_what_is_still_to_be_written_is_a_fault(base: Write, with_exercise: Path) -> None:
    base(one=EXEMPLAR.replace("## Pièges\n", "## Pièges\n\nÀ COMPLÉTER\n", 1))
    assert [fault for fault in faults_of(with_exercise) if "is still there" in fault]
