"""Why a counted registration is taken back is picked from a list too."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000251"
VERSION = "1.38.0"
DESCRIPTION = "reference: reasons of corrections"

REASONS = (
    ("not_in_source", "公报或通知书中查不到", "Not found in the gazette or the notice"),
    ("amount_differs", "数额与登记不符", "The amount differs from the registration"),
    ("other_division", "出质人不属本区", "The pledgor is not of this district"),
    ("counted_twice", "重复计入", "Counted twice"),
    ("not_in_force", "登记未生效或已撤销", "The registration is not in force"),
    ("other", "其他", "Other"),
)
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
#: Beside what was published last, from its first day on.
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), kind, version + 1, valid_from, '平台设定的理由清单',
  'Lists of reasons set by the platform', rules || $1::jsonb
FROM reference_version WHERE kind = 'reasons' ORDER BY version DESC LIMIT 1
"""
SQL = """
ALTER TABLE registry_verification
  ADD COLUMN reason_code varchar(40),
  ADD CONSTRAINT registry_verification_coded_reason_of_correction
    CHECK (reason_code IS NULL OR (outcome = 'mismatch' AND checker = 'district'));
CREATE TRIGGER registry_verification_reason_is_listed BEFORE INSERT ON registry_verification
  FOR EACH ROW EXECUTE FUNCTION reference_check_reason('count_correction');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute, run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        rows = [
            {
                "list": "count_correction",
                "position": place * 10,
                "code": code,
                "zh": zh,
                "en": en,
                "from_on": None,
                "until": None,
            }
            for place, (code, zh, en) in enumerate(REASONS, start=1)
        ]
        await execute(SWITCH.format("DISABLE"))
        await execute(ADD, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))
        await run_script(SQL)

    manager.add_raw(run)
    return manager
