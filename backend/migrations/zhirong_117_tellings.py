"""What each source tells of a right, field by field, beside the word that stands."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000117"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: what each source tells of a right"

SQL = """
CREATE TABLE portfolio_telling (
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  teller varchar(20) NOT NULL,
  source varchar(20) NOT NULL,
  at timestamptz NOT NULL,
  told jsonb NOT NULL,
  PRIMARY KEY (right_id, teller),
  CONSTRAINT portfolio_telling_source_is_known
    CHECK (source IN ('register_extract', 'gazette', 'vendor_export')),
  CONSTRAINT portfolio_telling_is_an_object CHECK (jsonb_typeof(told) = 'object')
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
