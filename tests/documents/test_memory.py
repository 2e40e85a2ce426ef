"""An upload passes through; it is never held."""

import tracemalloc
from collections.abc import AsyncIterator

import pytest

from tests import make
from tests.conftest import ClientFor
from tests.documents import samples

MIB = 1024 * 1024
SIZE = 40 * MIB


@pytest.mark.usefixtures("db")
async def test_a_large_upload_and_its_reading_need_little_memory(as_: ClientFor) -> None:
    client = as_(await make.actor(await make.organisation(), "handler"))
    sent = 0

    async def large() -> AsyncIterator[bytes]:
        nonlocal sent
        yield (
            b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\naccounts\r\n'
            b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        )
        yield samples.PDF[:40]
        while sent < SIZE:
            sent += MIB
            yield b"\x00" * MIB
        yield samples.PDF[40:]
        yield b"\r\n--edge--\r\n"

    tracemalloc.start()
    try:
        response = await client.post(
            "/documents",
            content=large(),
            headers={"Content-Type": "multipart/form-data; boundary=edge"},
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert response.status_code == 201
    assert response.json()["size"] == SIZE + len(samples.PDF)
    assert peak < 12 * MIB
