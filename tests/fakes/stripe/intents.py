"""Payment intents: made, confirmed, authenticated, declined, cancelled; the charges beneath."""

import secrets
from typing import Any

from tests.fakes.stripe import cards, forms, refunds
from tests.fakes.stripe.books import Books, Obj, check_amount, check_currency, fee_of
from tests.fakes.stripe.forms import Form
from tests.fakes.stripe.refusals import Declined, Refused

PARAMS = (
    "amount", "currency", "metadata", "description", "payment_method_types", "payment_method",
    "confirm", "return_url", "statement_descriptor", "receipt_email", "transfer_group",
)  # fmt: skip
CONFIRM = ("payment_method", "return_url")
CANCEL = ("cancellation_reason",)
OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")


def create(books: Books, form: Form, *, base: str) -> Obj:
    forms.check_known(form, PARAMS)
    amount = check_amount(forms.whole(forms.text(form, "amount"), "amount"))
    currency = check_currency(forms.text(form, "currency"))
    intent = begin(
        books,
        amount=amount,
        currency=currency,
        kinds=forms.listed(form, "payment_method_types") or ["card"],
        description=forms.optional(form, "description"),
        metadata=forms.metadata(form),
    )
    if form.get("confirm") == "true":
        return confirm(books, intent["id"], _part(form, CONFIRM), base=base)
    if "payment_method" in form:
        _method(intent, forms.text(form, "payment_method"))
        intent["payment_method"] = form["payment_method"]
        intent["status"] = "requires_confirmation"
    return intent


def begin(
    books: Books,
    *,
    amount: int,
    currency: str,
    kinds: list[str],
    description: str | None,
    metadata: dict[str, str],
) -> Obj:
    for kind in kinds:
        if kind not in cards.KINDS:
            raise Refused(
                f"The payment method type {kind} is invalid.", param="payment_method_types"
            )
    intent = books.make(
        "payment_intent",
        amount=amount,
        amount_received=0,
        amount_capturable=0,
        currency=currency,
        status="requires_payment_method",
        capture_method="automatic",
        payment_method_types=kinds,
        payment_method=None,
        latest_charge=None,
        last_payment_error=None,
        next_action=None,
        canceled_at=None,
        cancellation_reason=None,
        description=description,
        metadata=metadata,
        _card=None,
    )
    intent["client_secret"] = f"{intent['id']}_secret_{secrets.token_hex(8)}"
    books.tell("payment_intent.created", intent)
    return intent


def confirm(books: Books, intent_id: str, form: Form, *, base: str) -> Obj:
    forms.check_known(form, CONFIRM)
    intent = books.get("payment_intent", intent_id, param="intent")
    _check_open(intent, "confirm")
    method = forms.optional(form, "payment_method") or intent["payment_method"]
    if method is None:
        raise Refused(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
            payment_intent=_shown(intent),
        )
    card = _method(intent, method)
    intent["payment_method"] = method
    pay(books, intent, card, base=base, return_url=forms.optional(form, "return_url"))
    return intent


def pay(
    books: Books, intent: Obj, card: cards.Card, *, base: str, return_url: str | None = None
) -> None:
    """Charge the card, or ask its holder first; raises `Declined` as the API answers it."""
    intent["_card"] = card
    if card.secure:
        intent["status"] = "requires_action"
        intent["next_action"] = {
            "type": "redirect_to_url",
            "redirect_to_url": {
                "url": f"{base}/authentication/{intent['id']}",
                "return_url": return_url,
            },
        }
        books.tell("payment_intent.requires_action", intent)
        return
    _charge(books, intent, card)


def authenticated(books: Books, intent: Obj, *, passed: bool) -> None:
    """The holder was asked by his bank: 3-D Secure, or the wallet's own page."""
    if intent["status"] != "requires_action":
        raise _unexpected(intent, "authenticate")
    intent["next_action"] = None
    if passed:
        _charge(books, intent, intent["_card"])
        return
    _failed(
        books,
        intent,
        {
            "type": "invalid_request_error",
            "code": "payment_intent_authentication_failure",
            "message": "The provided payment method has failed authentication.",
        },
    )


def cancel(books: Books, intent_id: str, form: Form) -> Obj:
    forms.check_known(form, CANCEL)
    intent = books.get("payment_intent", intent_id, param="intent")
    _check_open(intent, "cancel")
    intent["status"] = "canceled"
    intent["canceled_at"] = intent["created"]
    intent["cancellation_reason"] = forms.optional(form, "cancellation_reason")
    intent["next_action"] = None
    books.tell("payment_intent.canceled", intent)
    return intent


def _charge(books: Books, intent: Obj, card: cards.Card) -> None:
    charge = books.make(
        "charge",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        currency=intent["currency"],
        payment_intent=intent["id"],
        payment_method=intent["payment_method"],
        payment_method_details={"type": card.kind, card.kind: {}},
        status="pending",
        paid=False,
        captured=True,
        refunded=False,
        disputed=False,
        dispute=None,
        balance_transaction=None,
        failure_code=None,
        failure_message=None,
        metadata=dict(intent["metadata"]),
        _card=card,
    )
    intent["latest_charge"] = charge["id"]
    if card.decline:
        charge.update(status="failed", failure_code="card_declined")
        books.tell("charge.failed", charge)
        declined = Declined(card.decline, charge=charge["id"])
        _failed(books, intent, declined.body["error"])
        raise Declined(card.decline, charge=charge["id"], payment_intent=_shown(intent))
    line = books.move(
        "charge",
        amount=intent["amount"],
        fee=fee_of(intent["amount"]),
        currency=intent["currency"],
        source=charge["id"],
    )
    charge.update(
        status="succeeded",
        paid=True,
        amount_captured=intent["amount"],
        balance_transaction=line["id"],
    )
    intent.update(status="succeeded", amount_received=intent["amount"], last_payment_error=None)
    books.tell("charge.succeeded", charge)
    books.tell("payment_intent.succeeded", intent)
    if card.disputed:
        refunds.dispute(books, charge)


def _failed(books: Books, intent: Obj, error: dict[str, Any]) -> None:
    intent.update(status="requires_payment_method", payment_method=None, last_payment_error=error)
    books.tell("payment_intent.payment_failed", intent)


def _method(intent: Obj, method: str) -> cards.Card:
    card = cards.METHODS.get(method)
    if card is None:
        raise Refused(
            f"No such PaymentMethod: '{method}'", code="resource_missing", param="payment_method"
        )
    if card.kind not in intent["payment_method_types"]:
        raise Refused(f"This PaymentIntent does not take {card.kind}.", param="payment_method")
    return card


def _check_open(intent: Obj, verb: str) -> None:
    if intent["status"] not in OPEN:
        raise _unexpected(intent, verb)


def _unexpected(intent: Obj, verb: str) -> Refused:
    return Refused(
        f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}.",
        code="payment_intent_unexpected_state",
        payment_intent=_shown(intent),
    )


def _shown(intent: Obj) -> Obj:
    return {name: value for name, value in intent.items() if not name.startswith("_")}


def _part(form: Form, names: tuple[str, ...]) -> Form:
    return {name: form[name] for name in names if name in form}
