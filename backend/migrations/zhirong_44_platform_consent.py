"""The platform's own consent text has its versions: of two, the one written later goes before."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:55:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "platform consent"

SQL = """
ALTER TABLE lending_consent_text ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE lending_consent_text ADD COLUMN published_by_name varchar(120);
ALTER TABLE lending_consent_text DROP CONSTRAINT lending_consent_text_names_who_published;
-- What came with the platform nobody published.
ALTER TABLE lending_consent_text ADD CONSTRAINT lending_consent_text_names_who_published
  CHECK ((lender IS NULL AND version = 'P1') OR published_by IS NOT NULL);
ALTER TABLE lending_consent_text ADD CONSTRAINT lending_consent_text_of_all_names_each_in_both
  CHECK (lender IS NOT NULL OR (position('{lender}' IN text) > 0
    AND text_en IS NOT NULL AND position('{lender}' IN text_en) > 0));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
