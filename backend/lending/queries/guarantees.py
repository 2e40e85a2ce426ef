"""The guarantees of a loan: what policies tell lending, by the view that is made for it."""

from uuid import UUID

from backend.kernel.db import fetch
from backend.kernel.money import Fen
from backend.lending.guarantee import Guarantee


async def guarantees(application_id: UUID) -> list[Guarantee]:
    """Those that stand and those that are over, newest first."""
    rows = await fetch(
        "SELECT g.*, i.name AS insurer_name, b.name AS bank_name FROM lending_guarantee g "
        "JOIN identity_organisation i ON i.id = g.insurer "
        "JOIN identity_organisation b ON b.id = g.bank "
        "WHERE g.application = $1 ORDER BY g.created_at DESC, g.id LIMIT 100",
        application_id,
    )
    return [
        Guarantee(
            policy_id=row["id"],
            number=row["number"],
            insurer=row["insurer_name"],
            insured=row["bank_name"],
            insured_id=row["bank"],
            state=row["state"],
            inception_on=row["inception_on"],
            expires_on=row["expires_on"],
            pay_by=row["pay_by"],
            principal_fen=Fen(row["principal_fen"]),
            share_ppm=row["share_ppm"],
        )
        for row in rows
    ]
