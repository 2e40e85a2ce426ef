"""A table that nobody knows: its columns are named by a person, once per organisation."""

from collections.abc import Awaitable, Callable

from backend.portfolio.service.importing import spool
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import problem

HEADER = "编码,说明,何时,谁的,备注"
LINES = [
    "CN209099453U,一种水槽,2019-07-12,浙江帅丰电器有限公司,x",
    "CN209099454U,一种灶台,2019-07-12,浙江帅丰电器有限公司,y",
    "内部-12,尚未申请,,浙江帅丰电器有限公司,z",
]


def file_of(lines: list[str], header: str = HEADER) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("own.csv", "\n".join([header, *lines]).encode(), "text/csv")}


async def test_columns_are_suggested_named_and_remembered(
    db: None, as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    firm = await make.organisation("firm", name="浙江帅丰电器有限公司")
    client = as_(await make.actor(firm, "handler"))
    queued = (await client.post("/portfolio/imports", files=file_of(LINES))).json()
    path = f"/portfolio/imports/{queued['id']}"
    await run_jobs()

    waiting = (await client.get(path)).json()
    assert (waiting["state"], waiting["allowed_actions"]) == ("mapping_needed", ["map"])
    asked = waiting["asked"]
    assert asked["header"] == HEADER.split(",")
    assert asked["sample"][0][0] == "CN209099453U"
    suggested = {each["field"]: (each["column"], each["by"]) for each in asked["suggested"]}
    assert suggested["publication_no"] == (0, "content")
    assert suggested["patentee"] == (3, "content")
    assert 2 in {column for column, _ in suggested.values()}

    for columns, field in (
        ({"title": 1}, "columns"),
        ({"publication_no": 5}, "columns.publication_no"),
        ({"publication_no": 0, "title": 0}, "columns.title"),
        ({"publication_no": 0, "colour": 1}, "columns.colour"),
    ):
        refused = await client.post(f"{path}/mapping", json={"columns": columns})
        assert problem(refused) == (400, "invalid_request")
        assert refused.json()["errors"][0]["key"] == field

    answer = {"publication_no": 0, "title": 1, "announcement_date": 2, "patentee": 3}
    first = await client.post(f"{path}/mapping", json={"columns": answer})
    again = await client.post(f"{path}/mapping", json={"columns": answer})
    assert (first.status_code, again.status_code) == (202, 202)
    await run_jobs()
    done = (await client.get(path)).json()
    assert (done["state"], done["format"], done["asked"]) == ("done", "table", None)
    assert (done["rows_accepted"], done["rows_refused"]) == (2, 1)
    late = await client.post(f"{path}/mapping", json={"columns": {"publication_no": 0}})
    assert problem(late) == (409, "portfolio.mapping_not_asked")
    assert not spool(queued["id"]).exists()

    other = (await client.post("/portfolio/imports", files=file_of(LINES[:2]))).json()
    await run_jobs()
    known = (await client.get(f"/portfolio/imports/{other['id']}")).json()
    assert (known["state"], known["rows_duplicate"]) == ("done", 2)
    assert [note["code"] for note in known["notes"]] == ["mapping_remembered"]

    stranger = as_(await make.actor(await make.organisation("firm"), "handler"))
    theirs = (await stranger.post("/portfolio/imports", files=file_of(LINES))).json()
    await run_jobs()
    asked_too = (await stranger.get(f"/portfolio/imports/{theirs['id']}")).json()
    assert asked_too["state"] == "mapping_needed"
    foreign = await client.post(
        f"/portfolio/imports/{theirs['id']}/mapping", json={"columns": answer}
    )
    assert problem(foreign) == (404, "not_found")
