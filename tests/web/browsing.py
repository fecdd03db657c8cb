"""A browser without scripts, on some of the pages alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from httpx import ASGITransport, AsyncClient


@asynccontextmanager
async def browsing(*pages: APIRouter) -> AsyncIterator[AsyncClient]:
    """It follows where it is led, and nobody stands at the gate."""
    app = FastAPI()
    for router in pages:
        app.include_router(router)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://jalon", follow_redirects=True) as client:
        yield client
