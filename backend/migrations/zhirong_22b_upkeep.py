"""Retention of evidence, legal hold, the nightly sweep and what it found."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T22:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "upkeep"

SQL = """
ALTER TABLE documents_file
  ADD COLUMN retained_until timestamptz,
  ADD COLUMN retention_locked boolean,
  ADD COLUMN checked_at timestamptz,
  ADD CONSTRAINT documents_file_retention_says_who_keeps_it
    CHECK ((retained_until IS NULL) = (retention_locked IS NULL)),
  ADD CONSTRAINT documents_file_papers_of_persons_are_not_retained
    CHECK (kind <> 'identity_proof' OR retained_until IS NULL);
CREATE INDEX documents_file_by_object ON documents_file (object_key COLLATE "C");

CREATE FUNCTION documents_refuse_shorter_retention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Retention is never shortened'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_file_retention_only_grows';
END $$;
CREATE TRIGGER documents_file_retention_only_grows BEFORE UPDATE ON documents_file
  FOR EACH ROW WHEN (OLD.retained_until IS NOT NULL
    AND (NEW.retained_until IS NULL OR NEW.retained_until < OLD.retained_until))
  EXECUTE FUNCTION documents_refuse_shorter_retention();

-- Which kinds are evidence, from which day on, and for how many years; no row: not retained.
CREATE TABLE documents_retention_rule (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(40) NOT NULL,
  from_on date NOT NULL,
  years integer NOT NULL,
  CONSTRAINT documents_retention_rule_is_one_a_day UNIQUE (kind, from_on),
  CONSTRAINT documents_retention_rule_years_are_few CHECK (years BETWEEN 0 AND 30),
  CONSTRAINT documents_retention_rule_spares_papers_of_persons CHECK (kind <> 'identity_proof')
);
INSERT INTO documents_retention_rule (id, kind, from_on, years)
  SELECT gen_random_uuid(), kind, '2020-01-01', 5 FROM unnest(ARRAY[
    'licence', 'register_extract', 'fee_receipt', 'certificate', 'valuation_report', 'accounts',
    'contract', 'pledge_contract', 'consent', 'declaration', 'registration_notice',
    'change_notice', 'cancellation_notice', 'refusal_notice', 'application_form',
    'power_of_attorney', 'use_evidence', 'paper']) AS kind;

CREATE TABLE documents_hold (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  reason varchar(500) NOT NULL,
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  confirmed_at timestamptz,
  confirmed_by uuid,
  lift_reason varchar(500),
  lift_proposed_at timestamptz,
  lift_proposed_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  CONSTRAINT documents_hold_has_a_reason CHECK (reason <> '' AND lift_reason <> ''),
  CONSTRAINT documents_hold_takes_two CHECK (proposed_by <> confirmed_by),
  CONSTRAINT documents_hold_is_lifted_by_two CHECK (lift_proposed_by <> lifted_by),
  CONSTRAINT documents_hold_goes_step_by_step CHECK (
    (confirmed_at IS NULL) = (confirmed_by IS NULL)
    AND (lift_proposed_at IS NULL) = (lift_proposed_by IS NULL)
    AND (lift_proposed_at IS NULL) = (lift_reason IS NULL)
    AND (lifted_at IS NULL) = (lifted_by IS NULL)
    AND (lift_proposed_at IS NULL OR confirmed_at IS NOT NULL)
    AND (lifted_at IS NULL OR lift_proposed_at IS NOT NULL))
);
CREATE INDEX documents_hold_in_force ON documents_hold (organisation, file)
  WHERE lifted_at IS NULL;
CREATE TRIGGER documents_hold_is_never_deleted BEFORE DELETE ON documents_hold
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_incident (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(10) NOT NULL,
  object_key varchar(200) NOT NULL,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  detail varchar(300) NOT NULL,
  found_at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid,
  resolution varchar(500),
  CONSTRAINT documents_incident_kind_is_known CHECK (kind IN ('missing', 'orphan', 'changed')),
  CONSTRAINT documents_incident_resolution_names_who CHECK (
    (resolved_at IS NULL) = (resolved_by IS NULL)
    AND (resolved_at IS NULL) = (resolution IS NULL) AND resolution <> '')
);
CREATE UNIQUE INDEX documents_incident_stands_open_once
  ON documents_incident (kind, object_key) WHERE resolved_at IS NULL;
CREATE TRIGGER documents_incident_is_never_deleted BEFORE DELETE ON documents_incident
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_sweep (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  complete boolean NOT NULL,
  object_count bigint NOT NULL,
  bytes bigint NOT NULL,
  checked_bytes bigint NOT NULL,
  incidents integer NOT NULL
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
