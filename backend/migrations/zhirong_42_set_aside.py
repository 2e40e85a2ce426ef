"""A document that its issuer disowns is taken out of a matter, with the reason, for ever on record."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "set aside"

SQL = """
CREATE TABLE documents_set_aside (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  matter uuid NOT NULL,
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  confirmation uuid NOT NULL REFERENCES documents_confirmation (id) ON DELETE RESTRICT,
  reason varchar(2000) NOT NULL CHECK (btrim(reason) <> ''),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  set_by uuid NOT NULL,
  set_by_name varchar(120) NOT NULL,
  set_at timestamptz NOT NULL,
  CONSTRAINT documents_set_aside_stands_once UNIQUE (matter, file)
);
CREATE TRIGGER documents_set_aside_is_never_changed BEFORE UPDATE OR DELETE ON documents_set_aside
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
