"""A firm's licence offers, inquiries and licences leave as a job just as they do at once."""

import pytest

from backend.kernel import clock, db, listed
from backend.licensing import service
from backend.licensing.rules import Price, Scope
from backend.licensing.states import LicenceKind, PriceForm, RateBase
from tests import make
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, Exporting, Run
from tests.licensing.make import firm, offered, published
from tests.valuation import make as holdings


async def test_offers_inquiries_and_licences(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 1)
    licensor, offer = await offered(title=HOSTILE, note=HOSTILE)
    organisation, asker = await firm(HOSTILE)
    own = await published(asker, await holdings.right(organisation, title="一种夹具"))
    made = await service.inquire(offer.row["id"], "可否许可？", file_ids=(), by=asker)
    other = await service.inquire(own.row["id"], "可否许可？", file_ids=(), by=licensor)
    deal = service.Deal(
        scope=Scope(kind=LicenceKind.PLAIN, fields=("biomedicine",), territory=("310000",)),
        price=Price(
            form=PriceForm.RUNNING, rate_bp=325, rate_base=RateBase.SALES, minimum_fen=1000
        ),
        starts_on=clock.today(),
    )
    await service.propose(made.row["id"], deal, by=asker)
    agreed = await service.agree(made.row["id"], proposal=1, by=licensor)
    export, back = Exporting(as_, licensor, run_jobs), Exporting(as_, asker, run_jobs)

    path = "/licence-offers/export.xlsx"
    of, rows = await export.both("licence_offers", path, {"state": "published"})
    assert (of["机构"], of["状态"]) == (licensor.organisation_name, "已发布")
    assert [(row[0], row[2], row[3], row[7], row[8]) for row in rows] == [
        (offer.row["number"], f"'{HOSTILE}", "普通许可", "一次付清", 50_000)
    ]
    assert rows[0][17] == f"'{HOSTILE}"
    assert (await export.both("licence_offers", path, {"state": "draft"}))[1] == []

    _, rows = await export.both("inquiries", "/inquiries/export.xlsx", {})
    assert {(row[0], row[1], row[2], row[6]) for row in rows} == {
        (made.row["number"], "我方收到", f"'{HOSTILE}", "已达成"),
        (other.row["number"], "我方发出", f"'{HOSTILE}", "洽谈中"),
    }
    (mine,) = [row for row in rows if row[0] == made.row["number"]]
    assert mine[7:13] == [
        f"'{HOSTILE}", clock.today(), "普通许可", "生物医药", "上海", "至专利权期限届满",
    ]  # fmt: skip
    assert mine[13:20] == ["提成", "", "", 3.25, "销售额", 10, ""]
    of, rows = await export.both("inquiries", "/inquiries/export.xlsx", {"state": "open"})
    assert (of["状态"], [row[0] for row in rows]) == ("洽谈中", [other.row["number"]])

    number = await db.fetch_value(
        "SELECT number FROM licensing_licence WHERE id = $1", agreed.row["licence"]
    )
    for each, side in ((export, "我方许可"), (back, "我方取得")):
        of, rows = await each.both("licences", "/licences/export.xlsx", {"unrecorded": "true"})
        assert (of["仅未备案"], [(row[0], row[1], row[3]) for row in rows]) == (
            "是",
            [(number, side, f"'{HOSTILE}")],
        )
    stranger = Exporting(as_, (await firm())[1], run_jobs)
    for name in ("licence_offers", "inquiries", "licences"):
        path = f"/{name.replace('_', '-')}/export.xlsx"
        assert (await stranger.both(name, path, {}))[1] == []
    await export.is_hidden(asker, stranger.actor)


async def test_an_offer_beside_earlier_licences_says_that_they_stay(
    committed: str, as_: ClientFor, run_jobs: Run
) -> None:
    alone = Scope(kind=LicenceKind.SOLE, carve_out=True)
    licensor, offer = await offered(scope=alone)

    _, rows = await Exporting(as_, licensor, run_jobs).both(
        "licence_offers", "/licence-offers/export.xlsx", {}
    )

    assert [(row[0], row[3], row[13]) for row in rows] == [(offer.row["number"], "排他许可", "是")]


@pytest.mark.parametrize("name", ["licence_offers", "inquiries", "licences"])
async def test_a_bank_has_none_of_these(db: None, as_: ClientFor, name: str) -> None:
    client = as_(await make.actor(await make.organisation("bank"), "maker"))

    answer = await client.post("/exports", json={"list": name})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
