"""Objectives of the offline engine: observable, with condition and criterion, from the trainer's own facts first."""

from assistant.engine.offline.objectives.writing import write_objectives

__all__ = ["write_objectives"]
