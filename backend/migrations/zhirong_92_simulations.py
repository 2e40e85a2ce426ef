"""An insurer's book of risks, simulations of plans on it, and who may offer guarantees."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000092"
VERSION = "1.38.0"
DESCRIPTION = "insurance: stored risks, simulations, eligibility for guarantees"

SQL = """
CREATE TABLE insurance_book_risk (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  reference varchar(60) NOT NULL,
  line varchar(20) NOT NULL,
  risk jsonb NOT NULL,
  risk_hash varchar(64) NOT NULL,
  CONSTRAINT insurance_book_reference_stands_once UNIQUE (insurer, reference),
  CONSTRAINT insurance_book_hash_is_sha256 CHECK (risk_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT insurance_book_line_is_that_of_the_risk CHECK (risk ->> 'line' = line)
);
CREATE INDEX insurance_book_by_insurer ON insurance_book_risk (insurer, id);

CREATE TABLE insurance_simulation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  plan uuid NOT NULL REFERENCES insurance_rating_plan (id) ON DELETE RESTRICT,
  against uuid REFERENCES insurance_rating_plan (id) ON DELETE RESTRICT,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL,
  state varchar(10) NOT NULL,
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  ended_at timestamptz,
  result jsonb,
  CONSTRAINT insurance_simulation_state_is_known
    CHECK (state IN ('queued', 'running', 'done', 'failed')),
  CONSTRAINT insurance_simulation_counts_to_its_total CHECK (total > 0 AND done BETWEEN 0 AND total),
  CONSTRAINT insurance_simulation_is_done_with_its_result
    CHECK ((state = 'done') = (result IS NOT NULL) AND (state <> 'done' OR done = total)),
  CONSTRAINT insurance_simulation_compares_two_plans CHECK (plan <> against)
);
CREATE INDEX insurance_simulation_by_plan ON insurance_simulation (plan, created_at DESC, id DESC);

-- Guarantees only by insurers that were found eligible (insurance.md 4.5); a finding may end.
CREATE TABLE insurance_guarantee_eligibility (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  from_on date NOT NULL,
  to_on date,
  ground varchar(300) NOT NULL,
  found_by uuid NOT NULL,
  found_by_name varchar(120) NOT NULL,
  CONSTRAINT insurance_eligibility_begins_once UNIQUE (insurer, from_on),
  CONSTRAINT insurance_eligibility_dates_are_ordered CHECK (to_on IS NULL OR from_on <= to_on)
);

CREATE FUNCTION insurance_check_guarantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.published_at IS NOT NULL AND EXISTS (
    SELECT FROM insurance_product p WHERE p.id = NEW.product AND p.line = 'loan_guarantee'
    AND NOT EXISTS (SELECT FROM insurance_guarantee_eligibility e WHERE e.insurer = p.insurer
      AND e.from_on <= NEW.valid_from AND (e.to_on IS NULL OR NEW.valid_from <= e.to_on))) THEN
    RAISE EXCEPTION 'a guarantee is offered by an eligible insurer only'
      USING ERRCODE = 'restrict_violation',
        CONSTRAINT = 'insurance_guarantee_is_of_an_eligible_insurer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER insurance_guarantee_is_of_an_eligible_insurer
  BEFORE INSERT OR UPDATE ON insurance_product_version
  FOR EACH ROW EXECUTE FUNCTION insurance_check_guarantee();

CREATE FUNCTION insurance_keep_simulated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'insurance_simulation' AND TG_OP = 'UPDATE' THEN
    IF OLD.state <> 'done' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a stored risk and the result of a simulation never change'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER insurance_book_risk_never_changes BEFORE UPDATE OR DELETE ON insurance_book_risk
  FOR EACH ROW EXECUTE FUNCTION insurance_keep_simulated();
CREATE TRIGGER insurance_simulation_result_never_changes
  BEFORE UPDATE OR DELETE ON insurance_simulation
  FOR EACH ROW EXECUTE FUNCTION insurance_keep_simulated();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
