"""When a member was last told that he owes a second factor."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000270"
VERSION = "1.38.0"
DESCRIPTION = "identity: who was told that he owes a second factor"

SQL = """
ALTER TABLE identity_member ADD COLUMN second_factor_told_on date;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
