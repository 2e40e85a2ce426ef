"""To which account a payee is paid: registered by itself, with a second factor or by two people."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.treasury import events, matching, queries, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.states import PAYEE_ACCOUNT, PayeeAccountAction, PayeeAccountState
from backend.treasury.tables import PayeeAccount


@dataclass(frozen=True, kw_only=True)
class PayeeTerms:
    """An account at a bank, in the name of the organisation that is paid."""

    account_name: str
    account_number: str
    bank_name: str
    bank_code: str | None


async def register_payee_account(
    terms: PayeeTerms, *, password: str, code: str | None, by: Actor
) -> dict[str, Any]:
    """Say to which account the own organisation is paid.

    In force at once if it was proven with a second factor; without one another person confirms.
    """
    by.require(Permission.MANAGE_PAYOUT_ACCOUNT)
    rules.check_account_number(terms.account_number)
    own = await identity.organisation(by.organisation_id)
    rules.check_account_name(
        terms.account_name,
        organisation=own.name,
        alike=matching.plain_name(terms.account_name) == matching.plain_name(own.name),
    )
    proof = await identity.check_password(password, code=code, by=by)
    alone = proof is not identity.Proof.PASSWORD
    async with transaction():
        await queries.lock_payee(by.organisation_id)
        await _check_changes(terms, by=by)
        row = PayeeAccount(
            id=uuid4(),
            created_at=clock.now(),
            organisation=by.organisation_id,
            version=await queries.newest_version(by.organisation_id) + 1,
            state=PayeeAccountState.IN_FORCE if alone else PayeeAccountState.PROPOSED,
            account_name=terms.account_name,
            account_number=terms.account_number,
            bank_name=terms.bank_name,
            bank_code=terms.bank_code,
            proof=proof,
            registered_by=by.user_id,
            registered_by_name=by.name,
            decided_by=by.user_id if alone else None,
            decided_by_name=by.name if alone else None,
            decided_at=clock.now() if alone else None,
        )
        if alone:
            await queries.replace_account(by.organisation_id)
        await queries.add_payee_account(row)
        await emit(
            events.PayeeAccountRegistered(
                subject_id=row.id,
                parties=(by.organisation_id,),
                organisation_id=by.organisation_id,
                version=row.version,
                last_figures=terms.account_number[-4:],
                in_force=alone,
            ),
            by=by,
            after={"bank_name": terms.bank_name, "proof": proof},
        )
    return await payee_account(row.id, by=by)


async def _check_changes(terms: PayeeTerms, *, by: Actor) -> None:
    waiting = await queries.account_in_state(by.organisation_id, PayeeAccountState.PROPOSED)
    if waiting is not None:
        raise rules.ChangeOpen(f"{waiting['registered_by_name']} registered one; decide it first.")
    now = await queries.account_in_state(by.organisation_id, PayeeAccountState.IN_FORCE)
    same = now is not None and all(now[name] == value for name, value in vars(terms).items())
    if now is not None and same and not now["sent_back"]:
        raise rules.AlreadyThisAccount(f"In force since version {now['version']}.")


async def payee_account(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.MANAGE_PAYOUT_ACCOUNT)
    row = await queries.payee_account(account_id, organisation=by.organisation_id)
    if row is None:
        raise NotFound
    return row


async def payee_account_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The accounts that the own organisation was and is paid to, newest first."""
    by.require(Permission.MANAGE_PAYOUT_ACCOUNT)
    after = None if cursor is None else pages.decode_cursor(cursor, int)[0]
    rows, total = await queries.payee_accounts(by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["version"],))
    return cut, following, pages.total_of(total)


async def confirm_payee_account(
    account_id: UUID, *, password: str, code: str | None, by: Actor
) -> dict[str, Any]:
    """Confirm what another person of the organisation registered."""
    row = await payee_account(account_id, by=by)
    PAYEE_ACCOUNT.after(PayeeAccountState(row["state"]), PayeeAccountAction.CONFIRM)
    rules.check_second_person(row["registered_by"], row["registered_by_name"], by=by.user_id)
    await identity.check_password(password, code=code, by=by)
    return await _decide(account_id, PayeeAccountAction.CONFIRM, by=by)


async def refuse_payee_account(account_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was registered, or take one's own back; what was in force stays."""
    await payee_account(account_id, by=by)
    return await _decide(account_id, PayeeAccountAction.REFUSE, by=by)


async def _decide(account_id: UUID, action: PayeeAccountAction, *, by: Actor) -> dict[str, Any]:
    async with transaction():
        await queries.lock_payee(by.organisation_id)
        row = await payee_account(account_id, by=by)
        state = PAYEE_ACCOUNT.after(PayeeAccountState(row["state"]), action)
        if state is PayeeAccountState.IN_FORCE:
            await queries.replace_account(by.organisation_id)
        await queries.decide_account(
            account_id, state=state, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(
            events.PayeeAccountDecided(
                subject_id=account_id,
                parties=(by.organisation_id,),
                organisation_id=by.organisation_id,
                version=row["version"],
                last_figures=row["account_number"][-4:],
                in_force=state is PayeeAccountState.IN_FORCE,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
    return await payee_account(account_id, by=by)


def payee_account_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the account now."""
    if row["state"] != PayeeAccountState.PROPOSED:
        return []
    return ["refuse"] if row["registered_by"] == reader.user_id else ["confirm", "refuse"]
