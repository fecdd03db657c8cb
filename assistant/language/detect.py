"""French or English? By the small words that only one of the two has."""

from assistant.language.lemmas import fold, tokens
from assistant.models.terms import Language

_FRENCH = frozenset(
    "le la les l un une des du de d au aux et ou je tu il elle on nous vous ils elles mon ma mes son sa ses notre nos "
    "votre vos leur leurs ce cet cette ces qui que qu quoi dont est sont suis sera seront etre avoir ai avons avez ont "
    "fait faire faut doit doivent peut veux veut voudrais pas plus tres avec sans pour dans sur chez entre chaque tout "
    "toute tous jour jours heure heures demi journee matinee apres avant oui non merci bonjour personnes savoir pouvoir "
    "formation former stagiaires apprenants c j m n s t y en combien pourquoi comment quand quel quelle quels quelles "
    "aussi mais donc car si moins deja jamais toujours rien ils".split()
)
_ENGLISH = frozenset(
    "the of to and is are be been was were i you he she it we they my your his her its our their this that these those "
    "who which what when where why how do does did have has had will would should must can could may not no yes with "
    "without for from by at into about over under each every all some any people day days hour hours half week weeks "
    "learn learners training train course they them us there here than then but so because if only just please thanks "
    "hello want need teach know ready an or as in".split()
)


def detect(text: str) -> Language | None:
    """The language of the text; None when its small words do not tell."""
    words = [fold(token.text).rstrip("'’") for token in tokens(text)]
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    accents = sum(character in "éèêàçùâîôœ" for character in text.lower())
    french += min(accents, 3)
    if max(french, english) < 2 and not (max(french, english) == 1 and len(words) >= 3):
        return None
    if french == english:
        return None
    return "fr" if french > english else "en"
