"""Refused rows and numbers speak the reader's language; their codes and values stay."""

from collections.abc import Awaitable, Callable
from string import Formatter

import pytest

from backend.kernel.language import Language, preferred
from backend.portfolio import wording
from backend.portfolio.numbers import Reason
from backend.portfolio.passing import Form
from tests import make
from tests.conftest import ClientFor

WRONG = "202310123456.7"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.CHINESE),
        ("fr-FR, de;q=0.5", Language.CHINESE),
        ("en", Language.ENGLISH),
        ("en-GB,en;q=0.9,zh-CN;q=0.8", Language.ENGLISH),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.CHINESE),
        ("zh-Hant-TW;q=0.3, EN-us ; q=0.4", Language.ENGLISH),
        ("en;q=0", Language.CHINESE),
        ("en;q=nonsense", Language.CHINESE),
        ("*", Language.CHINESE),
    ],
)
def test_the_language_that_weighs_most_is_spoken_and_chinese_otherwise(
    header: str, language: Language
) -> None:
    assert preferred(header) is language


def test_every_reason_and_every_form_is_worded_with_the_same_blanks_in_both_languages() -> None:
    assert {str(reason) for reason in Reason} <= set(wording.REASONS)
    assert set(wording.WOULD_PASS) == set(Form)
    for chinese, english in [*wording.REASONS.values(), *wording.WOULD_PASS.values()]:
        assert _blanks(chinese) == _blanks(english)


def _blanks(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.usefixtures("db")
async def test_rows_and_download_speak_the_language_of_the_reader(
    as_: ClientFor, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    firm = await make.organisation(kind="firm")
    client = as_(await make.actor(firm, "handler"))
    queued = await client.post("/portfolio/imports", json={"numbers": [WRONG]})
    await run_jobs()
    path = f"/portfolio/imports/{queued.json()['id']}"
    english = {"Accept-Language": "en-GB,en;q=0.9"}

    [said] = (await client.get(f"{path}/rows")).json()["items"]
    [told] = (await client.get(f"{path}/rows", headers=english)).json()["items"]
    plain = (await client.get(f"{path}/refused.csv")).text
    linked = (await client.get(f"{path}/refused.csv?language=en")).text

    assert said["code"] == told["code"] == "portfolio.check_digit_wrong"
    assert said["reason"] == "校验位不符，可能有一位录错"
    assert said["would_pass"] == "202310123456.6（如果只是校验位有误）"
    assert told["reason"] == "the check digit is wrong; a digit may be mistyped"
    assert told["would_pass"] == "202310123456.6 if only the check digit is wrong"
    assert plain.startswith("\ufeff号码,拒收代码,拒收原因,字段,原值,可通过的写法")
    assert said["would_pass"] in plain
    assert told["would_pass"] in linked
    assert ",number," in linked


@pytest.mark.usefixtures("db")
async def test_a_refused_number_speaks_the_language_of_the_reader(as_: ClientFor) -> None:
    firm = await make.organisation(kind="firm")
    client = as_(await make.actor(firm, "handler"))
    english = {"Accept-Language": "en"}

    [said] = (await client.post("/portfolio/assets", json={"numbers": [WRONG]})).json()["refused"]
    [told] = (
        await client.post("/portfolio/assets", json={"numbers": [WRONG]}, headers=english)
    ).json()["refused"]

    assert said["reason"] == "校验位不符，可能有一位录错"
    assert told["reason"] == "the check digit is wrong; a digit may be mistyped"
    assert told["would_pass"] == "202310123456.6 if only the check digit is wrong"
