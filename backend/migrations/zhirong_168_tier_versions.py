"""The tiers of the cultivation library in dated versions: proposed by one, decided by another."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000168"
VERSION = "1.38.0"
DESCRIPTION = "targets: versions of the library's tiers"

SQL = """
CREATE TABLE targets_tier_version (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL UNIQUE,
  tiers smallint NOT NULL,
  from_on date NOT NULL,
  source varchar(300) NOT NULL,
  source_en varchar(300),
  proposer uuid,
  proposer_name varchar(120),
  proposer_organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  proposed_at timestamptz NOT NULL,
  outcome varchar(12),
  decider uuid,
  decider_name varchar(120),
  decided_at timestamptz,
  reason varchar(1000),
  CONSTRAINT targets_tier_version_is_one_from_1_on CHECK (version > 0),
  CONSTRAINT targets_tier_version_has_tiers CHECK (tiers > 0),
  CONSTRAINT targets_tier_version_names_its_source CHECK (source <> ''),
  -- The first is the platform's own; every other is somebody's and confirmed by another.
  CONSTRAINT targets_tier_version_is_proposed_by_one CHECK (
    num_nulls(proposer, proposer_name, proposer_organisation)
      = CASE version WHEN 1 THEN 3 ELSE 0 END),
  CONSTRAINT targets_tier_version_decision_is_whole CHECK (
    num_nulls(outcome, decided_at) IN (0, 2)
    AND num_nulls(decider, decider_name)
      = CASE WHEN version = 1 OR outcome IS NULL THEN 2 ELSE 0 END),
  CONSTRAINT targets_tier_version_outcome_is_known CHECK (outcome IN ('confirmed', 'returned')),
  CONSTRAINT targets_tier_version_is_decided_by_another CHECK (decider <> proposer),
  CONSTRAINT targets_tier_version_is_decided_after CHECK (decided_at >= proposed_at),
  CONSTRAINT targets_tier_version_return_says_why CHECK (
    outcome IS DISTINCT FROM 'returned' OR coalesce(reason, '') <> '')
);
CREATE UNIQUE INDEX targets_tier_version_waits_alone ON targets_tier_version ((true))
  WHERE outcome IS NULL;
CREATE UNIQUE INDEX targets_tier_version_of_a_day ON targets_tier_version (from_on)
  WHERE outcome = 'confirmed';
INSERT INTO targets_tier_version
  (id, version, tiers, from_on, source, source_en, proposed_at, outcome, decided_at)
SELECT '16800000-0000-4000-8000-000000000001', 1, count(*), min(from_on), min(source),
  min(source_en), '2022-01-01T00:00:00+08:00', 'confirmed', '2022-01-01T00:00:00+08:00'
FROM targets_library_tier;

DROP TRIGGER targets_library_tier_stays ON targets_library_tier;
ALTER TABLE targets_library_tier
  ADD COLUMN version uuid NOT NULL DEFAULT '16800000-0000-4000-8000-000000000001'
    REFERENCES targets_tier_version (id) ON DELETE RESTRICT,
  DROP CONSTRAINT targets_library_tier_code_key,
  DROP CONSTRAINT targets_library_tier_position_key,
  DROP COLUMN from_on,
  DROP COLUMN source,
  DROP COLUMN source_en,
  ADD CONSTRAINT targets_library_tier_code_stands_once UNIQUE (version, code),
  ADD CONSTRAINT targets_library_tier_name_stands_once UNIQUE (version, name),
  ADD CONSTRAINT targets_library_tier_position_stands_once UNIQUE (version, position),
  ADD CONSTRAINT targets_library_tier_has_a_name CHECK (code <> '' AND name <> '' AND name_en <> '');
ALTER TABLE targets_library_tier ALTER COLUMN version DROP DEFAULT;
CREATE TRIGGER targets_library_tier_stays BEFORE UPDATE OR DELETE ON targets_library_tier
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE FUNCTION targets_tier_version_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open text[] := '{}';
BEGIN
  IF OLD.outcome IS NULL THEN
    open := ARRAY['outcome', 'decider', 'decider_name', 'decided_at', 'reason'];
  END IF;
  IF to_jsonb(OLD) - open IS DISTINCT FROM to_jsonb(NEW) - open THEN
    RAISE EXCEPTION 'a version of the tiers stays as it was proposed and decided: change refused'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'targets_tier_version_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER targets_tier_version_stays BEFORE UPDATE ON targets_tier_version
  FOR EACH ROW EXECUTE FUNCTION targets_tier_version_refuse_change();
CREATE TRIGGER targets_tier_version_is_never_deleted BEFORE DELETE ON targets_tier_version
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

-- A version has as many tiers as it was proposed with, at every commit: none is added later.
CREATE FUNCTION targets_check_tiers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked uuid := CASE TG_TABLE_NAME WHEN 'targets_library_tier'
    THEN (to_jsonb(NEW) ->> 'version')::uuid ELSE NEW.id END;
BEGIN
  IF (SELECT v.tiers <> (SELECT count(*) FROM targets_library_tier t WHERE t.version = v.id)
      FROM targets_tier_version v WHERE v.id = asked) THEN
    RAISE EXCEPTION 'version % has other tiers than it was proposed with', asked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'targets_tier_version_is_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER targets_tier_version_is_whole AFTER INSERT ON targets_tier_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION targets_check_tiers();
CREATE CONSTRAINT TRIGGER targets_library_tier_is_of_a_whole AFTER INSERT ON targets_library_tier
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION targets_check_tiers();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
