"""An id of another organisation in a body: refused, and nothing is written.

For every id that the contract takes, a request succeeds with an id of one's own, and the same
request with another organisation's id of the same kind is refused. A new route is asked by itself.
"""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.documents.states import Kind
from backend.identity import service as identity
from backend.kernel import db
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from tests import make
from tests.authorisation import foreign
from tests.authorisation.bodies import Bodies
from tests.authorisation.conftest import World
from tests.authorisation.test_matrix import PREFIX, Undone, _reaches
from tests.conftest import CONTRACT, ClientFor
from tests.documents import make as make_documents
from tests.kyb import make as make_kyb

pytestmark = pytest.mark.xdist_group("authorisation")

#: Ids that belong to nobody, by their name or by their route, and why.
EVERYBODYS = {
    "fee_id": "the fees are the same for everybody",
    "product_ids": "products are offered to every firm",
    "issuer_id": "whoever issues papers may be asked by every firm",
    "to": "the organisation that is let read something",
    "weight_set_id": "the platform's are everybody's; another bank's: test_scores",
    "POST /bank-desk/groups": "another bank's people and products: tests/lending/test_desk",
    "POST /bank-desk/groups/{group_id}/revision": "as above",
    "POST /bank-desk/limits": "as above",
    "POST /bank-desk/substitutions": "as above",
    "POST /bank-accounts": "the operator mirrors the account of any insurer",
    "POST /bank-statement-lines/{line_id}/match": "the operator places anybody's money",
    "POST /guarantee-eligibility": "the operator finds any insurer eligible",
    "POST /operator/gateway-payments/{gateway_payment_id}/match": "as above",
    "POST /operator/gateway-payments/{gateway_payment_id}/return": "as above",
    "POST /payout-lists": "the operator pays any payee what is held for it",
    "POST /refunds": "the operator sends anybody's money back",
    "POST /payment-files": "the operator's own account",
    "POST /charges": "whoever owes is another organisation; foreign payees: test_charges",
    "POST /hand-overs": "all of one person, to colleagues: test_hand_overs",
    "POST /loan-applications/{application_id}/notes": "one's own on this case: test_case_notes",
    "POST /loan-applications/{application_id}/messages": "its papers: test_case_messages",
    "POST /loan-applications/{application_id}/set-aside": "what is disowned: test_evidence",
    "POST /operator/holds": "the operator holds anybody's documents",
    "POST /portfolio/rights": "a firm may declare any right; owning it is proven otherwise",
    "POST /portfolio/assets": "a firm may declare any patent; owning it is proven otherwise",
    "POST /proposals": "another firm's: tests/underwriting/test_refusals",
    "POST /policies/{policy_id}/subjectivities/{n}/answer": "papers: tests/policies/test_points",
    "PUT /proposals/{proposal_id}/answers": "statements of a form; papers: test_refusals",
    "POST /proposals/{proposal_id}/submission": "any insurer; papers: test_refusals",
    "POST /submissions/{submission_id}/answer": "papers: test_refusals",
    "POST /submissions/{submission_id}/assignment": "members: test_assignment",
    "POST /submissions/{submission_id}/screening-decision": "papers: test_refusals",
    "POST /quotes/{quote_id}/acceptance": "another's page: tests/policies",
    "PUT /quotes/{quote_id}/placement": "any insurer may share a risk",
    "POST /underwriting-authorities": "another insurer's people: test_refusals",
    "POST /loan-applications/{application_id}/revaluation": "tests/monitoring",
    "POST /loan-applications/{application_id}/valuation-adoption": "test_value_orders",
    "POST /loan-applications/{application_id}/valuation-order": "any appraiser",
    "POST /valuation-requests": "any appraiser; rights and papers: tests/appraisal",
    "POST /valuation-requests/{valuation_request_id}/acceptance": "tests/appraisal",
    "POST /valuation-requests/{valuation_request_id}/report": "its file: tests/appraisal",
    "POST /valuation-requests/{valuation_request_id}/report-checks": "figures of a form",
    "POST /inquiries": "any published offer; drafts and papers: tests/licensing",
    "POST /inquiries/{inquiry_id}/messages": "its papers: tests/licensing",
    "POST /inquiries/{inquiry_id}/refusal": "what was read, looked for in its own thread alone",
    "POST /licence-offers": "its right and papers: tests/licensing",
    "POST /licence-offers/{licence_offer_id}/revision": "as above",
    "POST /cultivation-library": "its paper: tests/targets",
    "POST /cultivation-library/verification": "the library is every district's",
    "POST /targets/{code}/entries": "its paper: tests/targets",
    "POST /targets/{code}/parts/reports": "its paper: tests/targets",
    "POST /preflight": "a name for the answer; nothing is looked up or stored",
}
SCHEMA = CONTRACT


def _name(field: foreign.Field) -> str:
    return next(name for name in reversed(field) if name != "[]")


CASES = [
    (route, field)
    for path, item in sorted(SCHEMA["paths"].items())
    for method in sorted(item)
    for route in [f"{method.upper()} {path.removeprefix(PREFIX)}"]
    for field in sorted(foreign.fields(Bodies(SCHEMA, {}), method, path))
    if not {_name(field), route} & EVERYBODYS.keys()
]

#: The records of an organisation by the parameter that names them in a path.
RECORDS = {
    "asset_id": "SELECT a.id FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id "
    "WHERE a.firm = $1 AND r.kind = 'invention' AND r.granted_on IS NOT NULL",
    "pledge_id": "SELECT id FROM registry_pledge WHERE $1 IN (pledgor, pledgee) ORDER BY number",
    "application_id": "SELECT id FROM lending_application WHERE $1 IN (applicant, lender) "
    "ORDER BY number",
    "request_id": "SELECT id FROM listing_financing_request WHERE firm = $1 ORDER BY number",
    "case_id": "SELECT id FROM kyb_case WHERE organisation = $1",
    "invoice_id": "SELECT id FROM invoicing_invoice WHERE seller = $1 AND state = 'requested'",
    "valuation_request_id": "SELECT id FROM appraisal_request "
    "WHERE firm = $1 AND state = 'accepted'",
    "placeholder_id": "SELECT id FROM documents_placeholder "
    "WHERE organisation = $1 AND kind = 'other'",
    "file_id": "(SELECT id FROM documents_file WHERE organisation = $1 "
    "ORDER BY deposited_at, id LIMIT 1) UNION ALL (SELECT file FROM documents_grant "
    "WHERE organisation = $1 AND ends_at IS NULL ORDER BY granted_at, id LIMIT 1)",
}
#: The ids of an organisation by what the name of a field ends in; documents are made anew.
OWN = {
    "right_id": "SELECT right_id AS id FROM portfolio_asset WHERE firm = $1 ORDER BY created_at",
    "member_id": "SELECT id FROM identity_member WHERE organisation = $1 AND 'maker' = ANY(roles)",
    "request_id": RECORDS["request_id"],
    "purpose_id": "SELECT DISTINCT purpose AS id FROM documents_grant WHERE organisation = $1",
    "valuation_id": "SELECT id FROM valuation_valuation WHERE firm = $1",
}
#: The rights that a record is about.
RIGHTS = {
    "pledge_id": "SELECT patent AS id FROM registry_pledged_right WHERE pledge = $1",
    "application_id": "SELECT patent AS id FROM lending_application_right WHERE application = $1",
}


@dataclass
class Asking:
    """One request that can be made with this id or that."""

    world: World
    bodies: Bodies
    route: str
    field: foreign.Field

    @property
    def name(self) -> str:
        return _name(self.field)

    @property
    def parameter(self) -> str | None:
        found = re.search(r"\{(\w+)\}", self.route)
        return found and found[1]

    def path(self, record: UUID | None) -> str:
        return re.sub(r"\{\w+\}", str(record), self.route.split(" ", 1)[1])

    async def sound(self, record: UUID | None) -> Any:
        method, template = self.route.split(" ", 1)
        body = (
            foreign.SOUND_FOR.get((self.route, ".".join(self.field)))
            or foreign.SOUND_FOR.get((self.route, self.name))
            or foreign.SOUND.get(self.route)
        )
        if body is None:
            return self.bodies.body(method, PREFIX + template)
        if template.endswith("/grants"):
            return body | {"to": str(self.world.own["bank:admin"].organisation_id)}
        if "right_ids" in _fields_needed(self.route) and self.name != "right_ids":
            return body | {"right_ids": self.bodies.known["right_ids"]}
        if "right_id" in _fields_needed(self.route) and self.name != "right_id":
            return body | {"right_id": str((await self.rights(record))[0])}
        return body

    async def rights(self, record: UUID | None) -> list[UUID]:
        """The rights that the record is about."""
        return [row["id"] for row in await db.fetch(RIGHTS[str(self.parameter)], record)]

    async def ids(self, actor: Actor, record: UUID | None) -> list[UUID]:
        """Ids of the asker's organisation that may stand here."""
        if (kind := _document_kind(self.route, self.name)) is not None:
            return [(await make_documents.file(actor, kind=kind)).id]
        ending = next(each for each in OWN if self.name.removesuffix("s").endswith(each))
        if ending == "right_id" and self.parameter in RIGHTS:
            return await self.rights(record)
        rows = await db.fetch(OWN[ending], actor.organisation_id)
        return [row["id"] for row in rows]

    async def foreign_ids(self) -> list[UUID]:
        """Ids of the same kind that belong to another firm, or to another bank."""
        kind, found = _document_kind(self.route, self.name), []
        for who in ("firm:handler", "bank:maker"):
            other = self.world.other[who]
            if kind is not None:
                found.append((await make_documents.file(other, kind=kind)).id)
            else:
                found += await self._of_another(other)
        return found

    async def _of_another(self, other: Actor) -> list[UUID]:
        ending = next(each for each in OWN if self.name.removesuffix("s").endswith(each))
        rows = await db.fetch(OWN[ending], other.organisation_id)
        if ending == "right_id":
            held = "SELECT right_id AS id FROM portfolio_asset WHERE firm = $1"
            firm = self.world.own["firm:admin"].organisation_id
            mine = {row["id"] for row in await db.fetch(held, firm)}
            rows = [row for row in rows if row["id"] not in mine]
        return [row["id"] for row in rows][:1]


def _document_kind(route: str, name: str) -> Kind | None:
    is_one = "document" in name or name.endswith("file_id")
    kind = foreign.KINDS.get(route) or foreign.KINDS.get(name, Kind.OTHER)
    return kind if is_one else None


def _fields_needed(route: str) -> list[str]:
    """What the body of the route cannot do without."""
    method, template = route.split(" ", 1)
    content = SCHEMA["paths"][PREFIX + template][method.lower()]["requestBody"]["content"]
    name = content["application/json"]["schema"].get("$ref", "/").rsplit("/", 1)[1]
    return list(SCHEMA["components"]["schemas"].get(name, {}).get("required", []))


@contextlib.asynccontextmanager
async def _undone() -> AsyncIterator[None]:
    with contextlib.suppress(Undone):
        async with transaction():
            yield
            raise Undone


async def _written() -> dict[str, int]:
    """How many versions of rows each table has seen in this transaction, undone ones apart."""
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    parts = " UNION ALL ".join(
        f"SELECT '{row['relname']}' AS name, count(*) AS rows, "
        f'coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum FROM "{row["relname"]}" t'
        for row in tables
    )
    return {row["name"]: hash((row["rows"], row["sum"])) for row in await db.fetch(parts)}


async def _askers(asking: Asking) -> list[tuple[Actor, list[UUID | None]]]:
    """Who reaches the route, each with the records that he may name in its path."""
    if asking.parameter == "case_id":
        claimed = await make_kyb.claim()
        return [(claimed.admin, [claimed.case.id])]
    found: list[tuple[Actor, list[UUID | None]]] = []
    for who, actor in asking.world.own.items():
        if not _reaches(asking.route, who):
            continue
        if asking.parameter is None:
            found.append((actor, [None]))
            continue
        rows = await db.fetch(RECORDS[asking.parameter], actor.organisation_id)
        found.append((actor, [row["id"] for row in rows]))
    return found


async def _counterpart(asking: Asking, who: str, record: UUID | None) -> Actor:
    """Who does what has to happen first; of an application, somebody of its own bank."""
    if asking.parameter != "application_id":
        return asking.world.own[who]
    lender = await db.fetch_value("SELECT lender FROM lending_application WHERE id = $1", record)
    return await make.actor(await identity.organisation(lender), who.partition(":")[2])


async def _send(
    as_: ClientFor, asking: Asking, actor: Actor, record: UUID | None, value: UUID
) -> httpx.Response:
    method, template = asking.route.split(" ", 1)
    body = foreign.placed(
        asking.bodies,
        method,
        PREFIX + template,
        await asking.sound(record),
        asking.field,
        str(value),
    )
    return await as_(actor).request(method, asking.path(record), json=body)


async def _succeeding(as_: ClientFor, asking: Asking) -> tuple[Actor, UUID | None]:
    """Who, on which record, succeeds with an id of his own; what was done first is left done."""
    answers = []
    for actor, records in await _askers(asking):
        for record in records:
            for who, step, body in foreign.FIRST.get(asking.route, ()):
                path = asking.path(record).rsplit("/", 1)[0]
                await as_(await _counterpart(asking, who, record)).post(f"{path}/{step}", json=body)
            for value in await asking.ids(actor, record):
                async with _undone():
                    answers.append(await _send(as_, asking, actor, record, value))
                if answers[-1].status_code < 300:
                    return actor, record
    told = {f"{answer.status_code} {answer.text[:300]}" for answer in answers}
    pytest.fail(f"No request succeeds with an id of one's own (see foreign.SOUND, FIRST): {told}")


@pytest.mark.parametrize(
    ("route", "field"), CASES, ids=[f"{route} {'.'.join(field)}" for route, field in CASES]
)
async def test_an_id_of_another_organisation_is_refused(
    world: World, as_: ClientFor, route: str, field: foreign.Field
) -> None:
    asking = Asking(world, Bodies(SCHEMA, world.named), route, field)
    async with _undone():
        actor, record = await _succeeding(as_, asking)
        strange = await asking.foreign_ids()
        assert strange
        before = await _written()
        for value in strange:
            answer = await _send(as_, asking, actor, record, value)
            assert answer.status_code in {404, 409, 422}, answer.text
            assert answer.json()["code"]
            assert str(value) not in str(answer.json().get("detail")) or answer.status_code == 404
        assert await _written() == before


def test_whatever_names_a_record_says_so_in_the_contract() -> None:
    """Else the test above would not see it: a field of a body named like an id is one."""
    unseen = [
        f"{schema}.{name}"
        for schema, found in SCHEMA["components"]["schemas"].items()
        if schema.endswith("In")
        for name, part in found.get("properties", {}).items()
        if re.search(r"_ids?$", name) and "uuid" not in str(part)
    ]
    assert unseen == []
