"""Other words at one place of a draft, validated as they are made; the rest stays byte for byte."""

import re
import unicodedata
from typing import Any

from assistant.engine.offline.objectives import kinds
from assistant.engine.revision.words import say
from assistant.errors import InputError
from assistant.language.conjugation import is_infinitive
from assistant.language.grammar import capitalized, uncapitalized
from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives
from assistant.language.typography import typeset
from assistant.models.brief import Brief
from assistant.models.module import Directives, Module, Objective, Origin, Wording
from assistant.models.terms import Language
from assistant.review.places import Address, Spot, element_of, is_long, label_of, spot_at, spots

_LINE = 300
"""Characters of what is one line: a title, a condition, an answer."""
_TEXT = 2_000
"""Characters of what is sentences: a description, what the trainer does."""
_CORRECTED: dict[Language, str] = {
    "fr": "Ce titre a été écrit à la relecture.",
    "en": "This title was written in the review.",
}


def reword(module: Module, path: str, text: str) -> Module:
    """The module with other words at a place. Raises InputError: no such place, words that cannot stand there."""
    spot = spot_at(module, path)
    text = _fit(path, text, module.brief.language)
    if text == spot.text:
        return module
    changed = _placed(module, spot, text)
    return changed.model_copy(update={"directives": _remembered(module, spot, text)})


def keep_wordings(module: Module, language: Language) -> tuple[Module, tuple[str, ...]]:
    """A new draft with what people wrote in it before, and what could not be kept, as sentences in a language.

    Their words take the place of the same words; where the draft says something else by now, they are dropped.
    """
    kept: list[Wording] = []
    lost: list[str] = []
    for wording in module.directives.wordings:
        spot = _spot_of(module, wording)
        if spot is not None:
            module = _placed(module, spot, wording.after)
            kept.append(wording.model_copy(update={"path": spot.path}))
        elif any(element_of(other.path) == element_of(wording.path) for other in spots(module)):
            names = {"path": wording.path, "element": element_of(wording.path), "text": wording.after.rstrip(" .")}
            key = "wording_dropped" if names["element"] != "module" else "wording_of_module_dropped"
            lost.append(say("noted", key, language, **names))
    if tuple(kept) != module.directives.wordings:
        directives = module.directives.model_copy(update={"wordings": tuple(kept)})
        module = module.model_copy(update={"directives": directives})
    return module, tuple(lost)


def keep_title(brief: Brief, directives: Directives) -> Brief:
    """The brief with the title that was written in a review, while it says again what that title replaced."""
    for wording in directives.wordings:
        if wording.path == "brief.title" and brief.title == wording.before:
            return _titled(brief, wording.after)
    return brief


def _fit(path: str, text: str, language: Language) -> str:
    """The text as it can stand at a place, typeset. Raises InputError."""
    label = label_of(path)
    text = typeset(_clean(text), language)
    if label in {"statement", "condition", "criterion"}:
        text = text if text.endswith("etc.") else text.rstrip(" .;")
        text = _statement(text, language) if label == "statement" else uncapitalized(text)
    longest = _TEXT if is_long(path) else _LINE
    if len(text) > longest:
        raise InputError(
            f"the text has {len(text)} characters, {longest} at most here: shorten it",
            f"le texte compte {len(text)} caractères, {longest} au plus ici : raccourcissez-le",
        )
    return text


def _clean(text: str) -> str:
    """One paragraph, composed, without doubled spaces. Raises InputError for what no keyboard writes."""
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} and letter not in "\t\r\n" for letter in text):
        raise InputError(
            "the text holds control characters: type it again, or paste it as plain text",
            "le texte contient des caractères de commande : retapez-le, ou collez-le sans mise en forme",
        )
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text.strip(" .;")):
        raise InputError("nothing is written here: write something", "il n’y a rien d’écrit : écrivez quelque chose")
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible marks: those that turn the direction of writing can make a line say something else."""


def _statement(text: str, language: Language) -> str:
    """With a capital; it must begin with a verb in the infinitive."""
    found = kinds.leading_verb(text, language)
    head = text[: found.start].strip() if found else ""
    if found is None or not _opens(head, language) or not _is_bare(found.text, found.lemma, language):
        raise InputError(
            "begin the objective with what learners do: “Raise the alarm”, “Choose the right extinguisher”",
            "commencez l’objectif par un verbe à l’infinitif : « Donner l’alerte », « Choisir le bon extincteur »",
        )
    return capitalized(text)


def _opens(head: str, language: Language) -> bool:
    """Whether only a pronoun or a negation stands before the verb ("se repérer", "ne pas oublier")."""
    return not head or (language == "fr" and _PRONOUNS.fullmatch(fold(head)) is not None)


_PRONOUNS = re.compile(r"(?:(?:ne pas|se|en|y|les?|la)\b ?|[sl]['’])+")


def _is_bare(word: str, lemma: str, language: Language) -> bool:
    """Whether the verb stands in the infinitive."""
    first, bare = (fold(text).partition(" ")[0] for text in (word, lemma))
    return first == bare or (language == "fr" and (first in infinitives("fr") or is_infinitive(first)))


def _placed(module: Module, spot: Spot, text: str) -> Module:
    """The module with a text at a place, and what follows from it: a verb, a level, nothing assumed any more."""
    if spot.path == "brief.title":
        return module.model_copy(update={"brief": _titled(module.brief, text)})
    *owner, name = spot.address
    found = _at(module, tuple(owner))
    changes: dict[str, Any] = {str(name): text} if isinstance(name, str) else {}
    if name == "statement":
        changes |= _read(found, text, module.brief.language)
    elif spot.address[0] == "objectives":
        changes["assumed"] = tuple(part for part in found.assumed if part != name)
    elif label_of(spot.path) == "text" and spot.address[0] == "matter":
        changes["accepted"] = True
    if changes:
        return _changed(module, tuple(owner), found.model_copy(update=changes))
    return _changed(module, spot.address, text)


def _titled(brief: Brief, title: str) -> Brief:
    """The title is the reviewers'; where Jalon had proposed it, that is said in the place of its reason."""
    reason = typeset(_CORRECTED[brief.language], brief.language)
    assumptions = tuple(
        item.model_copy(update={"value": title, "reason": reason}) if item.field == "title" else item
        for item in brief.assumptions
    )
    return brief.model_copy(update={"title": title, "assumptions": assumptions})


def _read(before: Objective, text: str, language: Language) -> dict[str, Any]:
    """What the words of a statement say of it, as the engine reads its own."""
    was, now = kinds.reread(before, language), kinds.reread(before, language, text)
    read: dict[str, Any] = {"verb": now.verb, "bloom": now.level, "rewritten": None}
    return read if now.performance == was.performance else {**read, "performance": now.performance}


def _changed(module: Module, address: Address, new: Any) -> Module:
    changed: Module = _with(module, address, new)
    return changed


def _at(value: Any, address: Address) -> Any:
    for step in address:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def _with(value: Any, address: Address, new: Any) -> Any:
    """A copy with something else at an address."""
    if not address:
        return new
    first, rest = address[0], address[1:]
    if isinstance(first, int):
        return (*value[:first], _with(value[first], rest, new), *value[first + 1 :])
    return value.model_copy(update={first: _with(getattr(value, first), rest, new)})


def _remembered(module: Module, spot: Spot, text: str) -> Directives:
    """The directives with the edit, so that a new draft keeps it."""
    said = module.directives
    known = next((item for item in said.wordings if item.path == spot.path), None)
    first = known.before if known else spot.text
    others = tuple(item for item in said.wordings if item.path != spot.path)
    own = (Wording(path=spot.path, before=first, after=text),) if text != first else ()
    return said.model_copy(update={"wordings": (*others, *own), **_directed(module, spot, text)})


def _directed(module: Module, spot: Spot, text: str) -> dict[str, Any]:
    """What the engine itself writes anew around other words: statements, titles, subject matter."""
    said, element, label = module.directives, element_of(spot.path), label_of(spot.path)
    if label == "statement":
        return {"statements": {**said.statements, element: text}}
    if label == "text" and element.startswith("M"):
        return {"reworded_matter": {**said.reworded_matter, element: text}}
    if label == "title" and element.startswith("S"):
        found = next(item for item in module.sequences() if item.id == element)
        drafted = {name: getattr(found, name) for name in Origin.model_fields}
        titles = {**said.titles, element: text}
        return {"titles": titles, "origins": {element: Origin.model_validate(drafted), **said.origins}}
    return {}


def _spot_of(module: Module, wording: Wording) -> Spot | None:
    """Where the words belong in a new draft; an item of a list may have another number by now."""
    label, element = label_of(wording.path), element_of(wording.path)
    alike = [spot for spot in spots(module) if element_of(spot.path) == element and label_of(spot.path) == label]
    alike.sort(key=lambda spot: spot.path != wording.path)
    if alike and alike[0].path == wording.path and _is_in_force(module, wording):
        return alike[0]
    return next((spot for spot in alike if spot.text in {wording.before, wording.after}), None)


def _is_in_force(module: Module, wording: Wording) -> bool:
    """Whether the engine was told to write those words, however it has put them."""
    said, element, label = module.directives, element_of(wording.path), label_of(wording.path)
    told = {"statement": said.statements, "title": said.titles}.get(label, {})
    return told.get(element) == wording.after
