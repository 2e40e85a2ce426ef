"""Families from OPS and Lens, grants abroad by the dated rule, and inventions of high value."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch_value
from backend.portfolio import families, merit, service
from backend.portfolio.families import Verdict
from backend.portfolio.industries import Industries
from backend.portfolio.merit import Answer, Criterion, Evidence
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, imported, right_of
from tests.portfolio.test_operator_imports import granted, number
from tests.workbooks import asked, sheets

NAME = "上海某某微电子有限公司"
LENS = ("#", "Jurisdiction", "Kind", "Display Key", "Lens ID", "Publication Date",
        "Application Number", "Application Date", "Title", "Applicants", "Inventors",
        "Simple Family Members", "IPCR Classifications")  # fmt: skip
FAMILY = "053-092-299-445-921;;046-364-458-870-558;;177-059-283-959-495"


def lens(display: str, on: str, family: str = FAMILY) -> dict[str, str]:
    told = ("1", display[:2], display[-2:], display, family[:19], on, "", "2018-12-16", "A CHIP",
            "SOMEBODY INC", "DOE JOHN", family, "H01L21/336")  # fmt: skip
    return dict(zip(LENS, told, strict=True))


def ops(display: tuple[str, str, str], on: str, family: str) -> bytes:
    country, digits, kind = display
    return (
        '<?xml version="1.0"?><ops:world-patent-data xmlns:ops="http://ops.epo.org" '
        'xmlns="http://www.epo.org/exchange"><ops:patent-family>'
        f'<ops:family-member family-id="{family}"><publication-reference>'
        f'<document-id document-id-type="docdb"><country>{country}</country>'
        f"<doc-number>{digits}</doc-number><kind>{kind}</kind><date>{on}</date></document-id>"
        "</publication-reference></ops:family-member></ops:patent-family></ops:world-patent-data>"
    ).encode()


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def district(db: None) -> Actor:
    return await make.actor(await make.organisation("district"), "verifier")


async def holding(
    right_id: UUID, *, division: str = "310115", name: str = NAME
) -> tuple[UUID, Actor]:
    firm = await make.organisation("firm", name=name, division=division)
    handler = await make.actor(firm, "handler")
    added = await service.add_assets([right_id], numbers=[], by=handler)
    return added.added[0].holding.asset_id, handler


async def test_grants_abroad_of_a_proven_owner_in_pudong_count_once_each(
    operator: Actor, district: Actor, as_: ClientFor
) -> None:
    """One family out of three files: the gazette's patent, Lens' list, an answer of OPS."""
    await imported(csv_of([granted(1)]), by=operator)
    rows = [
        lens("CN 100000001 B", "2021-03-05"),
        lens("US 11223344 B2", "2022-01-01"),
        lens("US 2020/0123456 A1", "2020-05-05"),
        lens("EP 3456789 B1", "2026-01-01"),
    ]
    await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=operator)
    await imported(ops(("JP", "7654321", "B2"), "20230607", "60123456"), by=operator)
    await imported(ops(("US", "11223344", "B2"), "20220101", "60123456"), by=operator)
    right_id = await right_of(number(1), by=operator)
    await holding(right_id)

    told = (await as_(district).get("/patent-coverage/overseas-grants")).json()

    assert {each["number"]: each["verdict"] for each in told["items"]} == {
        "US11223344B2": "counts",
        "JP7654321B2": "counts",
        "US20200123456A1": "no_grant",
        "EP3456789B1": "after",
    }
    assert told["counted"] == 2
    assert (told["rule"]["version"], told["total"]) == (1, 4)
    book = sheets((await as_(district).get("/patent-coverage/overseas-grants.xlsx")).content)
    assert (asked(book)["计入件数"], asked(book)["非发明授权文献"], asked(book)["行数"]) == (
        2,
        1,
        4,
    )
    assert [(row[0], row[3] == "计入") for row in book["同族境外文献"][1:]] == [
        (each["number"], each["verdict"] == "counts") for each in told["items"]
    ]
    assert await fetch_value("SELECT count(DISTINCT family) FROM portfolio_family_member") == 1


@pytest.mark.parametrize(
    ("division", "name", "verdicts"),
    [
        ("310104", NAME, []),
        ("310115", "上海别家有限公司", ["owner_unproven"]),
    ],
)
async def test_without_a_proven_owner_in_pudong_nothing_counts(
    operator: Actor,
    district: Actor,
    as_: ClientFor,
    *,
    division: str,
    name: str,
    verdicts: list[str],
) -> None:
    await imported(csv_of([granted(1)]), by=operator)
    rows = [lens("CN 100000001 B", "2021-03-05"), lens("US 11223344 B2", "2022-01-01")]
    await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=operator)
    await holding(await right_of(number(1), by=operator), division=division, name=name)

    told = (await as_(district).get("/patent-coverage/overseas-grants")).json()

    assert (told["counted"], [each["verdict"] for each in told["items"]]) == (0, verdicts)


async def test_an_invention_of_high_value_with_evidence_for_each_criterion(
    operator: Actor, district: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([granted(1), granted(2, **{"Int.Cl.": "E03C1/182"})]), by=operator)
    rows = [lens("CN 100000001 B", "2021-03-05"), lens("US 11223344 B2", "2022-01-01")]
    await imported(csv_of(rows, header=LENS, encoding="utf-8"), by=operator)
    asset, handler = await holding(await right_of(number(1), by=operator))
    await service.add_assets([await right_of(number(2), by=operator)], numbers=[], by=handler)
    with clock.at(clock.end_of_day(date(2026, 11, 29))):
        told = (await as_(handler).get(f"/portfolio/assets/{asset}/quality")).json()
        listed = (await as_(district).get("/patent-coverage/high-value-patents")).json()
        await execute("UPDATE portfolio_right SET title = '=1+1'")
        saved = await as_(district).get("/patent-coverage/high-value-patents.xlsx")

    answers = {each["criterion"]: each for each in told["criteria"]}
    assert {name: each["answer"] for name, each in answers.items()} == {
        "emerging_industry": "met", "family_abroad": "met", "kept_long": "not_met",
        "pledged_high": "not_met", "award": "unknown",
    }  # fmt: skip
    assert (told["in_force"], told["high_value"]) == (True, True)
    assert answers["emerging_industry"]["evidence"][0]["text"] == "H01L 21/336"
    assert answers["family_abroad"]["evidence"] == [
        {"text": "US11223344B2", "source": "lens", "day": "2022-01-01", "amount_fen": None}
    ]
    assert answers["kept_long"]["evidence"][0]["day"] == "2028-12-16"
    assert [each["number"] for each in told["family"]] == ["US11223344B2"]
    # The one of plain plumbing meets nothing, the other counts once though it meets two.
    assert (listed["counted"], listed["per_10000"]) == (1, "0.00")
    assert [each["label"] for each in listed["items"]] == [told_label(1)]
    book = sheets(saved.content)
    assert (asked(book)["计入件数"], asked(book)["境外同族授权"]) == (1, 1)
    assert [row[:4] for row in book["高价值发明专利"][1:]] == [
        [told_label(1), "'=1+1", NAME, "战略性新兴产业；境外同族授权"]
    ]


def told_label(serial: int) -> str:
    text = number(serial)
    return f"ZL {text[:4]} {text[4]} {text[5:12]}.{text[-1]}"


RULE = families.Overseas(
    division="310115",
    since=date(2022, 1, 1),
    until=date(2025, 12, 31),
    unit="grant",
    home=frozenset({"CN"}),
    codes={"US": frozenset({"B1", "B2"}), "EP": frozenset({"B1"})},
)


@pytest.mark.parametrize(
    ("number", "day", "proven", "verdict"),
    [
        ("US11223344B2", date(2022, 1, 1), True, Verdict.COUNTS),
        ("US11223344B2", date(2025, 12, 31), True, Verdict.COUNTS),
        ("US11223344B2", date(2021, 12, 31), True, Verdict.BEFORE),
        ("US11223344B2", date(2026, 1, 1), True, Verdict.AFTER),
        ("US11223344B2", None, True, Verdict.DAY_UNKNOWN),
        ("US11223344B2", date(2022, 1, 1), False, Verdict.OWNER_UNPROVEN),
        ("USD987654S1", date(2022, 1, 1), True, Verdict.NO_GRANT),
        ("EP3456789B2", date(2022, 1, 1), True, Verdict.NO_GRANT),
        ("BR102019A2", date(2022, 1, 1), True, Verdict.OFFICE_UNLISTED),
    ],
)
def test_the_verdict_on_a_publication_abroad(
    number: str, day: date | None, verdict: Verdict, *, proven: bool
) -> None:
    assert families.verdict(number, day, proven=proven, rule=RULE) is verdict


@pytest.mark.parametrize(("unit", "count"), [("grant", 3), ("country", 2), ("family", 1)])
def test_what_is_counted_once(unit: str, count: int) -> None:
    family = uuid4()

    def grant(number: str) -> families.Grant:
        return families.Grant(
            number=number, published_on=date(2023, 1, 1), family=family, teller="lens",
            verdict=Verdict.COUNTS, right_label="", firm_id=uuid4(), firm_name="",
        )  # fmt: skip

    grants = [grant("US11111111B2"), grant("US22222222B1"), grant("EP3456789B1")]

    assert families.counted(grants, unit) == count


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        ("docdb:60123456", {"docdb:60123456"}),
        ("60123456", {"docdb:60123456"}),
        ("-1", set()),
        (FAMILY[:40], {"lens:053-092-299-445-921", "lens:046-364-458-870-558"}),
        ("US11223344B2 | CN100000001B; 其他", {"number:US11223344B2", "number:CN100000001B"}),
        ("x" * 40_000, set()),
        ("", set()),
    ],
)
def test_what_a_source_names_a_family_by(told: str, keys: set[str]) -> None:
    assert families.keys_of(told, own=None) == keys


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=3), min_size=1, max_size=8))
def test_rights_that_share_a_key_are_one_family_in_any_order(told: list[set[int]]) -> None:
    """Row by row against all at once, and against the definition by paths."""
    rights = [uuid4() for _ in told]
    named = {
        right: frozenset(f"docdb:{key}00000" for key in keys)
        for right, keys in zip(rights, told, strict=True)
    }
    keys: dict[str, UUID] = {}
    members: dict[UUID, UUID] = {}
    for right in rights:
        linked = families.link({right: named[right]}, of_key=keys, of_right=members)
        keys = {k: linked.merged.get(f, f) for k, f in keys.items()} | linked.keys
        members = {r: linked.merged.get(f, f) for r, f in members.items()} | linked.rights

    def reached(start: UUID) -> set[UUID]:
        found, todo = {start}, [start]
        while todo:
            here = named[todo.pop()]
            more = {other for other in rights if other not in found and named[other] & here}
            found |= more
            todo += more
        return found

    for one in rights:
        same: set[Any] = {other for other in rights if members[other] == members[one]}
        assert same == reached(one)


def test_ten_years_are_over_on_the_day_after_the_anniversary() -> None:
    rule = merit.HighValue(
        division="310115", years=10, pledged_fen=100, residents=1, residents_on=date(2020, 11, 1)
    )
    known = merit.Invention(
        classes=[], filing_on=date(2016, 11, 29), abroad=[],
        pledges=[Evidence(text="Y1", source="register", amount_fen=99),
                 Evidence(text="Y2", source="register", amount_fen=100)],
    )  # fmt: skip

    def answer(criterion: Criterion, today: date) -> Answer:
        return next(
            each.answer
            for each in merit.judge(known, rule, Industries(()), today=today)
            if each.criterion is criterion
        )

    assert answer(Criterion.KEPT_LONG, date(2026, 11, 29)) is Answer.NOT_MET
    assert answer(Criterion.KEPT_LONG, date(2026, 11, 30)) is Answer.MET
    assert answer(Criterion.PLEDGED_HIGH, date(2026, 11, 29)) is Answer.MET
    assert answer(Criterion.FAMILY_ABROAD, date(2026, 11, 29)) is Answer.NOT_MET
    assert answer(Criterion.EMERGING_INDUSTRY, date(2026, 11, 29)) is Answer.UNKNOWN
