"""Every refusal that the API can give has words for people, in Chinese and in English."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import backend.app  # noqa: F401 - every module's refusals
from backend.kernel.errors import DomainError

WEB = Path(__file__).parents[2] / "frontend" / "src"


def kinds(of: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_code_is_worded_in_the_web_application(language: str) -> None:
    worded: set[str] = set()
    for file in WEB.glob(f"**/locales/{language}.json"):
        worded |= set(json.loads(file.read_text()).get("problem", {}))

    codes = {kind.code for kind in kinds() if hasattr(kind, "code")}

    assert len(codes) > 100
    assert {code for code in codes if code.replace(".", "_") not in worded} == set()
