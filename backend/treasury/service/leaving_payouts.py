"""Payees, what is paid out to them, and how statements are laid out, as files."""

from collections.abc import Mapping
from typing import Any

from backend.kernel import clock, listed
from backend.kernel.auth import Actor
from backend.kernel.language import joined, said
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.payments import service as payments
from backend.treasury import wording
from backend.treasury.service.layouts import layout_page
from backend.treasury.service.leaving import HELD
from backend.treasury.service.payouts import payee_page, payout_list_page
from backend.treasury.states import Field

Found = Mapping[str, Any]


class PayeesAsked(listed.Asked):
    """All for whom something is held."""


class PayoutListsAsked(listed.Asked):
    """All of them."""


class LayoutsAsked(listed.Asked):
    """Every version of every layout."""


async def _payees(_: PayeesAsked, at: Place, by: Actor) -> Read[Found]:
    return await payee_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _payee(row: Found, _: Actor) -> listed.Row:
    warned = wording.NO_ACCOUNT if row["account_number"] is None else None
    if row["sent_back"]:
        warned = wording.SENT_BACK
    return (
        row["payee_name"],
        payments.purpose_name(row["purpose"]),
        yuan(row["held_fen"]),
        yuan(row["proposed_fen"]),
        row["account_number"],
        row["bank_name"],
        row["account_since"],
        warned and said(*warned),
    )


PAYEE_LIST = paged(
    name="payees",
    sheet=("代收待付", "Held for payees"),
    asked=PayeesAsked,
    rests_on=HELD,
    columns=wording.PAYEE_HEADINGS,
    page=_payees,
    cells=_payee,
)


async def _lists(_: PayoutListsAsked, at: Place, by: Actor) -> Read[Found]:
    return await payout_list_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _list(row: Found, _: Actor) -> listed.Row:
    return (
        row["number"],
        row["reason"],
        row["orders"],
        yuan(row["amount_fen"]),
        row["proposed"],
        row["under_way"],
        row["paid"],
        row["not_paid"],
        row["proposed_by_name"],
        row["created_at"],
    )


PAYOUT_LIST = paged(
    name="payout_lists",
    sheet=("付款清单", "Payout lists"),
    asked=PayoutListsAsked,
    rests_on=HELD,
    columns=wording.PAYOUT_LIST_HEADINGS,
    page=_lists,
    cells=_list,
)


async def _layouts(_: LayoutsAsked, at: Place, by: Actor) -> Read[Found]:
    return await layout_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _layout(row: Found, _: Actor) -> listed.Row:
    mapping = row["mapping"]
    headings, currencies = mapping["headings"], mapping["currencies"]
    order = wording.NEWEST_FIRST if mapping["newest_first"] else wording.OLDEST_FIRST
    return (
        row["code"],
        row["version"],
        row["bank_name"],
        joined(
            f"{wording.FIELDS[each]}: {' / '.join(headings[each])}"
            for each in Field
            if each in headings
        ),
        joined(mapping["dates"]),
        said(*order),
        joined(mapping["credit_marks"]),
        joined(mapping["debit_marks"]),
        joined(f"{written}: {code}" for written, code in sorted(currencies.items())),
        row["accounts"],
        row["valid_from"],
        payments.version_state(row, today=clock.today()),
    )


def _as_of(_: LayoutsAsked) -> Told:
    return ((wording.AS_OF, clock.today()),)


LAYOUT_LIST = paged(
    name="statement_layouts",
    sheet=("流水版式", "Statement layouts"),
    asked=LayoutsAsked,
    rests_on=HELD,
    columns=wording.LAYOUT_HEADINGS,
    page=_layouts,
    cells=_layout,
    told=_as_of,
)
