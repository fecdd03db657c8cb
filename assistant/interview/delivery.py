"""Handing over a draft and its changes, in a few sentences."""

from assistant.interview import display
from assistant.interview.proposal import Words, talk
from assistant.language.typography import typeset
from assistant.models.module import Change, Module
from assistant.models.review import Finding
from assistant.models.terms import Language

_SHOWN_CHANGES = 12
_SHOWN_FINDINGS = 3


def present(module: Module, language: Language) -> Words:
    """A first draft in a screenful: what it holds, its objectives, what was found, what is left to do."""
    texts = talk(language)["draft"]
    key = "one_objective" if len(module.objectives) == 1 else "done"
    head = texts[key].format(
        title=module.brief.title,
        objectives=len(module.objectives),
        sequences=sum(sequence.kind != "break" for sequence in module.sequences()),
        duration=display.duration(module.brief.duration_minutes, module.brief.days, language),
        assessments=len(module.assessments),
    )
    goals = "\n".join(f"- **{item.id}** {item.statement}, {item.condition}" for item in module.objectives)
    says = [head, f"{texts['objectives']}\n\n{goals}", findings_line(module.findings, language)]
    if module.left_to_trainer:
        says.append(texts["yours"] + "\n\n" + "\n".join(f"- {item}" for item in module.left_to_trainer))
    says.append(texts["ask"])
    return _words(says, tuple(texts["suggestions"]), language)


def findings_line(findings: tuple[Finding, ...], language: Language) -> str:
    """What the checks found, worst first, in a few lines."""
    texts = talk(language)["draft"]
    blocking = [finding for finding in findings if finding.severity == "block"]
    warnings = [finding for finding in findings if finding.severity == "warn"]
    shown = blocking or warnings
    if not shown:
        return str(texts["clean"])
    key = "blocking" if blocking else ("one_warning" if len(warnings) == 1 else "warnings")
    lines = "\n".join(f"- {finding.message} {finding.fix}" for finding in shown[:_SHOWN_FINDINGS])
    return f"{texts[key].format(count=len(shown))}\n\n{lines}"


def present_changes(module: Module, changes: tuple[Change, ...], refused: tuple[str, ...], language: Language) -> Words:
    """What a revision changed, element by element, and what it did not do."""
    texts = talk(language)["changes"]
    if not changes:
        return nothing_changed(refused, language, understood=True)
    lines = [f"- {change.what}" for change in changes[:_SHOWN_CHANGES]]
    if len(changes) > _SHOWN_CHANGES:
        lines.append(f"- {texts['more'].format(count=len(changes) - _SHOWN_CHANGES)}")
    says = [texts["done"].format(version=module.version) + "\n\n" + "\n".join(lines)]
    says += [texts["refused"] + item for item in refused]
    if any(finding.severity in {"block", "warn"} for finding in module.findings):
        says.append(findings_line(module.findings, language))
    return _words(says, tuple(talk(language)["draft"]["suggestions"]), language)


def nothing_changed(refused: tuple[str, ...], language: Language, *, understood: bool) -> Words:
    """Why the module stays as it is."""
    texts = talk(language)["changes"]
    says = [texts["refused"] + item for item in refused]
    if not says:
        says = [texts["nothing" if understood else "unclear"]]
    return _words(says, tuple(talk(language)["draft"]["suggestions"]), language)


def ask_changes(language: Language) -> Words:
    """The invitation to change the draft, after a digression."""
    texts = talk(language)["draft"]
    return _words([texts["ask"]], tuple(texts["suggestions"]), language)


def undone(module: Module | None, language: Language) -> Words:
    """The module is back to an older version, or there is none."""
    texts = talk(language)["changes"]
    says = [texts["undone"].format(version=module.version) if module else texts["nothing_to_undo"]]
    return _words(says, tuple(talk(language)["draft"]["suggestions"]), language)


def submitted(module: Module, language: Language) -> Words:
    """The module is with the designers."""
    return _words([talk(language)["changes"]["submitted"].format(version=module.version)], (), language)


def exports(module_id: str, language: Language) -> Words:
    """Where the documents are."""
    return _words([talk(language)["changes"]["export"].format(id=module_id)], (), language)


def _words(says: list[str], suggestions: tuple[str, ...], language: Language) -> Words:
    return Words(
        tuple(typeset(text, language) for text in says), tuple(typeset(text, language) for text in suggestions)
    )
