"""Valuations and what they say of each right."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "valuation: stated ranges"

SQL = """
CREATE TABLE valuation_valuation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  method varchar(20) NOT NULL,
  appraised boolean NOT NULL,
  base_date date NOT NULL,
  valuer varchar(200) NOT NULL,
  low_fen bigint NOT NULL,
  central_fen bigint NOT NULL,
  high_fen bigint NOT NULL,
  per_right boolean NOT NULL,
  report uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  stated_by uuid NOT NULL,
  withdrawn_at timestamptz,
  CONSTRAINT valuation_number_is_unique UNIQUE (number),
  CONSTRAINT valuation_state_is_known CHECK (state IN ('declared', 'withdrawn')),
  CONSTRAINT valuation_method_is_known
    CHECK (method IN ('income', 'market', 'cost', 'internal', 'negotiated')),
  CONSTRAINT valuation_range_is_ordered
    CHECK (0 < low_fen AND low_fen <= central_fen AND central_fen <= high_fen),
  CONSTRAINT valuation_appraisal_has_report CHECK (NOT appraised OR report IS NOT NULL),
  CONSTRAINT valuation_withdrawn_has_moment
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX valuation_of_firm ON valuation_valuation (firm, created_at DESC, id DESC);

CREATE TABLE valuation_valued_right (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  valuation uuid NOT NULL REFERENCES valuation_valuation (id) ON DELETE RESTRICT,
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  low_fen bigint,
  central_fen bigint,
  high_fen bigint,
  CONSTRAINT valuation_names_a_right_once UNIQUE (valuation, right_id),
  CONSTRAINT valuation_of_right_is_whole_and_ordered CHECK (
    num_nulls(low_fen, central_fen, high_fen) = 3
    OR (num_nulls(low_fen, central_fen, high_fen) = 0
        AND 0 < low_fen AND low_fen <= central_fen AND central_fen <= high_fen))
);
CREATE INDEX valuation_of_right ON valuation_valued_right (right_id);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
