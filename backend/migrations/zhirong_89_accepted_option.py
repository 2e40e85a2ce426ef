"""Which option of a quote was accepted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000089"
VERSION = "1.38.0"
DESCRIPTION = "underwriting: the accepted option"

SQL = """
ALTER TABLE underwriting_quote ADD COLUMN accepted_option smallint;
ALTER TABLE underwriting_quote ADD CONSTRAINT underwriting_quote_accepted_names_its_option
  CHECK (state <> 'accepted' OR accepted_option IS NOT NULL);
ALTER TABLE underwriting_quote ADD CONSTRAINT underwriting_quote_accepted_option_is_its_own
  FOREIGN KEY (id, accepted_option) REFERENCES underwriting_quote_option (quote, n)
  ON DELETE RESTRICT;

CREATE OR REPLACE FUNCTION underwriting_keep_quote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled text[] := ARRAY['state', 'ended_at', 'accepted_option'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('superseded', 'expired', 'withdrawn')
    OR (OLD.accepted_option IS NOT NULL AND NEW.accepted_option IS DISTINCT FROM OLD.accepted_option)
    OR to_jsonb(OLD) - settled IS DISTINCT FROM to_jsonb(NEW) - settled THEN
    RAISE EXCEPTION 'a quote stands as it was given'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'underwriting_quote_never_changes';
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
