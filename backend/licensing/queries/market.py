"""Statements of the market: what is found, by what, and how much of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.licensing.states import Sort
from backend.licensing.tables import Listing

#: The market counts its matches up to here: beyond, a reader narrows further.
COUNTED = 1_000
#: A listing without a price of its own comes last.
_LAST = 9_223_372_036_854_775_807
_PRICE = f"COALESCE(price_fen, {_LAST})"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader looks for; an empty one asks for everything."""

    grams: Sequence[str] = ()
    phrases: Sequence[str] = ()
    kinds: Sequence[str] = ()
    ipc: Sequence[str] = ()
    industries: Sequence[str] = ()
    divisions: Sequence[str] = ()
    price_forms: Sequence[str] = ()

    def where(self) -> tuple[str, list[Any]]:
        """The conditions, only those that are asked, so that each plan is its own.

        One index answers them together: `facets` holds kind, industry, division and form.
        """
        values: list[Any] = []
        parts: list[str] = []
        asked = (
            (self.grams, "grams @> ${}::text[]"),
            (self.ipc, "ipc && ${}::varchar[]"),
            (self.kinds, "facets && ${}::text[]"),
            (self.industries, "facets && ${}::text[]"),
            (self.divisions, "facets && ${}::text[]"),
            (self.price_forms, "facets && ${}::text[]"),
        )
        for value, text in asked:
            if value:
                values.append(list(value))
                parts.append(text.format(len(values)))
        for phrase in self.phrases:
            values.append(phrase)
            parts.append(f"position(${len(values)}::text IN lower(title)) > 0")
        return " AND ".join(parts) or "true", values


async def page(
    wanted: Wanted, *, sort: Sort, after: tuple[Any, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` listings in order, and how many there are."""
    where, values = wanted.where()
    counted, n = where, len(values)
    key, way, sign = ("published_at", "DESC", "<")
    if sort is Sort.CHEAPEST:
        key, way, sign = (_PRICE, "ASC", ">")
    following = ""
    placed = list(values)
    if sort is Sort.CHEAPEST and len(wanted.price_forms) == 1:
        # The free ones stand before all others in the order of prices: begin behind them.
        placed += wanted.price_forms
        n += 1
        where += f" AND price_form = ${n}::varchar"
    if after is not None:
        kind = "timestamptz" if sort is Sort.NEWEST else "bigint"
        following = f" AND ({key}, id) {sign} (${n + 1}::{kind}, ${n + 2}::uuid)"
        placed += after
    rows = await fetch(
        f"SELECT id, source, published_at, {_PRICE} AS price_key FROM licensing_listing "
        f"WHERE {where}{following} ORDER BY {key} {way}, id {way} LIMIT {int(limit) + 1}",
        *placed,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM licensing_listing "
        f"WHERE {counted} LIMIT {COUNTED + 1}) AS counted",
        *values,
    )
    return rows, int(total)


_FACETS = f"""
WITH found AS MATERIALIZED (SELECT kind, industry, division, price_form, ipc
  FROM licensing_listing WHERE {{where}} ORDER BY published_at DESC, id DESC LIMIT {COUNTED + 1})
SELECT 'kind' AS facet, kind AS value, count(*) AS n FROM found GROUP BY kind
UNION ALL SELECT 'industry', industry, count(*) FROM found GROUP BY industry
UNION ALL SELECT 'division', division, count(*) FROM found
  WHERE division IS NOT NULL GROUP BY division
UNION ALL SELECT 'price_form', price_form, count(*) FROM found
  WHERE price_form IS NOT NULL GROUP BY price_form
UNION ALL (SELECT 'ipc', code, count(*) FROM found, unnest(ipc) AS code
  GROUP BY code ORDER BY count(*) DESC, code LIMIT 30)
UNION ALL SELECT 'all', NULL, count(*) FROM found
"""


async def facets(wanted: Wanted) -> tuple[list[dict[str, Any]], int]:
    """How often each value stands among the matches, counted over the newest 1,000.

    Planned for these values: whether to read the newest until enough match, or all that match,
    hangs on how many hold the word, which a plan kept for every word does not know.
    """
    where, values = wanted.where()
    async with transaction():
        await execute("SET LOCAL plan_cache_mode = force_custom_plan")
        rows = await fetch(_FACETS.format(where=where), *values)
    total = next(int(row["n"]) for row in rows if row["facet"] == "all")
    return [row for row in rows if row["facet"] != "all"], total


async def put(listing: Listing) -> None:
    """Show a listing, or show it as it is now."""
    await remove(listing.id)
    names = [each for each in listing.to_dict() if each != "facets"]
    marks = ", ".join(f"${n}" for n in range(1, len(names) + 1))
    await execute(
        f"INSERT INTO licensing_listing ({', '.join(names)}) VALUES ({marks})",
        *(getattr(listing, name) for name in names),
    )


async def remove(listing_id: UUID) -> None:
    await execute("DELETE FROM licensing_listing WHERE id = $1", listing_id)


async def teaser_rows(request_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Published financing requests, without anything that names the firm or the patent."""
    return await fetch(
        "SELECT q.id, q.number, q.amount_fen, q.term_months, q.sector, o.division, "
        "(q.published_at AT TIME ZONE 'Asia/Shanghai')::date AS published_on, "
        "date_trunc('day', q.published_at AT TIME ZONE 'Asia/Shanghai') "
        "AT TIME ZONE 'Asia/Shanghai' AS published_at, "
        "(SELECT array_agg(p.ipc_main) FROM listing_requested_right r "
        "JOIN portfolio_right p ON p.id = r.right_id WHERE r.request = q.id) AS classes, "
        "(SELECT count(*) FROM listing_requested_right r WHERE r.request = q.id) AS rights "
        "FROM listing_financing_request q JOIN identity_organisation o ON o.id = q.firm "
        "WHERE q.id = ANY($1) AND q.state = 'published'",
        list(request_ids),
    )
