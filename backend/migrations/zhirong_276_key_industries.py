"""The key industries are reference data; offers name any that has been listed."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000276"
VERSION = "1.38.0"
DESCRIPTION = "reference: the key industries"

INDUSTRIES = (
    ("integrated_circuits", "集成电路", "Integrated circuits"),
    ("artificial_intelligence", "人工智能", "Artificial intelligence"),
    ("biomedicine", "生物医药", "Biomedicine"),
    ("civil_aviation", "民用航空", "Civil aviation"),
)
SOURCE = "浦东新区重点产业（平台首版）"
SOURCE_EN = "Key industries of Pudong (the platform's first version)"
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), 'key_industries', 1, '2020-01-01', $1, $2, $3)
"""
SQL = """
ALTER TABLE portfolio_right DROP CONSTRAINT portfolio_right_industry_is_known;
ALTER TABLE portfolio_right ADD CONSTRAINT portfolio_right_industry_is_a_code
  CHECK (industry ~ '^[a-z][a-z0-9_]{1,23}$');

-- Whether it may be named that day the program says; a code that never was listed is none.
CREATE FUNCTION licensing_check_fields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.fields <@ (
    SELECT array_append(coalesce(array_agg((o.line ->> 'code')::varchar), '{}'), 'other')
    FROM reference_version v, jsonb_array_elements(v.rules) AS o (line)
    WHERE v.kind = 'key_industries') THEN
    RAISE EXCEPTION 'this field of use is on no version of the key industries'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'licence_offer_fields_are_listed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER licence_offer_fields_are_listed BEFORE INSERT OR UPDATE OF fields
  ON licensing_offer FOR EACH ROW EXECUTE FUNCTION licensing_check_fields();
ALTER TABLE licensing_offer DROP CONSTRAINT licence_offer_fields_are_known;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute, run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        rows = [
            {
                "position": place * 10,
                "code": code,
                "zh": zh,
                "en": en,
                "from_on": None,
                "until": None,
            }
            for place, (code, zh, en) in enumerate(INDUSTRIES, start=1)
        ]
        await execute(SWITCH.format("DISABLE"))
        await execute(ADD, SOURCE, SOURCE_EN, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))
        await run_script(SQL)

    manager.add_raw(run)
    return manager
