"""One right in one live pledge: through the service, past the service, and in a race."""

import asyncio

import asyncpg
import pytest

from backend.kernel import db
from backend.kernel.errors import DomainError
from backend.registry import guards, rules, service
from backend.registry.states import Channel, State
from tests.registry import make

CONTENDERS = 200
AT_A_TIME = 8


@pytest.mark.usefixtures("db")
async def test_the_second_filing_of_a_right_is_refused() -> None:
    at = await make.scene()
    shared = await make.right(at.firm.name)
    winner = await make.signed(at, rights=[shared])
    loser = await make.signed(at, rights=[await make.right(at.firm.name), shared])
    await service.file(winner.id, channel=Channel.ONLINE, by=at.desk)

    with pytest.raises(rules.RightAlreadyPledged) as refusal:
        await service.file(loser.id, channel=Channel.ONLINE, by=at.desk)

    assert refusal.value.facts["right_ids"] == [str(shared)]
    assert (await service.stored(loser.id)).state is State.READY


@pytest.mark.usefixtures("db")
async def test_a_right_in_a_live_pledge_is_drafted_but_not_signed_until_that_has_ended() -> None:
    at = await make.scene()
    running = await make.filed(at)
    planned = await make.evidenced(at, rights=list(running.right_ids))
    with pytest.raises(guards.PreflightBlocks) as refusal:
        await make.sign(at, planned, at.signatory)
    assert refusal.value.facts["grounds"] == [9]

    await service.withdraw(running.id, by=at.signatory)

    assert (await make.sign(at, planned, at.signatory)).state is State.DRAFT


@pytest.mark.usefixtures("db")
async def test_the_database_refuses_it_with_the_application_bypassed() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    await service.withdraw(pledge.id, by=at.signatory)
    other = await make.filed(at, rights=list(pledge.right_ids))
    assert other.live

    with pytest.raises(asyncpg.UniqueViolationError) as refusal:
        async with db.transaction():
            await db.execute("UPDATE registry_pledge SET state = 'filed' WHERE id = $1", pledge.id)

    assert refusal.value.constraint_name == "registry_pledged_right_in_one_live_pledge"


@pytest.mark.usefixtures("db")
async def test_liveness_cannot_be_written_by_hand() -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    with pytest.raises(asyncpg.PostgresError):
        async with db.transaction():
            await db.execute(
                "UPDATE registry_pledged_right SET live = false WHERE pledge = $1", pledge.id
            )


@pytest.mark.parametrize("bundle_count", [5, pytest.param(200, marks=pytest.mark.slow)])
async def test_of_two_hundred_concurrent_filings_of_one_right_exactly_one_wins(
    bundle_count: int, committed: str
) -> None:
    """200 filings; in the short run each of five bundles is filed forty times at once."""
    at = await make.scene()
    shared = await make.right(at.firm.name)
    bundles = []
    for _ in range(bundle_count):
        own = await make.right(at.firm.name)
        bundles.append(await make.signed(at, rights=[own, shared]))
    tickets = asyncio.Semaphore(AT_A_TIME)

    async def contend(number: int) -> str:
        async with tickets:
            try:
                await service.file(
                    bundles[number % bundle_count].id, channel=Channel.ONLINE, by=at.desk
                )
            except DomainError as refusal:
                return refusal.code
            return "won"

    async with asyncio.timeout(300):
        outcomes = await asyncio.gather(*(contend(n) for n in range(CONTENDERS)))

    own_repeats = CONTENDERS // bundle_count - 1
    assert outcomes.count("won") == 1
    assert outcomes.count("illegal_transition") == own_repeats
    assert outcomes.count("registry.right_already_pledged") == CONTENDERS - 1 - own_repeats
    states = [(await service.stored(bundle.id)).state for bundle in bundles]
    assert sorted(states) == [State.FILED] + [State.READY] * (bundle_count - 1)
