"""Quotes side by side on one basis (insurance.md §4.4). Pure.

One row per term. A row says whether its live quotes differ; a quote that is declined or expired
keeps its column with its reason. Nothing is ranked and nothing is called the cheapest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from backend.policies.losses import Outcome, PartTerms, Scenario, Terms, outcome
from backend.policies.states import Group, Standing, Told

#: The clause fields that are compared beside the money terms, in the order of the grid.
CLAUSES = (
    *("territory", "jurisdiction", "trigger", "reported_in_period", "retro_date"),
    *("waiting_days", "extended_reporting_days", "insured_role", "object_schedule"),
    *("defence_inside_limit", "prior_consent", "recovery_share_bp", "sublimits", "loss_payee"),
)
#: Columns whose terms are compared; the others stay beside them.
LIVE = frozenset({Standing.OPEN, Standing.ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part as quoted: its money terms, and the clause of the product version quoted."""

    terms: PartTerms
    clause: Mapping[str, Any]
    exclusions: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Price:
    """Fen; `subsidy` is an estimate beside the premium and never taken off it."""

    net: int
    vat: int
    gross: int
    inception_on: date
    expires_on: date
    subsidy: int | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """An insurer's answer. One that is declined or pending has neither parts nor a price."""

    id: UUID
    insurer: str
    standing: Standing
    option: int | None = None
    product: str | None = None
    number: str | None = None
    reason: str | None = None
    price: Price | None = None
    parts: Mapping[str, Part] | None = None
    #: Wording, filing number, licence, solvency, validity, subjectivities: as far as stated.
    papers: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    told: Told
    value: Any = None


NOT_APPLICABLE = Cell(told=Told.NOT_APPLICABLE)
NOT_PROVIDED = Cell(told=Told.NOT_PROVIDED)


@dataclass(frozen=True, kw_only=True)
class Row:
    """`cells` by the order of the columns; None in a column that has no terms.

    `foldable`: may be left out where nothing differs; an exclusion never is. `base`: of an
    exclusion, that the market's base list has it.
    """

    group: Group
    term: str
    part: str | None
    cells: tuple[Cell | None, ...]
    differs: bool
    foldable: bool = True
    base: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a scenario costs the buyer under a quote: what is kept of the loss, and the premium."""

    outcome: Outcome
    premium: int

    @property
    def total(self) -> int:
        return self.outcome.kept + self.premium


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`scenarios`: per scenario a cost per column; None where there are no terms."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    scenarios: tuple[tuple[Cost | None, ...], ...]


def grid(columns: Sequence[Column], scenarios: Sequence[Scenario], *, base: frozenset[str]) -> Grid:
    """The whole comparison; a row that no quote fills is left out."""
    rows = [
        *_price_rows(columns),
        *_part_rows(columns),
        *_exclusion_rows(columns, base),
        *_paper_rows(columns),
    ]
    return Grid(
        columns=tuple(columns),
        rows=tuple(row for row in rows if _filled(row)),
        scenarios=tuple(tuple(_cost(each, column) for column in columns) for each in scenarios),
    )


def _cost(scenario: Scenario, column: Column) -> Cost | None:
    if column.parts is None or column.price is None:
        return None
    parts = [part.terms for part in column.parts.values()]
    return Cost(outcome=outcome(scenario, parts), premium=column.price.gross)


def _filled(row: Row) -> bool:
    return any(cell is not None and cell.told is Told.STATED for cell in row.cells)


def _row(
    columns: Sequence[Column],
    group: Group,
    term: str,
    cells: Sequence[Cell | None],
    *,
    part: str | None = None,
    **more: bool,
) -> Row:
    live = [cell for column, cell in zip(columns, cells, strict=True) if column.standing in LIVE]
    return Row(
        group=group,
        term=term,
        part=part,
        cells=tuple(cells),
        differs=any(cell != live[0] for cell in live),
        **more,
    )


def _stated(value: Any) -> Cell:
    """What nobody said is told apart from what was said to be none."""
    return NOT_PROVIDED if value is None else Cell(told=Told.STATED, value=value)


def _price_rows(columns: Sequence[Column]) -> list[Row]:
    def row(term: str, of: Any) -> Row:
        cells = [None if each.price is None else _stated(of(each.price)) for each in columns]
        return _row(columns, Group.PRICE, term, cells)

    return [
        row("gross_fen", lambda price: price.gross),
        row("net_fen", lambda price: price.net),
        row("vat_fen", lambda price: price.vat),
        row("gross_per_year_fen", per_year),
        row("subsidy_estimate_fen", lambda price: price.subsidy),
        row("term", lambda price: [price.inception_on, price.expires_on]),
    ]


def per_year(price: Price) -> int:
    """The gross premium brought to a year: each whole year counts 1, what remains days of 365."""
    years, start, end = 0, price.inception_on, price.expires_on
    while _anniversary(start, years + 1) <= end:
        years += 1
    rest = (end - _anniversary(start, years)).days
    return int((Fraction(price.gross) / (years + Fraction(rest, 365)) * 2 + 1) // 2)


def _anniversary(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # the 29th of February
        return start.replace(year=start.year + years, day=28)


def _codes(columns: Sequence[Column]) -> list[str]:
    """Every part that any quote has, in the order of the first that has it."""
    return list(dict.fromkeys(code for column in columns for code in column.parts or {}))


def _part_rows(columns: Sequence[Column]) -> list[Row]:
    rows = []
    for code in _codes(columns):
        found = [None if each.parts is None else each.parts.get(code) for each in columns]
        has = [
            None if column.parts is None else _stated(part is not None)
            for column, part in zip(columns, found, strict=True)
        ]
        rows.append(_row(columns, Group.LIMITS, "covered", has, part=code))
        rows += _money_rows(columns, code, found)
        for name in CLAUSES:
            cells = [
                _of_part(column, part, lambda each, name=name: _clause(each, name))
                for column, part in zip(columns, found, strict=True)
            ]
            rows.append(_row(columns, Group.CLAUSES, name, cells, part=code))
    return rows


def _of_part(column: Column, part: Part | None, of: Any) -> Cell | None:
    """Of a part that this quote does not have, no term applies."""
    if column.parts is None:
        return None
    cell: Cell = NOT_APPLICABLE if part is None else of(part)
    return cell


def _money_rows(columns: Sequence[Column], code: str, found: Sequence[Part | None]) -> list[Row]:
    costs = dict.fromkeys(
        terms.cost for part in found if part is not None for terms in part.terms.sections
    )
    rows = []
    for cost in costs:
        where = code if len(costs) == 1 else f"{code}/{cost}"
        for term, of in _MONEY.items():
            cells = [
                _of_part(column, part, lambda each, cost=cost, of=of: _money(each, cost, of))
                for column, part in zip(columns, found, strict=True)
            ]
            rows.append(_row(columns, Group.LIMITS, term, cells, part=where))
    return rows


def _money(part: Part, cost: str, of: Any) -> Cell:
    for terms in part.terms.sections:
        if terms.cost == cost:
            cell: Cell = of(terms)
            return cell
    return NOT_APPLICABLE


def _rule(terms: Terms) -> Cell:
    """How the deductible meets the kept share only matters where there are both."""
    if not (terms.deductible_fen and terms.coinsurance_bp):
        return NOT_APPLICABLE
    return _stated(terms.deductible_rule)


_MONEY: Mapping[str, Any] = {
    "limit_per_claim_fen": lambda terms: _stated(terms.limit_per_claim_fen),
    "limit_agg_fen": lambda terms: _stated(terms.limit_agg_fen),
    "deductible_fen": lambda terms: _stated(terms.deductible_fen),
    "coinsurance_bp": lambda terms: _stated(terms.coinsurance_bp),
    "deductible_rule": _rule,
}


def _clause(part: Part, name: str) -> Cell:
    """Territory is that of the quote; the rest is the product's clause."""
    if name == "territory":
        return _stated(sorted(part.terms.territories) or None)
    value = part.clause.get(name)
    if isinstance(value, list | tuple):
        value = sorted(value, key=str) or None
    if name == "recovery_share_bp" and value == 0:
        return NOT_APPLICABLE
    return _stated(value)


def _exclusion_rows(columns: Sequence[Column], base: frozenset[str]) -> list[Row]:
    """Every exclusion of the base list and of any quote: in which parts it stands."""
    found = {
        code
        for column in columns
        for part in (column.parts or {}).values()
        for code in part.exclusions
    }
    rows = []
    for code in (*sorted(base & found), *sorted(found - base)):
        cells = [
            None if column.parts is None else _stated(_parts_excluding(column.parts, code))
            for column in columns
        ]
        rows.append(
            _row(
                *(columns, Group.EXCLUSIONS, code, cells),
                foldable=False,
                base=code in base,
            )
        )
    return rows


def _parts_excluding(parts: Mapping[str, Part], code: str) -> list[str]:
    return [name for name, part in parts.items() if code in part.exclusions]


def _paper_rows(columns: Sequence[Column]) -> list[Row]:
    names = dict.fromkeys(name for column in columns for name in column.papers or {})
    return [
        _row(
            columns,
            Group.PAPERS,
            name,
            [None if each.papers is None else _stated(each.papers.get(name)) for each in columns],
        )
        for name in names
    ]
