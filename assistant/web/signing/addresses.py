"""Addresses that somebody is sent on to: pages of this Jalon only; and links that open once."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from fastapi import Request

from assistant.models.accounts import Account
from assistant.storage.accounts import Accounts
from assistant.web.running import running
from assistant.web.signing.visits import signed, unsigned

HOME = "/"
LINK = timedelta(days=7)
"""How long somebody who was invited has time."""


def local(address: str) -> str:
    """The address where it is a path of this site, else the front page."""
    if not re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", address) or "\\" in address:
        return HOME
    parts = urlsplit(address)
    away = parts.scheme or parts.netloc or parts.path.startswith(("/sign-", "/welcome/", "//"))
    return HOME if away else address


def site_of(request: Request) -> str:
    """How this Jalon is reached from outside, without a slash at the end."""
    return (running().settings.public_url or str(request.base_url)).rstrip("/")


async def link_for(account: Account, accounts: Accounts, key: bytes, at: datetime) -> str:
    """Path of the page on which somebody sets their password; it serves once."""
    until = int((at + LINK).timestamp())
    return "/welcome/" + signed(f"{account.id}|{until}|{await accounts.stamp(account.id)}", key, "link")


async def invited(link: str, accounts: Accounts, key: bytes, at: datetime) -> Account | None:
    """Whose link it is; None once it has served or its time is over."""
    identifier, _, rest = unsigned(link, key, "link").partition("|")
    until, _, stamp = rest.partition("|")
    if not until.isdigit() or int(until) < at.timestamp() or stamp != await accounts.stamp(identifier):
        return None
    account = await accounts.by_id(identifier)
    return account if account and account.active else None
