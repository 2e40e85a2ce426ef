"""Imports as the web client makes them, and who sees them."""

from collections.abc import Awaitable, Callable

import pytest

from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from backend.kernel.events import history
from backend.kernel.pages import encode_cursor
from tests import make
from tests.conftest import ClientFor
from tests.exports.file_names import names_of
from tests.portfolio.make import csv_of, gazette_row, pasted, problem

NAME = "浙江帅丰电器有限公司"
PATENT = "ZL201621390303.X"


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await make.organisation("firm", name=NAME)


@pytest.fixture
async def handler(firm: Organisation) -> Actor:
    return await make.actor(firm, "handler")


async def test_an_upload_over_http_runs_and_its_refused_rows_come_back(
    handler: Actor, as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    rows = [
        gazette_row(),
        gazette_row(name="=1+1", filing_id="2016213903031", authorization_notice_id="CN209099454U"),
    ]
    client = as_(handler)

    queued = await client.post(
        "/portfolio/imports", files={"file": ("专利.csv", csv_of([*rows, rows[0]]), "text/csv")}
    )
    path = f"/portfolio/imports/{queued.json()['id']}"
    waiting = (await client.get(path)).json()
    await run_jobs()
    done = (await client.get(path)).json()
    refused = await client.get(f"{path}/refused.csv")
    in_english = await client.get(f"{path}/refused.csv", params={"language": "en"})
    listed = (await client.get("/portfolio/imports")).json()

    assert queued.status_code == 202
    assert queued.json()["state"] == waiting["state"] == "queued"
    assert done["state"] == "done"
    assert done["format"] == "cnipa_gazette"
    assert done["file_name"] == "专利.csv"
    assert (done["rows_total"], done["rows_accepted"], done["rows_duplicate"]) == (3, 1, 1)
    run = queued.json()["id"]
    for answer, word in ((refused, "未通过的行"), (in_english, "Refused rows")):
        assert names_of(answer) == (f"refused-{run}.csv", f"{word}-{run}.csv")
    head, line = refused.text.removeprefix("\ufeff").splitlines()
    assert head.startswith("item,name,authorization_notice_id")
    assert head.endswith("拒收代码,拒收原因,字段,原值,可通过的写法")
    assert "'=1+1" in line
    assert line.endswith(
        "portfolio.check_digit_wrong,校验位不符，可能有一位录错,申请号,2016213903031,"
        "201621390303.X（如果只是校验位有误）"
    )
    assert listed["total"] == 1


@pytest.mark.parametrize(
    ("files", "json"),
    [
        (None, {"numbers": []}),
        (None, {"numbers": [PATENT] * 501}),
        (None, {"numbers": ["1" * 201]}),
        (None, {"numbers": [7]}),
        (None, {"other": 1}),
        ({"file": ("empty.csv", b"", "text/csv")}, None),
        ({"other": ("f.csv", b"x", "text/csv")}, None),
    ],
)
async def test_a_malformed_import_is_a_malformed_request(
    handler: Actor, as_: ClientFor, files: object, json: object
) -> None:
    response = await as_(handler).post("/portfolio/imports", files=files, json=json)  # type: ignore[arg-type]

    assert problem(response) == (400, "invalid_request")


async def test_each_side_sees_only_its_own_imports(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    own = await pasted([PATENT], by=handler)
    stranger = as_(await make.actor(await make.organisation("firm"), "handler"))
    bank = as_(await make.actor(await make.organisation("bank"), "maker"))

    for suffix in ("", "/rows", "/refused.csv"):
        path = f"/portfolio/imports/{own['id']}{suffix}"
        assert problem(await stranger.get(path)) == (404, "not_found")
        assert problem(await bank.get(path)) == (403, "forbidden")
        assert problem(await as_(operator).get(f"/patents/imports/{own['id']}{suffix}")) == (
            404,
            "not_found",
        )
    assert problem(await as_(handler).post("/patents/imports", json={"numbers": [PATENT]})) == (
        403,
        "forbidden",
    )
    assert problem(await as_(operator).post("/portfolio/imports", json={"numbers": [PATENT]})) == (
        403,
        "forbidden",
    )
    assert (await as_(None).get("/portfolio/imports")).status_code == 401


async def test_the_same_paste_twice_under_one_key_is_one_import(
    handler: Actor, as_: ClientFor
) -> None:
    client = as_(handler)
    client.headers["Idempotency-Key"] = "paste-0001"

    first = await client.post("/portfolio/imports", json={"numbers": [PATENT]})
    second = await client.post("/portfolio/imports", json={"numbers": [PATENT]})

    assert first.json() == second.json()
    del client.headers["Idempotency-Key"]
    assert (await client.get("/portfolio/imports")).json()["total"] == 1


async def test_an_import_tells_its_course_in_events(handler: Actor) -> None:
    run = await pasted([PATENT, "2.02E+12"], by=handler)

    queued, started, ended = await history("import_run", run["id"])
    assert [event.name for event in (queued, started, ended)] == [
        "portfolio.import_queued",
        "portfolio.import_started",
        "portfolio.import_ended",
    ]
    assert ended.organisation_id == handler.organisation_id
    assert ended.actor_name == handler.name
    assert (ended.before, ended.after) == ({"state": "running"}, {"state": "done"})
    assert (ended.payload["rows_accepted"], ended.payload["rows_refused"]) == (1, 1)


async def test_a_body_far_beyond_a_list_of_numbers_is_refused(
    handler: Actor, as_: ClientFor
) -> None:
    response = await as_(handler).post("/portfolio/imports", json={"numbers": ["1" * 1_100_000]})

    assert problem(response) == (422, "portfolio.too_many_numbers")


async def test_an_upload_that_announces_too_much_is_refused_before_it_is_read(
    handler: Actor, as_: ClientFor
) -> None:
    response = await as_(handler).post(
        "/portfolio/imports",
        content=b"--x\r\n",
        headers={
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(310 * 1024 * 1024),
        },
    )

    assert problem(response) == (422, "portfolio.upload_too_large")


@pytest.mark.parametrize("line", [2**31, -(2**40), 2**63 - 1])
async def test_rows_after_a_line_that_no_file_has(
    handler: Actor, as_: ClientFor, line: int
) -> None:
    own = await pasted([PATENT], by=handler)

    response = await as_(handler).get(
        f"/portfolio/imports/{own['id']}/rows", params={"cursor": encode_cursor(line)}
    )

    assert response.status_code == 200
    assert len(response.json()["items"]) == (1 if line < 0 else 0)
