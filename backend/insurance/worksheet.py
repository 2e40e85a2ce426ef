"""The worksheet of a premium (费率计算书): every step a line, and one hash over the whole."""

import hashlib
from typing import Any

import msgspec

#: Raised when a step of the engine changes; a stored worksheet keeps the one it was made by.
ALGORITHM = 1


class WorksheetLine(msgspec.Struct, frozen=True, kw_only=True):
    """`step` is that of insurance.md §3.4; `scope` is where: `DEF/US`, `PUR`, `policy`."""

    step: int
    scope: str
    what: str
    value: str
    unit: str
    inputs: dict[str, str]


class Worksheet(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts are fen; `subsidy_fen` is an estimate beside them, never deducted."""

    algorithm: int
    plan: str
    plan_hash: str
    risk_hash: str
    lines: list[WorksheetLine]
    parts: dict[str, int]
    net_fen: int
    vat_fen: int
    gross_fen: int
    subsidy_fen: int | None


_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(worksheet: Worksheet) -> bytes:
    """The worksheet as JSON in one form only."""
    return _ENCODER.encode(worksheet)


def worksheet_hash(worksheet: Worksheet) -> str:
    return hashlib.sha256(canonical(worksheet)).hexdigest()


def read(raw: bytes | str) -> Worksheet:
    """A stored worksheet; the hash of what is read is the hash of what was written."""
    return msgspec.json.decode(raw, type=Worksheet)


def as_json(worksheet: Worksheet) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(worksheet)
    return plain
