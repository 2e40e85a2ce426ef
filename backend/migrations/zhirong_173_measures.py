"""What counts towards the patents' targets is reference data."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000173"
VERSION = "1.38.0"
DESCRIPTION = "reference: what counts towards the patents' targets"

SQL = """
ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT id, 'high_value', version, from_on, source, source_en,
  jsonb_build_array(switches || jsonb_build_object('words', words, 'words_en', words_en))
FROM portfolio_counting_rule WHERE measure = 'high_value';
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT id, 'overseas_grants', version, from_on, source, source_en,
  jsonb_build_array(switches || jsonb_build_object('words', words, 'words_en', words_en,
    'codes', (SELECT jsonb_agg(o.key || '-' || c.code ORDER BY o.key, c.code)
              FROM jsonb_each(switches->'codes') AS o
              CROSS JOIN LATERAL jsonb_array_elements_text(o.value) AS c (code))))
FROM portfolio_counting_rule WHERE measure = 'overseas';
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;
DROP TABLE portfolio_counting_rule;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
