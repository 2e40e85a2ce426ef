"""The premium has arrived: the policy is issued, with its first version and its schedule."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.insurance.sharing import split
from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.papers import service as papers
from backend.papers.service import Order
from backend.papers.states import Paper, Subject
from backend.payments.states import State as ChargeState
from backend.policies import queries, wording
from backend.policies.comparison import Part
from backend.policies.events import PolicyIssued
from backend.policies.losses import Terms
from backend.policies.quoted import parts_of
from backend.policies.states import POLICY, Action, State
from backend.policies.tables import PolicyVersion
from contracts.policy_schedule.terms import CoverPart, PolicySchedule, Share

Row = Mapping[str, Any]
RECEIVED = frozenset({ChargeState.PAID, ChargeState.OVERPAID})


async def premium_moved(charge_id: UUID) -> None:
    """Money of a charge moved: if it is a bound policy's premium and whole, the policy is issued.

    Bears being told twice.
    """
    async with transaction():
        row = await queries.lock_of_charge(charge_id)
        if row is None or row["state"] != State.BOUND:
            return
        charge = await queries.charge(charge_id)
        if charge["state"] not in RECEIVED:
            return
        await _issue(row, charge)


async def _issue(row: Row, charge: Row) -> None:
    state = POLICY.after(State(row["state"]), Action.ISSUE)
    await queries.record_issue(row["id"], state=state, at=clock.now())
    quoted = await queries.quoted(row["quote"], row["option"])
    if quoted is None:
        raise RuntimeError("A policy keeps its quote.")
    shares = await shares_of(row)
    terms = _version(quoted, shares)
    await queries.add_version(
        PolicyVersion(
            id=uuid4(),
            created_at=clock.now(),
            policy=row["id"],
            n=1,
            effective_on=row["inception_on"],
            cause="issue",
            terms=dumps(terms),
            sha256=hashlib.sha256(msgspec.json.encode(terms, order="sorted")).hexdigest(),
        )
    )
    sides = [row["firm"], *(each["insurer"] for each in shares)]
    sides += [row["bank"]] if row["bank"] is not None else []
    await _schedule(row, quoted, shares, charge, sides=tuple(sides))
    await emit(
        PolicyIssued(
            subject_id=row["id"],
            parties=tuple(sides),
            number=row["number"],
            inception_on=row["inception_on"].isoformat(),
            expires_on=row["expires_on"].isoformat(),
        ),
        by=SYSTEM,
        before={"state": row["state"]},
        after={"state": state},
    )


async def shares_of(row: Row) -> list[dict[str, Any]]:
    """Each insurer with what it alone earns: net and tax by largest remainder, the lead first."""
    rows = await queries.placement(row["quote"])
    ppm = [each["share_ppm"] for each in rows]
    if not ppm:
        return []
    net, vat = (split(Fen(row[name]), ppm) for name in ("net_fen", "vat_fen"))
    return [
        each | {"net_fen": net_fen, "vat_fen": vat_fen}
        for each, net_fen, vat_fen in zip(rows, net, vat, strict=True)
    ]


def _version(quoted: Row, shares: list[dict[str, Any]]) -> dict[str, Any]:
    """What an endorsement will start from: the risk, the clauses, the premium, who bears it."""
    return {
        "risk": loads(quoted["risk"]),
        "clauses": loads(quoted["clauses"]),
        "exclusions": loads(quoted["exclusions"]),
        "wording": loads(quoted["wording"]),
        "worksheet_hash": quoted["worksheet_hash"],
        "net_fen": quoted["net_fen"],
        "vat_fen": quoted["vat_fen"],
        "gross_fen": quoted["gross_fen"],
        "insurers": [
            {"insurer_id": str(each["insurer"]), "name": each["insurer_name"]}
            | {name: each[name] for name in ("role", "share_ppm", "net_fen", "vat_fen")}
            for each in shares
        ],
    }


async def _schedule(
    row: Row, quoted: Row, shares: list[dict[str, Any]], charge: Row, *, sides: tuple[UUID, ...]
) -> None:
    page = await queries.page_of(row["page"])
    named = await papers.parties(sides)
    clauses = loads(quoted["wording"])
    seen = await queries.any_policy(row["id"])
    guarantee = row["line"] == "loan_guarantee"
    conditions = [each["text"] for each in await queries.subjectivities(row["id"])]
    async with papers.unless_unfit(Paper.POLICY_SCHEDULE, subject=row["id"], parties=sides):
        terms = PolicySchedule(
            policy_number=row["number"],
            policyholder=named[row["firm"]],
            insured=named[row["bank"]] if guarantee else named[row["firm"]],
            loss_payee=named[row["bank"]].name if row["bank"] is not None else "",
            loan_number=(seen or {}).get("loan_number") or "",
            product=quoted["product_name"],
            wording=clauses["title"],
            wording_version=clauses["version"],
            wording_sha256=clauses["sha256"],
            filing_number=quoted["filing_number"],
            inception_on=row["inception_on"],
            expires_on=row["expires_on"],
            parts=tuple(
                _part(code, part, section)
                for code, part in parts_of(quoted).items()
                for section in part.terms.sections
            ),
            shares=tuple(
                Share(
                    insurer=named[each["insurer"]],
                    lead=each["n"] == 1,
                    share=f"{each['share_ppm'] / 10_000:.4f}".rstrip("0").rstrip(".") + "%",
                    share_ppm=each["share_ppm"],
                    net_fen=each["net_fen"],
                    vat_fen=each["vat_fen"],
                    signed_on=clock.shanghai_date(each["signed_at"]),
                )
                for each in shares
            ),
            conditions=tuple(conditions),
            net_fen=row["net_fen"],
            vat_fen=row["vat_fen"],
            gross_fen=row["gross_fen"],
            charge_reference=charge["reference"],
            received_on=await queries.received_on(charge["id"]),
            accepted_by=row["accepted_by_name"],
            accepted_at=row["created_at"],
            page_sha256=page["sha256"],
            worksheet_sha256=quoted["worksheet_hash"],
        )
        await papers.issue(
            Order(
                paper=Paper.POLICY_SCHEDULE,
                terms=terms,
                subject_kind=Subject.POLICY,
                subject=row["id"],
                issuer=row["insurer"],
                parties=sides,
                amount_fen=row["gross_fen"],
            )
        )


def _part(code: str, part: Part, section: Terms) -> CoverPart:
    both = bool(section.deductible_fen and section.coinsurance_bp)
    return CoverPart(
        code=code,
        name=wording.COSTS.get(section.cost, section.cost),
        territories="、".join(part.terms.territories),
        per_claim_fen=section.limit_per_claim_fen,
        aggregate_fen=section.limit_agg_fen,
        deductible_fen=section.deductible_fen,
        kept_bp=section.coinsurance_bp,
        rule=wording.RULES.get(section.deductible_rule, "") if both else "",
        exclusions="；".join(
            wording.EXCLUSIONS.get(each, (each, ""))[0] for each in sorted(part.exclusions)
        ),
    )
