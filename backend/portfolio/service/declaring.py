"""Rights that are no patents, as a firm states them: its word, until an extract proves it."""

from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.portfolio import kinds, resolution
from backend.portfolio.events import RightDeclared
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.kinds import Declaration
from backend.portfolio.queries import assets as queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.right_tables import right_law
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.states import PatentKind
from backend.portfolio.tables import Asset


async def declare_right(said: Declaration, *, by: Actor) -> HeldRight:
    """Take a right into the firm's portfolio; said again of the same number, it is corrected.

    It is this firm's word alone: nobody else's holding of the right changes.
    """
    by.require(Permission.PREPARE)
    today = clock.today()
    law = await right_law(today)
    number = kinds.read_number(said.kind, said.number, forms=law.forms, this_year=today.year)
    kinds.check_facts(said.kind, said.facts, lives=law.lives, today=today)
    told = said.told()
    async with transaction():
        right_id = await _right_of(said.kind, number)
        await right_queries.lock([right_id])
        before = (await queries.of_rights([right_id], firm=by.organisation_id)).get(right_id)
        if before is None:
            await queries.add(
                [
                    Asset(
                        id=uuid4(),
                        created_at=clock.now(),
                        firm=by.organisation_id,
                        right_id=right_id,
                        declared=dumps(told),
                        added_by=by.user_id,
                    )
                ]
            )
        else:
            await queries.redeclare({before["id"]: told})
        await emit(
            RightDeclared(
                subject_id=right_id,
                parties=(by.organisation_id,),
                kind=str(said.kind),
                number=number,
            ),
            by=by,
            before={"declared": None if before is None else loads(before["declared"])},
            after={"declared": told},
        )
        held = await queries.of_rights([right_id], firm=by.organisation_id)
        return held_right(held[right_id], today=today, fees=await fee_tables())


async def _right_of(kind: PatentKind, number: str) -> UUID:
    await right_queries.take_turn()
    found = await right_queries.by_registration(kind, number)
    if found is not None:
        return found
    right = resolution.blank(uuid4())
    right.put(kind=kind, registration_no=number)
    await right_queries.save([right], at=clock.now())
    return right.id
