"""The content hash of a module: what a sign-off is bound to."""

import hashlib
import json

from assistant.models.module import Module

_NOT_CONTENT = {"id", "version", "created_at", "content_hash", "findings"}


def content_hash(module: Module) -> str:
    """SHA-256 (hex) of the module's content; two modules with the same words and numbers have the same hash."""
    content = module.model_dump(mode="json", exclude=_NOT_CONTENT)
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
