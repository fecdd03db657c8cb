"""What goes with a sequence: feedback, materials, a line on accessibility."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.engine.offline.progression.choosing import Picker, place
from assistant.engine.offline.progression.draft import Draft
from assistant.engine.offline.progression.means import serving
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.voice import quotable
from assistant.language import grammar, lemmas
from assistant.models.knowledge import Card
from assistant.models.module import AssessmentPlan
from assistant.models.terms import Grouping

_MOST_MATERIALS = 5
_MOST_NEEDS = 2
_ON_PAPER = frozenset({"mcq", "mcq-justified", "matching", "short-answer", "self-positioning", "exit-ticket"})


@dataclass
class Surroundings:
    """Finds what goes with each sequence of one module."""

    setting: Setting
    shelf: Mapping[str, Card]
    picker: Picker
    plans: Mapping[str, AssessmentPlan]
    fed_by_card: set[str] = field(default_factory=set)

    def feedback(self, draft: Draft) -> str:
        """Who gives feedback, how and when."""
        if draft.feedback:
            return draft.feedback
        card = self.shelf.get(draft.methods[0]) if draft.methods else None
        told = card.feedback.text(self.setting.brief.language) if card and card.feedback else ""
        fits = draft.spoken_by_card
        if told and fits and draft.methods[0] not in self.fed_by_card:
            self.fed_by_card.add(draft.methods[0])
            return self.setting.voice.typeset(told)
        pools = self.setting.variant.feedback
        order: tuple[Grouping, ...] = (draft.grouping, "individual", "pairs", "groups")
        pool = next(pools[name] for name in order if name in pools)
        return self.setting.voice.typeset(
            self.picker.pick(self.setting.of_one_team(pool), draft.target.key + draft.role)
        )

    def materials(self, draft: Draft) -> tuple[str, ...]:
        """What to have on the table: grids and sheets, the trainer's own means, the card's list."""
        phrases, voice = self.setting.voice.words.phrases, self.setting.voice
        found: list[str] = []
        for name in draft.assessments:
            plan = self.plans[name]
            if plan.moment == "transfer":
                found.append(phrases["transfer"])
            else:
                kind = "sheet" if plan.instrument in _ON_PAPER else "grid"
                text = str(phrases[kind]).format(ids=name)
                # "…, une par personne" says nothing to one person.
                found.append(text.partition(",")[0] if self.setting.people == 1 else text)
        own = self._own(draft)
        found += own
        found += self._usual(draft)
        if draft.spoken_by_card and draft.methods:
            card = self.shelf.get(draft.methods[0])
            usual = card.materials.texts(self.setting.brief.language) if card else ()
            # What the trainer has stands for "the real equipment or its like".
            found += [item for item in usual if not (own and re.search(phrases["any_equipment"], item))]
        return tuple(dict.fromkeys(voice.typeset(item) for item in found[:_MOST_MATERIALS]))

    def _own(self, draft: Draft) -> list[str]:
        """The trainer's means that serve the objectives."""
        brief = self.setting.brief
        if draft.kind not in ("activity", "assessment"):
            return []
        own = serving(draft.target.objectives, brief, self.setting.voice.words.phrases["places"])
        return [grammar.uncapitalized(quotable(item)) for item in own]

    def _usual(self, draft: Draft) -> list[str]:
        phrases, brief = self.setting.voice.words.phrases, self.setting.brief
        where = {"remote": ["room_link"], "hybrid": ["hybrid_kit"], "async": ["course_page"], "onsite": []}
        found = [phrases[name] for name in where[brief.modality]] if draft.role == "opening" else []
        lists = phrases["materials"]
        found += lists.get(f"{self.setting.name}.{draft.role}") or lists.get(draft.role, ())
        return [self.setting.of_sessions(text) for text in found]

    def access(self, draft: Draft) -> str:
        """How the sequence adapts to the needs that were told, or that none is known."""
        access, voice = self.setting.voice.words.access, self.setting.voice
        needs = self.setting.brief.accessibility
        if not needs:
            return voice.typeset(self.picker.pick(access.none, draft.target.key + draft.role))
        start = place(draft.target.key + draft.role, len(needs)) if len(needs) > _MOST_NEEDS else 0
        chosen = [*needs[start:], *needs[:start]][:_MOST_NEEDS]
        return voice.typeset(" ".join(self._need(need, draft) for need in chosen))

    def _need(self, need: str, draft: Draft) -> str:
        access = self.setting.voice.words.access
        folded = lemmas.fold(need)
        for known in access.needs:
            if any(lemmas.fold(sign) in folded for sign in known.match):
                return self.picker.pick(known.texts, draft.target.key + draft.role)
        return self.picker.pick(access.other, draft.target.key + draft.role).format(
            need=grammar.uncapitalized(quotable(need))
        )
