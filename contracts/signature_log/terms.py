"""The blanks of a signature log (签署日志): who signed which bytes, when and from where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.blanks import Blanks


@dataclass(frozen=True, kw_only=True)
class Signing(Blanks):
    """One act. `address`: the network address it came from; `mandate`: what the person may bind."""

    at: datetime
    person: str
    organisation: str
    role: str = ""
    mandate: str = ""
    address: str
    method: str
    outcome: Literal["signed", "refused", "reminded", "opened"]
    reason: str = ""
    signed_sha256: str


@dataclass(frozen=True, kw_only=True)
class SignatureLog(Blanks):
    """The log page of one paper; `paper_sha256` is the digest of the sealed file."""

    paper_number: str
    paper_title: str
    paper_sha256: str
    issued_at: datetime
    completed_at: datetime | None = None
    signings: tuple[Signing, ...]
