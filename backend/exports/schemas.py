"""What the API takes to hand an archive out."""

from typing import Annotated

from pydantic import Field

from backend.kernel.schemas import WithCode


class ExportIn(WithCode):
    """The caller's own password, again."""

    password: Annotated[str, Field(min_length=1, max_length=200)]
