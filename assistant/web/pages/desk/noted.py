"""What made a version, in words: the desk's notes are names of acts and places, a conversation's are sentences."""

import re

from assistant.models.terms import Language
from assistant.storage.protocol import VersionInfo
from assistant.web.pages.desk.placing import full_name
from assistant.web.pages.rendering import words

_RESTORED = re.compile(r"restore (\d+)")
"""The conversation puts an earlier version back too, with the same note."""


def what_changed(info: VersionInfo, language: Language) -> str:
    """What a version changed; "" where nothing is known of it."""
    if not info.note:
        return str(words(language)["desk"]["compare"]["notes"]["first"]) if info.version == 1 else ""
    if info.by or _RESTORED.fullmatch(info.note):
        return noted(info.note, language)
    return info.note


def noted(note: str, language: Language) -> str:
    """ "restore 3" is "version 3 restaurée", "S2.title" is "correction : S2, le titre"."""
    texts = words(language)["desk"]["compare"]["notes"]
    restored = _RESTORED.fullmatch(note)
    if restored:
        return str(texts["restore"]).format(n=restored[1])
    return str(texts["engine"] if note == "engine" else texts["place"].format(place=full_name(note, language)))
