"""Refunds, disputes and payouts: what takes money out of the balance again."""

import time

from tests.fakes.stripe import forms
from tests.fakes.stripe.books import Books, Obj, check_amount
from tests.fakes.stripe.forms import Form
from tests.fakes.stripe.refusals import Refused

PARAMS = ("payment_intent", "charge", "amount", "reason", "metadata")
REASONS = frozenset({"duplicate", "fraudulent", "requested_by_customer"})
#: What a lost dispute costs beside the amount.
DISPUTE_FEE = 9_300
A_WEEK = 7 * 24 * 60 * 60


def create(books: Books, form: Form) -> Obj:
    forms.check_known(form, PARAMS)
    charge = _charge(books, form)
    left = charge["amount_captured"] - charge["amount_refunded"]
    if not charge["paid"] or left == 0:
        raise Refused(
            f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded"
        )
    if charge["disputed"]:
        raise Refused(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    amount = check_amount(forms.whole(form["amount"], "amount")) if "amount" in form else left
    if amount > left:
        raise Refused(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    reason = forms.optional(form, "reason")
    if reason is not None and reason not in REASONS:
        raise Refused("Invalid reason", param="reason")
    behaviour = charge["_card"].refund
    refund = books.make(
        "refund",
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="pending" if behaviour == "pending" else "succeeded",
        metadata=forms.metadata(form),
        failure_reason=None,
        _later=behaviour,
    )
    line = books.move(
        "refund", amount=-amount, fee=0, currency=charge["currency"], source=refund["id"]
    )
    refund["balance_transaction"] = line["id"]
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    books.tell("refund.created", refund)
    books.tell("charge.refunded", charge)
    return refund


def later(books: Books) -> int:
    """What has to come of pending and failing refunds comes now; how many there were."""
    due = [each for each in books.of_kind("refund") if each["_later"] != "succeeded"]
    for refund in due:
        failing = refund["_later"] == "failing"
        refund["_later"] = "succeeded"
        if failing:
            charge = books.objects[refund["charge"]]
            charge["amount_refunded"] -= refund["amount"]
            charge["refunded"] = False
            books.move(
                "refund_failure",
                amount=refund["amount"],
                fee=0,
                currency=refund["currency"],
                source=refund["id"],
            )
            refund.update(status="failed", failure_reason="expired_or_canceled_card")
            books.tell("refund.failed", refund)
        else:
            refund["status"] = "succeeded"
        books.tell("refund.updated", refund)
    return len(due)


def dispute(books: Books, charge: Obj, *, reason: str = "fraudulent") -> Obj:
    """The card's holder wants his money back from his bank."""
    if not charge["paid"] or charge["disputed"]:
        raise Refused("This charge cannot be disputed.")
    amount = charge["amount_captured"] - charge["amount_refunded"]
    opened = books.make(
        "dispute",
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="needs_response",
        evidence_details={"due_by": int(time.time()) + A_WEEK, "has_evidence": False},
        metadata={},
    )
    charge.update(disputed=True, dispute=opened["id"])
    books.move(
        "adjustment",
        amount=-amount,
        fee=DISPUTE_FEE,
        currency=charge["currency"],
        source=opened["id"],
    )
    books.tell("charge.dispute.created", opened)
    books.tell("charge.dispute.funds_withdrawn", opened)
    return opened


def close(books: Books, dispute_id: str, *, won: bool) -> Obj:
    closed = books.get("dispute", dispute_id, param="dispute")
    if closed["status"] in ("won", "lost"):
        raise Refused("This dispute is closed.")
    closed["status"] = "won" if won else "lost"
    if won:
        books.move(
            "adjustment",
            amount=closed["amount"],
            fee=-DISPUTE_FEE,
            currency=closed["currency"],
            source=closed["id"],
        )
        books.objects[closed["charge"]]["disputed"] = False
        books.tell("charge.dispute.funds_reinstated", closed)
    books.tell("charge.dispute.closed", closed)
    return closed


def pay_out(books: Books, currency: str = "cny") -> Obj:
    """Everything available goes to the bank account: one payout over the lines not paid out."""
    lines = [
        each
        for each in books.of_kind("balance_transaction")
        if each["payout"] is None and each["currency"] == currency and each["type"] != "payout"
    ]
    amount = sum(each["net"] for each in lines)
    if amount <= 0:
        raise Refused("There is nothing to pay out.")
    payout = books.make(
        "payout",
        amount=amount,
        currency=currency,
        status="paid",
        arrival_date=int(time.time()),
        automatic=True,
        method="standard",
        statement_descriptor="STRIPE PAYOUT",
        metadata={},
    )
    for line in lines:
        line["payout"] = payout["id"]
    line = books.move("payout", amount=-amount, fee=0, currency=currency, source=payout["id"])
    line["payout"] = payout["id"]
    payout["balance_transaction"] = line["id"]
    books.tell("payout.paid", payout)
    return payout


def _charge(books: Books, form: Form) -> Obj:
    if ("payment_intent" in form) == ("charge" in form):
        raise Refused("Pass exactly one of `charge` and `payment_intent`.")
    if "charge" in form:
        return books.get("charge", forms.text(form, "charge"), param="charge")
    intent = books.get("payment_intent", forms.text(form, "payment_intent"), param="payment_intent")
    if intent["status"] != "succeeded":
        raise Refused(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            code="payment_intent_unexpected_state",
        )
    return books.objects[intent["latest_charge"]]
