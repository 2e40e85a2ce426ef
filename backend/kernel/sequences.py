"""Numbers that people read, such as LN-2026-000123; unique, rising, not necessarily gapless."""

from uuid import uuid4

from backend.kernel import clock
from backend.kernel.db import fetch_value


async def next_number(kind: str) -> str:
    """The next number of this kind and year (Shanghai time)."""
    year = clock.today().year
    last = await fetch_value(
        "INSERT INTO kernel_sequence (id, kind, year, last) VALUES ($1, $2, $3, 1) "
        "ON CONFLICT (kind, year) DO UPDATE SET last = kernel_sequence.last + 1 RETURNING last",
        uuid4(),
        kind,
        year,
    )
    return f"{kind}-{year}-{last:06d}"
