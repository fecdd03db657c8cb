"""Assessments of the offline engine: which instruments prove what, and the sheets that a trainer hands out."""

from assistant.engine.offline.assessments.planning import plan_assessments
from assistant.engine.offline.assessments.writing import write_assessments

__all__ = ["plan_assessments", "write_assessments"]
