"""Passwords as they are kept, and whether one is right; it takes as long for an account that is not there."""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1024
"""Characters of a password."""
_AT_ONCE = 2
"""Each verification takes 64 MB and most of a core: many at once would stop everything else."""


async def hashed(password: str) -> str:
    """What is kept of a password. Raises InputError for one that is easily guessed."""
    plain = _composed(password[: LONGEST + 1])
    if not SHORTEST <= len(plain) <= LONGEST or len(set(plain)) < 5:
        raise InputError(
            f"the password needs at least {SHORTEST} characters, not always the same ones",
            f"le mot de passe demande au moins {SHORTEST} caractères, pas toujours les mêmes",
        )
    return await asyncio.get_running_loop().run_in_executor(_workers(), _hasher().hash, plain)


async def is_right(password: str, kept: str | None) -> bool:
    """Whether it is that password; without one, the same work is done for nothing."""
    verify = partial(_verify, _composed(password[:LONGEST]), kept)
    return await asyncio.get_running_loop().run_in_executor(_workers(), verify)


def _verify(plain: str, kept: str | None) -> bool:
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(kept or _nobodys(), plain) and kept is not None
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, "passwords")


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody’s password")


def _composed(password: str) -> str:
    # The same accents are typed in two ways, as one character or as two.
    return unicodedata.normalize("NFKC", password)
