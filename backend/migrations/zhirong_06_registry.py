"""The register of pledges, what counts, and the plan of 2022-2025 with its targets and rule."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "registry"

TABLES = """
CREATE TABLE registry_pledge (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  register varchar(12) NOT NULL,
  state varchar(16) NOT NULL,
  live boolean NOT NULL GENERATED ALWAYS AS (
    state IN ('filed', 'defect', 'warned', 'registered', 'change_filed', 'cancel_filed')) STORED,
  made_elsewhere boolean NOT NULL,
  application_id uuid,
  pledgor uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  pledgor_name varchar(200) NOT NULL,
  pledgor_code varchar(18),
  pledgee uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  pledgee_name varchar(200) NOT NULL,
  pledgee_code varchar(18),
  parties jsonb NOT NULL,
  right_ids uuid[] NOT NULL,
  claim_kind varchar(12),
  secured_fen bigint,
  loan_reference varchar(120),
  performance_from date,
  performance_to date,
  terms jsonb NOT NULL,
  terms_version integer NOT NULL,
  terms_hash varchar(64),
  papers jsonb NOT NULL,
  channel varchar(8),
  filed_on date,
  due_on date,
  cure_by date,
  warning jsonb,
  registration_number varchar(40),
  registered_on date,
  notice_document uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  recorded_by uuid,
  recorded_organisation uuid,
  recorded_at timestamptz,
  warnings text[] NOT NULL,
  recording integer NOT NULL,
  bank_outcome varchar(12),
  count_outcome varchar(12),
  pending jsonb,
  ended jsonb,
  flags text[] NOT NULL,
  CONSTRAINT registry_pledge_number_stands_once UNIQUE (number),
  CONSTRAINT registry_pledge_registration_number_stands_once UNIQUE (registration_number),
  CONSTRAINT registry_pledge_liveness_is_referable UNIQUE (id, live),
  CONSTRAINT registry_pledge_register_is_known
    CHECK (register IN ('patent', 'trademark', 'copyright', 'layout')),
  CONSTRAINT registry_pledge_state_is_known CHECK (state IN (
    'draft', 'ready', 'filed', 'defect', 'warned', 'registered', 'change_filed', 'cancel_filed',
    'cancelled', 'refused', 'revoked', 'withdrawn')),
  CONSTRAINT registry_pledge_claim_kind_is_known CHECK (claim_kind IN ('single', 'max_amount')),
  CONSTRAINT registry_pledge_channel_is_known CHECK (channel IN ('online', 'post', 'counter')),
  CONSTRAINT registry_pledge_outcomes_are_known CHECK (
    bank_outcome IN ('confirmed', 'mismatch') AND count_outcome IN ('confirmed', 'mismatch')),
  CONSTRAINT registry_pledge_secures_something CHECK (secured_fen > 0),
  CONSTRAINT registry_pledge_names_rights CHECK (cardinality(right_ids) > 0),
  CONSTRAINT registry_pledge_period_runs_forwards CHECK (performance_to >= performance_from),
  CONSTRAINT registry_pledge_on_the_platform_knows_its_parties
    CHECK (made_elsewhere OR (pledgor IS NOT NULL AND pledgee IS NOT NULL)),
  CONSTRAINT registry_pledge_filed_names_its_filing CHECK (
    state NOT IN ('filed', 'defect', 'warned')
    OR (channel IS NOT NULL AND filed_on IS NOT NULL AND due_on IS NOT NULL)),
  CONSTRAINT registry_pledge_registered_names_its_registration CHECK (
    state NOT IN ('registered', 'change_filed', 'cancel_filed', 'cancelled', 'revoked')
    OR (registration_number IS NOT NULL AND registered_on IS NOT NULL AND secured_fen IS NOT NULL
        AND recorded_by IS NOT NULL AND recorded_at IS NOT NULL AND recording > 0))
);
CREATE INDEX registry_pledge_of_the_pledgor ON registry_pledge (pledgor, created_at DESC, id);
CREATE INDEX registry_pledge_of_the_pledgee ON registry_pledge (pledgee, created_at DESC, id);
CREATE INDEX registry_pledge_unverified ON registry_pledge (recorded_at)
  WHERE recording > 0 AND count_outcome IS DISTINCT FROM 'confirmed';
CREATE UNIQUE INDEX registry_pledge_application_has_one_open ON registry_pledge (application_id)
  WHERE state NOT IN ('refused', 'withdrawn', 'cancelled', 'revoked');

CREATE TABLE registry_pledged_right (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  pledge uuid NOT NULL REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  patent uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  live boolean NOT NULL,
  position smallint NOT NULL,
  CONSTRAINT registry_pledged_right_follows_its_pledge
    FOREIGN KEY (pledge, live) REFERENCES registry_pledge (id, live) ON UPDATE CASCADE,
  CONSTRAINT registry_pledged_right_stands_once_in_a_pledge UNIQUE (pledge, patent)
);
CREATE UNIQUE INDEX registry_pledged_right_in_one_live_pledge
  ON registry_pledged_right (patent) WHERE live;
CREATE INDEX registry_pledged_right_of_a_patent ON registry_pledged_right (patent);

CREATE TABLE registry_counter (
  register varchar(12) PRIMARY KEY,
  last bigint NOT NULL,
  CONSTRAINT registry_counter_register_is_known
    CHECK (register IN ('patent', 'trademark', 'copyright', 'layout'))
);
INSERT INTO registry_counter (register, last)
  VALUES ('patent', 0), ('trademark', 0), ('copyright', 0), ('layout', 0);

CREATE TABLE registry_event (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  register varchar(12) NOT NULL REFERENCES registry_counter (register) ON DELETE RESTRICT,
  sequence bigint NOT NULL,
  pledge uuid NOT NULL REFERENCES registry_pledge (id) DEFERRABLE INITIALLY DEFERRED,
  action varchar(32) NOT NULL,
  occurred_at timestamptz NOT NULL,
  changes jsonb NOT NULL,
  facts jsonb NOT NULL,
  actor_id uuid NOT NULL,
  actor_name varchar(120) NOT NULL,
  organisation_id uuid NOT NULL,
  organisation_name varchar(200) NOT NULL,
  CONSTRAINT registry_event_sequence_stands_once UNIQUE (register, sequence)
);
CREATE INDEX registry_event_of_a_pledge ON registry_event (pledge, sequence);

CREATE TABLE registry_signature (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  pledge uuid NOT NULL REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  party varchar(4) NOT NULL,
  purpose varchar(12) NOT NULL,
  terms_version integer NOT NULL,
  terms_hash varchar(64) NOT NULL,
  person uuid NOT NULL,
  person_name varchar(120) NOT NULL,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  signed_at timestamptz NOT NULL,
  CONSTRAINT registry_signature_one_a_party UNIQUE (pledge, party, purpose, terms_hash),
  CONSTRAINT registry_signature_party_is_known CHECK (party IN ('firm', 'bank')),
  CONSTRAINT registry_signature_purpose_is_known CHECK (purpose IN ('terms', 'declaration')),
  CONSTRAINT registry_signature_hash_is_hex CHECK (terms_hash ~ '^[0-9a-f]{64}$')
);

CREATE TABLE registry_time_limit (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  channel varchar(8) NOT NULL,
  from_on date NOT NULL,
  working_days smallint NOT NULL,
  source text NOT NULL,
  CONSTRAINT registry_time_limit_one_a_day UNIQUE (channel, from_on),
  CONSTRAINT registry_time_limit_channel_is_known CHECK (channel IN ('online', 'post', 'counter')),
  CONSTRAINT registry_time_limit_is_positive CHECK (working_days > 0)
);

CREATE TABLE registry_recording (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  pledge uuid NOT NULL REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  corrects integer,
  cause varchar(12) NOT NULL,
  effective_on date NOT NULL,
  secured_fen bigint NOT NULL,
  claim_kind varchar(12),
  registration_number varchar(40) NOT NULL,
  document uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  reason text,
  recorder uuid NOT NULL,
  recorder_name varchar(120) NOT NULL,
  recorder_organisation uuid NOT NULL,
  recorder_is_district boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT registry_recording_version_stands_once UNIQUE (pledge, version),
  CONSTRAINT registry_recording_names_its_recorder
    UNIQUE (pledge, version, recorder, recorder_organisation, recorder_is_district),
  CONSTRAINT registry_recording_cause_is_known CHECK (cause IN ('registration', 'change')),
  CONSTRAINT registry_recording_correction_says_why
    CHECK (corrects IS NULL OR (corrects < version AND reason <> '')),
  CONSTRAINT registry_recording_corrects_a_version
    FOREIGN KEY (pledge, corrects) REFERENCES registry_recording (pledge, version),
  CONSTRAINT registry_recording_secures_something CHECK (secured_fen > 0)
);

CREATE TABLE registry_verification (
  id uuid PRIMARY KEY,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  created_at timestamptz NOT NULL DEFAULT now(),
  pledge uuid NOT NULL REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  checker varchar(8) NOT NULL,
  outcome varchar(12) NOT NULL,
  reason text,
  looked_in varchar(40),
  looked_on date,
  verifier uuid NOT NULL,
  verifier_name varchar(120) NOT NULL,
  verifier_organisation uuid NOT NULL,
  recorder uuid NOT NULL,
  recorder_organisation uuid NOT NULL,
  recorder_is_district boolean NOT NULL,
  verified_at timestamptz NOT NULL,
  CONSTRAINT registry_verification_outcome_stands_once UNIQUE (pledge, version, checker, outcome),
  CONSTRAINT registry_verification_is_of_a_recording
    FOREIGN KEY (pledge, version, recorder, recorder_organisation, recorder_is_district)
    REFERENCES registry_recording
      (pledge, version, recorder, recorder_organisation, recorder_is_district),
  CONSTRAINT registry_verification_checker_is_known CHECK (checker IN ('bank', 'district')),
  CONSTRAINT registry_verification_outcome_is_known CHECK (outcome IN ('confirmed', 'mismatch')),
  CONSTRAINT registry_verification_mismatch_says_why CHECK (outcome = 'confirmed' OR reason <> ''),
  CONSTRAINT registry_verification_four_eyes CHECK (verifier <> recorder),
  CONSTRAINT registry_verification_other_organisation_or_district CHECK (
    checker = 'bank' OR recorder_is_district OR verifier_organisation <> recorder_organisation),
  CONSTRAINT registry_verification_district_says_where CHECK (
    checker = 'bank' OR (looked_on IS NOT NULL AND (looked_in <> '' OR reason <> '')))
);

CREATE TABLE registry_plan (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  name varchar(120) NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  adopted boolean NOT NULL,
  source text NOT NULL,
  CONSTRAINT registry_plan_code_stands_once UNIQUE (code),
  CONSTRAINT registry_plan_runs_forwards CHECK (from_on <= to_on)
);

CREATE TABLE registry_target (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  plan uuid NOT NULL REFERENCES registry_plan (id) ON DELETE RESTRICT,
  code varchar(60) NOT NULL,
  name varchar(160) NOT NULL,
  quote text NOT NULL,
  unit varchar(20) NOT NULL,
  value bigint NOT NULL,
  source text NOT NULL,
  CONSTRAINT registry_target_code_stands_once UNIQUE (code),
  CONSTRAINT registry_target_is_positive CHECK (value > 0)
);

CREATE TABLE registry_counting_rule (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  plan uuid NOT NULL REFERENCES registry_plan (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  from_on date NOT NULL,
  switches jsonb NOT NULL,
  words text NOT NULL,
  source text NOT NULL,
  CONSTRAINT registry_counting_rule_version_stands_once UNIQUE (plan, version),
  CONSTRAINT registry_counting_rule_one_a_day UNIQUE (plan, from_on)
);

CREATE TABLE registry_count_entry (
  id uuid PRIMARY KEY,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  created_at timestamptz NOT NULL DEFAULT now(),
  pledge uuid NOT NULL REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  registration_number varchar(40) NOT NULL,
  plan uuid NOT NULL REFERENCES registry_plan (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  effective_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  amount_fen bigint NOT NULL,
  cause varchar(12) NOT NULL,
  reason text,
  rule_version integer NOT NULL,
  counted_by uuid NOT NULL,
  counted_by_name varchar(120) NOT NULL,
  industry varchar(24) NOT NULL,
  bank varchar(200),
  street varchar(60),
  pledgor_name varchar(200) NOT NULL,
  pledgor_code varchar(18),
  CONSTRAINT registry_count_entry_counts_a_recording
    FOREIGN KEY (pledge, version) REFERENCES registry_recording (pledge, version),
  CONSTRAINT registry_count_entry_names_its_rule
    FOREIGN KEY (plan, rule_version) REFERENCES registry_counting_rule (plan, version),
  CONSTRAINT registry_count_entry_cause_is_known
    CHECK (cause IN ('registration', 'change', 'correction', 'revocation')),
  CONSTRAINT registry_count_entry_is_not_nothing CHECK (amount_fen <> 0),
  CONSTRAINT registry_count_entry_taking_away_says_why CHECK (amount_fen > 0 OR reason <> '')
);
CREATE INDEX registry_count_entry_of_a_plan ON registry_count_entry (plan, effective_on, id);
CREATE INDEX registry_count_entry_of_a_pledge ON registry_count_entry (pledge);
"""

TRIGGERS = """
CREATE FUNCTION registry_number_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registry_counter SET last = last + 1 WHERE register = NEW.register
    RETURNING last INTO NEW.sequence;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_event_is_numbered BEFORE INSERT ON registry_event
  FOR EACH ROW EXECUTE FUNCTION registry_number_event();

-- The counter rises by one, and only for an event that is being written.
CREATE FUNCTION registry_refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 OR NEW.last <> OLD.last + 1 OR NEW.register <> OLD.register THEN
    RAISE EXCEPTION 'The register''s sequence has no gaps'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'registry_counter_has_no_gaps';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_counter_has_no_gaps BEFORE UPDATE ON registry_counter
  FOR EACH ROW EXECUTE FUNCTION registry_refuse_gap();
CREATE TRIGGER registry_counter_is_never_deleted BEFORE DELETE ON registry_counter
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE FUNCTION registry_refuse_other_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM registry_count_entry
             WHERE plan = OLD.plan AND rule_version = OLD.version) THEN
    RAISE EXCEPTION 'A counting rule that was used stays as it is'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'registry_counting_rule_used_stays';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_counting_rule_used_stays BEFORE UPDATE OR DELETE ON registry_counting_rule
  FOR EACH ROW EXECUTE FUNCTION registry_refuse_other_rule();
CREATE TRIGGER registry_pledge_is_never_deleted BEFORE DELETE ON registry_pledge
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""

ONLY_GROWS = (
    "registry_event",
    "registry_signature",
    "registry_recording",
    "registry_verification",
    "registry_count_entry",
)

SEEDS = """
INSERT INTO registry_time_limit (id, channel, from_on, working_days, source) VALUES
  ('06000000-0000-4000-8000-000000000001', 'online', '2021-11-15', 2, '专利权质押登记办法 第十条'),
  ('06000000-0000-4000-8000-000000000002', 'post', '2021-11-15', 5, '专利权质押登记办法 第十条'),
  ('06000000-0000-4000-8000-000000000003', 'counter', '2021-11-15', 5, '专利权质押登记办法 第十条');

INSERT INTO registry_plan (id, code, name, from_on, to_on, adopted, source) VALUES
  ('06000000-0000-4000-8000-000000000010', '2022-2025',
   '浦东新区建设国家知识产权保护示范区（2022—2025年）', '2022-01-01', '2025-12-31', true,
   '浦府〔2022〕142号，2022-09-28');

INSERT INTO registry_target (id, plan, code, name, quote, unit, value, source) VALUES
  ('06000000-0000-4000-8000-000000000011', '06000000-0000-4000-8000-000000000010',
   '2022-2025.pledge', '知识产权质押融资登记金额', '知识产权质押融资登记金额累计达到30亿元', 'fen',
   300000000000, '浦府〔2022〕142号'),
  ('06000000-0000-4000-8000-000000000012', '06000000-0000-4000-8000-000000000010',
   '2022-2025.high-value', '每万人口高价值发明专利拥有量', '每万人口高价值发明专利拥有量达到60件以上',
   'per_10000', 60, '浦府〔2022〕142号'),
  ('06000000-0000-4000-8000-000000000013', '06000000-0000-4000-8000-000000000010',
   '2022-2025.overseas', '海外发明专利授权量', '海外发明专利授权量累计增加3000件', 'patents',
   3000, '浦府〔2022〕142号'),
  ('06000000-0000-4000-8000-000000000014', '06000000-0000-4000-8000-000000000010',
   '2022-2025.library', '科创板拟上市企业分级培育库入库企业', '科创板拟上市企业分级培育库累计入库企业650家',
   'firms', 650, '浦府〔2022〕142号');

INSERT INTO registry_counting_rule (id, plan, version, from_on, switches, words, source) VALUES
  ('06000000-0000-4000-8000-000000000020', '06000000-0000-4000-8000-000000000010', 1,
   '2022-01-01',
   '{"kinds": ["patent", "trademark"], "division": "310115", "counts_from": null,
     "falls_deduct": false, "rises_of_earlier_count": false}',
   '每笔登记计一次，按登记的被担保债权数额（最高额质权按登记的最高额）计；以登记日为准，登记日在计划期内；'
   '出质人登记地址在浦东新区（310115），地址不明时按统一社会信用代码第三至八位；已注销的仍计；'
   '被撤销的自撤销日起以负数冲减原计划；金额变更只计超过历史最高额的部分，减少不冲减；'
   '计划期前登记的项目在计划期内增额不计；仅经区级第二人核验的登记计入。',
   '平台设计口径，待区主管部门确认');
"""

SQL = (
    TABLES
    + TRIGGERS
    + "".join(
        f"CREATE TRIGGER {table}_only_ever_grows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();\n"
        f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();\n"
        for table in ONLY_GROWS
    )
    + SEEDS
)


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
