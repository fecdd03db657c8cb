"""Documents in Word's format: A4 landscape, one part a day, heads repeated, pages numbered."""

from assistant.export.word.writing import write_docx

__all__ = ["write_docx"]
