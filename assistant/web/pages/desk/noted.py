"""What made a version, in words: the desk's notes are names of acts and places, a conversation's are sentences."""

from assistant.models.terms import Language
from assistant.review.notes import ENGINE, restored
from assistant.storage.protocol import VersionInfo
from assistant.web.pages.desk.placing import full_name
from assistant.web.pages.rendering import words


def what_changed(info: VersionInfo, language: Language) -> str:
    """What a version changed; "" where nothing is known of it."""
    if not info.note:
        return str(words(language)["desk"]["compare"]["notes"]["first"]) if info.version == 1 else ""
    # The conversation puts an earlier version back too, with the same note.
    if info.by or restored(info.note) is not None:
        return noted(info.note, language)
    return info.note


def noted(note: str, language: Language) -> str:
    """ "restore 3" is "version 3 restaurée", "S2.title" is "correction : S2, le titre"."""
    texts = words(language)["desk"]["compare"]["notes"]
    version = restored(note)
    if version is not None:
        return str(texts["restore"]).format(n=version)
    return str(texts["engine"] if note == ENGINE else texts["place"].format(place=full_name(note, language)))
