"""Every call to Stripe, and the only file that knows its library; others get plain values."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import stripe

from backend.kernel.errors import Conflict, Forbidden, Unavailable
from backend.kernel.logs import logger
from backend.kernel.settings import settings
from backend.payments.states import Method

_log = logger("stripe")

#: Seconds for one answer; attempts beyond the first are Stripe's library's, with the same key.
TIMEOUT = 20
RETRIES = 2
#: How old a signature may be, in seconds.
TOLERANCE = 300
#: Of what names an event, its kind and its object; theirs are a third as long.
LONGEST_NAME = 100
PAGE = 100
RETRY_SECONDS = 60


class GatewayOff(Conflict):
    code = "payments.gateway_off"
    title = "Card payments are not set up here; pay by bank transfer"


class GatewayUnavailable(Unavailable):
    code = "payments.gateway_unavailable"
    title = "The card service does not answer; nothing was charged"


class GatewayRefused(Conflict):
    code = "payments.gateway_refused"
    title = "The card service refuses this"


class WebhookRefused(Forbidden):
    code = "payments.webhook_refused"
    title = "This message is not signed by Stripe, or was signed too long ago"


@dataclass(frozen=True)
class Session:
    """A page on which a payer pays."""

    id: str
    status: str
    intent_id: str | None
    url: str | None


@dataclass(frozen=True)
class Intent:
    id: str
    status: str
    received: int
    currency: str
    metadata: Mapping[str, str]
    #: Stripe's charge beneath, and when the payer paid.
    charge_id: str | None
    paid_at: datetime | None


@dataclass(frozen=True)
class Refund:
    id: str
    status: str
    amount: int
    currency: str
    intent_id: str | None
    metadata: Mapping[str, str]
    failure: str | None


@dataclass(frozen=True)
class Dispute:
    id: str
    status: str
    amount: int
    currency: str
    intent_id: str | None
    reason: str
    due_at: datetime | None


@dataclass(frozen=True)
class Told:
    """A genuine message: what kind, about which object."""

    event_id: str
    kind: str
    object_id: str | None


@dataclass(frozen=True, kw_only=True)
class BalanceLine:
    """A line of Stripe's balance; amounts below zero leave it."""

    id: str
    kind: str
    amount: int
    fee: int
    net: int
    currency: str
    source: str | None
    #: The payment that the source belongs to.
    intent_id: str | None
    created_at: datetime


def is_on() -> bool:
    return settings().stripe_secret_key is not None


def methods() -> tuple[Method, ...]:
    """What a payer may choose from; nothing without a key."""
    return tuple(Method(name) for name in settings().stripe_methods.split(",")) if is_on() else ()


@cache
def _client_of(key: str, base: str | None) -> stripe.StripeClient:
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        base_addresses={} if base is None else {"api": base.rstrip("/")},
        http_client=stripe.HTTPXClient(timeout=TIMEOUT),
        max_network_retries=RETRIES,
    )


def _client() -> stripe.StripeClient:
    key = settings().stripe_secret_key
    if key is None:
        raise GatewayOff
    return _client_of(key.get_secret_value(), settings().stripe_api_base)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Stripe's refusals as ours; what it says of keys and cards is logged by its code only."""
    try:
        yield
    except stripe.InvalidRequestError as error:
        raise GatewayRefused(
            f"Stripe says: {error.code or 'invalid_request'}.", reason=error.code
        ) from error
    except (
        stripe.APIConnectionError,
        stripe.RateLimitError,
        stripe.APIError,
        stripe.AuthenticationError,
        stripe.PermissionError,
    ) as error:
        _log.warning("stripe", error=type(error).__name__, code=error.code)
        raise GatewayUnavailable(retry_after_seconds=RETRY_SECONDS) from error


async def create_session(params: Mapping[str, Any], *, key: str) -> Session:
    """Ask for a page; the same key and parameters give the same page for a day."""
    asked: Any = dict(params)
    with _refusals():
        made = await _client().v1.checkout.sessions.create_async(asked, {"idempotency_key": key})
    return _session(made)


async def session(session_id: str) -> Session:
    with _refusals():
        return _session(await _client().v1.checkout.sessions.retrieve_async(session_id))


async def expire_session(session_id: str) -> Session:
    """Close a page; `GatewayRefused` if it was closed or used already."""
    with _refusals():
        return _session(await _client().v1.checkout.sessions.expire_async(session_id))


async def intent(intent_id: str) -> Intent:
    """The payment as it stands now."""
    with _refusals():
        found: Any = await _client().v1.payment_intents.retrieve_async(
            intent_id, {"expand": ["latest_charge"]}
        )
    charge = found.latest_charge
    return Intent(
        id=found.id,
        status=found.status,
        received=found.amount_received,
        currency=found.currency.upper(),
        metadata=_plain(found.metadata),
        charge_id=charge.id if charge else None,
        paid_at=_moment(charge.created) if charge else None,
    )


async def create_refund(params: Mapping[str, Any], *, key: str) -> Refund:
    asked: Any = dict(params)
    with _refusals():
        return _refund(await _client().v1.refunds.create_async(asked, {"idempotency_key": key}))


async def refund(refund_id: str) -> Refund:
    with _refusals():
        return _refund(await _client().v1.refunds.retrieve_async(refund_id))


async def dispute(dispute_id: str) -> Dispute:
    with _refusals():
        found: Any = await _client().v1.disputes.retrieve_async(dispute_id)
    due = found.evidence_details.due_by if found.evidence_details else None
    return Dispute(
        id=found.id,
        status=found.status,
        amount=found.amount,
        currency=found.currency.upper(),
        intent_id=_id(found.payment_intent),
        reason=found.reason,
        due_at=_moment(due) if due else None,
    )


async def balance_lines(
    *, since: datetime | None = None, source: str | None = None, payout: str | None = None
) -> AsyncIterator[BalanceLine]:
    """The lines of the balance, newest first: since a moment, of one source, of one payout."""
    asked: dict[str, Any] = {"limit": PAGE, "expand": ["data.source"]}
    if since is not None:
        asked["created"] = {"gte": int(since.timestamp())}
    if source is not None:
        asked["source"] = source
    if payout is not None:
        asked["payout"] = payout
    while True:
        narrowed: Any = dict(asked)
        with _refusals():
            page = await _client().v1.balance_transactions.list_async(narrowed)
        for each in page.data:
            yield _line(each)
        if not page.has_more:
            return
        asked["starting_after"] = page.data[-1].id


async def balance(currency: str) -> int:
    """What Stripe owes us, available now and later."""
    with _refusals():
        found: Any = await _client().v1.balance.retrieve_async()
    parts = [*found.available, *found.pending]
    return sum(part.amount for part in parts if part.currency.upper() == currency)


def genuine(body: bytes, signature: str | None) -> Told:
    """What a webhook says, once it is proven to be Stripe's and fresh; else `WebhookRefused`."""
    secret = settings().stripe_webhook_secret
    if secret is None:
        raise GatewayOff
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret.get_secret_value(), TOLERANCE)
        return _told(json.loads(body))
    except (stripe.SignatureVerificationError, ValueError, LookupError, TypeError) as error:
        _log.warning("webhook refused", error=type(error).__name__)
        raise WebhookRefused from None


def _told(event: Any) -> Told:
    about = event["data"]["object"]
    object_id = about.get("id") if isinstance(about, dict) else ""
    names = (event["id"], event["type"], "none" if object_id is None else object_id)
    if not all(isinstance(each, str) and 0 < len(each) <= LONGEST_NAME for each in names):
        raise ValueError("A name is no text.")
    return Told(event_id=event["id"], kind=event["type"], object_id=object_id)


def _session(made: Any) -> Session:
    return Session(id=made.id, status=made.status, intent_id=_id(made.payment_intent), url=made.url)


def _refund(made: Any) -> Refund:
    return Refund(
        id=made.id,
        status=made.status,
        amount=made.amount,
        currency=made.currency.upper(),
        intent_id=_id(made.payment_intent),
        metadata=_plain(made.metadata),
        failure=getattr(made, "failure_reason", None),
    )


def _line(made: Any) -> BalanceLine:
    return BalanceLine(
        id=made.id,
        kind=made.type,
        amount=made.amount,
        fee=made.fee,
        net=made.net,
        currency=made.currency.upper(),
        source=_id(made.source),
        intent_id=_id(getattr(made.source, "payment_intent", None)),
        created_at=_moment(made.created),
    )


def _id(reference: Any) -> str | None:
    """The id of what stands there as an id, or whole."""
    return reference if isinstance(reference, str) or reference is None else str(reference.id)


def _plain(metadata: Any) -> dict[str, str]:
    return {} if metadata is None else {str(k): str(v) for k, v in metadata.to_dict().items()}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
