"""How the numbers of registers look: small templates of one meaning, never regular expressions.

Pure. `[G]{d5-8}[{A}]`: what stands in square brackets may be left out; `{d5-8}` five to eight
digits, `{d9}` nine, `{A}` a capital letter, `{han}` a Chinese character, `{year}` a year from 1900
to this one; anything else stands for itself, and a dot may be left out in writing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.kernel.language import said

LONGEST_TEMPLATE = 60
LONGEST_NUMBER = 40
MOST_DIGITS = 20
#: Parts that may be left out, and runs of digits of no fixed length: what keeps matching short.
MOST_OPTIONAL, MOST_RUNS = 3, 1

_PART = re.compile(
    r"[\[\].]|\{A\}|\{han\}|\{year\}|\{d(?P<least>[1-9][0-9]?)(?:-(?P<most>[1-9][0-9]?))?\}"
    r"|[A-Z0-9/()\u4e00-\u9fff-]+"
)
_SHAPES = {
    "[": "(?:",
    "]": ")?",
    "{A}": "[A-Z]",
    "{han}": "[\u4e00-\u9fff]",
    "{year}": "(?P<year>(?:19|20)[0-9]{2})",
}


class TemplateInvalid(ValueError):
    """Says what would pass."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read, and the groups of its dots."""

    shape: re.Pattern[str]
    dots: tuple[str, ...]

    def read(self, text: str, *, this_year: int) -> str | None:
        """The number with every dot in its place; None where it does not look like this."""
        found = self.shape.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
        year = None if found is None else found.groupdict().get("year")
        if found is None or (year is not None and int(year) > this_year):
            return None
        spelt, at = [], 0
        for name in self.dots:
            place = found.start(name)
            if place < 0:
                continue
            spelt += [text[at:place], "."]
            at = found.end(name)
        whole = "".join([*spelt, text[at:]])
        return whole if len(whole) <= LONGEST_NUMBER else None


@lru_cache(maxsize=256)
def template(written: str) -> Template:
    """Read a template, or say what would pass."""
    parts = list(_parts(written))
    _check(written, parts)
    dots = tuple(f"dot{at}" for at, part in enumerate(parts) if part[0] == ".")
    shape = "".join(_shape(part, name=f"dot{at}") for at, part in enumerate(parts))
    if re.fullmatch(shape, ""):
        raise TemplateInvalid(
            said("须有不可省略的部分", "A part is needed that may not be left out")
        )
    return Template(re.compile(shape), dots)


def _parts(written: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(written):
        part = _PART.match(written, at)
        if part is None:
            raise TemplateInvalid(
                said(
                    f"第 {at + 1} 个字符起应为大写字母、数字、汉字、-./() 或 "
                    "{d5-8}、{A}、{han}、{year}、[…]",
                    f"From character {at + 1}: capitals, digits, Chinese characters, -./() or "
                    "{d5-8}, {A}, {han}, {year}, […]",
                )
            )
        yield part
        at = part.end()


def _shape(part: re.Match[str], *, name: str) -> str:
    if part["least"]:
        return f"[0-9]{{{part['least']},{part['most'] or part['least']}}}"
    if part[0] == ".":
        return f"(?P<{name}>\\.?)"
    return _SHAPES.get(part[0]) or re.escape(part[0])


def _check(written: str, parts: Sequence[re.Match[str]]) -> None:
    brackets = "".join(part[0] for part in parts if part[0] in "[]")
    optional = len(brackets) // 2
    if brackets != "[]" * optional or "[]" in written:
        raise TemplateInvalid(
            said("方括号成对、不嵌套、内有内容，例如 [G]", "Square brackets in pairs: [G]")
        )
    runs = [
        (int(part["least"]), int(part["most"] or part["least"])) for part in parts if part["least"]
    ]
    if any(not least <= most <= MOST_DIGITS for least, most in runs):
        raise TemplateInvalid(
            said(
                f"位数由少到多，至多 {MOST_DIGITS} 位，例如 {{d5-8}}",
                f"Digits from few to many, at most {MOST_DIGITS}: {{d5-8}}",
            )
        )
    if optional > MOST_OPTIONAL or sum(least < most for least, most in runs) > MOST_RUNS:
        raise TemplateInvalid(
            said(
                f"可省略的部分至多 {MOST_OPTIONAL} 处，不定位数的数字至多 {MOST_RUNS} 处",
                f"At most {MOST_OPTIONAL} parts in brackets and {MOST_RUNS} run like {{d5-8}}",
            )
        )
    if written.count("{year}") > 1:
        raise TemplateInvalid(said("{year} 至多一处", "{year} once at most"))


def read(text: str, templates: Sequence[str], *, this_year: int) -> str | None:
    """The number as the first template that it fits spells it."""
    for each in templates:
        found = template(each).read(text, this_year=this_year)
        if found is not None:
            return found
    return None
