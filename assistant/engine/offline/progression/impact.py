"""How the effect of the module will be seen, level by level."""

import re
from collections.abc import Sequence

from assistant.engine.offline.progression.voice import Voice
from assistant.engine.offline.progression.wording import ImpactName, wording
from assistant.language import grammar
from assistant.models.brief import Brief
from assistant.models.module import Assessment, Impact, Objective
from assistant.models.terms import Moment

_LEVELS: dict[ImpactName, int] = {"satisfaction": 1, "completion": 1, "gain": 2, "transfer": 3, "result": 4}


def write_impact(
    brief: Brief, objectives: Sequence[Objective], assessments: Sequence[Assessment]
) -> tuple[Impact, ...]:
    """Levels 1 to 3, and 4 when the trainer told of a situation that should change."""
    words = wording(brief.language).impact
    voice = Voice(brief, wording(brief.language))
    names: list[ImpactName] = ["satisfaction", "completion", "gain", "transfer"]
    if voice.situation():
        names.append("result")
    owners = {"transfer": words.owner_manager, "result": words.owner_sponsor}
    return tuple(_row(name, owners.get(name, words.owner_trainer), voice, objectives, assessments) for name in names)


def _row(
    name: ImpactName, owner: str, voice: Voice, objectives: Sequence[Objective], assessments: Sequence[Assessment]
) -> Impact:
    words, brief = voice.words.impact, voice.brief
    transfer = _ids(assessments, "transfer", brief)
    last = _ids(assessments, "summative", brief) or _ids(assessments, "formative", brief)
    more = {
        "enrolled": voice.enrolled(),
        "subject": grammar.uncapitalized(brief.subject),
        "ids": last,
        "after": last,
        "before": _ids(assessments, "diagnostic", brief),
        "ids_in": str(voice.words.phrases["ids_in"]).format(ids=transfer) if transfer else "",
        "actions": voice.all_actions(objectives),
    }
    target = voice.target(objectives)
    indicator, formula, instrument, moment, goal = (voice.say(text, target, **more) for text in words.rows[name])
    if name == "satisfaction" and brief.modality == "async":
        moment = voice.typeset(words.async_moment)
    return Impact(
        level=_LEVELS[name],
        indicator=indicator,
        formula=formula,
        instrument=instrument,
        moment=moment,
        target=goal,
        owner=voice.typeset(owner),
    )


def _ids(assessments: Sequence[Assessment], moment: Moment, brief: Brief) -> str:
    found = sorted(
        (item.id for item in assessments if item.moment == moment), key=lambda name: int(re.sub(r"\D", "", name))
    )
    if len(found) > 3:
        return f"{found[0]}–{found[-1]}"
    return grammar.listing(found, brief.language)
