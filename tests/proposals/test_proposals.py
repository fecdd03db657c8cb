"""A text that a designer found becomes a proposed card: sorted, completed, approved, its source kept."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant.documents.reading import read_document
from assistant.errors import CardError, InputError, NotFoundError
from assistant.knowledge.cards import TO_COMPLETE, read_cards
from assistant.models.document import Document
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind
from assistant.proposals.folder import approve, proposals, propose
from assistant.proposals.sorting import sort
from assistant.settings import PROJECT_ROOT

TODAY = date(2026, 11, 26)
FISHBONE = """# Le diagramme en arêtes de poisson

Un groupe cherche les causes d'un problème et les range sur un schéma. On voit les familles de causes.

## Pourquoi l'utiliser

- Le problème revient et personne n'est d'accord sur la cause.

## Déroulement

1. Écrire le problème en une phrase (5 min)
2. Chacun note trois causes, seul (10 min)
3. Voter pour les causes à vérifier (10 à 15 min)

## Erreurs à éviter

- Chercher un coupable plutôt qu'une cause.

## Histoire

Kaoru Ishikawa l'a popularisé dans les ateliers de Kawasaki.
"""


@pytest.fixture(scope="module")
def shelf() -> Mapping[str, Card]:
    return read_cards(PROJECT_ROOT / "knowledge_base")


async def _read(text: str, name: str = "aretes.md") -> tuple[Document, bytes]:
    document = await read_document(name, text.encode())
    assert isinstance(document, Document)
    return document, text.encode()


async def _proposed(
    folder: Path, shelf: Mapping[str, Card], text: str = FISHBONE, kind: CardKind = "method", name: str = ""
) -> Path:
    document, content = await _read(text)
    like = shelf["problem-based-learning" if kind == "method" else "quiz"]
    return propose(document, content, kind, like, folder, TODAY, frozenset(shelf), name)


async def test_a_text_is_sorted_by_its_headings_and_what_has_none_that_is_known_is_set_aside() -> None:
    found = sort((await _read(FISHBONE))[0])
    assert (found.language, found.title) == ("fr", "Le diagramme en arêtes de poisson")
    assert {key: len(rows) for key, rows in found.sections.items()} == {
        "brief": 1,
        "when": 1,
        "steps": 3,
        "pitfalls": 1,
    }
    assert [row.text for row in found.rest] == ["Kaoru Ishikawa l'a popularisé dans les ateliers de Kawasaki."]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("How it works", "steps"),
        ("The facilitator’s role", "trainer"),
        ("When not to use it", "avoid"),
        ("Common mistakes to avoid", "pitfalls"),
        ("Online variations", "digital"),
        ("Further reading", "references"),
    ],
)
async def test_english_headings_lead_to_their_sections(heading: str, key: str) -> None:
    text = f"# Fishbone\n\nThe team looks for causes and sorts them together.\n\n## {heading}\n\nWhat is said there.\n"
    assert key in sort((await _read(text))[0]).sections


async def test_a_proposal_holds_the_words_of_the_text_and_marks_what_nobody_wrote(
    tmp_path: Path, shelf: Mapping[str, Card]
) -> None:
    path = await _proposed(tmp_path, shelf)
    text = path.read_text("utf-8")
    assert path == tmp_path / "proposals" / "methods" / "diagramme-en-aretes-de-poisson.md"
    assert "- Chercher un coupable plutôt qu’une cause." in text
    assert "Kaoru Ishikawa" in text
    assert all(mark in text for mark in TO_COMPLETE.values())
    assert "min: 25\n  max: 30" in text  # the minutes of its steps


async def test_the_text_itself_is_kept_with_its_hash(tmp_path: Path, shelf: Mapping[str, Card]) -> None:
    path = await _proposed(tmp_path, shelf)
    kept = (tmp_path / "sources" / "diagramme-en-aretes-de-poisson.md").read_bytes()
    assert kept == FISHBONE.encode()
    assert hashlib.sha256(kept).hexdigest() in path.read_text("utf-8")


async def test_what_is_not_complete_is_no_card_and_cannot_be_approved(
    tmp_path: Path, shelf: Mapping[str, Card]
) -> None:
    path = await _proposed(tmp_path, shelf)
    (row,) = proposals(tmp_path, shelf)
    assert row.faults
    assert read_cards(tmp_path) == {}
    with pytest.raises(CardError, match="is still there"):
        approve(path.stem, tmp_path, shelf)
    assert path.exists()


async def test_a_complete_proposal_becomes_a_card_that_knows_its_source(
    tmp_path: Path, shelf: Mapping[str, Card]
) -> None:
    path = await _proposed(tmp_path, shelf, name="ours")
    source = next(part for part in path.read_text("utf-8").split("\n") if "sha256" in part)
    whole = (PROJECT_ROOT / "knowledge_base" / "methods" / "case-study.md").read_text("utf-8")
    added = f"source:\n  file: ours.md\n{source}\n  added: 2026-11-26\nreview:"
    path.write_text(whole.replace("\nreview:", f"\n{added}", 1), "utf-8")
    assert approve("ours", tmp_path, shelf) == tmp_path / "methods" / "ours.md"
    card = read_cards(tmp_path, beside=shelf)["ours"]
    assert card.source is not None
    assert (card.source.file, card.source.added) == ("ours.md", TODAY)
    assert proposals(tmp_path, shelf) == ()


async def test_the_id_of_a_card_that_was_just_approved_is_taken(tmp_path: Path, shelf: Mapping[str, Card]) -> None:
    path = await _proposed(tmp_path, shelf)
    (tmp_path / "tools").mkdir()
    path.rename(tmp_path / "tools" / path.name)
    with pytest.raises(InputError, match="is taken"):
        await _proposed(tmp_path, shelf)


async def test_an_id_is_given_once(tmp_path: Path, shelf: Mapping[str, Card]) -> None:
    await _proposed(tmp_path, shelf)
    with pytest.raises(InputError, match="is taken"):
        await _proposed(tmp_path, shelf)
    with pytest.raises(InputError, match="is taken"):
        await _proposed(tmp_path, shelf, name="case-study")
    with pytest.raises(InputError, match="is no id"):
        await _proposed(tmp_path, shelf, name="../../etc/passwd")


def test_what_was_never_proposed_cannot_be_approved(tmp_path: Path, shelf: Mapping[str, Card]) -> None:
    with pytest.raises(NotFoundError, match="no proposal"):
        approve("nothing", tmp_path, shelf)
