"""Whoever declares a same-day invention application says which; what was declared before stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "twin number"

SQL = """
CREATE FUNCTION portfolio_refuse_twin_without_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A declared same-day invention application needs its number'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'portfolio_right_fact_twin_has_its_number';
END $$;
CREATE TRIGGER portfolio_right_fact_twin_has_its_number
  BEFORE INSERT ON portfolio_right_fact FOR EACH ROW
  WHEN (NEW.kind = 'same_day_declaration' AND NEW.payload->'has_twin' = 'true'::jsonb
        AND NEW.payload->>'twin_number' IS NULL)
  EXECUTE FUNCTION portfolio_refuse_twin_without_number();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
