"""What a page says of a value: no amount without range, method, base date and valuer (X10)."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Browser

from tests.journeys.browsing import NARROW, WIDE, Person, sit_down
from tests.journeys.server import PASSWORD, ROOT, Server

#: Keeps every answer of the API with the page that read it.
KEEP = """() => {
  window.told = []
  const send = window.fetch
  window.fetch = async (...args) => {
    const page = location.pathname
    const answer = await send(...args)
    if (/json/.test(answer.headers.get('content-type') ?? '')) {
      answer.clone().json().then((body) => window.told.push({ page, body })).catch(() => {})
    }
    return answer
  }
}"""
TOLD = (
    "() => window.told.filter((each) => each.page === location.pathname).map((each) => each.body)"
)
#: What is on the screen or for those who do not see it.
SHOWN = """() => [
  document.querySelector('main').innerText,
  ...[...document.querySelectorAll('main [aria-label]')]
    .filter((each) => each.checkVisibility()).map((each) => each.getAttribute('aria-label')),
].join('\\n')"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BESIDE = ("method", "base_date", "valuer")
AMOUNT = re.compile(r"^(low|central|high|stated|value_at_\w+)_fen$")
#: What is no name any more.
PROSE = 40
YUAN, WAN, YI = 100, 1_000_000, 10_000_000_000


async def sits_down(browser: Browser, server: Server, shots: Path, email: str) -> Person:
    """Signed in at a window that keeps what it is told."""
    person = await sit_down(browser, server, shots, None)
    person.name = f"worth-{email.split('@', maxsplit=1)[0]}"
    await person.page.context.add_init_script(f"({KEEP})()")
    await person.goto("/sign-in")
    await person.fill(re.compile("邮箱"), email)
    await person.page.locator("input[type=password]").fill(PASSWORD)
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(re.compile("/[abdeio]$"))
    await person.settled()
    return person


@cache
def names(language: str) -> dict[str, set[str]]:
    """How a method may be called."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "frontend" / "src").rglob(f"{language}.json"):
        words = json.loads(file.read_text())
        for top, *way in (
            ("worth", "way"),
            ("worth", "approach"),
            ("valuation", "method"),
            ("bank", "method"),
            ("appraisal", "about"),
        ):
            for code, name in words.get(top, {}).get(way[0], {}).items():
                found.setdefault(code, set()).add(name)
    return found


def _prose(told: Any) -> Iterator[str]:
    """Sentences that were told whole: what a law says of an amount is no value here."""
    if isinstance(told, str):
        yield told
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _prose(each)


def _cut(fen: int, unit: int, digits: int) -> str:
    """Cut, never rounded up."""
    whole, rest = divmod(abs(fen), unit)
    decimals = str(rest * 10**digits // unit).rjust(digits, "0")
    return f"{'-' if fen < 0 else ''}{whole:,}.{decimals}"


def spellings(fen: int) -> set[str]:
    """The amount as a page may write it: in full, in wan, in yi, in English millions."""
    wan = _cut(fen, WAN, 2).rstrip("0").rstrip(".")
    english = f"{_cut(fen, YI * 10, 3)} bn" if fen >= YI * 10 else f"{_cut(fen, WAN * 100, 2)} m"
    return {_cut(fen, YUAN, 2), wan, f"{_cut(fen, YI, 2)} 亿元", f"CNY {english}"}


def is_said(fen: int, text: str) -> bool:
    return any(
        re.search(rf"(?<![\d.,]){re.escape(each)}(?![\d,]|\.\d)", text) for each in spellings(fen)
    )


def _reported(told: dict[str, Any]) -> dict[str, Any]:
    """An appraiser's report tells the same under names of its own."""
    if "agency" not in told or "whole" not in told:
        return told
    first = next(iter(told.get("methods") or [{}]))
    return {**told, "valuer": told["agency"], "method": first.get("method")}


def values(told: Any, beside: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Every range in an answer with its amounts and what must stand beside them."""
    if isinstance(told, list):
        for each in told:
            yield from values(each, beside)
    if not isinstance(told, dict):
        return
    told = _reported(told)
    own = {name: told[name] for name in BESIDE if told.get(name)}
    beside = {**(beside or {}), **own}
    if told.get("low_fen") is not None and all(name in beside for name in BESIDE):
        amounts = {name: told[name] for name in told if AMOUNT.match(name)}
        for mover in told.get("movers") or ():
            at = {name: fen for name, fen in mover.items() if AMOUNT.match(name)}
            amounts |= {f"{mover['figure']}: {name}": fen for name, fen in at.items()}
        yield {**beside, "low": told["low_fen"], "high": told["high_fen"], "amounts": amounts}
    for each in told.values():
        yield from values(each, beside)


def _others(told: Any) -> Iterator[int]:
    """Amounts that are no value of rights: what is asked for, owed, paid."""
    for each in told if isinstance(told, list) else []:
        yield from _others(each)
    for name, each in told.items() if isinstance(told, dict) else []:
        if isinstance(each, int) and name.endswith("_fen") and not AMOUNT.match(name):
            yield each
        yield from _others(each)


def _missing(value: dict[str, Any], text: str, language: str) -> list[str]:
    missing = [end for end in ("low", "high") if not is_said(value[end], text)]
    if not any(name in text for name in names(language)[value["method"]]):
        missing.append(value["method"])
    return missing + [value[each] for each in ("base_date", "valuer") if value[each] not in text]


def bare(told: list[Any], text: str, language: str) -> tuple[int, list[str]]:
    """How many values the page shows; which of them stand without something.

    A figure that a whole value or another amount of the page has as well is that one's.
    """
    for sentence in _prose(told):
        if len(sentence) >= PROSE:
            text = text.replace(sentence, "")
    shown = {
        (each["low"], each["high"], each["valuer"]): (each, seen)
        for each in values(told)
        if (seen := [name for name, fen in each["amounts"].items() if is_said(fen, text)])
    }
    lacking = {key: _missing(value, text, language) for key, (value, _) in shown.items()}
    known = {
        fen for key, (value, _) in shown.items() if not lacking[key]
        for fen in value["amounts"].values()
    }  # fmt: skip
    known.update(_others(told))
    found, whole = [], 0
    for key, (value, seen) in shown.items():
        left = [f"{name} {value['amounts'][name]}" for name in seen
                if value["amounts"][name] not in known]  # fmt: skip
        whole += not lacking[key]
        if lacking[key] and left:
            found.append(f"{left[:3]} without {lacking[key]}")
    return whole, found


async def never_a_point(person: Person, what: str, *, language: str = "zh-CN") -> int:
    """How many values are on the page, each of them whole."""
    told = await person.page.evaluate(TOLD)
    shown, found = bare(told, await person.page.evaluate(SHOWN), language)
    person.problems += [f"{person.page.url} ({what}): {each}" for each in found]
    return shown


async def looks_thrice(person: Person, what: str, *, values: int = 0) -> None:
    """Wide, on a phone, in English; so many values or more are on the page, none a point."""
    page = person.page
    await person.looks(what)
    shown = await never_a_point(person, what)
    if shown < values:
        person.problems.append(f"{page.url} ({what}): {shown} values are seen, not {values}")
    await page.set_viewport_size(NARROW)
    await person.looks(f"{what}-390")
    await never_a_point(person, f"{what}-390")
    over = await page.evaluate(TOO_WIDE)
    if over > 0:
        person.problems.append(f"{page.url} ({what}): {over} px wider than a phone")
    await page.set_viewport_size(WIDE)
    await page.get_by_role("button", name="切换到英文").click()
    await person.looks(f"{what}-en")
    await never_a_point(person, f"{what}-en", language="en")
    await page.get_by_role("button", name="Switch to Chinese").click()
    await person.settled()
