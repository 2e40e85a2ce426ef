"""A pledge in the demonstration, from its draft to the district's verification."""

from datetime import date
from uuid import UUID

from backend.demo.cast import Cast, deposit
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.lending.service import pledging
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from backend.registry import service as registry
from backend.registry.projection import PledgeRecord
from backend.registry.service import PaperIn
from backend.registry.states import Channel, Outcome, Paper, Party

_SIGNED = [Party.FIRM, Party.BANK]


async def prepare(pledge_id: UUID, firm: str, bank: str, cast: Cast) -> PledgeRecord:
    """The desk completes terms, evidence and papers; nobody has signed."""
    desk = cast[f"{bank}.pledge_desk"]
    await registry.set_terms(
        pledge_id,
        {
            "scope": "主债权、利息、违约金、损害赔偿金及实现质权的费用",
            "pledgee_address": "上海市浦东新区演示路 100 号",
        },
        by=desk,
    )
    record = await registry.stored(pledge_id)
    for view in (await portfolio.views(record.right_ids)).values():
        await _evidence(pledge_id, view.id, cast[firm], desk, granted_on=view.granted_on)
    for paper, party, kind in (
        (Paper.APPLICATION_FORM, None, Kind.APPLICATION_FORM),
        (Paper.PLEDGE_CONTRACT, None, Kind.PLEDGE_CONTRACT),
        (Paper.IDENTITY, Party.FIRM, Kind.IDENTITY_PROOF),
        (Paper.IDENTITY, Party.BANK, Kind.IDENTITY_PROOF),
    ):
        scan = await deposit(kind, f"{kind}.pdf", f"{pledge_id}{paper}{party}", by=desk)
        record = await registry.add_paper(
            pledge_id,
            PaperIn(
                paper=paper,
                document_id=scan,
                party=party,
                signed_by=_SIGNED if paper is Paper.APPLICATION_FORM else [],
            ),
            by=desk,
        )
    return record


async def _evidence(
    pledge_id: UUID, right_id: UUID, firm: Actor, desk: Actor, *, granted_on: date | None
) -> None:
    scan = await deposit(
        Kind.REGISTER_EXTRACT, "专利登记簿副本.pdf", f"{pledge_id}{right_id}", by=desk
    )
    await registry.add_fact(
        pledge_id,
        FactKind.REGISTER_EXTRACT,
        right_id=right_id,
        as_of=clock.today(),
        payload={
            "owners": [firm.organisation_name],
            "status": "in_force",
            "granted_on": None if granted_on is None else granted_on.isoformat(),
            "expires_on": None,
            "fees_paid": True,
            "late_period": False,
            "running_pledge": False,
            "preserved": False,
            "suspended": False,
            "invalidation_pending": False,
        },
        document_id=scan,
        by=desk,
    )
    await registry.add_fact(
        pledge_id,
        FactKind.DESK_STATEMENT,
        right_id=right_id,
        as_of=clock.today(),
        payload={"unfit": False, "statement": "未发现其他不宜质押的情形（演示）"},
        document_id=None,
        by=desk,
    )


async def sign(pledge_id: UUID, firm: str, bank: str, cast: Cast, password: str) -> None:
    for signatory in (cast[firm], cast[f"{bank}.checker"]):
        record = await registry.stored(pledge_id)
        await registry.sign(
            pledge_id, terms_hash=str(record.terms_hash), password=password, by=signatory
        )


async def file(pledge_id: UUID, bank: str, cast: Cast) -> None:
    await registry.file(pledge_id, channel=Channel.ONLINE, by=cast[f"{bank}.pledge_desk"])


async def register(pledge_id: UUID, number: str, bank: str, cast: Cast) -> None:
    """CNIPA's notice, recorded by the desk with its scan."""
    desk = cast[f"{bank}.pledge_desk"]
    notice = await deposit(
        Kind.REGISTRATION_NOTICE, f"专利权质押登记通知书-{number}.pdf", number, by=desk
    )
    await registry.register(
        pledge_id, number=number, registered_on=clock.today(), document_id=notice, by=desk
    )


async def verify(pledge_id: UUID, application_id: UUID, bank: str, cast: Cast) -> None:
    """The bank's second person compares; the drawdown opens, as the worker would open it."""
    await registry.verify(pledge_id, outcome=Outcome.CONFIRMED, by=cast[f"{bank}.checker"])
    await pledging.open_drawdown(pledge_id, application_id=application_id)


async def count(pledge_id: UUID, cast: Cast) -> None:
    await registry.verify_count(
        pledge_id,
        outcome=Outcome.CONFIRMED,
        looked_in="gazette_pe01",
        looked_on=clock.today(),
        by=cast["district.verifier"],
    )


async def cancel(pledge_id: UUID, application_id: UUID, bank: str, cast: Cast) -> None:
    """Paid on time: the pledge is cancelled and the application closed."""
    desk = cast[f"{bank}.pledge_desk"]
    proof = await deposit(
        Kind.CANCELLATION_NOTICE, "结清证明及注销通知书.pdf", str(pledge_id), by=desk
    )
    await registry.file_cancellation(
        pledge_id, ground="paid", document_id=proof, filed_on=clock.today(), by=desk
    )
    await registry.decide_cancellation(
        pledge_id, approved=True, decided_on=clock.today(), document_id=proof, by=desk
    )
    await pledging.lose_pledge(pledge_id, application_id=application_id, cause="cancelled")
