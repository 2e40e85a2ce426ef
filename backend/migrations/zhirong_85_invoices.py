"""Invoices and credit notes: what they state stays, and no credit exceeds its invoice."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000085"
VERSION = "1.38.0"
DESCRIPTION = "invoices"

SQL = """
CREATE TABLE invoicing_title (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  name varchar(100) NOT NULL,
  tax_number varchar(18) NOT NULL,
  taxpayer varchar(20) NOT NULL,
  address varchar(200) NOT NULL DEFAULT '',
  phone varchar(40) NOT NULL DEFAULT '',
  bank_name varchar(100) NOT NULL DEFAULT '',
  bank_account varchar(32) NOT NULL DEFAULT '',
  stated_by uuid NOT NULL,
  CONSTRAINT invoicing_title_version_stands_once UNIQUE (organisation, version),
  CONSTRAINT invoicing_title_counts_from_one CHECK (version > 0),
  CONSTRAINT invoicing_title_says_a_name CHECK (name <> ''),
  CONSTRAINT invoicing_title_number_is_a_credit_code
    CHECK (tax_number ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  CONSTRAINT invoicing_title_taxpayer_is_known CHECK (taxpayer IN ('general', 'small_scale'))
);
CREATE TRIGGER invoicing_title_only_ever_grows BEFORE UPDATE OR DELETE ON invoicing_title
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER invoicing_title_is_never_emptied BEFORE TRUNCATE ON invoicing_title
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE invoicing_rule (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  purpose varchar(20) NOT NULL,
  taxpayer varchar(20) NOT NULL,
  item varchar(100) NOT NULL,
  tax_class_code varchar(19) NOT NULL,
  rate_bp integer NOT NULL,
  mirrored boolean NOT NULL,
  basis varchar(500) NOT NULL,
  valid_from date NOT NULL,
  published_by uuid NOT NULL,
  CONSTRAINT invoicing_rule_day_has_one UNIQUE (purpose, taxpayer, valid_from),
  CONSTRAINT invoicing_rule_purpose_is_known CHECK (
    purpose IN ('premium', 'endorsement', 'platform_fee', 'appraisal_fee', 'licence_fee')),
  CONSTRAINT invoicing_rule_taxpayer_is_known CHECK (taxpayer IN ('general', 'small_scale')),
  CONSTRAINT invoicing_rule_item_names_its_class CHECK (item ~ '^\\*[^*]+\\*[^*]+$'),
  CONSTRAINT invoicing_rule_class_code_is_whole CHECK (tax_class_code ~ '^[0-9]{19}$'),
  CONSTRAINT invoicing_rule_rate_is_a_share CHECK (rate_bp BETWEEN 0 AND 2000),
  CONSTRAINT invoicing_rule_says_its_basis CHECK (basis <> ''),
  -- The platform never issues in an insurer's name.
  CONSTRAINT invoicing_rule_premium_is_the_insurers
    CHECK (purpose NOT IN ('premium', 'endorsement') OR mirrored)
);
CREATE TRIGGER invoicing_rule_only_ever_grows BEFORE UPDATE OR DELETE ON invoicing_rule
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER invoicing_rule_is_never_emptied BEFORE TRUNCATE ON invoicing_rule
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- Premium is invoiced by its insurer (domain text on insurance, 4.1 and 4.3). Rates as the law has them; classes of goods and services from memory, to be compared with the
-- tax platform's own list before the first invoice (the basis says so).
INSERT INTO invoicing_rule (id, purpose, taxpayer, item, tax_class_code, rate_bp, mirrored, basis,
  valid_from, published_by)
SELECT gen_random_uuid(), purpose, taxpayer, item, code, rate, mirrored, basis, day::date,
  '00000000-0000-0000-0000-000000000000'
FROM (VALUES
  ('platform_fee', '*信息技术服务*平台服务费', '3040205000000000000', false),
  ('appraisal_fee', '*鉴证咨询服务*专利评估费', '3040602000000000000', false),
  ('licence_fee', '*无形资产*专利实施许可费', '4010100000000000000', true)
) AS sold (purpose, item, code, mirrored), (VALUES
  ('general', 600, '2026-01-01',
   '增值税法第十条第三项：服务、无形资产 6%；税收分类编码首次开票前与税务平台核对'),
  ('small_scale', 100, '2026-01-01',
   '财政部 税务总局公告2023年第19号：小规模纳税人减按1%，至2027年底；税收分类编码首次开票前与税务平台核对'),
  ('small_scale', 300, '2028-01-01',
   '增值税法第十一条：征收率 3%；税收分类编码首次开票前与税务平台核对')
) AS taxed (taxpayer, rate, day, basis);
INSERT INTO invoicing_rule (id, purpose, taxpayer, item, tax_class_code, rate_bp, mirrored, basis,
  valid_from, published_by)
SELECT gen_random_uuid(), purpose, 'general', item, '3060302000000000000', 600, true,
  '保险费由保险人自行开票：见费出单，收到保费后方可开具保单和发票（金发〔2025〕36号）；各共保人各开各票；'
  || '增值税法第十条第三项 6%',
  '2026-01-01', '00000000-0000-0000-0000-000000000000'
FROM (VALUES ('premium', '*保险服务*知识产权保险费'), ('endorsement', '*保险服务*批改保险费'))
  AS insured (purpose, item);

CREATE TABLE invoicing_batch (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  seller uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  invoices integer NOT NULL,
  total_fen bigint NOT NULL,
  made_by uuid NOT NULL,
  made_by_name varchar(120) NOT NULL,
  CONSTRAINT invoicing_batch_holds_something CHECK (invoices > 0)
);
CREATE TRIGGER invoicing_batch_only_ever_grows BEFORE UPDATE OR DELETE ON invoicing_batch
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER invoicing_batch_is_never_emptied BEFORE TRUNCATE ON invoicing_batch
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE INDEX invoicing_batch_of_seller ON invoicing_batch (seller, created_at DESC, id DESC);

CREATE TABLE invoicing_invoice (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(20) NOT NULL,
  form varchar(20) NOT NULL,
  charge uuid NOT NULL REFERENCES payments_charge (id) ON DELETE RESTRICT,
  corrects uuid REFERENCES invoicing_invoice (id) ON DELETE RESTRICT,
  buyer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  seller uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  buyer_title uuid NOT NULL REFERENCES invoicing_title (id) ON DELETE RESTRICT,
  seller_title uuid NOT NULL REFERENCES invoicing_title (id) ON DELETE RESTRICT,
  rule uuid NOT NULL REFERENCES invoicing_rule (id) ON DELETE RESTRICT,
  rate_bp integer NOT NULL,
  amount_fen bigint NOT NULL,
  tax_fen bigint NOT NULL,
  total_fen bigint NOT NULL,
  remark varchar(230) NOT NULL,
  paid_on date NOT NULL,
  asked_by uuid NOT NULL,
  asked_by_name varchar(120) NOT NULL,
  state varchar(20) NOT NULL,
  batch uuid REFERENCES invoicing_batch (id) ON DELETE RESTRICT,
  number varchar(20),
  issued_on date,
  told_by uuid,
  told_at timestamptz,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  reason varchar(500),
  CONSTRAINT invoicing_invoice_kind_is_known CHECK (kind IN ('invoice', 'credit_note')),
  CONSTRAINT invoicing_invoice_form_is_known CHECK (form IN ('ordinary', 'special')),
  CONSTRAINT invoicing_invoice_only_credits_correct
    CHECK ((kind = 'credit_note') = (corrects IS NOT NULL)),
  CONSTRAINT invoicing_invoice_is_between_two CHECK (buyer <> seller),
  CONSTRAINT invoicing_invoice_is_above_zero
    CHECK (total_fen > 0 AND amount_fen >= 0 AND tax_fen >= 0),
  CONSTRAINT invoicing_invoice_adds_up CHECK (amount_fen + tax_fen = total_fen),
  -- Rounded once, an invoice is less than a fen off its rate; a credit, between two such, two.
  CONSTRAINT invoicing_invoice_tax_follows_the_rate CHECK (
    abs(amount_fen::numeric * rate_bp - tax_fen::numeric * 10000)
      < CASE kind WHEN 'invoice' THEN 10000 ELSE 20000 END),
  CONSTRAINT invoicing_invoice_state_is_known CHECK (state IN ('requested', 'exported', 'issued')
    OR (kind = 'invoice' AND state IN ('part_credited', 'credited', 'withdrawn', 'refused'))),
  CONSTRAINT invoicing_invoice_number_stands_once UNIQUE (number),
  CONSTRAINT invoicing_invoice_number_is_whole CHECK (number ~ '^[0-9]{20}$'),
  CONSTRAINT invoicing_invoice_issued_has_number
    CHECK ((state IN ('issued', 'part_credited', 'credited')) = (number IS NOT NULL)),
  CONSTRAINT invoicing_invoice_number_has_a_day CHECK (
    (number IS NULL) = (issued_on IS NULL) AND (number IS NULL) = (told_by IS NULL)
    AND (number IS NULL) = (told_at IS NULL)),
  CONSTRAINT invoicing_invoice_day_is_not_before_the_payment CHECK (issued_on >= paid_on),
  CONSTRAINT invoicing_invoice_file_belongs_to_a_number CHECK (file IS NULL OR number IS NOT NULL),
  CONSTRAINT invoicing_invoice_end_has_a_reason
    CHECK (state NOT IN ('withdrawn', 'refused') OR reason IS NOT NULL)
);
-- One invoice of a charge at a time: whoever wants another has the first taken back.
CREATE UNIQUE INDEX invoicing_invoice_charge_has_one_standing ON invoicing_invoice (charge)
  WHERE kind = 'invoice' AND state IN ('requested', 'exported', 'issued', 'part_credited');
CREATE INDEX invoicing_invoice_of_charge ON invoicing_invoice (charge, created_at);
CREATE INDEX invoicing_invoice_of_original ON invoicing_invoice (corrects)
  WHERE corrects IS NOT NULL;
CREATE INDEX invoicing_invoice_of_buyer ON invoicing_invoice (buyer, created_at DESC, id DESC);
CREATE INDEX invoicing_invoice_of_seller ON invoicing_invoice (seller, created_at DESC, id DESC);
CREATE INDEX invoicing_invoice_in_order ON invoicing_invoice (created_at DESC, id DESC);

-- Neither an invoice above its charge nor credits above their invoice, in any of the three sums.
CREATE FUNCTION invoicing_invoice_keeps_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owed payments_charge;
  original invoicing_invoice;
  taken record;
BEGIN
  SELECT * INTO owed FROM payments_charge WHERE id = NEW.charge;
  IF NEW.total_fen > owed.amount_fen OR NEW.buyer <> owed.payer OR NEW.seller <> owed.payee THEN
    RAISE EXCEPTION 'an invoice states no more than its charge, between the same two'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'invoicing_invoice_follows_its_charge';
  END IF;
  IF NEW.corrects IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT * INTO original FROM invoicing_invoice WHERE id = NEW.corrects FOR UPDATE;
  SELECT coalesce(sum(total_fen), 0) AS total, coalesce(sum(amount_fen), 0) AS amount,
    coalesce(sum(tax_fen), 0) AS tax INTO taken FROM invoicing_invoice WHERE corrects = NEW.corrects;
  IF original.kind <> 'invoice' OR original.number IS NULL OR original.charge <> NEW.charge
    OR original.rate_bp <> NEW.rate_bp OR original.form <> NEW.form
    OR taken.total + NEW.total_fen > original.total_fen
    OR taken.amount + NEW.amount_fen > original.amount_fen
    OR taken.tax + NEW.tax_fen > original.tax_fen THEN
    RAISE EXCEPTION 'credits never exceed the invoice that was issued'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'invoicing_invoice_credits_stay_below';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoicing_invoice_keeps_sums BEFORE INSERT ON invoicing_invoice
  FOR EACH ROW EXECUTE FUNCTION invoicing_invoice_keeps_sums();

-- What it states stays; a number that was told is not told otherwise.
CREATE FUNCTION invoicing_invoice_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.created_at, NEW.kind, NEW.form, NEW.charge, NEW.corrects, NEW.buyer, NEW.seller,
      NEW.buyer_title, NEW.seller_title, NEW.rule, NEW.rate_bp, NEW.amount_fen, NEW.tax_fen,
      NEW.total_fen, NEW.remark, NEW.paid_on, NEW.asked_by, NEW.asked_by_name)
    IS DISTINCT FROM (OLD.id, OLD.created_at, OLD.kind, OLD.form, OLD.charge, OLD.corrects,
      OLD.buyer, OLD.seller, OLD.buyer_title, OLD.seller_title, OLD.rule, OLD.rate_bp,
      OLD.amount_fen, OLD.tax_fen, OLD.total_fen, OLD.remark, OLD.paid_on, OLD.asked_by,
      OLD.asked_by_name)
    OR (OLD.number IS NOT NULL AND (NEW.number, NEW.issued_on, NEW.told_by, NEW.told_at, NEW.file)
      IS DISTINCT FROM (OLD.number, OLD.issued_on, OLD.told_by, OLD.told_at, OLD.file))
    OR (OLD.batch IS NOT NULL AND NEW.batch IS DISTINCT FROM OLD.batch) THEN
    RAISE EXCEPTION 'what an invoice states stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'invoicing_invoice_keeps_terms';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoicing_invoice_keeps_terms BEFORE UPDATE ON invoicing_invoice
  FOR EACH ROW EXECUTE FUNCTION invoicing_invoice_keeps_terms();
CREATE TRIGGER invoicing_invoice_stays BEFORE DELETE ON invoicing_invoice
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER invoicing_invoice_is_never_emptied BEFORE TRUNCATE ON invoicing_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
