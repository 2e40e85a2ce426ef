"""Why a charge was cancelled."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "billing"

SQL = """
ALTER TABLE payments_charge ADD COLUMN cancelled_because varchar(500);
-- Of what was cancelled before, nobody wrote down why.
ALTER TABLE payments_charge ADD CONSTRAINT payments_charge_cancelled_has_reason
  CHECK ((state = 'cancelled') = (coalesce(cancelled_because, '') <> ''))
  NOT VALID;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
