"""Cover that was taken in the demonstration: two policies in force, one that was never paid for;
and proposals that were answered, declined, withdrawn and left to expire.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.criteria.facts import add_months
from backend.demo import banking, desks
from backend.demo.banking import Arrival
from backend.demo.cast import Cast
from backend.demo.people import FIRMS
from backend.demo.theatre import moment, working_day
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch_value
from backend.payments.states import Book
from backend.policies.schemas import ComparisonOut
from backend.policies.service import (
    accepting,
    binding,
    broker,
    comparing,
    issuing,
    placing,
    reading,
    sales,
)
from backend.policies.service.placing import ShareOf
from backend.policies.states import BrokerPageKind
from backend.underwriting.service import desk, expiring
from backend.underwriting.service import reading as submissions
from backend.underwriting.states import DeclineCode, State
from backend.underwriting.terms import QuoteTerms

#: In days before today: when the people of the desks came.
OPENED = 100
Sent = Sequence[dict[str, Any]]


async def play(cast: Cast, today: date, accounts: dict[Book, UUID]) -> None:
    """Before the fees are paid: the statements of the client account are told in their order."""
    overseas = InsuranceLine.OVERSEAS_LIABILITY
    with clock.at(_ago(today, 90)):
        begins = today - timedelta(days=60)
        aviation = await desks.send(cast["aviation"], overseas, desks.overseas(begins))
    with clock.at(_ago(today, 88)):
        quote = await _quote(aviation, cast, "insurer")
        await placing.place(
            quote,
            [
                ShareOf(insurer_id=cast.organisation("insurer"), share_ppm=800_000),
                ShareOf(insurer_id=cast.organisation("insurer2"), share_ppm=200_000),
            ],
            [],
            by=cast["insurer"],
        )
    with clock.at(_ago(today, 86)):
        policy = await _take(quote, by=cast["aviation"])
        await placing.sign(quote, by=cast["insurer2"])
    with clock.at(_ago(today, 80)):
        await _pay(policy, "aviation", cast=cast, accounts=accounts)
    with clock.at(_ago(today, 72)):
        begins = today - timedelta(days=40)
        ai = await desks.send(cast["ai"], overseas, desks.overseas(begins))
    with clock.at(_ago(today, 70)):
        second = await _take(await _quote(ai, cast, "insurer"), by=cast["ai"])
    with clock.at(_ago(today, 64)):
        await _pay(second, "ai", cast=cast, accounts=accounts)
    await _lapsed(cast, today)
    await _answered(cast, today)


async def _lapsed(cast: Cast, today: date) -> None:
    """Taken and bound; the premium did not come, so the cover never began."""
    with clock.at(_ago(today, 55)):
        chips = await desks.send(
            cast["chips"],
            InsuranceLine.OVERSEAS_LIABILITY,
            desks.overseas(today - timedelta(days=25)),
        )
    with clock.at(_ago(today, 53)):
        await _take(await _quote(chips, cast, "insurer"), by=cast["chips"])
    with clock.at(_ago(today, 30)):
        await binding.end_overdue()


async def _answered(cast: Cast, today: date) -> None:
    """One indicated, one declined, one withdrawn; what nobody took in time has expired."""
    begins = add_months(today.replace(day=1), 2)
    with clock.at(_ago(today, 6)):
        sent = await desks.send(
            cast["aviation"], InsuranceLine.STAR_COMPOSITE, desks.composite(begins)
        )
    found = {row["insurer"]: row["id"] for row in sent}
    with clock.at(_ago(today, 5)):
        await desk.indicate(
            found[cast.organisation("insurer")],
            QuoteTerms.model_validate(desks.E2_TERMS),
            by=cast["insurer"],
        )
        await desk.decline(
            found[cast.organisation("insurer2")],
            DeclineCode.OUTSIDE_APPETITE,
            note="本年度该领域承保额度已满，建议明年再次提交。",
            by=cast["insurer2"],
        )
        await desk.withdraw(found[cast.organisation("insurer3")], by=cast["aviation"])
    await expiring.expire_quotes()


async def _quote(sent: Sent, cast: Cast, key: str) -> UUID:
    """The quote that the insurer's plan gave by itself."""
    own = cast.organisation(key)
    (row,) = [each for each in sent if each["insurer"] == own]
    if row["state"] != State.QUOTED:
        raise RuntimeError(f"The plan of {key} did not quote: {row['state']} {row['hits']}")
    found = await submissions.detail(row["id"], by=cast[key])
    quote: UUID = found.quotes[0][0]["id"]
    return quote


async def _take(quote: UUID, *, by: Actor) -> UUID:
    """The broker's pages confirmed, the quotes compared, every exclusion read, the option taken."""
    await _compare(await _proposal(quote), by=by)
    page = await accepting.show(quote, 1, by=by)
    for each in page["content"]["exclusions"]:
        await accepting.tick(page["id"], each["key"], quote_id=quote, by=by)
    policy = await accepting.accept(quote, page["id"], by=by)
    await binding.request(quote, by=by)
    return policy


async def _proposal(quote: UUID) -> UUID:
    found: UUID = await fetch_value("SELECT proposal FROM underwriting_quote WHERE id = $1", quote)
    return found


async def _compare(proposal: UUID, *, by: Actor) -> None:
    """As the page of the comparison has it done and kept."""
    said = "产品出口美国、欧洲和日本，担心当地专利侵权诉讼的律师费与赔偿。"
    for kind, need in ((BrokerPageKind.NOTICE, None), (BrokerPageKind.NEEDS, said)):
        shown = await broker.show(proposal, kind, need, by=by)
        await broker.confirm(proposal, shown["id"], by=by)
    out = ComparisonOut.of(*await comparing.compare(proposal, subsidy=None, by=by))
    await sales.keep_compared(proposal, msgspec.to_builtins(out), by=by)


async def _pay(policy_id: UUID, firm: str, *, cast: Cast, accounts: dict[Book, UUID]) -> None:
    """The bank tells that the premium came; the policy is issued as the worker would."""
    view = await reading.policy(policy_id, as_of=None, as_known_on=None, by=cast[firm])
    row = view.row
    names = {each.key: each.name for each in FIRMS}
    arrival = Arrival(
        book=Book.CLIENT,
        on=clock.today(),
        fen=row["gross_fen"],
        name=names[firm],
        memo=f"保险费 {row['charge_reference']}",
    )
    client = {Book.CLIENT: accounts[Book.CLIENT]}
    await banking.import_statements(client, [arrival], cast=cast)
    await issuing.premium_moved(row["charge"])


def _ago(today: date, days: int) -> datetime:
    return min(moment(working_day(today - timedelta(days=days))), clock.now())
