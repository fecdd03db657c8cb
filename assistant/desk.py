"""The review desk: every act names the person who does it, and nothing of a draft is reached but through here.

Pages and the HTTP interface call the same methods; who may do what, and that organisations stay apart, is held here.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from assistant.checks import attested, check
from assistant.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from assistant.graph.context import Context, ContextOf
from assistant.graph.redrafting import Redrafted, Said, redraft
from assistant.mail import News
from assistant.models.desk import (
    LOCAL,
    Action,
    Comment,
    Decision,
    Entry,
    Filters,
    Person,
    Proposed,
    Queue,
    Review,
    Settled,
    Verdict,
)
from assistant.models.module import Module
from assistant.models.retention import FOREVER, Terms
from assistant.models.value import Value
from assistant.review.comparing import Difference, compare
from assistant.review.editing import reword
from assistant.review.mentions import mentioned
from assistant.review.notes import ENGINE, restoring
from assistant.review.places import element_of, elements, text_at
from assistant.review.steps import decide
from assistant.storage.audit import Detail
from assistant.storage.database import DatabaseStore
from assistant.storage.protocol import VersionInfo

LONGEST = 5_000
"""Characters of a comment, a reason or an edit."""


class Opened(Value):
    """A version of a module on the desk, with all that belongs to it."""

    review: Review
    module: Module
    versions: tuple[VersionInfo, ...]
    decisions: tuple[Decision, ...]
    comments: tuple[Comment, ...]

    @property
    def is_latest(self) -> bool:
        """Whether it can be worked on: earlier versions are there to be read, compared and restored."""
        return self.module.version == self.review.version


@dataclass(frozen=True)
class Desk:
    """What people can do with the drafts of their organisation."""

    store: DatabaseStore
    context: Context
    heard: Callable[[str], Awaitable[Said]]
    """What was said in a conversation, by its id: the checks hold quotes against it."""
    contexts: ContextOf | None = None
    """Where organisations have cards of their own; None = everybody has those of `context`."""
    terms: Terms = FOREVER
    """How long what nobody touches is kept."""
    followers: set[Callable[[Review], None]] = field(default_factory=set)
    """Called with the review of a module that somebody has acted on, once that is kept."""

    async def ends(self, reviews: Iterable[Review]) -> dict[str, datetime]:
        """From when each of these modules is deleted, where that is near and nobody touches it."""
        among = {review.module for review in reviews}
        return await self.store.retention.ends(self.terms, self.context.clock(), among)

    async def queue(self, person: Person, filters: Filters, *, first: int = 25, skip: int = 0) -> Queue:
        """A page of the queue; a trainer finds their own modules only."""
        if person.role == "trainer":
            filters = filters.model_copy(update={"author": person.id})
        return await self.store.reviews.queue(person.organisation, filters, first=first, skip=skip)

    async def review(self, person: Person, module: str) -> Review:
        """Where a module stands. Raises NotFoundError: what is somebody else's is not there."""
        found = await self.store.reviews.review(person.organisation, module)
        if person.role == "trainer" and found.author != person.id:
            await self.store.reviews.review("", module)  # says that there is none, in the same words
        return found

    async def open(self, person: Person, module: str, version: int | None = None) -> Opened:
        """A version of a module, the latest by default. Raises NotFoundError."""
        review = await self.review(person, module)
        return Opened(
            review=review,
            module=await self.store.get(module, version),
            versions=await self.store.versions(module),
            decisions=await self.store.reviews.decisions(person.organisation, module),
            comments=await self.store.reviews.comments(person.organisation, module),
        )

    async def decide(self, person: Person, module: str, action: Action, *, seen: str, why: str = "") -> Review:
        """Take a step of the review; `seen` is the hash of the version that the person has read.

        Raises ForbiddenError, ConflictError, InputError: see `review.steps.decide`.
        """
        review = await self.review(person, module)
        after, decision = decide(person, action, review, seen=seen, at=self.context.clock(), why=_bounded(why))
        kept = await self.store.reviews.decide(after, decision)
        self.context.tell(News(what=action, by=person, review=kept, text=decision.why))
        self._moved(kept)
        return kept

    async def people(self, person: Person) -> tuple[Person, ...]:
        """Those of the same organisation who can sign in, by name; the one user where nobody does."""
        if person.organisation == LOCAL:
            return (person,)
        found = await self.store.accounts.people(person.organisation)
        return tuple(account.person for account in found if account.active)

    async def names(self, person: Person) -> dict[str, str]:
        """What those of the same organisation are called, by id: whoever has left is still named by what they did."""
        if person.organisation == LOCAL:
            return {person.id: person.name}
        return {account.id: account.name for account in await self.store.accounts.people(person.organisation)}

    async def assign(self, person: Person, module: str, *, assignee: str | None, due: date | None) -> Review:
        """Say who reviews a module and by when; who has it already may keep it, even if they have left.

        Raises ForbiddenError for a trainer, InputError where there is no such designer.
        """
        review = await self.review(person, module)
        _for_designers(person)
        designers = {one.id for one in await self.people(person) if one.role != "trainer"}
        if assignee is not None and assignee not in designers | {review.assignee}:
            raise InputError("there is no such designer here", "il n’y a pas de tel concepteur ici")
        at = self.context.clock()
        return await self.store.reviews.assign(
            person.organisation, module, by=person.id, at=at, assignee=assignee, due=due
        )

    async def comment(
        self,
        person: Person,
        module: str,
        text: str,
        *,
        where: str = "module",
        words: str = "",
        parent: str | None = None,
        path: str = "",
        proposed: str | None = None,
    ) -> Comment:
        """Say something about an element, or words in it; with `path` and `proposed`, suggest other words there.

        An answer stands where its discussion does. Raises InputError (nothing said, no such element or words).
        """
        opened = await self.open(person, module)
        first = next((item for item in opened.comments if item.id == parent), None) if parent else None
        suggestion = _suggestion(opened.module, path, proposed) if proposed is not None else None
        text, words = _bounded(text), _bounded(words)
        if not text and suggestion is None:
            raise InputError("the comment is empty: write something", "le commentaire est vide : écrivez quelque chose")
        if first is None:
            where = element_of(path) if suggestion else where
            _check_anchor(opened.module, where, words)
        said = await self.store.reviews.comment(
            person.organisation,
            Comment(
                id=str(uuid4()),
                module=module,
                version=opened.module.version,
                where=first.where if first else where,
                words="" if first else words,
                parent=(first.parent or first.id) if first else parent,
                by=person.id,
                name=person.name,
                at=self.context.clock(),
                text=text,
                mentions=await self._mentioned(person, text),
                proposed=suggestion,
            ),
        )
        self._tell_of(said, person, opened)
        self._moved(opened.review)
        return said

    async def settle(self, person: Person, module: str, comment: str, *, done: bool) -> Comment:
        """Close a discussion, or open it again."""
        said = await self._spoken(person, module, comment)
        if done and said.settled != "open":
            return said
        return await self._settle(person, module, comment, "resolved" if done else "open")

    async def edit(self, person: Person, module: str, path: str, text: str, *, seen: int) -> Module:
        """Write other words at one place; `seen` is the version that they replace. Returns the next version, checked.

        Raises InputError (no such place, words that cannot stand there), ConflictError (a newer version).
        """
        review, before = await self._to_change(person, module, seen)
        after = reword(before, path, _bounded(text))
        return await self._save(person, review, after, seen, path, rests_on=attested(before))

    async def answer_suggestion(
        self, person: Person, module: str, comment: str, *, accept: bool, seen: int, reason: str = ""
    ) -> Module | None:
        """Accept a suggested edit, which makes the next version, or refuse it. Raises ConflictError, InputError."""
        said = await self._spoken(person, module, comment)
        if said.proposed is None or said.settled in {"accepted", "refused"}:
            raise InputError(
                "there is no suggestion to answer here", "il n’y a pas ici de proposition à laquelle répondre"
            )
        if not accept:
            await self._settle(person, module, comment, "refused", reason)
            return None
        review, before = await self._to_change(person, module, seen)
        if text_at(before, said.proposed.path) != said.proposed.before:
            raise ConflictError(
                "the words that it replaces have changed since: make the edit by hand, or refuse it",
                "les mots qu’elle remplace ont changé depuis : faites la correction à la main, ou refusez-la",
            )
        after = reword(before, said.proposed.path, said.proposed.after)
        saved = await self._save(person, review, after, seen, said.proposed.path, rests_on=attested(before))
        await self._settle(person, module, comment, "accepted")
        return saved

    async def rewrite(self, person: Person, module: str, wish: str, *, seen: int) -> Redrafted:
        """Ask the engine for a change in plain words ("S3 à 30 minutes"); what it could do is the next version."""
        review, before = await self._to_change(person, module, seen)
        found = await redraft(before, _bounded(wish), await self.heard(review.thread), await self._context(person))
        if found.module == before:
            return found
        saved = await self._save(person, review, found.module, seen, ENGINE, rests_on=attested(found.module))
        return found.model_copy(update={"module": saved})

    async def restore(self, person: Person, module: str, version: int, *, seen: int) -> Module:
        """Make an earlier version the next one; nothing in between is lost."""
        review, _ = await self._to_change(person, module, seen)
        earlier = await self.store.get(module, version)
        return await self._save(person, review, earlier, seen, restoring(version), rests_on=attested(earlier))

    async def label(self, person: Person, module: str, version: int, label: str) -> None:
        """Give a version a name."""
        await self.review(person, module)
        name = _bounded(label)[:80]
        await self.store.label(module, version, name)
        detail: Detail = {"version": version, "label": name}
        await self.store.audit.add(person.organisation, person.id, "label", module, self.context.clock(), detail)

    async def compare(self, person: Person, module: str, old: int, new: int) -> tuple[Difference, ...]:
        """What differs between two versions, element by element. Raises NotFoundError."""
        await self.review(person, module)
        return compare(await self.store.get(module, old), await self.store.get(module, new))

    async def verdict(self, person: Person, module: str, where: str, *, judged: int, why: str) -> Verdict:
        """What is decided about an element of a version: corrected where its words are others in the latest one,
        rejected where they are not. Raises InputError (no such element, no reason), NotFoundError, ForbiddenError.
        """
        review = await self.review(person, module)
        _for_designers(person)
        before, after = await self.store.get(module, judged), await self.store.get(module, review.version)
        _check_anchor(before, where, "")
        if not _bounded(why):
            raise InputError("say why: a case is worth its reason", "dites pourquoi : un cas vaut par sa raison")
        is_other = elements(before)[where] != elements(after).get(where)
        return Verdict(
            decision="corrected" if is_other and where in elements(after) else "rejected",
            where=where,
            why=_bounded(why),
            module=before,
            corrected=after if is_other and where in elements(after) else None,
        )

    async def case(self, person: Person, module: str, comment: str) -> Verdict:
        """What a designer's comment says of its element, as a case for the evals. Raises as `verdict` does."""
        said = await self._spoken(person, module, comment)
        return await self.verdict(person, module, said.where, judged=said.version, why=said.text)

    async def history(
        self, person: Person, *, module: str | None = None, before: int | None = None
    ) -> tuple[Entry, ...]:
        """Lines of the audit log: of one module for whoever may open it, of all for an administrator."""
        if module is not None:
            await self.review(person, module)
        elif person.role != "administrator":
            raise ForbiddenError(
                "the whole log is for an administrator", "le journal entier revient à un administrateur"
            )
        return await self.store.audit.entries(person.organisation, target=module, before=before)

    async def _mentioned(self, person: Person, text: str) -> tuple[str, ...]:
        if "@" not in text:
            return ()
        accounts = await self.store.accounts.people(person.organisation)
        return mentioned(text, await self.people(person), {one.id: one.email for one in accounts})

    def _tell_of(self, said: Comment, person: Person, opened: Opened) -> None:
        spoken = (one.by for one in opened.comments if said.parent and said.parent in {one.id, one.parent})
        self.context.tell(
            News(
                what="answer" if said.parent else "comment",
                by=person,
                review=opened.review,
                text=said.text,
                where=said.where,
                proposed=said.proposed,
                discussion=tuple(spoken),
                mentions=said.mentions,
            )
        )

    def _moved(self, review: Review) -> None:
        for follower in tuple(self.followers):
            follower(review)

    async def _to_change(self, person: Person, module: str, seen: int) -> tuple[Review, Module]:
        """The latest version, where it is the one that was seen."""
        review = await self.review(person, module)
        if review.version != seen:
            raise ConflictError(
                f"the module is at version {review.version} by now: your change was made to version {seen}",
                f"le module en est à la version {review.version} : votre changement portait sur la version {seen}",
            )
        return review, await self.store.get(module, seen)

    async def _save(
        self, person: Person, review: Review, module: Module, seen: int, what: str, *, rests_on: tuple[str, ...]
    ) -> Module:
        """Check what was changed and keep it as the next version; quotes may rest on the conversation and on those."""
        heard = await self.heard(review.thread)
        turns = (*heard.turns, *rests_on) if heard.turns else ()
        shelf = (await self._context(person)).shelf
        findings = check(module, shelf, turns=turns, handed=heard.handed)
        changed = module.model_copy(update={"findings": findings})
        saved = await self.store.save(changed, thread=review.thread, note=what, by=person.id, after=seen)
        self._moved(review)
        return saved

    async def _context(self, person: Person) -> Context:
        """With the cards of that person's organisation."""
        return await self.contexts(person.organisation) if self.contexts else self.context

    async def _spoken(self, person: Person, module: str, comment: str) -> Comment:
        opened = await self.open(person, module)
        found = next((item for item in opened.comments if item.id == comment and item.parent is None), None)
        if found is None:
            raise NotFoundError("there is no such discussion", "il n’y a pas de telle discussion")
        return found

    async def _settle(self, person: Person, module: str, comment: str, settled: Settled, reason: str = "") -> Comment:
        at = self.context.clock()
        return await self.store.reviews.settle(
            person.organisation, module, comment, settled, by=person.id, at=at, reason=_bounded(reason)
        )


def _for_designers(person: Person) -> None:
    if person.role == "trainer":
        raise ForbiddenError("this is for a designer", "cela revient à un concepteur")


def _bounded(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        raise InputError(
            f"the text has {len(text)} characters, {LONGEST} at most: shorten it",
            f"le texte compte {len(text)} caractères, {LONGEST} au plus : raccourcissez-le",
        )
    return text


def _suggestion(module: Module, path: str, text: str) -> Proposed:
    """Other words at a place, tried on a copy: what cannot stand there is said now, not when it is accepted."""
    tried = reword(module, path, _bounded(text))
    if tried is module:
        raise InputError("these words stand there already", "ces mots y sont déjà")
    return Proposed(path=path, before=text_at(module, path), after=text_at(tried, path))


def _check_anchor(module: Module, where: str, words: str) -> None:
    texts = elements(module)
    if where not in texts:
        raise InputError(
            f"there is no element {where} in this version", f"il n’y a pas d’élément {where} dans cette version"
        )
    if words and words not in texts[where]:
        raise InputError(
            f"these words are not in {where} any more: comment on the whole element",
            f"ces mots ne sont plus dans {where} : commentez l’élément entier",
        )
