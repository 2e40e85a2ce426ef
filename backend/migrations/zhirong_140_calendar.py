"""Holidays and make-up days by year, and banks' closed days: proposed by one, accepted by another."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000140"
VERSION = "1.38.0"
DESCRIPTION = "calendar: versions of a year's days"

SQL = """
CREATE TABLE calendar_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  valid_from date NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  outcome varchar(10),
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  note varchar(1000),
  CONSTRAINT calendar_proposal_names_days_of_a_year CHECK (
    jsonb_typeof(rules->'year') = 'number' AND jsonb_typeof(rules->'days') = 'array'),
  CONSTRAINT calendar_proposal_of_the_country_names_a_day CHECK (
    organisation IS NOT NULL OR rules->'days' <> '[]'),
  CONSTRAINT calendar_proposal_of_a_bank_only_closes CHECK (
    organisation IS NULL OR NOT jsonb_path_exists(rules, '$.days[*] ? (@.working == true)')),
  CONSTRAINT calendar_proposal_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT calendar_proposal_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT calendar_proposal_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  -- Whoever proposed may only take it back, and nobody else takes it back for him.
  CONSTRAINT calendar_proposal_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by))
);
CREATE UNIQUE INDEX calendar_proposal_one_is_open ON calendar_proposal (organisation)
  NULLS NOT DISTINCT WHERE outcome IS NULL;
CREATE INDEX calendar_proposal_of_organisation
  ON calendar_proposal (organisation, created_at DESC, id DESC);

CREATE FUNCTION calendar_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'calendar_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_proposal_keeps_terms BEFORE UPDATE ON calendar_proposal
  FOR EACH ROW EXECUTE FUNCTION calendar_proposal_keeps_terms();
CREATE TRIGGER calendar_proposal_stays BEFORE DELETE ON calendar_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER calendar_proposal_is_never_emptied BEFORE TRUNCATE ON calendar_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE calendar_version (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  year smallint NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  author uuid NOT NULL,
  author_name varchar(120) NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  proposal uuid NOT NULL UNIQUE REFERENCES calendar_proposal (id) ON DELETE RESTRICT,
  CONSTRAINT calendar_version_is_one UNIQUE NULLS NOT DISTINCT (organisation, year, version),
  CONSTRAINT calendar_version_counts_from_one CHECK (version >= 1),
  CONSTRAINT calendar_version_is_of_its_year CHECK (rules->'year' = to_jsonb(year)),
  -- Days that have begun keep how they counted.
  CONSTRAINT calendar_version_is_ahead
    CHECK (valid_from > (created_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE INDEX calendar_version_by_time ON calendar_version (created_at DESC, id DESC);
CREATE TRIGGER calendar_version_stays BEFORE UPDATE OR DELETE ON calendar_version
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER calendar_version_is_never_emptied BEFORE TRUNCATE ON calendar_version
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE FUNCTION calendar_check_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM calendar_proposal p WHERE p.id = NEW.proposal AND p.outcome = 'accepted'
    AND p.organisation IS NOT DISTINCT FROM NEW.organisation AND p.proposed_by = NEW.author
    AND (p.valid_from, p.reason, p.rules) = (NEW.valid_from, NEW.reason, NEW.rules);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a version of a year is what one proposed and another accepted'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'calendar_version_was_accepted_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_version_was_accepted_by_another BEFORE INSERT ON calendar_version
  FOR EACH ROW EXECUTE FUNCTION calendar_check_version();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
