"""Registrations out of CSV and XLS files, and under headings that nobody knows."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests import make as base
from tests.conftest import ClientFor, shared
from tests.registry import make
from tests.registry.test_import_of_registrations import HEADINGS, PATH, book, row, rows_of

pytestmark = pytest.mark.usefixtures("db")
#: Nothing that the platform knows, but what stands below speaks for itself.
OWN = ("编号", "何时", "甲方", "代码", "乙方", "号码", "数目（万元）")
FIELDS = ("number", "registered_on", "pledgors", "pledgor_codes", "pledgees", "patents",
          "secured_fen")  # fmt: skip
ANSWER = {name: at for at, name in enumerate(FIELDS)}


def text(rows: Sequence[Sequence[object]], headings: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([headings, *rows])
    return out.getvalue()


async def sent(
    client: httpx.AsyncClient, content: bytes, columns: object = None, *, first: bool = False
) -> httpx.Response:
    """`first`: the field stands before the file in the form."""
    told = {} if columns is None else {"columns": json.dumps(columns)}
    file = {"file": ("登记.csv", content, "text/csv")}
    if first and told:
        return await client.post(PATH, files={"columns": (None, told["columns"]), **file})
    return await client.post(PATH, data=told, files=file)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_a_text_is_read_like_a_workbook(
    as_: ClientFor, delimiter: str, encoding: str
) -> None:
    at = await make.scene()
    patents = [base.application_number(600_001 + n, year=2019) for n in range(2)]
    rows = [row(patents="；".join(patents)), row(amount="1,234.56万元")]

    read = await sent(as_(at.officer), text(rows, HEADINGS, delimiter).encode(encoding))

    assert (read.status_code, read.json()["ready"]) == (201, 2), read.text
    found = await rows_of(as_(at.officer), read.json()["id"])
    assert [(each["line"], each["secured_fen"]) for each in found] == [
        (2, 500_0000_00), (3, 1234_5600_00),
    ]  # fmt: skip
    assert len(found[0]["patents"]) == 2


async def test_unknown_headings_are_asked_for_with_suggestions_and_remembered(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    client = as_(at.officer)
    content = text([row(), row()], OWN, ",").encode()

    unknown = await sent(client, content)
    asked = unknown.json()["asked"]
    assert (unknown.status_code, unknown.json()["code"]) == (422, "registry.import_columns_missing")
    assert (asked["width"], asked["header"], len(asked["sample"])) == (7, list(OWN), 2)
    assert {each["field"]: each["column"] for each in asked["suggested"]} == ANSWER
    assert {each["by"] for each in asked["suggested"]} == {"content"}
    assert (await client.get(PATH)).json()["total"] == 0, "nothing was kept"

    named = await sent(client, content, ANSWER)
    assert (named.status_code, named.json()["ready"]) == (201, 2), named.text
    assert named.json()["ignored_headings"] == []
    again = await sent(client, text([row()], OWN, ";").encode("gb18030"))
    assert (again.status_code, again.json()["ready"]) == (201, 1), "the same headings"
    workbook = await sent(client, book(row(), headings=OWN))
    assert (workbook.status_code, workbook.json()["ready"]) == (201, 1)

    other = await make.scene()
    assert (await sent(as_(other.officer), content)).status_code == 422, "another organisation"
    swapped = ANSWER | {"pledgors": 4, "pledgees": 2}
    corrected = await sent(client, text([row()], OWN, ",").encode(), swapped, first=True)
    (shown,) = await rows_of(client, corrected.json()["id"])
    assert (shown["pledgors"], shown["pledgees"]) == (["外部银行"], ["外部企业有限公司"])
    kept = (await sent(client, text([row()], OWN, ",").encode())).json()
    (shown,) = await rows_of(client, kept["id"])
    assert shown["pledgors"] == ["外部银行"], "the newest answer is remembered"


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ("x", "columns"),
        ([1], "columns"),
        ({"number": "0"}, "columns"),
        ({"number": True}, "columns"),
        (ANSWER | {"colour": 1}, "columns.colour"),
        (ANSWER | {"number": 7}, "columns.number"),
        (ANSWER | {"number": -1}, "columns.number"),
        (ANSWER | {"claim_kind": 0}, "columns.claim_kind"),
    ],
)
async def test_an_answer_that_names_no_columns_is_refused(
    as_: ClientFor, columns: Any, key: str
) -> None:
    at = await make.scene()
    answer = await sent(as_(at.officer), text([row()], OWN, ",").encode(), columns)
    assert (answer.status_code, answer.json()["errors"][0]["key"]) == (400, key), answer.text


async def test_an_answer_without_what_a_registration_needs_says_what_lacks(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    partly = {name: place for name, place in ANSWER.items() if name != "secured_fen"}
    answer = await sent(as_(at.officer), text([row()], OWN, ",").encode(), partly)
    assert answer.status_code == 422
    assert answer.json()["missing"] == ["被担保债权数额"]
    known = {each["field"]: each["by"] for each in answer.json()["asked"]["suggested"]}
    assert (known["number"], known["secured_fen"]) == ("header", "content")


async def test_the_old_binary_form_is_read_too(as_: ClientFor) -> None:
    """A file of another matter: its rows are read, and each is told what it lacks."""
    at = await make.scene()
    content = shared("exports/wips_on_us_cn_312.xls").read_bytes()
    unknown = await sent(as_(at.officer), content)
    assert unknown.json()["code"] == "registry.import_columns_missing", unknown.text
    asked = unknown.json()["asked"]
    named = await sent(
        as_(at.officer), content, {name: at for at, name in enumerate(asked["needed"])}
    )
    assert (unknown.status_code, len(asked["sample"]), asked["width"] > 10) == (422, 5, True)
    assert (named.status_code, named.json()["rows"]) == (201, 312), named.text
    assert named.json()["rows_refused"] == 312
    assert (await rows_of(as_(at.officer), named.json()["id"]))[0]["line"] == 2
