"""Builders of verification: firms at each step of it."""

from dataclasses import dataclass

from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from backend.kyb import service
from backend.kyb.tables import Case
from tests import make
from tests.documents.make import file as deposited


@dataclass(frozen=True)
class Claim:
    """A firm that signed up, its admin and its case."""

    firm: Organisation
    admin: Actor
    case: Case


async def claim(*, code: str | None = None) -> Claim:
    """A firm that has signed up and submitted nothing yet."""
    firm = await make.organisation(verified=False, code=code)
    admin = await make.actor(firm, "admin")
    return Claim(firm=firm, admin=admin, case=await service.open_case(firm, by=admin))


async def submitted(*, code: str | None = None) -> Claim:
    """A firm whose case waits for the operator."""
    claimed = await claim(code=code)
    licence = await deposited(claimed.admin)
    await service.submit(claimed.case.id, licence_id=licence.id, statement=None, by=claimed.admin)
    return claimed


async def reviewer() -> Actor:
    return await make.actor(await make.organisation(kind="operator"), "operator")
