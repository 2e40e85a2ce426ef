"""Why a file that was brought in could not be read."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000269"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: why a file was not read"

SQL = """
ALTER TABLE portfolio_import_run ADD COLUMN failure_reason varchar(20),
    ADD CONSTRAINT portfolio_import_run_only_a_failure_has_a_reason CHECK (
        failure_reason IS NULL OR failure_code = 'portfolio.format_unrecognised');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
