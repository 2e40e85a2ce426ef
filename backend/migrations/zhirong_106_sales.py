"""What belongs to a proposal is found by it: its quotes, and its submissions, withdrawn ones too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000106"
VERSION = "1.38.0"
DESCRIPTION = "underwriting: quotes and submissions by their proposal"

SQL = """
CREATE INDEX underwriting_quote_of_proposal ON underwriting_quote (proposal);
CREATE INDEX underwriting_submission_of_proposal ON underwriting_submission (proposal);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
