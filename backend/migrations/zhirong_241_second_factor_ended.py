"""When a member's last second factor went."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000241"
VERSION = "1.38.0"
DESCRIPTION = "identity: the end of the last second factor"

SQL = """
ALTER TABLE identity_member ADD COLUMN second_factor_ended_at timestamptz;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
