"""Bank accounts, statements, their lines and payment orders as files."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said, spoken
from backend.kernel.paged import Pages, Place, Read, paged, rows_of, total_of
from backend.kernel.spreadsheet import yuan
from backend.treasury import queries, wording
from backend.treasury.service.accounts import account_page
from backend.treasury.service.desk import Wanted, line_page
from backend.treasury.service.orders import order_page
from backend.treasury.service.statements import statement, statement_page
from backend.treasury.states import (
    YUAN,
    Direction,
    LineState,
    MatchKind,
    OrderKind,
    OrderState,
    Reason,
)

Found = Mapping[str, Any]

HELD = frozenset({Permission.HANDLE_MONEY})
#: Of an order whose money has left.
_LEFT = frozenset({OrderState.PAID, OrderState.RETURNED})


class AccountsAsked(listed.Asked):
    """All of them."""


class StatementsAsked(listed.Asked):
    """All of them."""


class LinesAsked(listed.Asked):
    """Without a statement the lines of all accounts."""

    statement_id: UUID | None = None
    state: LineState | None = None
    direction: Direction | None = None
    reason: Reason | None = None
    q: str | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            statement_id=self.statement_id,
            state=self.state,
            direction=self.direction,
            reason=self.reason,
            text=self.q or None,
        )


class OrdersAsked(listed.Asked):
    state: OrderState | None = None
    kind: OrderKind | None = None
    list_id: UUID | None = None


async def _accounts(_: AccountsAsked, at: Place, by: Actor) -> Read[Found]:
    return await account_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _account(row: Found, _: Actor) -> listed.Row:
    return (
        *_at_bank(row),
        row["bank_code"],
        wording.BOOKS[row["book"]],
        row["holder_name"],
        row["currency"],
        yuan(row["balance_fen"]),
        row["known_to"],
        row["layout_code"],
        said(*(wording.IN_USE if row["closed_at"] is None else wording.CLOSED)),
        row["created_at"],
        row["closed_at"],
    )


ACCOUNT_LIST = paged(
    name="bank_accounts",
    sheet=("收款账户", "Bank accounts"),
    asked=AccountsAsked,
    rests_on=HELD,
    columns=wording.ACCOUNT_HEADINGS,
    page=_accounts,
    cells=_account,
)


async def _statements(_: StatementsAsked, at: Place, by: Actor) -> Read[Found]:
    return await statement_page(cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _statement(row: Found, _: Actor) -> listed.Row:
    return (
        *_at_bank(row),
        wording.BOOKS[row["book"]],
        row["first_on"],
        row["last_on"],
        row["currency"],
        yuan(row["opening_fen"]),
        yuan(row["closing_fen"]),
        row["rows"],
        row["known_rows"],
        *(row[f"{state}_lines"] for state in LineState),
        row["file_name"],
        row["sha256"].hex(),
        f"{row['layout_code']}/{row['layout_version']}",
        row["imported_by_name"],
        row["created_at"],
    )


STATEMENT_LIST = paged(
    name="bank_statements",
    sheet=("银行流水", "Bank statements"),
    asked=StatementsAsked,
    rests_on=HELD,
    columns=wording.STATEMENT_HEADINGS,
    page=_statements,
    cells=_statement,
)


def _lines(asked: LinesAsked, by: Actor) -> Pages[dict[str, Any]]:
    return lambda at: line_page(
        asked.wanted, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


async def _count_lines(asked: LinesAsked, by: Actor) -> int:
    return await total_of(_lines(asked, by))


async def _open_lines(asked: LinesAsked, by: Actor) -> listed.Extract:
    """The lines of a statement in its order; of all accounts, newest first."""
    by.require(Permission.HANDLE_MONEY)
    of = None if asked.statement_id is None else await statement(asked.statement_id, by=by)
    came, went = 0, 0

    def cells(row: Found) -> listed.Row:
        nonlocal came, went
        if row["currency"] == YUAN:
            came, went = came + max(row["amount_fen"], 0), went - min(row["amount_fen"], 0)
        return _line(row)

    def cover() -> listed.Cover:
        return _cover(
            by,
            (said(*wording.STATEMENT), of and of["file_name"]),
            (said(*wording.STATE), asked.state and wording.LINES[asked.state]),
            (said(*wording.DIRECTION), asked.direction and wording.DIRECTIONS[asked.direction]),
            (said(*wording.REASON), asked.reason and wording.REASONS[asked.reason]),
            (said(*wording.SEARCH), asked.q),
            (said(*wording.CAME), yuan(came)),
            (said(*wording.WENT), yuan(went)),
        )

    return listed.Extract(
        headings=spoken(wording.LINE_HEADINGS),
        batches=rows_of(_lines(asked, by), cells),
        cover=cover,
    )


async def _statement_named(asked: LinesAsked, by: Actor) -> dict[str, str]:
    if asked.statement_id is None or not by.may(Permission.HANDLE_MONEY):
        return {}
    found = await queries.statement(asked.statement_id)
    return {} if found is None else {"statement_id": found["file_name"]}


LINE_LIST = listed.Listed(
    name="bank_statement_lines",
    forms=(listed.Form.XLSX,),
    asked=LinesAsked,
    rests_on=HELD,
    sheet=("流水明细", "Statement lines"),
    count=_count_lines,
    open=_open_lines,
    named=_statement_named,
)


def _line(row: Found) -> listed.Row:
    amount, waits = row["amount_fen"], row["state"] == LineState.SUSPENSE
    return (
        row["booked_on"],
        row["account_number"],
        wording.BOOKS[row["book"]],
        row["currency"],
        yuan(amount) if amount > 0 else None,
        None if amount > 0 else yuan(-amount),
        yuan(row["balance_fen"]),
        row["other_name"],
        row["other_account"],
        row["other_bank"],
        row["memo"],
        row["serial"],
        wording.LINES[LineState(row["state"])],
        None if row["reason"] is None else wording.REASONS[Reason(row["reason"])],
        yuan(row["left_fen"]) if waits else None,
        row["charge_reference"],
        None if row["match_kind"] is None else wording.MATCHES[MatchKind(row["match_kind"])],
        row["proposed_by_name"],
    )


def _orders(asked: OrdersAsked, by: Actor) -> Pages[dict[str, Any]]:
    return lambda at: order_page(
        in_state=asked.state,
        kind=asked.kind,
        list_id=asked.list_id,
        cursor=at.cursor,
        limit=at.limit,
        counted=at.counted,
        by=by,
    )


async def _count_orders(asked: OrdersAsked, by: Actor) -> int:
    return await total_of(_orders(asked, by))


async def _open_orders(asked: OrdersAsked, by: Actor) -> listed.Extract:
    """The orders to pay, newest first; of one list, or all."""
    by.require(Permission.HANDLE_MONEY)
    named = await _list_named(asked, by)
    ordered = 0

    def cells(row: Found) -> listed.Row:
        nonlocal ordered
        ordered += row["amount_fen"] if row["currency"] == YUAN else 0
        return _order(row)

    def cover() -> listed.Cover:
        return _cover(
            by,
            (said(*wording.STATE), asked.state and wording.ORDERS[asked.state]),
            (said(*wording.KIND), asked.kind and wording.ORDER_KINDS[asked.kind]),
            (said(*wording.LIST), named.get("list_id")),
            (said(*wording.ORDERED), yuan(ordered)),
        )

    return listed.Extract(
        headings=spoken(wording.ORDER_HEADINGS),
        batches=rows_of(_orders(asked, by), cells),
        cover=cover,
    )


async def _list_named(asked: OrdersAsked, by: Actor) -> dict[str, str]:
    if asked.list_id is None or not by.may(Permission.HANDLE_MONEY):
        return {}
    found = await queries.payout_list(asked.list_id)
    return {} if found is None else {"list_id": found["number"]}


ORDER_LIST = listed.Listed(
    name="payment_orders",
    forms=(listed.Form.XLSX,),
    asked=OrdersAsked,
    rests_on=HELD,
    sheet=("付款指令", "Payment orders"),
    count=_count_orders,
    open=_open_orders,
    named=_list_named,
)


def _order(row: Found) -> listed.Row:
    kind, state = OrderKind(row["kind"]), OrderState(row["state"])
    paid = row["amount_fen"] if row["paid_fen"] is None else row["paid_fen"]
    warned = [
        said(*words)
        for words, applies in (
            (wording.REPLACED, row["account_replaced"]),
            (wording.SENT_BACK, row["account_sent_back"]),
        )
        if applies
    ]
    return (
        row["number"],
        wording.ORDER_KINDS[kind],
        wording.ORDERS[state],
        wording.BOOKS[row["book"]],
        row["charge_reference"],
        row["payee_name"],
        row["list_number"],
        row["to_name"] or said(*wording.BY_CARD),
        row["to_account"],
        row["to_bank"],
        joined(warned),
        row["currency"],
        yuan(row["amount_fen"]),
        yuan(paid) if state in _LEFT else None,
        None if row["returned_fen"] is None else yuan(row["returned_fen"]),
        row["returned_because"],
        row["reason"],
        row["proposed_by_name"],
        row["created_at"],
        row["decided_by_name"],
        row["decided_at"],
    )


def _at_bank(row: Found) -> Sequence[object]:
    return row["account_name"], row["account_number"], row["bank_name"]


def _cover(by: Actor, *more: tuple[str, object]) -> listed.Cover:
    return (said(*wording.ORGANISATION), by.organisation_name), *more
