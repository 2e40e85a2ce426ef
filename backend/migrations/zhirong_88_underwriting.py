"""Proposals, submissions to insurers, questions, referrals, screenings, quotes and authorities."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000088"
VERSION = "1.38.0"
DESCRIPTION = "underwriting: from proposal to quote"

SQL = """
CREATE FUNCTION underwriting_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was answered, signed or quoted never changes'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TABLE underwriting_proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  line varchar(20) NOT NULL,
  copied_from uuid REFERENCES underwriting_proposal (id) ON DELETE RESTRICT,
  created_by uuid NOT NULL,
  created_by_name varchar(120) NOT NULL,
  CONSTRAINT underwriting_proposal_number_is_unique UNIQUE (number),
  CONSTRAINT underwriting_proposal_line_is_known CHECK (line IN ('star_composite',
    'overseas_liability', 'enforcement', 'infringement_loss', 'loan_guarantee'))
);
CREATE INDEX underwriting_proposal_by_firm ON underwriting_proposal (firm, created_at DESC, id DESC);

CREATE TABLE underwriting_answers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  proposal uuid NOT NULL REFERENCES underwriting_proposal (id) ON DELETE RESTRICT,
  n integer NOT NULL,
  effective_on date,
  answers jsonb NOT NULL,
  questions jsonb NOT NULL,
  digest varchar(64) NOT NULL,
  by_id uuid NOT NULL,
  by_name varchar(120) NOT NULL,
  CONSTRAINT underwriting_answers_are_numbered_once UNIQUE (proposal, n),
  CONSTRAINT underwriting_answers_digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT underwriting_answers_begin_at_one CHECK (n >= 1)
);
CREATE TRIGGER underwriting_answers_never_change BEFORE UPDATE OR DELETE ON underwriting_answers
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();

CREATE TABLE underwriting_declaration (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  proposal uuid NOT NULL,
  n integer NOT NULL,
  digest varchar(64) NOT NULL,
  declared jsonb NOT NULL,
  signed_by uuid NOT NULL,
  signed_by_name varchar(120) NOT NULL,
  CONSTRAINT underwriting_declaration_is_signed_once UNIQUE (proposal, n),
  CONSTRAINT underwriting_declaration_is_of_answers FOREIGN KEY (proposal, n)
    REFERENCES underwriting_answers (proposal, n) ON DELETE RESTRICT
);
CREATE TRIGGER underwriting_declaration_never_changes
  BEFORE UPDATE OR DELETE ON underwriting_declaration
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();

CREATE TABLE underwriting_submission (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  proposal uuid NOT NULL,
  n integer NOT NULL,
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  product_version uuid NOT NULL REFERENCES insurance_product_version (id) ON DELETE RESTRICT,
  plan uuid NOT NULL REFERENCES insurance_rating_plan (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  handling varchar(20) NOT NULL,
  authority varchar(12) NOT NULL,
  hits jsonb NOT NULL,
  duplicates jsonb NOT NULL,
  assignee uuid REFERENCES identity_member (id) ON DELETE RESTRICT,
  due_on date,
  days_left smallint,
  first_quoted_at timestamptz,
  decline_code varchar(40),
  decline_note varchar(600),
  sent_by uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT underwriting_submission_number_is_unique UNIQUE (number),
  CONSTRAINT underwriting_submission_is_of_answers FOREIGN KEY (proposal, n)
    REFERENCES underwriting_answers (proposal, n) ON DELETE RESTRICT,
  CONSTRAINT underwriting_submission_state_is_known CHECK (state IN ('in_underwriting',
    'info_requested', 'indicated', 'referred', 'quoted', 'accepted', 'declined', 'withdrawn',
    'expired')),
  CONSTRAINT underwriting_submission_handling_is_known CHECK (handling IN ('automatic',
    'incomplete', 'referred', 'declined')),
  CONSTRAINT underwriting_submission_authority_is_known CHECK (authority IN ('L1', 'L2', 'L3',
    'head_office')),
  CONSTRAINT underwriting_submission_clock_runs_or_stands
    CHECK (due_on IS NULL OR days_left IS NULL),
  CONSTRAINT underwriting_submission_question_stops_the_clock
    CHECK (state <> 'info_requested' OR (due_on IS NULL AND days_left IS NOT NULL)),
  CONSTRAINT underwriting_submission_declined_says_why
    CHECK ((state = 'declined') = (decline_code IS NOT NULL))
);
CREATE UNIQUE INDEX underwriting_submission_is_sent_once
  ON underwriting_submission (proposal, insurer) WHERE state <> 'withdrawn';
CREATE INDEX underwriting_submission_by_insurer
  ON underwriting_submission (insurer, state, created_at DESC, id DESC);

CREATE TABLE underwriting_question (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  submission uuid NOT NULL REFERENCES underwriting_submission (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  items jsonb NOT NULL,
  due_on date NOT NULL,
  asked_by uuid NOT NULL,
  asked_by_name varchar(120) NOT NULL,
  answer varchar(4000),
  file_ids uuid[] NOT NULL DEFAULT '{}',
  answers_n integer,
  answered_at timestamptz,
  answered_by uuid,
  answered_by_name varchar(120),
  CONSTRAINT underwriting_question_is_numbered_once UNIQUE (submission, n),
  CONSTRAINT underwriting_question_answered_is_whole
    CHECK (num_nulls(answer, answers_n, answered_at, answered_by, answered_by_name) IN (0, 5))
);
CREATE UNIQUE INDEX underwriting_question_waits_once
  ON underwriting_question (submission) WHERE answered_at IS NULL;

CREATE TABLE underwriting_referral (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  submission uuid NOT NULL REFERENCES underwriting_submission (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  authority varchar(12) NOT NULL,
  memo varchar(4000) NOT NULL,
  terms jsonb NOT NULL,
  terms_digest varchar(64) NOT NULL,
  referred_by uuid NOT NULL,
  referred_by_name varchar(120) NOT NULL,
  decision varchar(12),
  note varchar(4000),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_level varchar(12),
  CONSTRAINT underwriting_referral_is_numbered_once UNIQUE (submission, n),
  CONSTRAINT underwriting_referral_is_decided_by_another CHECK (decided_by <> referred_by),
  CONSTRAINT underwriting_referral_decision_is_known
    CHECK (decision IN ('approved', 'amended', 'declined')),
  CONSTRAINT underwriting_referral_decided_is_whole CHECK (num_nulls(decision, note, decided_at,
    decided_by, decided_by_name, decided_level) IN (0, 6))
);
CREATE UNIQUE INDEX underwriting_referral_waits_once
  ON underwriting_referral (submission) WHERE decided_at IS NULL;

CREATE TABLE underwriting_quote (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  submission uuid NOT NULL REFERENCES underwriting_submission (id) ON DELETE RESTRICT,
  revision smallint NOT NULL,
  kind varchar(12) NOT NULL,
  state varchar(12) NOT NULL,
  automatic boolean NOT NULL,
  proposal uuid NOT NULL,
  answers_n integer NOT NULL,
  risk_hash varchar(64) NOT NULL,
  product_version uuid NOT NULL REFERENCES insurance_product_version (id) ON DELETE RESTRICT,
  plan uuid NOT NULL REFERENCES insurance_rating_plan (id) ON DELETE RESTRICT,
  wording jsonb NOT NULL,
  clauses jsonb NOT NULL,
  exclusions jsonb NOT NULL,
  subjectivities jsonb NOT NULL,
  inception_on date NOT NULL,
  expires_on date NOT NULL,
  valid_until timestamptz NOT NULL,
  authority varchar(12) NOT NULL,
  note varchar(4000) NOT NULL,
  quoted_by uuid NOT NULL,
  quoted_by_name varchar(120) NOT NULL,
  ended_at timestamptz,
  CONSTRAINT underwriting_quote_number_is_unique UNIQUE (number),
  CONSTRAINT underwriting_quote_is_revised_in_order UNIQUE (submission, revision),
  CONSTRAINT underwriting_quote_is_of_answers FOREIGN KEY (proposal, answers_n)
    REFERENCES underwriting_answers (proposal, n) ON DELETE RESTRICT,
  CONSTRAINT underwriting_quote_kind_is_known CHECK (kind IN ('indication', 'quote')),
  CONSTRAINT underwriting_quote_state_is_known
    CHECK (state IN ('open', 'superseded', 'expired', 'withdrawn', 'accepted')),
  CONSTRAINT underwriting_indication_does_not_bind
    CHECK (kind = 'quote' OR state <> 'accepted'),
  CONSTRAINT underwriting_quote_hash_is_sha256 CHECK (risk_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT underwriting_quote_term_is_ordered CHECK (inception_on < expires_on),
  CONSTRAINT underwriting_quote_holds_thirty_days_at_most
    CHECK (valid_until > created_at AND valid_until <= created_at + interval '31 days'),
  CONSTRAINT underwriting_quote_ended_when_it_did CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX underwriting_quote_stands_once
  ON underwriting_quote (submission) WHERE state IN ('open', 'accepted');

CREATE TABLE underwriting_quote_option (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  quote uuid NOT NULL REFERENCES underwriting_quote (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  label varchar(120) NOT NULL,
  risk jsonb NOT NULL,
  risk_hash varchar(64) NOT NULL,
  worksheet jsonb NOT NULL,
  worksheet_hash varchar(64) NOT NULL,
  net_fen bigint NOT NULL,
  vat_fen bigint NOT NULL,
  gross_fen bigint NOT NULL,
  CONSTRAINT underwriting_option_is_numbered_once UNIQUE (quote, n),
  CONSTRAINT underwriting_option_hashes_are_sha256
    CHECK (risk_hash ~ '^[0-9a-f]{64}$' AND worksheet_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT underwriting_option_premium_adds_up
    CHECK (net_fen >= 0 AND vat_fen >= 0 AND gross_fen = net_fen + vat_fen),
  CONSTRAINT underwriting_option_premium_is_that_of_its_worksheet CHECK (
    (worksheet ->> 'net_fen')::bigint = net_fen AND (worksheet ->> 'gross_fen')::bigint = gross_fen)
);
CREATE TRIGGER underwriting_option_never_changes
  BEFORE UPDATE OR DELETE ON underwriting_quote_option
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();

-- Of a quote only its end is written later.
CREATE FUNCTION underwriting_keep_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('superseded', 'expired', 'withdrawn')
    OR to_jsonb(OLD) - ARRAY['state', 'ended_at']
      IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'ended_at'] THEN
    RAISE EXCEPTION 'a quote stands as it was given'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'underwriting_quote_never_changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER underwriting_quote_never_changes BEFORE UPDATE OR DELETE ON underwriting_quote
  FOR EACH ROW EXECUTE FUNCTION underwriting_keep_quote();

CREATE TABLE underwriting_authority (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  level varchar(12) NOT NULL,
  from_on date NOT NULL,
  to_on date,
  drafted_by uuid NOT NULL,
  drafted_by_name varchar(120) NOT NULL,
  confirmed_by uuid,
  confirmed_by_name varchar(120),
  confirmed_at timestamptz,
  CONSTRAINT underwriting_authority_level_is_known
    CHECK (level IN ('L1', 'L2', 'L3', 'head_office')),
  CONSTRAINT underwriting_authority_dates_are_ordered CHECK (to_on IS NULL OR from_on <= to_on),
  CONSTRAINT underwriting_authority_is_given_by_another
    CHECK (drafted_by <> member AND confirmed_by <> member AND confirmed_by <> drafted_by),
  CONSTRAINT underwriting_authority_confirmed_is_whole
    CHECK (num_nulls(confirmed_by, confirmed_by_name, confirmed_at) IN (0, 3))
);
CREATE INDEX underwriting_authority_by_member ON underwriting_authority (insurer, member, from_on);

CREATE TABLE underwriting_sanctions_list (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(12) NOT NULL,
  version varchar(40) NOT NULL,
  as_of date NOT NULL,
  sha256 varchar(64) NOT NULL,
  names integer NOT NULL,
  loaded_by uuid NOT NULL,
  loaded_by_name varchar(120) NOT NULL,
  CONSTRAINT underwriting_sanctions_list_is_loaded_once UNIQUE (code, version),
  CONSTRAINT underwriting_sanctions_list_is_known
    CHECK (code IN ('UN', 'CN', 'OFAC', 'BIS', 'EU', 'UK'))
);
CREATE TABLE underwriting_sanctions_name (
  list uuid NOT NULL REFERENCES underwriting_sanctions_list (id) ON DELETE RESTRICT,
  line integer NOT NULL,
  name varchar(300) NOT NULL,
  key varchar(300) NOT NULL,
  PRIMARY KEY (list, line)
);
CREATE INDEX underwriting_sanctions_name_by_key ON underwriting_sanctions_name (list, key);
CREATE TRIGGER underwriting_sanctions_list_never_changes
  BEFORE UPDATE OR DELETE ON underwriting_sanctions_list
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();
CREATE TRIGGER underwriting_sanctions_name_never_changes
  BEFORE UPDATE OR DELETE ON underwriting_sanctions_name
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();

CREATE TABLE underwriting_screening (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  submission uuid NOT NULL REFERENCES underwriting_submission (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  moment varchar(12) NOT NULL,
  names jsonb NOT NULL,
  names_digest varchar(64) NOT NULL,
  lists jsonb NOT NULL,
  matches jsonb NOT NULL,
  result varchar(12) NOT NULL,
  decision varchar(12),
  note varchar(2000),
  file_id uuid,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name varchar(120),
  CONSTRAINT underwriting_screening_is_numbered_once UNIQUE (submission, n),
  CONSTRAINT underwriting_screening_moment_is_known
    CHECK (moment IN ('submission', 'quote', 'binding')),
  CONSTRAINT underwriting_screening_result_is_known
    CHECK (result IN ('clear', 'possible', 'not_screened')),
  CONSTRAINT underwriting_screening_decision_is_known CHECK (decision IN ('clear', 'true')),
  CONSTRAINT underwriting_screening_clear_needs_nobody
    CHECK (result <> 'clear' OR decision IS NULL),
  CONSTRAINT underwriting_screening_decided_is_whole
    CHECK (num_nulls(decision, note, decided_at, decided_by, decided_by_name) IN (0, 5))
);

CREATE TABLE underwriting_desk_rule (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  insurer uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  from_on date NOT NULL,
  answer_days smallint NOT NULL,
  valid_days smallint NOT NULL,
  CONSTRAINT underwriting_desk_rule_begins_once UNIQUE NULLS NOT DISTINCT (insurer, from_on),
  CONSTRAINT underwriting_desk_rule_is_within_reason
    CHECK (answer_days BETWEEN 1 AND 60 AND valid_days BETWEEN 1 AND 30)
);
INSERT INTO underwriting_desk_rule (insurer, from_on, answer_days, valid_days)
VALUES (NULL, '2020-01-01', 5, 30);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
