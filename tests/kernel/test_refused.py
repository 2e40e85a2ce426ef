"""A field's refusal is said in the reader's language."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import Field, ValidationError

from backend.kernel import language, refused
from backend.kernel.schemas import Input
from tests import make
from tests.conftest import ClientFor

BACKEND = Path(__file__).parents[2] / "backend"


class Form(Input):
    name: Annotated[str, Field(min_length=2, max_length=4)] = "甲乙"
    code: Annotated[str, Field(pattern="^A+$")] = "A"
    kind: Literal["a", "b"] = "a"
    amount: Annotated[int, Field(ge=1, le=9)] = 1
    rate: Annotated[int, Field(gt=0, lt=5)] = 1
    day: date = date(2026, 1, 1)
    right: UUID | None = None
    rights: Annotated[list[int], Field(min_length=1, max_length=2)] = Field(default=[1])
    agreed: bool = True


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "甲"}, "至少 2 个字符"),
        ({"name": "甲乙丙丁戊"}, "最多 4 个字符"),
        ({"name": 1}, "应为文字"),
        ({"name": "甲\x00乙"}, "含有不能保存的字符"),
        ({"code": "B"}, "格式不符合要求"),
        ({"kind": "c"}, "应为其中之一：'a' 或 'b'"),
        ({"amount": 0}, "不得小于 1"),
        ({"amount": 10}, "不得大于 9"),
        ({"amount": 1.5}, "应为整数"),
        ({"amount": "many"}, "应为整数"),
        ({"rate": 0}, "须大于 0"),
        ({"rate": 5}, "须小于 5"),
        ({"day": "2026-02-30"}, "应为存在的日期，例如 2026-11-24"),
        ({"right": "x"}, "应为记录编号（UUID）"),
        ({"rights": []}, "至少 1 项"),
        ({"rights": [1, 2, 3]}, "最多 2 项"),
        ({"rights": 1}, "应为列表"),
        ({"agreed": "perhaps"}, "应为是或否"),
        ({"other": 1}, "没有这一项"),
    ],
)
def test_what_pydantic_says_is_said_in_chinese(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Form.model_validate(given)
    (error,) = refusal.value.errors()

    assert refused.said(error["msg"]) == words


def our_own() -> Iterator[str]:
    """What the code itself says of a field, as it stands there; 7 for what is filled in."""
    for file in BACKEND.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InvalidField":
                said = node.args[1]
                if isinstance(said, ast.Constant):
                    yield str(said.value)
                elif isinstance(said, ast.JoinedStr):
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "7"
                        for part in said.values
                    )


@pytest.mark.parametrize("message", sorted(set(our_own())))
def test_whatever_the_code_says_of_a_field_is_said_in_chinese(message: str) -> None:
    assert re.search("[\u4e00-\u9fff]", refused.said(message)), (
        f"backend/kernel/refused.py has no words for: {message}"
    )


@pytest.mark.usefixtures("db")
async def test_an_answer_is_in_the_language_that_was_asked_for(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(), "handler"))

    told = {
        asked: (
            await client.get("/loan-applications?limit=0", headers={"Accept-Language": asked})
        ).json()["errors"]
        for asked in (language.Language.CHINESE, language.Language.ENGLISH)
    }

    assert told == {
        "zh-CN": [{"key": "limit", "message": "每页 1 至 100 行"}],
        "en": [{"key": "limit", "message": "A page holds 1 to 100 rows."}],
    }
