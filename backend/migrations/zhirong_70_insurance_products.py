"""Insurers' products, their versions, rating plans, and subsidies of premiums."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "insurance: products and rating plans"

SQL = """
CREATE TABLE insurance_rating_plan (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  code varchar(40) NOT NULL,
  revision smallint NOT NULL,
  document jsonb NOT NULL,
  digest varchar(64) NOT NULL,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL,
  filing_number varchar(80),
  filed_on date,
  valid_from date,
  valid_to date,
  approver uuid,
  approver_name varchar(120),
  published_at timestamptz,
  CONSTRAINT insurance_plan_revision_is_numbered_once UNIQUE (insurer, code, revision),
  CONSTRAINT insurance_plan_is_named_by_its_document CHECK (document ->> 'plan' = code),
  CONSTRAINT insurance_plan_digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT insurance_plan_is_published_by_another CHECK (maker <> approver),
  CONSTRAINT insurance_plan_published_is_filed CHECK (
    num_nulls(filing_number, filed_on, valid_from, approver, approver_name, published_at)
    IN (0, 6)),
  CONSTRAINT insurance_plan_is_filed_before_it_is_valid CHECK (filed_on <= valid_from),
  CONSTRAINT insurance_plan_validity_is_ordered
    CHECK (valid_to IS NULL OR (valid_from IS NOT NULL AND valid_from <= valid_to))
);
CREATE UNIQUE INDEX insurance_plan_code_is_published_once
  ON insurance_rating_plan (insurer, code) WHERE published_at IS NOT NULL;

CREATE TABLE insurance_product (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  line varchar(20) NOT NULL,
  name varchar(120) NOT NULL,
  created_by uuid NOT NULL,
  CONSTRAINT insurance_product_number_is_unique UNIQUE (number),
  CONSTRAINT insurance_product_name_is_unique_at_its_insurer UNIQUE (insurer, name),
  CONSTRAINT insurance_product_line_is_known CHECK (line IN ('star_composite',
    'overseas_liability', 'enforcement', 'infringement_loss', 'loan_guarantee'))
);

CREATE TABLE insurance_product_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  product uuid NOT NULL REFERENCES insurance_product (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  terms jsonb NOT NULL,
  digest varchar(64) NOT NULL,
  wording_version varchar(40) NOT NULL,
  wording_sha256 varchar(64) NOT NULL,
  plan uuid REFERENCES insurance_rating_plan (id) ON DELETE RESTRICT,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL,
  filing_number varchar(80),
  filed_on date,
  valid_from date,
  valid_to date,
  approver uuid,
  approver_name varchar(120),
  published_at timestamptz,
  CONSTRAINT insurance_product_version_is_numbered_once UNIQUE (product, n),
  CONSTRAINT insurance_product_digest_is_sha256
    CHECK (digest ~ '^[0-9a-f]{64}$' AND wording_sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT insurance_product_is_published_by_another CHECK (maker <> approver),
  CONSTRAINT insurance_product_published_is_filed CHECK (
    num_nulls(filing_number, filed_on, valid_from, approver, approver_name, published_at)
    IN (0, 6)),
  CONSTRAINT insurance_product_draft_has_no_plan CHECK (plan IS NULL OR published_at IS NOT NULL),
  CONSTRAINT insurance_product_is_filed_before_it_is_valid CHECK (filed_on <= valid_from),
  CONSTRAINT insurance_product_validity_is_ordered
    CHECK (valid_to IS NULL OR (valid_from IS NOT NULL AND valid_from <= valid_to))
);

-- A draft changes only by being published; to change it otherwise is another revision.
CREATE FUNCTION insurance_keep_what_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled text[] := ARRAY['plan', 'filing_number', 'filed_on', 'valid_from', 'valid_to', 'approver',
    'approver_name', 'published_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.published_at IS NOT NULL
    OR to_jsonb(OLD) - settled IS DISTINCT FROM to_jsonb(NEW) - settled THEN
    RAISE EXCEPTION 'what an insurer drafted or published never changes'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER insurance_plan_never_changes BEFORE UPDATE OR DELETE ON insurance_rating_plan
  FOR EACH ROW EXECUTE FUNCTION insurance_keep_what_was_written();
CREATE TRIGGER insurance_product_version_never_changes
  BEFORE UPDATE OR DELETE ON insurance_product_version
  FOR EACH ROW EXECUTE FUNCTION insurance_keep_what_was_written();

-- The product is rated by a published plan of the same insurer.
CREATE FUNCTION insurance_check_plan_of_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.plan IS NOT NULL AND NOT EXISTS (
    SELECT FROM insurance_rating_plan r JOIN insurance_product p ON p.insurer = r.insurer
    WHERE r.id = NEW.plan AND p.id = NEW.product AND r.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a product is rated by a published plan of its insurer'
      USING ERRCODE = 'restrict_violation',
        CONSTRAINT = 'insurance_product_has_a_plan_of_its_insurer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER insurance_product_has_a_plan_of_its_insurer
  BEFORE INSERT OR UPDATE ON insurance_product_version
  FOR EACH ROW EXECUTE FUNCTION insurance_check_plan_of_product();

CREATE TABLE insurance_premium_subsidy (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  from_on date NOT NULL,
  to_on date,
  rate_bp integer NOT NULL,
  cap_fen bigint NOT NULL,
  source varchar(300) NOT NULL,
  CONSTRAINT insurance_subsidy_begins_once UNIQUE (code, from_on),
  CONSTRAINT insurance_subsidy_dates_are_ordered CHECK (to_on IS NULL OR from_on <= to_on),
  CONSTRAINT insurance_subsidy_is_a_share CHECK (rate_bp BETWEEN 1 AND 10000),
  CONSTRAINT insurance_subsidy_is_capped CHECK (cap_fen > 0)
);

INSERT INTO insurance_premium_subsidy (code, from_on, to_on, rate_bp, cap_fen, source)
VALUES
  ('shenzhen', '2024-01-01', NULL, 5000, 20000000, '深市监规〔2024〕5号 第15条'),
  ('beijing_small_first_year', '2021-01-01', NULL, 10000, 20000000,
    '北京市知识产权保险试点（2021、2022），小微企业首年'),
  ('beijing_small_second_year', '2021-01-01', NULL, 9000, 20000000,
    '北京市知识产权保险试点（2021、2022），小微企业次年'),
  ('quanzhou', '2022-01-01', NULL, 5000, 5000000, '泉州市惠企政策汇编，第153页');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
