"""Builders of holdings and valuations."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.portfolio.names import key
from backend.portfolio.tables import Asset, Right
from backend.valuation import service
from backend.valuation.service import Range, Statement, ValuationView
from backend.valuation.states import Method
from tests import make

_serial = count(500_000)
MILLION = 1_000_000_00
#: The day of the tests, whatever day it is.
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def valued_on() -> date:
    """The base date of a value that names none: never so long ago that it would be too old."""
    return max(date(2026, 8, 1), clock.today() - timedelta(days=300))


async def right(owner: Organisation | None = None, **changes: Any) -> UUID:
    """A granted patent of the gazette, in the owner's name and portfolio if one is given."""
    number = make.application_number(next(_serial) % 900_000)
    names = [] if owner is None else [owner.name]
    row = Right(
        id=uuid4(),
        created_at=clock.now(),
        **{
            "application_body": number[:12],
            "application_check": number[12],
            "application_source": "gazette",
            "publication_no": None,
            "kind": "invention",
            "source": "gazette",
            "as_of": date(2026, 1, 6),
            "title": "一种光刻机工件台",
            "filing_on": date(2020, 3, 2),
            "ipc_main": "G03F7/20",
            "industry": "integrated_circuits",
            "granted_on": date(2022, 1, 4),
            "grant_source": "gazette",
            "expires_on": date(2040, 3, 2),
            "expiry_source": "gazette",
            "patentees": names,
            "patentee_keys": [key(name) for name in names],
            "owner_source": "gazette",
            "owner_as_of": date(2022, 1, 4),
            **changes,
        },
    )
    await Right.insert(row)
    if owner is not None:
        await hold(row.id, owner)
    return row.id


async def hold(right_id: UUID, firm: Organisation) -> None:
    await Asset.insert(
        Asset(
            id=uuid4(),
            created_at=clock.now(),
            firm=firm.id,
            right_id=right_id,
            declared="{}",
            added_by=uuid4(),
        )
    )


def span(low: int, central: int | None = None, high: int | None = None) -> Range:
    central = low if central is None else central
    return Range(low=Fen(low), central=Fen(central), high=Fen(central if high is None else high))


async def valuation(
    *right_ids: UUID,
    by: Actor,
    low_fen: int = 10 * MILLION,
    per_right: dict[UUID, int] | None = None,
    **changes: Any,
) -> ValuationView:
    """A valuation of these rights, with values per right if some are given."""
    values = None if per_right is None else {i: span(value) for i, value in per_right.items()}
    whole = span(low_fen if per_right is None else sum(per_right.values()))
    statement = Statement(
        **{
            "right_ids": right_ids,
            "whole": whole,
            "per_right": values,
            "method": Method.INTERNAL,
            "appraised": False,
            "base_date": valued_on(),
            "valuer": "本企业",
            "report_file_id": None,
            **changes,
        }
    )
    told_at = NOON if statement.base_date <= NOON.date() else clock.now()
    with clock.at(told_at):
        return await service.state(statement, by=by)
