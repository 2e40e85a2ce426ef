"""What both products and plans need to be published: a filing, dates, a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.insurance.rules import (
    AlreadyPublished,
    MakerCannotPublish,
    NotFiled,
    ValidityReversed,
)
from backend.kernel import clock
from backend.kernel.auth import Actor

#: What a document says before its insurer has filed it.
PLACEHOLDER = "TO-BE-SET-BY-INSURER"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """The regulator's filing (备案), and from when to when what was filed is in force."""

    number: str
    filed_on: date
    valid_from: date
    valid_to: date | None


def check_publication(row: Mapping[str, Any], filing: Filing, *, by: Actor) -> None:
    """Refuse what is published, what its maker publishes, and what is not filed."""
    if row["published_at"] is not None:
        raise AlreadyPublished("Draft the change as another revision.")
    if row["maker"] == by.user_id:
        raise MakerCannotPublish(f"{row['maker_name']} drafted it.", maker=row["maker_name"])
    if filing.number.upper() == PLACEHOLDER:
        raise NotFiled("Give the filing number that the regulator gave.", path="filing_number")
    for path, early, late in (
        ("filed_on", filing.filed_on, clock.today()),
        ("valid_from", filing.filed_on, filing.valid_from),
        ("valid_to", filing.valid_from, filing.valid_to or filing.valid_from),
    ):
        if early > late:
            raise ValidityReversed(f"{early} is after {late}.", path=path)


def settled(filing: Filing, *, by: Actor) -> tuple[object, ...]:
    """The columns of a publication, in the order that the statements take them."""
    return (
        *(filing.number, filing.filed_on, filing.valid_from, filing.valid_to),
        *(by.user_id, by.name, clock.now()),
    )
