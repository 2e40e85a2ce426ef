"""Dated facts: their form, what an extract changes, who sees the scan."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.documents.states import Kind
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.errors import Forbidden, NotFound
from backend.portfolio import rules, service
from backend.portfolio.states import FactKind, Ownership, Source
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.portfolio.make import csv_of, gazette_row, imported, right_of

NAME = "浙江帅丰电器有限公司"
TODAY = date(2026, 11, 24)
GOOD: dict[FactKind, dict[str, Any]] = {
    FactKind.REGISTER_EXTRACT: {
        "owners": [NAME],
        "status": "in_force",
        "granted_on": "2019-07-12",
        "expires_on": "2026-12-20",
        "fees_paid": True,
        "late_period": False,
        "running_pledge": False,
        "preserved": False,
        "suspended": False,
        "invalidation_pending": False,
    },
    FactKind.FEE_RECEIPT: {"fee_year": 7, "paid_on": "2025-01-02"},
    FactKind.SAME_DAY_DECLARATION: {"has_twin": False},
    FactKind.COOWNER_CONSENT: {"owner": "浙江大学"},
    FactKind.COOWNER_AGREEMENT: {"each_may_pledge": True},
    FactKind.PARTIES_STATEMENT: {"invalidation_pending": False},
    FactKind.DESK_STATEMENT: {"unfit": False, "statement": "nothing against it"},
    FactKind.GAZETTE_EVENT: {"code": "CF01", "date": "2025-01-02"},
}
EXTRACT = GOOD[FactKind.REGISTER_EXTRACT]


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_has_a_form_that_passes(kind: FactKind) -> None:
    rules.check_fact(kind, as_of=TODAY, payload=GOOD[kind], today=TODAY)


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, payload in GOOD.items() for field in payload if field != "expires_on"],
)
def test_a_missing_or_malformed_field_is_refused(kind: FactKind, field: str) -> None:
    without = {name: value for name, value in GOOD[kind].items() if name != field}

    # What an officer has not read of an extract is left out.
    left_out = () if kind is FactKind.REGISTER_EXTRACT else (without,)
    for payload in (*left_out, GOOD[kind] | {field: 3.5}, GOOD[kind] | {field: None}):
        with pytest.raises(rules.FactInvalid) as refusal:
            rules.check_fact(kind, as_of=TODAY, payload=payload, today=TODAY)
        assert refusal.value.facts["field"] == field


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (FactKind.FEE_RECEIPT, {"paid_on": "2026-11-25"}, "paid_on"),
        (FactKind.FEE_RECEIPT, {"fee_year": 0}, "fee_year"),
        (FactKind.FEE_RECEIPT, {"fee_year": True}, "fee_year"),
        (FactKind.REGISTER_EXTRACT, {"owners": []}, "owners"),
        (FactKind.REGISTER_EXTRACT, {"owners": [""]}, "owners"),
        (FactKind.REGISTER_EXTRACT, {"status": "fine"}, "status"),
        (FactKind.REGISTER_EXTRACT, {"granted_on": "2026-11-25"}, "granted_on"),
        (FactKind.REGISTER_EXTRACT, {"extra": 1}, "extra"),
        (FactKind.COOWNER_AGREEMENT, {"each_may_pledge": False}, "each_may_pledge"),
        (FactKind.DESK_STATEMENT, {"statement": "x" * 2001}, "statement"),
        (FactKind.GAZETTE_EVENT, {"date": "2026-11-25"}, "date"),
    ],
)
def test_values_out_of_range_are_refused(
    kind: FactKind, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(rules.FactInvalid) as refusal:
        rules.check_fact(kind, as_of=TODAY, payload=GOOD[kind] | changes, today=TODAY)

    assert refusal.value.facts["field"] == field


def test_a_declared_twin_has_to_be_named() -> None:
    with pytest.raises(rules.TwinNumberMissing) as refusal:
        rules.check_fact(
            FactKind.SAME_DAY_DECLARATION, as_of=TODAY, payload={"has_twin": True}, today=TODAY
        )

    assert refusal.value.code == "portfolio.twin_number_missing"
    assert refusal.value.facts["field"] == "twin_number"


@pytest.mark.parametrize(
    ("kind", "payload", "field"),
    [
        (FactKind.SAME_DAY_DECLARATION, {"has_twin": True, "twin_number": number}, "twin_number")
        for number in ("", "202010123456.0", "202020123456.2", "CN109000001A", 3, None)
    ]
    + [
        (
            FactKind.SAME_DAY_DECLARATION,
            {"has_twin": False, "twin_number": "202010123456.4"},
            "twin_number",
        ),
        (
            FactKind.PARTIES_STATEMENT,
            {"invalidation_pending": False, "case_number": "4W118823"},
            "case_number",
        ),
        (
            FactKind.PARTIES_STATEMENT,
            {"invalidation_pending": True, "accepted_on": "2026-11-25"},
            "accepted_on",
        ),
    ],
)
def test_a_yes_names_what_exists_and_a_no_names_nothing(
    kind: FactKind, payload: dict[str, Any], field: str
) -> None:
    with pytest.raises(rules.FactInvalid) as refusal:
        rules.check_fact(kind, as_of=TODAY, payload=payload, today=TODAY)

    assert refusal.value.facts["field"] == field


def test_a_fact_of_the_future_is_refused() -> None:
    with pytest.raises(rules.FactInvalid, match="as_of"):
        rules.check_fact(
            FactKind.SAME_DAY_DECLARATION,
            as_of=TODAY + timedelta(days=1),
            payload={"has_twin": False},
            today=TODAY,
        )


@pytest.fixture
async def right(db: None) -> UUID:
    operator = await make.actor(await make.organisation("operator"), "operator")
    await imported(csv_of([gazette_row(patentee=f"{NAME};浙江大学")]), by=operator)
    return await right_of("201621390303.X", by=operator)


@pytest.fixture
async def maker(db: None) -> Actor:
    return await make.actor(await make.organisation("bank"), "maker")


async def extract(right: UUID, by: Actor, *, as_of: date | None = None, **changes: object) -> UUID:
    return await service.record_fact(
        right,
        FactKind.REGISTER_EXTRACT,
        as_of or clock.today(),
        EXTRACT | changes,
        None,
        by.organisation_id,
        by,
    )


async def test_an_extract_says_who_owns_and_outranks_the_gazette(right: UUID, maker: Actor) -> None:
    await extract(right, maker, owners=["新主有限公司"])

    view = (await service.views([right]))[right]
    assert view.patentees == ("新主有限公司",)
    assert view.source is Source.REGISTER_EXTRACT
    assert str(view.expires_on) == "2026-12-20"
    assert view.grant_source is Source.REGISTER_EXTRACT


async def test_an_older_extract_does_not_undo_a_newer_one(right: UUID, maker: Actor) -> None:
    await extract(right, maker, owners=["新主有限公司"])
    await extract(right, maker, owners=["旧主有限公司"], as_of=clock.today() - timedelta(days=9))

    view = (await service.views([right]))[right]
    assert view.patentees == ("新主有限公司",)


async def test_a_gazette_imported_later_does_not_undo_an_extract(right: UUID, maker: Actor) -> None:
    await extract(right, maker, owners=["新主有限公司"])
    operator = await make.actor(await make.organisation("operator"), "operator")

    await imported(csv_of([gazette_row(name="另一名")]), by=operator)

    view = (await service.views([right]))[right]
    assert view.patentees == ("新主有限公司",)
    assert str(view.expires_on) == "2026-12-20"
    assert view.title == "另一名"


async def test_ownership_rises_and_falls_with_what_is_known(right: UUID, maker: Actor) -> None:
    firm = await make.organisation("firm", name=NAME)
    await service.add_assets([right], numbers=[], by=await make.actor(firm, "handler"))

    async def ownership() -> Ownership:
        return (await service.check_holdings([right], firm.id))[right].ownership

    by_gazette = await ownership()
    await extract(right, maker, owners=[NAME], as_of=clock.add_working_days(clock.today(), 0))
    by_extract = await ownership()
    await extract(right, maker, owners=["新主有限公司"])
    sold = await ownership()

    assert (by_gazette, by_extract, sold) == (
        Ownership.OWNED,
        Ownership.EXTRACT,
        Ownership.DECLARED,
    )


async def test_an_extract_older_than_fifteen_working_days_no_longer_proves(
    right: UUID, maker: Actor
) -> None:
    firm = await make.organisation("firm", name=NAME)
    await service.add_assets([right], numbers=[], by=await make.actor(firm, "handler"))
    day = clock.today()
    while clock.working_days_between(day, clock.today()) <= 15:
        day -= timedelta(days=1)

    await extract(right, maker, as_of=day)
    old = (await service.check_holdings([right], firm.id))[right].ownership
    await extract(right, maker, as_of=day + timedelta(days=1))
    recent = (await service.check_holdings([right], firm.id))[right].ownership

    assert old is Ownership.OWNED
    assert recent in {Ownership.EXTRACT, Ownership.OWNED}


async def test_only_a_bank_records_an_extract(right: UUID) -> None:
    firm = await make.actor(await make.organisation("firm"), "handler")

    with pytest.raises(Forbidden):
        await extract(right, firm)


async def test_a_fact_of_an_unknown_right_is_refused(db: None, maker: Actor) -> None:
    with pytest.raises(NotFound):
        await extract(uuid4(), maker)


async def test_facts_are_newest_first_and_include_the_grant(right: UUID, maker: Actor) -> None:
    await service.record_fact(
        right, FactKind.FEE_RECEIPT, date(2025, 1, 2), GOOD[FactKind.FEE_RECEIPT], None, None, maker
    )
    await extract(right, maker)

    found = (await service.facts([right]))[right]

    assert [(fact.kind, fact.source) for fact in found] == [
        (FactKind.REGISTER_EXTRACT, "register_extract"),
        (FactKind.FEE_RECEIPT, "evidence"),
        (FactKind.GAZETTE_EVENT, "gazette"),
    ]


async def test_whoever_only_pastes_a_number_does_not_see_what_a_bank_recorded(
    right: UUID, maker: Actor, as_: ClientFor
) -> None:
    await extract(right, maker)
    owner = await make.actor(await make.organisation("firm", name=NAME), "handler")
    stranger = await make.actor(await make.organisation("firm"), "handler")

    async def kinds(actor: Actor) -> list[str]:
        added = await as_(actor).post("/portfolio/assets", json={"numbers": ["201621390303.X"]})
        response = await as_(actor).get(f"/portfolio/assets/{added.json()['items'][0]['id']}")
        return [fact["kind"] for fact in response.json()["facts"]]

    assert await kinds(owner) == ["register_extract", "gazette_event"]
    assert await kinds(stranger) == ["gazette_event"]


async def test_the_firm_lacks_a_right_it_does_not_hold(right: UUID) -> None:
    firm = await make.organisation("firm")

    with pytest.raises(NotFound):
        await service.check_holdings([right], firm.id)
    with pytest.raises(NotFound):
        await service.lock_rights([right, uuid4()])


async def test_the_scan_is_shown_to_its_firm_and_that_bank_only(
    right: UUID, maker: Actor, as_: ClientFor
) -> None:
    owner = await make.actor(await make.organisation("firm", name=NAME), "handler")
    co_owner = await make.actor(await make.organisation("firm", name="浙江大学"), "handler")
    scan = await deposited(owner, kind=Kind.REGISTER_EXTRACT)
    await service.record_fact(
        right,
        FactKind.REGISTER_EXTRACT,
        clock.today(),
        EXTRACT | {"owners": [NAME, "浙江大学"]},
        scan.id,
        maker.organisation_id,
        maker,
    )

    async def shown(actor: Actor) -> str | None:
        added = await as_(actor).post("/portfolio/assets", json={"numbers": ["201621390303.X"]})
        response = await as_(actor).get(f"/portfolio/assets/{added.json()['items'][0]['id']}")
        fact: dict[str, str | None] = response.json()["facts"][0]
        assert fact["kind"] == "register_extract"
        return fact["document_id"]

    found = (await service.facts([right]))[right]
    other_bank = await make.actor(await make.organisation("bank"), "maker")
    assert await shown(owner) == str(scan.id)
    assert await shown(co_owner) is None
    assert service.openable(found, by=maker) == {scan.id}
    assert service.openable(found, by=other_bank) == set()


async def test_a_receipt_pays_a_late_fee_but_tells_nothing_to_whoever_pastes_the_number(
    right: UUID, maker: Actor, as_: ClientFor
) -> None:
    owner = await make.actor(await make.organisation("firm", name=NAME), "handler")
    stranger = await make.actor(await make.organisation("firm"), "handler")

    async def due(actor: Actor) -> tuple[int, bool]:
        client = as_(actor)
        added = await client.post("/portfolio/assets", json={"numbers": ["201621390303.X"]})
        listed = (await client.get("/portfolio/assets")).json()["items"][0]
        answer = await client.get(f"/portfolio/assets/{listed['id']}")
        assert added.status_code == 200
        assert answer.json()["asset"]["fee_due"] == listed["fee_due"]
        return listed["fee_due"]["year"], listed["fee_due"]["late"]

    with clock.at(datetime(2024, 3, 1, 4, tzinfo=UTC)):
        before = await due(owner)
        await service.record_fact(
            right,
            FactKind.FEE_RECEIPT,
            clock.today(),
            {"fee_year": 8, "paid_on": "2024-02-20"},
            None,
            maker.organisation_id,
            maker,
        )

        assert before == (8, True)
        assert await due(owner) == (9, False)
        assert await due(stranger) == (8, True)


async def test_a_twin_is_kept_in_the_form_of_all_numbers(right: UUID, maker: Actor) -> None:
    number = make.application_number(390_303, year=2016)
    payload = {"has_twin": True, "twin_number": f" zl{number} "}

    await service.record_fact(
        right, FactKind.SAME_DAY_DECLARATION, clock.today(), payload, None, None, maker
    )

    told = [fact.payload for fact in (await service.facts([right]))[right]]
    assert {"has_twin": True, "twin_number": f"{number[:12]}.{number[12:]}"} in told


async def test_the_database_itself_refuses_a_twin_without_its_number(
    right: UUID, maker: Actor
) -> None:
    with pytest.raises(Exception, match="needs its number") as refusal:
        await db.execute(
            "INSERT INTO portfolio_right_fact (right_id, kind, as_of, payload, recorded_by, "
            "recorded_by_name, organisation_id, organisation_name) VALUES ($1, "
            "'same_day_declaration', '2026-01-01', '{\"has_twin\": true}', $2, 'a', $3, 'b')",
            right,
            maker.user_id,
            maker.organisation_id,
        )

    assert getattr(refusal.value, "constraint_name", None) == (
        "portfolio_right_fact_twin_has_its_number"
    )
