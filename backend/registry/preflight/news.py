"""How one dated question is settled by the news about it. Pure.

The newest news decides: bad news fails, from whatever source and however old; good news passes
only if it comes from a source that settles the question, is young enough, and is newer than the
last bad news. Everything else is unknown.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from backend.registry.facts import Extract, RightFacts, Statement, TermsFacts
from backend.registry.states import Answer, Register

EXTRACT = "register_extract"
RECEIPT = "fee_receipt"
GRANT = "grant_date"
TERMS = "terms"
EXPIRY = "expiry_date"
CONSENT = "coowner_consent"
AGREEMENT = "coowner_agreement"
DECLARATION = "same_day_declaration"
PARTIES = "parties_statement"
DESK = "desk_statement"
REGISTER = "own_register"
GAZETTE = "gazette_event"
KIND = "kind"

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")


@dataclass(frozen=True)
class Case:
    """One right under one contract on one day."""

    right: RightFacts
    terms: TermsFacts
    today: date
    #: Whether an extract of a day, or a statement that stands in for one, still settles anything.
    fresh: Callable[[date], bool]
    #: Whose rules are asked.
    register: Register = Register.PATENT


@dataclass(frozen=True)
class News:
    on: date
    bad: bool
    #: Good news of this kind settles the question.
    proves: bool
    source: str
    code: str = ""


@dataclass(frozen=True)
class Verdict:
    answer: Answer
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    source: str | None = None
    as_of: date | None = None


def same_name(name: str) -> str:
    """A name as it is compared: width, brackets, blanks and case do not matter."""
    folded = unicodedata.normalize("NFKC", name).translate(_BRACKETS).casefold()
    return "".join(folded.split())


def fee_year(filing_on: date, today: date) -> int:
    """The year of its life that a patent is in, counted from 1: the one whose fee is current."""
    birthday_passed = (today.month, today.day) >= (filing_on.month, filing_on.day)
    return today.year - filing_on.year + (1 if birthday_passed else 0)


def settle(news: Iterable[News], case: Case, *, ages: bool = True) -> Verdict:
    """The answer to one question; `ages` when an old proof proves nothing."""
    known = [n for n in news if n.on <= case.today]
    if not known:
        return Verdict(Answer.UNKNOWN, "nothing_known")
    newest = max(known, key=lambda n: (n.on, n.bad))
    if newest.bad:
        facts: dict[str, object] = {"as_of": newest.on, "source": newest.source}
        return Verdict(Answer.FAIL, newest.code, facts, newest.source, newest.on)
    last_bad = max((n.on for n in known if n.bad), default=None)
    proofs = [n for n in known if n.proves and (last_bad is None or n.on > last_bad)]
    if not proofs:
        return Verdict(Answer.UNKNOWN, "not_proven", {"as_of": newest.on})
    proof = max(proofs, key=lambda n: n.on)
    if ages and not case.fresh(proof.on):
        return Verdict(Answer.UNKNOWN, "evidence_stale", {"as_of": proof.on})
    return Verdict(Answer.PASS, "proven", {}, proof.source, proof.on)


def from_extracts(
    extracts: Iterable[Extract], field: str, bad: Callable[[Extract], bool], code: str
) -> list[News]:
    """News of the extracts in which an officer has read this field."""
    return [
        News(e.as_of, bad(e), proves=True, source=EXTRACT, code=code)
        for e in extracts
        if e.says(field)
    ]


def from_gazette(case: Case, *, bad: str, good: str) -> list[News]:
    """News of the gazette: the codes are separated by blanks; good ones prove nothing."""
    bad_codes, good_codes = bad.split(), good.split()
    return [
        News(n.on, n.code in bad_codes, proves=False, source=GAZETTE, code=f"gazette_{n.code}")
        for n in case.right.gazette
        if n.code in bad_codes or n.code in good_codes
    ]


def from_statements(statements: Iterable[Statement], source: str, code: str) -> list[News]:
    return [News(s.as_of, s.value, proves=True, source=source, code=code) for s in statements]


def since_transfer(case: Case) -> tuple[list[Extract], date | None]:
    """The extracts that speak of today's owners, and the last announced transfer."""
    moves = [n.on for n in case.right.gazette if n.code == "TR01" and n.on <= case.today]
    if not moves:
        return list(case.right.extracts), None
    return [e for e in case.right.extracts if e.as_of > max(moves)], max(moves)


def after_transfer(verdict: Verdict, moved_on: date | None) -> Verdict:
    if verdict.code == "nothing_known" and moved_on is not None:
        return Verdict(Answer.UNKNOWN, "transferred_since", {"as_of": moved_on})
    return verdict
