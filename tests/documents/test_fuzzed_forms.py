"""Whatever form is sent as an upload, it is taken or refused with a code, and nothing is left."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import httpx
import pytest

from backend.documents.tables import File
from backend.kernel import db
from backend.kernel.settings import settings
from backend.portfolio.service import importing
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

MIB = 1024 * 1024
EDGE = "multipart/form-data; boundary=edge"


def part(head: bytes, value: bytes = b"x") -> bytes:
    return b"--edge\r\n" + head + b"\r\n\r\n" + value + b"\r\n"


def named(name: bytes, value: bytes, more: bytes = b"") -> bytes:
    return part(b'Content-Disposition: form-data; name="' + name + b'"' + more, value)


KIND = named(b"kind", b"licence")
FILE = named(b"file", samples.PDF, b'; filename="a.pdf"')
END = b"--edge--\r\n"

FORMS = {
    "nothing": b"",
    "only the end": END,
    "an end and more": KIND + FILE + END + b"x" * 100_000,
    "an end and another form": KIND + FILE + END + KIND + FILE + END,
    "words before": b"preamble\r\n" + KIND + FILE + END,
    "megabytes before": b"y" * 3 * MIB + b"\r\n" + KIND + FILE + END,
    "another boundary": (KIND + FILE + END).replace(b"--edge", b"--ledge"),
    "line feeds alone": (KIND + FILE + END).replace(b"\r\n", b"\n"),
    "truncated in a head": KIND + FILE[:40],
    "truncated in the file": KIND + FILE[:-30],
    "truncated in the end": KIND + FILE + b"--edge-",
    "ten thousand parts": named(b"a", b"x") * 10_000 + KIND + FILE + END,
    "ten thousand files": FILE * 10_000 + END,
    "a field twice": KIND + named(b"a", b"x") * 2 + FILE + END,
    "a file twice": KIND + FILE + FILE + END,
    "the kind as a file": named(b"kind", b"licence", b'; filename="k.txt"') + FILE + END,
    "no file name": KIND + named(b"file", samples.PDF) + END,
    "an empty file name": KIND + named(b"file", samples.PDF, b'; filename=""') + END,
    "a very long file name": KIND
    + named(b"file", samples.PDF, b'; filename="' + b"a" * 3500 + b'.pdf"')
    + END,
    "a file name without an end": KIND + named(b"file", samples.PDF, b'; filename="a') + END,
    "a file name that is no text": KIND
    + named(b"file", samples.PDF, b'; filename="\xff\xfe\x00.pdf"')
    + END,
    "a file name in a charset that is none": KIND
    + named(b"file", samples.PDF, b"; filename*=x-none''%FF%00a.pdf")
    + END,
    "a file name with NUL and line breaks": KIND
    + named(b"file", samples.PDF, b'; filename="a\x00%0d%0ab.pdf"')
    + END,
    "no name": part(b"Content-Disposition: form-data") + END,
    "an empty name": named(b"", b"x") + FILE + END,
    "a name that is no text": named(b"\xff\xfe", b"x") + FILE + END,
    "a name with NUL": named(b"k\x00d", b"x") + FILE + END,
    "no disposition": part(b"Content-Type: text/plain") + END,
    "another disposition": part(b'Content-Disposition: attachment; filename="a"') + END,
    "a head of megabytes": part(b"X-Long: " + b"h" * 2 * MIB) + END,
    "thousands of headers": part(b"\r\n".join(b"X-%d: y" % n for n in range(5000))) + END,
    "a header without a colon": part(b"Content-Disposition") + END,
    "a part's length that lies": part(
        b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Length: 7',
        samples.PDF,
    )
    + KIND
    + END,
    "a part in base64": part(
        b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        b"Content-Transfer-Encoding: base64",
        samples.PDF,
    )
    + KIND
    + END,
    "a kind of megabytes": named(b"kind", b"k" * 2 * MIB) + FILE + END,
    "a kind that is no text": named(b"kind", b"\xff\x00\xed\xa0\x80") + FILE + END,
    "JSON": b'{"kind": "licence", "file": "x"}',
}

TYPES = (
    "multipart/form-data",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary=""',
    'multipart/form-data; boundary="edge',
    "multipart/form-data; boundary=edge; boundary=ledge",
    "multipart/form-data; boundary=" + "e" * 5000,
    "multipart/form-data; boundary=édge",
    "multipart/form-data; boundary=\u00ff",
    "multipart/form-data; boundary*=utf-8''%C3%A9dge",
    "multipart/form-data; boundary=edge; charset=x-none",
    "multipart/mixed; boundary=edge",
    "MULTIPART/FORM-DATA; BOUNDARY=edge",
    "multipart/form-data;;;===",
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "é",
    "",
)


def pieces(body: bytes, seed: str) -> Iterator[bytes]:
    """The body in pieces, small ones at its beginning, where the heads are."""
    random, at = Random(seed), 0  # noqa: S311 - a test's variety
    while at < len(body):
        size = random.choice((1, 3, 17, 400)) if at < 600 else 64 * 1024
        yield body[at : at + size]
        at += size


async def streamed(body: bytes, seed: str) -> AsyncIterator[bytes]:
    for piece in pieces(body, seed):
        yield piece


async def send(
    client: httpx.AsyncClient, route: str, body: bytes, content_type: str
) -> httpx.Response:
    headers = [(b"Content-Type", content_type.encode("latin-1", "replace"))]
    return await client.post(route, content=streamed(body, route), headers=headers)


def wrong(answer: httpx.Response) -> str | None:
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.text[:200]}"
    if answer.status_code >= 400:
        kind = answer.headers.get("content-type")
        if kind != "application/problem+json" or not answer.json()["code"]:
            return f"{answer.status_code} as {kind}"
    return None


@pytest.fixture(autouse=True)
def _imports(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports arrive where only this test's do."""
    own = settings().model_copy(update={"home": vault})
    monkeypatch.setattr(importing, "settings", lambda: own)


def left(vault: Path) -> set[Path]:
    """What lies about: uploads that are arriving, and imports without a run."""
    return {*(vault / "incoming").glob("*"), *(vault / "uploads").glob("*")}


#: An import takes one file and no field beside it.
FORMS_OF_IMPORTS = {form: body.replace(KIND, b"") for form, body in FORMS.items()}

#: What is taken all the same, since every reader of forms reads it so.
TAKEN = {
    "words before",
    "megabytes before",
    "an end and more",
    "an end and another form",
    "an empty file name",
    "a very long file name",
    "a file name with NUL and line breaks",
    "a part in base64",
}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("route", "forms"), [("/documents", FORMS), ("/portfolio/imports", FORMS_OF_IMPORTS)]
)
async def test_whatever_form_is_sent_is_taken_or_refused(
    as_: ClientFor, vault: Path, route: str, forms: dict[str, bytes]
) -> None:
    client = as_(await make.actor(await make.organisation(), "handler"))
    before, broken, taken = left(vault), [], Counter[str]()

    sound = forms["words before"].removeprefix(b"preamble\r\n")
    for form, body, content_type in (
        *((form, body, EDGE) for form, body in forms.items()),
        *(("sound", sound, content_type) for content_type in TYPES),
    ):
        answer = await send(client, route, body, content_type)
        found = wrong(answer)
        if found:
            broken.append(f"{form} as {content_type[:60]!r}: {found}")
        if answer.status_code < 300:
            taken[form] += 1

    assert broken == []
    assert taken.keys() - {"sound"} == TAKEN
    kept = await File.count() + int(
        await db.fetch_value("SELECT count(*) FROM portfolio_import_run")
    )
    waiting = left(vault) - before
    if route == "/documents":  # the same bytes stand once
        assert (kept, waiting) == (1, set())
    else:
        assert kept == len(waiting) == taken.total()
