"""What a test asks of the stand-in and nobody of Stripe: troubles, disputes, deliveries."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from tests.fakes.stripe import refunds
from tests.fakes.stripe.books import Obj, public
from tests.fakes.stripe.refusals import no_such

if TYPE_CHECKING:
    from tests.fakes.stripe.app import Stripe

Given = dict[str, Any]


@dataclass
class Trouble:
    """The next `times` requests of a method to a path that begins so.

    `status` refuses before anything happens and is not kept under the key; `cut` closes the
    connection after the effect; `delay` waits first, in seconds.
    """

    method: str = "POST"
    path: str = "/v1/"
    times: int = 1
    status: int = 0
    cut: bool = False
    delay: float = 0


def trouble_for(troubles: list[Trouble], method: str, path: str) -> Trouble | None:
    for trouble in troubles:
        if trouble.times > 0 and trouble.method == method and path.startswith(trouble.path):
            trouble.times -= 1
            return trouble
    return None


async def handle(stripe: "Stripe", method: str, path: str, body: bytes) -> Any:
    """`POST /_control/<what>` with a JSON object; `GET /_control/state`."""
    what = path.removeprefix("/_control/")
    if method == "GET" and what == "state":
        return _state(stripe)
    if what not in WHATS:
        raise no_such("control", what)
    answer = WHATS[what](stripe, json.loads(body or b"{}"))
    return await answer if isawaitable(answer) else answer


def _troubles(stripe: "Stripe", given: Given) -> Obj:
    stripe.troubles[:] = [Trouble(**each) for each in given["troubles"]]
    return {}


def _endpoint(stripe: "Stripe", given: Given) -> Obj:
    stripe.deliveries.url = given["url"]
    return {}


def _hold(stripe: "Stripe", given: Given) -> Obj:
    stripe.deliveries.held = given["held"]
    return {}


def _release(stripe: "Stripe", given: Given) -> Awaitable[Obj]:
    return stripe.deliveries.release(**given)


async def _event(stripe: "Stripe", given: Given) -> Obj:
    event = stripe.books.get("event", given["id"])
    return {"status": await stripe.deliveries.send(event, age=given.get("age", 0))}


def _dispute(stripe: "Stripe", given: Given) -> Obj:
    return public(refunds.dispute(stripe.books, stripe.books.get("charge", given["charge"])))


def _dispute_ends(stripe: "Stripe", given: Given) -> Obj:
    return public(refunds.close(stripe.books, given["dispute"], won=given["won"]))


def _later(stripe: "Stripe", _: Given) -> Obj:
    return {"refunds": refunds.later(stripe.books)}


def _payout(stripe: "Stripe", given: Given) -> Obj:
    return public(refunds.pay_out(stripe.books, given.get("currency", "cny")))


WHATS: dict[str, Callable[["Stripe", Given], Obj | Awaitable[Obj]]] = {
    "troubles": _troubles,
    "endpoint": _endpoint,
    "hold": _hold,
    "deliveries": _release,
    "event": _event,
    "disputes": _dispute,
    "dispute-ends": _dispute_ends,
    "later": _later,
    "payouts": _payout,
}


def _state(stripe: "Stripe") -> Obj:
    kinds = ("payment_intent", "charge", "refund", "dispute", "payout", "event")
    books = stripe.books
    return {kind: [public(each) for each in books.of_kind(kind)] for kind in kinds} | {
        "balance": books.balance(),
        "waiting": len(stripe.deliveries.waiting),
    }
