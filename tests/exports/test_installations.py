"""Two real installations: what a firm takes away from one is the same in the other."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from backend.exports import queries
from tests.conftest import _in_maintenance, _replace_database
from tests.documents import samples
from tests.exports.archives import Parts
from tests.journeys.server import PASSWORD, ROOT, Server
from tests.once import Demonstration

FIRM = "sme@demo.zhirong.test"


@asynccontextmanager
async def installation(server_dsn: str, home: Path) -> AsyncIterator[Server]:
    """A database and a HOME of its own, so a master key of its own; not started yet."""
    name = f"installation_{os.getpid()}_{home.name}"
    await _in_maintenance(server_dsn, f'CREATE DATABASE "{name}"')
    server = Server(home=home, database_url=_replace_database(server_dsn, name), demo=False)
    try:
        yield server
    finally:
        server.stop()
        await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


@asynccontextmanager
async def signed_in(server: Server, email: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.api, timeout=60) as client:
        answer = await client.post("/session", json={"email": email, "password": password})
        assert answer.status_code < 300, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        yield client


async def taken_away(client: httpx.AsyncClient, password: str) -> bytes:
    me = (await client.get("/session")).json()
    answer = await client.post(
        f"/organisations/{me['organisation']['id']}/export", json={"password": password}
    )
    assert answer.status_code == 200, answer.text
    return answer.content


def read_in(server: Server, file: Path) -> subprocess.CompletedProcess[str]:
    """`zhirong import-export`, as somebody at the machine runs it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHIRONG_")} | {
        "ZHIRONG_HOME": str(server.home),
        "ZHIRONG_PORT": str(server.port),
        "ZHIRONG_DATABASE_URL": str(server.database_url),
    }
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "backend", "import-export", str(file)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


async def filled(client: httpx.AsyncClient) -> None:
    for n in range(40):
        answer = await client.post(
            "/documents",
            data={"kind": "other"},
            files={"file": (f"补充材料 {n}.pdf", samples.pdf(f"more {n}"))},
        )
        assert answer.status_code == 201


async def taken_link(server: Server, told: str, password: str) -> None:
    """The admin opens the link that the command printed and sets a password of his own."""
    token = re.search(r"/link/(\S+)  " + re.escape(FIRM), told)
    assert token is not None
    async with httpx.AsyncClient(base_url=server.api, timeout=60) as stranger:
        answer = await stranger.post(f"/links/{token[1]}", json={"password": password})
        assert answer.status_code < 300, answer.text


@pytest.mark.slow
async def test_a_firm_with_hundreds_of_records_moves_to_another_installation(
    server_dsn: str, demonstrated: Demonstration, tmp_path: Path
) -> None:
    file, fresh = tmp_path / "archive.zip", "another good password"
    async with (
        demonstrated.copied(tmp_path / "old") as old,
        installation(server_dsn, tmp_path / "new") as new,
    ):
        await asyncio.to_thread(old.start)
        async with signed_in(old, FIRM, PASSWORD) as client:
            await filled(client)
            file.write_bytes(await taken_away(client, PASSWORD))

        done = await asyncio.to_thread(read_in, new, file)
        assert done.returncode == 0, done.stderr
        again = await asyncio.to_thread(read_in, new, file)
        assert (again.returncode, "exports.installation_not_empty" in again.stderr) == (1, True)

        await asyncio.to_thread(new.start)
        await taken_link(new, done.stdout, fresh)
        async with signed_in(new, FIRM, fresh) as client:
            after = Parts.of(await taken_away(client, fresh))

    before = Parts.of(file.read_bytes())
    assert len(before.manifest["documents"]) > 40
    assert after.manifest["documents"] == before.manifest["documents"]
    for name in queries.RECORDS:
        rows, now = before.rows(name), after.rows(name)
        assert now[: len(rows)] == rows, name
        assert len(now) == len(rows) or name in {"reads", "events"}
    assert sum(len(before.rows(name)) for name in queries.RECORDS) > 200
    assert {name for name in queries.RECORDS if not before.rows(name)} <= {"confirmations"}
