"""Order a paper inside the transaction that decides what it says; the worker makes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from backend.kernel import clock, jobs
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import dumps, in_transaction, transaction
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.kernel.settings import public_url, settings
from backend.papers.events import PaperLapsed, PaperUnfit
from backend.papers.queries import papers as queries
from backend.papers.queries import signatures
from backend.papers.states import PAPER, Action, Paper, State, Subject
from backend.papers.tables import IssuedPaper
from contracts.blanks import Blanks, Unfit
from contracts.catalogue import dump, in_force

RENDER = "papers.render"


@dataclass(frozen=True, kw_only=True)
class Order:
    """A paper to be issued.

    `parties` read it, `signers` (some of them, or the issuer) sign it in this order; a signature
    binds to `amount_fen`. `replaces`: earlier ones of the kind about the matter lapse.
    """

    paper: Paper
    terms: Blanks
    subject_kind: Subject
    subject: UUID
    issuer: UUID
    parties: tuple[UUID, ...]
    signers: tuple[UUID, ...] = ()
    amount_fen: int | None = None
    replaces: bool = False


async def issue(order: Order) -> UUID:
    """Number the paper and have it made; its template is the version in force today, for ever."""
    if not in_transaction():
        raise RuntimeError("A paper is ordered together with what it states, or not at all.")
    if order.replaces:
        await lapse(order.subject, paper=order.paper)
    today = clock.today()
    template = in_force(order.paper, today)
    number = await next_number("ZP")
    row = IssuedPaper(
        id=uuid4(),
        created_at=clock.now(),
        number=number,
        template=template.paper.value,
        version=template.version,
        terms=dumps(dump(order.terms)),
        subject_kind=order.subject_kind.value,
        subject=order.subject,
        issuer=order.issuer,
        parties=[each for each in dict.fromkeys(order.parties) if each != order.issuer],
        amount_fen=order.amount_fen,
        state=State.QUEUED.value,
        url=f"{public_url()}/verify/{number}",
        issued_on=today,
        demonstration=settings().demo,
    )
    await queries.add(row)
    if order.signers:
        await signatures.add(row.id, order.signers)
    await jobs.enqueue(RENDER, {"id": str(row.id)})
    return row.id


@asynccontextmanager
async def unless_unfit(
    paper: Paper, *, subject: UUID, parties: tuple[UUID, ...]
) -> AsyncIterator[None]:
    """Fill in and order a paper in the block; what is unfit for it is said in the event log.

    A decision does not fall because its paper cannot say it, but nobody misses that it did not.
    """
    try:
        async with transaction():
            yield
    except Unfit as unfit:
        await emit(
            PaperUnfit(
                subject_id=subject,
                parties=parties,
                paper=paper.value,
                field=unfit.field,
                passes=unfit.passes,
            ),
            by=SYSTEM,
        )


async def lapse(subject: UUID, *, paper: Paper, by: Actor = SYSTEM) -> None:
    """Nobody signs the papers of this kind about this matter any more."""
    for row in await queries.open_ones(subject, template=paper):
        await queries.set_state(row["id"], PAPER.after(State(row["state"]), Action.LAPSE))
        await emit(
            PaperLapsed(
                subject_id=row["id"],
                parties=(row["issuer"], *row["parties"]),
                number=row["number"],
                paper=row["template"],
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": State.LAPSED},
        )
