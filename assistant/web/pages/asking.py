"""What an address asks for, which somebody may have changed by hand."""

from typing import Self

from fastapi import Request
from pydantic import ValidationError

from assistant.models.value import Value


class Asked(Value):
    """Filters of a page, each with its default; what cannot be read is left out."""

    @classmethod
    def read(cls, request: Request) -> Self:
        """From the address of a request."""
        told = {name: request.query_params.get(name, "").strip() for name in cls.model_fields}
        told = {name: value for name, value in told.items() if value}
        try:
            return cls.model_validate(told)
        except ValidationError as error:
            wrong = {str(item["loc"][0]) for item in error.errors()}
            return cls.model_validate({name: value for name, value in told.items() if name not in wrong})
