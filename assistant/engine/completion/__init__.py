"""From a prompt to a valid value, whatever the server: the only place that knows language models."""

from assistant.engine.completion.asking import Asked, Asker
from assistant.engine.completion.embeddings import HostedEmbeddings
from assistant.engine.completion.hosted import Access, HostedModels
from assistant.engine.completion.models import Heard, ModelError, Models
from assistant.engine.completion.purse import Limits, Purse
from assistant.engine.completion.trial import Trial
from assistant.engine.completion.values import Completion, Prompt, Usage, Way, estimated

__all__ = [
    "Access",
    "Asked",
    "Asker",
    "Completion",
    "Heard",
    "HostedEmbeddings",
    "HostedModels",
    "Limits",
    "ModelError",
    "Models",
    "Prompt",
    "Purse",
    "Trial",
    "Usage",
    "Way",
    "estimated",
]
