"""The engine that works with a language model."""
