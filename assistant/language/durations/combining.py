"""Measures that say one length together: "six sessions of 90 minutes", "7 h over two days", "2 days and a half"."""

import re
from dataclasses import replace

from assistant.language.compiled import compiled
from assistant.language.durations.atoms import MINUTES, Atom, Unit, split_into_days
from assistant.language.durations.units import SESSION
from assistant.language.durations.weekdays import A_DAY, names_a_day, repeated
from assistant.language.numbers import NUMBER, value
from assistant.models.brief import DAY_MINUTES

_IN_ORDER = (
    r"(?:\s(?:(?:consecuti|succes|plein|entier|separe|distinct|espace|different|hebdomadaire|mensuel|quotidien)[a-z]*|"
    r"de suite|d'affilee|running|in a row|back to back))?"
)
_OF = (
    rf"{_IN_ORDER}\s*(?:(?:,\s*)?(?:chacune?s?|each|toutes)?\s*(?:de|d'|of|lasting|at|a raison de|a|for)\s*"
    r"(?:chacune?\s*(?:de|"
    r"d')\s*)?|"
    r"[x×*@(]|-|,|:|(?:de\s)?(?:formation|training)\s(?:de|of)|)\s*"
)
_TIMES = (
    rf"{_IN_ORDER}\s*(?:de|d'|of|x|×|\*|a|at|@|lasting|,?\s*(?:chacune?|each)\s*(?:de|of)|(?:en \w+|in \w+),?|\()\s*"
)
_OVER = (
    r"\s*(?:au total|en tout|in total|in all|all told|altogether|of \w+|de \w+)?\s*,?\s*"
    r"(?:reparti(?:es?|s)?|etale(?:e?s)?|decoupe(?:e?s)?|spread|split|divided|organise(?:e?s)?)?\s*"
    r"(?:sur|en|over|across|in|into|dans)\s*(?:les?\s|the\s)?"
)
_THAT_IS = (
    r"\s*(?:,|\(|=|:|,?\s*soit|,?\s*c'est-a-dire|,?\s*i\.?e\.?,?|,?\s*ie|,?\s*or|/|-|–|,?\s*donc)?\s*(?:au total\s|"
    r"en tout\s|so\s)?(?:de\s)?"
)
_AND = (
    r"\s*(?:(?:de|d'|en|of|in)\s?(?:theorie|pratique|cours|salle|presentiel|distanciel|visio|"
    r"terrain|ateliers?|e-?learning|"
    r"ligne|theory|practice|classroom|person|online)\s*)?(?:et|and|\+|plus|puis|,?\s*then)\s*"
)
_BETWEEN_RANGES = r"\s*(?:et|and|puis|/|,|;|\+|le matin,? et|then)?\s*(?:de\s|from\s)?"
_PER = (
    r"\s*(?:par|a|per|each|every|/|chaque|tous les|toutes les|le|l')\s*(?P<what>semaine|week|mois|month|jours?|day|"
    r"(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?)"
    r"(?:\s(?:matins?|soirs?|apres-midis?|mornings?|afternoons?|evenings?))?|"
    r"seance|session|slot|creneau|atelier|(?:groupe|group)(?! (?:de|of) ))\b"
    r"(?! (?:apart|d'ecart|d'intervalle|de distance))"
)
_FOR = r"\s*,?\s*(?:toute?\s|all\s)?(?:pendant|sur|for|over|during|durant|x|×|across|in|the)?\s*(?:the\s|les\s|next\s)?"
_AT_RATE = (
    r"\s?(?:programmes?|programs?|courses?|parcours|cycles?|formation)?\s*(?:,|:)?\s*"
    r"(?:a raison de|at|de|d'|of|avec|with|,)?\s*"
)


def combined(atoms: list[Atom], plain: str) -> list[Atom]:
    """The measures, those that say one length together made one."""
    done: list[Atom] = []
    for one in atoms:
        if done and one.start < done[-1].end:
            continue
        atom = _as_rate(repeated(_with_its_sessions(one, plain), plain), plain)
        done.append(atom)
        while len(done) > 1 and (joined := _join(done[-2], done[-1], plain[done[-2].end : done[-1].start])):
            done[-2:] = [joined]
    return done


_COMPOUND = r"-(?:hour|minute|min|day)$"
"""Before any thing that is held so long: "three one-hour lunch and learns"."""


def _with_its_sessions(atom: Atom, plain: str) -> Atom:
    """ "six 90-minute sessions": the number of sessions stands before the length of each."""
    written = plain[atom.start : atom.end]
    things = r"|\s[a-z]{3,}(?: [a-z]+){0,2}s\b" if compiled(_COMPOUND).search(written) else ""
    after = compiled(rf"\s*(?:online |live |virtual )?{SESSION}{things}").match(plain, atom.end)
    before = compiled(rf"({NUMBER})\s(?:(?:weekly|monthly|daily|short|online|live|separate)\s)?$").search(
        plain[max(0, atom.start - 25) : atom.start]
    )
    if not after or not before or not atom.days or atom.unit not in {"minute", "hour", "half", "day"}:
        return atom
    count = int(value(before.group(1)))
    return Atom("hour", 1, atom.start - len(before.group()), atom.end, atom.days * count, hours=atom.hours)


def _as_rate(atom: Atom, plain: str) -> Atom:
    """Marks "2h par semaine" as a rate, to be multiplied by the weeks that follow or precede."""
    per = compiled(_PER).match(plain, atom.end) if atom.unit not in {"range", "month", "week"} else None
    if not per or (per["what"].startswith("jour") and "tous les" in per.group()):
        return atom
    one_day = compiled(_ON_ONE_DAY).fullmatch(per.group()) is not None
    return replace(atom, unit="rate", end=per.end(), per="session" if one_day else per["what"])


_ON_ONE_DAY = rf"\s*le {A_DAY}(?<!s)"
"""One day's length, where no number of weeks is said: "j'ai deux heures le mardi"."""


_NEXT_DAY = (
    r"\s*\)?\s*[,;./\n+]?\s*(?:et|and|puis|then)?\s*(?:le\s|the\s)?(?:j|jour|day|journee)"
    r"\s?[2-9]\s?[:=(–-]?\s*(?:de\s)?"
)


def _labelled(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "J1 : 7h, J2 : 3h30": the length of each day, one after the other."""
    if not one.days or not two.days or not compiled(_NEXT_DAY).fullmatch(glue):
        return None
    days = one.days if one.unit == "day" else (sum(one.days),)
    return replace(two, unit="day", days=(*days, sum(two.days)), hours=True)


_TAKEN_BACK = (
    rf"\s*,?\s(?:(?:and |et )?(?:not|pas|non(?: pas)?)|instead of|rather than|au lieu de|plutot que)\s{NUMBER}"
    r"(?=\s|,|$)|(?<=\s)(?:still|toujours)(?=\s)"
)
"""What the glue says of another number: "3 sessions, not 2, of 90 minutes"."""


def _join(one: Atom, two: Atom, glue: str) -> Atom | None:
    if len(glue) > 45 or ("\n" in glue.strip(" ") and not compiled(_NEXT_DAY).fullmatch(glue)):
        return None
    glue = compiled(_TAKEN_BACK).sub(" ", glue)
    for rule in (
        _labelled,
        _made_exact,
        _restated,
        _in_sessions_of,
        _weekly,
        _rate_times,
        _sessions_of,
        _total_over,
        _ranges,
        _days_by_range,
        _same_thing,
        _sum,
    ):
        joined = rule(one, two, glue)
        if joined:
            return replace(joined, start=one.start, end=two.end, or_days=())
    return None


_OR_RATHER = (
    r"\s*[,(–-]?\s*(?:(?:let's|i'd|we'd|on va|je dirais|allez)[, ]+)?"
    r"(?:call it|say|disons|dire|mettons|make it|je dirais)\s*,?\s*"
)


def _made_exact(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "just over an hour, call it 75 minutes": the second says what the first meant."""
    both = one.days and two.days and "rate" not in (one.unit, two.unit)
    return two if both and compiled(_OR_RATHER).fullmatch(glue) else None


_SHORT_SESSION = 30
_IN_SESSIONS = (
    rf"\s*(?:au total|en tout|in total|in all|all told|altogether)?\s*,?\s*"
    rf"(?:(?:en|par|in|as)\s(?:{SESSION}\s(?:de|d'|of)\s?|(?=$)))"
)


def _in_sessions_of(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "14 hours altogether, in 2-hour sessions": as many as make the total."""
    total, each = sum(one.days), sum(two.days)
    if (
        not (one.hours and two.hours)
        or {one.unit, two.unit} - {"hour", "minute"}
        or not compiled(_IN_SESSIONS).fullmatch(glue)
    ):
        return None
    return _times(total // each, two) if _SHORT_SESSION <= each < total and total % each == 0 else None


def _times(count: float, atom: Atom) -> Atom:
    return replace(atom, unit="hour", count=1, days=atom.days * round(count))


_REPEATS: frozenset[Unit] = frozenset({"week", "month", "session", "day", "half"})


_SOME_A_WEEK = 5


def _rate_times(one: Atom, two: Atom, glue: str) -> Atom | None:
    if (
        one.unit == "hour"
        and one.per.startswith(("sem", "week"))
        and len(one.days) <= _SOME_A_WEEK
        and two.unit == "week"
        and compiled(_FOR).fullmatch(glue)
    ):
        return replace(_times(two.count, one), per="")  # "deux fois deux heures par semaine pendant douze semaines"
    if one.unit == "rate" and not one.days and two.days and two.unit not in {"rate", "day"}:
        # "one evening a week, 6-8pm"
        return replace(one, days=two.days * int(one.count)) if compiled(_OF).fullmatch(glue) else None
    if one.per == two.per == "session" and one.days and two.days and compiled(_AND).fullmatch(glue):
        return replace(two, days=one.days + two.days)  # "2h le mardi et 2h le jeudi"
    if one.unit == "rate" and two.unit in _REPEATS and compiled(_FOR).fullmatch(glue):
        return _times(two.count * _turns(one.per, two.unit), one)
    if two.unit == "rate" and two.days and one.unit in _REPEATS and compiled(_AT_RATE).fullmatch(glue):
        if one.unit == "session" and one.count == 1:
            return two
        return _times(one.count * _turns(two.per, one.unit), two)
    return None


_EACH_WEEK = (
    rf"[^.;\d\n]{{0,40}}?\b(?:(?:a|per|each|every) week|weekly|par semaine|chaque semaine|toutes les semaines|"
    rf"(?:every|each|chaque|tous les|le|on)\s{A_DAY})"
    r"(?:\s(?:evenings?|mornings?|afternoons?|matins?|soirs?))?[^.;\d\n]{0,15}"
)


def _weekly(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "a 12-week programme, one evening a week, 6-8pm", "every Thursday 6-8pm for 12 weeks"."""
    weeks, each = (one, two) if one.unit == "week" else (two, one)
    if weeks.unit != "week" or each.unit not in {"range", "hour", "minute", "half"} or len(each.days) != 1:
        return None
    after = one.unit == "range" and compiled(_FOR).fullmatch(glue) and sum(one.days) <= _LONG_SESSION
    return _times(weeks.count, each) if after or compiled(_EACH_WEEK).fullmatch(glue) else None


def is_session(per: str) -> bool:
    """Whether a rate is that of each session: with no number of sessions, it is how long the module lasts."""
    return re.match(r"seance|session|slot|creneau|atelier|group", per) is not None


def _turns(per: str, unit: Unit) -> int:
    """How often a rate comes round in a unit: a weekly one four times a month, a daily one five times a week."""
    weekly, daily = per.startswith(("sem", "week")), per.startswith(("jour", "day"))
    if unit == "month":
        return 4 if weekly else 20 if daily else 1
    return 5 if daily and unit == "week" else 1


def _sessions_of(one: Atom, two: Atom, glue: str) -> Atom | None:
    if not two.days or two.unit == "rate":
        return None
    if one.unit == "session" and compiled(_OF).fullmatch(glue):
        long = two.unit in {"hour", "minute"} and sum(two.days) > _LONG_SESSION
        if one.count >= _SEVERAL and long and compiled(_BESIDE).fullmatch(glue):
            return replace(two, days=_spread(sum(two.days), int(one.count)))
        return _times(one.count, two)
    if one.unit in {"week", "month"} and two.unit in {"day", "half", "hour"} and compiled(_TIMES).fullmatch(glue):
        return _times(one.count, two)
    if one.unit == "half" and one.count >= _SEVERAL and two.unit in {"hour", "minute"} and glue.strip() == ",":
        return _times(one.count, two) if sum(two.days) <= _LONG_SESSION else None
    if one.unit in {"day", "half"} and two.unit in {"hour", "minute"} and compiled(_TIMES).fullmatch(glue):
        if glue.strip() == "(" and sum(two.days) > DAY_MINUTES + 60:
            return None
        if sum(two.days) > DAY_MINUTES + 120 or one.count % 1 or (glue.strip() == "(" and one.count > 1):
            return None
        return replace(two, unit="hour", days=(sum(two.days),) * int(one.count))
    if two.unit == "session" and one.unit in {"hour", "minute"}:
        return None
    return None


_BESIDE = r"\s*[,(:/=–-]\s*"
"""Between a number of sessions and a length that no word makes that of each: "4 séances (14 h)"."""
_IN_ALL = r"\s*(?:au total|en tout|in total|in all|all told|altogether)\s*[,:(–-]?\s*(?:as |soit )?"
_WEEKLY_FOR = r"\s*,\s*|\s(?:pendant|durant|for)\s(?:les\s|the\s)?"
_EACH_TIME = r"\s(?:avant|apres|le|en|a|au|before|after|on|at|in)\s[^.;:\d\n]{2,38},\s*"
"""When each session is, between its length and their number: "45 min avant le service, six mardis d'affilée"."""
_SEVERAL = 2
_LONG_SESSION = 240
"""Minutes beyond which hours given beside a number of sessions are those of all together."""


def _total_over(one: Atom, two: Atom, glue: str) -> Atom | None:
    if (
        one.unit in {"hour", "minute"}
        and one.hours
        and two.unit in {"day", "half", "session", "week"}
        and two.count % 1 == 0
    ):
        if compiled(_OVER).fullmatch(glue) and two.unit == "week":
            return one
        if compiled(_OVER).fullmatch(glue):
            return replace(one, days=_spread(sum(one.days), int(two.count)))
        if two.unit in {"session", "day", "half"} and compiled(_IN_ALL).fullmatch(glue):
            return replace(one, days=_spread(sum(one.days), int(two.count)))
        if two.unit == "session" and re.fullmatch(r"\s*[,:(/–-]\s*", glue):
            # "14 h, 4 séances" is a total; "2 h, 4 séances" the length of each.
            total = sum(one.days)
            return (
                replace(one, days=_spread(total, int(two.count))) if total > _LONG_SESSION else _times(two.count, one)
            )
        if two.unit == "week" and sum(one.days) <= _LONG_SESSION and re.fullmatch(_WEEKLY_FOR, glue):
            return _times(two.count, one)  # every week, for that long
        if two.unit == "session" and sum(one.days) <= _LONG_SESSION and re.fullmatch(_EACH_TIME, glue):
            return _times(two.count, one)
    if (
        one.unit in {"half", "day"}
        and two.unit in {"session", "week", "month"}
        and re.fullmatch(r"\s*(?:sur|en|over|across|in)\s*", glue)
    ):
        return one
    return None


def _spread(minutes: int, count: int) -> tuple[int, ...]:
    if not 1 <= count <= 60:
        return split_into_days(minutes)
    each = minutes // count // 5 * 5
    rest = minutes - each * count
    return tuple(each + (5 if place < rest // 5 else 0) + (rest % 5 if place == 0 else 0) for place in range(count))


_ON_ANOTHER_DAY = (
    r"\s*(?:et|and|puis|then|,|;|/|\+)?\s*(?:,\s*)?(?:le |on )?"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|(?:mon|tues|wednes|thurs|fri|satur)day)s?\s?(?:de |from |,)?\s*"
)


def _ranges(one: Atom, two: Atom, glue: str) -> Atom | None:
    if two.unit == "range" and one.unit in {"range", "day"} and compiled(_ON_ANOTHER_DAY).fullmatch(glue):
        return replace(two, unit="day", days=one.days + two.days) if one.hours else None
    if one.unit == two.unit == "range" and one.of_day[1] <= two.of_day[0] and compiled(_BETWEEN_RANGES).fullmatch(glue):
        # Lunch lies between the two, so none is taken off either.
        total = sum(end - start for start, end in (one.of_day, two.of_day))
        return replace(two, days=(total,), of_day=(one.of_day[0], two.of_day[1]))
    return None


def _days_by_range(one: Atom, two: Atom, glue: str) -> Atom | None:
    if not re.fullmatch(
        r"(?:\s(?:before|after|avant|apres)\s[a-z' ]{2,30}(?=\())?"
        r"(?:\s(?:out |outside |dehors )?(?:in|on|at|a|au|dans|sur|chez|en)\s[a-z' ]{2,35}(?=,|\())?"
        r"(?:\s(?:each|every|chaque|tous les)\s(?:morning|day|afternoon|evening|matin|jour|soir|apres-midi)s?)?"
        r"\s*(?:,|\(|:|-|de|from|sur|pendant|x|for|over|on|les|chaque|every|,?\s*tous les jours|each)?"
        r"\s*(?:de\s|from\s)?",
        glue,
    ):
        return None
    if one.unit in {"day", "half", "session"} and two.unit == "range" and one.count % 1 == 0:
        return replace(two, unit="hour", days=two.days * int(one.count))
    if one.unit == "range" and two.unit in {"day", "half", "session"} and two.count % 1 == 0:
        return replace(one, unit="hour", days=one.days * int(two.count))
    return None


def _same_thing(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "2 jours (14 h)", "14h soit 2 jours": hours decide how long, days how many."""
    if not compiled(_THAT_IS).fullmatch(glue) or one.hours == two.hours or "range" in (one.unit, two.unit):
        return None
    hours, days = (one, two) if one.hours else (two, one)
    if len(hours.days) == days.count > 1 and len(set(hours.days)) == 1:
        return hours  # "Monday and Tuesday, 9-12 both days"
    if days.unit not in {"day", "half"} or hours.unit not in {"hour", "minute"} or days.count % 0.5:
        return None
    each, usual = sum(hours.days) / days.count, MINUTES[days.unit]
    if not 0.7 * usual <= each <= 1.2 * usual:
        return None
    return replace(hours, days=_shared_out(sum(hours.days), days.count))


def _shared_out(minutes: int, count: float) -> tuple[int, ...]:
    """ "1,5 jour (9 h)": a whole day of six hours and half a day of three."""
    if count % 1 == 0:
        return _spread(minutes, int(count))
    half = minutes / count // 10 * 5
    return (*_spread(round(minutes - half), int(count)), round(half)) if count > 1 else (minutes,)


def _restated(one: Atom, two: Atom, glue: str) -> Atom | None:
    """ "3 jours de 6 h soit 18 h", "18 h (3 jours de 6 h)": the total again, or the length of each day."""
    if len(one.days) < _SEVERAL or not one.hours or two.unit not in {"hour", "minute"}:
        return None
    total = sum(two.days) == sum(one.days) and compiled(_THAT_IS).fullmatch(glue)
    each = set(one.days) == {sum(two.days)} and compiled(_TIMES).fullmatch(glue)
    return one if total or each else None


_THEN = r"\b(?:puis|ensuite|then)\b|\+"


def _sum(one: Atom, two: Atom, glue: str) -> Atom | None:
    if not one.days or not two.days or not (compiled(_AND).fullmatch(glue) or names_a_day(glue)):
        return None
    if one.unit == "hour" and two.unit in {"half", "day"} and compiled(_THEN).search(glue):
        return replace(two, unit="day", days=one.days + two.days, hours=False)
    if one.unit in {"day", "half"} and two.unit in {"half", "day", "hour"}:
        return replace(two, unit="day", days=one.days + two.days, hours=False)
    if names_a_day(glue) and "range" not in (one.unit, two.unit):
        return replace(two, unit="day", days=one.days + two.days, hours=True)
    if re.search(r"theor|prati|prac|sall|visio|ligne|online|presen|dist|cours", glue) and one.hours and two.hours:
        return replace(two, days=split_into_days(sum(one.days) + sum(two.days)))
    if glue.strip() == "+" and one.hours and two.hours and "range" not in (one.unit, two.unit):
        return replace(two, unit="hour", days=one.days + two.days)
    return None
