"""Which charge a line is for, by its reference, payer and amount; in doubt, none. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from stdnum.iso7064 import mod_97_10

from backend.treasury.states import Reason

#: Two letters and figures, which people and banks part with blanks and dashes.
_TYPED = {
    prefix: re.compile(rf"(?<![A-Z]){prefix}(?:[ \-_.]{{0,2}}[0-9]){{8,20}}")
    for prefix in ("ZR", "PO")
}
_SHORTEST, _LONGEST = 8, 14
#: How banks word that a payment came back; what its receiver sends back it words otherwise.
_CAME_BACK = re.compile(
    "退汇|汇退|退票|汇款退回|退回汇款|转账退回|付款退回|入账失败"
    "|RETURNED (?:PAYMENT|REMITTANCE)|REMITTANCE RETURN"
)
#: For so many days after it was paid, money from its account may be the return of an order: our
#: judgement, which only says what a person is asked; two people decide.
RETURNS_WITHIN = 60
#: By so many days a payee's report and its bank's line may differ about the same money.
NEAR = 7


@dataclass(kw_only=True, eq=False)
class Candidate:
    """A charge as the matching sees it; `kept` grows while lines are placed."""

    id: UUID
    reference: str
    book: str
    payer: str
    cancelled: bool
    owed: bool
    amount: int
    kept: int


#: The plain name of a payer, and what is open of a charge of its.
Owing = tuple[str, int]


def owing(charges: Iterable[Candidate]) -> dict[Owing, list[Candidate]]:
    """What is open of charges of one book, to be found by payer and amount."""
    found: dict[Owing, list[Candidate]] = {}
    for each in charges:
        found.setdefault(_owing(each), []).append(each)
    return found


def take(charge: Candidate, amount: int, by_open: dict[Owing, list[Candidate]]) -> None:
    """So much came for a charge: less is open of it now."""
    before = by_open.get(_owing(charge), [])
    listed = charge in before
    if listed:
        before.remove(charge)
    charge.kept += amount
    if listed:
        by_open.setdefault(_owing(charge), []).append(charge)


def _owing(charge: Candidate) -> Owing:
    return (plain_name(charge.payer), charge.amount - charge.kept)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The charge that takes the line, or why none does."""

    charge: Candidate | None = None
    reason: Reason | None = None


@dataclass(frozen=True, kw_only=True)
class Paid:
    """An order that the bank has paid, and what of it could come back."""

    number: str
    account: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Reported:
    """Money for a charge that its payee told of, and no line has told yet."""

    charge: UUID
    payer: str
    amount: int
    on: date


def plain_name(name: str) -> str:
    """A name so that full-width brackets and blanks make no difference."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def order_number(serial: str) -> str:
    """`PO-2026-000123` as it comes back from the bank: with two check digits."""
    _, year, number = serial.split("-")
    body = f"PO{year[2:]}{number}"
    return body + str(mod_97_10.calc_check_digits(body))


def is_order_number(text: str) -> bool:
    return bool(re.fullmatch(r"PO[0-9]{8,14}", text)) and bool(mod_97_10.is_valid(text))


def order_numbers(text: str) -> list[str]:
    """The orders that a text names, with right check digits."""
    return references(text, is_valid=is_order_number, prefix="PO")[0]


def says_returned(text: str) -> bool:
    return bool(_CAME_BACK.search(unicodedata.normalize("NFKC", text).upper()))


def plain_account(number: str) -> str:
    return re.sub(r"[\s-]", "", number)


def came_back(line: Mapping[str, Any], paid: Sequence[Paid], *, named: bool) -> bool:
    """Whether money that came in is a payment of ours that the bank sent back.

    It names an order that was paid; or it names no charge, and says so in words or is from an
    account to which just this amount was paid.
    """
    numbers = set(order_numbers(line["memo"]))
    if any(each.number in numbers for each in paid):
        return True
    if named:
        return False
    if says_returned(f"{line['memo']} {line['other_name']}"):
        return True
    account = plain_account(line["other_account"])
    return any(
        plain_account(each.account) == account and each.amount == line["amount_fen"]
        for each in paid
    )


def references(
    text: str, *, is_valid: Callable[[str], bool], prefix: str = "ZR"
) -> tuple[list[str], bool]:
    """The references of a text whose check digits are right; whether there were others.

    Figures that follow a reference after a blank (a day, an amount) are not counted to it.
    """
    good: list[str] = []
    wrong = False
    for match in _TYPED[prefix].finditer(unicodedata.normalize("NFKC", text).upper()):
        joined = re.match(rf"{prefix}[0-9]*", match[0])
        whole = re.sub(r"[^A-Z0-9]", "", match[0])
        lengths = range(_LONGEST, _SHORTEST - 1, -1)
        tries = [
            joined[0] if joined else "",
            *(whole[: 2 + n] for n in lengths if len(whole) >= 2 + n),
        ]
        found = next((each for each in tries if is_valid(each)), None)
        if found is None:
            wrong = True
        elif found not in good:
            good.append(found)
    return good, wrong


def place(
    *,
    book: str,
    payer: str,
    amount: int,
    found: tuple[Sequence[str], bool],
    by_reference: Mapping[str, Candidate],
    by_open: Mapping[Owing, Sequence[Candidate]],
) -> Placed:
    """Where money that came in belongs: by its reference, else by payer and exact amount."""
    good, wrong = found
    if len(good) > 1:
        return Placed(reason=Reason.SEVERAL_REFERENCES)
    if good:
        return _referred(by_reference.get(good[0]), book=book, payer=payer)
    if wrong:
        return Placed(reason=Reason.WRONG_CHECK_DIGIT)
    fitting = by_open.get((plain_name(payer), amount), ())
    if len(fitting) == 1:
        return Placed(charge=fitting[0])
    return Placed(reason=Reason.AMBIGUOUS if fitting else Reason.NO_REFERENCE)


def _referred(charge: Candidate | None, *, book: str, payer: str) -> Placed:
    if charge is None:
        return Placed(reason=Reason.UNKNOWN_REFERENCE)
    if charge.book != book:
        return Placed(reason=Reason.OTHER_BOOK)
    if charge.cancelled:
        return Placed(reason=Reason.CHARGE_CANCELLED)
    if plain_name(charge.payer) != plain_name(payer):
        return Placed(reason=Reason.PAYER_DIFFERS)
    return Placed(charge=charge)


def told_before(
    placed: Placed,
    reports: Sequence[Reported],
    *,
    named: bool,
    payer: str,
    amount: int,
    on: date,
) -> Placed | Reported:
    """The report that tells of a line's money; what was placed where none does.

    A line that names no charge is told by its payer; in doubt between two charges it waits.
    """
    near = [each for each in reports if each.amount == amount and abs((each.on - on).days) <= NEAR]
    if named or placed.reason not in {None, Reason.NO_REFERENCE}:
        if placed.charge is None:
            return placed
        near = [each for each in near if each.charge == placed.charge.id]
        if not near:
            return _beside(placed, placed.charge, reports, amount)
    else:
        near = [each for each in near if plain_name(each.payer) == plain_name(payer)]
        charges = {each.charge for each in near}
        if placed.charge is not None and near:
            charges.add(placed.charge.id)
        if len(charges) > 1:
            return Placed(reason=Reason.AMBIGUOUS)
    return min(near, key=lambda each: (abs((each.on - on).days), each.on), default=placed)


def _beside(placed: Placed, charge: Candidate, reports: Sequence[Reported], amount: int) -> Placed:
    """More than is open beside what was reported may be the same money in other parts."""
    told = any(each.charge == charge.id for each in reports)
    if told and amount > charge.amount - charge.kept:
        return Placed(reason=Reason.REPORTED)
    return placed
