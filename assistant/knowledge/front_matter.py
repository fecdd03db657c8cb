"""The YAML at the head of a card: its values, and the line of each."""

from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[int | str, ...]
"""Keys and places that lead to a value: ("steps", 2, "trainer", "fr")."""


@dataclass(frozen=True)
class FrontMatter:
    """The values of a card's head and the tree they were read from."""

    values: dict[str, Any]
    node: yaml.Node | None
    first_line: int
    """Line of the file on which the YAML begins."""

    def line(self, path: Path) -> int:
        """Line of the value at that path, or of the nearest thing above it that exists."""
        node, line = self.node, 0
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return line + self.first_line

    def repeated(self) -> list[tuple[int, str]]:
        """Line and name of every key that stands twice in one mapping: YAML would keep the last in silence."""
        return [(line + self.first_line, key) for line, key in _repeated(self.node)]


def read_front_matter(text: str, first_line: int) -> FrontMatter:
    """Values and lines of a YAML mapping. Raises yaml.YAMLError or ValueError; values are {} when it is no mapping."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        values = {}
    return FrontMatter(values, node, first_line)


def _child(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, int] | None:
    """The value under a key or at a place, with the line to report (from 0): the key's, for a mapping."""
    if isinstance(node, yaml.MappingNode):
        return next(((value, key.start_mark.line) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None


def _repeated(node: yaml.Node | None) -> list[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        return [fault for child in node.value for fault in _repeated(child)]
    if not isinstance(node, yaml.MappingNode):
        return []
    faults, seen = [], set()
    for key, value in node.value:
        if key.value in seen:
            faults.append((int(key.start_mark.line), str(key.value)))
        seen.add(key.value)
        faults += _repeated(value)
    return faults
