"""Products are suspended and resumed by two, simulated before they are published, repaid somehow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000127"
VERSION = "1.38.0"
DESCRIPTION = "lending: suspension, simulation and repayment of products"

SQL = """
ALTER TABLE lending_product
  ADD COLUMN suspended_at timestamptz,
  ADD COLUMN suspended_by uuid,
  ADD COLUMN suspended_by_name varchar(120),
  ADD COLUMN suspension_reason varchar(500),
  ADD CONSTRAINT product_suspended_names_who_and_why CHECK (
    num_nulls(suspended_at, suspended_by, suspended_by_name, suspension_reason) IN (0, 4));

ALTER TABLE lending_product_version
  ADD COLUMN repayment varchar(40),
  ADD CONSTRAINT product_version_repayment_is_known CHECK (repayment IN (
    'interest_monthly_principal_at_end', 'equal_instalments', 'equal_principal', 'at_end',
    'by_agreement'));

CREATE TABLE lending_product_simulation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  version uuid NOT NULL REFERENCES lending_product_version (id) ON DELETE RESTRICT,
  reckoned_on date NOT NULL,
  counts jsonb NOT NULL,
  maker uuid NOT NULL,
  maker_name varchar(120) NOT NULL
);
CREATE INDEX lending_product_simulation_of_version
  ON lending_product_simulation (version, created_at DESC);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
