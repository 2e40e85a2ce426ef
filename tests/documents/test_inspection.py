"""What would unfold into too much is refused on both ways in, and nothing of it is kept."""

import struct
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from backend.documents.states import Kind
from backend.kernel import db
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.test_uploads import announce, at, send
from tests.storage.test_inspection import LAUGHS, packed

pytestmark = pytest.mark.usefixtures("db")


def wide_png() -> bytes:
    """A real image of 60,000 pixels a side in its header, and of one in fact."""
    body = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    start = samples.png().index(b"IHDR")
    return samples.png()[:start] + body + struct.pack(">I", zlib.crc32(body)) + samples.png()[33:]


def office(part: str, content: bytes) -> bytes:
    rest = {"[Content_Types]_xml": b"<x/>", "xl__workbook_xml": b"<x/>"}
    if part.startswith("word"):
        rest = {"[Content_Types]_xml": b"<x/>"}
    return packed(**rest, **{part: content})


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


SHEET = b"<sheetData>" + b"<row><c/></row>" * 1_000_000 + b"</sheetData>"
HOSTILE = {
    "side": (Kind.OTHER, wide_png()),
    "entities": (Kind.CONTRACT, office("word__document_xml", LAUGHS)),
    "ratio": (Kind.CONTRACT, office("word__document_xml", bytes(64 * 1024 * 1024))),
    "rows": (Kind.ACCOUNTS, office("xl__worksheets__sheet1_xml", SHEET)),
    "pages": (Kind.OTHER, samples.PDF.replace(b"/Count 0", b"/Count 999999")),
}


async def in_one_piece(client: httpx.AsyncClient, kind: Kind, content: bytes) -> httpx.Response:
    return await client.post(
        "/documents", data={"kind": kind.value}, files={"file": ("a", content)}
    )


async def in_pieces(client: httpx.AsyncClient, kind: Kind, content: bytes) -> httpx.Response:
    address = at(await announce(client, len(content), kind=kind.value))
    half = len(content) // 2
    await send(client, address, content[:half], offset=0)
    return await send(client, address, content[half:], offset=half)


@pytest.mark.parametrize("way", [in_one_piece, in_pieces])
@pytest.mark.parametrize("measure", HOSTILE)
async def test_it_is_refused_and_nothing_is_stored(
    as_: ClientFor,
    vault: Path,
    measure: str,
    way: Callable[[httpx.AsyncClient, Kind, bytes], Awaitable[httpx.Response]],
) -> None:
    kind, content = HOSTILE[measure]
    client = as_(await make.actor(await make.organisation(), "handler"))

    answer = await way(client, kind, content)

    assert (answer.status_code, answer.json()["code"]) == (422, "documents.excessive")
    assert answer.json()["measure"] == measure
    assert await db.fetch_value("SELECT count(*) FROM documents_file") == 0
    assert files_in(vault) == []
