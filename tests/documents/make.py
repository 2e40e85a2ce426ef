"""Builders of the vault: a file that somebody deposited."""

from collections.abc import AsyncIterator
from itertools import count

from backend.documents import service
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel.auth import Actor
from tests.documents import samples

_marks = count(1)


async def one_piece(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def file(
    owner: Actor,
    *,
    kind: Kind = Kind.LICENCE,
    content: bytes | None = None,
    name: str = "扫描件.pdf",
) -> File:
    """A file of the actor's organisation; unlike every other unless its content is given."""
    body = samples.pdf(f"file {next(_marks)}") if content is None else content
    return await service.deposit(name, kind=kind, chunks=one_piece(body), by=owner)
