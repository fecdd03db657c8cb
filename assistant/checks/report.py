"""Findings as text for a terminal."""

from assistant.checks.case import words_of_findings
from assistant.checks.catalogue import catalogue
from assistant.language.typography import typeset
from assistant.models.module import Module
from assistant.models.review import Finding, Severity
from assistant.models.terms import Language

_ORDER: tuple[Severity, ...] = ("block", "warn", "unknown")


def as_text(module: Module, findings: tuple[Finding, ...], language: Language) -> str:
    """The findings of a module, worst first, each with what to do."""
    words = words_of_findings(language)["report"]
    lines = [module.brief.title, ""]
    for severity in _ORDER:
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            lines += [words[severity], *(line for finding in group for line in _lines(finding)), ""]
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in _ORDER}
    summary = words["total" if counts["block"] or counts["warn"] else "clean"]
    lines.append(summary.format(count=sum(check.kind != "J" for check in catalogue()), **counts))
    return typeset("\n".join(lines), language)


def _lines(finding: Finding) -> tuple[str, str]:
    return f"  {finding.check:<4} {finding.message}", f"       → {finding.fix}"
