"""Terms and numbers of rights that are no patents are data: proposed by one, published by two."""

from datetime import date, timedelta
from typing import Any

import pytest
from asyncpg import CheckViolationError

from backend.kernel import clock
from backend.kernel.db import execute, transaction
from backend.portfolio import kinds, number_forms
from backend.portfolio.number_forms import TemplateInvalid
from backend.portfolio.right_rows import RightLife
from backend.portfolio.states import PatentKind
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.law import LAW
from tests.portfolio.test_kinds import TRADEMARK

LIVES, FORMS = "right_lives", "number_forms"


async def publish(as_: ClientFor, table: str, rows: list[dict[str, Any]], on: date) -> None:
    operator = await make.organisation("operator")
    first, second = [await make.actor(operator, "operator") for _ in range(2)]
    asked = {"table": table, "valid_from": on.isoformat(), "source": "新法", "rows": rows}
    proposed = await as_(first).post("/reference-proposals", json=asked)
    assert proposed.status_code == 201, proposed.text
    path = f"/reference-proposals/{proposed.json()['proposal']['id']}/acceptance"
    assert (await as_(first).post(path)).status_code in {403, 409, 422}, "one person is not two"
    accepted = await as_(second).post(path)
    assert accepted.status_code == 200, accepted.text


def rows_of(table: str) -> list[dict[str, Any]]:
    rows = LAW.lives if table == LIVES else LAW.forms
    return [row.model_dump(mode="json") for row in rows]


@pytest.mark.usefixtures("db")
async def test_a_published_form_is_read_from_its_day_on_and_no_sooner(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    on = clock.today() + timedelta(days=1)
    new = {"kind": "trademark", "template": "TM{d9}", "samples": ["TM123456789"],
           "words": "TM 与九位数字", "words_en": None, "confirmed": True}  # fmt: skip
    await publish(as_, FORMS, [new, *rows_of(FORMS)[1:]], on)
    client = as_(handler)

    async def stated(number: str) -> tuple[int, str | None]:
        answer = await client.post("/portfolio/rights", json=TRADEMARK | {"number": number})
        found = answer.json()
        assert "label" in found or "errors" in found, answer.text
        return answer.status_code, found.get("label") or found["errors"][0]["message"]

    assert await stated("12345678") == (200, "第12345678号")
    assert await stated("TM123456789") == (400, f"应形如 12345678（{LAW.forms[0].words}）")
    with clock.at(clock.now() + timedelta(days=2)):
        assert await stated("tm 123456789") == (200, "第TM123456789号")
        assert await stated("12345678") == (400, "应形如 TM123456789（TM 与九位数字）")
    with pytest.raises(CheckViolationError):
        async with transaction():
            await execute("UPDATE portfolio_right SET registration_no = 'tm 1'")


@pytest.mark.usefixtures("db")
async def test_a_published_term_is_told_with_its_law_in_the_readers_language(
    as_: ClientFor,
) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    plain = TRADEMARK | {"renewed_until": None}
    added = (await as_(handler).post("/portfolio/rights", json=plain)).json()
    rows = rows_of(LIVES)
    longer = rows[0] | {"years": 15, "from_on": "2015-01-01", "basis": "新商标法",
                        "basis_en": "The new Trademark Law"}  # fmt: skip
    await publish(as_, LIVES, [longer, *rows], clock.today() + timedelta(days=1))

    path = f"/portfolio/assets/{added['id']}"
    before = (await as_(handler).get(path)).json()["term"]
    with clock.at(clock.now() + timedelta(days=2)):
        after = (await as_(handler).get(path)).json()["term"]
        english = await as_(handler).get(path, headers={"Accept-Language": "en"})
        off = TRADEMARK | {"number": "7654321", "renewed_until": "2035-03-21"}
        refused = await as_(handler).post("/portfolio/rights", json=off)

    assert (before["expires_on"], before["basis"]) == ("2025-03-21", rows[0]["basis"])
    assert (after["expires_on"], after["basis"]) == ("2030-03-21", "新商标法")
    assert english.json()["term"]["basis"] == "The new Trademark Law"
    assert refused.json()["errors"][0]["message"] == "应为注册日起每满 15 年之日"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("table", "at", "change", "column"),
    [
        (FORMS, 0, {"template": "(?:A+)+"}, "template"),
        (FORMS, 0, {"template": "[{d5-8}]"}, "template"),
        (FORMS, 0, {"template": "{d5-8}" * 11}, "template"),
        (FORMS, 0, {"samples": ["1234"]}, "samples"),
        (FORMS, 0, {"samples": []}, "samples"),
        (FORMS, 3, {"samples": ["BS215001234"]}, "samples"),
        (FORMS, 0, {"kind": "software"}, "kind"),
        (FORMS, 0, {"kind": "invention"}, "kind"),
        (LIVES, 0, {"counted_from": ["completed_on"]}, "counted_from"),
        (LIVES, 0, {"counted_from": ["granted_on", "granted_on"]}, "counted_from"),
        (LIVES, 0, {"cap_years": 5}, "cap_years"),
        (LIVES, 3, {"cap_from": "published_on"}, "cap_from"),
        (LIVES, 3, {"to_the_years_end": True}, "to_the_years_end"),
        (LIVES, 1, {"renewable": True}, "renewable"),
        (LIVES, 1, {"grace_months": 6}, "grace_months"),
        (LIVES, 0, {"years": 0}, "years"),
    ],
)
async def test_a_row_that_could_not_be_used_is_refused_with_what_would_pass(
    as_: ClientFor, table: str, at: int, change: dict[str, Any], column: str
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator")
    rows = rows_of(table)
    rows[at] |= change
    asked = {"table": table, "source": "试", "rows": rows,
             "valid_from": (clock.today() + timedelta(days=1)).isoformat()}  # fmt: skip

    refused = await as_(operator).post("/reference-proposals", json=asked)

    assert (refused.status_code, refused.json()["code"]) == (422, "reference.rows_refused")
    assert column in {each["column"] for each in refused.json()["rows"]}
    assert all(each["why"] for each in refused.json()["rows"])


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("table", [LIVES, FORMS])
async def test_a_version_is_saved_as_a_workbook_and_read_back(as_: ClientFor, table: str) -> None:
    operator = as_(await make.actor(await make.organisation("operator"), "operator"))
    told = (await operator.get(f"/reference-tables/{table}")).json()
    path = f"/reference-versions/{told['in_force']['id']}/sheet.xlsx"

    book = (await operator.get(path)).content
    read = await operator.post(
        f"/reference-tables/{table}/reading", files={"file": ("t.xlsx", book)}
    )

    assert read.status_code == 200, read.text
    assert read.json()["rows"] == rows_of(table)


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("[G]{d5-8}[{A}]", "G1234567A", "G1234567A"),
        ("[G]{d5-8}[{A}]", "123456789", None),
        ("BS.{d9}", "BS215001234", "BS.215001234"),
        ("A.B.{d1}", "AB1", "A.B.1"),
        ("{year}-{d2}", "2026-01", "2026-01"),
        ("{year}-{d2}", "2027-01", None),
        ("{han}{d1}", "国1", "国1"),
        ("{d1-20}", "1" * 61, None),
        ("AB", "A", None),
    ],
)
def test_a_template_takes_what_it_says(written: str, text: str, found: str | None) -> None:
    assert number_forms.template(written).read(text, this_year=2026) == found


@pytest.mark.parametrize(
    "written", ["[", "[]", "a", "[[A]]", "]A[", "{d0}", "{d9-5}", "{d21}", "{d1-2}{d1-2}", ".",
                "[A][B][C][D]E", "{year}{year}", "A*", r"\d+"],
)  # fmt: skip
def test_what_is_no_template_says_what_would_be(written: str) -> None:
    with pytest.raises(TemplateInvalid, match=r"\w"):
        number_forms.template(written)


def test_of_a_right_older_than_every_rule_the_oldest_counts() -> None:
    rule = LAW.lives[0]
    later = RightLife.model_validate(
        rule.model_dump() | {"from_on": date(2020, 1, 1), "years": 20, "renewable": False}
    )
    lives = (later, rule)

    def expiry(granted: str) -> date | None:
        return kinds.declared_expiry(PatentKind.TRADEMARK, {"granted_on": granted}, lives=lives)

    assert expiry("1980-05-01") == date(1990, 5, 1)
    assert expiry("2019-12-31") == date(2029, 12, 31)
    assert expiry("2020-01-01") == date(2040, 1, 1)
    late = kinds.lapses_on(PatentKind.TRADEMARK, date(2019, 5, 1), lives=lives)
    assert (late, kinds.lapses_on(PatentKind.TRADEMARK, date(2021, 5, 1), lives=lives)) == (
        date(2019, 11, 1), None,
    )  # fmt: skip
