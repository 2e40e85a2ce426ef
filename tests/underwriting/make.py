"""Insurers with a desk, firms with answers: E1 and E2 of insurance.md as proposals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.insurance.plan import PlanDocument
from backend.insurance.product import ProductTerms
from backend.insurance.service import products
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.underwriting.answers import Answers
from backend.underwriting.service import authorities, lists, proposals, submitting
from backend.underwriting.service.submitting import Sending
from backend.underwriting.states import Level, ListCode
from tests import make
from tests.insurance import cases
from tests.insurance.cases import M, liability, rights, terms
from tests.insurance.make import Insurer, filed, part, published_plan
from tests.insurance.make import terms as product_terms

#: The calendar year that begins next.
YEAR = {
    f"{name}_on": f"{clock.today().year + n}-01-01"
    for name, n in (("inception", 1), ("expires", 2))
}


def _ago(days: int) -> str:
    return str(clock.today() - timedelta(days=days))


DECLARED = {"truth": True, "known_circumstances": True, "data_use": True}
RIGHTS_PART: dict[str, Any] = {
    "insured_role": "right_holder",
    "object_schedule": ["rights"],
    "trigger": "loss_fixed",
    "territory": ["CN"],
    "loss_payee": ["insured", "bank"],
}
PARTS: dict[str, list[dict[str, Any]]] = {
    "overseas_liability": [part("DEF"), part("DAM", peril_code="overseas_damages")],
    "star_composite": [
        part("CN-LIAB", territory=["CN"]),
        part("OVS-DEF"),
        part("PUR", **RIGHTS_PART),
        part("INV", **RIGHTS_PART),
    ],
}


@dataclass(frozen=True)
class Desk:
    """An insurer with a plan in force, products, and people of each level."""

    id: UUID
    admin: Actor
    checker: Actor
    l1: Actor
    l2: Actor
    other: Actor


@dataclass(frozen=True)
class Firm:
    handler: Actor
    signatory: Actor


async def firm() -> Firm:
    organisation = await make.organisation()
    return Firm(
        handler=await make.actor(organisation, "handler"),
        signatory=await make.actor(organisation, "signatory"),
    )


async def desk(*, lines: Iterable[str] = PARTS, document: PlanDocument | None = None) -> Desk:
    organisation = await make.organisation("insurer")
    people = {
        name: await make.actor(organisation, role)
        for name, role in (
            ("admin", "admin"),
            ("checker", "tariff_checker"),
            ("l1", "underwriter"),
            ("l2", "underwriter"),
            ("other", "underwriter"),
        )
    }
    insurer = Insurer(maker=people["l1"], checker=people["checker"])
    await published_plan(insurer, document)
    code = (document or cases.plan()).plan
    for line in lines:
        await offer(line, by=insurer, plan=code)
    for name, level in (("l1", Level.L1), ("l2", Level.L2)):
        await authorise(people[name], level, admin=people["admin"], checker=people["checker"])
    return Desk(id=organisation.id, **people)


async def offer(line: str, *, by: Insurer, plan: str = "DEMO-IPL-2026.1") -> None:
    """A product of this line on offer, rated by a plan in force."""
    drafted = await products.create(
        f"{line} {by.maker.organisation_name}",
        InsuranceLine(line),
        ProductTerms.model_validate(product_terms(parts=PARTS[line])),
        by=by.maker,
    )
    await products.publish(drafted.id, 1, filed(), plan=plan, by=by.checker)


async def authorise(person: Actor, level: Level, *, admin: Actor, checker: Actor) -> UUID:
    drafted = await authorities.draft(
        person.user_id, level, from_on=clock.today(), to_on=None, by=admin
    )
    found: UUID = (await authorities.confirm(drafted["id"], by=checker))["id"]
    return found


async def sanctions(*names: str, version: str = "2026-11") -> None:
    """A list in force; the names on it are made up."""
    operator = await make.actor(await make.organisation("operator"), "operator")
    await lists.load(
        ListCode.OFAC,
        version,
        names or ("Nobody Known Holdings",),
        as_of=clock.today(),
        by=operator,
    )


_PARTIES = {
    "name": "测量仪器有限公司",
    "uscc": "91310115000000000X",
    "owners": ["张三"],
    "good_standing": True,
    "credit_offence_2y": False,
    "policyholder_is_insured": True,
}
_HISTORY = {"suits": [], "letters": [], "refused_before": False}


def revenue(territory: str, yuan: int, product: str = "量仪", **more: object) -> dict[str, Any]:
    return {"territory": territory, "product": product, "revenue_fen": yuan * 100} | more


def opinion(territory: str, author: str = "independent", **more: object) -> dict[str, Any]:
    return {
        "territory": territory,
        "author": author,
        "by": "某律师事务所",
        "dated_on": _ago(180),
        "conclusion": "clear",
    } | more


#: E1: overseas liability of a maker of measuring equipment; nothing refers.
E1: dict[str, Any] = {
    "parties": _PARTIES | {"industry": "measuring"},
    "products": {"products": [{"name": "量仪", "standard_essential": False}]},
    "exposure": {
        "revenues": [
            revenue("US", 100 * M),
            revenue("US", 80 * M, "传感器"),
            revenue("EU", 60 * M),
            revenue("JP", 20 * M),
        ],
        "own_families": [{"territory": "US", "families": 10}],
    },
    "clearance": {"opinions": [opinion("US")]},
    "history": _HISTORY,
    "opponents": {"names": ["Rival Instruments GmbH"]},
    "listing": {"stage": "none"},
    "cover": {
        **YEAR,
        "parts": [
            liability("DEF", ["US", "EU", "JP"], DEF=terms(5 * M, 5 * M, 200_000, 2000)),
            liability("DAM", ["US", "EU", "JP"], DAM=terms(5 * M, 5 * M, 500_000, 2000)),
        ],
    },
}
E1_NET, E1_VAT, E1_GROSS = 16_172_976, 970_379, 17_143_355

#: E2: the composite of a biopharma firm under inquiry, which the plan refers to L2.
E2: dict[str, Any] = E1 | {
    "parties": _PARTIES | {"industry": "biopharma"},
    "rights": {
        "schedule": [
            {
                "number": f"20211000000{n}.X",
                "filed_on": "2021-06-01",
                "expires_on": "2041-06-01",
            }
            for n in range(10)
        ]
    },
    "exposure": {
        "revenues": [revenue("CN", 300 * M), revenue("US", 30 * M)],
        "own_families": [{"territory": "US", "families": 10}],
    },
    "clearance": {"opinions": [opinion("US"), opinion("CN", "internal")]},
    "history": _HISTORY
    | {"letters": [{"territory": "US", "received_on": _ago(270), "sender": "Rival Bio"}]},
    "opponents": {"names": ["Rival Bio"], "direct_competitors": 3},
    "listing": {"stage": "inquiry"},
    "cover": {
        **YEAR,
        "parts": [
            liability(
                *("CN-LIAB", ["CN"]),
                DEF=terms(2 * M, 2 * M, 50_000, 1000),
                DAM=terms(2 * M, 2 * M, 50_000, 1000),
            ),
            liability("OVS-DEF", ["US"], DEF=terms(3 * M, 3 * M, 200_000, 2000)),
            rights("PUR", terms(500_000, 3 * M, 0, 1000)),
            rights("INV", terms(200_000, 1 * M, 0, 1000)),
        ],
    },
}
E2_NET, E2_VAT, E2_GROSS = 8_457_483, 507_449, 8_964_932
#: Its adjustment: -5 % with a reason.
E2_TERMS: dict[str, Any] = {
    "options": [{"label": "标准", "schedule_bp": -500, "schedule_reason": "risk_engineering"}]
}


async def proposed(
    of: Firm, answers: dict[str, Any] | None = None, line: str = "overseas_liability"
) -> proposals.ProposalView:
    """A proposal with these answers, as version 2."""
    drafted = await proposals.create(
        InsuranceLine(line), loan_application_id=None, copied_from=None, by=of.handler
    )
    return await proposals.answer(
        drafted.id,
        Answers.model_validate(answers or E1),
        base=1,
        evidence={},
        effective_on=None,
        by=of.handler,
    )


async def sent(
    of: Firm,
    *desks: Desk,
    answers: dict[str, Any] | None = None,
    line: str = "overseas_liability",
    duplicates_known: bool = False,
) -> dict[UUID, Any]:
    """Sent to these desks: by insurer, the submission's row."""
    rows = await sent_to(
        of,
        *(each.id for each in desks),
        answers=answers,
        line=line,
        duplicates_known=duplicates_known,
    )
    return {row["insurer"]: row for row in rows}


async def sent_to(
    of: Firm,
    *insurers: UUID,
    answers: dict[str, Any] | None = None,
    line: str = "overseas_liability",
    duplicates_known: bool = False,
) -> tuple[dict[str, Any], ...]:
    view = await proposed(of, answers, line)
    after = await submitting.submit(
        view.id,
        Sending(
            insurer_ids=insurers,
            n=view.n,
            declared=DECLARED,
            duplicates_known=duplicates_known,
            privileged={},
        ),
        by=of.signatory,
    )
    return after.submissions


def body(*insurers: UUID, version: int = 2, **more: object) -> dict[str, Any]:
    """What the signatory sends."""
    return {
        "insurer_ids": [str(each) for each in insurers],
        "version": version,
        "declarations": DECLARED,
    } | more


def due(days: int = 3) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
