"""The twelve grounds a second time, written from the tables of the rules and not from our code.

Style: a diary. Everything dated is replayed day by day; bad news spoils, proofs heal, the end of
the diary is the answer. Slow and plain on purpose.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from backend.kernel.clock import is_working_day
from backend.registry.facts import RightFacts, TermsFacts

YES, NO, OPEN = "pass", "fail", "unknown"
#: (day, bad?, does it prove when good?)
Entry = tuple[date, bool, bool]


@cache
def young(day: date, today: date) -> bool:
    """An extract may be fifteen working days old."""
    age = 0
    while day < today:
        day += timedelta(days=1)
        age += 1 if is_working_day(day) else 0
    return age <= 15


def diary(entries: Iterable[Entry], today: date, *, ages: bool = True) -> str:
    mood, proof = None, None
    for day, bad, proves in sorted((e for e in entries if e[0] <= today), key=lambda e: e[:2]):
        if bad:
            mood, proof = "bad", None
            continue
        mood = "good"
        if proves:
            proof = day
    if mood == "bad":
        return NO
    if proof is None or (ages and not young(proof, today)):
        return OPEN
    return YES


def announced(right: RightFacts, bad: set[str], good: set[str]) -> list[Entry]:
    return [(n.on, n.code in bad, False) for n in right.gazette if n.code in bad | good]


def same(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def ground_1(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """pledgors ⊆ owners in the register; settled by the extract; a transfer since undoes it."""
    moved = max((n.on for n in right.gazette if n.code == "TR01" and n.on <= today), default=None)
    pages: list[Entry] = []
    for extract in right.extracts:
        if moved is not None and extract.as_of <= moved:
            continue
        strangers = {same(p) for p in terms.pledgors} - {same(o) for o in extract.owners}
        pages.append((extract.as_of, bool(strangers), True))
    return diary(pages, today)


def ground_2(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """In force. Lapsed, term over, abandoned, wholly invalid are bad; restored is good."""
    if right.expires_on is not None and right.expires_on <= today:
        return NO
    pages = [(e.as_of, e.status.value != "in_force", True) for e in right.extracts]
    return diary(pages + announced(right, {"CF01", "CX01", "AV01", "IW01"}, {"RR01"}), today)


def ground_3(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """A grant date from any source above declared."""
    dates = [right.granted_on] if right.grant_source not in (None, "declared") else []
    known = {d for d in dates if d is not None and d <= today}
    read = sorted((e for e in right.extracts if e.as_of <= today), key=lambda e: e.as_of)
    if read:
        newest = [e for e in read if e.as_of == read[-1].as_of]
        if any(e.granted_on is None for e in newest):
            return YES if any(d > read[-1].as_of for d in known) else NO
        known |= {e.granted_on for e in read if e.granted_on is not None and e.granted_on <= today}
    return YES if known else OPEN


def ground_4(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """Annual fee: extract, or the receipt for the current year; late period refuses."""
    pages: list[Entry] = []
    for e in right.extracts:
        unpaid = e.late_period or not e.fees_paid or e.status.value == "lapsed_fee"
        # A receipt has no age, an extract has: an old extract heals, but proves nothing.
        pages.append((e.as_of, unpaid, young(e.as_of, today)))
    pages += announced(right, {"CF01"}, {"RR01"})
    if right.filing_on is not None:
        current = 1
        birthday = right.filing_on
        while True:
            try:
                birthday = right.filing_on.replace(year=right.filing_on.year + current)
            except ValueError:  # 29 February: the year turns on 1 March
                birthday = date(right.filing_on.year + current, 3, 1)
            if birthday > today:
                break
            current += 1
        pages += [(r.paid_on, False, True) for r in right.receipts if r.fee_year >= current]
    return diary(pages, today, ages=False)


def ground_5(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """Preservation and suspension, each on its own; PP01 without PD01 is bad."""
    frozen = diary(
        [(e.as_of, e.preserved, True) for e in right.extracts]
        + announced(right, {"PP01"}, {"PD01"}),
        today,
    )
    stopped = diary([(e.as_of, e.suspended, True) for e in right.extracts], today)
    return worst([frozen, stopped])


def ground_6(right: RightFacts, terms: TermsFacts, today: date) -> str:
    if right.expires_on is None or terms.performance_to is None:
        return OPEN
    return NO if (terms.performance_to - right.expires_on).days > 0 else YES


def ground_7(right: RightFacts, terms: TermsFacts, today: date) -> str:
    if terms.missing is None:
        return OPEN
    return NO if len(terms.missing) else YES


def ground_8(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """All co-owners agree, or all agreed that each may pledge."""
    agreed = None
    for statement in sorted(right.each_may_pledge, key=lambda s: (s.as_of, not s.value)):
        if statement.as_of <= today:
            agreed = statement.value
    willing = {same(n) for n in (*terms.pledgors, *right.consents)}
    moved = [n.on for n in right.gazette if n.code == "TR01" and n.on <= today]
    pages: list[Entry] = []
    for e in right.extracts:
        if moved and e.as_of <= max(moved):
            continue
        owners = {same(o) for o in e.owners}
        alone = len(owners) < 2
        pages.append((e.as_of, not (alone or agreed or owners <= willing), True))
    return diary(pages, today)


def ground_9(right: RightFacts, terms: TermsFacts, today: date) -> str:
    if right.live_elsewhere:
        return NO
    pages = [(e.as_of, e.running_pledge, True) for e in right.extracts]
    return diary(pages + announced(right, {"PE01", "PM01"}, {"PC01"}), today)


def ground_10(right: RightFacts, terms: TermsFacts, today: date) -> str:
    if right.kind.value in {"invention", "design"}:
        return YES
    return diary([(s.as_of, s.value, True) for s in right.twin], today, ages=False)


def ground_11(right: RightFacts, terms: TermsFacts, today: date) -> str:
    """Extract, or both parties' statement; the parties cannot talk a register's entry away."""
    pages = [(e.as_of, e.invalidation_pending, True) for e in right.extracts]
    read = sorted((p for p in pages if p[0] <= today), key=lambda p: p[:2])
    register_says_pending = bool(read) and read[-1][1]
    said = [s for s in right.invalidation if s.value or not register_says_pending]
    return diary(pages + [(s.as_of, s.value, True) for s in said], today)


def ground_12(right: RightFacts, terms: TermsFacts, today: date) -> str:
    if not right.at_cnipa:
        return NO
    return diary([(s.as_of, s.value, True) for s in right.unfit], today, ages=False)


GROUNDS = (
    ground_1,
    ground_2,
    ground_3,
    ground_4,
    ground_5,
    ground_6,
    ground_7,
    ground_8,
    ground_9,
    ground_10,
    ground_11,
    ground_12,
)


def worst(answers: Iterable[str]) -> str:
    found = set(answers)
    return NO if NO in found else OPEN if OPEN in found else YES


def answers(rights: Iterable[RightFacts], terms: TermsFacts, today: date) -> list[str]:
    every = list(rights)
    return [worst(ground(right, terms, today) for right in every) for ground in GROUNDS]
