"""What a reference table is: how its rows read, what makes one the same, what all must keep. Pure.

A module that reads such a table declares its kind and asks for the rows in force on a day.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import ValidationError

from backend.kernel import refused
from backend.kernel.language import said
from backend.kernel.schemas import Input

R = TypeVar("R", bound=Input)
Words = tuple[str, str]
#: A row as it is stored and sent.
Plain = Mapping[str, Any]


class Shape(StrEnum):
    """How a column's values are written and typed."""

    TEXT = "text"
    NUMBER = "number"
    #: Stored in fen, written in yuan.
    MONEY = "money"
    #: Stored in basis points, written in percent.
    RATE = "rate"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class Told:
    """How a column is headed, in Chinese and English, and what its codes say."""

    words: Words
    shape: Shape = Shape.TEXT
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    name: str
    told: Told
    optional: bool

    @property
    def heading(self) -> str:
        return said(*self.told.words)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What keeps a row from being taken, and what would pass; by its place from one on."""

    row: int
    column: str | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """A row that differs between two versions."""

    before: Plain | None
    after: Plain | None

    @property
    def how(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def _nothing(_: Sequence[Any]) -> Iterable[Fault]:
    return ()


async def _fits_always(_: Sequence[Any], __: date | None) -> Iterable[Fault]:
    return ()


async def _own_choices() -> Mapping[str, Mapping[str, Words]]:
    return {}


async def _only_kept(_: Any) -> None:
    pass


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind(Generic[R]):
    code: str
    title: Words
    #: What reads it, and what a new version changes.
    about: Words
    row: type[R]
    #: What makes a row the same one in the next version; none of a table of one row.
    key: tuple[str, ...]
    #: What all rows together must keep.
    check: Callable[[Sequence[R]], Iterable[Fault]] = _nothing
    #: What they must keep with what else is stored, from their first day on where that is known.
    fits: Callable[[Sequence[R], date | None], Awaitable[Iterable[Fault]]] = _fits_always
    #: By column the codes that another table lists.
    choices: Callable[[], Awaitable[Mapping[str, Mapping[str, Words]]]] = _own_choices
    #: What a new version writes elsewhere, in the transaction that publishes it.
    publish: Callable[["Version[R]"], Awaitable[None]] = _only_kept
    #: Days from today on which a version may begin at the earliest.
    ahead: int = 1

    @property
    def columns(self) -> list[Column]:
        return [
            Column(
                name=name,
                told=next(each for each in info.metadata if isinstance(each, Told)),
                optional=not info.is_required(),
            )
            for name, info in self.row.model_fields.items()
        ]

    async def columns_today(self) -> list[Column]:
        """The same, with the codes that another table lists today."""
        found = await self.choices()
        return [
            replace(each, told=replace(each.told, choices=found[each.name]))
            if each.name in found
            else each
            for each in self.columns
        ]

    def parsed(self, rows: Sequence[Plain]) -> tuple[list[R], list[Fault]]:
        """The rows, or every fault that keeps them from being a version."""
        good: list[R] = []
        faults: list[Fault] = []
        for at, row in enumerate(rows, start=1):
            try:
                good.append(self.row.model_validate(row))
            except ValidationError as error:
                faults += [_fault(at, each["loc"], each["msg"]) for each in error.errors()]
        if not faults:
            faults += self._repeated(good)
        if not faults:
            faults += self.check(good)
        return good, faults

    def _repeated(self, rows: Sequence[R]) -> Iterator[Fault]:
        seen: dict[tuple[Any, ...], int] = {}
        for at, row in enumerate(rows, start=1):
            first = seen.setdefault(self.key_of(row.model_dump(mode="json")), at)
            if first != at:
                yield Fault(
                    row=at,
                    column=self.key[0] if self.key else None,
                    why=said(
                        f"与第 {first} 行重复，只保留一行", f"The same as row {first}; keep one"
                    ),
                )

    def key_of(self, row: Plain) -> tuple[Any, ...]:
        return tuple(_hashable(row.get(name)) for name in self.key)

    def plain(self, rows: Iterable[R]) -> list[dict[str, Any]]:
        return [row.model_dump(mode="json") for row in rows]

    def changes(self, before: Sequence[Plain], after: Sequence[Plain]) -> list[Change]:
        """Row by row: those of the later version in their order, then what it leaves out."""
        old = {self.key_of(row): row for row in before}
        new = {self.key_of(row): row for row in after}
        found = [
            Change(before=old.get(key), after=row)
            for key, row in new.items()
            if old.get(key) != row
        ]
        return found + [
            Change(before=row, after=None) for key, row in old.items() if key not in new
        ]


@dataclass(frozen=True, kw_only=True, eq=False)
class Version(Generic[R]):
    id: UUID
    n: int
    valid_from: date
    source: str
    source_en: str | None
    rows: tuple[R, ...]


@dataclass(frozen=True, eq=False)
class History(Generic[R]):
    """Every version of a table, the newest first; the same object while none is added."""

    versions: tuple[Version[R], ...]

    def version(self, day: date) -> Version[R] | None:
        """The one in force on a day: of those that had begun, the one written last."""
        return next((each for each in self.versions if each.valid_from <= day), None)

    def on(self, day: date) -> tuple[R, ...]:
        found = self.version(day)
        return () if found is None else found.rows


#: Every kind that a module has declared, in the order in which they are listed.
KINDS: dict[str, Kind[Any]] = {}


def declare(kind: Kind[R]) -> Kind[R]:
    """Let the operator keep this table."""
    if KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds of reference data are named {kind.code}.")
    return kind


def _fault(at: int, place: Sequence[int | str], message: str) -> Fault:
    return Fault(row=at, column=str(place[0]) if place else None, why=refused.said(message))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
