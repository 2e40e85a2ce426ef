"""An event names the roles that its actor held."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T11:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "event roles"

SQL = """
-- Null only on events from before: what nobody wrote down is not guessed afterwards.
ALTER TABLE kernel_event ADD COLUMN actor_roles varchar(20)[];
ALTER TABLE kernel_event ADD CONSTRAINT kernel_event_names_the_roles
  CHECK (actor_roles IS NOT NULL) NOT VALID;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
