"""Every fault that Jalon raises on purpose, as one tree.

    JalonError
    ├── SettingsError        a setting is wrong: which, and what it accepts
    ├── InputError           what was handed in cannot be used: a file, an argument, a module
    │   └── CardError        cards of the knowledge base: every fault, with file and line
    ├── NotFoundError        no module, version, card or thread of that name
    ├── ForbiddenError       the person may not do that: who may
    ├── ConflictError        somebody else wrote first, or another process holds the lock
    ├── StorageError         the database or the disk said no
    ├── IndexFaultError      the vector index is missing, broken or locked
    ├── EmbeddingError       the embedding model gives no vectors: the search goes on by words
    │   └── ModelChangedError  it gives other vectors than it gave: the index is built again
    └── EngineError          an engine could not do its verb

Expected outcomes (a missing answer, a finding) are values, never exceptions. A message says what happened and what
to do, in English and in French; the edge that shows it knows which of the two its reader wants.
"""


class JalonError(Exception):
    """A fault that Jalon names; `str(error)` is one line that says what to do."""

    def __init__(self, message: str, french: str = "") -> None:
        super().__init__(message)
        self.french = french
        """The same line in French, where the fault is one that a trainer may meet."""

    def line(self, *, french: bool) -> str:
        """The message in the language of who reads it: French where there is French, else English."""
        return self.french if french and self.french else str(self)


class SettingsError(JalonError):
    """A setting has a value that cannot work."""


class InputError(JalonError):
    """What the user handed in cannot be used as it is."""


class CardError(InputError):
    """Cards that cannot be used; one line per fault, each `file:line: what is wrong`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class NotFoundError(JalonError):
    """Nothing is stored under that name."""


class ForbiddenError(JalonError):
    """Whoever asks may not do that."""


class ConflictError(JalonError):
    """Another writer was first; read again before writing."""


class StorageError(JalonError):
    """The database or the disk refused."""


class IndexFaultError(JalonError):
    """The vector index is missing, broken or held by another process."""


class EmbeddingError(JalonError):
    """The embedding model gives no vectors now."""


class ModelChangedError(EmbeddingError):
    """Another embedding model answers under the same name."""


class EngineError(JalonError):
    """An engine could not finish one of its verbs."""
