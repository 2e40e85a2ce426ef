"""What the stand-in keeps: objects, events, the balance; all of it in memory."""

import secrets
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.stripe.refusals import Refused, no_such

Obj = dict[str, Any]

API_VERSION = "2026-10-28.endive"
CURRENCIES = frozenset({"cny", "usd", "hkd", "eur", "gbp", "sgd", "jpy"})
MAX_AMOUNT = 99_999_999
#: Stripe's own part of a charge: basis points of it and a fixed amount.
FEE_BP, FEE_FIXED = 290, 200
NAMES = {
    "payment_intent": "pi",
    "charge": "ch",
    "refund": "re",
    "dispute": "du",
    "checkout.session": "cs_test",
    "event": "evt",
    "balance_transaction": "txn",
    "payout": "po",
}


class Books:
    """Every object under its id, in the order of making."""

    def __init__(self) -> None:
        self.objects: dict[str, Obj] = {}
        self.events: list[Obj] = []
        #: Told of every event as it happens.
        self.listener: Callable[[Obj], None] = lambda _: None
        self.request_id: str | None = None
        self.request_key: str | None = None

    def make(self, kind: str, **members: Any) -> Obj:
        made = {
            "id": f"{NAMES[kind]}_{secrets.token_urlsafe(18).replace('-', 'x').replace('_', 'y')}",
            "object": kind,
            "created": int(time.time()),
            "livemode": False,
            **members,
        }
        self.objects[made["id"]] = made
        return made

    def get(self, kind: str, given: str, *, param: str = "id") -> Obj:
        found = self.objects.get(given)
        if found is None or found["object"] != kind:
            raise no_such(kind.replace(".", "_"), given, param=param)
        return found

    def of_kind(self, kind: str) -> list[Obj]:
        """The newest first."""
        return [each for each in reversed(self.objects.values()) if each["object"] == kind]

    def tell(self, what: str, about: Obj) -> Obj:
        """An event with the object as it stands at this moment."""
        event = self.make(
            "event",
            type=what,
            api_version=API_VERSION,
            data={"object": public(about)},
            pending_webhooks=1,
            request={"id": self.request_id, "idempotency_key": self.request_key},
        )
        self.events.append(event)
        self.listener(event)
        return event

    def move(self, kind: str, *, amount: int, fee: int, currency: str, source: str) -> Obj:
        """A line of the balance; `amount` before the fee, negative for what leaves."""
        return self.make(
            "balance_transaction",
            type=kind,
            amount=amount,
            fee=fee,
            net=amount - fee,
            currency=currency,
            source=source,
            status="available",
            reporting_category=kind,
            payout=None,
        )

    def balance(self) -> Obj:
        sums: dict[str, int] = {}
        for line in self.of_kind("balance_transaction"):
            sums[line["currency"]] = sums.get(line["currency"], 0) + line["net"]
        return {
            "object": "balance",
            "livemode": False,
            "available": [
                {"amount": amount, "currency": currency, "source_types": {"card": amount}}
                for currency, amount in sorted(sums.items())
            ],
            "pending": [],
        }


def fee_of(amount: int) -> int:
    return -(-amount * FEE_BP // 10_000) + FEE_FIXED


def check_amount(amount: int, *, param: str = "amount") -> int:
    if amount < 1:
        raise Refused(
            "This value must be greater than or equal to 1.",
            code="parameter_invalid_integer",
            param=param,
        )
    if amount > MAX_AMOUNT:
        raise Refused(
            "Amount must be no more than 999,999.99", code="amount_too_large", param=param
        )
    return amount


def check_currency(currency: str) -> str:
    if currency.lower() not in CURRENCIES:
        raise Refused(
            f"Invalid currency: {currency}", code="parameter_invalid_string_empty", param="currency"
        )
    return currency.lower()


def public(about: Obj) -> Obj:
    """A copy of the object without what only the stand-in knows of it."""
    copied: Obj = _copied(about)
    return copied


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items() if not name.startswith("_")}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value
