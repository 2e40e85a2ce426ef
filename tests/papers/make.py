"""Builders of papers: a pledge contract between a bank and a firm, with people who may sign it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.papers import service
from backend.papers.rules import MandateIn
from backend.papers.service import Order
from backend.papers.states import Paper, Subject
from tests import make
from tests.contracts.make import EXAMPLES

SECURED_FEN = 1_350_000_000


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A firm and a bank with an admin and a signatory each."""

    firm: Actor
    firm_admin: Actor
    bank: Actor
    bank_admin: Actor


async def scene() -> Scene:
    firm, bank = await make.organisation("firm"), await make.organisation("bank")
    return Scene(
        firm=await make.actor(firm, "signatory"),
        firm_admin=await make.actor(firm, "admin"),
        bank=await make.actor(bank, "checker"),
        bank_admin=await make.actor(bank, "admin"),
    )


async def order(scene: Scene, paper: Paper = Paper.PLEDGE_CONTRACT, **changes: Any) -> UUID:
    """A paper that waits for the worker; a pledge contract is signed by firm, then bank."""
    firm, bank = scene.firm.organisation_id, scene.bank.organisation_id
    contract = paper is Paper.PLEDGE_CONTRACT
    given: dict[str, Any] = {
        "paper": paper,
        "terms": EXAMPLES[paper](),
        "subject_kind": Subject.PLEDGE,
        "subject": uuid4(),
        "issuer": bank,
        "parties": (firm,),
        "signers": (firm, bank) if contract else (),
        "amount_fen": SECURED_FEN if contract else None,
    }
    async with transaction():
        return await service.issue(Order(**given | changes))


async def issued(scene: Scene, paper: Paper = Paper.PLEDGE_CONTRACT, **changes: Any) -> UUID:
    """A paper that the worker has made."""
    paper_id = await order(scene, paper, **changes)
    await service.render(paper_id)
    return paper_id


async def mandate(signatory: Actor, *, admin: Actor, **changes: Any) -> UUID:
    """A mandate for pledge contracts, wide enough and in force, unless changed."""
    today = clock.today()
    given: dict[str, Any] = {
        "member_id": signatory.user_id,
        "papers": (Paper.PLEDGE_CONTRACT,),
        "up_to_fen": SECURED_FEN,
        "from_on": today,
        "until": today + timedelta(days=365),
    }
    row = await service.grant_mandate(MandateIn(**given | changes), by=admin)
    found: UUID = row["id"]
    return found


async def ready() -> tuple[Scene, UUID]:
    """Both may sign, and the paper is there."""
    found = await scene()
    await mandate(found.firm, admin=found.firm_admin)
    await mandate(found.bank, admin=found.bank_admin)
    return found, await issued(found)
