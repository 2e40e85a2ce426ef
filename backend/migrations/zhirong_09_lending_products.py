"""Loan products, their versions and capacity, and the loan prime rates."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T09:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "lending: products"

SQL = """
CREATE TABLE lending_product (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  name varchar(120) NOT NULL,
  created_by uuid NOT NULL,
  CONSTRAINT product_number_is_unique UNIQUE (number),
  CONSTRAINT product_name_is_unique_at_its_lender UNIQUE (lender, name)
);

CREATE TABLE lending_product_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  product uuid NOT NULL REFERENCES lending_product (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  min_fen bigint NOT NULL,
  cap_fen bigint NOT NULL,
  min_months smallint NOT NULL,
  max_months smallint NOT NULL,
  rate_base varchar(10) NOT NULL,
  rate_from_bp integer NOT NULL,
  rate_to_bp integer NOT NULL,
  fees jsonb NOT NULL,
  subsidies jsonb NOT NULL,
  decision_days smallint NOT NULL,
  criteria jsonb NOT NULL,
  ratio_bp_by_kind jsonb,
  value_choice varchar(10) NOT NULL,
  max_valuation_age_months smallint,
  checklist varchar(40)[] NOT NULL,
  summary text NOT NULL,
  mandate_number varchar(80) NOT NULL,
  mandate_from date NOT NULL,
  mandate_to date NOT NULL,
  mandate_text text NOT NULL,
  as_of date NOT NULL,
  source varchar(300) NOT NULL,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL,
  approver uuid,
  approver_name varchar(120),
  published_at timestamptz,
  CONSTRAINT product_version_is_numbered_once UNIQUE (product, n),
  CONSTRAINT product_version_amounts_are_ordered CHECK (0 < min_fen AND min_fen <= cap_fen),
  CONSTRAINT product_version_terms_are_ordered CHECK (0 < min_months AND min_months <= max_months),
  CONSTRAINT product_version_rates_are_ordered CHECK (rate_from_bp <= rate_to_bp),
  CONSTRAINT product_version_rate_base_is_known CHECK (rate_base IN ('lpr_1y', 'lpr_5y', 'fixed')),
  CONSTRAINT product_version_value_choice_is_known CHECK (value_choice IN ('low', 'central')),
  CONSTRAINT product_version_answers_in_days CHECK (decision_days > 0),
  CONSTRAINT product_version_mandate_is_ordered CHECK (mandate_from <= mandate_to),
  CONSTRAINT product_version_is_published_by_another CHECK (maker <> approver),
  CONSTRAINT product_version_published_has_approver CHECK (
    num_nulls(approver, approver_name, published_at) IN (0, 3))
);

CREATE FUNCTION lending_refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL OR TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published version of a product never changes'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'product_version_published_never_changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER product_version_published_never_changes
  BEFORE UPDATE OR DELETE ON lending_product_version
  FOR EACH ROW EXECUTE FUNCTION lending_refuse_change_of_published();

CREATE TABLE lending_capacity (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  product uuid NOT NULL REFERENCES lending_product (id) ON DELETE RESTRICT,
  from_on date NOT NULL,
  to_on date NOT NULL,
  capacity_fen bigint NOT NULL,
  capacity_cases integer NOT NULL,
  used_fen bigint NOT NULL DEFAULT 0,
  used_cases integer NOT NULL DEFAULT 0,
  opened_by uuid NOT NULL,
  CONSTRAINT capacity_is_opened_once UNIQUE (product, from_on),
  CONSTRAINT capacity_period_is_ordered CHECK (from_on <= to_on),
  CONSTRAINT capacity_yuan_are_not_exceeded CHECK (0 <= used_fen AND used_fen <= capacity_fen),
  CONSTRAINT capacity_cases_are_not_exceeded
    CHECK (0 <= used_cases AND used_cases <= capacity_cases)
);

CREATE TABLE lending_reference_rate (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  name varchar(10) NOT NULL,
  effective_on date NOT NULL,
  rate_bp integer NOT NULL,
  source varchar(200) NOT NULL,
  CONSTRAINT reference_rate_is_announced_once UNIQUE (name, effective_on),
  CONSTRAINT reference_rate_name_is_known CHECK (name IN ('lpr_1y', 'lpr_5y')),
  CONSTRAINT reference_rate_is_positive CHECK (rate_bp > 0)
);

INSERT INTO lending_reference_rate (name, effective_on, rate_bp, source)
SELECT r.name, r.effective_on, r.rate_bp, '全国银行间同业拆借中心公告 (recalled, to be confirmed)'
FROM (VALUES
  ('lpr_1y', date '2021-12-20', 380), ('lpr_5y', date '2021-12-20', 465),
  ('lpr_1y', date '2022-01-20', 370), ('lpr_5y', date '2022-01-20', 460),
  ('lpr_5y', date '2022-05-20', 445),
  ('lpr_1y', date '2022-08-22', 365), ('lpr_5y', date '2022-08-22', 430),
  ('lpr_1y', date '2023-06-20', 355), ('lpr_5y', date '2023-06-20', 420),
  ('lpr_1y', date '2023-08-21', 345),
  ('lpr_5y', date '2024-02-20', 395),
  ('lpr_1y', date '2024-07-22', 335), ('lpr_5y', date '2024-07-22', 385),
  ('lpr_1y', date '2024-10-21', 310), ('lpr_5y', date '2024-10-21', 360),
  ('lpr_1y', date '2025-05-20', 300), ('lpr_5y', date '2025-05-20', 350)
) AS r (name, effective_on, rate_bp);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
