"""A member's saved views of lists."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T14:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "saved views"

SQL = """
CREATE TABLE identity_saved_view (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  list varchar(40) NOT NULL,
  name varchar(40) NOT NULL,
  query varchar(1000) NOT NULL,
  CONSTRAINT identity_saved_view_has_one_name UNIQUE (member, list, name)
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
