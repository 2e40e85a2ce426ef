"""An award makes an invention one of high value once an officer of the district confirmed it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from asyncpg import RestrictViolationError

from backend.documents.states import Kind
from backend.kernel.auth import Actor
from backend.kernel.db import execute, transaction
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault
from tests.documents.make import file as deposited
from tests.portfolio.make import csv_of, gazette_row, imported, problem, right_of
from tests.portfolio.test_families import NAME, holding
from tests.portfolio.test_operator_imports import granted, number

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.use(tmp_path, monkeypatch)


@pytest.fixture
async def officer() -> Actor:
    return await make.actor(await make.organisation("district"), "officer")


async def invention() -> tuple[UUID, Actor]:
    operator = await make.actor(await make.organisation("operator"), "operator")
    await imported(csv_of([granted(1)]), by=operator)
    return await holding(await right_of(number(1), by=operator), name=NAME)


async def said(handler: Actor, **changes: Any) -> dict[str, Any]:
    paper = await deposited(handler, kind=Kind.CERTIFICATE)
    return {
        "kind": "china_patent",
        "title": "第二十四届中国专利奖银奖",
        "awarded_on": "2023-07-20",
        "document_id": str(paper.id),
    } | changes


async def criterion(as_: ClientFor, handler: Actor, asset: UUID) -> dict[str, Any]:
    told = (await as_(handler).get(f"/portfolio/assets/{asset}/quality")).json()
    found: dict[str, Any] = next(each for each in told["criteria"] if each["criterion"] == "award")
    return found


async def test_it_is_unknown_until_an_officer_confirms_it_against_its_paper(
    as_: ClientFor, officer: Actor
) -> None:
    asset, handler = await invention()
    path = f"/portfolio/assets/{asset}/awards"
    body = await said(handler)

    stated = await as_(handler).post(path, json=body)
    assert (stated.status_code, stated.json()["state"]) == (201, "stated"), stated.text
    assert problem(await as_(handler).post(path, json=body)) == (409, "portfolio.award_stated")
    assert (await criterion(as_, handler, asset))["answer"] == "unknown"

    (waiting,) = (await as_(officer).get("/patent-awards?state=stated")).json()["items"]
    assert (waiting["firm_name"], waiting["allowed_actions"]) == (NAME, ["decision"])
    paper = await as_(officer).get(f"/documents/{waiting['document_id']}/content")
    assert paper.status_code == 200
    decide = f"/patent-awards/{waiting['id']}/decision"
    own = await as_(handler).post(decide, json={"confirmed": True})
    silent = await as_(officer).post(decide, json={"confirmed": False})
    assert (own.status_code, silent.status_code) == (403, 400)
    assert "reason" in silent.text

    confirmed = await as_(officer).post(decide, json={"confirmed": True})
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    again = await as_(officer).post(decide, json={"confirmed": False, "reason": "x"})
    assert problem(again) == (409, "portfolio.award_decided")
    taken_back = await as_(handler).post(f"/patent-awards/{waiting['id']}/withdrawal")
    assert problem(taken_back) == (409, "portfolio.award_decided")

    judged = await criterion(as_, handler, asset)
    assert judged["answer"] == "met"
    assert judged["evidence"] == [
        {
            "text": "第二十四届中国专利奖银奖",
            "source": "china_patent",
            "day": "2023-07-20",
            "amount_fen": None,
        }
    ]
    listed = (await as_(officer).get("/patent-coverage/high-value-patents")).json()
    assert {"key": "award", "count": 1} in listed["by_criterion"]
    for statement in (
        "UPDATE portfolio_award SET state = 'withdrawn'",
        "DELETE FROM portfolio_award",
    ):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(statement)


async def test_a_rejected_or_withdrawn_award_proves_nothing_and_may_be_stated_again(
    as_: ClientFor, officer: Actor
) -> None:
    asset, handler = await invention()
    path = f"/portfolio/assets/{asset}/awards"
    first = (await as_(handler).post(path, json=await said(handler))).json()
    rejected = await as_(officer).post(
        f"/patent-awards/{first['id']}/decision",
        json={"confirmed": False, "reason": "证书上是另一件专利"},
    )
    second = (await as_(handler).post(path, json=await said(handler))).json()
    withdrawn = await as_(handler).post(f"/patent-awards/{second['id']}/withdrawal")

    assert rejected.json()["reason"] == "证书上是另一件专利"
    assert withdrawn.json()["state"] == "withdrawn"
    assert (await criterion(as_, handler, asset))["answer"] == "unknown"
    own = (await as_(handler).get(f"/patent-awards?asset_id={asset}")).json()
    assert [each["state"] for each in own["items"]] == ["withdrawn", "rejected"]
    paper = await as_(officer).get(f"/documents/{second['document_id']}/content")
    assert paper.status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"awarded_on": "2099-01-01"}, 400), ({"awarded_on": "1999-01-01"}, 400),
     ({"title": ""}, 400), ({"kind": "nobel"}, 400)],
)  # fmt: skip
async def test_what_cannot_be_an_award_is_refused(
    as_: ClientFor, changes: dict[str, Any], status: int
) -> None:
    asset, handler = await invention()
    answer = await as_(handler).post(
        f"/portfolio/assets/{asset}/awards", json=await said(handler, **changes)
    )
    assert answer.status_code == status, answer.text


async def test_only_an_invention_of_ones_own_with_ones_own_paper(as_: ClientFor) -> None:
    asset, handler = await invention()
    other = await make.actor(await make.organisation("firm"), "handler")
    foreign_paper = await said(other)
    foreign = await as_(other).post(f"/portfolio/assets/{asset}/awards", json=foreign_paper)
    no_paper = await as_(handler).post(f"/portfolio/assets/{asset}/awards", json=foreign_paper)
    assert (foreign.status_code, no_paper.status_code) == (404, 404)

    extract = str((await deposited(handler, kind=Kind.REGISTER_EXTRACT)).id)
    other_kind = await as_(handler).post(
        f"/portfolio/assets/{asset}/awards", json=await said(handler, document_id=extract)
    )
    assert problem(other_kind)[0] == 400
    assert "certificate" in other_kind.text

    operator = await make.actor(await make.organisation("operator"), "operator")
    await imported(csv_of([gazette_row()]), by=operator)
    right_id = await right_of("201621390303.X", by=operator)
    model, owner = await holding(right_id, name="浙江帅丰电器有限公司")
    answer = await as_(owner).post(f"/portfolio/assets/{model}/awards", json=await said(owner))
    assert problem(answer) == (422, "portfolio.award_of_no_invention")


@pytest.mark.parametrize("division", ["310104", "310115"])
async def test_an_award_that_nobody_would_decide_is_refused_and_said_before(
    as_: ClientFor, officer: Actor, division: str
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    await imported(csv_of([granted(1)]), by=operator)
    right_id = await right_of(number(1), by=operator)
    asset, handler = await holding(right_id, division=division)
    told = (await as_(handler).get(f"/portfolio/assets/{asset}/quality")).json()
    award = await said(handler)

    stated = await as_(handler).post(f"/portfolio/assets/{asset}/awards", json=award)

    found = (await as_(officer).get("/patent-awards")).json()["items"]
    read = await as_(officer).get(f"/documents/{award['document_id']}/content")
    inside = division == "310115"
    assert (told["awards_of"], told["awards_decided"]) == ("310115", inside)
    if inside:
        assert (stated.status_code, len(found), read.status_code) == (201, 1, 200)
    else:
        assert problem(stated) == (422, "portfolio.award_elsewhere")
        assert stated.json()["division"] == "310115"
        assert (found, read.status_code) == ([], 404)


async def test_a_firm_that_has_moved_away_is_no_business_of_the_office(
    as_: ClientFor, officer: Actor
) -> None:
    asset, handler = await invention()
    await as_(handler).post(f"/portfolio/assets/{asset}/awards", json=await said(handler))
    (waiting,) = (await as_(officer).get("/patent-awards")).json()["items"]
    await execute(
        "UPDATE identity_organisation SET division = '310104' WHERE id = $1",
        handler.organisation_id,
    )

    decided = await as_(officer).post(
        f"/patent-awards/{waiting['id']}/decision", json={"confirmed": True}
    )

    assert (await as_(officer).get("/patent-awards")).json()["items"] == []
    assert decided.status_code == 404
