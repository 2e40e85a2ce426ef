"""Whether a file was looked at for viruses, and what its reader should know before he opens it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T23:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "scan"

SQL = """
ALTER TABLE documents_file
  ADD COLUMN scan varchar(12) NOT NULL DEFAULT 'not_scanned',
  ADD COLUMN flags varchar(12)[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT documents_file_scan_is_known CHECK (scan IN ('not_scanned', 'clean')),
  ADD CONSTRAINT documents_file_flags_are_known CHECK (flags <@ '{encrypted,active}');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
