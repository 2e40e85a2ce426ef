"""The pledges that a firm or a bank is party to leave as a job just as they do at once."""

import pytest

from backend.kernel import db, listed
from backend.kernel.spreadsheet import yuan
from tests import make as base
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, Exporting, Run
from tests.registry import make


async def test_the_pledges_of_a_party(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    at = await make.scene()
    made = [await make.drafted(at, rights=[await make.right(at.firm.name)]) for _ in range(3)]
    await db.execute("UPDATE registry_pledge SET pledgor_name = $1", HOSTILE)
    path, right = "/pledges/export.xlsx", made[0].right_ids[0]

    desk, firm = (Exporting(as_, each, run_jobs) for each in (at.desk, at.handler))
    for export in (desk, firm):
        shown = (await export.client.get("/pledges")).json()["items"]
        of, rows = await export.both("pledges", path, {"state": "draft"})
        assert [row[0] for row in rows] == [each["number"] for each in shown]
        assert {(row[1], row[2], row[4], row[6]) for row in rows} == {
            (f"'{HOSTILE}", shown[0]["pledgee_name"], 1, "条款拟定")
        }
        secured = sum(each["secured_fen"] or 0 for each in shown)
        assert (of["状态"], of["行数"], of["合计（元）"]) == ("条款拟定", 3, float(yuan(secured)))
        of, rows = await export.both("pledges", path, {"right_id": str(right)})
        assert [(row[0], row[5]) for row in rows] == [(made[0].number, of["权利"])]
        assert (await export.both("pledges", path, {"state": "registered"}))[1] == []
        assert (await export.both("pledges", path, {"q": made[1].number}))[1][0][0] == made[
            1
        ].number
    other = await base.actor(await base.organisation("firm"), "handler")
    elsewhere = Exporting(as_, other, run_jobs)
    of, rows = await elsewhere.both("pledges", path, {"right_id": str(right)})
    assert (of["权利"], rows) == (str(right), [])
    await firm.is_hidden(other, at.desk)


async def test_an_office_has_no_pledges_of_its_own(db: None, as_: ClientFor) -> None:
    client = as_(await base.actor(await base.organisation("district"), "officer"))

    answer = await client.post("/exports", json={"list": "pledges"})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
