"""What differs between two versions, told element by element and word by word."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models.module import Day, Module, Sequence
from assistant.review.comparing import Difference, compare
from assistant.review.editing import reword
from assistant.review.places import places
from assistant.review.wordwise import pieces_of
from tests.checks.conftest import english_module, french_module

FRENCH = french_module()


def rows(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(item.kind, item.path) for item in found]


def with_sequences(module: Module, sequences: tuple[Sequence, ...]) -> Module:
    (day,) = module.progression
    return module.model_copy(update={"progression": (day.model_copy(update={"sequences": sequences}),)})


def changed(name: str, **fields: Any) -> Module:
    sequences = tuple(item.model_copy(update=fields) if item.id == name else item for item in FRENCH.sequences())
    return with_sequences(FRENCH, sequences)


@pytest.mark.parametrize("module", [FRENCH, english_module()])
def test_a_version_is_no_different_from_itself(module: Module):
    assert compare(module, Module.model_validate_json(module.model_dump_json())) == ()


@pytest.mark.parametrize("path", [place.path for place in places(FRENCH)])
def test_a_change_at_any_place_is_found_there_and_nowhere_else(path: str):
    found = compare(FRENCH, reword(FRENCH, path, "Nommer la sortie la plus proche"))
    told = [item for item in found if not item.path.endswith(".bloom")]
    assert rows(tuple(told)) == [("changed", path)]
    assert told[0].after.casefold() == "nommer la sortie la plus proche"


def test_a_change_shows_the_words_that_go_and_those_that_come():
    after = reword(FRENCH, "O1.criterion", "message complet (quoi, où, qui) en moins de trente secondes")
    (found,) = compare(FRENCH, after)
    assert found.where == "O1"
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("same", "message complet (quoi, où, qui) en moins "),
        ("removed", "d'une minute"),
        ("added", "de trente secondes"),
    ]


def test_french_marks_and_elisions_stay_apart_from_the_words():
    found = pieces_of("Que dit l’alarme\u00a0: « fuir »\u00a0?", "Que dit l’alerte\u00a0: « fuir »\u00a0?")
    assert [(piece.kind, piece.text) for piece in found] == [
        ("same", "Que dit l’"),
        ("removed", "alarme"),
        ("added", "alerte"),
        ("same", "\u00a0: « fuir »\u00a0?"),
    ]


def test_words_that_only_a_space_parts_are_one_change():
    found = pieces_of("a b c d", "a x y d")
    assert [(piece.kind, piece.text) for piece in found] == [
        ("same", "a "),
        ("removed", "b c"),
        ("added", "x y"),
        ("same", " d"),
    ]


@settings(deadline=None)
@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_the_pieces_join_to_both_texts(before: str, after: str):
    found = pieces_of(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "added") == before
    assert "".join(piece.text for piece in found if piece.kind != "removed") == after
    assert all(piece.text for piece in found)


def test_an_element_that_comes_or_goes_is_told_whole_where_it_stands():
    shorter = FRENCH.model_copy(update={"objectives": (*FRENCH.objectives[:1], *FRENCH.objectives[2:])})
    (gone,) = compare(FRENCH, shorter)
    assert (gone.kind, gone.where, gone.after) == ("removed", "O2", "")
    assert gone.before.startswith("Choisir l'extincteur adapté au feu\n")
    (come,) = compare(shorter, FRENCH)
    assert (come.kind, come.where, come.before, come.after) == ("added", "O2", "", gone.before)


def test_the_order_is_that_of_the_newer_module_and_what_is_gone_stands_where_it_stood():
    older = reword(reword(FRENCH, "O4.criterion", "sans aide"), "S1.title", "Accueil")
    newer = FRENCH.model_copy(update={"objectives": (*FRENCH.objectives[:1], *FRENCH.objectives[2:])})
    assert rows(compare(older, newer)) == [("removed", "O2"), ("changed", "O4.criterion"), ("changed", "S1.title")]


def test_minutes_and_starts_are_places_too():
    assert rows(compare(FRENCH, changed("S3", minutes=30, start="09:30"))) == [
        ("changed", "S3.minutes"),
        ("changed", "S3.start"),
    ]


def test_a_sequence_that_changed_places_is_moved_and_its_neighbours_are_not():
    items = list(FRENCH.sequences())
    items.insert(1, items.pop(5))
    (moved,) = compare(FRENCH, with_sequences(FRENCH, tuple(items)))
    assert (moved.kind, moved.where, moved.before, moved.after) == ("moved", "S5", "1.5", "1.2")


def test_a_sequence_of_another_day_is_moved():
    (day,) = FRENCH.progression
    halves = (day.sequences[:6], day.sequences[6:])
    days = tuple(Day(day=number, sequences=half) for number, half in enumerate(halves, start=1))
    (moved,) = compare(FRENCH, FRENCH.model_copy(update={"progression": days}))
    assert (moved.kind, moved.where, moved.before, moved.after) == ("moved", "S6", "1.6", "2.1")


def test_a_step_that_comes_between_changes_no_other_step():
    (third,) = (item for item in FRENCH.sequences() if item.id == "S3")
    fresh = third.steps[0].model_copy(update={"trainer": "présente la carte", "learners": "la lisent"})
    after = changed("S3", steps=(third.steps[0], fresh, *third.steps[1:]))
    (come,) = compare(FRENCH, after)
    assert (come.kind, come.path, come.after) == ("added", "S3.steps.2", "présente la carte\nla lisent")
    (gone,) = compare(after, FRENCH)
    assert (gone.kind, gone.path, gone.before) == ("removed", "S3.steps.2", come.after)


def test_a_sentence_that_is_left_to_the_trainer_comes_or_goes_alone():
    after = FRENCH.model_copy(update={"left_to_trainer": ("Réservez la cour.", *FRENCH.left_to_trainer)})
    assert rows(compare(FRENCH, after)) == [("added", "left.1")]
    assert rows(compare(after, FRENCH)) == [("removed", "left.1")]


def test_methods_that_are_chosen_or_left_out_are_told_by_name():
    after = FRENCH.model_copy(update={"methods": FRENCH.methods[:1]})
    (gone,) = compare(FRENCH, after)
    assert (gone.kind, gone.where, gone.before) == ("removed", "methods.simulation", "Mise en situation")


def test_what_the_brief_says_is_compared():
    brief = FRENCH.brief.model_copy(update={"group_size_max": 16, "constraints": ("le quai reste ouvert",)})
    found = compare(FRENCH, FRENCH.model_copy(update={"brief": brief}))
    assert rows(found) == [("added", "brief.constraints.1"), ("changed", "brief.group_size_max")]
    assert (found[1].before, found[1].after) == ("12", "16")


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_seen_from_the_other_side_what_came_is_what_went(data: st.DataObject):
    one, two = (_thinned(data) for _ in range(2))
    there, back = compare(one, two), compare(two, one)
    turned = {"added": "removed", "removed": "added"}
    kinds = {"added", "removed", "changed"}
    assert sorted((turned.get(item.kind, item.kind), item.path) for item in back if item.kind in kinds) == sorted(
        (item.kind, item.path) for item in there if item.kind in kinds
    )


def _thinned(data: st.DataObject) -> Module:
    """The module without some of its objectives and sequences."""
    goals = tuple(item for item in FRENCH.objectives if data.draw(st.booleans()))
    sequences = tuple(item for item in FRENCH.sequences() if data.draw(st.booleans()))
    return with_sequences(FRENCH.model_copy(update={"objectives": goals}), sequences)
