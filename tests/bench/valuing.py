"""Draws in a second, an estimate and a what-if over HTTP; how the score orders real patents."""

import asyncio
import csv
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import numpy as np

from backend.kernel import clock
from backend.kernel.db import fetch_value
from backend.migrations import zhirong_80_scores as seeds
from backend.portfolio import service as portfolio
from backend.valuation.engine.running import run
from backend.valuation.scoring.scores import score
from backend.valuation.scoring.signals import Signals
from backend.valuation.scoring.trees import Indicator, Scene, Scheme, WeightSet
from backend.valuation.service.scoring import main_group
from tests import make
from tests.bench.figures import Figure, percentile, spread
from tests.bench.workshop import Workshop
from tests.journeys.server import PASSWORD, Server
from tests.lending import scene
from tests.valuation.documents import COST, MARKET, ROYALTY, changed, document, told, uniform

ROUNDS = 30
DRAWS = 20_000
AIM_SECONDS = 0.2
ASKED = 120
WARM_UP = 10
DATA = Path(__file__).parents[3] / "shared" / "data"
CITED = DATA / "cn_patents" / "cn_google_abstract_citedby_part_a.csv"
COUNTS = DATA / "reference" / "cn_patent_counts_by_ipc_main_group.csv"
COUNTED_ON = date(2023, 12, 31)

UNCERTAIN = {
    **changed(ROYALTY, "sales_fen.spread", uniform("0.8", "1.2")),
    "royalty": told("0.045", {"kind": "triangular", "low": "0.03", "mode": "0.045",
                              "high": "0.06"}),
}  # fmt: skip


def draws() -> list[Figure]:
    """Five years, three uncertain figures; with the exact result and what moves it most."""
    seconds = []
    for seed in range(ROUNDS):
        made = document(UNCERTAIN, simulation={"seed": seed, "draws": DRAWS})
        started = time.perf_counter()
        run(made)
        seconds.append(time.perf_counter() - started)
    return [
        Figure(
            what="draws of a value: royalty, sales and discount rate uncertain",
            value=DRAWS * ROUNDS / sum(seconds),
            unit="draws/s",
            aim=DRAWS / AIM_SECONDS,
            details=spread(seconds),
        )
    ]


async def estimate(workshop: Workshop) -> list[Figure]:
    """Three methods with scores, each request with another seed."""
    _, firm = await workshop.person("sme@demo")
    found, _, _ = await portfolio.suggestions(cursor=None, limit=100, by=firm)
    if found:
        await portfolio.add_assets([right.id for right in found], numbers=[], by=firm)
    # Another part may have added them before.
    holdings, _, _ = await portfolio.assets(portfolio.Wanted(), limit=100, by=firm)
    longest = max((held.right for held in holdings), key=lambda right: right.expires_on or date.min)
    if longest.expires_on is None:
        raise ValueError("No right of the firm has a known end.")
    years = min(5, (longest.expires_on - clock.today()).days // 366)
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        seconds = await asyncio.to_thread(_asked, server, longest.id, years)
    finally:
        await asyncio.to_thread(server.stop)
    return [
        Figure(
            what="POST /valuations/estimate, p95",
            value=percentile(seconds, 0.95) * 1000,
            unit="ms",
            aim=300,
            better="less",
            note=f"three methods, {years} years, {DRAWS} draws each, a score; signed in",
            details=spread(seconds),
        )
    ]


def _asked(server: Server, right_id: UUID, years: int) -> list[float]:
    royalty = changed(UNCERTAIN, "sales_fen.values", UNCERTAIN["sales_fen"]["values"][:years])
    weights = [{"method": method["method"], "weight": "1"} for method in (ROYALTY, MARKET, COST)]
    body = {
        "right_ids": [str(right_id)],
        "base_date": clock.today().isoformat(),
        "inputs": {
            "methods": [royalty, MARKET, COST],
            "reconciliation": {"weights": weights, "reason": "三法并用"},
            "scores": [{"right_id": str(right_id)}],
        },
    }
    with _signed_in(server, "sme@demo.zhirong.test", PASSWORD) as client:
        return _timed(
            client,
            "/valuations/estimate",
            lambda seed: changed(body, "inputs.simulation", {"seed": seed, "draws": DRAWS}),
        )


@contextmanager
def _signed_in(server: Server, email: str, password: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.api, timeout=60) as client:
        answer = client.post("/session", json={"email": email, "password": password})
        answer.raise_for_status()
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        yield client


def _timed(client: httpx.Client, path: str, body_of: Callable[[int], Any]) -> list[float]:
    """The seconds of each of `ASKED` requests, all different."""
    seconds = []
    for number in range(WARM_UP + ASKED):
        body = body_of(number)
        started = time.perf_counter()
        client.post(path, json=body).raise_for_status()
        seconds.append(time.perf_counter() - started)
    return seconds[WARM_UP:]


async def what_if(workshop: Workshop) -> list[Figure]:
    """An officer moves the discount rate of a case's value: the range and what it would carry."""
    at = await scene.scene(valued=False)
    names = ("relief_from_royalty", "market", "cost")
    inputs = {
        "methods": [UNCERTAIN, MARKET, COST],
        "reconciliation": {
            "weights": [{"method": name, "weight": "1"} for name in names],
            "reason": "三法并用",
        },
        "simulation": {"seed": 1, "draws": DRAWS},
        "scores": [{"right_id": str(at.right)}],
    }
    body = {"right_ids": [str(at.right)], "base_date": clock.today().isoformat(), "inputs": inputs}
    firm, bank = [
        await fetch_value("SELECT email FROM identity_member WHERE id = $1", each.user_id)
        for each in (at.handler, at.bank.maker)
    ]
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        with _signed_in(server, firm, make.PASSWORD) as client:
            client.post("/valuations", json=body).raise_for_status()
        path = f"/loan-applications/{(await scene.in_review(at)).row.id}/valuation/what-if"
        with _signed_in(server, bank, make.PASSWORD) as client:
            seconds = await asyncio.to_thread(
                _timed, client, path, lambda n: {"discount": f"{0.1 + n / 1000:.3f}"}
            )
    finally:
        await asyncio.to_thread(server.stop)
    return [
        Figure(
            what="what if: a case's value with a figure moved, p95",
            value=percentile(seconds, 0.95) * 1000,
            unit="ms",
            aim=100,
            better="less",
            note=f"three methods, {DRAWS} draws each, and what the product would lend; signed in",
            details=spread(seconds),
        )
    ]


def citations() -> list[Figure]:
    """Rank correlation of the score without its citation leaf and real forward citations."""
    if not (CITED.exists() and COUNTS.exists()):
        return []
    scheme, weights = _scheme()
    crowd = {
        row[0]: int(row[1])
        for row in csv.reader(COUNTS.read_text("gb18030").splitlines()[1:])
        if len(row) == 2
    }
    scores, cited, years = [], [], []
    with CITED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["cited_by_count"]:
                continue  # "not collected or none" cannot be told apart
            signals, year = _signals(row, crowd)
            found = score(scheme, weights, signals, [], imported=signals)
            if found.points is not None:
                scores.append(float(found.points))
                cited.append(int(row["cited_by_count"]))
                years.append(year)
    within = [
        (len(at), rank_correlation([scores[i] for i in at], [cited[i] for i in at]))
        for year in sorted(set(years))
        if len(at := [i for i, each in enumerate(years) if each == year]) >= 30
    ]
    weighed = sum(n * rho for n, rho in within) / sum(n for n, _ in within)
    return [
        Figure(
            what=f"score against forward citations, {len(scores)} patents: Spearman",
            value=rank_correlation(scores, cited),
            unit="rho",
            note="energy recovery and vehicles only; kind, life, breadth and crowding known",
        ),
        Figure(
            what="the same within years of publication, weighed",
            value=weighed,
            unit="rho",
            details={"years": float(len(within)), "patents": float(sum(n for n, _ in within))},
        ),
    ]


def _scheme() -> tuple[Scheme, WeightSet]:
    """The platform's own, as it is seeded."""
    tree = [
        Indicator(
            code=code,
            parent=code[:-1] or None,
            level=len(code),
            name_zh=zh,
            name_en=en,
            signal=signal,
        )
        for code, zh, en, signal, _ in seeds.GBT
    ]
    parts = dict(zip("LTE", seeds.SCENES["finance"], strict=True))
    return (
        Scheme(
            code="gbt42748-2023",
            edition="2023",
            name_zh="",
            name_en="",
            source="",
            kinds=("invention", "utility_model"),
            indicators=tuple(tree),
        ),
        WeightSet(
            id=UUID(int=1),
            scheme="gbt42748-2023",
            scene=Scene.FINANCE,
            version=1,
            weights={code: parts[code[0]] * part for code, *_, part in seeds.GBT if part},
        ),
    )


def _signals(row: dict[str, str], crowd: dict[str, int]) -> tuple[Signals, int]:
    """What this file tells of a patent: filed in the first year that was searched."""
    kind = "utility_model" if row["publication_number"][-1] in "UY" else "invention"
    classes = row["searched_ipc_classes"].replace(";", " ").replace(",", " ").split()
    year = int(row["searched_year_range"][:4])
    term = 10 if kind == "utility_model" else 20
    groups = [crowd[g] for c in classes if (g := main_group(c)) is not None and g in crowd]
    return (
        Signals(
            kind=kind,
            ipc_subclasses=len({each[:4] for each in classes}) or None,
            remaining_years=Decimal(max(0, year + term - COUNTED_ON.year)),
            field_documents=groups[0] if groups else None,
        ),
        year,
    )


def rank_correlation(left: Sequence[float], right: Sequence[float]) -> float:
    """Spearman's, ties by their mean rank."""
    a, b = _ranks(left), _ranks(right)
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    _, places, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    means = np.cumsum(counts) - (counts - 1) / 2
    ranks: np.ndarray[tuple[int], np.dtype[np.float64]] = means[places]
    return ranks
