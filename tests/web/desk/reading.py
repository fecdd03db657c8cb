"""What somebody sees on a page of the desk, and what they do there."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from httpx import AsyncClient, Response

from assistant.models.module import Module
from tests.web.driving import plain


class Seen:
    """A page as it was answered."""

    def __init__(self, reply: Response) -> None:
        self.reply = reply
        self.status = reply.status_code
        self.source = reply.text
        self.text = words_of(reply.text)

    def field(self, name: str) -> str:
        """What the first field of that name holds."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.source)
        assert found, f"no field {name}"
        return html.unescape(found[1])

    def tags(self) -> set[str]:
        """The names of its elements, as a browser reads them."""
        return {tag for tag, _ in _Elements.of(self.source)}

    def attributes(self) -> set[str]:
        """The names of all attributes."""
        return {name for _, names in _Elements.of(self.source) for name in names}

    def titles(self) -> list[str]:
        """The modules of the queue."""
        return [words_of(found) for found in re.findall(r'class="title"><a[^>]*>(.*?)</a>', self.source)]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))

    @classmethod
    def of(cls, source: str) -> list[tuple[str, list[str]]]:
        parser = cls()
        parser.feed(source)
        return parser.found


class Designer:
    """A designer at the desk."""

    def __init__(self, web: AsyncClient) -> None:
        self.web = web

    async def queue(self, **query: Any) -> Seen:
        return Seen(await self.web.get("/desk", params=query))

    async def read(self, module: Module, part: str = "", **query: Any) -> Seen:
        return Seen(await self.web.get(f"/desk/{module.id}{part and '/' + part}", params=query))

    async def does(self, module: Module, act: str, **typed: Any) -> Seen:
        return Seen(await self.web.post(f"/desk/{module.id}/{act}", data=typed))

    async def decides(self, module: Module, action: str, why: str = "") -> Seen:
        """Take a step on the version that the page shows now."""
        seen = (await self.read(module)).source
        digest = re.search(r'name="seen" value="([0-9a-f]{64})"', seen)
        assert digest
        return await self.does(module, "decide", action=action, seen=digest[1], why=why)


def words_of(source: str) -> str:
    """The words of a piece of a page, with ordinary spaces."""
    return " ".join(plain(html.unescape(re.sub(r"<[^>]*>", " ", source))).split())
