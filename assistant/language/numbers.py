"""Numbers in a folded text: figures, and French and English number words."""

import re
from functools import lru_cache

_FR_UNITS = "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf"
_FR_TEENS = "dix[- ]sept|dix[- ]huit|dix[- ]neuf|dix|onze|douze|treize|quatorze|quinze|seize"
_FR_TENS = "vingt|trente|quarante|cinquante|soixante|quatre[- ]vingts?"
_EN_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_EN_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_EN_TENS = "twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety"
_FR = rf"(?:(?:{_FR_TENS})(?:[- ](?:et[- ])?(?:{_FR_TEENS}|{_FR_UNITS}))?|{_FR_TEENS}|{_FR_UNITS})"
_EN = rf"(?:(?:{_EN_TENS})(?:[- ](?:{_EN_UNITS}))?|{_EN_TEENS}|{_EN_UNITS})"
_HUNDREDS = rf"(?:(?:{_FR_UNITS})[- ])?cents?(?:[- ]{_FR})?|(?:(?:a|{_EN_UNITS})[- ])hundred(?:(?: and)?[- ]{_EN})?"
WORDS = rf"(?:(?:{_HUNDREDS}|{_FR}|{_EN}|an?)(?![\w']))"
"""Number words, "a" and "an" among them."""
FIGURES = r"(?:1/2(?!\d)|½|\d{1,4}(?:[.,]\d{1,2}(?!\d))?(?:\s?½|\s1/2)?)"
NUMBER = rf"(?:(?<![\w.,:/-]){FIGURES}|(?<![\w']){WORDS})"
"""Any number, at the beginning of a word; for folded text with straight apostrophes."""
WHOLE = rf"(?:(?<![\w.,:/]){r'[0-9]{1,4}'}(?![.,]?\d)|(?<![\w']){WORDS})"
"""A whole number."""

_HALF = re.compile(r"\s?½|\s?1/2$")


@lru_cache(maxsize=4096)
def value(written: str) -> float:
    """What a match of `NUMBER` is worth: "vingt-cinq" → 25, "1,5" → 1.5, "a" → 1."""
    text = re.sub(r"-?ish$|[- ]odd$", "", written.strip())
    if text in {"a", "an", "un", "une", "one", "another"}:
        return 1
    if "couple" in text or text == "both":
        return 2
    if re.match(r"[\d½]", text):
        half = _HALF.search(text)
        whole = text[: half.start()] if half else text
        return float(whole.replace(",", ".") or 0) + (0.5 if half else 0)
    return float(_spoken(text))


def _spoken(text: str) -> int:
    from text_to_num import text2num

    for language in ("fr", "en"):
        try:
            return int(text2num(text.replace("fourty", "forty").replace("a hundred", "one hundred"), language))
        except ValueError:
            continue
    return 0
