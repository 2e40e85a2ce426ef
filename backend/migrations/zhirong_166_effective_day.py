"""A version of a product may take effect on a day after its publication."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000166"
VERSION = "1.38.0"
DESCRIPTION = "lending: the day from which a version holds"

SQL = """
ALTER TABLE lending_product_version
  ADD COLUMN effective_on date,
  ADD CONSTRAINT product_version_takes_effect_after_its_publication CHECK (effective_on IS NULL
    OR (published_at IS NOT NULL
      AND effective_on > (published_at AT TIME ZONE 'Asia/Shanghai')::date)),
  ADD CONSTRAINT product_version_takes_effect_within_its_mandate
    CHECK (effective_on <= mandate_to);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
