"""A refused row of a right that is no patent says what could be read of it, to be stated again."""

from typing import Any

import pytest

from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.test_other_imports import MARKS, SOFTWARE, Run, csv, sent

KINDS = {"trademarks": "trademark", "software": "software"}


@pytest.fixture
async def handler(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


@pytest.mark.parametrize(
    ("lines", "field", "stated", "corrected"),
    [
        (
            (MARKS, "1,第12345678号,知芯,46,2013-09-02,2015/3/21,2035-03-20,上海知芯有限公司"),
            "mark_classes",
            {
                "registration_no": "第12345678号",
                "title": "知芯",
                "granted_on": "2015-03-21",
                "filing_on": "2013-09-02",
                "renewed_until": "2035-03-21",
            },
            {"mark_classes": [9, 42]},
        ),
        (
            (MARKS, "1,1234,知芯,9;42,,2015-03-21,,"),
            "registration_no",
            {
                "registration_no": "1234",
                "title": "知芯",
                "granted_on": "2015-03-21",
                "mark_classes": [9, 42],
            },
            {"registration_no": "12345678"},
        ),
        (
            (SOFTWARE, "2021SR0123456,版图检查软件,V2.0,上海知芯有限公司,某年某日,,2021-04-06"),
            "completed_on",
            {
                "registration_no": "2021SR0123456",
                "title": "版图检查软件",
                "version": "V2.0",
                "granted_on": "2021-04-06",
                "authorship": "organisation",
            },
            {"completed_on": "2020-11-30"},
        ),
    ],
)
async def test_a_refused_row_is_corrected_with_what_could_be_read_of_it(
    handler: Actor,
    as_: ClientFor,
    run_jobs: Run,
    lines: tuple[str, str],
    field: str,
    stated: dict[str, Any],
    corrected: dict[str, Any],
) -> None:
    client = as_(handler)
    path, done = await sent(client, csv(*lines), run_jobs)
    [row] = (await client.get(f"{path}/rows?outcome=refused")).json()["items"]
    assert (row["field"], row["stated"]) == (field, stated)

    said = row["stated"] | corrected
    body = {"kind": KINDS[done["format"]], "number": said.pop("registration_no"), **said}
    answer = await client.post("/portfolio/rights", json=body)

    assert answer.status_code == 200, answer.text
    [item] = (await client.get("/portfolio/assets")).json()["items"]
    assert item["title"] == stated["title"]


async def test_a_row_that_is_too_short_says_nothing(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    path, _ = await sent(client, csv(MARKS, "1,第12345678号,知芯"), run_jobs)
    [row] = (await client.get(f"{path}/rows?outcome=refused")).json()["items"]
    assert (row["code"], row["stated"]) == ("portfolio.column_count", None)


async def test_accepted_rows_and_rows_of_patents_have_nothing_to_correct(
    handler: Actor, as_: ClientFor, run_jobs: Run
) -> None:
    client = as_(handler)
    good = "1,第12345678号,知芯,9;42,2013-09-02,2015-03-21,2035-03-20,上海知芯有限公司"
    path, _ = await sent(client, csv(MARKS, good), run_jobs)
    [row] = (await client.get(f"{path}/rows")).json()["items"]
    assert (row["outcome"], row["stated"]) == ("accepted", None)

    path, _ = await sent(client, b"202110123456.0\n202110123457.0", run_jobs)
    rows = (await client.get(f"{path}/rows?outcome=refused")).json()["items"]
    assert rows
    assert {each["stated"] for each in rows} == {None}
