"""A firm's patents as a spreadsheet reads them, in the reader's language."""

from collections.abc import AsyncIterable, AsyncIterator

from backend.kernel import spreadsheet
from backend.kernel.language import Language
from backend.portfolio import service, wording


async def holdings_csv(
    rows: AsyncIterable[service.HeldRight], language: Language
) -> AsyncIterator[str]:
    def said(words: wording.Words) -> str:
        return wording.said(words, language)

    yield spreadsheet.BOM + spreadsheet.line(map(said, wording.HOLDING_HEADINGS))
    async for held in rows:
        right, fee = held.right, held.right.fee_due
        yield spreadsheet.line(
            (
                right.label,
                # Digits alone would be a number, which a spreadsheet shortens when it saves.
                f"CN{right.application_no}" if right.application_no else None,
                right.publication_no,
                right.title,
                said(wording.KINDS[right.kind]),
                said(wording.INDUSTRIES[right.industry]),
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
        )
