"""Loan applications: one committed per right, four eyes, and offers that rest on checks."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T09:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "lending: applications"

APPLICATIONS = """
CREATE TABLE lending_application (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  state varchar(20) NOT NULL,
  committed boolean NOT NULL GENERATED ALWAYS AS (
    state IN ('accepted', 'drawable', 'drawn')) STORED,
  version integer NOT NULL,
  applicant uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  product uuid NOT NULL REFERENCES lending_product (id) ON DELETE RESTRICT,
  product_version uuid NOT NULL REFERENCES lending_product_version (id) ON DELETE RESTRICT,
  request uuid NOT NULL REFERENCES listing_financing_request (id) ON DELETE RESTRICT,
  copied_from uuid REFERENCES lending_application (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  term_months integer NOT NULL,
  use_of_funds varchar(40) NOT NULL,
  right_ids uuid[] NOT NULL,
  snapshot jsonb NOT NULL,
  document_ids uuid[] NOT NULL,
  valuation uuid REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  drafted_by uuid NOT NULL,
  submitted_by uuid,
  submitted_at timestamptz,
  assignee uuid REFERENCES identity_member (id) ON DELETE RESTRICT,
  answer_days integer NOT NULL,
  due_on date,
  return_reason text,
  refusal_code varchar(30),
  refusal_sentence text,
  pledge uuid,
  drawn_fen bigint,
  drawn_on date,
  drawn_by uuid,
  loan_contract varchar(120),
  updated_at timestamptz NOT NULL,
  CONSTRAINT lending_application_number_stands_once UNIQUE (number),
  CONSTRAINT lending_application_commitment_is_referable UNIQUE (id, committed),
  CONSTRAINT lending_application_state_is_known CHECK (state IN (
    'draft', 'submitted', 'in_review', 'waiting', 'opined', 'offered', 'refused', 'accepted',
    'drawable', 'drawn', 'closed', 'declined', 'retracted', 'expired', 'withdrawn',
    'committed_elsewhere')),
  CONSTRAINT lending_application_asks_for_something
    CHECK (amount_fen > 0 AND term_months BETWEEN 1 AND 360),
  CONSTRAINT lending_application_names_rights CHECK (cardinality(right_ids) > 0),
  CONSTRAINT lending_application_answer_days_are_positive CHECK (answer_days > 0),
  CONSTRAINT lending_application_beyond_draft_was_submitted CHECK (
    state IN ('draft', 'withdrawn') OR (submitted_at IS NOT NULL AND submitted_by IS NOT NULL)),
  CONSTRAINT lending_application_refused_says_why CHECK (
    (state = 'refused') <= (refusal_code IS NOT NULL AND refusal_sentence <> '')),
  CONSTRAINT lending_application_refusal_reason_is_known CHECK (refusal_code IN (
    'owner_mismatch', 'not_in_force', 'late_fee', 'running_pledge', 'short_life', 'invalidation',
    'preserved', 'coowner_consent', 'weak_value', 'weak_cashflow', 'bad_credit', 'negative_list',
    'use_of_funds', 'cover_full', 'not_eligible_region')),
  CONSTRAINT lending_application_drawn_names_its_drawdown CHECK (
    state NOT IN ('drawn', 'closed')
    OR (drawn_fen > 0 AND drawn_on IS NOT NULL AND drawn_by IS NOT NULL AND pledge IS NOT NULL))
);
CREATE INDEX lending_application_of_the_firm
  ON lending_application (applicant, updated_at DESC, id);
CREATE INDEX lending_application_queue
  ON lending_application (lender, due_on, id) WHERE submitted_at IS NOT NULL;
CREATE UNIQUE INDEX lending_application_asks_once_at_a_time
  ON lending_application (request, product) WHERE state NOT IN (
    'refused', 'closed', 'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere');
CREATE INDEX lending_application_offered ON lending_application (id) WHERE state = 'offered';

CREATE TABLE lending_application_right (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL,
  patent uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  committed boolean NOT NULL,
  position smallint NOT NULL,
  CONSTRAINT lending_application_right_follows_its_application
    FOREIGN KEY (application, committed) REFERENCES lending_application (id, committed)
    ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT lending_application_right_is_named_once UNIQUE (application, patent)
);
CREATE UNIQUE INDEX lending_application_right_is_committed_once
  ON lending_application_right (patent) WHERE committed;
CREATE INDEX lending_application_right_by_patent ON lending_application_right (patent);

CREATE TABLE lending_clock_stretch (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  run smallint NOT NULL,
  working_days integer NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_as varchar(20),
  CONSTRAINT lending_clock_stretch_runs_forwards CHECK (ended_at >= started_at),
  CONSTRAINT lending_clock_stretch_end_says_why CHECK (
    (ended_at IS NULL) = (ended_as IS NULL) AND ended_as IN (
      'waiting', 'approved', 'refused', 'returned', 'withdrawn', 'committed_elsewhere')),
  CONSTRAINT lending_clock_stretch_length_is_positive CHECK (working_days > 0)
);
CREATE UNIQUE INDEX lending_clock_stretch_runs_once
  ON lending_clock_stretch (application) WHERE ended_at IS NULL;
CREATE INDEX lending_clock_stretch_of_the_application
  ON lending_clock_stretch (application, run, started_at);

CREATE TABLE lending_consent_text (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version varchar(20) NOT NULL,
  from_on date NOT NULL,
  text text NOT NULL,
  published_by uuid NOT NULL,
  CONSTRAINT lending_consent_text_version_stands_once UNIQUE (lender, version),
  CONSTRAINT lending_consent_text_says_something CHECK (text <> '')
);

CREATE TABLE lending_consent (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  text_version varchar(20) NOT NULL,
  text_sha256 varchar(64) NOT NULL,
  given_by uuid NOT NULL,
  given_by_name varchar(120) NOT NULL,
  given_at timestamptz NOT NULL
);
CREATE INDEX lending_consent_of_the_application ON lending_consent (application, given_at);

CREATE TABLE lending_document_request (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  items jsonb NOT NULL,
  asked_by uuid NOT NULL,
  asked_by_name varchar(120) NOT NULL,
  asked_at timestamptz NOT NULL,
  answer_by date NOT NULL,
  answered_by uuid,
  answered_at timestamptz,
  document_ids uuid[] NOT NULL,
  note text,
  closed_at timestamptz,
  CONSTRAINT lending_document_request_number_stands_once UNIQUE (application, n),
  CONSTRAINT lending_document_request_answer_names_its_giver
    CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CONSTRAINT lending_document_request_answered_is_closed
    CHECK (answered_at IS NULL OR closed_at IS NOT NULL),
  CONSTRAINT lending_document_request_asks_for_something CHECK (jsonb_array_length(items) > 0)
);
CREATE UNIQUE INDEX lending_document_request_is_open_once
  ON lending_document_request (application) WHERE closed_at IS NULL;

CREATE TABLE lending_valuation_check (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  valuation uuid NOT NULL REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  method varchar(20) NOT NULL,
  asked text NOT NULL,
  asked_on date NOT NULL,
  note text NOT NULL,
  checked_by uuid NOT NULL,
  checked_by_name varchar(120) NOT NULL,
  checked_at timestamptz NOT NULL,
  CONSTRAINT lending_valuation_check_method_is_known CHECK (method IN (
    'issuer_asked', 'report_verified', 'register_looked_up', 'own_model', 'second_opinion')),
  CONSTRAINT lending_valuation_check_says_who_was_asked CHECK (asked <> ''),
  CONSTRAINT lending_valuation_check_is_referable UNIQUE (id, application)
);
CREATE INDEX lending_valuation_check_of_the_application
  ON lending_valuation_check (application, checked_at);
"""

DECISIONS = """
CREATE TABLE lending_opinion (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  kind varchar(10) NOT NULL,
  amount_fen bigint,
  rate_bp integer,
  term_months integer,
  conditions text[] NOT NULL,
  valid_days integer,
  reason_code varchar(30),
  sentence text,
  note text NOT NULL,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL,
  made_at timestamptz NOT NULL,
  checker uuid,
  checker_name varchar(120),
  decision varchar(10),
  decided_at timestamptz,
  decision_note text,
  CONSTRAINT lending_opinion_number_stands_once UNIQUE (application, n),
  CONSTRAINT lending_opinion_decision_is_referable UNIQUE (id, application, decision),
  CONSTRAINT lending_opinion_kind_is_known CHECK (kind IN ('grant', 'refusal')),
  CONSTRAINT lending_opinion_decision_is_known
    CHECK (decision IN ('approved', 'refused', 'sent_back')),
  CONSTRAINT lending_opinion_checker_is_not_its_maker CHECK (checker <> maker),
  CONSTRAINT lending_opinion_decided_names_its_checker CHECK (
    (decision IS NULL) = (checker IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
  CONSTRAINT lending_opinion_only_a_grant_is_approved
    CHECK (decision <> 'approved' OR kind = 'grant'),
  CONSTRAINT lending_opinion_grant_names_its_terms CHECK (kind <> 'grant' OR (
    num_nulls(amount_fen, rate_bp, term_months, valid_days) = 0
    AND amount_fen > 0 AND rate_bp >= 0 AND term_months > 0 AND valid_days > 0)),
  CONSTRAINT lending_opinion_refusal_says_why
    CHECK (kind <> 'refusal' OR (reason_code IS NOT NULL AND sentence <> ''))
);
CREATE UNIQUE INDEX lending_opinion_is_open_once
  ON lending_opinion (application) WHERE decision IS NULL;

CREATE TABLE lending_offer (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  opinion uuid NOT NULL,
  decision varchar(10) NOT NULL,
  on_credit boolean NOT NULL,
  valuation_check uuid,
  n smallint NOT NULL,
  state varchar(20) NOT NULL,
  amount_fen bigint NOT NULL,
  rate_bp integer NOT NULL,
  term_months integer NOT NULL,
  conditions text[] NOT NULL,
  cost jsonb NOT NULL,
  yearly_cost_fen bigint NOT NULL,
  valid_until date NOT NULL,
  made_at timestamptz NOT NULL,
  answered_at timestamptz,
  capacity uuid NOT NULL REFERENCES lending_capacity (id) ON DELETE RESTRICT,
  capacity_state varchar(10) NOT NULL,
  CONSTRAINT lending_offer_number_stands_once UNIQUE (application, n),
  CONSTRAINT lending_offer_rests_on_an_approval CHECK (decision = 'approved'),
  CONSTRAINT lending_offer_was_approved_by_a_checker
    FOREIGN KEY (opinion, application, decision)
    REFERENCES lending_opinion (id, application, decision) ON DELETE RESTRICT,
  CONSTRAINT lending_offer_rests_on_a_checked_valuation
    FOREIGN KEY (valuation_check, application)
    REFERENCES lending_valuation_check (id, application) ON DELETE RESTRICT,
  CONSTRAINT lending_offer_beyond_credit_rests_on_a_check
    CHECK (on_credit OR valuation_check IS NOT NULL),
  CONSTRAINT lending_offer_state_is_known CHECK (state IN (
    'open', 'accepted', 'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere',
    'pledge_failed')),
  CONSTRAINT lending_offer_capacity_state_is_known
    CHECK (capacity_state IN ('reserved', 'consumed', 'freed')),
  CONSTRAINT lending_offer_that_is_over_holds_no_capacity CHECK (
    state IN ('open', 'accepted') OR capacity_state <> 'reserved'),
  CONSTRAINT lending_offer_grants_something
    CHECK (amount_fen > 0 AND rate_bp >= 0 AND term_months > 0)
);
CREATE UNIQUE INDEX lending_offer_stands_once
  ON lending_offer (application) WHERE state IN ('open', 'accepted');

CREATE TABLE lending_offer_retraction (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  offer uuid NOT NULL REFERENCES lending_offer (id) ON DELETE RESTRICT,
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  proposed_at timestamptz NOT NULL,
  executed_by uuid,
  executed_by_name varchar(120),
  executed_at timestamptz,
  CONSTRAINT lending_offer_retraction_stands_once UNIQUE (offer),
  CONSTRAINT lending_offer_retraction_says_why CHECK (reason <> ''),
  CONSTRAINT lending_offer_retraction_takes_two CHECK (executed_by <> proposed_by),
  CONSTRAINT lending_offer_retraction_execution_is_dated
    CHECK ((executed_by IS NULL) = (executed_at IS NULL))
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(APPLICATIONS + DECISIONS)

    manager.add_raw(run)
    return manager
