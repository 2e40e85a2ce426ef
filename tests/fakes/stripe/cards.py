"""Stripe's test cards and payment methods, and what each leads to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """How the issuer behaves."""

    decline: str | None = None
    secure: bool = False
    #: The holder disputes the charge as soon as it is made.
    disputed: bool = False
    #: `pending` refunds succeed later, `failing` ones fail after they had succeeded.
    refund: str = "succeeded"
    kind: str = "card"


GOOD = Card()
NUMBERS = {
    "4242424242424242": GOOD,
    "5555555555554444": GOOD,
    "4000000000000002": Card(decline="generic_decline"),
    "4000000000009995": Card(decline="insufficient_funds"),
    "4000000000000069": Card(decline="expired_card"),
    "4000002760003184": Card(secure=True),
    "4000008400001629": Card(secure=True, decline="generic_decline"),
    "4000000000000259": Card(disputed=True),
    "4000000000007726": Card(refund="pending"),
    "4000000000005126": Card(refund="failing"),
}
METHODS = {
    "pm_card_visa": GOOD,
    "pm_card_mastercard": GOOD,
    "pm_card_visa_chargeDeclined": NUMBERS["4000000000000002"],
    "pm_card_visa_chargeDeclinedInsufficientFunds": NUMBERS["4000000000009995"],
    "pm_card_chargeDeclinedExpiredCard": NUMBERS["4000000000000069"],
    "pm_card_authenticationRequired": NUMBERS["4000002760003184"],
    "pm_card_createDispute": NUMBERS["4000000000000259"],
    "pm_card_pendingRefund": NUMBERS["4000000000007726"],
    "pm_card_refundFail": NUMBERS["4000000000005126"],
    "pm_alipay": Card(kind="alipay", secure=True),
    "pm_wechat_pay": Card(kind="wechat_pay", secure=True),
}
KINDS = ("card", "alipay", "wechat_pay")


def of_number(number: str) -> Card | None:
    """The card of a number, None for one that does not exist."""
    return NUMBERS.get("".join(number.split()))
