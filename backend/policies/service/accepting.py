"""The page that explains the exclusions, its ticks, and the acceptance that rests on them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.policies import queries, rules, wording
from backend.policies.events import QuoteTaken
from backend.policies.quoted import parts_of
from backend.policies.service import broker
from backend.policies.states import Role, State
from backend.policies.tables import Participation, Policy, ShownPage, Subjectivity, Tick
from backend.underwriting import service as underwriting

Row = Mapping[str, Any]


async def show(quote_id: UUID, option: int, *, by: Actor) -> dict[str, Any]:
    """The page of an option, kept in the words that are shown, for this reader to tick."""
    by.require(Permission.BIND)
    async with transaction():
        row = await queries.quoted(quote_id, option, firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        await broker.check_confirmed(row["proposal"], by=by)
        content = _content(row, await queries.placement(quote_id))
        page = ShownPage(
            id=uuid4(),
            created_at=clock.now(),
            quote=quote_id,
            option=option,
            sha256=digest(content),
            content=dumps(content),
            shown_to=by.user_id,
            shown_to_name=by.name,
        )
        await queries.add_page(page)
        return await _page(page.id, quote_id, by=by)


async def tick(page_id: UUID, exclusion: str, *, quote_id: UUID, by: Actor) -> dict[str, Any]:
    """One exclusion was read and confirmed, by who was shown it."""
    by.require(Permission.BIND)
    page = await _page(page_id, quote_id, by=by)
    known = [each["key"] for each in page["content"]["exclusions"]]
    if exclusion not in known:
        raise rules.ExclusionUnknown(f"The page has: {', '.join(known)}.", path="exclusion")
    await queries.add_tick(
        Tick(
            id=uuid4(),
            created_at=clock.now(),
            page=page_id,
            exclusion=exclusion,
            ticked_by=by.user_id,
        )
    )
    return await _page(page_id, quote_id, by=by)


async def accept(quote_id: UUID, page_id: UUID, *, by: Actor) -> UUID:
    """Take the option that the page showed; whoever read the page, and nobody else."""
    by.require(Permission.BIND)
    async with transaction():
        page = await _page(page_id, quote_id, by=by)
        taken = await underwriting.accept(quote_id, page["option"], by=by)
        row = await queries.quoted(quote_id, page["option"], firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        await broker.check_confirmed(row["proposal"], by=by)
        rules.check_inception(row["inception_on"], today=clock.today())
        present = _content(row, await queries.placement(quote_id))
        if digest(present) != page["sha256"]:
            raise rules.PageOutdated(seen=_read(page["content"]), current=_read(present))
        rules.check_read(page["content"], [each["exclusion"] for each in page["ticks"]])
        if not await queries.placement(quote_id):
            await queries.replace_placement(quote_id, [lead_of(row, signed=True)], [])
        policy = await _policy(row, page, by=by)
        await emit(
            QuoteTaken(
                subject_id=policy,
                parties=(row["firm"], row["insurer"]),
                number=(await queries.lock(policy) or {})["number"],
                page_sha256=page["sha256"],
                gross_fen=taken.option["gross_fen"],
            ),
            by=by,
            after={"state": State.ACCEPTED},
        )
        return policy


def lead_of(row: Row, *, signed: bool, share_ppm: int = 1_000_000) -> Participation:
    """The insurer that quoted; its quote is its signature, when it bears the whole."""
    return Participation(
        id=uuid4(),
        created_at=clock.now(),
        quote=row["id"],
        n=1,
        insurer=row["insurer"],
        role=Role.LEAD,
        share_ppm=share_ppm,
        signed_at=row["created_at"] if signed else None,
        signed_by=row["quoted_by"] if signed else None,
        signed_by_name=row["quoted_by_name"] if signed else None,
    )


def digest(content: Row) -> str:
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def _content(row: Row, shares: Sequence[Row]) -> dict[str, Any]:
    """Everything that the page says, as plain JSON."""
    parts = parts_of(row)
    told = shares or [{"insurer_name": row["insurer_name"], "share_ppm": 1_000_000, "n": 1}]
    return {
        "quote": row["number"],
        "option": row["option"],
        "label": row["label"],
        "insurer": row["insurer_name"],
        "product": row["product_name"],
        "wording": loads(row["wording"]),
        "filing_number": row["filing_number"],
        "inception_on": row["inception_on"].isoformat(),
        "expires_on": row["expires_on"].isoformat(),
        "valid_until": row["valid_until"].isoformat(),
        "net_fen": row["net_fen"],
        "vat_fen": row["vat_fen"],
        "gross_fen": row["gross_fen"],
        "risk_hash": row["risk_hash"],
        "worksheet_hash": row["worksheet_hash"],
        "insurers": [
            {"name": each["insurer_name"], "share_ppm": each["share_ppm"], "lead": each["n"] == 1}
            for each in told
        ],
        "parts": [
            {"code": code, "territories": list(part.terms.territories)}
            | {"sections": [msgspec.to_builtins(each) for each in part.terms.sections]}
            for code, part in parts.items()
        ],
        "subjectivities": [each["text"] for each in loads(row["subjectivities"])],
        "exclusions": [
            {"key": f"{code}/{each}", "part": code, "exclusion": each}
            | dict(zip(("zh", "en"), wording.EXCLUSIONS.get(each, (each, each)), strict=True))
            for code, part in parts.items()
            for each in sorted(part.exclusions)
        ],
        "notices": [
            dict(zip(("zh", "en"), each, strict=True))
            for each in ([wording.SEVERAL] if len(told) > 1 else []) + [wording.PAYMENT]
        ],
    }


def _read(content: Row) -> dict[str, Any]:
    """The page line by line, as it is read."""
    lines = {name: said for name, said in content.items() if not isinstance(said, list | dict)}
    shares = [f"{each['name']} {each['share_ppm'] / 10_000:g}%" for each in content["insurers"]]
    return lines | {"insurers": shares, "notices": [each["zh"] for each in content["notices"]]}


async def _page(page_id: UUID, quote_id: UUID, *, by: Actor) -> dict[str, Any]:
    page = await queries.page(page_id, quote_id=quote_id, shown_to=by.user_id)
    if page is None:
        raise NotFound
    return page | {
        "content": loads(page["content"]),
        "ticks": await queries.ticks(page_id),
    }


async def _policy(row: Row, page: Row, *, by: Actor) -> UUID:
    bank, loan = await _loan(row)
    policy = Policy(
        id=uuid4(),
        created_at=clock.now(),
        number=await next_number("PL"),
        quote=row["id"],
        option=row["option"],
        page=page["id"],
        line=row["line"],
        firm=row["firm"],
        insurer=row["insurer"],
        bank=bank,
        loan_application=loan,
        state=State.ACCEPTED,
        inception_on=row["inception_on"],
        expires_on=row["expires_on"],
        net_fen=row["net_fen"],
        vat_fen=row["vat_fen"],
        gross_fen=row["gross_fen"],
        accepted_by=by.user_id,
        accepted_by_name=by.name,
    )
    wanted = [
        Subjectivity(
            id=uuid4(),
            created_at=clock.now(),
            policy=policy.id,
            n=n,
            text=each["text"],
            before_binding=each["before_binding"],
            due_on=None if each["due_on"] is None else date.fromisoformat(each["due_on"]),
        )
        for n, each in enumerate(loads(row["subjectivities"]), start=1)
    ]
    await queries.add_policy(policy, wanted)
    found: UUID = policy.id
    return found


async def _loan(row: Row) -> tuple[UUID | None, UUID | None]:
    """The bank that is insured or paid, and the loan that a guarantee belongs to."""
    cover = loads(await queries.answers(row["proposal"], row["answers_n"]))["cover"]
    payee = (cover.get("loss_payee") or {}).get("organisation_id")
    named = (cover.get("loan") or {}).get("application_id")
    loan = None if named is None else await queries.loan(UUID(named))
    if loan is not None and loan["applicant"] == row["firm"]:
        if row["line"] == InsuranceLine.LOAN_GUARANTEE and await queries.guaranteed(loan["id"]):
            raise rules.LoanGuaranteed(f"{loan['number']} is guaranteed.", path="cover.loan")
        return loan["lender"], loan["id"]
    if row["line"] == InsuranceLine.LOAN_GUARANTEE:
        raise rules.LoanMissing(
            "Name an application of your firm in the proposal.", path="cover.loan.application_id"
        )
    return await _payee(payee), None


async def _payee(named: str | None) -> UUID | None:
    """A loss payee that is a bank of this platform; another one stands by its name only."""
    if named is None:
        return None
    known = (await identity.organisations([UUID(named)])).get(UUID(named))
    return known.id if known is not None and known.kind == OrganisationKind.BANK else None
