"""Under which names an answer is saved."""

import re
from urllib.parse import unquote

import httpx

_NAMES = re.compile(r"attachment; filename=\"([\w.-]+)\"; filename\*=UTF-8''([\w.~%-]+)", re.ASCII)


def names_of(answer: httpx.Response) -> tuple[str, str]:
    """The plain name, and the one in the reader's language."""
    found = _NAMES.fullmatch(answer.headers["content-disposition"])
    assert found is not None, answer.headers["content-disposition"]
    return found[1], unquote(found[2])
