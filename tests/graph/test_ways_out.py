"""What a refusal proposes instead can be clicked, and does what it says."""

import pytest

from assistant.engine.revision.words import say, ways_out
from assistant.language.data import table
from tests.graph.talking import EVERYTHING_EN, EVERYTHING_FR, Talk, plain

_ALWAYS = 2
"""Buttons that every draft has: its document, and the review."""


@pytest.mark.parametrize(
    ("opening", "message"),
    [
        (EVERYTHING_FR, "supprime la séquence 3"),
        (EVERYTHING_FR, "supprime S1"),
        (EVERYTHING_FR, "enlève A1"),
        (EVERYTHING_FR, "ajoute une évaluation"),
        (EVERYTHING_FR, "c'est trop long"),
        (EVERYTHING_FR, "mets S3 à 400 minutes"),
        (EVERYTHING_FR, "Gardez un seul objectif"),
        (EVERYTHING_EN, "S4 as a world café"),
        (EVERYTHING_EN, "it's too short"),
        (EVERYTHING_EN, "swap S2 and S3"),
        (EVERYTHING_EN, "Keep just two objectives"),
        (EVERYTHING_EN, "S18 as a debate"),
        (EVERYTHING_FR, "fais remonter O3"),
        (EVERYTHING_EN, "move O3 up"),
    ],
)
async def test_the_ways_out_of_a_refusal_are_buttons_that_work(talk: Talk, opening: str, message: str):
    before = await talk.to_draft(opening)
    answer = await talk.says(message)
    ways = answer.suggestions[:-_ALWAYS]
    assert answer.module == before
    assert ways
    for way in ways:
        assert plain(way)[1:] in plain(answer.say)
        changed = await talk.says(way)
        assert changed.module != before, (way, changed.say)
        while changed.module != before:
            changed = await talk.says("annule" if changed.language == "fr" else "undo")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_refusal_marks_its_ways_in_the_same_places_in_both_languages(language: str):
    ways = {name: text.count("[[") for name, text in table(f"revision.{language}.yaml")["refused"].items()}
    assert ways == {name: text.count("[[") for name, text in table("revision.fr.yaml")["refused"].items()}


def test_a_way_out_is_quoted_in_the_sentence_and_sent_as_a_message():
    values = {"id": "S3", "objectives": "O2", "objective": "O2", "by": 10}
    assert "“shorten S3 by 10 minutes”" in plain(say("refused", "keep_sequence", "en", **values))
    assert plain(ways_out("refused", "keep_sequence", "en", **values)[0]) == "Shorten S3 by 10 minutes"


async def test_a_method_is_kept_out_of_one_sequence_alone(talk: Talk):
    before = await talk.to_draft(EVERYTHING_EN)
    played = [item.id for item in before.sequences() if item.methods == ("role-play",) and item.kind == "activity"]
    answer = await talk.says(f"no role play in sequence {played[1][1:]}")
    after = answer.module
    assert after is not None
    methods = {item.id: item.methods for item in after.sequences()}
    assert "role-play" not in methods[played[1]]
    assert all(methods[name] == ("role-play",) for name in played if name != played[1])
    assert "role-play" not in after.directives.excluded_methods
    assert not any(finding.severity == "block" for finding in after.findings)


async def test_a_method_that_a_sequence_does_not_use_is_not_taken_from_the_others(talk: Talk):
    before = await talk.to_draft(EVERYTHING_FR)
    answer = await talk.says("pas de jeu de rôle en S2")
    assert answer.module == before
    assert "S2 ne passe pas par « Jeu de rôle »" in plain(answer.say)


async def test_a_quiz_is_kept_out_of_the_sequence_that_holds_it(talk: Talk):
    before = await talk.to_draft()
    await talk.says("ajoute un quiz à la fin de S2")
    answer = await talk.says("pas de quiz en S2")
    assert answer.module is not None
    assert [item.id for item in answer.module.assessments] == [item.id for item in before.assessments]


async def test_one_objective_is_kept_and_the_others_go(talk: Talk):
    await talk.to_draft(EVERYTHING_FR)
    answer = await talk.says("ne garde que O2")
    assert answer.module is not None
    assert [item.id for item in answer.module.objectives] == ["O2"]
    assert not any(finding.severity == "block" for finding in answer.module.findings)
