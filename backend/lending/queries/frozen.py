"""Statements about the versions that went with applications; the database lets none change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_value

_LAST = "(SELECT max(submission) FROM lending_frozen_document WHERE application = $1)"


async def add(
    application_id: UUID,
    versions: Sequence[tuple[UUID, str, UUID | None, int | None]],
    *,
    again: bool,
    at: datetime,
    by: UUID,
) -> None:
    """Add (file, sha256, placeholder, n) to the last submission (`again`) or as the next one.

    What the last submission holds already is not added to it once more.
    """
    submission = await fetch_value(
        f"SELECT coalesce({_LAST}, 0)::int + $2::int", application_id, 0 if again else 1
    )
    submission = max(1, submission)
    for file, sha256, placeholder, n in versions:
        await execute(
            "INSERT INTO lending_frozen_document (id, application, submission, position, file, "
            "sha256, placeholder, n, frozen_at, frozen_by) "
            "SELECT $1, $2, $3, count(*), $4, $5, $6, $7, $8, $9 FROM lending_frozen_document "
            "WHERE application = $2 AND submission = $3 "
            "ON CONFLICT ON CONSTRAINT lending_frozen_document_stands_once DO NOTHING",
            uuid4(),
            application_id,
            submission,
            file,
            sha256,
            placeholder,
            n,
            at,
            by,
        )


async def all_of(application_id: UUID) -> list[dict[str, Any]]:
    """Everything that ever went with the application, submission by submission."""
    return await fetch(
        "SELECT * FROM lending_frozen_document WHERE application = $1 "
        "ORDER BY submission, position",
        application_id,
    )


async def of(application_id: UUID) -> list[dict[str, Any]]:
    """What went with the application's last submission and the answers since, in order."""
    return await fetch(
        "SELECT * FROM lending_frozen_document WHERE application = $1 "
        f"AND submission = {_LAST} ORDER BY position",
        application_id,
    )
