"""Builders of pledges: a scene of parties and people, and a pledge at each step of its way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from backend.documents.states import Kind
from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.portfolio.states import FactKind, PatentKind, Source
from backend.portfolio.tables import Right
from backend.registry import service
from backend.registry.projection import PledgeRecord
from backend.registry.states import Channel, Outcome, Paper, Party
from tests import make

_serial = count(1)
HUNDRED_MILLION = 100_000_000_00


@dataclass
class Scene:
    """A firm, a bank and a district with everybody who acts there."""

    firm: Organisation
    bank: Organisation
    district: Organisation
    signatory: Actor
    handler: Actor
    desk: Actor
    checker: Actor
    colleague: Actor
    officer: Actor
    verifier: Actor
    rights: list[UUID] = field(default_factory=list)


async def scene(*, division: str = "310115", code: str | None = None) -> Scene:
    firm = await make.organisation(
        "firm", division=division, code=code or make.uscc(division=division)
    )
    bank = await make.organisation("bank")
    district = await make.organisation("district")
    return Scene(
        firm=firm,
        bank=bank,
        district=district,
        signatory=await make.actor(firm, "signatory"),
        handler=await make.actor(firm, "handler"),
        desk=await make.actor(bank, "pledge_desk"),
        checker=await make.actor(bank, "checker"),
        colleague=await make.actor(bank, "checker", "pledge_desk"),
        officer=await make.actor(district, "officer"),
        verifier=await make.actor(district, "verifier"),
    )


async def right(
    *owners: str,
    kind: PatentKind = PatentKind.INVENTION,
    industry: str = "integrated_circuits",
    expires_on: date | None = date(2038, 5, 1),
    number: str | None = None,
) -> UUID:
    """A granted patent of these owners, as the gazette announced it."""
    serial = next(_serial)
    body = number or make.application_number(
        serial, year=2018, kind=2 if kind is PatentKind.UTILITY_MODEL else 1
    )
    row = Right(
        id=uuid4(),
        created_at=clock.now(),
        application_body=body[:12],
        application_check=body[12:],
        application_source=Source.GAZETTE,
        publication_no=f"CN{109_000_000 + serial}B",
        kind=kind,
        source=Source.GAZETTE,
        title=f"一种装置 {serial:06d}",
        filing_on=date(2018, 5, 2),
        granted_on=date(2020, 5, 1),
        grant_source=Source.GAZETTE,
        expires_on=expires_on,
        expiry_source=None if expires_on is None else Source.GAZETTE,
        ipc_main="H01L21/00",
        industry=industry,
        patentees=list(owners),
        patentee_keys=list(owners),
        owner_source=Source.GAZETTE if owners else None,
    )
    await Right.insert(row)
    return row.id


async def scan(owner: Actor, kind: Kind = Kind.OTHER) -> UUID:
    """A file of the actor's organisation, without its bytes."""
    row = File(
        id=uuid4(),
        created_at=clock.now(),
        organisation=owner.organisation_id,
        kind=kind.value,
        name="扫描件.pdf",
        media_type="application/pdf",
        size=1000,
        sha256=uuid4().hex * 2,
        object_key=uuid4().hex,
        rule_version=1,
        deposited_at=clock.now(),
        deposited_by=owner.user_id,
    )
    await File.insert(row)
    return row.id


def extract(*owners: str, **changes: Any) -> dict[str, Any]:
    return {
        "owners": list(owners),
        "status": "in_force",
        "granted_on": "2020-05-01",
        "expires_on": None,
        "fees_paid": True,
        "late_period": False,
        "running_pledge": False,
        "preserved": False,
        "suspended": False,
        "invalidation_pending": False,
    } | changes


async def drafted(
    at: Scene,
    *,
    rights: list[UUID] | None = None,
    secured_fen: int = HUNDRED_MILLION,
    application_id: UUID | None = None,
) -> PledgeRecord:
    at.rights = rights or [await right(at.firm.name)]
    today = clock.today()
    return await service.draft(
        service.DraftIn(
            right_ids=at.rights,
            pledgor_id=at.firm.id,
            pledgee_id=at.bank.id,
            secured_fen=Fen(secured_fen),
            application_id=application_id or uuid4(),
            loan_reference="JK-001",
            performance_from=today,
            performance_to=today + timedelta(days=365),
        ),
        by=at.signatory,
    )


async def settle(at: Scene, pledge: PledgeRecord, right_id: UUID, **changes: Any) -> None:
    """The evidence of a right that passes everything, unless the extract is changed."""
    owners = changes.pop("owners", [at.firm.name])
    await service.add_fact(
        pledge.id,
        FactKind.REGISTER_EXTRACT,
        right_id=right_id,
        as_of=clock.today(),
        payload=extract(*owners, **changes),
        document_id=await scan(at.desk, Kind.REGISTER_EXTRACT),
        by=at.desk,
    )
    await service.add_fact(
        pledge.id,
        FactKind.DESK_STATEMENT,
        right_id=right_id,
        as_of=clock.today(),
        payload={"unfit": False, "statement": "nothing against it"},
        document_id=None,
        by=at.desk,
    )


async def paper(
    at: Scene, pledge: PledgeRecord, which: Paper, party: Party | None = None
) -> PledgeRecord:
    signed = [Party.FIRM, Party.BANK] if which is Paper.APPLICATION_FORM else []
    return await service.add_paper(
        pledge.id,
        service.PaperIn(
            paper=which, document_id=await scan(at.desk), party=party, signed_by=signed
        ),
        by=at.desk,
    )


async def papers(at: Scene, pledge: PledgeRecord) -> PledgeRecord:
    await paper(at, pledge, Paper.APPLICATION_FORM)
    await paper(at, pledge, Paper.PLEDGE_CONTRACT)
    await paper(at, pledge, Paper.IDENTITY, Party.FIRM)
    return await paper(at, pledge, Paper.IDENTITY, Party.BANK)


async def evidenced(at: Scene, **drafting: Any) -> PledgeRecord:
    """Everything is there; nobody has signed."""
    pledge = await drafted(at, **drafting)
    await service.set_terms(pledge.id, {"scope": "主债权及利息"}, by=at.desk)
    for right_id in pledge.right_ids:
        await settle(at, pledge, right_id)
    return await papers(at, pledge)


async def sign(at: Scene, pledge: PledgeRecord, by: Actor) -> PledgeRecord:
    return await service.sign(
        pledge.id, terms_hash=str(pledge.terms_hash), password=make.PASSWORD, by=by
    )


async def signed(at: Scene, **drafting: Any) -> PledgeRecord:
    pledge = await evidenced(at, **drafting)
    await sign(at, pledge, at.signatory)
    return await sign(at, pledge, at.checker)


async def filed(at: Scene, **drafting: Any) -> PledgeRecord:
    pledge = await signed(at, **drafting)
    return await service.file(pledge.id, channel=Channel.ONLINE, by=at.desk)


def number() -> str:
    """A registration number of the demonstration's office 00."""
    return f"Y{clock.today().year}00{next(_serial):07d}"


async def registered(at: Scene, **drafting: Any) -> PledgeRecord:
    pledge = await filed(at, **drafting)
    return await service.register(
        pledge.id,
        number=number(),
        registered_on=clock.today(),
        document_id=await scan(at.desk, Kind.REGISTRATION_NOTICE),
        by=at.desk,
    )


async def counted(at: Scene, **drafting: Any) -> PledgeRecord:
    pledge = await registered(at, **drafting)
    return await confirm(at, pledge)


async def confirm(at: Scene, pledge: PledgeRecord) -> PledgeRecord:
    return await service.verify_count(
        pledge.id, outcome=Outcome.CONFIRMED, looked_in="gazette PE01", by=at.verifier
    )


async def ledger(
    plan: str, *, month: date | None = None, known_on: date | None = None
) -> list[dict[str, Any]]:
    """The entries of a plan in order: of a month's effect, as known at the end of a day."""
    return await db.fetch(
        "SELECT e.pledge, e.amount_fen, e.cause, e.effective_on, e.industry, e.bank, e.street "
        "FROM registry_count_entry e JOIN registry_plan l ON l.id = e.plan WHERE l.code = $1 "
        "AND ($2::date IS NULL OR date_trunc('month', e.effective_on) = $2) "
        "AND ($3::timestamptz IS NULL OR e.recorded_at < $3) ORDER BY e.seq",
        plan,
        month,
        None if known_on is None else clock.end_of_day(known_on),
    )


async def counted_fen(plan: str, *, known_on: date | None = None) -> int:
    """What the entries of a plan add up to."""
    return sum(entry["amount_fen"] for entry in await ledger(plan, known_on=known_on))


def elsewhere(**changes: Any) -> service.ElsewhereIn:
    """A registration made elsewhere by a firm of Pudong that the platform does not know."""
    serial = next(_serial)
    values: dict[str, Any] = {
        "number": number(),
        "registered_on": clock.today(),
        "secured_fen": HUNDRED_MILLION,
        "pledgors": [
            service.OutsideParty(
                name=f"外部企业{serial:06d}有限公司",
                code=make.uscc(),
                division="310115",
                street="张江镇",
            )
        ],
        "pledgees": [service.OutsideParty(name="外部银行")],
        "patents": [make.application_number(500_000 + serial, year=2019)],
    }
    return service.ElsewhereIn(**(values | changes))
