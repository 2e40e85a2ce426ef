"""Workbooks call things as the pages do, in both languages."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backend.identity.service import leaving as organisations
from backend.kernel.language import Language, speaking
from backend.lending import book_wording as lending
from backend.licensing import wording as licensing
from backend.treasury import wording as treasury

SOURCES = Path(__file__).parents[2] / "frontend/src"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("words", "of", "place"),
    [
        (licensing.KINDS, "features/licensing", "licensing.kind"),
        (licensing.PRICES, "features/licensing", "licensing.price_form"),
        (licensing.BASES, "features/licensing", "licensing.rate_base"),
        (licensing.STATES, "features/licensing", "status.licence_offer"),
        (licensing.CAUSES, "features/licensing", "licensing.cause"),
        (licensing.INQUIRIES, "features/licensing", "status.inquiry"),
        (licensing.PROVINCES, "features/licensing", "licensing.province"),
        (treasury.BOOKS, "features/treasury", "money.book"),
        (treasury.DIRECTIONS, "features/treasury", "money.direction"),
        (treasury.LINES, "features/treasury", "status.bank_line"),
        (treasury.REASONS, "features/treasury", "money.reason"),
        (treasury.MATCHES, "features/treasury", "money.match.kinds"),
        (treasury.ORDERS, "features/treasury", "status.payment_order"),
        (treasury.ORDER_KINDS, "features/treasury", "money.orderKind"),
        (organisations.KINDS, "", "kind"),
        (lending.KINDS, "features/portfolio", "portfolio.kind"),
        (lending.KINDS, "features/lending/bank", "bank.kind"),
    ],
)
def test_the_workbooks_call_things_as_the_pages_do(
    words: Mapping[Any, str], of: str, place: str, language: Language
) -> None:
    texts = SOURCES / of / "locales" / f"{language}.json"
    pages = json.loads(texts.read_text(encoding="utf-8"))
    for each in place.split("."):
        pages = pages[each]

    with speaking(language):
        told = {str(code): word.casefold() for code, word in words.items()}
    plain = {code: pages[code].replace("’", "'").casefold() for code in told}

    assert told == plain
