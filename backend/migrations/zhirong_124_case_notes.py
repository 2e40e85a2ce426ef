"""Notes that a bank keeps on a case for itself: written once, corrected by another note."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000124"
VERSION = "1.38.0"
DESCRIPTION = "lending: a bank's notes on a case"

SQL = """
CREATE TABLE lending_note (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  text varchar(4000) NOT NULL,
  written_by uuid NOT NULL,
  written_by_name varchar(120) NOT NULL,
  replaces uuid,
  CONSTRAINT lending_note_says_something CHECK (text ~ '[^[:space:]]'),
  CONSTRAINT lending_note_is_one_persons UNIQUE (id, application, written_by),
  -- A correction is of the same case and of the same person's note, and there is one of each.
  CONSTRAINT lending_note_corrects_its_own FOREIGN KEY (replaces, application, written_by)
    REFERENCES lending_note (id, application, written_by) ON DELETE RESTRICT,
  CONSTRAINT lending_note_is_corrected_once UNIQUE (replaces),
  CONSTRAINT lending_note_corrects_another CHECK (replaces <> id)
);
CREATE INDEX lending_note_of_application
  ON lending_note (application, created_at DESC, id DESC);
CREATE TRIGGER lending_note_stays BEFORE UPDATE OR DELETE ON lending_note
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_note_is_never_emptied BEFORE TRUNCATE ON lending_note
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
