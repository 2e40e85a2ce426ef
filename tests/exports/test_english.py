"""Every list has its title, its headings and its cover in English for whoever reads it.

That its cells have, `is_printed` says wherever a list is tested with rows.
"""

from typing import Any
from uuid import uuid4

from backend.exports.lists import LISTS
from backend.payments.states import AccountKind, Book, Purpose
from backend.payments.tables import Account
from tests import make
from tests.conftest import ClientFor
from tests.exports.english import DATA, is_english
from tests.insurance.conftest import SetMode, set_mode
from tests.lending import make_products as shelves
from tests.oversight.make import TARGET

__all__ = ["set_mode"]

READERS = (
    ("firm", "handler"),
    ("bank", "admin"),
    ("district", "officer"),
    ("insurer", "underwriter"),
    ("operator", "operator"),
    ("operator", "broker"),
)
OVERSEAS = "2022-2025.overseas"


async def test_every_list_is_headed_in_english(
    committed: str, set_mode: SetMode, as_: ClientFor
) -> None:
    set_mode("licensed_broker")
    account = Account(
        id=uuid4(), holder=None, book=Book.OWN, purpose=Purpose.PREMIUM, kind=AccountKind.ASSET
    )
    await account.save()
    lender = await shelves.bank()
    #: What a list is not without.
    needed: dict[str, dict[str, Any]] = {
        "bordereau": {"month": "2023-03-01"},
        "part_reports": {"code": OVERSEAS},
        "postings": {"account_id": str(account.id)},
        "sheet_lines": {"code": TARGET, "month": "2023-03"},
        "product_capacities": {"product_id": str(await shelves.product(lender))},
        "target_entries": {"code": TARGET},
        "target_months": {"code": TARGET},
        "target_statements": {"code": OVERSEAS},
    }
    readers = [as_(await make.actor(await make.organisation(kind), role)) for kind, role in READERS]
    readers.append(as_(lender.maker))
    for name in sorted(LISTS):
        body = {"list": name, "filters": needed.get(name, {})}
        answers = [
            await each.post("/exports/sheet", json=body, headers={"Accept-Language": "en"})
            for each in readers
        ]
        sheets = [each.json() for each in answers if each.status_code == 200]
        assert sheets, (name, [each.text for each in answers])
        for sheet in sheets:
            is_english(name, sheet)


def test_of_every_list_it_is_known_where_people_wrote() -> None:
    assert DATA.keys() == LISTS.keys()
