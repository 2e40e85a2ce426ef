"""Records that came with an archive from another installation, kept as they were written."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-25T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "archive"

SQL = """
-- json and not jsonb: a record is given again exactly as it came.
CREATE TABLE exports_kept_record (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  name varchar(40) NOT NULL,
  n bigint NOT NULL,
  record json NOT NULL,
  CONSTRAINT exports_kept_record_stands_once UNIQUE (organisation, name, n),
  CONSTRAINT exports_kept_record_is_numbered CHECK (n > 0),
  CONSTRAINT exports_kept_record_is_an_object CHECK (json_typeof(record) = 'object')
);
CREATE TRIGGER exports_kept_record_is_never_changed
  BEFORE UPDATE OR DELETE ON exports_kept_record
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
