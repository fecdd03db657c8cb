"""What a rival's model is asked for: every field, and what comes without some of them is used all the same."""

from typing import Any

from pydantic import ConfigDict

from assistant.models.value import Value


def _ask_for_all(schema: dict[str, Any]) -> None:
    schema["required"] = list(schema["properties"])


class Loose(Value):
    """A value of which the schema requires all that has a default; what else an answer holds is left aside."""

    model_config = ConfigDict(extra="ignore", json_schema_extra=_ask_for_all)
