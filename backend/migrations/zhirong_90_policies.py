"""Acceptances with the pages that were shown, policies, their versions, who shares them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000090"
VERSION = "1.38.0"
DESCRIPTION = "policies: acceptance, binding, premium, versions"

SQL = """
CREATE FUNCTION policies_refuse(what text, name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', what USING ERRCODE = 'restrict_violation', CONSTRAINT = name;
END $$;
CREATE FUNCTION policies_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policies_refuse('what was shown, ticked or issued never changes', TG_NAME);
END $$;

-- Until when a premium is to be paid, and how many days its statement may be late.
CREATE TABLE policies_rule (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  from_on date NOT NULL,
  pay_days smallint NOT NULL,
  statement_days smallint NOT NULL,
  CONSTRAINT policies_rule_begins_once UNIQUE (from_on),
  CONSTRAINT policies_rule_is_within_reason
    CHECK (pay_days BETWEEN 1 AND 90 AND statement_days BETWEEN 0 AND 10)
);
INSERT INTO policies_rule (from_on, pay_days, statement_days) VALUES ('2020-01-01', 14, 3);

-- The losses that every quote of a line is put to; `fen`, or of a guarantee a share of its principal.
CREATE TABLE policies_scenario (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  line varchar(20) NOT NULL,
  n smallint NOT NULL,
  code varchar(40) NOT NULL,
  name varchar(80) NOT NULL,
  name_en varchar(120) NOT NULL,
  event varchar(10) NOT NULL,
  territory varchar(10) NOT NULL,
  losses jsonb NOT NULL,
  from_on date NOT NULL,
  to_on date,
  CONSTRAINT policies_scenario_is_numbered_once UNIQUE (line, n, from_on),
  CONSTRAINT policies_scenario_is_one_of_four CHECK (n BETWEEN 1 AND 4),
  CONSTRAINT policies_scenario_event_is_known
    CHECK (event IN ('suit', 'letter', 'judgment', 'default')),
  CONSTRAINT policies_scenario_dates_are_ordered CHECK (to_on IS NULL OR from_on <= to_on)
);
INSERT INTO policies_scenario (line, n, code, name, name_en, event, territory, losses, from_on)
SELECT line, n, code, name, name_en, event, territory, losses::jsonb, '2020-01-01' FROM (VALUES
  ('overseas_liability', 1, 'us_suit_settled', '美国专利诉讼，和解结案',
    'US patent suit, settled', 'suit', 'US',
    '[{"cost": "DEF", "fen": 300000000}, {"cost": "DAM", "fen": 240000000}]'),
  ('overseas_liability', 2, 'eu_injunction_won', '欧洲禁令，胜诉',
    'European injunction, won', 'suit', 'EU', '[{"cost": "DEF", "fen": 90000000}]'),
  ('overseas_liability', 3, 'us_verdict', '美国判决，高额赔偿',
    'US verdict, high damages', 'suit', 'US',
    '[{"cost": "DEF", "fen": 500000000}, {"cost": "DAM", "fen": 1800000000}]'),
  ('overseas_liability', 4, 'jp_letter', '日本警告函，未起诉',
    'Japanese warning letter, no suit', 'letter', 'JP', '[{"cost": "DEF", "fen": 25000000}]'),
  ('star_composite', 1, 'cn_suit_lost', '境内侵权诉讼，判决赔偿',
    'Suit at home, damages awarded', 'suit', 'CN',
    '[{"cost": "DEF", "fen": 30000000}, {"cost": "DAM", "fen": 150000000}]'),
  ('star_composite', 2, 'us_suit_defended', '美国专利诉讼，抗辩',
    'US patent suit, defended', 'suit', 'US', '[{"cost": "DEF", "fen": 300000000}]'),
  ('star_composite', 3, 'infringer_pursued', '起诉侵权人',
    'An infringer is sued', 'judgment', 'CN', '[{"cost": "PUR", "fen": 40000000}]'),
  ('star_composite', 4, 'patent_attacked', '专利被请求无效',
    'A patent is attacked', 'judgment', 'CN', '[{"cost": "INV", "fen": 15000000}]'),
  ('enforcement', 1, 'one_suit', '起诉一家侵权人', 'One infringer sued', 'judgment', 'CN',
    '[{"cost": "PUR", "fen": 20000000}]'),
  ('enforcement', 2, 'long_suit', '两审诉讼', 'A suit through appeal', 'judgment', 'CN',
    '[{"cost": "PUR", "fen": 60000000}]'),
  ('enforcement', 3, 'suit_and_invalidity', '起诉并应对无效请求',
    'A suit, and an attack on the patent', 'judgment', 'CN',
    '[{"cost": "PUR", "fen": 30000000}, {"cost": "INV", "fen": 15000000}]'),
  ('enforcement', 4, 'suit_and_loss', '起诉，另有侵权损失',
    'A suit, and a loss by infringement', 'judgment', 'CN',
    '[{"cost": "PUR", "fen": 30000000}, {"cost": "LOSS", "fen": 50000000}]'),
  ('infringement_loss', 1, 'small_loss', '小额侵权损失', 'A small loss', 'judgment', 'CN',
    '[{"cost": "LOSS", "fen": 10000000}]'),
  ('infringement_loss', 2, 'median_loss', '一般侵权损失', 'A usual loss', 'judgment', 'CN',
    '[{"cost": "LOSS", "fen": 50000000}]'),
  ('infringement_loss', 3, 'large_loss', '重大侵权损失', 'A large loss', 'judgment', 'CN',
    '[{"cost": "LOSS", "fen": 300000000}]'),
  ('infringement_loss', 4, 'loss_and_suit', '侵权损失与维权费用',
    'A loss, and the cost of pursuit', 'judgment', 'CN',
    '[{"cost": "LOSS", "fen": 50000000}, {"cost": "PUR", "fen": 30000000}]'),
  ('loan_guarantee', 1, 'late_default', '还款近半后违约', 'Default when half is repaid',
    'default', 'CN', '[{"cost": "GUA", "principal_bp": 5000}]'),
  ('loan_guarantee', 2, 'full_default', '全额违约', 'Default of the whole loan', 'default', 'CN',
    '[{"cost": "GUA", "principal_bp": 10000}]'),
  ('loan_guarantee', 3, 'default_with_interest', '全额违约并欠息',
    'Default of the whole loan with interest', 'default', 'CN',
    '[{"cost": "GUA", "principal_bp": 10200}]'),
  ('loan_guarantee', 4, 'default_after_disposal', '处置质物后的余额',
    'What is left after the pledge is sold', 'default', 'CN',
    '[{"cost": "GUA", "principal_bp": 7500}]')
) AS known (line, n, code, name, name_en, event, territory, losses);

-- Who shares the risk of a quote: the lead first; each for its own share, several not joint.
CREATE TABLE policies_participation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  quote uuid NOT NULL REFERENCES underwriting_quote (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  role varchar(10) NOT NULL,
  share_ppm integer NOT NULL,
  signed_at timestamptz,
  signed_by uuid,
  signed_by_name varchar(120),
  CONSTRAINT policies_participation_is_numbered_once UNIQUE (quote, n),
  CONSTRAINT policies_participation_is_of_one_insurer UNIQUE (quote, insurer),
  CONSTRAINT policies_participation_share_is_a_share CHECK (share_ppm BETWEEN 1 AND 1000000),
  CONSTRAINT policies_participation_lead_is_first
    CHECK (role IN ('lead', 'follower') AND (role = 'lead') = (n = 1) AND n >= 1),
  CONSTRAINT policies_participation_signed_is_whole
    CHECK (num_nulls(signed_at, signed_by, signed_by_name) IN (0, 3))
);
CREATE INDEX policies_participation_of_insurer ON policies_participation (insurer, quote);

-- Reinsurance of one quote, known to its lead alone.
CREATE TABLE policies_facultative (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  quote uuid NOT NULL REFERENCES underwriting_quote (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  reinsurer varchar(200) NOT NULL,
  cession_ppm integer NOT NULL,
  reference varchar(80),
  confirmed_at timestamptz,
  confirmed_by uuid,
  confirmed_by_name varchar(120),
  CONSTRAINT policies_facultative_is_numbered_once UNIQUE (quote, n),
  CONSTRAINT policies_facultative_cession_is_a_share CHECK (cession_ppm BETWEEN 1 AND 1000000),
  CONSTRAINT policies_facultative_confirmed_is_whole
    CHECK (num_nulls(reference, confirmed_at, confirmed_by, confirmed_by_name) IN (0, 4))
);

-- The page on which exclusions are explained: its words as they were shown.
CREATE TABLE policies_page (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  quote uuid NOT NULL REFERENCES underwriting_quote (id) ON DELETE RESTRICT,
  option smallint NOT NULL,
  sha256 varchar(64) NOT NULL,
  content jsonb NOT NULL,
  shown_to uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  shown_to_name varchar(120) NOT NULL,
  CONSTRAINT policies_page_is_of_an_option FOREIGN KEY (quote, option)
    REFERENCES underwriting_quote_option (quote, n) ON DELETE RESTRICT,
  CONSTRAINT policies_page_digest_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX policies_page_of_quote ON policies_page (quote, shown_to, created_at DESC);
CREATE TRIGGER policies_page_never_changes BEFORE UPDATE OR DELETE ON policies_page
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();

CREATE TABLE policies_tick (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  page uuid NOT NULL REFERENCES policies_page (id) ON DELETE RESTRICT,
  exclusion varchar(60) NOT NULL,
  ticked_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  CONSTRAINT policies_tick_stands_once UNIQUE (page, exclusion)
);
CREATE TRIGGER policies_tick_never_changes BEFORE UPDATE OR DELETE ON policies_tick
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();

CREATE TABLE policies_policy (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  quote uuid NOT NULL REFERENCES underwriting_quote (id) ON DELETE RESTRICT,
  option smallint NOT NULL,
  page uuid NOT NULL REFERENCES policies_page (id) ON DELETE RESTRICT,
  line varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  bank uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  loan_application uuid REFERENCES lending_application (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  inception_on date NOT NULL,
  expires_on date NOT NULL,
  net_fen bigint NOT NULL,
  vat_fen bigint NOT NULL,
  gross_fen bigint NOT NULL,
  accepted_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  accepted_by_name varchar(120) NOT NULL,
  requested_at timestamptz,
  bound_at timestamptz,
  pay_by date,
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  issued_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT policies_policy_number_is_unique UNIQUE (number),
  CONSTRAINT policies_policy_is_one_of_its_quote UNIQUE (quote),
  CONSTRAINT policies_policy_has_a_charge_of_its_own UNIQUE (charge),
  CONSTRAINT policies_policy_is_of_an_option FOREIGN KEY (quote, option)
    REFERENCES underwriting_quote_option (quote, n) ON DELETE RESTRICT,
  CONSTRAINT policies_policy_state_is_known CHECK (state IN ('accepted', 'bind_requested', 'bound',
    'issued', 'lapsed_unpaid', 'not_bound')),
  CONSTRAINT policies_policy_term_is_ordered CHECK (inception_on < expires_on),
  CONSTRAINT policies_policy_premium_adds_up
    CHECK (net_fen >= 0 AND vat_fen >= 0 AND gross_fen = net_fen + vat_fen),
  CONSTRAINT policies_policy_bound_is_charged CHECK (
    num_nulls(bound_at, pay_by, charge) =
      CASE WHEN state IN ('bound', 'issued', 'lapsed_unpaid') THEN 0 ELSE 3 END),
  CONSTRAINT policies_policy_issued_when_it_was CHECK ((state = 'issued') = (issued_at IS NOT NULL)),
  CONSTRAINT policies_policy_ended_when_it_did
    CHECK ((state IN ('lapsed_unpaid', 'not_bound')) = (ended_at IS NOT NULL)),
  CONSTRAINT policies_guarantee_is_of_a_loan CHECK (
    line <> 'loan_guarantee' OR (bank IS NOT NULL AND loan_application IS NOT NULL)),
  CONSTRAINT policies_loan_has_its_bank CHECK (loan_application IS NULL OR bank IS NOT NULL)
);
CREATE INDEX policies_policy_of_firm ON policies_policy (firm, created_at DESC, id DESC);
CREATE INDEX policies_policy_of_insurer ON policies_policy (insurer, created_at DESC, id DESC);
CREATE INDEX policies_policy_of_bank ON policies_policy (bank, created_at DESC, id DESC)
  WHERE bank IS NOT NULL;
CREATE INDEX policies_policy_waits_for_payment ON policies_policy (pay_by) WHERE state = 'bound';
CREATE INDEX policies_policy_waits_for_binding ON policies_policy (inception_on)
  WHERE state IN ('accepted', 'bind_requested');
CREATE UNIQUE INDEX policies_loan_is_guaranteed_once ON policies_policy (loan_application)
  WHERE line = 'loan_guarantee' AND state NOT IN ('lapsed_unpaid', 'not_bound');

-- What the insurer asked for before it is bound, taken from the quote.
CREATE TABLE policies_subjectivity (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  policy uuid NOT NULL REFERENCES policies_policy (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  text varchar(1000) NOT NULL,
  before_binding boolean NOT NULL,
  due_on date,
  note varchar(1000),
  met_at timestamptz,
  met_by uuid,
  met_by_name varchar(120),
  CONSTRAINT policies_subjectivity_is_numbered_once UNIQUE (policy, n),
  CONSTRAINT policies_subjectivity_met_is_whole
    CHECK (num_nulls(note, met_at, met_by, met_by_name) IN (0, 4))
);

-- Effective time × recorded time: nothing is edited, an earlier day is told by a later row.
CREATE TABLE policies_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  policy uuid NOT NULL REFERENCES policies_policy (id) ON DELETE RESTRICT,
  n integer NOT NULL,
  effective_on date NOT NULL,
  cause varchar(20) NOT NULL,
  terms jsonb NOT NULL,
  sha256 varchar(64) NOT NULL,
  CONSTRAINT policies_version_is_numbered_once UNIQUE (policy, n),
  CONSTRAINT policies_version_cause_is_known CHECK (cause IN ('issue')),
  CONSTRAINT policies_version_digest_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE TRIGGER policies_version_never_changes BEFORE UPDATE OR DELETE ON policies_version
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();

-- Shares sum to the whole, whatever is done to them, and the lead is who quoted.
CREATE FUNCTION policies_check_shares() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of uuid := coalesce(NEW.quote, OLD.quote);
  total bigint;
BEGIN
  SELECT sum(share_ppm) INTO total FROM policies_participation WHERE quote = of;
  IF total <> 1000000 THEN
    PERFORM policies_refuse('the shares of the insurers sum to the whole', TG_NAME);
  END IF;
  IF EXISTS (SELECT FROM policies_participation p JOIN underwriting_quote q ON q.id = p.quote
    JOIN underwriting_submission s ON s.id = q.submission
    WHERE p.quote = of AND p.n = 1 AND p.insurer <> s.insurer) THEN
    PERFORM policies_refuse('the insurer that quoted leads', TG_NAME);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER policies_shares_sum_to_the_whole
  AFTER INSERT OR UPDATE OR DELETE ON policies_participation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION policies_check_shares();

-- From the acceptance on nobody joins, leaves or changes his share; only signatures come.
CREATE FUNCTION policies_keep_placement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed text[] := ARRAY['signed_at', 'signed_by', 'signed_by_name', 'reference', 'confirmed_at',
    'confirmed_by', 'confirmed_by_name'];
BEGIN
  IF EXISTS (SELECT FROM policies_policy WHERE quote = coalesce(NEW.quote, OLD.quote))
    AND (TG_OP <> 'UPDATE' OR to_jsonb(OLD) - signed IS DISTINCT FROM to_jsonb(NEW) - signed) THEN
    PERFORM policies_refuse('what was accepted keeps its insurers', TG_NAME);
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER policies_participation_is_kept BEFORE INSERT OR UPDATE OR DELETE
  ON policies_participation FOR EACH ROW EXECUTE FUNCTION policies_keep_placement();
CREATE TRIGGER policies_facultative_is_kept BEFORE INSERT OR UPDATE OR DELETE
  ON policies_facultative FOR EACH ROW EXECUTE FUNCTION policies_keep_placement();

CREATE FUNCTION policies_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  later text[] := ARRAY['state', 'requested_at', 'bound_at', 'pay_by', 'charge', 'issued_at',
    'ended_at'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'accepted' THEN
      PERFORM policies_refuse('a policy begins with an acceptance', 'policies_begin_accepted');
    END IF;
    IF EXISTS (SELECT FROM jsonb_array_elements(
        (SELECT content -> 'exclusions' FROM policies_page WHERE id = NEW.page)) AS shown
      WHERE NOT EXISTS (SELECT FROM policies_tick t WHERE t.page = NEW.page
        AND t.ticked_by = NEW.accepted_by AND t.exclusion = shown ->> 'key')) THEN
      PERFORM policies_refuse('every exclusion is ticked before', 'policies_exclusions_are_ticked');
    END IF;
    IF NOT EXISTS (SELECT FROM policies_participation WHERE quote = NEW.quote) THEN
      PERFORM policies_refuse('somebody bears the risk', 'policies_have_insurers');
    END IF;
    IF NEW.loan_application IS NOT NULL AND NOT EXISTS (SELECT FROM lending_application a
      WHERE a.id = NEW.loan_application AND a.applicant = NEW.firm AND a.lender = NEW.bank) THEN
      PERFORM policies_refuse('the loan is that of the firm at the bank', 'policies_loan_fits');
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(OLD) - later IS DISTINCT FROM to_jsonb(NEW) - later
    OR (OLD.charge IS NOT NULL AND (NEW.charge, NEW.bound_at, NEW.pay_by)
      IS DISTINCT FROM (OLD.charge, OLD.bound_at, OLD.pay_by)) THEN
    PERFORM policies_refuse('what was accepted and bound stays', 'policies_policy_stays');
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('accepted', 'bind_requested'), ('bind_requested', 'bound'),
    ('accepted', 'not_bound'), ('bind_requested', 'not_bound'), ('bound', 'issued'),
    ('bound', 'lapsed_unpaid')) AND OLD.state <> NEW.state THEN
    PERFORM policies_refuse('a policy goes from state to state', 'policies_policy_moves_on');
  END IF;
  IF NEW.state = 'bound' AND OLD.state <> 'bound' AND (
    EXISTS (SELECT FROM policies_participation WHERE quote = NEW.quote AND signed_at IS NULL)
    OR EXISTS (SELECT FROM policies_facultative WHERE quote = NEW.quote AND confirmed_at IS NULL)
    OR EXISTS (SELECT FROM policies_subjectivity
      WHERE policy = NEW.id AND before_binding AND met_at IS NULL)) THEN
    PERFORM policies_refuse('nothing is open when it is bound', 'policies_bound_has_nothing_open');
  END IF;
  -- 见费出单
  IF NEW.state = 'issued' AND OLD.state <> 'issued' AND NOT EXISTS (
    SELECT FROM payments_charge c WHERE c.id = NEW.charge AND c.state IN ('paid', 'overpaid')
    AND c.amount_fen = NEW.gross_fen AND c.payer = NEW.firm AND c.payee = NEW.insurer) THEN
    PERFORM policies_refuse('no policy before its premium', 'policies_issued_is_paid');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_guard BEFORE INSERT OR UPDATE OR DELETE ON policies_policy
  FOR EACH ROW EXECUTE FUNCTION policies_guard();

CREATE FUNCTION policies_check_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policies_policy p WHERE p.id = NEW.policy AND p.state = 'issued'
    AND NEW.effective_on >= p.inception_on AND NEW.effective_on < p.expires_on) THEN
    PERFORM policies_refuse('a version is of an issued policy, within its term', TG_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_version_is_of_an_issued_policy BEFORE INSERT ON policies_version
  FOR EACH ROW EXECUTE FUNCTION policies_check_version();

-- A paper may be about a policy too.
DO $$
DECLARE
  known text;
BEGIN
  SELECT string_agg(quote_literal(word.each[1]), ', ') INTO known
  FROM pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') AS word (each)
  WHERE c.conname = 'papers_paper_subject_is_known';
  ALTER TABLE papers_paper DROP CONSTRAINT papers_paper_subject_is_known;
  EXECUTE format('ALTER TABLE papers_paper ADD CONSTRAINT papers_paper_subject_is_known '
    'CHECK (subject_kind IN (%s, %L))', known, 'policy');
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
