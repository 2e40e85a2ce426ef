"""kill -9 at the worst moment: the data survive, and a repeated request has one effect."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from tests.bench import gazettes
from tests.journeys.server import ROOT, Server

pytestmark = pytest.mark.slow
PASSWORD = "an operator's long password"
ROWS = 16_000
#: A job that died with its worker is taken up again after a while.
RESUMED_WITHIN = 180


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Server]:
    """A server on its own embedded PostgreSQL, without the demonstration."""
    server = Server(home=tmp_path / "home", demo=False, environment={"ZHIRONG_DEMO_PASSWORD": ""})
    server.environment.pop("ZHIRONG_DEMO_PASSWORD")
    server.start()
    yield server
    server.stop()


def _signed_in(server: Server, stack: ExitStack) -> tuple[httpx.Client, str]:
    """An operator's client, by the link that the command line prints; his member id."""
    out = subprocess.run(
        [sys.executable, "-m", "backend", "create-operator", "boss@operator.example.test"],
        cwd=ROOT,
        env={"ZHIRONG_HOME": str(server.home), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    token = out.stdout.strip().rsplit("/", 1)[1]
    client = stack.enter_context(httpx.Client(base_url=server.api, timeout=60))
    answer = client.post(f"/links/{token}", json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return client, answer.json()["member"]["id"]


def _send_and_do_not_read(
    server: Server, client: httpx.Client, path: str, body: bytes
) -> socket.socket:
    """The request as bytes on an open socket, whose answer nobody reads."""
    cookie = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
    head = (
        f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: {cookie}\r\nX-CSRF-Token: {client.headers['X-CSRF-Token']}\r\n"
        "Idempotency-Key: power-cut-key\r\n\r\n"
    )
    wire = socket.create_connection(("127.0.0.1", server.port))
    wire.sendall(head.encode() + body)
    return wire


async def _value(server: Server, sql: str) -> Any:
    connection = await asyncpg.connect(_dsn(server))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def _dsn(server: Server) -> str:
    lines = (server.home / "postgres" / "postmaster.pid").read_text().splitlines()
    return f"postgresql://postgres@/zhirong?host={lines[4]}"


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


async def test_a_request_whose_answer_was_lost_has_one_effect(
    embedded: Server, stack: ExitStack
) -> None:
    client, member = _signed_in(embedded, stack)
    path, body = f"/members/{member}/roles", json.dumps({"roles": ["admin", "operator"]}).encode()

    done = "SELECT count(*) FROM kernel_idempotency WHERE key = 'power-cut-key'"
    with _send_and_do_not_read(embedded, client, path, body):
        for _ in range(1000):
            if await _value(embedded, done):
                break
            await asyncio.sleep(0.01)
        embedded.kill()
    embedded.start()
    repeat = client.post(
        path,
        content=body,
        headers={"Idempotency-Key": "power-cut-key", "Content-Type": "application/json"},
    )

    assert repeat.status_code == 204
    assert repeat.headers["idempotency-replayed"] == "true"
    changes = await _value(
        embedded, "SELECT count(*) FROM kernel_event WHERE name = 'identity.roles_changed'"
    )
    assert changes == 1


async def test_what_was_committed_survives_the_death_of_everything(
    embedded: Server, stack: ExitStack
) -> None:
    client, _ = _signed_in(embedded, stack)
    created = client.post(
        "/operator/organisations",
        json={
            "kind": "bank",
            "name": "示范银行",
            "admin_name": "王主任",
            "admin_email": "first@bank.example.test",
        },
    )
    assert created.status_code == 201
    postmaster = int((embedded.home / "postgres" / "postmaster.pid").read_text().split()[0])

    embedded.kill()
    os.kill(postmaster, signal.SIGKILL)
    embedded.start()

    listed = client.get("/operator/organisations", params={"kind": "bank"})
    assert [o["name"] for o in listed.json()["items"]] == ["示范银行"]


async def _figures(client: httpx.Client, address: str) -> dict[str, Any]:
    answer = await asyncio.to_thread(client.get, address)
    assert answer.status_code == 200, answer.text
    figures: dict[str, Any] = answer.json()
    return figures


async def test_an_import_that_dies_halfway_is_ended_after_the_restart(
    embedded: Server, stack: ExitStack
) -> None:
    client, member = _signed_in(embedded, stack)
    raised = client.post(f"/members/{member}/roles", json={"roles": ["admin", "operator"]})
    assert raised.status_code == 204, raised.text
    gazette = gazettes.packed(gazettes.rows_of(ROWS))
    queued = client.post("/patents/imports", files={"file": ("gazette.csv", gazette)}, timeout=60)
    assert queued.status_code == 202, queued.text

    for _ in range(2000):
        stored = await _value(embedded, "SELECT count(*) FROM portfolio_import_row")
        if stored:
            break
        await asyncio.sleep(0.005)
    embedded.kill()
    cut_at = await _value(embedded, "SELECT count(*) FROM portfolio_import_row")
    embedded.start()
    address = f"/patents/imports/{queued.json()['id']}"
    deadline = time.monotonic() + RESUMED_WITHIN
    while (run := await _figures(client, address))["state"] not in {"done", "failed"}:
        assert time.monotonic() < deadline, run
        await asyncio.sleep(0.25)

    assert 0 < cut_at < ROWS
    assert run["state"] == "done", run
    assert run["rows_total"] == run["rows_accepted"] == ROWS
    assert run["rows_duplicate"] == run["rows_refused"] == 0
    assert await _value(embedded, "SELECT count(*) FROM portfolio_import_row") == ROWS
    assert await _value(embedded, "SELECT count(*) FROM portfolio_right") == ROWS
