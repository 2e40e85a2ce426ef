"""The checker's decision on an opinion: another person, on the version that he names."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.money import BasisPoints, Fen
from backend.lending import cost, rules
from backend.lending.events import ApplicationApproved, ApplicationRefused, OpinionSentBack
from backend.lending.queries import decisions
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import (
    authority,
    papers,
    phrases,
    products,
    reading,
    reviewing,
    steps,
    trusting,
)
from backend.lending.service.reading import ApplicationView
from backend.lending.states import Action, Decision, OpinionKind, RefusalReason, Stop

#: After a refusal the bank may read the documents for so long (people may ask why).
READING_DAYS = 90


async def approve(
    application_id: UUID, *, opinion_version: int, note: str = "", by: Actor
) -> ApplicationView:
    """Turn the opinion to grant into an offer, within the product's capacity."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.APPROVE, by=by)
        opinion = await _opinion(row, opinion_version, approves=True, by=by)
        version = await products.version(row.product_version)
        on_credit = row.valuation is None and version.terms.cover() is None
        support = await trusting.support(row, on_credit=on_credit, by=by)
        amount = Fen(opinion["amount_fen"])
        rules.check_grant(
            granted=amount,
            requested=Fen(row.amount_fen),
            ceiling=await reviewing.ceiling(row),
        )
        today = clock.today()
        capacity = await products.reserve(row.product, amount, on=today)
        await _decide(opinion, Decision.APPROVED, note=note, by=by)
        yearly = cost.yearly(
            amount,
            BasisPoints(opinion["rate_bp"]),
            term_months=opinion["term_months"],
            fees=version.terms.fees,
            subsidies=version.terms.subsidies,
        )
        valid_until = today + timedelta(days=opinion["valid_days"])
        await decisions.add_offer(
            row.id,
            opinion,
            on_credit=on_credit,
            support=support,
            cost={**asdict(yearly), "on": today, "product_version": version.n},
            valid_until=valid_until,
            capacity=capacity,
            at=clock.now(),
        )
        await steps.stop_clock(row, as_=Stop.APPROVED)
        await papers.offer_letter_of(row, opinion, yearly, valid_until=valid_until)
        before = row.state
        row = await steps.move(row, Action.APPROVE, due_on=None)
        await steps.tell(
            ApplicationApproved,
            row,
            before=before,
            by=by,
            bank=by.organisation_name,
            amount_fen=amount,
            rate_bp=opinion["rate_bp"],
            valid_until=valid_until.isoformat(),
        )
        return await _view(row, by=by)


async def refuse(
    application_id: UUID,
    *,
    opinion_version: int,
    reason_code: RefusalReason | None = None,
    sentence: str | None = None,
    note: str = "",
    by: Actor,
) -> ApplicationView:
    """Refuse, for a coded reason and with a sentence that the firm reads."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.REFUSE, by=by)
        opinion = await _opinion(row, opinion_version, approves=False, by=by)
        code = reason_code or opinion["reason_code"]
        words = (sentence or "").strip() or opinion["sentence"]
        if not code or not words:
            raise rules.ReasonMissing
        await _decide(opinion, Decision.REFUSED, note=note, by=by)
        await steps.stop_clock(row, as_=Stop.REFUSED)
        await end_reading(row, by=by)
        before = row.state
        row = await steps.move(
            row,
            Action.REFUSE,
            refusal_code=RefusalReason(code).value,
            refusal_sentence=words,
            refusal_words=await phrases.words_for(row.lender, RefusalReason(code)),
            due_on=None,
        )
        await papers.refusal_notice_of(row)
        await steps.tell(
            ApplicationRefused,
            row,
            before=before,
            by=by,
            bank=by.organisation_name,
            reason_code=RefusalReason(code).value,
            sentence=words,
        )
        return await _view(row, by=by)


async def send_back(
    application_id: UUID, *, opinion_version: int, reason: str, by: Actor
) -> ApplicationView:
    """Ask for another opinion; the clock runs on."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.SEND_BACK, by=by)
        opinion = await _opinion(row, opinion_version, approves=False, by=by)
        await _decide(opinion, Decision.SENT_BACK, note=reason, by=by)
        before = row.state
        row = await steps.move(row, Action.SEND_BACK)
        await steps.tell(
            OpinionSentBack,
            row,
            before=before,
            to=(row.lender,),
            by=by,
            n=opinion["n"],
            reason=reason,
        )
        return await _view(row, by=by)


async def end_reading(row: ApplicationRow, *, by: Actor) -> None:
    """The bank's purpose is over: what it was given to read ends some time later."""
    last = clock.today() + timedelta(days=READING_DAYS)
    await documents.end_grants(row.id, on=last + timedelta(days=1), by=by)


async def _opinion(
    row: ApplicationRow, version: int, *, approves: bool, by: Actor
) -> dict[str, Any]:
    """The newest opinion, if it is the one that the checker saw and his to decide on."""
    known = (await decisions.opinions([row.id]))[row.id]
    newest = known[-1]
    seen = next((each for each in known if each["n"] == version), None)
    rules.check_opinion_current(
        named=version,
        newest=newest["n"],
        seen=None if seen is None else reading.proposed(seen),
        current=reading.proposed(newest),
    )
    rules.check_checker(maker=newest["maker"], checker=by.user_id)
    if approves and newest["kind"] != OpinionKind.GRANT:
        raise rules.OpinionNotAGrant
    await authority.check_decider(row, newest, approves=approves, by=by)
    return newest


async def _decide(opinion: dict[str, Any], decision: Decision, *, note: str, by: Actor) -> None:
    await decisions.decide_opinion(
        opinion["id"], decision, note=note, by=steps.person(by), at=clock.now()
    )


async def _view(row: ApplicationRow, *, by: Actor) -> ApplicationView:
    return (await reading.views([row], by=by))[0]
