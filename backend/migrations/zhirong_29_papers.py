"""A paper goes through its states as its lifecycle says, never back: a signed page stays signed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "papers"

SQL = """
CREATE FUNCTION papers_refuse_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A paper that is % does not become %', OLD.state, NEW.state
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_paper_goes_forward';
END $$;
CREATE TRIGGER papers_paper_goes_forward BEFORE UPDATE ON papers_paper FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('queued', 'issued'), ('queued', 'lapsed'),
    ('issued', 'signing'), ('issued', 'signed'), ('issued', 'refused'), ('issued', 'lapsed'),
    ('signing', 'signed'), ('signing', 'refused'), ('signing', 'lapsed')))
  EXECUTE FUNCTION papers_refuse_way();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
