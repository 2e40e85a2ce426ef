"""An exclusive or sole licence beside plain ones that ran before and stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000283"
VERSION = "1.38.0"
DESCRIPTION = "licensing: carve-out"

SQL = """
ALTER TABLE licensing_offer ADD COLUMN carve_out boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT licence_offer_carves_out_beside_one_alone
    CHECK (NOT carve_out OR kind IN ('exclusive', 'sole'));
ALTER TABLE licensing_licence ADD COLUMN carve_out boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT licence_carves_out_beside_one_alone
    CHECK (NOT carve_out OR kind IN ('exclusive', 'sole'));

-- LC-05: an exclusive or sole licence stands alone in its field, territory and time, but for the
-- plain ones that ran before it and that it says to stay.
CREATE OR REPLACE FUNCTION licensing_refuse_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM portfolio_right WHERE id = NEW.right_id FOR UPDATE;
  IF EXISTS (SELECT FROM licensing_licence l
      WHERE l.right_id = NEW.right_id AND l.id <> NEW.id
        AND (l.kind IN ('exclusive', 'sole') OR NEW.kind IN ('exclusive', 'sole'))
        AND NOT (NEW.carve_out AND l.kind = 'plain')
        AND daterange(l.starts_on, l.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')
        AND ('open' IN (l.kind, NEW.kind) OR
          ((l.fields = '{}' OR NEW.fields = '{}' OR l.fields && NEW.fields)
            AND (l.territory = '{}' OR NEW.territory = '{}' OR l.territory && NEW.territory))))
  THEN
    RAISE EXCEPTION 'A running licence leaves no room for this one'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'licence_stands_beside_others';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER licence_stands_beside_others ON licensing_licence;
CREATE TRIGGER licence_stands_beside_others
  BEFORE INSERT OR UPDATE OF right_id, kind, fields, territory, starts_on, ends_on, carve_out
  ON licensing_licence FOR EACH ROW EXECUTE FUNCTION licensing_refuse_conflict();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
