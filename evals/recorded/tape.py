"""The recorded replies, one file a prompt, one line a request."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.engine.completion import Completion, ModelError, Prompt, Usage, Way
from assistant.engine.completion.models import Fault
from assistant.errors import InputError
from assistant.models.value import Value

FOLDER = Path(__file__).parent / "replies"


class Entry(Value):
    """One reply, or why there was none."""

    key: str
    prompt: str
    version: str
    """Hash of the file that the prompt was rendered from."""
    text: str = ""
    cut: bool = False
    sent: int = 0
    received: int = 0
    fault: Fault | None = None

    def reply(self, model: str) -> Completion:
        """As the model gave it; the seconds are left out, which are another machine's. Raises ModelError."""
        if self.fault is not None:
            raise ModelError(self.fault, model)
        return Completion(
            text=self.text, model=model, cut=self.cut, usage=Usage(sent=self.sent, received=self.received)
        )


class About(Value):
    """What the replies are of."""

    model: str
    context: int | None = None


def key_of(model: str, prompt: Prompt, way: Way, schema: dict[str, Any], most: int) -> str:
    """The hash of model, messages and schema: whatever changes of a request, its reply is another one."""
    asked = [model, prompt.system, prompt.user, way, schema, most]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]


@dataclass
class Tape:
    """The replies of a folder."""

    folder: Path = FOLDER
    entries: dict[str, Entry] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    about: About | None = None

    @classmethod
    def read(cls, folder: Path = FOLDER) -> "Tape":
        """What was recorded; nothing where nothing was. Raises InputError for a file that cannot be read."""
        found = cls(folder)
        try:
            for path in sorted(folder.glob("*.jsonl")):
                rows = (Entry.model_validate_json(line) for line in path.read_text("utf-8").splitlines())
                found.entries |= {row.key: row for row in rows}
            if (folder / "about.json").exists():
                found.about = About.model_validate_json((folder / "about.json").read_text("utf-8"))
        except ValueError as error:
            raise InputError(f"a recording cannot be read ({error}): take it from the last commit again") from error
        return found

    def get(self, key: str) -> Entry | None:
        """The reply to a request, which is then known to be in use."""
        self.used.add(key)
        return self.entries.get(key)

    def put(self, entry: Entry) -> None:
        """Record a reply."""
        self.entries[entry.key] = entry
        self.used.add(entry.key)

    def forget(self) -> None:
        """Keep what was used: nothing asks for the rest any more."""
        self.entries = {key: row for key, row in self.entries.items() if key in self.used}

    def write(self) -> None:
        """Put all of it into the folder, in an order of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(self.entries.values(), key=lambda row: row.key)
        names = {row.prompt for row in kept}
        for path in self.folder.glob("*.jsonl"):
            if path.stem not in names:
                path.unlink()
        for name in names:
            lines = [row.model_dump_json(exclude_defaults=True) for row in kept if row.prompt == name]
            (self.folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        if self.about:
            (self.folder / "about.json").write_text(self.about.model_dump_json() + "\n", "utf-8")
