"""The operator looks after the vault, and a firm takes everything away, in a real browser."""

import asyncio
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import Browser, expect

from storage.keys import object_key
from tests.documents import samples
from tests.exports.archives import Parts
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import PASSWORD, ROOT, Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]

OPERATOR = "operator@demo.zhirong.test"
SECOND = "second-operator@example.test"
FIRM, FIRM_NAME = "sme@demo.zhirong.test", "上海芯屿微电子有限公司"
SWEEP = (
    "import asyncio; from backend.__main__ import _database\n"
    "from backend.documents import service\n"
    "async def run():\n"
    "    async with _database():\n"
    "        await service.sweep()\n"
    "asyncio.run(run())"
)


@contextmanager
def asking(server: Server, email: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.api, timeout=60) as client:
        answer = client.post("/session", json={"email": email, "password": PASSWORD})
        answer.raise_for_status()
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        yield client


def lost_and_found(server: Server) -> str:
    """A document whose object is gone, and an object of nobody; the name of the document."""
    objects = server.home / "vault" / "objects"
    name = f"丢失的扫描件 {uuid4().hex[:6]}.pdf"
    with asking(server, FIRM) as client:
        sent = client.post(
            "/documents", data={"kind": "other"}, files={"file": (name, samples.pdf(name))}
        )
        sent.raise_for_status()
    (lost,) = objects.rglob(sent.json()["sha256"])
    lost.unlink()
    orphan = objects / object_key(owner=uuid4(), kind="licence", sha256=uuid4().hex * 2)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"of nobody")
    os.utime(orphan, (time.time() - 3 * 86_400,) * 2)
    return name


def swept(server: Server) -> None:
    """The nightly sweep, now."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHIRONG_")} | {
        "ZHIRONG_HOME": str(server.home),
        "ZHIRONG_DATABASE_URL": str(server.database_url),
    }
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SWEEP], check=True, cwd=ROOT, env=environment
    )


def another_operator(server: Server) -> None:
    with asking(server, OPERATOR) as client:
        made = client.post(
            "/invitations", json={"email": SECOND, "name": "运营复核", "roles": ["operator"]}
        )
        made.raise_for_status()
    token = made.json()["path"].rsplit("/", 1)[1]
    answer = httpx.post(f"{server.api}/links/{token}", json={"password": PASSWORD}, timeout=60)
    answer.raise_for_status()


@pytest.fixture
async def operator(browser: Browser, server: Server, shots: Path) -> AsyncIterator[Person]:
    person = await sit_down(browser, server, shots, OPERATOR)
    yield person
    assert person.problems == []


async def test_the_operator_settles_what_the_sweep_found(operator: Person, server: Server) -> None:
    name = await asyncio.to_thread(lost_and_found, server)
    await asyncio.to_thread(swept, server)

    await operator.goto("/o/vault-health")
    await operator.sees(name)
    await operator.sees("无记录")
    await operator.sees("仅由本应用保证只写一次")
    await operator.looks("vault-health")
    await operator.click(f"处理“{name}”的异常")
    await operator.click("处理完毕", role="button")
    await operator.looks("incident-settle")
    dialogue = operator.page.get_by_role("dialog")
    await dialogue.get_by_label("原因").fill("已请企业重新存入")
    await dialogue.get_by_role("button", name="处理完毕").click()
    await expect(operator.page.get_by_text(name)).to_have_count(0)
    await operator.page.get_by_label("含已处理").click()
    await operator.sees(re.compile("处理：已请企业重新存入"))
    await operator.looks("incidents-settled")

    await operator.page.set_viewport_size({"width": 390, "height": 844})
    await operator.goto("/o/vault-health")
    await operator.looks("vault-health-narrow")


async def test_a_hold_is_proposed_confirmed_and_lifted_by_two(
    operator: Person, browser: Browser, server: Server, shots: Path
) -> None:
    await asyncio.to_thread(another_operator, server)
    await operator.goto("/o/vault-health?view=holds")
    await operator.click("提出法律保全")
    dialogue = operator.page.get_by_role("dialog")
    await operator.choose("资料所有者", FIRM_NAME)
    await dialogue.get_by_label("原因").fill("法院协助执行通知书（2026）沪 0115 执保 1 号")
    await operator.looks("hold-propose")
    await dialogue.get_by_role("button", name="提出法律保全").click()
    await operator.sees("待确认")
    await expect(operator.page.get_by_role("button", name="确认保全")).to_have_count(0)

    other = await sit_down(browser, server, shots, SECOND)
    await other.goto("/o/vault-health?view=holds")
    await other.click(re.compile("^确认保全"))
    await other.page.get_by_role("dialog").get_by_role("button", name="确认保全").click()
    await other.sees("保全中")
    await other.looks("hold-in-force")
    await other.click(re.compile("^提出解除"))
    await other.page.get_by_role("dialog").get_by_label("原因").fill("执行完毕")
    await other.page.get_by_role("dialog").get_by_role("button", name="提出解除").click()
    await other.sees("待解除")
    assert other.problems == []

    await operator.goto("/o/vault-health?view=holds")
    await operator.click(re.compile("^解除"))
    await operator.page.get_by_role("dialog").get_by_role("button", name="解除保全").click()
    await operator.sees("没有法律保全")
    await operator.looks("holds-none")


async def test_a_firm_takes_its_archive_away(browser: Browser, server: Server, shots: Path) -> None:
    person = await sit_down(browser, server, shots, FIRM)
    await person.goto("/e/org")
    await person.click("导出归档")
    dialogue = person.page.get_by_role("dialog")
    await dialogue.get_by_label("登录密码（再次验证）").fill("not the password at all")
    await dialogue.get_by_role("button", name="导出归档").click()
    await dialogue.get_by_role("alert").wait_for()
    await person.looks("take-away-refused")
    await dialogue.get_by_label("登录密码（再次验证）").fill(PASSWORD)
    async with person.page.expect_download() as coming:
        await dialogue.get_by_role("button", name="导出归档").click()
    saved = await (await coming.value).path()

    await person.sees(re.compile("归档已保存"))
    await person.looks("take-away-done")
    parts = Parts.of(await asyncio.to_thread(saved.read_bytes))
    assert parts.manifest["organisation"]["name"] == FIRM_NAME
    assert len(parts.manifest["documents"]) > 3
    assert io.BytesIO(parts.entries["records/reads.csv"]).read(3) == b"\xef\xbb\xbf"
    await person.page.set_viewport_size({"width": 390, "height": 844})
    await person.looks("take-away-narrow")
    assert person.problems == []
