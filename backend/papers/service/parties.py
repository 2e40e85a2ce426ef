"""Organisations as papers name them."""

from collections.abc import Sequence
from uuid import UUID

from backend.identity import service as identity
from contracts.blanks import Party


async def parties(ids: Sequence[UUID]) -> dict[UUID, Party]:
    """Name, code and address of each organisation, as they are on record today."""
    return {
        each.id: Party(name=each.name, code=each.uscc or "", address=each.address_line or "")
        for each in (await identity.organisations(ids)).values()
    }
