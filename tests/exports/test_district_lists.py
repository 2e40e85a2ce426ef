"""What the district divides, signs and decides leaves as a job just as it does at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from backend.kernel import clock, listed
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault
from tests.exports.test_more_lists import HOSTILE, Exporting, Run
from tests.oversight import make as told
from tests.portfolio.test_awards import invention, said
from tests.targets import test_parts as parts

FOUND = {"outcome": "confirmed", "looked_in": HOSTILE, "looked_on": "2024-07-01"}


async def test_what_departments_reported(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    officer, verifier, _ = await parts.in_force(as_)
    client = as_(officer)
    made = [
        await parts.reported(client, as_of=f"2024-0{month}-28", reached=month, source=HOSTILE)
        for month in (3, 6, 9)
    ]
    assert {each.status_code for each in made} == {201}
    checked = await as_(verifier).post(
        f"{parts.PATH}/reports/{made[-1].json()['id']}/verification", json=FOUND
    )
    assert checked.status_code == 200, checked.text
    export = Exporting(as_, officer, run_jobs)

    of, rows = await export.both(
        "part_reports", f"{parts.PATH}/reports.xlsx", {"code": parts.TARGET}
    )

    shown = (await client.get(f"{parts.PATH}/reports")).json()["items"]
    assert (of["目标"], of["知悉日"]) == (parts.TARGET, clock.today())
    assert [row[2] for row in rows] == [each["reached"] for each in shown] == [9, 6, 3]
    assert [(row[0], row[3], row[4], row[5]) for row in rows] == [
        ("金融局", state, f"'{HOSTILE}", officer.name) for state in ("已核对", "待核对", "待核对")
    ]
    assert (rows[0][7], rows[0][9]) == (verifier.name, f"'{HOSTILE}")
    await export.is_hidden(verifier)


async def test_the_months_of_a_target(committed: str, as_: ClientFor, run_jobs: Run) -> None:
    office = await make.organisation("district")
    officer = replace(await make.actor(office, "officer"), name=HOSTILE)
    await told.counted(7_000_000_01, on=date(2023, 3, 2))
    path = f"/targets/{told.TARGET}/months"
    client, export = as_(officer), Exporting(as_, officer, run_jobs)
    sheet = (await client.get(f"{path}/2023-03")).json()
    signed = await client.post(f"{path}/2023-03/sign-off", json={"digest": sheet["digest"]})
    assert signed.status_code == 200, signed.text

    of, rows = await export.both("target_months", f"{path}/export.xlsx", {"code": told.TARGET})

    shown = (await client.get(path)).json()["items"]
    assert of["目标"] == told.TARGET
    assert [row[0] for row in rows] == [each["month"] for each in shown]
    assert [(row[1], row[2]) for row in rows] == [
        (each["value"] / 100, each["reached"] / 100) for each in shown
    ]
    (march,) = [row for row in rows if row[0] == "2023-03"]
    assert (march[1], march[4], march[6]) == (7_000_000.01, "已首签", f"'{HOSTILE}")
    assert {row[6] for row in rows if row is not march} == {""}
    await export.is_hidden(await make.actor(office, "officer"))


async def test_the_versions_of_the_tiers(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 1)
    officer = await make.actor(await make.organisation("district"), "officer")
    client, export = as_(officer), Exporting(as_, officer, run_jobs)
    path = "/cultivation-library/tiers"
    before = (await client.get(path)).json()
    tiers = [{"tier": each["code"], "name": each["name"], "name_en": "T"} for each in before]
    tiers[0]["name"] = HOSTILE
    body = {"from_on": "2099-01-01", "source": HOSTILE, "tiers": tiers}
    proposed = await client.post(path, json=body)
    assert proposed.status_code == 201, proposed.text

    _, rows = await export.both("tier_versions", f"{path}/versions.xlsx", {})

    assert [(row[0], row[2]) for row in rows] == [(2, "待另一人确认"), (1, "现行")]
    names = "、".join(each["name"] for each in tiers)
    assert (rows[0][3], rows[0][4], rows[0][5]) == (f"'{names}", f"'{HOSTILE}", officer.name)
    assert rows[1][3] == "、".join(each["name"] for each in before)
    await export.is_hidden(await make.actor(await make.organisation("district"), "officer"))


async def test_awards_as_an_office_and_as_their_firm_sees_them(
    committed: str,
    as_: ClientFor,
    run_jobs: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault.use(tmp_path, monkeypatch)
    officer = await make.actor(await make.organisation("district"), "officer")
    asset, handler = await invention()
    stated = await as_(handler).post(
        f"/portfolio/assets/{asset}/awards", json=await said(handler, title=HOSTILE)
    )
    assert stated.status_code == 201, stated.text
    made, path = stated.json(), "/patent-awards/export.xlsx"

    office, own = (Exporting(as_, each, run_jobs) for each in (officer, handler))
    for export in (office, own):
        of, rows = await export.both("awards", path, {"state": "stated", "asset_id": str(asset)})
        assert (of["状态"], of["专利"]) == ("待核对", made["label"])
        assert [(row[0], row[3], row[4], row[5], row[8]) for row in rows] == [
            (made["label"], made["firm_name"], f"'{HOSTILE}", "中国专利奖", "待核对")
        ]
        assert (await export.both("awards", path, {"state": "confirmed"}))[1] == []
    other = await make.actor(await make.organisation("firm"), "handler")
    elsewhere = Exporting(as_, other, run_jobs)
    of, rows = await elsewhere.both("awards", path, {"asset_id": str(asset)})
    assert (of["专利"], rows) == ("", [])
    await own.is_hidden(officer, other)


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("part_reports", {"code": parts.TARGET}),
        ("target_months", {"code": told.TARGET}),
        ("tier_versions", {}),
    ],
)
async def test_a_firm_exports_none_of_these(
    db: None, as_: ClientFor, name: str, filters: dict[str, str]
) -> None:
    client = as_(await make.actor(await make.organisation("firm"), "handler"))

    answer = await client.post("/exports", json={"list": name, "filters": filters})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
