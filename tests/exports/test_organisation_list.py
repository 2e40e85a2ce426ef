"""The operator's organisations leave as a job just as they do at once."""

import pytest

from backend.kernel import listed
from tests import make
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, Exporting, Run


async def test_the_organisations_of_the_platform(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    operator = await make.actor(await make.organisation("operator"), "operator")
    hostile = await make.organisation("firm", name=HOSTILE)
    for kind in ("firm", "bank", "district", "insurer"):
        await make.organisation(kind)
    export, path = Exporting(as_, operator, run_jobs), "/operator/organisations/export.xlsx"

    _, rows = await export.both("organisations", path, {})
    shown = (await export.client.get("/operator/organisations?limit=100")).json()["items"]
    names = [each["name"] for each in shown]
    assert [row[0] for row in rows] == [f"'{HOSTILE}" if n == HOSTILE else n for n in names]
    assert [row[5] for row in rows] == [each["members"] for each in shown]
    of, rows = await export.both("organisations", path, {"kind": "firm", "q": HOSTILE})
    assert (of["类型"], of["名称或代码"], of["行数"]) == ("企业", f"'{HOSTILE}", 1)
    assert rows[0][:3] == [f"'{HOSTILE}", "企业", hostile.uscc or ""]
    await export.is_hidden(await make.actor(await make.organisation("operator"), "operator"))


@pytest.mark.parametrize(("kind", "role"), [("firm", "handler"), ("bank", "admin")])
async def test_others_export_none_of_them(db: None, as_: ClientFor, kind: str, role: str) -> None:
    client = as_(await make.actor(await make.organisation(kind), role))

    answer = await client.post("/exports", json={"list": "organisations"})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
