"""A patent by an exact number, without creating it."""

import re
from uuid import UUID

from backend.kernel.db import fetch_value

_DIGITS = re.compile(r"^(?:ZL|CN)?(\d{12}|\d{8})(?:\.?[\dX])?$")


async def right_of_number(text: str) -> UUID | None:
    """The right whose application or publication number this is, in any usual spelling."""
    plain = "".join(text.split()).upper()
    apart = await fetch_value(
        "SELECT id FROM portfolio_right WHERE registration_no = $1 AND "
        "(kind <> 'trademark' OR $2 <> $1) LIMIT 1",
        plain.removeprefix("第").removesuffix("号"),
        plain,
    )
    if apart is not None:
        return UUID(str(apart))
    application = _DIGITS.match(plain)
    found: UUID | None = None
    if application:
        found = await fetch_value(
            "SELECT coalesce(merged_into, id) FROM portfolio_right WHERE application_body = $1",
            application.group(1),
        )
    if found is None:
        found = await fetch_value(
            "SELECT coalesce(r.merged_into, r.id) FROM portfolio_publication n "
            "JOIN portfolio_right r ON r.id = n.right_id "
            "WHERE n.number = $1 OR n.number = 'CN' || $1",
            plain,
        )
    return found
