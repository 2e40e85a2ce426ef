"""Files are saved under a name in their reader's language, and by an old browser a plain one."""

import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from backend.exports.lists import LISTS
from backend.kernel.language import Language, speaking
from backend.payments.states import AccountKind, Book, Purpose
from backend.payments.tables import Account
from tests import make
from tests.conftest import CONTRACT, ClientFor
from tests.exports.file_names import names_of
from tests.exports.test_english import OVERSEAS, READERS
from tests.insurance.conftest import SetMode, set_mode

__all__ = ["set_mode"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Those that are of one record: each is looked at where its record is made.
_OF_A_RECORD = re.compile(r"_id\}")


def routes() -> Iterator[str]:
    """Every route that gives a file of no one record."""
    for path, methods in CONTRACT["paths"].items():
        if re.search(r"\.(xlsx|csv|pdf)$", path) and not _OF_A_RECORD.search(path):
            assert "get" in methods, path
            yield path.removeprefix("/api/v1").format(code=OVERSEAS, month="2023-03")


async def test_every_file_is_named_in_its_readers_language(
    committed: str, set_mode: SetMode, as_: ClientFor
) -> None:
    set_mode("licensed_broker")
    account = Account(
        id=uuid4(), holder=None, book=Book.OWN, purpose=Purpose.PREMIUM, kind=AccountKind.ASSET
    )
    await account.save()
    readers = [as_(await make.actor(await make.organisation(kind), role)) for kind, role in READERS]
    paths = [*routes(), f"/ledger/accounts/{account.id}/postings.xlsx"]

    assert len(paths) >= 30
    for path in paths:
        ending = path.rpartition(".")[2]
        answers = [await each.get(path) for each in readers]
        allowed = [n for n, each in enumerate(answers) if each.status_code == 200]
        assert allowed, (path, [each.text for each in answers])
        chinese = answers[allowed[0]]
        english = await readers[allowed[0]].get(path, headers={"Accept-Language": "en"})
        plain, name = names_of(english)
        assert names_of(chinese)[0] == plain, path
        assert plain.endswith(f".{ending}"), path
        assert name.endswith(f".{ending}"), path
        assert not _CHINESE.search(name), (path, name)
        assert _CHINESE.search(names_of(chinese)[1]), path


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_saved_under_the_name_of_its_sheet(name: str) -> None:
    listed = LISTS[name]
    for language, sheet in zip(Language, listed.sheet, strict=True):
        with speaking(language):
            headers = listed.attachment("2023-03")
        told = names_of(httpx.Response(200, headers=headers))
        assert told == (f"{name.replace('_', '-')}.xlsx", f"{sheet}-2023-03.xlsx")
