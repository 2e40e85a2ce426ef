"""What a lender takes off its ratios, in each version of a product's terms."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:08:00:000082"
VERSION = "1.38.0"
DESCRIPTION = "lending: haircuts"

SQL = """
ALTER TABLE lending_product_version ADD COLUMN haircuts jsonb NOT NULL DEFAULT '{}';
ALTER TABLE lending_product_version ADD CONSTRAINT product_version_haircuts_are_named
  CHECK (jsonb_typeof(haircuts) = 'object');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
