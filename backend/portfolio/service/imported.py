"""What became of the imports: the runs of an organisation and their rows."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.portfolio import rules
from backend.portfolio.importing import apart, stating
from backend.portfolio.queries import imports as queries
from backend.portfolio.right_rows import RightLife
from backend.portfolio.right_tables import right_law
from backend.portfolio.states import OF_APART, Format, Outcome

PAGE_OF_REFUSED = 1000


def may(by: Actor, *, reference: bool, write: bool = False) -> None:
    if reference:
        by.require(Permission.IMPORT_REFERENCE if write else Permission.VIEW_OPERATOR)
    else:
        by.require(Permission.PREPARE if write else Permission.VIEW_FIRM)


async def imports(
    *, reference: bool, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The organisation's imports, newest first."""
    may(by, reference=reference)
    after = None
    if cursor is not None:
        moment, run_id = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, run_id)
    rows, total = await queries.page(
        organisation_id=by.organisation_id,
        reference=reference,
        after=after,
        limit=limit,
        counted=counted,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return page, following, pages.total_of(total, up_to=counted)


async def import_run(run_id: UUID, *, reference: bool, by: Actor) -> dict[str, Any]:
    may(by, reference=reference)
    return await queries.own_run(run_id, organisation_id=by.organisation_id, reference=reference)


async def import_rows(
    run_id: UUID,
    *,
    reference: bool,
    outcome: Outcome | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The rows of an import in their order, of one outcome or all."""
    run = await import_run(run_id, reference=reference, by=by)
    after = pages.decode_cursor(cursor, int)[0] if cursor else 0
    rows = await queries.rows(run_id, outcome=outcome, after=after, limit=limit + 1)
    page, following = pages.cut(rows, limit, key=lambda row: (row["line"],))
    if run["format"] in OF_APART:
        lives = (await right_law(clock.today())).lives
        page = [{**row, "stated": _stated(run, row, lives=lives)} for row in page]
    total = run["rows_total"] if outcome is None else run[rules.counted(outcome)]
    return page, following, pages.total_of(total)


def _stated(
    run: Mapping[str, Any], row: Mapping[str, Any], *, lives: Sequence[RightLife]
) -> dict[str, Any] | None:
    """What a refused row of a right that is no patent says, to be corrected and stated again."""
    if row["outcome"] != Outcome.REFUSED:
        return None
    table = apart.BY_FORMAT[Format(run["format"])]
    header = list(loads(run["columns"]) or [])
    layout = apart.columns_of(table, header, loads(run["mapping"]))
    raw = loads(row["cells"])
    whole = len(raw) > max(layout.at.values(), default=0)
    return stating.as_told(raw, layout, table, lives=lives) if whole else None


async def refused_rows(
    run_id: UUID, *, reference: bool, by: Actor
) -> tuple[list[str], AsyncIterator[dict[str, Any]]]:
    """The header of the file and its refused rows, one after the other."""
    run = await import_run(run_id, reference=reference, by=by)
    header = list(loads(run["columns"]) or [])
    return header, _refused(run_id)


async def _refused(run_id: UUID) -> AsyncIterator[dict[str, Any]]:
    after = 0
    while True:
        rows = await queries.rows(
            run_id, outcome=Outcome.REFUSED, after=after, limit=PAGE_OF_REFUSED
        )
        for row in rows:
            yield row
        if len(rows) < PAGE_OF_REFUSED:
            return
        after = rows[-1]["line"]
