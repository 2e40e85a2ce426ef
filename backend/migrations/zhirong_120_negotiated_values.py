"""A negotiated value (协商估值): one side of a case proposes it, the other agrees, then it stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000120"
VERSION = "1.38.0"
DESCRIPTION = "lending: negotiated values"

SQL = """
CREATE TABLE lending_value_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  side varchar(4) NOT NULL,
  low_fen bigint NOT NULL,
  central_fen bigint NOT NULL,
  high_fen bigint NOT NULL,
  base_date date NOT NULL,
  basis varchar(2000) NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  state varchar(10) NOT NULL DEFAULT 'open',
  ended_side varchar(4),
  ended_by uuid,
  ended_by_name varchar(120),
  ended_at timestamptz,
  reason varchar(1000),
  valuation uuid UNIQUE REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  CONSTRAINT lending_value_proposal_is_of_firm_or_bank
    CHECK (side IN ('firm', 'bank') AND ended_side IN ('firm', 'bank')),
  CONSTRAINT lending_value_proposal_is_a_range
    CHECK (0 < low_fen AND low_fen <= central_fen AND central_fen <= high_fen),
  CONSTRAINT lending_value_proposal_state_is_known
    CHECK (state IN ('open', 'agreed', 'refused', 'countered', 'withdrawn')),
  CONSTRAINT lending_value_proposal_is_ended_whole
    CHECK (num_nonnulls(ended_side, ended_by, ended_by_name, ended_at)
           = CASE state WHEN 'open' THEN 0 ELSE 4 END),
  -- Only its own side takes it back; only the other answers it.
  CONSTRAINT lending_value_proposal_takes_both_sides
    CHECK (state = 'open' OR (state = 'withdrawn') = (ended_side = side)),
  CONSTRAINT lending_value_proposal_refusal_has_reason
    CHECK ((reason IS NOT NULL) = (state = 'refused')),
  CONSTRAINT lending_value_proposal_agreed_is_a_value
    CHECK ((valuation IS NOT NULL) = (state = 'agreed'))
);
CREATE UNIQUE INDEX lending_value_proposal_one_is_open ON lending_value_proposal (application)
  WHERE state = 'open';
CREATE INDEX lending_value_proposal_of_application
  ON lending_value_proposal (application, created_at DESC, id DESC);

CREATE FUNCTION lending_value_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['state', 'ended_side', 'ended_by', 'ended_by_name', 'ended_at', 'reason',
                         'valuation'];
BEGIN
  IF OLD.state <> 'open' OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposed value is answered once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_value_proposal_is_answered_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_value_proposal_keeps_terms BEFORE UPDATE ON lending_value_proposal
  FOR EACH ROW EXECUTE FUNCTION lending_value_proposal_keeps_terms();
CREATE TRIGGER lending_value_proposal_stays BEFORE DELETE ON lending_value_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_value_proposal_is_never_emptied BEFORE TRUNCATE ON lending_value_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

ALTER TABLE valuation_valuation
  DROP CONSTRAINT valuation_held_by_a_lender_is_ordered_or_internal,
  ADD CONSTRAINT valuation_held_by_a_lender_is_ordered_internal_or_agreed
    CHECK (held_by IS NULL OR (appraised AND report IS NOT NULL)
           OR method IN ('internal', 'negotiated'));

DROP TRIGGER valuation_stated_stays ON valuation_valuation;
CREATE TRIGGER valuation_stated_stays BEFORE UPDATE ON valuation_valuation FOR EACH ROW
  WHEN ((NEW.firm, NEW.held_by, NEW.method, NEW.appraised, NEW.base_date, NEW.valuer, NEW.low_fen,
         NEW.central_fen, NEW.high_fen, NEW.per_right, NEW.report, NEW.engine, NEW.inputs,
         NEW.inputs_sha256, NEW.result, NEW.scores)
        IS DISTINCT FROM
        (OLD.firm, OLD.held_by, OLD.method, OLD.appraised, OLD.base_date, OLD.valuer, OLD.low_fen,
         OLD.central_fen, OLD.high_fen, OLD.per_right, OLD.report, OLD.engine, OLD.inputs,
         OLD.inputs_sha256, OLD.result, OLD.scores))
  EXECUTE FUNCTION valuation_refuse_rewriting();

-- From now on a negotiated value is one that both sides of a case agreed on.
CREATE FUNCTION valuation_negotiated_is_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM lending_value_proposal p JOIN lending_application a ON a.id = p.application
    WHERE p.valuation = NEW.id AND p.state = 'agreed'
      AND (a.applicant, a.lender) = (NEW.firm, NEW.held_by)
      AND (p.low_fen, p.central_fen, p.high_fen, p.base_date)
        = (NEW.low_fen, NEW.central_fen, NEW.high_fen, NEW.base_date)
  ) THEN
    RAISE EXCEPTION 'a negotiated value is agreed by the firm and the lender of a case'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'valuation_negotiated_is_agreed';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER valuation_negotiated_is_agreed AFTER INSERT ON valuation_valuation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.method = 'negotiated')
  EXECUTE FUNCTION valuation_negotiated_is_agreed();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
