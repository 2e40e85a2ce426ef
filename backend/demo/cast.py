"""The people of the demonstration come on: signed up, verified, invited, signed in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from backend.demo.papers import pdf
from backend.demo.people import (
    BROKER,
    BROKER_SECOND,
    FIRMS,
    INSTITUTIONS,
    OPERATOR,
    OPERATOR_USCC,
    SECOND,
    Firm,
    Institution,
)
from backend.documents import service as documents
from backend.documents.states import Kind
from backend.identity import service as identity
from backend.identity.service import SignUp
from backend.identity.states import OrganisationKind
from backend.kernel.auth import SYSTEM, Actor
from backend.kyb import service as kyb


@dataclass
class Cast:
    """Who acts, by `organisation key` or `organisation key.role`."""

    operator: Actor = SYSTEM
    #: Who confirms what the operator proposes.
    second: Actor = SYSTEM
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]

    def organisation(self, key: str) -> UUID:
        return self.actors[key].organisation_id


async def enter(password: str) -> Cast:
    """Every organisation of the demonstration with its people."""
    cast = Cast()
    token, _ = await identity.create_operator(OPERATOR.email, uscc=OPERATOR_USCC)
    _, cast.operator = await identity.take_link(token, password=password, by=SYSTEM)
    _, token, _ = await identity.invite(
        email=SECOND.email, name=SECOND.name, roles=list(SECOND.roles), by=cast.operator
    )
    _, cast.second = await identity.take_link(token, password=password, by=SYSTEM)
    for broker in (BROKER, BROKER_SECOND):
        _, token, _ = await identity.invite(
            email=broker.email, name=broker.name, roles=list(broker.roles), by=cast.operator
        )
        await identity.take_link(token, password=password, by=SYSTEM)
    for institution in INSTITUTIONS:
        await _institution(institution, cast, password)
    for firm in FIRMS:
        await _firm(firm, cast, password)
    return cast


async def _institution(institution: Institution, cast: Cast, password: str) -> None:
    first, *others = institution.people
    _, token, _ = await identity.create_organisation(
        kind=OrganisationKind(institution.kind),
        name=institution.name,
        uscc=institution.uscc,
        division=institution.division,
        admin_name=first.name,
        admin_email=first.email,
        by=cast.operator,
    )
    _, admin = await identity.take_link(token, password=password, by=SYSTEM)
    for person in others:
        _, token, _ = await identity.invite(
            email=person.email, name=person.name, roles=list(person.roles), by=admin
        )
        _, actor = await identity.take_link(token, password=password, by=SYSTEM)
        cast.actors[f"{institution.key}.{person.roles[-1]}"] = actor
    await identity.change_roles(admin.user_id, roles=list(first.roles), by=admin)
    _, admin = await identity.sign_in(email=first.email, password=password, by=SYSTEM)
    cast.actors[f"{institution.key}.{first.roles[-1]}"] = admin
    cast.actors[institution.key] = admin


async def _firm(firm: Firm, cast: Cast, password: str) -> None:
    case_id = await apply_for_verification(firm, password)
    await kyb.approve(case_id, by=cast.operator)
    _, cast.actors[firm.key] = await identity.sign_in(
        email=firm.email, password=password, by=SYSTEM
    )


async def apply_for_verification(firm: Firm, password: str) -> UUID:
    """The firm signs up and hands its licence in; its case."""
    case = await kyb.sign_up(
        SignUp(
            name=firm.name,
            uscc=firm.uscc,
            division="310115",
            street=firm.street,
            address_line=firm.address_line,
            admin_name=firm.admin_name,
            email=firm.email,
            password=password,
        ),
        by=SYSTEM,
    )
    _, actor = await identity.sign_in(email=firm.email, password=password, by=SYSTEM)
    licence = await deposit(Kind.LICENCE, f"营业执照-{firm.name}.pdf", firm.name, by=actor)
    await kyb.submit(case.id, licence_id=licence, statement=None, by=actor)
    return case.id


async def deposit(kind: Kind, name: str, text: str, *, by: Actor) -> UUID:
    """A small fictional paper of this kind in the actor's vault."""

    async def chunks() -> AsyncIterator[bytes]:
        yield pdf(f"DEMONSTRATION ONLY - {kind} - {by.organisation_id}", text)

    file = await documents.deposit(name, kind=kind, chunks=chunks(), by=by)
    return file.id
