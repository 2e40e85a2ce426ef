"""A patent that was known as two rights still stands in one live pledge only."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "one patent, one pledge"

SQL = """
ALTER TABLE registry_pledged_right ADD COLUMN counts_as uuid REFERENCES portfolio_right (id);
UPDATE registry_pledged_right p SET counts_as = coalesce(r.merged_into, r.id)
  FROM portfolio_right r WHERE r.id = p.patent;
ALTER TABLE registry_pledged_right ALTER COLUMN counts_as SET NOT NULL;

DROP INDEX registry_pledged_right_in_one_live_pledge;
CREATE UNIQUE INDEX registry_pledged_right_in_one_live_pledge
  ON registry_pledged_right (counts_as) WHERE live;

-- FOR SHARE: a join of this right under way is waited for, and a later one waits for us.
CREATE FUNCTION registry_right_that_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT coalesce(merged_into, id) INTO NEW.counts_as
    FROM portfolio_right WHERE id = NEW.patent FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_pledged_right_counts_as BEFORE INSERT ON registry_pledged_right
  FOR EACH ROW EXECUTE FUNCTION registry_right_that_counts();

CREATE FUNCTION registry_follow_joined_right() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry_pledged_right SET counts_as = coalesce(NEW.merged_into, NEW.id)
    WHERE patent = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER portfolio_right_joined_is_followed AFTER UPDATE OF merged_into ON portfolio_right
  FOR EACH ROW WHEN (OLD.merged_into IS DISTINCT FROM NEW.merged_into)
  EXECUTE FUNCTION registry_follow_joined_right();

CREATE OR REPLACE VIEW portfolio_pledged_right AS
  SELECT counts_as AS right_id FROM registry_pledged_right WHERE live;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
