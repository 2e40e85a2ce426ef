"""Scores: the tree and its weights as data, leaves from facts or a reviewer, coverage shown."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch_value, transaction
from backend.kernel.events import history
from backend.valuation import service
from backend.valuation.queries import scores as queries
from backend.valuation.scoring.scores import (
    IndicatorHasSignal,
    IndicatorUnknown,
    Origin,
    Review,
    grade,
    score,
)
from backend.valuation.scoring.signals import RULES, Signals, scored
from backend.valuation.scoring.trees import Indicator, Scene, Scheme, WeightSet
from backend.valuation.service.scoring import main_group, schemes
from tests import make
from tests.conftest import ClientFor
from tests.valuation import make as values
from tests.valuation.documents import BASE, ROYALTY

pytestmark = pytest.mark.usefixtures("db")


def leaf(code: str, signal: str | None = None) -> Indicator:
    return Indicator(
        code=code, parent=code[:-1] or None, level=len(code), name_zh="", name_en="", signal=signal
    )


SCHEME = Scheme(
    code="test",
    edition="1",
    name_zh="",
    name_en="",
    source="",
    kinds=("invention",),
    indicators=(leaf("L"), leaf("L1"), leaf("T"), leaf("T1"), leaf("E"), leaf("E1", "citations")),
)
WEIGHTS = WeightSet(
    id=UUID(int=1),
    scheme="test",
    scene=Scene.FINANCE,
    version=1,
    weights={"L1": 30, "T1": 40, "E1": 30},
)
INVENTION = Signals(kind="invention")


def review(indicator: str, points: int | str) -> Review:
    return Review(
        indicator=indicator,
        points=Decimal(points),
        reviewer="王工",
        evidence="检索报告 2026-09",
        as_of=date(2026, 10, 1),
    )


def test_the_score_is_the_weighted_mean() -> None:
    found = score(
        SCHEME,
        WEIGHTS,
        INVENTION,
        [review("L1", 72), review("T1", 65), review("E1", 58)],
        imported=INVENTION,
    )

    assert found.points == Decimal("65.0")
    assert found.grade == "B"
    assert found.coverage_bp == 10_000
    assert [part.points for part in found.parts] == [72, 65, 58]


def test_a_missing_leaf_is_left_out_and_told() -> None:
    found = score(SCHEME, WEIGHTS, INVENTION, [review("L1", 72)], imported=INVENTION)

    assert found.points == Decimal("72.0")
    assert found.coverage_bp == 3_000
    assert found.missing == ("T1", "E1")
    assert [part.coverage_bp for part in found.parts] == [10_000, 0, 0]


def test_nothing_known_is_no_score() -> None:
    found = score(SCHEME, WEIGHTS, INVENTION, [], imported=INVENTION)

    assert (found.points, found.grade, found.coverage_bp) == (None, None, 0)


def test_the_grade_comes_from_the_unrounded_score() -> None:
    found = score(SCHEME, WEIGHTS, INVENTION, [review("L1", "79.96")], imported=INVENTION)

    assert found.points == Decimal("80.0")
    assert found.grade == "B"
    assert [grade(Decimal(each)) for each in (80, 65, 50, "49.999")] == ["A", "B", "C", "D"]


def test_a_leaf_says_whether_a_fact_a_statement_or_a_person_scored_it() -> None:
    stated = Signals(kind="invention", forward_citations=7)
    reviewed = score(SCHEME, WEIGHTS, INVENTION, [review("E1", 50)], imported=INVENTION)
    by_statement = score(SCHEME, WEIGHTS, stated, [], imported=INVENTION)
    by_record = score(SCHEME, WEIGHTS, stated, [], imported=stated)

    assert [each.origin for each in reviewed.leaves] == [Origin.REVIEWER]
    assert [each.origin for each in by_statement.leaves] == [Origin.STATED]
    assert [each.origin for each in by_record.leaves] == [Origin.SIGNAL]
    assert by_record.leaves[0].points == 80


def test_a_review_beside_a_fact_or_of_no_leaf_is_refused() -> None:
    cited = Signals(kind="invention", forward_citations=7)

    with pytest.raises(IndicatorHasSignal):
        score(SCHEME, WEIGHTS, cited, [review("E1", 90)], imported=INVENTION)
    for odd in ([review("L", 50)], [review("X9", 50)], [review("L1", 50), review("L1", 60)]):
        with pytest.raises(IndicatorUnknown):
            score(SCHEME, WEIGHTS, INVENTION, odd, imported=INVENTION)


@pytest.mark.parametrize(
    ("rule", "known", "points"),
    [
        ("kind", {}, 70),
        ("kind", {"kind": "utility_model"}, 40),
        ("kind", {"kind": "utility_model", "evaluation_report": True}, 55),
        ("kind", {"kind": "trademark"}, None),
        ("invalidation", {"invalidation_pending": True, "invalidation_survived": True}, 30),
        ("invalidation", {"invalidation_survived": True}, 85),
        ("invalidation", {"invalidation_pending": False}, 70),
        ("evaluation_report", {"evaluation_report": False}, 40),
        ("claim_type", {"claims_product": True}, 80),
        ("claim_type", {"claims_product": False}, 50),
        ("owners", {"owners": 1}, 80),
        ("owners", {"owners": 2}, 40),
        ("citations", {"forward_citations": 0}, 30),
        ("citations", {"forward_citations": 11}, 95),
        ("ipc_breadth", {"ipc_subclasses": 1}, 40),
        ("ipc_breadth", {"ipc_subclasses": 3}, 60),
        ("ipc_breadth", {"ipc_subclasses": 4}, 80),
        ("maturity", {"maturity": "lab"}, 30),
        ("maturity", {"maturity": "mass"}, 90),
        ("remaining_life", {"remaining_years": Decimal(10)}, 50),
        ("remaining_life", {"remaining_years": Decimal(30)}, 100),
        ("crowding", {"field_documents": 99}, 80),
        ("crowding", {"field_documents": 10_000}, 35),
        ("deals", {"deals": 0}, 40),
        ("deals", {"deals": 4}, 90),
    ],
)
def test_a_fact_has_its_points(rule: str, known: dict[str, Any], points: int | None) -> None:
    assert scored(rule, Signals(**{"kind": "invention", **known})) == points


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_is_not_known_has_no_points(rule: str) -> None:
    assert scored(rule, Signals(kind="unknown")) is None


def test_a_main_group() -> None:
    assert main_group("G03F7/20") == "G03F7/00"
    assert main_group("G03F") is None
    assert main_group(None) is None


async def test_the_standards_tree_has_3_14_and_27_indicators() -> None:
    tree = (await schemes())["gbt42748-2023"]

    assert [sum(each.level == level for each in tree.indicators) for level in (1, 2, 3)] == [
        3, 14, 27,
    ]  # fmt: skip
    assert len(tree.leaves()) == 27
    assert tree.kinds == ("invention", "utility_model")


async def test_every_scheme_names_rules_that_exist_and_says_what_it_is() -> None:
    known = await schemes()

    signals = {i.signal for each in known.values() for i in each.indicators if i.signal}
    assert signals <= set(RULES)
    for code in ("zhirong-design", "zhirong-mark"):
        assert "no national standard" in known[code].name_en
    kinds = [kind for each in known.values() for kind in each.kinds]
    assert len(kinds) == len(set(kinds))


async def actors() -> dict[str, Actor]:
    return {
        "maker": await make.actor(await make.organisation("bank"), "maker"),
        "operator": await make.actor(await make.organisation("operator"), "operator"),
        "handler": await make.actor(await make.organisation(), "handler"),
    }


def weights(**changes: Any) -> dict[str, Any]:
    return {
        "scheme": "gbt42748-2023",
        "scene": "finance",
        "weights": {"L11": 50, "E11": 50},
        "reason": "本行质押场景更看重稳定性",
        **changes,
    }


async def test_weight_sets_are_versioned_with_author_and_date(as_: ClientFor) -> None:
    maker = (await actors())["maker"]

    first = await as_(maker).post("/weight-sets", json=weights())
    second = await as_(maker).post("/weight-sets", json=weights(weights={"L11": 1}))
    listed = await as_(maker).get("/weight-sets", params={"scheme": "gbt42748-2023",
                                                           "scene": "finance"})  # fmt: skip

    assert first.status_code == 201
    assert (first.json()["version"], second.json()["version"]) == (1, 2)
    assert second.json()["author"] == maker.name
    assert [(each["own"], each["version"]) for each in listed.json()["items"]] == [
        (True, 2), (True, 1), (False, 1),
    ]  # fmt: skip
    shown = {each["code"]: each["weight"] for each in first.json()["indicators"]}
    assert (shown["L11"], shown["L12"]) == (50, None)
    assert [e.name for e in await history("weight_set", first.json()["id"])] == [
        "valuation.weight_set_made"
    ]


async def test_the_operators_set_is_everybodys_and_a_banks_its_own(as_: ClientFor) -> None:
    who = await actors()
    own = (await as_(who["maker"]).post("/weight-sets", json=weights())).json()
    platform = (await as_(who["operator"]).post("/weight-sets", json=weights())).json()
    stranger = await make.actor(await make.organisation("bank"), "maker")

    seen = (await as_(stranger).get("/weight-sets", params={"limit": 100})).json()["items"]

    assert platform["version"] == 2
    assert platform["own"] is False
    assert platform["id"] in {each["id"] for each in seen}
    assert own["id"] not in {each["id"] for each in seen}
    assert (await as_(who["handler"]).post("/weight-sets", json=weights())).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"weights": {"L": 1}}, 422, "valuation.weights_unknown"),
        ({"weights": {"Z9": 1}}, 422, "valuation.weights_unknown"),
        ({"weights": {"L11": 0}}, 422, "valuation.weights_empty"),
        ({"weights": {"L11": -1}}, 400, "invalid_request"),
        ({"weights": {}}, 400, "invalid_request"),
        ({"scheme": "of-nobody"}, 404, "not_found"),
        ({"scene": "gambling"}, 400, "invalid_request"),
        ({"reason": " "}, 400, "invalid_request"),
    ],
)
async def test_unfit_weights_are_refused(
    as_: ClientFor, changes: dict[str, Any], status: int, code: str
) -> None:
    response = await as_((await actors())["maker"]).post("/weight-sets", json=weights(**changes))

    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "table", ["valuation_weight_set", "valuation_scheme", "valuation_indicator"]
)
async def test_what_scores_rest_on_is_never_changed(table: str) -> None:
    for sql in (f"UPDATE {table} SET created_at = now()", f"DELETE FROM {table}"):
        with pytest.raises(asyncpg.PostgresError):
            async with transaction():
                await execute(sql)


def asked(right: UUID, **changes: Any) -> dict[str, Any]:
    return {
        "right_ids": [str(right)],
        "base_date": BASE,
        "inputs": {
            "methods": [ROYALTY],
            "scores": [{"right_id": str(right), "scene": "finance", **changes}],
        },
    }


async def test_an_estimate_scores_from_what_was_imported(as_: ClientFor) -> None:
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    right = await values.right(firm, classes=["G03F7/20", "H01L21/00", "G02B5/00"])
    await service.load_field_counts(
        {"G03F7/00": 4_000}, source="公开仓库 2021-01", as_of=date(2021, 1, 1)
    )

    response = await as_(actor).post("/valuations/estimate", json=asked(right))

    assert response.status_code == 200
    (found,) = response.json()["scores"]
    points = {each["indicator"]: (each["points"], each["origin"]) for each in found["leaves"]}
    assert points == {
        "L11": ("70", "signal"),
        "L41": ("80", "signal"),
        "T31": ("60", "signal"),
        "E11": (points["E11"][0], "signal"),
        "E21": ("50", "signal"),
    }
    assert Decimal("66") < Decimal(points["E11"][0]) < Decimal("67")
    # 450 + 300 + 400 + 600 + 300 of 10,000
    assert found["coverage_bp"] == 2_050
    assert len(found["missing"]) == 22


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_counts_of_fields_are_read_from_a_list(encoding: str) -> None:
    content = "IPC,数量\nG03F7/00,4000\n\nG03F7/20,50\nA01B1/00,338\n".encode(encoding)

    assert service.field_counts_in(content) == {"G03F7/00": 4000, "A01B1/00": 338}


@pytest.mark.parametrize("row", ["G03F,1", "G03F7/00,many", "G03F7/00", "G03F7/00,-1"])
def test_what_is_no_count_names_its_line(row: str) -> None:
    with pytest.raises(ValueError, match="Line 2"):
        service.field_counts_in(f"IPC,数量\n{row}\n".encode())


async def test_counts_of_a_day_stay_and_the_newest_known_counts() -> None:
    for documents, day in ((10, date(2021, 1, 1)), (99, date(2021, 1, 1)), (50, date(2025, 1, 1))):
        await service.load_field_counts({"G03F7/00": documents}, source="清单", as_of=day)

    assert await queries.field_counts(["G03F7/00"], on=date(2024, 1, 1)) == {"G03F7/00": 10}
    assert await queries.field_counts(["G03F7/00"], on=date(2026, 1, 1)) == {"G03F7/00": 50}
    assert await queries.field_counts(["G03F7/00"], on=date(2020, 1, 1)) == {}


async def test_stated_facts_and_reviews_raise_the_coverage_and_are_kept(as_: ClientFor) -> None:
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    right = await values.right(firm)
    of_source = {"source": "检索报告", "as_of": "2026-09-01"}
    signals = {
        "forward_citations": {"value": 4, **of_source},
        "maturity": {"value": "mass", **of_source},
        "claims_product": {"value": True, **of_source},
    }
    reviews = [{"indicator": "T12", "points": "75", "reviewer": "王工", "evidence": "测试报告",
                "as_of": "2026-09-01"}]  # fmt: skip

    made = await as_(actor).post("/valuations", json=asked(right, signals=signals, reviews=reviews))
    read = (await as_(actor).get(f"/valuations/{made.json()['id']}")).json()

    (found,) = read["worked"]["scores"]
    leaves = {each["indicator"]: each for each in found["leaves"]}
    assert {code: leaves[code]["origin"] for code in ("T11", "T51", "L31", "T12")} == {
        "T11": "stated", "T51": "stated", "L31": "stated", "T12": "reviewer",
    }  # fmt: skip
    assert leaves["T12"]["reviewer"] == "王工"
    assert leaves["T12"]["reviewed_on"] == "2026-09-01"
    assert read["worked"]["reproduced"] is True


async def test_scores_of_the_wrong_right_scheme_or_weights_are_refused(as_: ClientFor) -> None:
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    right, design = await values.right(firm), await values.right(firm, kind="design")
    foreign = await values.right(firm, kind="foreign")
    banks = (await as_((await actors())["maker"]).post("/weight-sets", json=weights())).json()["id"]
    of_patents = await fetch_value(
        "SELECT w.id FROM valuation_weight_set w JOIN valuation_scheme s ON s.id = w.scheme "
        "WHERE s.code = 'gbt42748-2023' AND w.scene = 'finance' AND w.organisation IS NULL"
    )

    async def answer(of: UUID, **changes: Any) -> tuple[int, str]:
        response = await as_(actor).post("/valuations/estimate", json=asked(of, **changes))
        return response.status_code, response.json().get("code", "")

    assert await answer(right, right_id=str(design)) == (422, "valuation.scored_twice")
    assert await answer(right, weight_set_id=banks) == (404, "not_found")
    assert await answer(design, weight_set_id=str(of_patents)) == (422, "valuation.scheme_unfit")
    assert await answer(foreign) == (422, "valuation.no_scheme")
    assert (await answer(design))[0] == 200
