"""French and English grammar on phrases: one door to the rules of articles, conjugation, inflection and wording."""

from assistant.language.articles import article, de, elides, expected_gender, is_plural, que, to
from assistant.language.conjugation import imperative_plural, is_infinitive, third_plural, third_singular
from assistant.language.inflection import gerund
from assistant.language.phrases import infinitive_phrase, nominal, possessive_shift
from assistant.language.wording import amount, capitalized, clip, listing, uncapitalized

__all__ = [
    "amount",
    "article",
    "capitalized",
    "clip",
    "de",
    "elides",
    "expected_gender",
    "gerund",
    "imperative_plural",
    "infinitive_phrase",
    "is_infinitive",
    "is_plural",
    "listing",
    "nominal",
    "possessive_shift",
    "que",
    "third_plural",
    "third_singular",
    "to",
    "uncapitalized",
]
