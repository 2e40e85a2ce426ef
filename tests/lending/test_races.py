"""What only shows between transactions that really commit: exactly one winner, no deadlock."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from backend.kernel.db import fetch, fetch_value
from backend.kernel.errors import Conflict, DomainError
from backend.kernel.lifecycle import IllegalTransition
from backend.lending import rules
from backend.lending.service import deciding, drafting, offers, reviewing
from backend.lending.states import RefusalReason, State
from tests import make
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT
from tests.lending.test_offers import used
from tests.listing import make as make_listing
from tests.valuation import make as make_valuation


async def outcomes(*attempts: Awaitable[Any]) -> tuple[list[Any], list[BaseException]]:
    """What came of attempts made at once; anything but a clean refusal is raised."""
    found = await asyncio.gather(*attempts, return_exceptions=True)
    failed = [each for each in found if isinstance(each, BaseException)]
    for each in failed:
        if not isinstance(each, Conflict):
            raise each
    return [each for each in found if not isinstance(each, BaseException)], failed


async def test_of_two_acceptances_at_once_exactly_one_wins(committed: str) -> None:
    at = await scene.scene()
    one = await scene.offered(at)
    two = await scene.offered(at, at.other)

    won, lost = await outcomes(
        offers.accept(one.row.id, by=at.signatory), offers.accept(two.row.id, by=at.signatory)
    )

    assert len(won) == 1
    assert [type(each) for each in lost] == [IllegalTransition]
    states = {await scene.state_of(view, at=at) for view in (one, two)}
    assert states == {State.ACCEPTED, State.COMMITTED_ELSEWHERE}
    assert await fetch_value("SELECT count(*) FROM registry_pledge") == 1
    assert sorted([await used(at.bank), await used(at.other)]) == [(0, 0), (AMOUNT, 1)]


async def test_the_same_acceptance_twice_at_once_drafts_one_pledge(committed: str) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    second = await make.actor(at.firm, "signatory")

    won, _ = await outcomes(
        *(offers.accept(view.row.id, by=by) for by in (at.signatory, second, at.signatory))
    )

    assert len(won) == 1
    assert await fetch_value("SELECT count(*) FROM registry_pledge") == 1


async def test_many_acceptances_of_bundles_that_overlap_never_deadlock(committed: str) -> None:
    """Eight bundles in a ring, each sharing a right with both neighbours, all accepted at once."""
    firm = await make.organisation("firm")
    handler, signatory = await make.actor(firm, "handler"), await make.actor(firm, "signatory")
    rights = [await make_valuation.right(firm) for _ in range(8)]
    bank = await scene.bank()
    at = scene.Scene(
        firm=firm,
        handler=handler,
        signatory=signatory,
        bank=bank,
        other=bank,
        right=rights[0],
        request=rights[0],
    )
    ids = []
    for n in range(8):
        bundle = (rights[(n + 1) % 8], rights[n])
        await make_valuation.valuation(*bundle, by=handler, low_fen=20 * MILLION)
        at.request = (await make_listing.request(*bundle, by=handler)).id
        ids.append((await scene.offered(at)).row.id)

    won, lost = await outcomes(*(offers.accept(each, by=signatory) for each in ids))

    assert len(won) + len(lost) == 8
    assert 3 <= len(won) <= 4  # a maximal set of bundles of a ring of eight without a shared right
    committed_rights = await fetch(
        "SELECT patent FROM lending_application_right WHERE committed ORDER BY patent"
    )
    assert len(committed_rights) == len({row["patent"] for row in committed_rights})
    assert await used(bank) == (AMOUNT * len(won), len(won))


async def test_a_submission_and_an_acceptance_at_once_leave_nothing_open(committed: str) -> None:
    for _ in range(3):
        at = await scene.scene()
        offered = await scene.offered(at)
        draft = await scene.drafted(at, at.other)

        won, lost = await outcomes(
            offers.accept(offered.row.id, by=at.signatory), scene.submit(at, draft)
        )

        assert await scene.state_of(offered, at=at) is State.ACCEPTED
        if lost:
            assert [type(each) for each in lost] == [rules.RightCommitted]
            assert await scene.state_of(draft, at=at) is State.DRAFT
        else:
            assert len(won) == 2
            assert await scene.state_of(draft, at=at) is State.COMMITTED_ELSEWHERE


async def test_two_checkers_at_once_decide_once(committed: str) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    won, lost = await outcomes(
        deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker),
        deciding.refuse(
            view.row.id,
            opinion_version=1,
            reason_code=RefusalReason.BAD_CREDIT,
            sentence="征信不良。",
            by=at.bank.colleague,
        ),
    )

    assert len(won) == 1
    assert [type(each) for each in lost] == [IllegalTransition]
    assert await fetch_value("SELECT count(*) FROM lending_offer") == int(
        won[0].row.state is State.OFFERED
    )


async def test_two_makers_at_once_take_a_case_once(committed: str) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    won, lost = await outcomes(
        reviewing.take_in(view.row.id, by=at.bank.maker),
        reviewing.take_in(view.row.id, by=at.bank.colleague),
    )

    assert len(won) == 1
    assert len(lost) == 1


async def test_approvals_at_once_never_exceed_the_capacity(committed: str) -> None:
    bank = await scene.bank(capacity_fen=2 * AMOUNT + 1)
    views = []
    for _ in range(5):
        at = await scene.scene()
        at.bank = bank
        views.append(await scene.opined(at))

    won, lost = await outcomes(
        *(deciding.approve(view.row.id, opinion_version=1, by=bank.checker) for view in views)
    )

    assert len(won) == 2
    assert {type(each) for each in lost} == {rules.CapacityUsedUp}
    assert await used(bank) == (2 * AMOUNT, 2)


async def test_drafts_of_one_product_at_once_are_one(committed: str) -> None:
    at = await scene.scene()

    async def draft() -> Any:
        return await drafting.draft(at.request, product_ids=[at.bank.product], by=at.handler)

    found = await asyncio.gather(draft(), draft(), draft(), return_exceptions=True)

    assert sum(isinstance(each, list) for each in found) == 1
    assert sum(isinstance(each, rules.AlreadyApplied) for each in found) == 2
    assert await fetch_value("SELECT count(*) FROM lending_application") == 1


async def test_copies_of_one_application_at_once_are_one(committed: str) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    await offers.withdraw(view.row.id, by=at.signatory)

    found = await asyncio.gather(
        *(drafting.copy(view.row.id, by=at.handler) for _ in range(3)), return_exceptions=True
    )

    assert sum(isinstance(each, rules.AlreadyApplied) for each in found) == 2
    assert await fetch_value("SELECT count(*) FROM lending_application") == 2


async def test_a_retraction_and_an_acceptance_at_once_have_one_winner(committed: str) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    await offers.retract(view.row.id, reason="…", by=at.bank.maker)

    won, lost = await outcomes(
        offers.accept(view.row.id, by=at.signatory),
        offers.retract(view.row.id, reason="…", by=at.bank.checker),
    )

    assert len(won) == 1
    assert len(lost) == 1
    assert await scene.state_of(view, at=at) is won[0].row.state


async def test_a_withdrawal_and_an_approval_at_once_leave_no_offer(committed: str) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    won, lost = await outcomes(
        deciding.approve(view.row.id, opinion_version=1, by=at.bank.checker),
        offers.withdraw(view.row.id, by=at.signatory),
    )

    assert await scene.state_of(view, at=at) is State.WITHDRAWN
    assert len(won) + len(lost) == 2
    assert [type(each) for each in lost] in ([], [IllegalTransition])
    assert await fetch_value("SELECT count(*) FROM lending_offer WHERE state = 'open'") == 0
    assert await used(at.bank) == (0, 0)


async def test_a_withdrawal_and_an_acceptance_at_once_leave_no_pledge_running(
    committed: str,
) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    await outcomes(
        offers.accept(view.row.id, by=at.signatory), offers.withdraw(view.row.id, by=at.signatory)
    )

    assert await scene.state_of(view, at=at) is State.WITHDRAWN
    running = "SELECT count(*) FROM registry_pledge WHERE state NOT IN ('withdrawn', 'refused')"
    assert await fetch_value(running) == 0
    assert await used(at.bank) == (0, 0)


async def test_nobody_confirms_his_own_retraction_by_asking_twice_at_once(committed: str) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    found = await asyncio.gather(
        *(offers.retract(view.row.id, reason="…", by=at.bank.maker) for _ in range(3)),
        return_exceptions=True,
    )

    refused = [each for each in found if isinstance(each, BaseException)]
    assert len(refused) == 2
    assert all(isinstance(each, DomainError) for each in refused)
    assert await scene.state_of(view, at=at) is State.OFFERED
