"""The platform with a broker's licence, and quotes to be taken."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.kernel import db
from tests.conftest import ClientFor
from tests.insurance.conftest import SetMode, licensed, set_mode
from tests.underwriting import make

__all__ = ["SetMode", "licensed", "set_mode"]


@dataclass(frozen=True)
class Deal:
    """E1 as quoted by two insurers by their plans alone."""

    firm: make.Firm
    desks: tuple[make.Desk, make.Desk]
    proposal: UUID
    quotes: tuple[UUID, UUID]
    as_: ClientFor

    @property
    def buyer(self) -> httpx.AsyncClient:
        return self.as_(self.firm.signatory)

    async def confirms(self, kind: str, **more: str) -> dict[str, Any]:
        """The broker's notice, or the note of needs, shown and confirmed."""
        path = f"/proposals/{self.proposal}/broker-pages"
        shown = await self.buyer.post(path, json={"kind": kind, **more})
        assert shown.status_code == 201, shown.text
        done = await self.buyer.post(f"{path}/{shown.json()['id']}/confirmation")
        assert done.status_code == 200, done.text
        page: dict[str, Any] = done.json()
        return page

    async def compared(self, **asked: str) -> dict[str, Any]:
        """The comparison, once both are confirmed."""
        await self.told()
        found = await self.buyer.get(f"/proposals/{self.proposal}/comparison", params=asked)
        compared: dict[str, Any] = found.json()
        return compared

    async def told(self) -> None:
        """Both of the broker's pages, confirmed."""
        await self.confirms("notice")
        await self.confirms("needs", said="出口美欧日，担心被诉侵权。")

    async def page(self, quote: UUID) -> dict[str, Any]:
        """The page of the first option, with every exclusion ticked one by one."""
        await self.told()
        shown = await self.buyer.post(f"/quotes/{quote}/pages", json={"option": 1})
        assert shown.status_code == 201, shown.text
        page: dict[str, Any] = shown.json()
        for each in page["content"]["exclusions"]:
            ticked = await self.buyer.post(
                f"/quotes/{quote}/pages/{page['id']}/ticks", json={"exclusion": each["key"]}
            )
            assert ticked.status_code == 200, ticked.text
            page = ticked.json()
        return page

    async def accepted(self, quote: UUID) -> dict[str, Any]:
        page = await self.page(quote)
        done = await self.buyer.post(f"/quotes/{quote}/acceptance", json={"page_id": page["id"]})
        assert done.status_code == 201, done.text
        policy: dict[str, Any] = done.json()
        return policy

    async def bound(self, quote: UUID) -> dict[str, Any]:
        await self.accepted(quote)
        done = await self.buyer.post(f"/quotes/{quote}/binding")
        assert done.status_code == 200, done.text
        policy: dict[str, Any] = done.json()
        return policy


async def deal_of(as_: ClientFor) -> Deal:
    firm, desks = await make.firm(), (await make.desk(), await make.desk())
    await make.sanctions()
    sent = await make.sent(firm, *desks)
    quotes = [
        await db.fetch_value(
            "SELECT id FROM underwriting_quote WHERE submission = $1", sent[each.id]["id"]
        )
        for each in desks
    ]
    proposal = await db.fetch_value(
        "SELECT proposal FROM underwriting_quote WHERE id = $1", quotes[0]
    )
    return Deal(firm=firm, desks=desks, proposal=proposal, quotes=(quotes[0], quotes[1]), as_=as_)


@pytest.fixture
async def deal(db: None, licensed: None, as_: ClientFor) -> Deal:
    return await deal_of(as_)
