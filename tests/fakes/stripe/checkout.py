"""Checkout sessions: one page where the payer chooses how to pay."""

import time
from typing import Any

from tests.fakes.stripe import forms, intents
from tests.fakes.stripe.books import Books, Obj, check_amount, check_currency
from tests.fakes.stripe.forms import Form
from tests.fakes.stripe.refusals import Refused

PARAMS = (
    "mode", "line_items", "success_url", "cancel_url", "payment_method_types", "metadata",
    "payment_intent_data", "client_reference_id", "customer_email", "expires_at", "locale",
    "submit_type", "payment_method_options",
)  # fmt: skip
INTENT = ("metadata", "description", "statement_descriptor", "transfer_group")
LOCALES = frozenset({"auto", "zh", "zh-HK", "zh-TW", "en", "en-GB"})
HALF_AN_HOUR, A_DAY = 30 * 60, 24 * 60 * 60


def create(books: Books, form: Form, *, base: str) -> Obj:
    forms.check_known(form, PARAMS)
    if forms.text(form, "mode") != "payment":
        raise Refused("Only mode `payment` is known here.", param="mode")
    if form.get("locale", "auto") not in LOCALES:
        raise Refused("Invalid locale", param="locale")
    amount, currency = _total(forms.listed(form, "line_items"))
    data = form.get("payment_intent_data", {})
    forms.check_known(data, INTENT, prefix="payment_intent_data")
    expires_at = _expiry(form)
    intent = intents.begin(
        books,
        amount=amount,
        currency=currency,
        kinds=forms.listed(form, "payment_method_types") or ["card"],
        description=forms.optional(data, "description"),
        metadata=forms.metadata(data),
    )
    session = books.make(
        "checkout.session",
        mode="payment",
        status="open",
        payment_status="unpaid",
        amount_subtotal=amount,
        amount_total=amount,
        currency=currency,
        payment_intent=intent["id"],
        payment_method_types=intent["payment_method_types"],
        success_url=forms.text(form, "success_url"),
        cancel_url=forms.optional(form, "cancel_url"),
        client_reference_id=forms.optional(form, "client_reference_id"),
        metadata=forms.metadata(form),
        expires_at=expires_at,
    )
    session["url"] = f"{base}/c/pay/{session['id']}"
    return session


def expire(books: Books, session_id: str) -> Obj:
    session = books.get("checkout.session", session_id, param="session")
    if session["status"] != "open":
        raise Refused(f"Only open sessions can be expired; this one is {session['status']}.")
    return _expired(books, session)


def look(books: Books, session_id: str) -> Obj:
    """The session, expired first where its time has run out."""
    session = books.get("checkout.session", session_id, param="session")
    if session["status"] == "open" and session["expires_at"] <= time.time():
        return _expired(books, session)
    return session


def settle(books: Books, intent: Obj) -> None:
    """Complete the session of an intent that was just paid."""
    for session in books.of_kind("checkout.session"):
        if session["payment_intent"] == intent["id"] and session["status"] == "open":
            session.update(status="complete", payment_status="paid", url=None)
            books.tell("checkout.session.completed", session)


def _expired(books: Books, session: Obj) -> Obj:
    session.update(status="expired", url=None)
    intent = books.objects[session["payment_intent"]]
    if intent["status"] in intents.OPEN:
        intent.update(status="canceled", canceled_at=int(time.time()), next_action=None)
        books.tell("payment_intent.canceled", intent)
    books.tell("checkout.session.expired", session)
    return session


def _total(lines: list[Any]) -> tuple[int, str]:
    if not lines:
        raise Refused("You must pass line items.", code="parameter_missing", param="line_items")
    total, currencies = 0, set()
    for number, line in enumerate(lines):
        where = f"line_items[{number}]"
        forms.check_known(line, ("price_data", "quantity"), prefix=where)
        price = line.get("price_data", {})
        forms.check_known(
            price, ("currency", "unit_amount", "product_data"), prefix=f"{where}[price_data]"
        )
        forms.check_known(
            price.get("product_data", {}),
            ("name", "description", "metadata"),
            prefix=f"{where}[price_data][product_data]",
        )
        forms.text(price.get("product_data", {}), "name")
        quantity = forms.whole(line.get("quantity", "1"), f"{where}[quantity]")
        unit = forms.whole(forms.text(price, "unit_amount"), f"{where}[price_data][unit_amount]")
        total += check_amount(quantity, param="quantity") * check_amount(unit, param="unit_amount")
        currencies.add(check_currency(forms.text(price, "currency")))
    if len(currencies) != 1:
        raise Refused("All line items have to be in one currency.", param="line_items")
    return check_amount(total), currencies.pop()


def _expiry(form: Form) -> int:
    now = int(time.time())
    if "expires_at" not in form:
        return now + A_DAY
    at = forms.whole(form["expires_at"], "expires_at")
    if not now + HALF_AN_HOUR - 60 <= at <= now + A_DAY + 60:
        raise Refused(
            "The `expires_at` timestamp must be 30 minutes to 24 hours away.", param="expires_at"
        )
    return at
