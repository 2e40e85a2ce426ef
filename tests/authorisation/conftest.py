"""The demonstration in a database of its own: real records for every cell of the matrix."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import xlsxwriter

from backend.appraisal import service as appraisal
from backend.appraisal.states import Approach
from backend.appraisal.states import Purpose as Reason
from backend.demo import seed_if_empty
from backend.demo.people import DOMAIN
from backend.documents import service as documents
from backend.documents.states import Kind
from backend.exports import service as exports
from backend.identity import service as identity
from backend.identity.tables import Member, Organisation
from backend.insurance.risk import Risk
from backend.insurance.service import book, simulation
from backend.invoicing import service as invoicing
from backend.invoicing.states import InvoiceForm, Taxpayer
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.listed import Form
from backend.kernel.money import Fen
from backend.kernel.settings import settings
from backend.licensing import service as licensing
from backend.licensing.states import LicenceKind
from backend.notifications.tables import Notification
from backend.papers import service as papers
from backend.papers.rules import MandateIn
from backend.papers.states import Paper, Subject
from backend.payments import service as payments
from backend.payments.states import Purpose
from backend.policies.service import accepting, broker, placing
from backend.policies.states import BrokerPageKind
from backend.portfolio import service as portfolio
from backend.portfolio.states import AwardKind
from backend.registry import service as registry
from backend.targets import service as targets
from backend.targets.states import Decision
from backend.treasury import service as treasury
from backend.underwriting.states import Level
from tests import make
from tests.conftest import CONTRACT, _clone
from tests.contracts.make import EXAMPLES
from tests.documents import make as make_documents
from tests.insurance import cases
from tests.insurance import make as make_insurance
from tests.licensing import make as offers
from tests.once import made_once
from tests.payments import make as make_payments
from tests.treasury import make as make_treasury
from tests.underwriting import make as make_underwriting
from tests.valuation import make as holdings

#: Kind of organisation → its roles.
ROLES = {
    "firm": ("admin", "handler", "signatory"),
    "bank": ("admin", "maker", "checker", "pledge_desk"),
    "district": ("admin", "officer", "verifier"),
    "operator": ("admin", "operator", "broker"),
    "appraiser": ("admin", "confirmer", "valuer", "signer"),
    "insurer": ("admin", "underwriter", "tariff_checker"),
}

#: A firm's holdings of patents: other rights have no fees, families and the like.
_PATENT_OF = (
    "FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id "
    "WHERE a.firm = $1 AND r.registration_no IS NULL"
)


@dataclass
class World:
    """Who asks, by `kind:role`, of the organisation that owns the records and of another."""

    own: dict[str, Actor] = field(default_factory=dict)
    other: dict[str, Actor] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    #: Values for the properties of bodies that name a record of the own firm.
    named: dict[str, Any] = field(default_factory=dict)

    def named_for(self, route: str) -> dict[str, Any]:
        """The same, where the route takes a paper of one kind only."""
        is_award = route == "POST /portfolio/assets/{asset_id}/awards"
        return self.named | ({"document_id": str(self.ids["certificate_id"])} if is_award else {})

    def id_for(self, name: str, route: str, who: str) -> Any:
        """A record of the own organisation of the asker's kind, also when a stranger asks."""
        person = who.removeprefix("other ")
        if name == "upload_id" and route.startswith("DELETE"):
            return self.ids["upload_to_end"]
        if name == "file_id" and route.endswith("/confirmation"):
            return self.ids["file_asked_about"]
        if name in {"api_key_id", "member_id", "notification_id", "passkey_id", "sign_in_id"}:
            known = self.ids[name]
            return known.get(person) or known["firm:admin"]
        if name == "run_id":
            return self.ids["reference_run" if "/patents" in route else "firm_run"]
        if name == "valuation_request_id" and person.startswith("bank:"):
            return self.ids["ordered_by_bank"]
        return self.ids.get(name, UUID(int=1))


async def _organisation(email: str) -> Organisation:
    row = await Member.objects().where(Member.email == f"{email}{DOMAIN}").first()
    assert row is not None
    return await identity.organisation(row.organisation)


async def _people(world: dict[str, Actor], organisation: Organisation) -> None:
    for role in ROLES[organisation.kind]:
        world[f"{organisation.kind}:{role}"] = await make.actor(organisation, role)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return CONTRACT


@asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[None]:
    """Connected to that database for the block, and back to the former afterwards."""
    pool, config = db.DB.pool, db.DB.config
    db.DB.pool = None
    await db.connect(dsn, size=6)
    try:
        yield
    finally:
        await db.disconnect()
        db.DB.pool, db.DB.config = pool, config


@asynccontextmanager
async def _licensed() -> AsyncIterator[None]:
    """With a broker's licence: what another mode refuses to everybody is in tests/insurance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHIRONG_OPERATING_MODE", "licensed_broker")
        settings.cache_clear()
        yield
    settings.cache_clear()


@pytest.fixture(scope="session")
async def demonstration(
    database: str, server_dsn: str, template: str, testrun_uid: str
) -> AsyncIterator[str]:
    """The name of a database that holds the demonstration; each module has a clone of it."""

    async def seed(dsn: str) -> None:
        async with _connected(dsn):
            await seed_if_empty("demonstration-only", tell=lambda _: None)

    async with made_once(server_dsn, f"matrix_{testrun_uid}", seed, of=template) as name:
        yield name


@pytest.fixture(scope="module")
async def world(server_dsn: str, demonstration: str) -> AsyncIterator[World]:
    async with _clone(server_dsn, demonstration) as dsn, _connected(dsn), _licensed():
        found = World()
        for email in ("sme@", "maker@bank.", "district@", "operator@", "appraiser@"):
            await _people(found.own, await _organisation(email))
        await _people(found.own, await make.organisation("insurer"))
        await _people(found.other, await make.organisation("insurer"))
        for email in ("sme2@", "maker@bank2."):
            await _people(found.other, await _organisation(email))
        await _people(found.other, await make.organisation("district"))
        await _people(found.other, await make.organisation("appraiser"))
        found.ids = await _ids(found)
        right = str(
            await db.fetch_value(
                "SELECT right_id FROM portfolio_asset WHERE id = $1", found.ids["asset_id"]
            )
        )
        found.named = {
            "offer_id": str(found.ids["offer_id"]),
            "account_number": "62220200",
            "to_account": "62220200",
            "account_id": str(found.ids["bank_account_id"]),
            "right_id": right,
            "right_ids": [right],
            "request_id": str(found.ids["request_id"]),
            "purpose_id": str(found.ids["purpose_id"]),
            "document_id": str(found.ids["file_id"]),
            "document_ids": [str(found.ids["file_id"])],
            "organisation_id": str(found.own["firm:admin"].organisation_id),
            "page_id": str(found.ids["page_id"]),
            "ids": [str(found.ids["library_step_id"])],
            "valuation_id": str(found.ids["valuation_id"]),
            "product_ids": [str(found.ids["product_id"])],
            "payer_id": str(found.own["firm:admin"].organisation_id),
            "payee_id": str(found.own["appraiser:admin"].organisation_id),
            "insurer_id": str(found.own["insurer:admin"].organisation_id),
        }
        yield found


async def _notification(member_id: UUID) -> UUID:
    event = await db.fetch_one(
        "SELECT id, name, subject, subject_id FROM kernel_event ORDER BY seq LIMIT 1"
    )
    assert event is not None
    row = Notification(
        id=uuid4(),
        member=member_id,
        event=event["id"],
        name=event["name"],
        subject=event["subject"],
        subject_id=event["subject_id"],
        sender="某机构",
        facts={},
        occurred_at=clock.now(),
        arrives_at=clock.now(),
    )
    await Notification.insert(row)
    return row.id


async def _passkey(member_id: UUID) -> UUID:
    passkey = uuid4()
    await db.execute(
        "INSERT INTO identity_passkey (id, member, name, credential_id, public_key, sign_count, "
        "transports, synced) VALUES ($1, $2, '手机', $3, $3, 0, '{}', true)",
        passkey,
        member_id,
        passkey.bytes,
    )
    return passkey


async def _sign_in(member_id: UUID) -> UUID:
    """A session of his that goes on, and the sign-in that opened it."""
    session, sign_in = uuid4(), uuid4()
    await db.execute(
        "INSERT INTO identity_session (id, member, token_digest, seen_at, ends_at, address) "
        "VALUES ($1, $2, $3, now(), now() + interval '1 hour', '')",
        session,
        member_id,
        session.bytes,
    )
    await db.execute(
        "INSERT INTO identity_sign_in (id, member, outcome, address, device, session) "
        "VALUES ($1, $2, 'signed_in', '', '', $3)",
        sign_in,
        member_id,
        session,
    )
    return sign_in


async def _paper(world: World, application_id: UUID) -> UUID:
    """A contract between the own firm and the own bank, signed by both."""
    firm, bank = (world.own[f"{kind}:admin"].organisation_id for kind in ("firm", "bank"))
    async with db.transaction():
        return await papers.issue(
            papers.Order(
                paper=Paper.PLEDGE_CONTRACT,
                terms=EXAMPLES[Paper.PLEDGE_CONTRACT](),
                subject_kind=Subject.LOAN_APPLICATION,
                subject=application_id,
                issuer=bank,
                parties=(firm,),
                signers=(firm, bank),
            )
        )


async def _mandate(world: World) -> UUID:
    today = clock.today()
    row = await papers.grant_mandate(
        MandateIn(
            member_id=world.own["firm:signatory"].user_id,
            papers=(Paper.PLEDGE_CONTRACT,),
            up_to_fen=1,
            from_on=today,
            until=today,
        ),
        by=world.own["firm:admin"],
    )
    found: UUID = row["id"]
    return found


async def _upload(by: Actor) -> UUID:
    return (await documents.announce("a.txt", kind=Kind.OTHER, size=9, by=by)).id


async def _registration_import(by: Actor) -> UUID:
    """A workbook of one row that waits to be recorded."""
    out = io.BytesIO()
    headings = ("登记号", "登记日", "出质人", "质权人", "专利号", "担保金额（元）")
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, ("Y2024310000001", "2024-03-05", "甲", "乙", "CN109123457B", "1"))

    async def chunks() -> AsyncIterator[bytes]:
        yield out.getvalue()

    run = await registry.import_workbook(chunks(), file_name="a.xlsx", by=by)
    found: UUID = run["id"]
    return found


async def _parts(code: str, officer: Actor, verifier: Actor) -> dict[str, UUID]:
    """A target's division that waits after one that holds; tiers and a report that wait."""
    whole = [
        targets.PartIn(department="甲", responsible="乙", amount=3000, done_by=date(2025, 1, 1))
    ]
    ids = {}
    for version in (1, 2):
        found = await targets.propose_parts(
            code, whole, from_on=date(2024, 1, 1), grounds="x", by=officer
        )
        assert found.waiting is not None
        ids["division_id"] = found.waiting.row["id"]
        if version == 1:
            await targets.decide_parts(
                code, ids["division_id"], Decision.CONFIRMED, reason=None, by=verifier
            )
    tiers = await targets.propose_tiers(
        [targets.TierIn(tier=None, name="甲", name_en="A")],
        from_on=date(2030, 1, 1),
        source="x",
        by=officer,
    )
    row = await targets.report_part(
        code,
        targets.ReportIn(
            department="甲", as_of=date(2024, 2, 1), reached=1, source="x", document_id=None
        ),
        by=officer,
    )
    return ids | {"part_report_id": row["id"], "tier_version_id": tiers.row["id"]}


async def _note(file_id: UUID, by: Actor) -> UUID:
    return (await documents.note(file_id, page=1, rectangle=None, text="见此页", by=by)).id


async def _hold(organisation_id: UUID, by: Actor) -> UUID:
    return await documents.propose_hold(organisation_id, file_id=None, reason="法院函", by=by)


async def _incident() -> UUID:
    incident_id = uuid4()
    await db.execute(
        "INSERT INTO documents_incident (id, kind, object_key, detail, found_at) "
        "VALUES ($1, 'orphan', 'x', 'x', now())",
        incident_id,
    )
    return incident_id


async def _bank(admin: Actor, firm: UUID) -> dict[str, Any]:
    """An account of the world's own, in place of the demonstration's, with a line that waits."""
    demonstrated = await db.fetch_value(
        "SELECT id FROM treasury_account WHERE book = 'own' AND closed_at IS NULL"
    )
    await treasury.close_account(demonstrated, by=admin)
    account = await make_treasury.account(admin)
    moves = [make_treasury.Move(1, make_treasury.days(1))]
    row, _ = await treasury.import_statement(
        make_treasury.as_csv(make_treasury.table(moves)),
        account_id=account,
        file_name="a.csv",
        by=admin,
    )
    await treasury.match_statement(row["id"])
    line = await db.fetch_value("SELECT id FROM treasury_line WHERE account = $1", account)
    order = await treasury.propose_refund(
        treasury.Refund(charge_id=None, line_id=line, amount=Fen(1), reason="x"), by=admin
    )
    return {
        "bank_account_id": account,
        "statement_id": row["id"],
        "line_id": line,
        "order_id": order["id"],
        "payout_account_id": await db.fetch_value(
            "INSERT INTO treasury_payee_account (id, organisation, version, state, account_name, "
            "account_number, bank_name, proof, registered_by, registered_by_name) VALUES "
            "(gen_random_uuid(), $1, 1, 'proposed', 'x', '12345678', 'x', 'password', $1, 'x') "
            "RETURNING id",
            firm,
        ),
        "payout_list_id": await db.fetch_value(
            "INSERT INTO treasury_payout_list (id, number, reason, orders, amount_fen, "
            "proposed_by, proposed_by_name) VALUES (gen_random_uuid(), 'PL-1', 'x', 1, 1, $1, 'x') "
            "RETURNING id",
            firm,
        ),
        "payment_file_id": await db.fetch_value(
            "INSERT INTO treasury_payment_file (id, account, orders, amount_fen, made_by, "
            "made_by_name) VALUES (gen_random_uuid(), $1, 1, 1, $2, 'x') RETURNING id",
            account,
            admin.user_id,
        ),
    }


async def _invoices(world: World, charge: UUID) -> dict[str, Any]:
    """An invoice that the firm asked for, and one that its seller took to the tax platform."""
    firm, operator = world.own["firm:handler"], world.own["operator:operator"]
    for who in (firm, operator):
        known = await invoicing.title(by=who)
        await invoicing.state_title(
            invoicing.TitleTerms(
                name=known["name"],
                tax_number=known["tax_number"] or make.uscc(),
                taxpayer=Taxpayer.GENERAL,
                address="",
                phone="",
                bank_name="",
                bank_account="",
            ),
            by=who,
        )
    money = make_payments.moved(100)
    await payments.receive(money, charge_id=charge, by=operator)
    asked = await invoicing.ask(charge, form=InvoiceForm.ORDINARY, by=firm)
    await invoicing.make_batch(by=operator)
    batch = await db.fetch_value("SELECT batch FROM invoicing_invoice WHERE id = $1", asked["id"])
    await invoicing.refuse(asked["id"], reason="x", by=operator)
    return {
        "batch_id": batch,
        "invoice_id": (await invoicing.ask(charge, form=InvoiceForm.ORDINARY, by=firm))["id"],
    }


async def _policy(submission: UUID, buyer: Actor, lead: Actor) -> dict[str, Any]:
    """A quote that was taken, with reinsurance and a condition that are open."""
    quote = await db.fetch_value(
        "SELECT id FROM underwriting_quote WHERE submission = $1", submission
    )
    await placing.place(
        quote,
        [placing.ShareOf(insurer_id=lead.organisation_id, share_ppm=1_000_000)],
        [placing.Ceded(reinsurer="某再保险公司", cession_ppm=1)],
        by=lead,
    )
    proposal = await db.fetch_value("SELECT proposal FROM underwriting_quote WHERE id = $1", quote)
    for kind, said in ((BrokerPageKind.NOTICE, None), (BrokerPageKind.NEEDS, "x")):
        shown = await broker.show(proposal, kind, said, by=buyer)
        await broker.confirm(proposal, shown["id"], by=buyer)
    page = await accepting.show(quote, 1, by=buyer)
    for each in page["content"]["exclusions"]:
        await accepting.tick(page["id"], each["key"], quote_id=quote, by=buyer)
    policy = await accepting.accept(quote, page["id"], by=buyer)
    await db.execute(
        "INSERT INTO policies_subjectivity (policy, n, text, before_binding) "
        "VALUES ($1, 1, 'x', true)",
        policy,
    )
    notice = await broker.show(proposal, BrokerPageKind.NOTICE, None, by=buyer)
    return {
        "broker_page_id": notice["id"],
        "sale_page_id": notice["id"],
        "quote_id": quote,
        "page_id": page["id"],
        "policy_id": policy,
    }


async def _insurance(world: World) -> dict[str, Any]:
    """A plan in force and a product on offer."""
    people = make_insurance.Insurer(
        maker=world.own["insurer:underwriter"], checker=world.own["insurer:tariff_checker"]
    )
    plan_id = await make_insurance.published_plan(people)
    await make_underwriting.offer("overseas_liability", by=people)
    firm = make_underwriting.Firm(
        handler=world.own["firm:handler"], signatory=world.own["firm:signatory"]
    )
    await make_underwriting.sanctions()
    sent = (await make_underwriting.sent_to(firm, people.maker.organisation_id))[0]
    await book.keep(people.maker.organisation_id, [("S-1", Risk.model_validate(cases.E1))])
    return {
        **await _policy(sent["id"], firm.signatory, people.maker),
        "rating_plan_id": plan_id,
        "simulation_id": (await simulation.start(plan_id, against=None, by=people.maker)).id,
        "insurance_product_id": await make_insurance.published_product(people),
        "proposal_id": sent["proposal"],
        "submission_id": sent["id"],
        "authority_id": await make_underwriting.authorise(
            people.maker,
            Level.L1,
            admin=world.own["insurer:admin"],
            checker=world.own["insurer:tariff_checker"],
        ),
    }


async def _rule_proposals(bank: UUID) -> dict[str, UUID]:
    """What somebody of the own bank proposed who has left it."""
    closed = clock.today() + timedelta(days=30)
    calendar = await db.fetch_value(
        "INSERT INTO calendar_proposal (id, organisation, valid_from, reason, rules, proposed_by, "
        "proposed_by_name) VALUES (gen_random_uuid(), $1, $2, 'x', $3, gen_random_uuid(), 'x') "
        "RETURNING id",
        bank,
        closed,
        db.dumps({"year": closed.year, "days": []}),
    )
    phrases = await db.fetch_value(
        "INSERT INTO lending_phrase_proposal (id, organisation, valid_from, reason, rules, "
        "proposed_by, proposed_by_name) VALUES (gen_random_uuid(), $1, $2, 'x', $3, "
        "gen_random_uuid(), 'x') RETURNING id",
        bank,
        closed,
        db.dumps({"reasons": {}, "conditions": []}),
    )
    return {"calendar_proposal_id": calendar, "phrase_proposal_id": phrases} | {
        name: await db.fetch_value(
            f"INSERT INTO {table}_proposal (id, organisation, valid_from, reason, rules, "
            "proposed_by, proposed_by_name) SELECT gen_random_uuid(), $1, $2, 'x', rules, "
            f"gen_random_uuid(), 'x' FROM {source} ORDER BY version LIMIT 1 RETURNING id",
            bank,
            clock.today(),
        )
        for name, table, source in (
            ("rule_proposal_id", "appraisal_rule", "appraisal_rule_set"),
            ("watch_rule_proposal_id", "monitoring_rule", "monitoring_watch_rules"),
        )
    }


async def _desk(bank: Actor) -> dict[str, UUID]:
    """How the own bank's desk is set, by somebody who has left it."""
    today = clock.today()
    organisation = await _organisation("checker@bank.")
    away = [await make.member(organisation, "checker") for _ in range(2)]
    return {
        "limit_id": await db.fetch_value(
            "INSERT INTO lending_decision_limit (id, bank, member, upto_fen, from_on, reason, "
            "proposed_by, proposed_by_name) VALUES (gen_random_uuid(), $1, $2, 1, $3, 'x', "
            "gen_random_uuid(), 'x') RETURNING id",
            bank.organisation_id,
            away[0].id,
            today,
        ),
        "group_id": await db.fetch_value(
            "INSERT INTO lending_officer_group (id, bank, name, products, divisions, streets, "
            "members, changed_at, changed_by, changed_by_name) VALUES (gen_random_uuid(), $1, "
            "'x', '{}', '{310151}', '{}', $2, $3, gen_random_uuid(), 'x') RETURNING id",
            bank.organisation_id,
            [away[0].id],
            clock.now(),
        ),
        "substitution_id": await db.fetch_value(
            "INSERT INTO lending_substitution (id, bank, member, substitute, from_on, to_on, "
            "named_by, named_by_name) VALUES (gen_random_uuid(), $1, $2, $3, $4, $4, "
            "gen_random_uuid(), 'x') RETURNING id",
            bank.organisation_id,
            away[0].id,
            away[1].id,
            today,
        ),
    }


async def _ordered(world: World) -> UUID:
    """A right of the own firm, to be appraised by the own appraiser."""
    firm, valuer = world.own["firm:signatory"], world.own["appraiser:valuer"]
    right = await db.fetch_value(
        f"SELECT a.right_id {_PATENT_OF} ORDER BY r.application_body LIMIT 1",
        firm.organisation_id,
    )
    today = clock.today()
    asked = appraisal.Ordered(
        right_ids=(right,),
        appraiser_ids=(valuer.organisation_id,),
        document_ids=(),
        purpose=Reason.PLEDGE,
        base_date=today,
        quotes_due_on=today,
        note="",
        lender_id=None,
        related_to=(),
    )
    opened = await appraisal.open_request(asked, by=firm)
    return await _accepted(world, opened, by=firm)


async def _ordered_by_bank(world: World, application_id: UUID) -> UUID:
    """The rights of a case, to be appraised for the own bank."""
    row = await db.fetch_one(
        "SELECT applicant, right_ids FROM lending_application WHERE id = $1", application_id
    )
    assert row is not None
    maker, today = world.own["bank:maker"], clock.today()
    asked = appraisal.Ordered(
        right_ids=tuple(row["right_ids"]),
        appraiser_ids=(world.own["appraiser:valuer"].organisation_id,),
        purpose=Reason.PLEDGE,
        base_date=today,
        quotes_due_on=today,
        note="",
        lender_id=maker.organisation_id,
        related_to=(),
    )
    opened = await appraisal.order_for_case(
        asked,
        firm_id=row["applicant"],
        application_id=application_id,
        firm_pays=False,
        by=maker,
    )
    return await _accepted(world, opened, by=world.own["bank:checker"])


async def _accepted(world: World, opened: appraisal.RequestView, *, by: Actor) -> UUID:
    today = clock.today()
    offer = appraisal.Offer(
        fee=Fen(100),
        days=1,
        approaches=(Approach.COST,),
        valid_until=today,
        related=False,
        note="",
    )
    quoted = await appraisal.quote(opened.row["id"], offer, by=world.own["appraiser:valuer"])
    await appraisal.accept(opened.row["id"], quote_id=quoted.quotes[0]["id"], by=by)
    found: UUID = opened.row["id"]
    return found


async def _offers(world: World) -> dict[str, Any]:
    """An offer of the own firm; an inquiry and a licence between it and a firm of nobody's."""
    own = world.own["firm:signatory"]
    organisation = await make.organisation(name="许可测试一公司")
    licensor = await make.actor(organisation, "handler", "signatory")
    drafted = await licensing.draft(
        offers.stated(
            await db.fetch_value(
                f"SELECT a.right_id {_PATENT_OF} ORDER BY r.application_body LIMIT 1",
                own.organisation_id,
            )
        ),
        by=world.own["firm:handler"],
    )
    standing = await offers.published(
        licensor, await holdings.right(organisation), LicenceKind.OPEN
    )
    agreed = await licensing.inquire(standing.row["id"], "问", file_ids=(), by=own)
    done = await licensing.agree(agreed.row["id"], proposal=1, by=own)
    asked = await licensing.inquire(standing.row["id"], "再问", file_ids=(), by=own)
    fresh = await offers.published(licensor, await holdings.right(organisation))
    return {
        "licence_offer_id": drafted.row["id"],
        "listing_id": standing.row["id"],
        "offer_id": fresh.row["id"],
        "inquiry_id": asked.row["id"],
        "licence_id": done.row["licence"],
    }


async def _ids(world: World) -> dict[str, Any]:
    """A record of the own organisations for every kind of path parameter."""
    firm = world.own["firm:admin"].organisation_id
    bank = world.own["bank:admin"].organisation_id

    async def one(sql: str, *args: object) -> Any:
        value = await db.fetch_value(sql, *args)
        assert value is not None, sql
        return value

    drawn = await db.fetch_one(
        "SELECT id, pledge FROM lending_application WHERE applicant = $1 AND lender = $2 "
        "AND state = 'drawn'",
        firm,
        bank,
    )
    shared = await db.fetch_one(
        "SELECT g.id, g.file, g.receipt, g.purpose FROM documents_grant g "
        "JOIN documents_receipt r ON r.id = g.receipt WHERE r.owner = $1 AND r.reader = $2 "
        "AND g.ends_at IS NULL AND NOT EXISTS (SELECT 1 FROM documents_confirmation c "
        "WHERE c.file = g.file) AND NOT EXISTS (SELECT 1 FROM documents_grant o "
        "JOIN documents_receipt p ON p.id = o.receipt JOIN identity_organisation i "
        "ON i.id = p.reader WHERE o.file = g.file AND i.kind = 'appraiser') "
        "ORDER BY g.granted_at, g.id LIMIT 1",
        firm,
        bank,
    )
    assert drawn is not None
    assert shared is not None
    owed = await payments.owe(
        payments.Owed(
            payer_id=firm,
            payee_id=world.own["operator:operator"].organisation_id,
            purpose=Purpose.PLATFORM_FEE,
            amount=Fen(100),
            due_on=clock.today(),
            about="fee",
        ),
        by=world.own["operator:operator"],
    )
    return {
        "charge_id": owed["id"],
        **await _invoices(world, owed["id"]),
        "valuation_request_id": await _ordered(world),
        "ordered_by_bank": await _ordered_by_bank(world, drawn["id"]),
        **await _offers(world),
        "fee_id": await one("SELECT id FROM payments_fee WHERE code = 'yearly'"),
        "gateway_payment_id": await one(
            "INSERT INTO payments_gateway_payment (id, intent_id, amount_fen, currency) "
            "VALUES (gen_random_uuid(), 'pi_jpy', 1, 'JPY') RETURNING id"
        ),
        "layout_proposal_id": await one(
            "INSERT INTO treasury_layout_proposal (id, code, bank_name, mapping, valid_from, "
            "proposed_by, proposed_by_name) SELECT gen_random_uuid(), 'another', 'x', mapping, "
            "$1, gen_random_uuid(), 'x' FROM treasury_layout ORDER BY code LIMIT 1 RETURNING id",
            clock.today(),
        ),
        "fee_proposal_id": await one(
            "INSERT INTO payments_fee_proposal (id, code, purpose, name, name_en, minimum_fen, "
            "maximum_fen, valid_from, proposed_by, proposed_by_name) VALUES (gen_random_uuid(), "
            "'once', 'platform_fee', 'x', 'x', 1, 1, $1, gen_random_uuid(), 'x') RETURNING id",
            clock.today(),
        ),
        "notice_proposal_id": await one(
            "INSERT INTO policies_notice_proposal (id, valid_from, reason, rules, proposed_by, "
            "proposed_by_name) SELECT gen_random_uuid(), $1, 'x', jsonb_build_object('paragraphs', "
            "paragraphs), gen_random_uuid(), 'x' FROM policies_broker_text RETURNING id",
            clock.today() + timedelta(days=9),
        ),
        "reference_table": "fee_reductions",
        "reference_version_id": await one(
            "SELECT id FROM reference_version WHERE kind = 'lpr' ORDER BY version DESC LIMIT 1"
        ),
        "reference_proposal_id": await one(
            "INSERT INTO reference_proposal (id, kind, valid_from, reason, rules, proposed_by, "
            "proposed_by_name) SELECT gen_random_uuid(), kind, $1, 'x', rules, gen_random_uuid(), "
            "'x' FROM reference_version WHERE kind = 'late_bands' RETURNING id",
            clock.today() + timedelta(days=9),
        ),
        **await _rule_proposals(world.own["bank:checker"].organisation_id),
        **await _desk(world.own["bank:checker"]),
        **await _bank(world.own["operator:admin"], firm),
        "task_id": await one(
            "INSERT INTO payments_task (id, kind, external_id, amount_fen, facts) VALUES "
            "(gen_random_uuid(), 'unknown_charge', 'pi_1', 1, '{}') RETURNING id"
        ),
        **await _insurance(world),
        "account_id": await one(
            "INSERT INTO payments_account (id, holder, book, purpose, kind, currency) VALUES "
            "(gen_random_uuid(), $1, 'client', 'refunds', 'liability', 'CNY') RETURNING id",
            firm,
        ),
        "application_id": drawn["id"],
        "export_id": (await exports.ask("charges", Form.CSV, {}, by=world.own["firm:handler"])).row[
            "id"
        ],
        "hand_over_id": await one(
            "INSERT INTO lending_hand_over (id, lender, reason, done_by, done_by_name) "
            "SELECT gen_random_uuid(), a.lender, 'x', m.id, 'x' FROM lending_application a "
            "JOIN identity_member m ON m.organisation = a.lender WHERE a.id = $1 "
            "ORDER BY m.created_at, m.id LIMIT 1 RETURNING id",
            drawn["id"],
        ),
        "value_proposal_id": await one(
            "INSERT INTO lending_value_proposal (id, application, side, low_fen, central_fen, "
            "high_fen, base_date, basis, proposed_by, proposed_by_name) VALUES "
            "(gen_random_uuid(), $1, 'bank', 1, 1, 1, $2, 'x', gen_random_uuid(), 'x') "
            "RETURNING id",
            drawn["id"],
            clock.today(),
        ),
        "alert_id": await one("SELECT id FROM monitoring_value_alert ORDER BY created_at LIMIT 1"),
        "pledge_id": drawn["pledge"],
        "asset_id": await one(
            f"SELECT a.id {_PATENT_OF} ORDER BY r.application_body LIMIT 1", firm
        ),
        "certificate_id": (
            await make_documents.file(world.own["firm:handler"], kind=Kind.CERTIFICATE)
        ).id,
        "award_id": (
            await portfolio.state_award(
                await one(
                    f"SELECT a.id {_PATENT_OF} AND r.kind = 'invention' AND r.granted_on "
                    "IS NOT NULL ORDER BY r.application_body LIMIT 1",
                    firm,
                ),
                kind=AwardKind.CHINA_PATENT,
                title="x",
                awarded_on=clock.today(),
                document_id=(
                    await make_documents.file(world.own["firm:handler"], kind=Kind.CERTIFICATE)
                ).id,
                by=world.own["firm:handler"],
            )
        ).id,
        "extract_id": await one(
            "INSERT INTO portfolio_extract_reading (id, asset, fact, fields, differing, "
            "names_holder) SELECT gen_random_uuid(), a.id, f.id, '[]', 0, true "
            f"{_PATENT_OF.replace('WHERE', 'JOIN portfolio_right_fact f ON true WHERE', 1)} "
            "AND NOT EXISTS (SELECT FROM portfolio_extract_reading AS read "
            "WHERE (read.asset, read.fact) = (a.id, f.id)) "
            "ORDER BY r.application_body, f.created_at LIMIT 1 RETURNING id",
            firm,
        ),
        "fee_task_id": await one(
            "INSERT INTO portfolio_fee_task (id, asset, fee_year, due_on, step, raised_on) "
            f"SELECT gen_random_uuid(), a.id, 25, $2, 0, $2 {_PATENT_OF} "
            "ORDER BY r.application_body LIMIT 1 RETURNING id",
            firm,
            clock.today(),
        ),
        "request_id": await one(
            "SELECT id FROM listing_financing_request WHERE firm = $1 ORDER BY number DESC LIMIT 1",
            firm,
        ),
        "valuation_id": await one("SELECT id FROM valuation_valuation WHERE firm = $1", firm),
        "file_id": shared["file"],
        "file_asked_about": await one(
            "SELECT file FROM documents_confirmation WHERE answer IS NULL"
        ),
        "grant_id": shared["id"],
        "receipt_id": shared["receipt"],
        "purpose_id": shared["purpose"],
        "organisation_id": firm,
        "placeholder_id": (
            await documents.open_placeholder(
                documents.Slot(kind=Kind.OTHER), by=world.own["firm:handler"]
            )
        ).id,
        "n": 1,
        "hold_id": await _hold(firm, world.own["operator:admin"]),
        "incident_id": await _incident(),
        "note_id": await _note(shared["file"], world.own["firm:handler"]),
        "case_id": await one("SELECT id FROM kyb_case WHERE organisation = $1", firm),
        "product_id": await one(
            "SELECT id FROM lending_product WHERE lender = $1 ORDER BY number LIMIT 1", bank
        ),
        "firm_run": (
            await portfolio.import_numbers(
                ["ZL202010566088.9"], reference=False, by=world.own["firm:handler"]
            )
        )["id"],
        "reference_run": await one(
            "SELECT id FROM portfolio_import_run WHERE reference ORDER BY created_at LIMIT 1"
        ),
        "member_id": {
            who: (await make.member(await identity.organisation(actor.organisation_id), "admin")).id
            for who, actor in world.own.items()
        },
        "api_key_id": {
            who: (await make.api_key(actor))[0]["id"]
            for who, actor in world.own.items()
            if who.endswith(":admin")
        },
        "passkey_id": {who: await _passkey(actor.user_id) for who, actor in world.own.items()},
        "sign_in_id": {who: await _sign_in(actor.user_id) for who, actor in world.own.items()},
        "notification_id": {
            who: await _notification(actor.user_id) for who, actor in world.own.items()
        },
        "paper_id": await _paper(world, drawn["id"]),
        "mandate_id": await _mandate(world),
        "number": "Y2026009100001",
        "registration_id": drawn["pledge"],
        "registration_import_id": await _registration_import(world.own["district:officer"]),
        "upload_id": await _upload(world.own["firm:handler"]),
        "upload_to_end": await _upload(world.own["firm:handler"]),
        "code": "2022-2025.overseas",
        **await _parts(
            "2022-2025.overseas", world.own["district:officer"], world.own["district:verifier"]
        ),
        "month": "2022-03",
        "stated_id": await one("SELECT id FROM targets_statement WHERE outcome IS NULL"),
        "library_step_id": await one(
            "SELECT id FROM targets_library_event WHERE outcome IS NULL ORDER BY seq LIMIT 1"
        ),
        "credit_code": await one(
            "SELECT credit_code FROM targets_library_event ORDER BY seq LIMIT 1"
        ),
        "token": "no-such-token",
    }
