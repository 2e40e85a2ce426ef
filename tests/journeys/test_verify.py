"""A stranger asks whether a paper is genuine: by its file, by its number, with one byte changed."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Request

from backend.kernel import db
from backend.kernel.db import fetch_one, fetch_value, transaction
from backend.papers import service
from backend.papers.service import Order
from backend.papers.states import Paper, Subject
from tests.contracts.make import EXAMPLES
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]
SIGNATORY = "sme@demo.zhirong.test"


async def _sealed(server: Server, officer: Person) -> tuple[str, bytes]:
    """The number and the bytes of a paper that the server's own worker has made and sealed."""
    assert server.database_url is not None
    pool, config = db.DB.pool, db.DB.config  # of the other tests of this process
    db.DB.pool = None
    await db.connect(server.database_url)
    try:
        firm = await fetch_value(
            "SELECT organisation FROM identity_member WHERE email = $1", SIGNATORY
        )
        async with transaction():
            paper_id = await service.issue(
                Order(
                    paper=Paper.PLEDGE_CONTRACT,
                    terms=EXAMPLES[Paper.PLEDGE_CONTRACT](),
                    subject_kind=Subject.PLEDGE,
                    subject=uuid4(),
                    issuer=firm,
                    parties=(),
                )
            )
        async with asyncio.timeout(60):
            while True:
                row = await fetch_one(
                    "SELECT number, file FROM papers_paper WHERE id = $1", paper_id
                )
                if row is not None and row["file"] is not None:
                    break
                await asyncio.sleep(0.2)
    finally:
        await db.disconnect()
        db.DB.pool, db.DB.config = pool, config
    answer = await officer.page.request.get(f"/api/v1/documents/{row['file']}/content")
    assert answer.ok
    return row["number"], await answer.body()


def _upload(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


async def test_a_stranger_tells_a_sealed_paper_from_an_altered_one(
    server: Server, browser: Browser, shots: Path
) -> None:
    number, pdf = await _sealed(server, await sit_down(browser, server, shots, SIGNATORY))
    altered = bytearray(pdf)
    altered[len(pdf) // 2] ^= 1
    stranger = await sit_down(browser, server, shots, None, narrow=True)
    sent: list[Request] = []
    stranger.page.on("request", lambda asked: sent.append(asked) if asked.method != "GET" else None)

    await stranger.goto("/verify")
    await stranger.bring(_upload("合同.pdf", pdf))
    await stranger.sees("是平台出具的原件")
    await stranger.sees(number)
    await stranger.looks("genuine")
    await stranger.bring(_upload("合同.pdf", bytes(altered)))
    await stranger.sees("平台无法证明这份文件")

    await stranger.goto(f"/verify/{number}")
    await stranger.sees("平台出具过该编号的文书")
    await stranger.bring(_upload("合同.pdf", pdf))
    await stranger.sees("是平台出具的原件")
    await stranger.bring(_upload("合同.pdf", bytes(altered)))
    await stranger.sees(f"不是编号 {number} 的原件")
    await stranger.looks("altered")

    await stranger.goto("/verify/ZP-1999-000001")
    await stranger.sees("平台没有出具过编号为 ZP-1999-000001 的文书")
    await stranger.looks("no-such-number")

    bodies = [json.loads(asked.post_data or "") for asked in sent]
    assert len(bodies) == 4
    assert all(set(body) == {"sha256"} for body in bodies)
    assert stranger.problems == []
