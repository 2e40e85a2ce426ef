"""Rights that are no patents: their numbers, terms, how a firm states them, who sees what."""

from datetime import date
from typing import Any

import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch
from backend.kernel.errors import InvalidField
from backend.kernel.events import history
from backend.portfolio import kinds
from backend.portfolio import service as portfolio
from backend.portfolio.right_rows import NumberForm
from backend.portfolio.states import FactKind, PatentKind
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.law import LAW, basis_of
from tests.registry.make import extract

TRADEMARK: dict[str, Any] = {
    "kind": "trademark",
    "number": "第 12345678 号",
    "title": "知芯",
    "mark_classes": [9, 42],
    "filing_on": "2013-09-02",
    "granted_on": "2015-03-21",
    "renewed_until": "2035-03-21",
}
SOFTWARE: dict[str, Any] = {
    "kind": "software",
    "number": "2021sr0123456",
    "title": "版图检查软件",
    "version": "V2.0",
    "authorship": "organisation",
    "completed_on": "2020-11-30",
    "granted_on": "2021-04-06",
}
WORK: dict[str, Any] = {
    "kind": "work",
    "number": "国作登字-2022-F-00123456",
    "title": "知芯卡通形象",
    "authorship": "organisation",
    "completed_on": "2021-05-04",
    "published_on": "2022-01-10",
    "granted_on": "2022-03-08",
}
LAYOUT: dict[str, Any] = {
    "kind": "layout",
    "number": "BS215001234",
    "title": "低功耗接收机版图",
    "completed_on": "2012-02-01",
    "exploited_on": "2020-06-01",
    "filing_on": "2021-05-20",
    "granted_on": "2021-08-11",
}


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await make.organisation("firm", name="上海知芯有限公司")


@pytest.fixture
async def handler(firm: Organisation) -> Actor:
    return await make.actor(firm, "handler")


@pytest.mark.parametrize(
    ("stated", "expires_on"),
    [
        (TRADEMARK, "2035-03-21"),
        ({**TRADEMARK, "renewed_until": None}, "2025-03-21"),
        (SOFTWARE, "2071-01-01"),
        ({**SOFTWARE, "published_on": "2021-01-15"}, "2072-01-01"),
        ({**SOFTWARE, "authorship": "person"}, None),
        (WORK, "2073-01-01"),
        (LAYOUT, "2027-02-01"),
        ({**LAYOUT, "completed_on": "2019-02-01"}, "2030-06-01"),
        ({**LAYOUT, "completed_on": "2019-02-01", "exploited_on": None}, "2031-05-20"),
    ],
)
def test_the_term_follows_from_what_is_stated(
    stated: dict[str, Any], expires_on: str | None
) -> None:
    kind = PatentKind(stated["kind"])
    expiry = kinds.declared_expiry(kind, stated, lives=LAW.lives)
    assert (expiry and expiry.isoformat()) == expires_on
    # Only a mark can be renewed late, within six months.
    late = {"2035-03-21": date(2035, 9, 21), "2025-03-21": date(2025, 9, 21)}.get(str(expiry))
    assert kinds.lapses_on(kind, expiry, lives=LAW.lives) == late


@pytest.mark.parametrize(
    ("stated", "label", "expires_on"),
    [
        (TRADEMARK, "第12345678号", "2035-03-21"),
        (SOFTWARE, "2021SR0123456", "2071-01-01"),
        (WORK, "国作登字-2022-F-00123456", "2073-01-01"),
        (LAYOUT, "BS.215001234", "2027-02-01"),
    ],
)
async def test_a_firm_states_a_right_of_each_kind(
    handler: Actor, as_: ClientFor, stated: dict[str, Any], label: str, expires_on: str
) -> None:
    client = as_(handler)

    added = await client.post("/portfolio/rights", json=stated)

    assert added.status_code == 200, added.text
    item = added.json()
    assert (item["label"], item["kind"]) == (label, stated["kind"])
    assert (item["title"], item["expires_on"]) == (stated["title"], expires_on)
    assert (item["ownership"], item["source"]) == ("declared", "declared")
    assert item["needs"] == ["register_extract"]
    assert item["fee_due"] is None
    detail = (await client.get(f"/portfolio/assets/{item['id']}")).json()
    assert detail["declared"]["granted_on"] == stated["granted_on"]
    assert detail["term"]["source"] == "declared"
    assert detail["term"]["basis"] == basis_of(stated["kind"])
    listed = (await client.get(f"/portfolio/assets?kind={stated['kind']}&q={label[1:7]}")).json()
    assert [each["id"] for each in listed["items"]] == [item["id"]]
    register = await client.get("/register", params={"patent": label})
    assert register.json()["items"] == []


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({**TRADEMARK, "number": "1234"}, "number"),
        ({**TRADEMARK, "number": "2021SR0123456"}, "number"),
        ({**SOFTWARE, "number": "2099SR0123456"}, "number"),
        ({**WORK, "number": "国作登字-2099-F-00123456"}, "number"),
        ({**LAYOUT, "number": "BS.2150012345"}, "number"),
        ({**TRADEMARK, "mark_classes": []}, "mark_classes"),
        ({**TRADEMARK, "authorship": "person"}, "authorship"),
        ({**TRADEMARK, "granted_on": date(2099, 1, 1), "renewed_until": None}, "granted_on"),
        ({**TRADEMARK, "filing_on": date(2015, 3, 22)}, "granted_on"),
        ({**TRADEMARK, "renewed_until": date(2030, 3, 21)}, "renewed_until"),
        ({**TRADEMARK, "renewed_until": date(2015, 3, 21)}, "renewed_until"),
        ({**SOFTWARE, "authorship": None}, "authorship"),
        ({**SOFTWARE, "published_on": date(2020, 11, 29)}, "published_on"),
        ({**LAYOUT, "filing_on": None}, "filing_on"),
    ],
)
def test_what_a_kind_cannot_have_is_refused_by_its_field(
    stated: dict[str, Any], field: str
) -> None:
    kind = PatentKind(stated["kind"])
    facts = {
        name: date.fromisoformat(value) if name.endswith(("_on", "_until")) and
        isinstance(value, str) else value
        for name, value in stated.items() if name not in {"kind", "number", "title"}
    }  # fmt: skip
    with pytest.raises(InvalidField) as refused:
        _judge(kind, stated["number"], facts)
    assert refused.value.key == field


def _judge(kind: PatentKind, number: str, facts: dict[str, Any]) -> None:
    kinds.read_number(kind, number, forms=LAW.forms, this_year=2026)
    kinds.check_facts(kind, facts, lives=LAW.lives, today=date(2026, 11, 30))


@pytest.mark.parametrize(
    ("change", "key"),
    [({"mark_classes": [46]}, "mark_classes"), ({"kind": "invention"}, "kind"),
     ({"granted_on": "2099-01-01"}, "granted_on")],
)  # fmt: skip
async def test_a_refusal_over_http_keeps_nothing(
    handler: Actor, as_: ClientFor, change: dict[str, Any], key: str
) -> None:
    refused = await as_(handler).post("/portfolio/rights", json={**TRADEMARK, **change})

    assert refused.status_code == 400, refused.text
    assert [each["key"].startswith(key) for each in refused.json()["errors"]] == [True]
    assert await fetch("SELECT FROM portfolio_right") == []


async def test_said_again_it_is_corrected_and_stays_each_firms_own_word(
    handler: Actor, as_: ClientFor
) -> None:
    client = as_(handler)
    first = (await client.post("/portfolio/rights", json=TRADEMARK)).json()

    again = (await client.post("/portfolio/rights", json={**TRADEMARK, "title": "知心"})).json()
    rival = await make.actor(await make.organisation("firm"), "handler")
    other = (await as_(rival).post("/portfolio/rights", json={**TRADEMARK, "title": "抢"})).json()
    mine = (await client.get(f"/portfolio/assets/{first['id']}")).json()["asset"]

    assert (again["id"], again["title"]) == (first["id"], "知心")
    assert (other["right_id"], other["title"]) == (first["right_id"], "抢")
    assert mine["title"] == "知心"
    events = [each.name for each in await history("right", first["right_id"])]
    assert events == ["portfolio.right_declared"] * 3
    assert (await as_(rival).get(f"/portfolio/assets/{first['id']}")).status_code == 404


async def test_an_extract_proves_the_owner_and_settles_the_term(
    handler: Actor, as_: ClientFor
) -> None:
    client = as_(handler)
    stated = (await client.post("/portfolio/rights", json=TRADEMARK)).json()
    bank = await make.actor(await make.organisation("bank"), "officer")
    await portfolio.record_fact(
        stated["right_id"],
        FactKind.REGISTER_EXTRACT,
        clock.today(),
        extract("上海知芯有限公司", granted_on="2015-03-21", expires_on="2035-03-21"),
        None,
        bank.organisation_id,
        by=bank,
    )

    item = (await client.get(f"/portfolio/assets/{stated['id']}")).json()

    assert item["asset"]["ownership"] == "extract"
    assert item["asset"]["needs"] == []
    assert item["term"]["source"] == "register_extract"
    assert (await client.get("/portfolio/summary")).json()["usable"] == 1


@pytest.mark.parametrize("form", LAW.forms, ids=lambda form: form.kind)
def test_every_kind_has_its_facts_its_life_and_a_number_that_passes(form: NumberForm) -> None:
    lived, numbered = ({each.kind for each in rows} for rows in (LAW.lives, LAW.forms))
    assert kinds.FACTS.keys() == lived == numbered
    for sample in form.samples:
        found = kinds.read_number(form.kind, sample, forms=LAW.forms, this_year=2026)
        assert found == sample
    with pytest.raises(InvalidField):
        kinds.read_number(form.kind, "CN109640213B", forms=LAW.forms, this_year=2026)
