"""Where a charge is paid into."""

from typing import Any
from uuid import UUID

from backend.kernel.db import fetch_one


async def paid_into(book: str, holder: UUID | None) -> dict[str, Any] | None:
    """The open account that takes the money of this book and holder."""
    return await fetch_one(
        "SELECT account_name, account_number, bank_name, bank_code FROM treasury_account "
        "WHERE book = $1 AND holder IS NOT DISTINCT FROM $2 AND currency = 'CNY' "
        "AND closed_at IS NULL",
        book,
        holder,
    )
