"""Appraisals ordered on the platform: requests, quotes, structured reports, a lender's rules."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000094"
VERSION = "1.38.0"
DESCRIPTION = "appraisal: requests, reports, rules"

SQL = """
ALTER TABLE documents_receipt DROP CONSTRAINT documents_receipt_purpose_is_known;
ALTER TABLE documents_receipt ADD CONSTRAINT documents_receipt_purpose_is_known
  CHECK (purpose_kind IN ('kyb_case', 'loan_application', 'pledge', 'confirmation',
    'due_diligence', 'insurance', 'licensing', 'audit', 'paper', 'valuation', 'other'));

-- An appraiser's structured report is worked out here as well.
ALTER TABLE valuation_valuation DROP CONSTRAINT valuation_worked_is_no_appraisal;
ALTER TABLE valuation_valuation ADD CONSTRAINT valuation_worked_appraisal_has_its_report
  CHECK (engine IS NULL OR NOT appraised OR report IS NOT NULL);

CREATE TABLE appraisal_request (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(12) NOT NULL,
  purpose varchar(20) NOT NULL,
  base_date date NOT NULL,
  quotes_due_on date NOT NULL,
  note varchar(1000) NOT NULL,
  lender uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  related_to uuid[] NOT NULL,
  opened_by uuid NOT NULL,
  quote uuid,
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  accepted_at timestamptz,
  due_on date,
  valuation uuid REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  ended_at timestamptz,
  CONSTRAINT appraisal_request_number_is_unique UNIQUE (number),
  CONSTRAINT appraisal_valuation_comes_of_one_request UNIQUE (valuation),
  CONSTRAINT appraisal_request_state_is_known CHECK (state IN ('open', 'accepted', 'delivered',
    'returned', 'confirmed', 'withdrawn', 'expired')),
  CONSTRAINT appraisal_request_purpose_is_known CHECK (purpose IN ('pledge', 'licence', 'transfer',
    'contribution', 'reporting', 'litigation')),
  CONSTRAINT appraisal_request_accepted_is_whole CHECK (
    (state IN ('open', 'withdrawn', 'expired')) = (num_nonnulls(quote, charge, accepted_at,
    due_on) = 0) AND num_nonnulls(quote, charge, accepted_at, due_on) IN (0, 4)),
  CONSTRAINT appraisal_request_confirmed_has_value
    CHECK ((state = 'confirmed') = (valuation IS NOT NULL)),
  CONSTRAINT appraisal_request_end_has_moment
    CHECK ((state IN ('confirmed', 'withdrawn', 'expired')) = (ended_at IS NOT NULL))
);
CREATE INDEX appraisal_request_of_firm ON appraisal_request (firm, created_at DESC, id DESC);
CREATE INDEX appraisal_request_open ON appraisal_request (quotes_due_on) WHERE state = 'open';

CREATE TABLE appraisal_requested_right (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  request uuid NOT NULL REFERENCES appraisal_request (id) ON DELETE RESTRICT,
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  position smallint NOT NULL,
  CONSTRAINT appraisal_request_names_a_right_once UNIQUE (request, right_id)
);
CREATE INDEX appraisal_requested_right_of_right ON appraisal_requested_right (right_id);

CREATE TABLE appraisal_quote (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  request uuid NOT NULL REFERENCES appraisal_request (id) ON DELETE RESTRICT,
  appraiser uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(12) NOT NULL,
  fee_fen bigint,
  days smallint,
  approaches varchar(10)[],
  valid_until date,
  related boolean,
  note varchar(1000) NOT NULL DEFAULT '',
  quoted_by uuid,
  quoted_by_name varchar(120),
  quoted_at timestamptz,
  CONSTRAINT appraisal_appraiser_is_asked_once UNIQUE (request, appraiser),
  CONSTRAINT appraisal_quote_state_is_known
    CHECK (state IN ('invited', 'quoted', 'declined', 'chosen', 'not_chosen', 'ended')),
  CONSTRAINT appraisal_quote_is_whole CHECK (num_nonnulls(fee_fen, days, approaches, valid_until,
    related, quoted_by, quoted_by_name, quoted_at) IN (0, 8)),
  CONSTRAINT appraisal_quote_stands CHECK (state NOT IN ('quoted', 'chosen') OR fee_fen IS NOT NULL),
  CONSTRAINT appraisal_quote_is_in_reach CHECK (fee_fen > 0 AND days BETWEEN 1 AND 365
    AND approaches <@ ARRAY['income', 'market', 'cost']::varchar[]
    AND cardinality(approaches) BETWEEN 1 AND 3)
);
CREATE INDEX appraisal_quote_of_appraiser ON appraisal_quote (appraiser, created_at DESC, id DESC);
CREATE UNIQUE INDEX appraisal_one_is_chosen ON appraisal_quote (request) WHERE state = 'chosen';
ALTER TABLE appraisal_request ADD CONSTRAINT appraisal_request_names_its_quote
  FOREIGN KEY (quote) REFERENCES appraisal_quote (id) ON DELETE RESTRICT;

CREATE TABLE appraisal_report (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  request uuid NOT NULL REFERENCES appraisal_request (id) ON DELETE RESTRICT,
  version smallint NOT NULL,
  state varchar(12) NOT NULL,
  content jsonb NOT NULL,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  sha256 varchar(64),
  checks jsonb,
  rule_set uuid,
  prepared_by uuid NOT NULL,
  prepared_by_name varchar(120) NOT NULL,
  prepared_at timestamptz,
  signed_by uuid,
  signed_by_name varchar(120),
  delivered_at timestamptz,
  returned_at timestamptz,
  return_reason varchar(1000),
  CONSTRAINT appraisal_report_version_is_one UNIQUE (request, version),
  CONSTRAINT appraisal_report_state_is_known
    CHECK (state IN ('draft', 'signed', 'delivered', 'returned', 'confirmed')),
  -- Two appraisers sign a report (资产评估法): who prepared it is never the second.
  CONSTRAINT appraisal_report_has_four_eyes CHECK (signed_by <> prepared_by),
  CONSTRAINT appraisal_report_signed_once CHECK (state = 'draft' OR
    num_nulls(prepared_at, file, sha256) = 0),
  CONSTRAINT appraisal_report_delivered_is_whole CHECK (
    (state IN ('draft', 'signed')) = (num_nonnulls(signed_by, signed_by_name, delivered_at, checks,
    rule_set) = 0) AND num_nonnulls(signed_by, signed_by_name, delivered_at, checks, rule_set)
    IN (0, 5)),
  CONSTRAINT appraisal_report_return_has_reason CHECK (
    (state = 'returned') = (returned_at IS NOT NULL AND return_reason IS NOT NULL))
);
CREATE UNIQUE INDEX appraisal_one_report_is_open ON appraisal_report (request)
  WHERE state IN ('draft', 'signed', 'delivered', 'confirmed');

CREATE FUNCTION appraisal_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A report that was delivered is not rewritten'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'appraisal_delivered_stays';
END $$;
CREATE TRIGGER appraisal_delivered_stays BEFORE UPDATE ON appraisal_report FOR EACH ROW
  WHEN (OLD.state IN ('delivered', 'returned', 'confirmed') AND (NEW.state IN ('draft', 'signed')
    OR OLD.state <> 'delivered'
    OR (NEW.request, NEW.version, NEW.content, NEW.file, NEW.sha256, NEW.checks, NEW.prepared_by,
        NEW.prepared_at, NEW.signed_by, NEW.delivered_at)
    IS DISTINCT FROM (OLD.request, OLD.version, OLD.content, OLD.file, OLD.sha256, OLD.checks,
        OLD.prepared_by, OLD.prepared_at, OLD.signed_by, OLD.delivered_at)))
  EXECUTE FUNCTION appraisal_refuse_rewriting();
CREATE TRIGGER appraisal_report_is_never_deleted BEFORE DELETE ON appraisal_report
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE appraisal_rule_set (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  valid_from date NOT NULL,
  author uuid,
  author_name varchar(120) NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  CONSTRAINT appraisal_rule_set_version_is_one UNIQUE NULLS NOT DISTINCT (organisation, version),
  CONSTRAINT appraisal_rule_set_is_an_object CHECK (jsonb_typeof(rules) = 'object')
);
CREATE TRIGGER appraisal_rule_set_stays BEFORE UPDATE OR DELETE ON appraisal_rule_set
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
INSERT INTO appraisal_rule_set (id, organisation, version, valid_from, author, author_name, reason,
  rules) VALUES ('9e94a000-0000-4000-8000-000000000001', NULL, 1, '2025-12-16', NULL, '知融',
  '评估报告核对十二项；关联方不予采用，24 个月内同一借款人两次付费、连续三次同一机构提示；单笔 1000 万元及以下可用内部评估或协商估值（上海 2025-12-16）',
  '{"related_party": "refuse",
    "paid_again": {"outcome": "warn", "times": 2, "months": 24},
    "rotation": {"outcome": "warn", "most": 2},
    "small_deal": {"outcome": "refuse", "up_to_fen": 1000000000},
    "checks": {"base_date": "refuse", "numbers": "refuse", "owner": "warn", "fees": "warn",
      "life": "refuse", "discount_rate": "warn", "arithmetic": "refuse", "agency": "refuse",
      "inputs": "refuse", "per_right": "warn", "sum": "refuse", "currency": "refuse"}}');
ALTER TABLE appraisal_report ADD CONSTRAINT appraisal_report_names_its_rules
  FOREIGN KEY (rule_set) REFERENCES appraisal_rule_set (id) ON DELETE RESTRICT;

CREATE TABLE appraisal_finding (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  request uuid REFERENCES appraisal_request (id) ON DELETE RESTRICT,
  valuation uuid REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  appraiser uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  lender uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  rule_set uuid NOT NULL REFERENCES appraisal_rule_set (id) ON DELETE RESTRICT,
  occasion varchar(10) NOT NULL,
  rule varchar(20) NOT NULL,
  outcome varchar(10) NOT NULL,
  facts jsonb NOT NULL,
  found_at timestamptz NOT NULL,
  CONSTRAINT appraisal_finding_occasion_is_known CHECK (occasion IN ('quote', 'use')),
  CONSTRAINT appraisal_finding_outcome_is_known CHECK (outcome IN ('pass', 'warn', 'refuse')),
  CONSTRAINT appraisal_finding_is_about_something
    CHECK (request IS NOT NULL OR valuation IS NOT NULL)
);
CREATE INDEX appraisal_finding_of_request ON appraisal_finding (request, found_at DESC);
CREATE INDEX appraisal_finding_of_valuation ON appraisal_finding (valuation, lender);
CREATE TRIGGER appraisal_finding_stays BEFORE UPDATE OR DELETE ON appraisal_finding
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
