"""Several sources of one right: whose word stands, field by field, and what contradicts it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.auth import Actor
from backend.portfolio import service, telling
from backend.portfolio.states import PRECEDENCE, FactKind, Source
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, gazette_row, imported, right_of

NAME = "浙江帅丰电器有限公司"
#: As incoPat writes it.
VENDOR = ("标题 (中文)", "标准化申请人", "合享价值度", "申请号", "申请日", "公开(公告)号",
          "公开(公告)日", "申请人", "发明人", "IPC主分类")  # fmt: skip


def vendor_row(**changes: str) -> dict[str, str]:
    row = dict(
        zip(
            VENDOR,
            ("一种水槽及清洗机", NAME, "9", "201621390303X", "2016-12-17", "CN209099453U",
             "2019-07-12", NAME, "邵于佶;丁某", "A47L15/00"),
            strict=True,
        )
    )  # fmt: skip
    return row | changes


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.mark.parametrize("gazette_first", [True, False])
async def test_the_higher_source_stands_field_by_field_and_conflicts_are_listed(
    operator: Actor, as_: ClientFor, *, gazette_first: bool
) -> None:
    """The gazette says nothing of inventors: the vendor's word fills that field alone."""
    files = [
        csv_of([gazette_row(designer="")]),
        csv_of([vendor_row()], header=VENDOR, encoding="utf-8"),
    ]
    for content in files if gazette_first else reversed(files):
        await imported(content, by=operator)
    firm = await make.organisation("firm", name=NAME)
    handler = await make.actor(firm, "handler")
    right_id = await right_of("201621390303X", by=operator)
    added = await service.add_assets([right_id], numbers=[], by=handler)
    asset_id = added.added[0].holding.asset_id

    right = (await service.views([right_id]))[right_id]
    told = (await as_(handler).get(f"/portfolio/assets/{asset_id}/sources")).json()
    fields = {each["field"]: each for each in told["fields"]}

    assert (right.title, right.source) == ("一种水槽", Source.GAZETTE)
    assert right.inventors == ("邵于佶", "丁某")
    assert right.filing_on == date(2016, 12, 16)
    assert {name for name, each in fields.items() if each["conflicting"]} == {
        "title", "filing_on", "classes",
    }  # fmt: skip
    assert told["conflicts"] == 3
    title, other = fields["title"]["words"]
    assert (title["teller"], title["stands"], title["differs"]) == ("cnipa_gazette", True, False)
    assert (other["teller"], other["values"]) == ("incopat", ["一种水槽及清洗机"])
    assert [word["teller"] for word in fields["inventors"]["words"]] == ["incopat"]


async def test_an_extract_stands_above_the_gazette_and_both_are_told(
    operator: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    firm = await make.organisation("firm", name="杭州某某电器有限公司")
    handler = await make.actor(firm, "handler")
    bank = await make.actor(await make.organisation("bank"), "officer")
    right_id = await right_of("201621390303X", by=operator)
    added = await service.add_assets([right_id], numbers=[], by=handler)
    extract: dict[str, Any] = {
        "owners": ["杭州某某电器有限公司"], "status": "in_force", "granted_on": "2019-07-12",
        "fees_paid": True, "late_period": False, "running_pledge": False, "preserved": False,
        "suspended": False, "invalidation_pending": False,
    }  # fmt: skip
    await service.record_fact(
        right_id, FactKind.REGISTER_EXTRACT, date(2020, 1, 2), extract, None, None, bank
    )

    asset_id = added.added[0].holding.asset_id
    told = (await as_(handler).get(f"/portfolio/assets/{asset_id}/sources")).json()
    owners = next(each for each in told["fields"] if each["field"] == "patentees")

    assert [(w["source"], w["values"], w["stands"]) for w in owners["words"]] == [
        ("register_extract", ["杭州某某电器有限公司"], True),
        ("gazette", [NAME], False),
    ]
    assert owners["conflicting"]
    assert not next(e for e in told["fields"] if e["field"] == "granted_on")["conflicting"]


WORDS = st.lists(
    st.tuples(
        st.sampled_from(["lens", "incopat", "cnipa_gazette", "cnipa_xml"]),
        st.integers(1, 28),
        st.sampled_from("甲乙丙"),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_whoever_stands_is_highest_then_newest(said: list[tuple[str, int, str]]) -> None:
    """Against a model that keeps every word ever said."""
    tellings: dict[str, telling.Telling] = {}
    for turn, (teller, day, value) in enumerate(said):
        source = Source.GAZETTE if teller.startswith("cnipa") else Source.VENDOR_EXPORT
        at = f"2026-01-01T00:00:{turn:02d}+00:00"
        tellings.setdefault(teller, telling.Telling(source, at)).hear(
            {"title": value}, as_of=f"2020-01-{day:02d}", at=at
        )

    best = telling.standing(tellings, "title")

    assert best is not None
    rank = {t: PRECEDENCE[tellings[t].source] for t, _, _ in said}
    top = max(rank.values())
    newest = max(day for teller, day, _ in said if rank[teller] == top)
    candidates = {v for teller, day, v in said if rank[teller] == top and day == newest}
    assert best[1].as_of == f"2020-01-{newest:02d}"
    assert best[1].value in candidates


def test_a_translation_or_another_order_of_names_is_no_conflict() -> None:
    tellings = {
        "cnipa_gazette": telling.Telling(Source.GAZETTE, "2020"),
        "lens": telling.Telling(Source.VENDOR_EXPORT, "2020"),
    }
    tellings["cnipa_gazette"].hear(
        {"title": "一种水槽", "inventors": ["甲", "乙"]}, as_of="2020-01-01", at="2020"
    )
    tellings["lens"].hear(
        {"title": "Sink", "inventors": ["乙", "甲"]}, as_of="2020-01-01", at="2020"
    )

    assert not any(each.conflicting for each in telling.provenance(tellings))
