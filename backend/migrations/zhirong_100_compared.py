"""Comparisons as they were shown, kept so that a sale can be replayed (可回溯)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000100"
VERSION = "1.38.0"
DESCRIPTION = "policies: comparisons as a licensed broker showed them"

SQL = """
CREATE TABLE policies_compared (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  proposal uuid NOT NULL REFERENCES underwriting_proposal (id) ON DELETE RESTRICT,
  sha256 varchar(64) NOT NULL,
  content jsonb NOT NULL,
  shown_to uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  shown_to_name varchar(120) NOT NULL,
  CONSTRAINT policies_compared_is_kept_once UNIQUE (proposal, shown_to, sha256),
  CONSTRAINT policies_compared_digest_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE TRIGGER policies_compared_never_changes BEFORE UPDATE OR DELETE ON policies_compared
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();
-- A broker compares for nobody who has not confirmed its notice and his needs.
CREATE FUNCTION policies_check_compared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT g.kind) FROM policies_broker_page g
      JOIN policies_broker_tick t ON t.page = g.id WHERE g.proposal = NEW.proposal) < 2 THEN
    PERFORM policies_refuse('a comparison comes after the notice and the needs', TG_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_compared_comes_after BEFORE INSERT ON policies_compared
  FOR EACH ROW EXECUTE FUNCTION policies_check_compared();

-- The broker reads its clients' sales, the newest first.
CREATE INDEX underwriting_proposal_by_age ON underwriting_proposal (created_at DESC, id DESC);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
