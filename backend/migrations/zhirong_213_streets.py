"""Pudong's streets, towns and zones are reference data; one that ends stays listed."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000213"
VERSION = "1.38.0"
DESCRIPTION = "reference: streets and towns of Pudong"

STREETS = (
    "潍坊新村街道 陆家嘴街道 周家渡街道 塘桥街道 上钢新村街道 南码头路街道 沪东新村街道 金杨新村街道 "
    "洋泾街道 浦兴路街道 东明路街道 花木街道 川沙新镇 高桥镇 北蔡镇 合庆镇 唐镇 曹路镇 金桥镇 高行镇 "
    "高东镇 张江镇 三林镇 惠南镇 周浦镇 新场镇 大团镇 康桥镇 航头镇 祝桥镇 泥城镇 宣桥镇 书院镇 万祥镇 "
    "老港镇 南汇新城镇 芦潮港农场 东海农场 朝阳农场 "
    "中国（上海）自由贸易试验区（保税片区） 金桥经济技术开发区 张江高科技园区"
)
SOURCE = "国家统计局统计用区划代码（2023）"
SOURCE_EN = "Division codes of the National Bureau of Statistics (2023)"
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), 'streets', 1, '2023-01-01', $1, $2, $3)
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        rows = [
            {"division": "310115", "street": street, "until": None, "successor": None}
            for street in STREETS.split()
        ]
        await execute(SWITCH.format("DISABLE"))
        await execute(ADD, SOURCE, SOURCE_EN, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))

    manager.add_raw(run)
    return manager
