"""What the bank said is compared as it is stored, not written out as JSON for every line placed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000125"
VERSION = "1.38.0"
DESCRIPTION = "line words"

SQL = """
CREATE OR REPLACE FUNCTION treasury_line_keeps_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'new' OR OLD.state IN ('matched', 'settled') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'a line that is % does not become %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_goes_forward';
  END IF;
  OLD.state := NEW.state;
  OLD.reason := NEW.reason;
  OLD.charge := NEW.charge;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what the bank said stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_keeps_words';
  END IF;
  RETURN NEW;
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
