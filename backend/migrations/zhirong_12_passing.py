"""What would pass instead of a refused row: its form and facts, not prose of one language."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "passing"

SQL = """
ALTER TABLE portfolio_import_row ADD COLUMN passing jsonb;
UPDATE portfolio_import_row
   SET passing = jsonb_build_object(
         'form', 'as_written', 'facts', jsonb_build_object('text', coalesce(would_pass, '')))
 WHERE outcome = 'refused';
ALTER TABLE portfolio_import_row
  DROP COLUMN would_pass,
  ADD CONSTRAINT portfolio_import_row_refusal_says_what_passes CHECK (
    (outcome = 'refused') = (passing IS NOT NULL));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
