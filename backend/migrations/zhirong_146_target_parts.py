"""A target divided among departments: parts that sum to it, decided by two, and their reports."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000146"
VERSION = "1.38.0"
DESCRIPTION = "targets: divisions among departments, their parts, their reports"

SQL = """
ALTER TABLE registry_target ADD CONSTRAINT registry_target_has_one_value UNIQUE (id, value);

CREATE TABLE targets_division (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  target uuid NOT NULL,
  version integer NOT NULL,
  whole bigint NOT NULL,
  from_on date NOT NULL,
  grounds varchar(1000) NOT NULL,
  proposer uuid NOT NULL,
  proposer_name varchar(120) NOT NULL,
  proposer_organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  proposed_at timestamptz NOT NULL,
  outcome varchar(12),
  decider uuid,
  decider_name varchar(120),
  decided_at timestamptz,
  reason varchar(1000),
  UNIQUE (target, version),
  UNIQUE (id, target),
  -- What is divided is the target, whatever a caller says.
  FOREIGN KEY (target, whole) REFERENCES registry_target (id, value) ON DELETE RESTRICT,
  CONSTRAINT targets_division_says_why CHECK (grounds <> ''),
  CONSTRAINT targets_division_outcome_is_known CHECK (outcome IN ('confirmed', 'returned')),
  CONSTRAINT targets_division_decision_is_whole CHECK (
    num_nulls(outcome, decider, decider_name, decided_at) IN (0, 4)),
  CONSTRAINT targets_division_is_decided_by_another CHECK (decider <> proposer),
  CONSTRAINT targets_division_is_decided_after CHECK (decided_at >= proposed_at),
  CONSTRAINT targets_division_return_says_why CHECK (
    outcome IS DISTINCT FROM 'returned' OR coalesce(reason, '') <> '')
);
CREATE UNIQUE INDEX targets_division_waits_alone ON targets_division (target) WHERE outcome IS NULL;

CREATE TABLE targets_part (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  division uuid NOT NULL REFERENCES targets_division (id) ON DELETE RESTRICT,
  position smallint NOT NULL,
  department varchar(120) NOT NULL,
  responsible varchar(120) NOT NULL,
  amount bigint NOT NULL,
  done_by date NOT NULL,
  UNIQUE (division, position),
  UNIQUE (division, department),
  CONSTRAINT targets_part_names_who_answers CHECK (department <> '' AND responsible <> ''),
  CONSTRAINT targets_part_is_something CHECK (amount > 0)
);

CREATE FUNCTION targets_division_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open text[] := '{}';
BEGIN
  IF OLD.outcome IS NULL THEN
    open := ARRAY['outcome', 'decider', 'decider_name', 'decided_at', 'reason'];
  END IF;
  IF to_jsonb(OLD) - open IS DISTINCT FROM to_jsonb(NEW) - open THEN
    RAISE EXCEPTION 'a division stays as it was proposed and decided: change refused'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'targets_division_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER targets_division_stays BEFORE UPDATE ON targets_division
  FOR EACH ROW EXECUTE FUNCTION targets_division_refuse_change();
CREATE TRIGGER targets_division_is_never_deleted BEFORE DELETE ON targets_division
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER targets_part_stays BEFORE UPDATE OR DELETE ON targets_part
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

-- The parts are the whole at every commit, and none is added to them later.
CREATE FUNCTION targets_check_division() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked uuid := CASE TG_TABLE_NAME WHEN 'targets_part' THEN (to_jsonb(NEW) ->> 'division')::uuid
    ELSE NEW.id END;
  told record;
BEGIN
  SELECT d.whole, coalesce(sum(p.amount), 0) AS parts INTO told
    FROM targets_division d LEFT JOIN targets_part p ON p.division = d.id
    WHERE d.id = asked GROUP BY d.id;
  IF told.whole <> told.parts THEN
    RAISE EXCEPTION 'the parts of division % do not add up to its whole', asked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'targets_division_adds_up';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER targets_division_adds_up AFTER INSERT ON targets_division
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION targets_check_division();
CREATE CONSTRAINT TRIGGER targets_part_adds_up AFTER INSERT ON targets_part
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION targets_check_division();

CREATE TABLE targets_part_report (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  target uuid NOT NULL REFERENCES registry_target (id) ON DELETE RESTRICT,
  department varchar(120) NOT NULL,
  as_of date NOT NULL,
  reached bigint NOT NULL,
  source varchar(300) NOT NULL,
  document uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  recorder uuid NOT NULL,
  recorder_name varchar(120) NOT NULL,
  recorder_organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  recorded_at timestamptz NOT NULL,
  outcome varchar(12),
  looked_in varchar(200),
  looked_on date,
  reason varchar(1000),
  checker uuid,
  checker_name varchar(120),
  checked_at timestamptz,
  withdrawer uuid,
  withdrawer_name varchar(120),
  withdrawn_at timestamptz,
  withdrawn_reason varchar(1000),
  CONSTRAINT targets_part_report_is_some CHECK (reached >= 0 AND department <> ''),
  CONSTRAINT targets_part_report_names_its_source CHECK (source <> ''),
  CONSTRAINT targets_part_report_outcome_is_known CHECK (outcome IN ('confirmed', 'mismatch')),
  CONSTRAINT targets_part_report_check_is_whole CHECK (
    num_nulls(outcome, looked_in, looked_on, checker, checker_name, checked_at) IN (0, 6)),
  CONSTRAINT targets_part_report_is_checked_by_another CHECK (checker <> recorder),
  CONSTRAINT targets_part_report_is_checked_after CHECK (checked_at >= recorded_at),
  CONSTRAINT targets_part_report_mismatch_says_why CHECK (
    outcome <> 'mismatch' OR coalesce(reason, '') <> ''),
  CONSTRAINT targets_part_report_withdrawal_is_whole CHECK (
    num_nulls(withdrawer, withdrawer_name, withdrawn_at, withdrawn_reason) IN (0, 4)),
  CONSTRAINT targets_part_report_only_what_counts_is_withdrawn CHECK (
    withdrawn_at IS NULL
    OR (outcome = 'confirmed' AND withdrawn_at >= checked_at AND withdrawn_reason <> ''))
);
-- Nothing is reported twice for a day while it stands.
CREATE UNIQUE INDEX targets_part_report_stands_alone
  ON targets_part_report (target, department, as_of)
  WHERE outcome IS DISTINCT FROM 'mismatch' AND withdrawn_at IS NULL;
CREATE TRIGGER targets_part_report_stays BEFORE UPDATE ON targets_part_report
  FOR EACH ROW EXECUTE FUNCTION targets_refuse_change();
CREATE TRIGGER targets_part_report_is_never_deleted BEFORE DELETE ON targets_part_report
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
