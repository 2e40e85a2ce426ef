"""Bringing the database to this version: all missing migrations in one transaction."""

import contextlib
import io

from backend.kernel.db import execute, transaction

#: Two servers that start at once: the second waits for the first one's migrations.
_ADVISORY_LOCK = 7_214_000_1


async def migrate() -> None:
    """Run what has not been run; a failure leaves the database as it was."""
    from piccolo.apps.migrations.commands.forwards import run_forwards  # noqa: PLC0415

    printed = io.StringIO()
    async with transaction():
        await execute("SELECT pg_advisory_xact_lock($1)", _ADVISORY_LOCK)
        with contextlib.redirect_stdout(printed):
            result = await run_forwards(app_name="zhirong")
        if not result.success:
            raise RuntimeError(f"Migration failed: {result.message}\n{printed.getvalue()}")
