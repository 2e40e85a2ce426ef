"""What an organisation's invoices say of it; how each purpose is invoiced."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.invoicing import events, queries, rules
from backend.invoicing.states import Taxpayer
from backend.invoicing.tables import Rule, Title
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.money import BasisPoints
from backend.payments.states import Purpose

Rows = tuple[list[dict[str, Any]], str | None, int | str]
VIEWING = (
    Permission.VIEW_FIRM,
    Permission.VIEW_BANK,
    Permission.VIEW_DISTRICT,
    Permission.VIEW_ISSUER,
    Permission.VIEW_OPERATOR,
)


def seen(by: Actor) -> UUID | None:
    """Whose invoices the reader sees: the operator everybody's."""
    by.require(*VIEWING)
    return None if by.may(Permission.VIEW_OPERATOR) else by.organisation_id


@dataclass(frozen=True, kw_only=True)
class TitleTerms:
    """As the business licence and the bank have it; the four at the end may be empty."""

    name: str
    tax_number: str
    taxpayer: Taxpayer
    address: str
    phone: str
    bank_name: str
    bank_account: str


async def title(*, by: Actor) -> dict[str, Any]:
    """The organisation's own; version 0 is what its registration says, stated by nobody yet."""
    by.require(*VIEWING)
    row = await queries.title(by.organisation_id)
    if row is not None:
        return row
    own = await identity.organisation(by.organisation_id)
    return {
        "version": 0,
        "name": own.name[:100],
        "tax_number": own.uscc or "",
        "taxpayer": None,
        "address": own.address_line or "",
        "phone": "",
        "bank_name": "",
        "bank_account": "",
        "created_at": None,
    }


async def state_title(terms: TitleTerms, *, by: Actor) -> dict[str, Any]:
    """State it anew; what was asked for keeps what was stated then."""
    by.require(Permission.PAY_CHARGES, Permission.ISSUE_INVOICES)
    own = await identity.organisation(by.organisation_id)
    number = _plain(terms.tax_number)
    rules.check_own(number, own=own.uscc)
    async with transaction():
        last = await queries.title(by.organisation_id, lock=True)
        row = Title(
            id=uuid4(),
            created_at=clock.now(),
            organisation=by.organisation_id,
            version=1 if last is None else last["version"] + 1,
            name=terms.name,
            tax_number=number,
            taxpayer=terms.taxpayer,
            address=terms.address,
            phone=terms.phone,
            bank_name=terms.bank_name,
            bank_account=terms.bank_account,
            stated_by=by.user_id,
        )
        await queries.add_title(row)
        await emit(
            events.TitleStated(subject_id=by.organisation_id, version=row.version),
            by=by,
            after={"name": terms.name, "tax_number": number, "taxpayer": terms.taxpayer},
        )
    return await title(by=by)


def _plain(text: str) -> str:
    try:
        return identity.credit_code(text)
    except identity.CreditCodeInvalid as refused:
        raise rules.TaxNumberInvalid(refused.detail, field="tax_number") from None


@dataclass(frozen=True, kw_only=True)
class RuleTerms:
    """How a purpose is invoiced from a day on."""

    purpose: Purpose
    taxpayer: Taxpayer
    item: str
    tax_class_code: str
    rate: BasisPoints
    mirrored: bool
    basis: str
    valid_from: date


async def publish_rule(terms: RuleTerms, *, by: Actor) -> dict[str, Any]:
    """Publish the rule that follows; what was asked for before stays as it was."""
    by.require(Permission.VIEW_OPERATOR)
    by.require(Permission.ISSUE_INVOICES)
    rules.check_mirrored(terms.purpose, mirrored=terms.mirrored)
    async with transaction():
        last = await queries.last_rule(terms.purpose, terms.taxpayer)
        rules.check_rule_follows(terms.valid_from, last=last, today=clock.today())
        row = Rule(
            id=uuid4(),
            created_at=clock.now(),
            purpose=terms.purpose,
            taxpayer=terms.taxpayer,
            item=terms.item,
            tax_class_code=terms.tax_class_code,
            rate_bp=terms.rate,
            mirrored=terms.mirrored,
            basis=terms.basis,
            valid_from=terms.valid_from,
            published_by=by.user_id,
        )
        await queries.add_rule(row)
        await emit(
            events.RulePublished(subject_id=row.id, purpose=terms.purpose, taxpayer=terms.taxpayer),
            by=by,
            after={"item": terms.item, "rate_bp": terms.rate, "basis": terms.basis},
        )
    in_force = await queries.rule_on(terms.purpose, terms.taxpayer, clock.today())
    return row.to_dict() | {"in_force": in_force is not None and in_force["id"] == row.id}


async def rule_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """Every rule by purpose, those in force marked."""
    by.require(*VIEWING)
    after = None
    if cursor is not None:
        purpose, taxpayer, day = pages.decode_cursor(cursor, str, str, date)
        after = (purpose, taxpayer, day)
    rows, total = await queries.rules(
        today=clock.today(), after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(
        rows, limit, key=lambda row: (row["purpose"], row["taxpayer"], row["valid_from"])
    )
    return cut, following, pages.total_of(total, up_to=counted)
