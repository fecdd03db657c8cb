"""A message of the trainer's, as read by an engine."""

from typing import Any, Literal

from assistant.models.brief import BriefField, Slot
from assistant.models.terms import Language, Moment
from assistant.models.value import Value

Phase = Literal["interview", "methods", "drafted", "revised", "submitted"]


class Fact(Value):
    """One thing that the message states about the module."""

    field: BriefField
    value: Any
    """Of the type of the brief's field; for a list field, ONE item (a text), or () for "there is none"."""
    quote: str
    """Exact substring of the message that states it; never empty."""
    corrects: bool = False
    """The message takes back what was said before ("en fait", "plutôt", "actually"); for a list field, True
    replaces the whole list by the facts of this message, False adds an item."""
    joins: bool = False
    """Of the audience: those who come beside the people who are known ("on ajoute les intérimaires")."""
    file: str | None = None
    """Name of the document that states it; None = the message itself."""
    passage: str | None = None
    """Where in that document, as a reader looks for it: "page 3", "§ Public visé"."""


EditKind = Literal[
    "more_practice",  # "plus de pratique", "moins de théorie"
    "instrument",  # target = assessment id, value = instrument card id: "remplace le QCM de A2 par une étude de cas"
    "exclude_method",  # value = method card id: "pas de jeu de rôle"
    "use_method",  # value = method card id: "utilise plutôt l'étude de cas"
    "minutes",  # target = sequence id, value = minutes: "mets S3 à 40 minutes"
    "retitle",  # target = sequence id (or None for the module), value = text: "appelle S2 « … »"
    "reword",  # target = objective id, value = infinitive phrase: "O2 : plutôt diagnostiquer une panne"
    "remove",  # target = an id: "enlève O3"; or value = a competency: "enlève la compétence évacuer la zone"
    "keep_objectives",  # value = ids, or how many: "ne garde que O1 et O3", "gardez un seul objectif"
    "add_competency",  # value = infinitive phrase: "ajoute : remplir le registre"
    "lengthen",  # target = sequence id, value = minutes more, None = a little: "allonge S4 de 10 minutes"
    "shorten",  # target = sequence id, value = minutes less, "half", None = a little: "S1 est trop longue"
    "swap",  # target and value = objective ids that change places: "inverse O1 et O2"
    "before",  # target = objective id that goes before value (ids, "first", "last", None = where is not said):
    # "mets O3 avant O1 et O2", "O2 en premier", "fais remonter O3"
    "after",  # target = objective id that goes after value, an id or ids: "mets O1 après O3"
    "start",  # value = "08:30": "commence à 8h30"
    "end",  # value = "16:00": "finir à 16h"
    "sequence_method",  # target = sequence id, value = method card id: "remplace S2 par un débat"
    "exclude_in_sequence",  # target = sequence id, value = card id: "pas de jeu de rôle en S2"
    "remove_sequence",  # value = words of a title or "last": "enlève la séquence sur le tri", "la dernière séquence"
    "add_assessment",  # value = instrument card id, target = sequence id, moment: "ajoute un QCM à la fin de S2"
    "exclude_instrument",  # value = instrument card id: "pas de QCM"
    "fewer_assessments",  # "moins d'évaluations"
    "accept_matter",  # value = ids ("M1", "M2"), a kind ("case"), or "all": "j'accepte M3", "garde tous les cas"
    "withdraw_matter",  # the same values: "retire M4 et M5", "enlève les questions"
    "reword_matter",  # target = id, value = text: "M3 : plutôt attendre la fin du cycle"
]


class Edit(Value):
    """A change to a draft that is asked for in plain words; what changes the brief is a Fact instead."""

    kind: EditKind
    target: str | None = None
    """The id that the trainer named ("A2", "S3", "O1"), in upper case."""
    value: Any = None
    moment: Moment | None = None
    """When an assessment is to take place, where that was said: "à froid", "à la fin du module"."""
    quote: str
    """Exact substring of the message that asks for it."""


Command = Literal["undo", "restart", "recap", "submit", "apply", "export", "help", "redraft", "draft"]
"""undo: "annule", "reviens en arrière"; restart: "on recommence"; recap: "où en est-on ?"; apply: "applique les
remarques" (of those who review the draft); draft: "rédige maintenant", "go" while something is still unknown (the rest
becomes assumptions); redraft: "refais le module", "write it again", once there is a draft."""

Noise = Literal["empty", "unreadable", "too_long"]
"""empty: blank or nothing but emoji or punctuation; unreadable: binary or control characters; too_long: > 20,000
characters."""


class Reading(Value):
    """What one message says, whatever its phase; everything optional, in the order of the text."""

    language: Language | None = None
    """What the message is written in; None when it is too short to tell ("ok", "12")."""
    switch_to: Language | None = None
    """The trainer asks for another language ("in English please", "on passe au français")."""
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences that say more than the facts took, in the message's own words; none after a draft."""
    edits: tuple[Edit, ...] = ()
    command: Command | None = None
    about: tuple[str, ...] = ()
    """Of "apply": ids of the elements whose comments are meant ("applique la remarque sur S3"); () = of all."""
    whose: str = ""
    """Of "apply": the person whose comments are meant ("les remarques de Camille"); "" = everybody's."""
    skip: bool = False
    """"je ne sais pas", "passe", "comme tu veux", "skip": the pending question stays unanswered."""
    consent: Literal["yes", "no"] | None = None
    """A bare agreement or refusal: "oui", "c'est bon", "parfait", "non"."""
    question: str | None = None
    """A question of the trainer's to answer from the cards: the exact substring that asks it."""
    vague: tuple[str, ...] = ()
    """Goals that no one could see a learner do ("comprendre l'outil", "know Excel"): exact substrings. They are
    also facts of `competencies`; the interview asks once what learners will DO."""
    mentioned_cards: tuple[str, ...] = ()
    """Ids of cards that the message names by title or alias ("jeu de rôle" → "role-play")."""
    pick: int | None = None
    """The trainer picks the n-th proposal, from 1 ("la deuxième", "2")."""
    noise: Noise | None = None
    without_model: str | None = None
    """A language model was to read it and gave no answer: one line that says why, the first time."""


class ReadingContext(Value):
    """What an engine knows when it reads a message."""

    language: Language = "fr"
    phase: Phase = "interview"
    pending: Slot | None = None
    """The slot of the question that the message may answer: a bare "12" answers `group_size`."""
    known: tuple[BriefField, ...] = ()
    """Fields that already have a value: stating one again, differently, is a correction."""
    duration_minutes: int | None = None
    """Of the module so far, so that "raccourcis d'une demi-journée" finds what to shorten."""
    days: tuple[int, ...] = ()
    """Minutes of each day so far, so that "45 minutes par séance" and "plutôt 5 semaines" find the others."""
    competencies: tuple[str, ...] = ()
    """Those known so far, so that a pronoun or "ajoute" finds its noun."""
    by_rules: bool = False
    """Only rules read it: a line of a document that stands under a heading needs no model."""


class Spending(Value):
    """What a draft has taken of a model so far."""

    tokens: int = 0
    """Sent and received."""
    seconds: float = 0.0
    """On the clock, since the model was first asked for this draft."""
    cost: float | None = None
    """US dollars, where it is known."""
