"""One index that finds a listing by its words, classes and facets together."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000105"
VERSION = "1.38.0"
DESCRIPTION = "licensing: the market's index"

SQL = """
ALTER TABLE licensing_listing ADD COLUMN facets text[] NOT NULL GENERATED ALWAYS AS
  (array_remove(ARRAY[kind::text, industry::text, division::text, price_form::text], NULL)) STORED;
DROP INDEX listing_words;
DROP INDEX listing_ipc;
CREATE INDEX listing_found ON licensing_listing USING gin (grams, ipc, facets);
CREATE INDEX listing_cheapest_of_form
  ON licensing_listing (price_form, COALESCE(price_fen, 9223372036854775807), id);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
