"""The market: published licence offers with their patents, financing requests as teasers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel import pages
from backend.kernel.db import loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.money import Fen
from backend.licensing import grams, ipc
from backend.licensing.queries import market as queries
from backend.licensing.queries import offers
from backend.licensing.queries.market import Wanted
from backend.licensing.service.offers import subclasses
from backend.licensing.states import Sort, Source, State
from backend.licensing.tables import Listing
from backend.listing import service as listing
from backend.listing.service import Teaser
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader of the market asks for."""

    text: str = ""
    kinds: Sequence[str] = ()
    ipc: Sequence[str] = ()
    industries: Sequence[str] = ()
    divisions: Sequence[str] = ()
    price_forms: Sequence[str] = ()

    def wanted(self) -> Wanted | None:
        """`None`: the text holds nothing that a title can be found by."""
        found = grams.wanted(self.text)
        if self.text and not found:
            return None
        return Wanted(
            grams=found,
            phrases=grams.phrases(self.text),
            kinds=self.kinds,
            ipc=self.ipc,
            industries=self.industries,
            divisions=self.divisions,
            price_forms=self.price_forms,
        )


@dataclass(frozen=True, kw_only=True)
class Found:
    """One listing: an offer with its patent, or a teaser without anything that names a firm."""

    id: UUID
    offer: Mapping[str, Any] | None = None
    right: RightView | None = None
    findings: tuple[Mapping[str, Any], ...] = ()
    teaser: Teaser | None = None


@dataclass(frozen=True, kw_only=True)
class Facet:
    name: str
    value: str
    count: int
    title_zh: str | None = None
    title_en: str | None = None


async def page(
    asked: Asked, *, sort: Sort, cursor: str | None, limit: int
) -> tuple[list[Found], str | None, int | str]:
    """What the market holds for these wishes, in order."""
    await portfolio.check_industries(asked.industries)
    wanted = asked.wanted()
    if wanted is None:
        return [], None, 0
    key = "published_at" if sort is Sort.NEWEST else "price_key"
    after = None
    if cursor is not None:
        kind = datetime if sort is Sort.NEWEST else int
        place, last = pages.decode_cursor(cursor, kind, UUID)
        after = (place, last)
    rows, total = await queries.page(wanted, sort=sort, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row[key], row["id"]))
    return await _found(cut), following, _total(total)


async def facets(asked: Asked) -> tuple[list[Facet], int | str]:
    """How many of the matches stand under each value; of more than 1,000 the newest 1,000."""
    await portfolio.check_industries(asked.industries)
    wanted = asked.wanted()
    if wanted is None:
        return [], 0
    rows, total = await queries.facets(wanted)
    titles = await ipc.titles([row["value"] for row in rows if row["facet"] == "ipc"])
    return [
        Facet(
            name=row["facet"],
            value=row["value"],
            count=row["n"],
            title_zh=titles[row["value"]].title_zh if row["value"] in titles else None,
            title_en=titles[row["value"]].title_en if row["value"] in titles else None,
        )
        for row in rows
    ], _total(total)


def _total(count: int) -> int | str:
    return count if count <= queries.COUNTED else f"{queries.COUNTED}+"


async def listing_of(listing_id: UUID) -> Found:
    """One licence offer as strangers see it, also when it is not available now; else 404."""
    rows = [
        row
        for row in await offers.with_names([listing_id])
        if row["state"] in {State.PUBLISHED, State.UNAVAILABLE}
    ]
    if not rows:
        raise NotFound("There is no such listing.")
    (found,) = await _offers(rows)
    newest = await offers.version(listing_id, rows[0]["version"])
    return Found(
        id=found.id,
        offer=found.offer,
        right=found.right,
        findings=tuple(
            each for each in loads(newest["findings"] if newest else "[]") if not each["refuses"]
        ),
    )


async def relist_teaser(request_id: UUID) -> None:
    """A financing request was published, revised or withdrawn: show it as it stands."""
    async with transaction():
        rows = await queries.teaser_rows([request_id])
        if not rows:
            await queries.remove(request_id)
            return
        (row,) = rows
        await queries.put(
            Listing(
                id=request_id,
                source=Source.FINANCING,
                kind=Source.FINANCING,
                title="",
                grams=[],
                ipc=subclasses(row["classes"] or []),
                industry=row["sector"],
                division=row["division"],
                published_at=row["published_at"],
            )
        )


async def _found(rows: Sequence[Mapping[str, Any]]) -> list[Found]:
    of: dict[str, list[UUID]] = {Source.OFFER: [], Source.FINANCING: []}
    for row in rows:
        of[row["source"]].append(row["id"])
    shown: dict[UUID, Found] = {}
    if of[Source.OFFER]:
        for each in await _offers(await offers.with_names(of[Source.OFFER])):
            shown[each.id] = each
    if of[Source.FINANCING]:
        for told in await queries.teaser_rows(of[Source.FINANCING]):
            shown[told["id"]] = Found(id=told["id"], teaser=teaser_of(told))
    # What was taken back between two statements is left out.
    return [shown[row["id"]] for row in rows if row["id"] in shown]


async def _offers(rows: Sequence[Mapping[str, Any]]) -> list[Found]:
    rights = await portfolio.views(list({row["right_id"] for row in rows}))
    return [Found(id=row["id"], offer=row, right=rights[row["right_id"]]) for row in rows]


def teaser_of(row: Mapping[str, Any]) -> Teaser:
    return Teaser(
        number=row["number"],
        published_on=row["published_on"],
        amount_band=listing.band(Fen(row["amount_fen"])),
        term_months=row["term_months"],
        sector=row["sector"],
        division=row["division"],
        ipc_subclasses=tuple(subclasses(row["classes"] or [])),
        rights_count=row["rights"],
    )
