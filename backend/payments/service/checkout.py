"""A page of Stripe's for exactly what is open of a charge: one at a time, asked for under a key
that is kept before."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, language
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.language import Language
from backend.kernel.settings import public_url
from backend.payments import events, gateway, rules
from backend.payments import queries as ledger
from backend.payments.queries import gateway as queries
from backend.payments.service.charges import charge
from backend.payments.service.ledger import mode
from backend.payments.states import CheckoutState, Method, Purpose

#: How long a page can be paid; Stripe allows 30 minutes to 24 hours.
PAGE_LIFE = timedelta(hours=2)
#: A page that ended between two looks is replaced; more often than this nobody pays so fast.
ATTEMPTS = 3

NAMES: Mapping[Language, Mapping[Purpose, str]] = {
    Language.CHINESE: {
        Purpose.PREMIUM: "保险费",
        Purpose.ENDORSEMENT: "批改保险费",
        Purpose.PLATFORM_FEE: "平台服务费",
        Purpose.APPRAISAL_FEE: "评估费",
        Purpose.LICENCE_FEE: "许可费",
    },
    Language.ENGLISH: {
        Purpose.PREMIUM: "Premium",
        Purpose.ENDORSEMENT: "Endorsement premium",
        Purpose.PLATFORM_FEE: "Platform fee",
        Purpose.APPRAISAL_FEE: "Appraisal fee",
        Purpose.LICENCE_FEE: "Licence fee",
    },
}


async def checkout(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The page on which the payer pays what is open; asked again, the same page."""
    by.require(Permission.PAY_CHARGES)
    for _ in range(ATTEMPTS):
        row = await _claim(charge_id, by=by)
        page = await _page(row)
        if page is not None:
            return page
    raise gateway.GatewayUnavailable(retry_after_seconds=gateway.RETRY_SECONDS)


def methods_of(row: Mapping[str, Any], *, reader: Actor) -> list[Method]:
    """How the reader can pay this charge on the gateway's page now; nothing: by transfer only."""
    is_payer = row["payer"] == reader.organisation_id and reader.may(Permission.PAY_CHARGES)
    if not is_payer or not gateway.is_on():
        return []
    open_fen = rules.open_amount(row["state"], row["amount_fen"], kept=row["kept"])
    return _offered(row, open_fen)


def _offered(row: Mapping[str, Any], open_fen: int) -> list[Method]:
    fits = rules.by_gateway(
        row["purpose"],
        row["book"],
        open_fen=open_fen,
        mode=mode(),
        payee_accepts=row["payee_accepts"],
    )
    return list(gateway.methods()) if fits else []


async def _claim(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The charge's one page, committed before Stripe is asked for it."""
    async with transaction():
        seen = await charge(charge_id, by=by)
        if seen["payer"] != by.organisation_id:
            raise rules.NotThePayer
        rules.check_premium(seen["purpose"], mode=mode())
        row = await ledger.lock_charge(charge_id)
        held = await ledger.sums(charge_id)
        open_fen = rules.open_amount(row["state"], row["amount_fen"], kept=held["kept"])
        rules.check_open(row["state"], open_fen)
        if not gateway.is_on():
            raise gateway.GatewayOff
        offered = _offered(seen, open_fen)
        if not offered:
            raise rules.NotByCard(most_fen=rules.MOST_AT_ONCE)
        if await queries.payment_awaited(charge_id):
            raise rules.PaymentUnderWay
        live = await queries.live_checkout(charge_id)
        if live is not None:
            fits = live["amount_fen"] == open_fen and live["methods"] == offered
            return live | {"stale": not fits or live["expires_at"] <= clock.now()}
        return await _ask(row, open_fen, offered, by=by) | {"stale": False}


async def _ask(
    row: Mapping[str, Any], open_fen: int, offered: list[Method], *, by: Actor
) -> dict[str, Any]:
    checkout_id, expires_at = uuid4(), clock.now() + PAGE_LIFE
    await emit(
        events.CheckoutAsked(
            subject_id=row["id"],
            parties=(row["payer"], row["payee"]),
            reference=row["reference"],
            amount_fen=open_fen,
        ),
        by=by,
    )
    return await queries.add_checkout(
        checkout_id,
        charge_id=row["id"],
        amount=open_fen,
        methods=offered,
        params=_params(checkout_id, row, open_fen, offered, expires_at),
        expires_at=expires_at,
        by=by.user_id,
    )


def _params(
    checkout_id: UUID,
    row: Mapping[str, Any],
    open_fen: int,
    offered: list[Method],
    expires_at: datetime,
) -> dict[str, Any]:
    asked = language.current()
    name = f"{NAMES[asked][Purpose(row['purpose'])]} {row['reference']}"
    ours = {"charge": str(row["id"]), "checkout": str(checkout_id)}
    address = f"{public_url()}/pay/{row['id']}"
    params: dict[str, Any] = {
        "mode": "payment",
        "line_items": [
            {
                "price_data": {
                    "currency": rules.CURRENCY.lower(),
                    "unit_amount": open_fen,
                    "product_data": {"name": name},
                },
                "quantity": 1,
            }
        ],
        "payment_method_types": [str(each) for each in offered],
        "client_reference_id": row["reference"],
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "description": row["reference"]},
        "success_url": f"{address}?paid=1",
        "cancel_url": address,
        "expires_at": int(expires_at.timestamp()),
        "locale": "en" if asked is Language.ENGLISH else "zh",
    }
    if Method.WECHAT_PAY in offered:
        params["payment_method_options"] = {"wechat_pay": {"client": "web"}}
    return params


async def _page(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The page that can be paid; None if it has ended and another may be asked for."""
    if row["state"] == CheckoutState.ASKED:
        try:
            made = await gateway.create_session(row["params"], key=f"checkout-{row['id']}")
        except gateway.GatewayRefused:
            await queries.end_checkout(row["id"], CheckoutState.REFUSED)
            if row["stale"]:  # it was never made, and is too old to be made now
                return None
            raise
        await queries.record_page(row["id"], session_id=made.id, url=made.url or "")
        session_id, fresh = made.id, not row["stale"]
        if fresh:
            return _shown(row, made.url)
    else:
        session_id = row["session_id"]
    return await _looked_at(row, session_id)


async def _looked_at(row: Mapping[str, Any], session_id: str) -> dict[str, Any] | None:
    found = await gateway.session(session_id)
    if found.status == "open" and not row["stale"]:
        return _shown(row, found.url)
    if found.status == "open":
        try:
            found = await gateway.expire_session(session_id)
        except gateway.GatewayRefused:  # paid, or over, a moment ago
            found = await gateway.session(session_id)
    if found.status == "complete":
        await queries.end_checkout(row["id"], CheckoutState.COMPLETE)
        raise rules.PaymentUnderWay
    await queries.end_checkout(row["id"], CheckoutState.EXPIRED)
    return None


def _shown(row: Mapping[str, Any], url: str | None) -> dict[str, Any]:
    return {
        "charge_id": row["charge"],
        "url": url,
        "amount_fen": row["amount_fen"],
        "methods": [Method(each) for each in row["methods"]],
        "expires_at": row["expires_at"],
    }


async def close_page(charge_id: UUID) -> None:
    """Close a page that asks for what is not owed any more: cancelled, or paid otherwise."""
    live = await queries.live_checkout(charge_id)
    if live is None or live["state"] != CheckoutState.OPEN or not gateway.is_on():
        return
    row = await ledger.charge(charge_id, reader=None)
    if row is None:
        return
    open_fen = rules.open_amount(row["state"], row["amount_fen"], kept=row["kept"])
    if open_fen == live["amount_fen"]:
        return
    try:
        ended = await gateway.expire_session(live["session_id"])
    except gateway.GatewayRefused:
        ended = await gateway.session(live["session_id"])
    complete = ended.status == "complete"
    await queries.end_checkout(
        live["id"], CheckoutState.COMPLETE if complete else CheckoutState.EXPIRED
    )


async def session_ended(session_id: str) -> None:
    """Note what became of a page, as Stripe has it now."""
    known = await queries.checkout_of_session(session_id)
    if known is None:
        return
    found = await gateway.session(session_id)
    if found.status in {CheckoutState.COMPLETE, CheckoutState.EXPIRED}:
        await queries.end_checkout(known["id"], CheckoutState(found.status))


async def accepts_cards(by: Actor) -> bool:
    """Whether the caller's organisation takes premiums by card."""
    by.require(Permission.ACCEPT_CARDS)
    return await queries.accepts_cards(by.organisation_id)


async def decide_cards(*, accepted: bool, by: Actor) -> bool:
    """Take premiums by card from now on, or not any more; pages that are open stay."""
    by.require(Permission.ACCEPT_CARDS)
    async with transaction():
        before = await queries.accepts_cards(by.organisation_id)
        await queries.decide_cards(
            by.organisation_id, accepted=accepted, by=by.user_id, at=clock.now()
        )
        await emit(
            events.CardsAccepted(
                subject_id=by.organisation_id, parties=(by.organisation_id,), accepted=accepted
            ),
            by=by,
            before={"accepted": before},
            after={"accepted": accepted},
        )
    return accepted
