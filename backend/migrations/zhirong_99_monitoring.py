"""Alerts on the value behind drawn loans, and a lender's rules for them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000099"
VERSION = "1.38.0"
DESCRIPTION = "monitoring: value alerts"

SQL = """
CREATE TABLE monitoring_watch_rules (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  valid_from date NOT NULL,
  author uuid,
  author_name varchar(120) NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  CONSTRAINT monitoring_rules_version_is_one UNIQUE NULLS NOT DISTINCT (organisation, version),
  CONSTRAINT monitoring_rules_are_an_object CHECK (jsonb_typeof(rules) = 'object')
);
CREATE TRIGGER monitoring_rules_stay BEFORE UPDATE OR DELETE ON monitoring_watch_rules
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
INSERT INTO monitoring_watch_rules (id, organisation, version, valid_from, author, author_name,
  reason, rules) VALUES ('9e99a000-0000-4000-8000-000000000001', NULL, 1, '2025-12-16', NULL, '知融',
  '估值自基准日起 12 个月有效；无效宣告审理中折减 50%，权利终止或届满归零，权利人变更折减 50%',
  '{"validity_months": 12, "invalidation_bp": 5000, "ended_bp": 10000, "transfer_bp": 5000, "expiry_bp": 10000}');

CREATE TABLE monitoring_value_alert (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  cause varchar(20) NOT NULL,
  right_id uuid REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  since date NOT NULL,
  rules uuid NOT NULL REFERENCES monitoring_watch_rules (id) ON DELETE RESTRICT,
  cut_bp integer NOT NULL,
  valuation uuid NOT NULL REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  low_fen bigint NOT NULL,
  central_fen bigint NOT NULL,
  high_fen bigint NOT NULL,
  drawn_fen bigint NOT NULL,
  ltv_before_bp integer,
  ltv_after_bp integer,
  revaluation uuid REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  state varchar(10) NOT NULL,
  note varchar(1000),
  settled_by uuid,
  settled_by_name varchar(120),
  settled_at timestamptz,
  CONSTRAINT monitoring_alert_is_raised_once
    UNIQUE NULLS NOT DISTINCT (application, cause, right_id, since),
  CONSTRAINT monitoring_alert_cause_is_known
    CHECK (cause IN ('invalidation', 'ended', 'transfer', 'expiry', 'age')),
  CONSTRAINT monitoring_alert_names_its_right CHECK ((cause = 'age') = (right_id IS NULL)),
  CONSTRAINT monitoring_alert_cut_is_a_share CHECK (cut_bp BETWEEN 0 AND 10000),
  CONSTRAINT monitoring_alert_range_is_ordered
    CHECK (0 <= low_fen AND low_fen <= central_fen AND central_fen <= high_fen),
  CONSTRAINT monitoring_alert_ratio_never_falls
    CHECK (ltv_after_bp IS NULL OR ltv_after_bp >= ltv_before_bp),
  CONSTRAINT monitoring_alert_state_is_known CHECK (state IN ('open', 'settled')),
  CONSTRAINT monitoring_alert_settled_is_whole CHECK (
    num_nonnulls(note, settled_by, settled_by_name, settled_at)
    = CASE state WHEN 'settled' THEN 4 ELSE 0 END)
);
CREATE UNIQUE INDEX monitoring_one_open_alert_of_a_cause ON monitoring_value_alert
  (application, cause, right_id) NULLS NOT DISTINCT WHERE state = 'open';
CREATE INDEX monitoring_alert_of_lender ON monitoring_value_alert (lender, created_at DESC, id DESC);
CREATE FUNCTION monitoring_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What an alert told stays' USING ERRCODE = 'restrict_violation',
    CONSTRAINT = 'monitoring_alert_stays';
END $$;
CREATE TRIGGER monitoring_alert_stays BEFORE UPDATE ON monitoring_value_alert FOR EACH ROW
  WHEN (OLD.state = 'settled'
    OR (NEW.application, NEW.lender, NEW.firm, NEW.cause, NEW.right_id, NEW.since, NEW.rules,
        NEW.cut_bp, NEW.valuation, NEW.low_fen, NEW.central_fen, NEW.high_fen, NEW.drawn_fen,
        NEW.ltv_before_bp, NEW.ltv_after_bp)
    IS DISTINCT FROM (OLD.application, OLD.lender, OLD.firm, OLD.cause, OLD.right_id, OLD.since,
        OLD.rules, OLD.cut_bp, OLD.valuation, OLD.low_fen, OLD.central_fen, OLD.high_fen,
        OLD.drawn_fen, OLD.ltv_before_bp, OLD.ltv_after_bp))
  EXECUTE FUNCTION monitoring_refuse_rewriting();
CREATE TRIGGER monitoring_alert_is_never_deleted BEFORE DELETE ON monitoring_value_alert
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
