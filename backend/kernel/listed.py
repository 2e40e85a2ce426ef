"""Lists that leave as files: how a list says what it holds, and the one way that it is written.

Up to `AT_ONCE` rows the answer to a request is the file. More are written by a job
(`backend.exports`), which is why every list here can be read batch by batch.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from backend.kernel import clock, spreadsheet, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import snapshot
from backend.kernel.errors import InvalidField
from backend.kernel.language import Language, Pair, said, speaking
from backend.kernel.schemas import is_storable

#: A request that answers with more than this would keep its reader waiting for seconds.
AT_ONCE = 10_000
#: Rows that are read, written and told of together.
BATCH = 500
#: What a count counts to where every row is meant.
EVERY = 2**31 - 2
#: A worksheet ends at 1,048,576 rows; the next one goes on.
SHEET_ROWS = 1_000_000

Row = Sequence[object]
Cover = Sequence[tuple[str, object]]


class Form(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


MEDIA_TYPES = {Form.XLSX: workbook.MEDIA_TYPE, Form.CSV: spreadsheet.MEDIA_TYPE}


class Asked(BaseModel):
    """What a list is narrowed to: the names are those of its query."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


A = TypeVar("A", bound=Asked)


@dataclass(frozen=True, kw_only=True)
class Extract:
    """The rows of a list; `cover`, asked after the last of them, says what they are of."""

    headings: Sequence[str]
    batches: AsyncIterator[Sequence[Row]]
    cover: Callable[[], Cover] = tuple


@dataclass(frozen=True, kw_only=True)
class Listed(Generic[A]):
    """A list that can leave as a file. `rests_on`: the permissions that decide what it holds."""

    name: str
    forms: tuple[Form, ...]
    asked: type[A]
    rests_on: frozenset[Permission]
    #: The worksheet, and the file before its ending, in Chinese and in English.
    sheet: Pair
    count: Callable[[A, Actor], Awaitable[int]]
    open: Callable[[A, Actor], Awaitable[Extract]]
    #: A form that an office reads: what was asked for stands behind it.
    is_form: bool = False
    #: What identifiers among the filters name, as far as the actor may see it.
    named: Callable[[A, Actor], Awaitable[Mapping[str, str]]] | None = None

    def called(self, language: str) -> str:
        """The file before its ending, as whoever asked for it reads."""
        with speaking(Language(language)):
            return said(*self.sheet)

    def attachment(self, *of: object, form: Form = Form.XLSX) -> dict[str, str]:
        """The headers that save it under its name, and what it is of, in the reader's language."""
        ascii_name = self.name.replace("_", "-")
        return spreadsheet.attachment(
            f"{'-'.join(map(str, (said(*self.sheet), *of)))}.{form}", plain=f"{ascii_name}.{form}"
        )

    def ask(self, filters: Mapping[str, object]) -> A:
        """The filters, refused where the list has no such one."""
        if not is_storable(dict(filters)):
            raise InvalidField("filters", "A text holds a NUL character or half of a character.")
        try:
            return self.asked.model_validate(dict(filters))
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise InvalidField(
                f"filters.{where}", "This list has no such filter, or not with this value."
            ) from None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A list as a file on this machine's disk, until it is discarded."""

    path: Path
    rows: int

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


async def at_once(listed: Listed[A], asked: A, form: Form = Form.XLSX, *, by: Actor) -> Written:
    """The file, while somebody waits for it; refused when that would take too long."""
    async with snapshot():
        spreadsheet.check_size(await listed.count(asked, by), most=AT_ONCE)
        return await write(listed, asked, form, by=by)


async def _unheard(_: int) -> None:
    return


async def write(
    listed: Listed[A],
    asked: A,
    form: Form,
    *,
    heard: Callable[[int], Awaitable[None]] = _unheard,
    by: Actor,
) -> Written:
    """The whole list, inside one snapshot; `heard` is told after each batch how many there are."""
    extract = await listed.open(asked, by)
    out = _Csv(extract.headings) if form is Form.CSV else _Xlsx(listed, extract.headings)
    rows = 0
    try:
        async for batch in extract.batches:
            await asyncio.to_thread(out.add, batch)
            rows += len(batch)
            await heard(rows)
        told = (
            *extract.cover(),
            (said(*workbook.ROWS), rows),
            (said(*workbook.EXPORTED_AT), clock.now()),
        )
        await asyncio.to_thread(out.close, told)
    except BaseException:
        out.discard()
        raise
    return Written(path=out.path, rows=rows)


class _Xlsx:
    def __init__(self, listed: Listed[A], headings: Sequence[str]) -> None:
        #: An office's form is in its own language.
        self._sheet = listed.sheet[0] if listed.is_form else said(*listed.sheet)
        self._headings = headings
        self._sheets, self._rows = 1, 0
        self._book = workbook.Workbook(self._sheet, headings, covered=not listed.is_form)
        self.path = self._book.path

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._rows == SHEET_ROWS:
                self._sheets, self._rows = self._sheets + 1, 0
                self._book.turn(f"{self._sheet} {self._sheets}", self._headings)
            self._book.add((row,))
            self._rows += 1

    def close(self, cover: Cover) -> None:
        self._book.tell(cover)
        self._book.close()

    def discard(self) -> None:
        with suppress(Exception):
            self._book.close()
        self._book.discard()


class _Csv:
    """Rows alone: whoever reads it is a program, or wants no cover."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._file = NamedTemporaryFile(  # noqa: SIM115 - open until the list is written
            "w", prefix="zhirong-", suffix=".csv", encoding="utf-8", newline="", delete=False
        )
        self.path = Path(self._file.name)
        self._file.write(spreadsheet.BOM + spreadsheet.line(headings))

    def add(self, rows: Iterable[Row]) -> None:
        self._file.writelines(spreadsheet.line(row) for row in rows)

    def close(self, cover: Cover) -> None:  # noqa: ARG002 - as the other form has it
        self._file.close()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


async def batched(rows: AsyncIterator[Row]) -> AsyncIterator[Sequence[Row]]:
    """Rows that come one by one, by the batch."""
    batch: list[Row] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
