"""Which classes belong to which key industry is reference data."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000212"
VERSION = "1.38.0"
DESCRIPTION = "reference: classes of the key industries"

CLASSES = {
    "integrated_circuits": "H01L H10 H03K H03M G11C G03F B81B B81C",
    "artificial_intelligence": "G06N G06V G06T G06K9 G06F18 G06F40 G06F3/01 G05D1 G10L",
    "biomedicine": "A61K A61P A61B A61C A61D A61F A61L A61M A61N "
    "C07D C07H C07J C07K C12M C12N C12P C12Q G16B G16H",
    "civil_aviation": "B64 G08G5 G09B9/08 F02C9/44 F02K",
    "other": "A61K8 A61F13 A61L2/ A61L9 C12M1/08 B64G",
}
SOURCE = (
    "战略性新兴产业分类与国际专利分类参照关系表（2021，试行）1.2、1.5、2.2、4.1、4.2 节录，"
    "至小类，不含关键词条件；H10（2023 年起）承接 H01L 的大部分"
)
SOURCE_EN = (
    "Extract from the reference table of strategic emerging industries and the IPC (2021, trial), "
    "branches 1.2, 1.5, 2.2, 4.1, 4.2, by subclass, its keyword conditions left out; "
    "H10 (since 2023) took over much of H01L"
)
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), 'industries', 1, '2021-01-01', $1, $2, $3)
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        rows = [
            {"ipc": ipc, "industry": industry}
            for industry, classes in CLASSES.items()
            for ipc in classes.split()
        ]
        await execute(SWITCH.format("DISABLE"))
        await execute(ADD, SOURCE, SOURCE_EN, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))

    manager.add_raw(run)
    return manager
