"""Reads what trainers write, in French and in English: facts, changes, commands and questions."""

from assistant.engine.offline.reading.reader import read

__all__ = ["read"]
