"""A lender's rules on appraisals and on watched values are proposed by one, accepted by another."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000102"
VERSION = "1.38.0"
DESCRIPTION = "proposals of lenders' rules"

#: Both modules keep the same kind of rules; each has tables of its own.
SQL = """
CREATE TABLE {module}_rule_proposal (
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
  CONSTRAINT {module}_rule_proposal_is_an_object CHECK (jsonb_typeof(rules) = 'object'),
  CONSTRAINT {module}_rule_proposal_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT {module}_rule_proposal_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT {module}_rule_proposal_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  -- Whoever proposed may only take it back, and nobody else takes it back for him.
  CONSTRAINT {module}_rule_proposal_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by))
);
CREATE UNIQUE INDEX {module}_rule_proposal_one_is_open ON {module}_rule_proposal (organisation)
  NULLS NOT DISTINCT WHERE outcome IS NULL;
CREATE INDEX {module}_rule_proposal_of_organisation
  ON {module}_rule_proposal (organisation, created_at DESC, id DESC);

CREATE FUNCTION {module}_rule_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = '{module}_rule_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {module}_rule_proposal_keeps_terms BEFORE UPDATE ON {module}_rule_proposal
  FOR EACH ROW EXECUTE FUNCTION {module}_rule_proposal_keeps_terms();
CREATE TRIGGER {module}_rule_proposal_stays BEFORE DELETE ON {module}_rule_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {module}_rule_proposal_is_never_emptied BEFORE TRUNCATE ON {module}_rule_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- What was made before had one person only.
ALTER TABLE {table} ADD COLUMN proposal uuid UNIQUE
  REFERENCES {module}_rule_proposal (id) ON DELETE RESTRICT;
CREATE FUNCTION {module}_check_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM {module}_rule_proposal p WHERE p.id = NEW.proposal AND p.outcome = 'accepted'
    AND p.organisation IS NOT DISTINCT FROM NEW.organisation AND p.proposed_by = NEW.author
    AND (p.valid_from, p.reason, p.rules) = (NEW.valid_from, NEW.reason, NEW.rules);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a version of the rules is what one proposed and another accepted'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = '{module}_rules_were_accepted_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {module}_rules_were_accepted_by_another BEFORE INSERT ON {table}
  FOR EACH ROW EXECUTE FUNCTION {module}_check_rules();
"""
TABLES = {"appraisal": "appraisal_rule_set", "monitoring": "monitoring_watch_rules"}


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        for module, table in TABLES.items():
            await run_script(SQL.format(module=module, table=table))

    manager.add_raw(run)
    return manager
