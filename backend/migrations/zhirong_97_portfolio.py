"""What an insurer's portfolio is reckoned from is found by insurer and day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000097"
VERSION = "1.38.0"
DESCRIPTION = "policies: an insurer's submissions and issued policies by day"

SQL = """
CREATE INDEX underwriting_submission_sent_to_insurer
  ON underwriting_submission (insurer, created_at);
CREATE INDEX policies_policy_by_issue ON policies_policy (issued_at) WHERE state = 'issued';
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
