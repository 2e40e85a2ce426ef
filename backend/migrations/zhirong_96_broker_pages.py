"""The broker's notice and the note of needs, as they were shown and confirmed; filed commissions."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000096"
VERSION = "1.38.0"
DESCRIPTION = "policies: the broker's pages, commissions as filed"

SQL = """
-- The words of the notice, by their version (保险经纪人监管规定: 客户告知书).
CREATE TABLE policies_broker_text (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  version varchar(20) NOT NULL,
  from_on date NOT NULL,
  paragraphs jsonb NOT NULL,
  CONSTRAINT policies_broker_text_version_is_unique UNIQUE (version),
  CONSTRAINT policies_broker_text_begins_once UNIQUE (from_on),
  CONSTRAINT policies_broker_text_says_something CHECK (jsonb_array_length(paragraphs) > 0)
);
INSERT INTO policies_broker_text (version, from_on, paragraphs) VALUES ('2026.1', '2020-01-01', '[
  {"zh": "我们是持牌保险经纪人，为投保人的利益提供服务，不是保险人，不承担保险责任。",
   "en": "We are a licensed insurance broker acting for the policyholder, not an insurer."},
  {"zh": "我们的报酬是保险人按备案比例支付的佣金，已包含在保险费中，您无须另行付费。",
   "en": "We are paid a commission by the insurer, as filed and within the premium; you pay no more."},
  {"zh": "与保险人如有关联关系，将在此列明；比较结果不分先后，不作单一推荐。",
   "en": "Ties with an insurer would be named here; what is compared is not ranked."},
  {"zh": "请如实告知；未告知可能导致保险人解除合同、不予赔付。",
   "en": "Answer truthfully; what is not told may let the insurer rescind or refuse to pay."},
  {"zh": "请留意责任免除、免赔与赔偿限额；承保前须逐条确认责任免除。",
   "en": "Mind exclusions, deductibles and limits; each exclusion is confirmed before cover begins."},
  {"zh": "如有异议，可向本平台投诉，或拨打金融消费者热线 12378。",
   "en": "Complaints go to this platform, or to the regulator on 12378."}
]');

CREATE TABLE policies_commission (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  line varchar(20) NOT NULL,
  rate_bp integer NOT NULL,
  filing_number varchar(60) NOT NULL,
  from_on date NOT NULL,
  stated_by uuid NOT NULL,
  stated_by_name varchar(120) NOT NULL,
  CONSTRAINT policies_commission_begins_once UNIQUE (insurer, line, from_on),
  CONSTRAINT policies_commission_is_a_share CHECK (rate_bp BETWEEN 0 AND 3000),
  CONSTRAINT policies_commission_is_filed CHECK (btrim(filing_number) <> '')
);
CREATE TRIGGER policies_commission_never_changes BEFORE UPDATE OR DELETE ON policies_commission
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();

CREATE TABLE policies_broker_page (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  proposal uuid NOT NULL REFERENCES underwriting_proposal (id) ON DELETE RESTRICT,
  kind varchar(10) NOT NULL,
  sha256 varchar(64) NOT NULL,
  content jsonb NOT NULL,
  shown_to uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  shown_to_name varchar(120) NOT NULL,
  CONSTRAINT policies_broker_page_kind_is_known CHECK (kind IN ('notice', 'needs')),
  CONSTRAINT policies_broker_page_digest_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX policies_broker_page_of_proposal
  ON policies_broker_page (proposal, kind, created_at DESC);
CREATE TRIGGER policies_broker_page_never_changes BEFORE UPDATE OR DELETE ON policies_broker_page
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();

CREATE TABLE policies_broker_tick (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  page uuid NOT NULL REFERENCES policies_broker_page (id) ON DELETE RESTRICT,
  ticked_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  CONSTRAINT policies_broker_tick_stands_once UNIQUE (page)
);
CREATE TRIGGER policies_broker_tick_never_changes BEFORE UPDATE OR DELETE ON policies_broker_tick
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();
-- Only who was shown a page confirms it.
CREATE FUNCTION policies_check_broker_tick() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policies_broker_page
                 WHERE id = NEW.page AND shown_to = NEW.ticked_by) THEN
    PERFORM policies_refuse('a page is confirmed by who was shown it', TG_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_broker_tick_is_of_its_reader BEFORE INSERT ON policies_broker_tick
  FOR EACH ROW EXECUTE FUNCTION policies_check_broker_tick();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
