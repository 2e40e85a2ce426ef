"""Financing requests and the rights they offer."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "listing: financing requests"

SQL = """
CREATE TABLE listing_financing_request (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  revision integer NOT NULL,
  amount_fen bigint NOT NULL,
  term_months integer NOT NULL,
  use_of_funds varchar(40) NOT NULL,
  use_note text NOT NULL,
  established_on date NOT NULL,
  headcount integer NOT NULL,
  revenue_fen bigint NOT NULL,
  sector varchar(40) NOT NULL,
  tags varchar(40)[] NOT NULL,
  first_time_borrower boolean NOT NULL,
  has_basic_account boolean NOT NULL,
  credit_report_consent boolean NOT NULL,
  document_ids uuid[] NOT NULL,
  drafted_by uuid NOT NULL,
  published_at timestamptz,
  withdrawn_at timestamptz,
  CONSTRAINT request_number_is_unique UNIQUE (number),
  CONSTRAINT request_state_is_known CHECK (state IN ('draft', 'published', 'withdrawn')),
  CONSTRAINT request_use_is_known CHECK (use_of_funds IN ('working_capital',
    'research_and_development', 'patent_industrialisation', 'equipment', 'refinancing', 'other')),
  CONSTRAINT request_sector_is_known CHECK (sector IN ('integrated_circuits',
    'artificial_intelligence', 'biomedicine', 'civil_aviation', 'other')),
  CONSTRAINT request_tags_are_known CHECK (tags <@ ARRAY['hnte', 'specialised_sme', 'tech_sme',
    'talent_led', 'star_candidate']::varchar[]),
  CONSTRAINT request_amount_is_positive CHECK (amount_fen > 0),
  CONSTRAINT request_term_is_in_reach CHECK (term_months BETWEEN 1 AND 360),
  CONSTRAINT request_figures_are_not_negative CHECK (headcount >= 0 AND revenue_fen >= 0),
  CONSTRAINT request_published_has_moment CHECK (state <> 'published' OR published_at IS NOT NULL),
  CONSTRAINT request_withdrawn_has_moment
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX request_of_firm ON listing_financing_request (firm, created_at DESC, id DESC);
CREATE INDEX request_published ON listing_financing_request (published_at DESC, id DESC)
  WHERE state = 'published';

CREATE TABLE listing_requested_right (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  request uuid NOT NULL REFERENCES listing_financing_request (id) ON DELETE RESTRICT,
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  position smallint NOT NULL,
  used_since date,
  CONSTRAINT request_names_a_right_once UNIQUE (request, right_id)
);
CREATE INDEX requested_right_of_right ON listing_requested_right (right_id);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
