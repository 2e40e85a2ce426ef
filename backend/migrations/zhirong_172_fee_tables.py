"""The tables of patents' annual fees as reference data: their first versions."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000172"
VERSION = "1.38.0"
DESCRIPTION = "reference: annual fees, reductions, surcharges"

FEES = (
    ("invention", 1, 3, 900),
    ("invention", 4, 6, 1200),
    ("invention", 7, 9, 2000),
    ("invention", 10, 12, 4000),
    ("invention", 13, 15, 6000),
    ("invention", 16, 20, 8000),
    ("utility_model", 1, 3, 600),
    ("utility_model", 4, 5, 900),
    ("utility_model", 6, 8, 1200),
    ("utility_model", 9, 10, 2000),
    ("design", 1, 3, 600),
    ("design", 4, 5, 900),
    ("design", 6, 8, 1200),
    ("design", 9, 10, 2000),
    ("design", 11, 15, 3000),
)
#: Months late, surcharge in percent, what another source has.
LATE = ((1, 0, None), (2, 5, None), (3, 10, None), (4, 15, None), (5, 20, None), (6, 25, 30))
VERSIONS = (
    (
        "annual_fees",
        "2001-03-01",
        "国家知识产权局专利收费标准（据攀枝花知识产权中心刊载）",
        "Fee table of CNIPA, as printed by the Panzhihua IP centre",
        [
            {"kind": kind, "first": first, "last": last, "amount_fen": yuan * 100}
            for kind, first, last, yuan in FEES
        ],
    ),
    (
        "fee_reductions",
        "2018-08-01",
        "专利收费减缴办法；2018-08-01 起减缴年限为十年（据回忆录入，待核实）",
        "Measures for reducing patent fees; ten fees since 2018-08-01 (recalled, to be confirmed)",
        [
            {"ground": "single", "waived_bp": 8500, "fees": 10},
            {"ground": "several", "waived_bp": 7000, "fees": 10},
        ],
    ),
    (
        "late_bands",
        "2001-03-01",
        "据回忆录入，待核实；另一来源第六个月为 30%",
        "Recalled, to be confirmed; another source has 30 % for the sixth month",
        [
            {
                "month": month,
                "surcharge_bp": percent * 100,
                "confirmed": False,
                "other_reading_bp": None if other is None else other * 100,
            }
            for month, percent, other in LATE
        ],
    ),
)
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), $1, 1, $2::text::date, $3, $4, $5)
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await execute(SWITCH.format("DISABLE"))
        for kind, valid_from, source, source_en, rows in VERSIONS:
            await execute(ADD, kind, valid_from, source, source_en, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))

    manager.add_raw(run)
    return manager
