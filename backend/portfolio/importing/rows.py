"""What a reader gives for each row of a file, whatever the format."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from backend.portfolio.kinds import Declaration
from backend.portfolio.names import looks_like_address
from backend.portfolio.numbers import Application, Publication
from backend.portfolio.passing import Passing
from backend.portfolio.states import PatentKind, Warned


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is refused: which field, what stands in it, and what would pass."""

    code: str
    field: str | None
    value: str | None
    passing: Passing


@dataclass(slots=True)
class Row:
    """One row: its raw cells (addresses of persons emptied) and what they mean."""

    line: int
    cells: list[str]
    refusal: Refusal | None = None
    digest: bytes = b""
    application: Application | None = None
    publication: Publication | None = None
    warnings: list[Warned] = field(default_factory=list)
    title: str = ""
    filing_on: date | None = None
    published_on: date | None = None
    granted_on: date | None = None
    applicants: list[str] = field(default_factory=list)
    inventors: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    address: str | None = None
    #: What the source names the family by: an identifier, or its members.
    family: str = ""
    #: What the row states of a right that is no patent.
    stated: Declaration | None = None

    @property
    def key(self) -> str | None:
        """What the row stands by within its file: the publication number, else the application.

        Of a right that is no patent it is the number of its registration.
        """
        if self.stated is not None:
            return self.stated.number
        if self.publication is not None:
            return self.publication.text
        return None if self.application is None else self.application.body

    @property
    def kind(self) -> PatentKind:
        if self.application is not None:
            return self.application.kind
        return PatentKind.UNKNOWN if self.publication is None else self.publication.kind


def digest_of(cells: list[str], *, without: int | None = None) -> bytes:
    """A fingerprint of the cells, their running item number apart."""
    told = cells if without is None else cells[:without] + cells[without + 1 :]
    return blake2b("\x1f".join(told).encode(), digest_size=16).digest()


def without_addresses(cells: list[str], *, known: int | None, spared: int | None) -> list[str]:
    """The cells with the address emptied, and whatever else looks like one in a shifted row."""
    return [
        "" if at == known or (at != spared and looks_like_address(cell)) else cell
        for at, cell in enumerate(cells)
    ]
