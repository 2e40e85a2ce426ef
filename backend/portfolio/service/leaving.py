"""A firm's rights as they leave in a file, in the reader's language."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from pydantic import Field

from backend.kernel import language, listed, spreadsheet
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Language
from backend.portfolio import wording
from backend.portfolio.key_industries import LONGEST, KeyIndustries, key_industries
from backend.portfolio.service.held import HeldRight
from backend.portfolio.service.holdings import Sort, Wanted, assets, count_assets
from backend.portfolio.states import PatentKind, Source


class AssetsAsked(listed.Asked):
    q: str | None = None
    kind: PatentKind | None = None
    industry: Annotated[str, Field(max_length=LONGEST)] | None = None
    source: Source | None = None
    pledged: bool | None = None
    sort: Sort = "added_at"

    @classmethod
    def of(cls, wanted: Wanted) -> "AssetsAsked":
        return cls(
            q=wanted.q,
            kind=wanted.kind,
            industry=wanted.industry,
            source=wanted.source,
            pledged=wanted.pledged,
            sort=wanted.sort,
        )

    @property
    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump())


async def _count(asked: AssetsAsked, by: Actor) -> int:
    return await count_assets(asked.wanted, by=by)


async def _open(asked: AssetsAsked, by: Actor) -> listed.Extract:
    speaking = language.current()
    industries = await key_industries()

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        cursor = None
        while True:
            page, cursor, _ = await assets(asked.wanted, cursor=cursor, limit=listed.BATCH, by=by)
            yield [_cells(held, industries, speaking) for held in page]
            if cursor is None:
                return

    def cover() -> listed.Cover:
        pledged = wording.PLEDGED if asked.pledged else wording.FREE
        said: tuple[wording.Words | str | None, ...] = (
            by.organisation_name,
            asked.q,
            asked.kind and wording.KIND_WORDS[asked.kind],
            asked.industry and industries.words(asked.industry),
            asked.source and wording.SOURCES[asked.source],
            None if asked.pledged is None else pledged,
        )
        return tuple(
            (wording.said(name, speaking), wording.said(it, speaking) if type(it) is tuple else it)
            for name, it in zip(wording.HOLDING_FILTERS, said, strict=True)
        )

    headings = [wording.said(each, speaking) for each in wording.HOLDING_HEADINGS]
    return listed.Extract(headings=headings, batches=batches(), cover=cover)


def _cells(held: HeldRight, industries: KeyIndustries, speaking: Language) -> listed.Row:
    def said(words: wording.Words) -> str:
        return wording.said(words, speaking)

    right, fee = held.right, held.right.fee_due
    return (
        right.label,
        # Digits alone would be a number, which a spreadsheet shortens when it saves.
        f"CN{right.application_no}" if right.application_no else None,
        right.publication_no,
        right.title,
        said(wording.KIND_WORDS[right.kind]),
        said(industries.words(right.industry)),
        right.filing_on,
        right.granted_on,
        right.expires_on,
        said(wording.SEPARATOR).join(right.patentees),
        said(wording.SEPARATOR).join(held.co_owners),
        said(wording.OWNERSHIPS[held.holding.ownership]),
        said(wording.PLEDGED if held.pledged else wording.FREE),
        None if fee is None else fee.due_on,
        None if fee is None else fee.pay_by,
        None if fee is None else spreadsheet.yuan(fee.amount_fen),
        None if fee is None else spreadsheet.yuan(fee.surcharge_fen),
        said(wording.SOURCES[right.source]),
        right.as_of,
        held.holding.added_at,
    )


ASSET_LIST = listed.Listed(
    name="assets",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=AssetsAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    sheet=("知识产权", "Intellectual property"),
    count=_count,
    open=_open,
)
