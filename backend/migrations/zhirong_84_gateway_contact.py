"""Since when the payment service has not answered."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000084"
VERSION = "1.38.0"
DESCRIPTION = "gateway contact"

SQL = """
CREATE TABLE payments_gateway_contact (
  id uuid PRIMARY KEY,
  answered_at timestamptz,
  failed_at timestamptz,
  CONSTRAINT payments_gateway_contact_is_one
    CHECK (id = '84000000-0000-4000-8000-000000000001')
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
