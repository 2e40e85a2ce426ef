"""Simulations of a product on more published requests than somebody waits for."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000187"
VERSION = "1.38.0"
DESCRIPTION = "lending: simulations of products as jobs"

SQL = """
CREATE TABLE lending_simulation_run (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  version uuid NOT NULL REFERENCES lending_product_version (id) ON DELETE RESTRICT,
  maker uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  maker_name varchar(120) NOT NULL,
  state varchar(8) NOT NULL,
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  attempts smallint NOT NULL DEFAULT 0,
  after_at timestamptz,
  after_id uuid,
  grades jsonb,
  stopped jsonb,
  ended_at timestamptz,
  CONSTRAINT lending_simulation_run_state_is_known
    CHECK (state IN ('running', 'done', 'failed')),
  CONSTRAINT lending_simulation_run_ends_once CHECK ((state = 'running') = (ended_at IS NULL)),
  CONSTRAINT lending_simulation_run_counts_to_its_total
    CHECK (total > 0 AND done BETWEEN 0 AND total AND attempts >= 0),
  CONSTRAINT lending_simulation_run_stands_at_one_request
    CHECK ((after_at IS NULL) = (after_id IS NULL)),
  -- What is counted exactly on the way is gone at the end: counts are told in steps.
  CONSTRAINT lending_simulation_run_keeps_no_exact_count
    CHECK (state = 'running' OR (grades IS NULL AND stopped IS NULL))
);
CREATE UNIQUE INDEX lending_simulation_run_is_one_at_a_time ON lending_simulation_run (version)
  WHERE state = 'running';
CREATE INDEX lending_simulation_run_of_version
  ON lending_simulation_run (version, created_at DESC);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
