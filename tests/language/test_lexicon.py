"""The lexicon of verbs and its validation."""

import pytest
import yaml

from assistant.errors import InputError
from assistant.language.lexicon import lexicon, read
from assistant.language.verbs import leading_verb


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_language_has_four_hundred_verbs_or_more(language):
    assert len(lexicon(language)) >= 400


@pytest.mark.parametrize(
    ("language", "verbs"),
    [
        (
            "fr",
            (
                "comprendre connaître savoir apprendre appréhender maîtriser découvrir sensibiliser s'approprier "
                "acquérir "
                "assimiler se_familiariser être_conscient voir"
            ),
        ),
        ("en", "understand know learn appreciate be_aware be_familiar master grasp discover"),
    ],
)
def test_what_nobody_can_see_has_observable_rewrites(language, verbs):
    for name in verbs.split():
        verb = lexicon(language)[name.replace("_", " ")]
        assert not verb.observable
        rewrites = [rewrite for listed in verb.rewrites.values() for rewrite in listed]
        assert rewrites
        assert all(lexicon(language)[rewrite].observable for rewrite in rewrites)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rewrite_admits_the_level_under_which_it_is_listed(language):
    wrong = [
        (name, level, rewrite)
        for name, verb in lexicon(language).items()
        for level, listed in verb.rewrites.items()
        for rewrite in listed
        if level not in lexicon(language)[rewrite].levels
    ]
    assert wrong == []


@pytest.mark.parametrize("verb", ["aborder", "faire découvrir"])
def test_trainer_verbs_are_marked(verb):
    assert lexicon("fr")[verb].trainer


def test_presenting_a_budget_is_for_learners_too():
    assert not lexicon("fr")["présenter"].trainer


def test_english_verbs_are_found_under_both_spellings():
    assert lexicon("en")["analyze"] == lexicon("en")["analyse"]
    assert lexicon("en")["summarize"].levels == ("understand",)


def test_a_fault_names_its_file_and_line(tmp_path):
    path = tmp_path / "verbs.fr.yaml"
    path.write_text(
        "verbs:\n  citer: {levels: [remember]}\n  rêver: {levels: [dream]}\n  faire: {levels: []}\n", "utf-8"
    )
    with pytest.raises(InputError) as caught:
        read(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["verbs"], path)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("verbs.fr.yaml:3: rêver")
    assert lines[-1].startswith("verbs.fr.yaml:4: faire")


@pytest.mark.parametrize(("language", "thing"), [("fr", "le dossier"), ("en", "the file")])
def test_every_verb_of_the_lexicon_is_found_again_in_a_phrase(language, thing):
    found = {verb: leading_verb(f"{verb} {thing}", language) for verb in lexicon(language)}
    assert [verb for verb, leading in found.items() if leading is None or leading.lemma != verb] == []
