"""From an IPC symbol to one of Pudong's key industries. Pure.

It orders lists and filters, and is one of the criteria of an invention of high value.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.portfolio.states import NO_KEY_INDUSTRY
from backend.reference.kinds import Fault, Shape, Told

#: A class, a subclass, a main group or the beginning of one's subgroups.
_BEGINNING = re.compile(r"[A-H][0-9]{2}([A-Z]([0-9]{1,4}(/[0-9]{0,6})?)?)?")
_IPC = re.compile(r"^[A-H][0-9]{2}[A-Z]")


class IndustryRow(Input):
    """What begins like this belongs to the industry; `other` takes it out of a wider one."""

    ipc: Annotated[
        str, Field(min_length=3, max_length=15), Told(words=("IPC 开头", "IPC beginning"))
    ]
    industry: Annotated[
        str, Field(max_length=24), Told(words=("重点产业", "Industry"), shape=Shape.CHOICE)
    ]


def check_beginnings(rows: Sequence[IndustryRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        if not _BEGINNING.fullmatch(row.ipc):
            why = said(
                "应为 IPC 号的开头，不含空格，例如 H10、H01L、G06F3/01",
                "The beginning of a symbol without spaces, such as H10, H01L, G06F3/01",
            )
            yield Fault(row=at, column="ipc", why=why)


class Industries:
    """The classes of one version; the longest beginning counts."""

    def __init__(self, rows: Iterable[IndustryRow], *, ended: Container[str] = ()) -> None:
        self._of = {
            row.ipc: NO_KEY_INDUSTRY if row.industry in ended else row.industry for row in rows
        }
        self._longest = max(map(len, self._of), default=0)

    @lru_cache(maxsize=4096)  # noqa: B019 - as many objects as there are versions
    def of(self, ipc_main: str | None) -> str:
        """That of a main IPC symbol such as `H01L 21/336`; Locarno classes have none."""
        symbol = (ipc_main or "").replace(" ", "")
        if not _IPC.match(symbol):
            return NO_KEY_INDUSTRY
        for length in range(self._longest, 2, -1):
            beginning = symbol[:length]
            found = self._of.get(beginning)
            if found is not None and not _cuts_a_number(beginning, symbol):
                return found
        return NO_KEY_INDUSTRY


def _cuts_a_number(beginning: str, symbol: str) -> bool:
    """`A61K8` must not take in `A61K87`; a class such as `H10` goes on with a letter."""
    after = symbol[len(beginning) : len(beginning) + 1]
    return beginning[-1].isdigit() and after.isdigit()
