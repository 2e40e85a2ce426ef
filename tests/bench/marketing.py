"""Searching a market of 200,000 licence offers, each with its patent, over HTTP."""

import asyncio
import random
import statistics
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import asyncpg

from backend.kernel.db import fetch
from backend.licensing import grams
from backend.licensing.states import LicenceKind
from tests.bench.client import Target, latencies
from tests.bench.figures import Figure, percentile, spread
from tests.bench.workshop import Workshop

INDUSTRIES = (
    *("integrated_circuits", "artificial_intelligence", "biomedicine", "civil_aviation"),
    "other",
)
LISTINGS = 200_000
AIM_MS = 50
SAMPLES = 120
WARM_UP = 10

_HEADS = ("一种", "基于深度学习的", "用于芯片的", "可调节的", "高精度", "低功耗", "复合", "多通道")
_CORES = (
    *("电池隔膜", "光刻胶", "晶圆", "封装", "传感器", "压力传感", "抗体", "缓释", "无人机", "机翼"),
    *("图像识别", "语音合成", "神经网络", "催化剂", "涂层", "轴承", "阀门", "泵体", "电机", "模具"),
    *("疫苗", "导管", "支架", "激光雷达", "导航", "显示屏", "存储器", "散热", "起落架", "质谱"),
)  # fmt: skip
_TAILS = ("装置", "方法", "系统", "结构", "制备方法", "检测装置", "控制电路", "组合物", "及其应用")
_CLASSES = ("H01L", "H10D", "G03F", "H01M", "A61K", "C07K", "A61P", "B64C", "B64D", "G06N", "G06V",
            "G10L", "G01S", "G01L", "F16C", "F16K", "F04D", "H02K", "B01J", "C09D")  # fmt: skip
_DIVISIONS = ("310115", "310104", "310112", "310114", "320505", "330106")

#: What readers of a market ask for, from the widest to nothing at all.
ASKED = {
    "everything": "",
    "everything, cheapest first": "sort=cheapest",
    "a word of two characters": f"q={quote('隔膜')}",
    "a word that every third title has": f"q={quote('装置')}",
    "the same, cheapest first": f"q={quote('装置')}&sort=cheapest",
    "a phrase over two words": f"q={quote('隔膜检测装置')}",
    "a word, a kind and an industry": f"q={quote('雷达')}&kind=open&industry=civil_aviation",
    "a class, a kind and a form of price": "ipc=B64C&kind=exclusive&price_form=free",
    "a district and a form, cheapest first": "division=320505&price_form=lump&sort=cheapest",
    "a word that no title has": f"q={quote('鱼翅')}",
}


async def measure(workshop: Workshop) -> list[Figure]:
    token, _ = await workshop.person("sme@demo")
    await _lay_in(workshop)
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        return [
            await _figure("search", "listings", server.port, token, more="limit=20"),
            await _figure("counts of each facet", "facets", server.port, token, more=""),
        ]
    finally:
        await asyncio.to_thread(server.stop)


async def _figure(what: str, path: str, port: int, token: str, *, more: str) -> Figure:
    """Each question as often as the others; the slowest of them is told."""
    found: dict[str, list[float]] = {}
    for name, question in ASKED.items():
        asked = "&".join(part for part in (question, more) if part)
        target = Target(port=port, path=f"/api/v1/market/{path}?{asked}", token=token)
        found[name] = (await latencies(target, count=SAMPLES + WARM_UP))[WARM_UP:]
    everything = [each for samples in found.values() for each in samples]
    worst, samples = max(found.items(), key=lambda each: percentile(each[1], 0.95))
    return Figure(
        what=f"the market's {what}, {LISTINGS:,} listings, p95",
        value=percentile(everything, 0.95) * 1000,
        unit="ms",
        aim=AIM_MS,
        better="less",
        note=f"GET /market/{path}, {len(ASKED)} questions; median "
        f"{statistics.median(everything) * 1000:.1f} ms; slowest: {worst}, "
        f"{percentile(samples, 0.95) * 1000:.0f} ms",
        details={
            **spread(everything),
            **{name: round(percentile(each, 0.95) * 1000, 2) for name, each in found.items()},
        },
    )


async def _lay_in(workshop: Workshop) -> None:
    """Patents, published offers of them and their listings, written as their tables keep them."""
    firms = [row["id"] for row in await fetch("SELECT id FROM identity_organisation LIMIT 40")]
    chance = random.Random(7)  # noqa: S311
    connection = await asyncpg.connect(workshop.dsn)
    try:
        # What the constraints would ask row by row is so by the way the rows are made.
        await connection.execute("SET session_replication_role = replica")
        for first in range(0, LISTINGS, 20_000):
            made = [_one(chance, firms, first + n) for n in range(20_000)]
            for table in ("portfolio_right", "licensing_offer", "licensing_listing"):
                rows = [each[table] for each in made]
                await connection.copy_records_to_table(
                    table, columns=list(rows[0]), records=[tuple(row.values()) for row in rows]
                )
        for table in ("portfolio_right", "licensing_offer", "licensing_listing"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()


def _one(chance: random.Random, firms: list[UUID], n: int) -> dict[str, dict[str, Any]]:
    offer, right = UUID(int=chance.getrandbits(128)), UUID(int=chance.getrandbits(128))
    title = "".join(
        (chance.choice(_HEADS), *chance.sample(_CORES, k=2), chance.choice(_TAILS), f"{n % 97}型")
    )
    classes = chance.sample(_CLASSES, k=chance.randint(1, 3))
    kind, industry = chance.choice(list(LicenceKind)), chance.choice(INDUSTRIES)
    price = None if chance.random() < 0.3 else chance.randint(1, 3_000) * 1_000_000
    form = "free" if price is None else "lump"
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 28_000_000))
    return {
        "portfolio_right": {
            "id": right,
            "publication_no": f"CN{880_000_000 + n}B",
            "kind": "invention",
            "source": "gazette",
            "title": title,
            "ipc_main": f"{classes[0]} 21/00",
            "classes": [f"{each} 21/00" for each in classes],
            "industry": industry,
        },
        "licensing_offer": {
            "id": offer,
            "number": f"LO-B-{n:08d}",
            "firm": chance.choice(firms),
            "right_id": right,
            "state": "published",
            "version": 1,
            "kind": kind,
            "fields": [],
            "territory": [],
            "price_form": form,
            "lump_fen": price,
            "note": "",
            "disputes": "",
            "state_owned": False,
            "drafted_by": offer,
            "published_at": at,
        },
        "licensing_listing": {
            "id": offer,
            "source": "offer",
            "kind": kind,
            "title": title,
            "grams": grams.grams(title),
            "ipc": sorted(classes),
            "industry": industry,
            "division": chance.choice(_DIVISIONS),
            "price_form": form,
            "price_fen": price or 0,
            "published_at": at,
        },
    }
