"""The language of the terminal, which is that of the locale; nothing heavy is imported for `--help`."""

import os
import re
import sys

from assistant.errors import JalonError


def french() -> bool:
    """Whether the locale is a French one, as gettext reads it: LANGUAGE counts unless the locale is the plain C one."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if chosen.split(".")[0] in {"", "C", "POSIX"}:
        return False
    return (os.environ.get("LANGUAGE") or chosen).lower().startswith("fr")


def text(fr: str, en: str) -> str:
    """The text in the language of the locale: French for a French one, else English."""
    return fr if french() else en


def counted(number: int, noun: str) -> str:
    """ "1 module", "3 modules": a noun that both languages have; in French, none of them is singular."""
    many = number > 1 or (number == 0 and not french())
    return f"{number} {noun}{'s' if many else ''}"


def warn_without_meaning(fault: JalonError | None) -> None:
    """Say on standard error that cards were looked for by their words alone, and why."""
    if fault is not None:
        why = fault.line(french=french())
        print(text(f"recherche par les mots seulement : {why}", f"search by words only: {why}"), file=sys.stderr)


# What the command-line library says itself, and how it is said in French; the first that fits wins.
_HELP = (
    (r"\bUsage: ", "Usage : "),
    (r"^Options:$", "Options :"),
    (r"^Arguments:$", "Arguments :"),
    (r"^Commands:$", "Commandes :"),
    (r"\[OPTIONS\]", "[OPTIONS]"),
    (r"COMMAND \[ARGS\]\.\.\.", "COMMANDE [ARGUMENTS]…"),
    (r"Show\s+this\s+message\s+and\s+exit\.", "Affiche cette aide."),
    (r"\[required\]", "[obligatoire]"),
    (r"\[default: ", "[par défaut : "),
)
_FAULTS = (
    (r"Invalid value for (.+?): (.+?) is not one of (.+?)\.?$", r"\1 : \2 n’existe pas ; au choix : \3"),
    (r"Invalid value for (.+?): Input should be greater than or equal to (.+)$", r"\1 : au moins \2"),
    (r"Invalid value for (.+?): Input should be less than or equal to (.+)$", r"\1 : au plus \2"),
    (r"Invalid value for (.+?): Input should be a valid integer.*$", r"\1 : un nombre entier est attendu"),
    (r"Invalid value for (.+?): (.+)$", r"\1 : valeur impossible, \2"),
    (r"Missing argument (.+?)\.(?: .*)?$", r"il manque l’argument \1"),
    (r"Missing option (.+?)\.(?: .*)?$", r"il manque l’option \1"),
    (r"No such option: (\S+?)(?: \(Possible options: (.+)\))?$", r"l’option \1 n’existe pas ; proches : \2"),
    (r"No such command (.+?)\.(?: Did you mean (.+?)\?)?$", r"la commande \1 n’existe pas ; proches : \2"),
    (r"Option (.+?) requires an argument\.$", r"l’option \1 attend une valeur"),
    (r"Option (.+?) does not take a value\.$", r"l’option \1 ne prend pas de valeur"),
    (r"Got unexpected extra argument\S* \((.+)\)$", r"en trop : \1"),
    (r"Missing command\.$", "il manque une commande"),
)


def help_in_french(page: str) -> str:
    """A page of help with the library's own words in French."""
    for pattern, words in _HELP:
        page = re.sub(pattern, words, page, flags=re.MULTILINE)
    return page


def fault_in_french(message: str) -> str:
    """What the library says of a wrong option or argument, in French."""
    for pattern, words in _FAULTS:
        found = re.match(pattern, message)
        if found:
            return re.sub(r" ; proches : $", "", found.expand(words))
    return message
