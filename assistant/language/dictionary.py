"""The forms and lemmas of French and English words, from simplemma's dictionary.

In memory it takes 55 MB and half a second to parse. A program that has a folder keeps it there as tries, which take
3 MB and are read at once; broken ones are made again.
"""

import logging
import threading
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from assistant.models.terms import Language

if TYPE_CHECKING:
    from simplemma.strategies.dictionaries import DictionaryFactory

# A folder that cannot be written costs time, nothing that a trainer should read about.
logging.getLogger("simplemma").addHandler(logging.NullHandler())
logging.getLogger("simplemma").propagate = False


class _Dictionary:
    def __init__(self, factory: "DictionaryFactory") -> None:
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy

        self._lock = threading.Lock()
        self._factory = factory
        self._loaded: set[Language] = set()
        self._lemmas = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=factory))
        self._forms = DictionaryLookupStrategy(factory)

    def load(self, language: Language) -> None:
        """Read the words of a language once, whatever the number of threads that wait for them."""
        if language not in self._loaded:
            with self._lock:
                self._factory.get_dictionary(language)
                self._loaded.add(language)

    def lemma(self, word: str, language: Language) -> str:
        self.load(language)
        return str(self._lemmas.lemmatize(word, language))

    def holds(self, word: str, language: Language) -> bool:
        self.load(language)
        return self._forms.get_lemma(unicodedata.normalize("NFC", word), language) is not None


_folder: Path | None = None


def keep_in(folder: Path | None) -> None:
    """Look for the tries in that folder from now on; None: keep the dictionary in memory."""
    global _folder  # noqa: PLW0603 - one dictionary a process, as there is one of simplemma's
    if folder != _folder:
        _folder = folder
        _dictionary.cache_clear()


def prepare() -> None:
    """Make the tries where there are none: seconds, which no trainer should wait for."""
    if _folder is None or _is_kept(_folder):
        return
    kept = _Dictionary(_tries(_folder))
    for language in get_args(Language):
        kept.load(language)
    _dictionary.cache_clear()


def lemma_of(word: str, language: Language) -> str:
    """The dictionary form of a word; the word itself where it is not known."""
    return _dictionary().lemma(word, language)


def is_word(word: str, *languages: Language) -> bool:
    """Whether it is a form of a word of one of these languages."""
    known = _dictionary()
    return any(known.holds(word, language) for language in languages)


@cache
def _dictionary() -> _Dictionary:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return _Dictionary(_tries(_folder) if _folder and _is_kept(_folder) else DefaultDictionaryFactory())


def _tries(folder: Path) -> "DictionaryFactory":
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    return TrieDictionaryFactory(disk_cache_dir=str(_edition(folder)))


def _is_kept(folder: Path) -> bool:
    return all((_edition(folder) / f"{language}.dic").exists() for language in get_args(Language))


def _edition(folder: Path) -> Path:
    """Another version of the library has other words."""
    return folder / version("simplemma")
