"""A product may ask for a guarantee in force before money is drawn; its grants ask for it too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000122"
VERSION = "1.38.0"
DESCRIPTION = "lending: a guarantee in force as a condition of a product"

SQL = """
ALTER TABLE lending_product_version
  ADD COLUMN guarantee_required boolean NOT NULL DEFAULT false;

CREATE FUNCTION lending_inherit_guarantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.guarantee_required AND EXISTS (
    SELECT FROM lending_application a JOIN lending_product_version v ON v.id = a.product_version
    WHERE a.id = NEW.application AND v.guarantee_required) THEN
    RAISE EXCEPTION 'an offer asks for the guarantee that its product asks for'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_offer_asks_what_its_product_asks
  BEFORE INSERT OR UPDATE OF guarantee_required, application ON lending_offer FOR EACH ROW
  EXECUTE FUNCTION lending_inherit_guarantee();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
