"""Second factors that are obligatory: the platform's rule, an organisation's own, what waits."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.app import create_app
from backend.identity import service
from backend.identity.duties import SecondFactorRow, platform_terms
from backend.identity.queries import duties as kept
from backend.identity.service.duties import owed_by
from backend.identity.states import OrganisationKind, Role
from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import execute, fetch, fetch_value, loads, transaction
from backend.reference.kinds import History, Version
from tests import make
from tests.conftest import ClientFor
from tests.reference.test_reference import PROPOSALS, body, later, operators, published

TABLE = "second_factor"
TERMS = "/second-factor-terms"
#: Any write of everybody: what it answers when it is reached matters to no test here.
WRITE = "/saved-views/removal"
VIEW = {"list": "assets", "name": "mine"}
PASSWORD = {"password": make.PASSWORD}


def obliged(role: str, *, kind: str = "bank", on: date | None = None, grace: int = 10) -> Any:
    return {
        "kind": kind,
        "role": role,
        "from_on": None if on is None else on.isoformat(),
        "grace_days": grace,
    }


def noon(days: int) -> datetime:
    """So many days from today."""
    return datetime.combine(later(days), datetime.min.time(), tzinfo=clock.SHANGHAI) + timedelta(
        hours=12
    )


async def publish(as_: ClientFor, *rows: Any) -> None:
    made = await published(as_, body(TABLE, list(rows)))
    assert made.status_code == 200, made.text


async def write(as_: ClientFor, actor: Actor) -> httpx.Response:
    return await as_(actor).post(WRITE, json=VIEW)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "") if answer.status_code > 299 else ""


async def duty(as_: ClientFor, actor: Actor) -> Any:
    return (await as_(actor).get("/session")).json()["second_factor_duty"]


@pytest.fixture
async def bank(db: None) -> Organisation:
    return await make.organisation("bank")


async def test_whoever_is_obliged_only_reads_from_its_day_on_and_nobody_else(
    as_: ClientFor, bank: Organisation
) -> None:
    checker, maker = await make.actor(bank, "checker"), await make.actor(bank, "maker")
    both = await make.actor(bank, "maker", "checker")
    elsewhere = await make.actor(await make.organisation("district"), "verifier")
    start = later(20)

    await publish(as_, obliged("checker", on=start, grace=0))

    with clock.at(noon(19)):
        before = [await write(as_, each) for each in (checker, maker, both, elsewhere)]
        announced = await duty(as_, checker)
    with clock.at(noon(20)):
        after = [await write(as_, each) for each in (checker, maker, both, elsewhere)]
        read = await as_(checker).get("/members")
        due = await duty(as_, checker)

    assert [each.status_code for each in before] == [200, 200, 200, 200]
    assert announced == {"needed_from": start.isoformat(), "overdue": False}
    needed = (403, "identity.second_factor_needed")
    assert [refusal(each) for each in after] == [needed, (200, ""), needed, (200, "")]
    told = after[0].json()
    assert (told["enrol_at"], told["needed_from"]) == ("/account", start.isoformat())
    assert read.status_code == 200
    assert due == {"needed_from": start.isoformat(), "overdue": True}


async def test_what_is_to_come_is_announced_before_its_version_begins(
    as_: ClientFor, bank: Organisation
) -> None:
    checker = await make.actor(bank, "checker")

    await publish(as_, obliged("checker", on=date(2020, 1, 1), grace=0))

    assert await duty(as_, checker) == {"needed_from": later().isoformat(), "overdue": False}
    assert (await write(as_, checker)).status_code == 200


async def test_a_new_member_has_days_of_grace_and_no_more(
    as_: ClientFor, bank: Organisation
) -> None:
    await publish(as_, obliged("checker", on=later(), grace=10))

    with clock.at(noon(5)):
        newcomer = await make.actor(bank, "checker")
    with clock.at(noon(14)):
        within = await write(as_, newcomer)
        told = await duty(as_, newcomer)
    with clock.at(noon(15)):
        over = await write(as_, newcomer)

    assert within.status_code == 200
    assert told == {"needed_from": later(15).isoformat(), "overdue": False}
    assert refusal(over) == (403, "identity.second_factor_needed")


async def test_grace_counts_from_the_day_on_which_the_invitation_was_taken(
    as_: ClientFor, committed: str
) -> None:
    bank = await make.organisation("bank")
    admin = await make.actor(bank, "admin")
    await publish(as_, obliged("checker", on=later(), grace=3))
    seventh, fourth, sixth = later(7).isoformat(), noon(4), noon(6)
    with clock.at(noon(2)):
        row, token, _ = await service.invite(
            email="late@example.test", name="迟来", roles=["checker"], by=admin
        )
    with clock.at(fourth):
        _, actor = await service.take_link(token, password=make.PASSWORD, by=SYSTEM)

        assert await duty(as_, actor) == {"needed_from": seventh, "overdue": False}

    with clock.at(sixth):
        _, reset, _ = await service.offer_reset(row.id, by=admin)
        await service.take_link(reset, password=make.PASSWORD, by=SYSTEM)

        assert (await duty(as_, actor))["needed_from"] == seventh


@pytest.fixture
async def client(committed: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the real application, cookies and all."""
    transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client


async def sign_in(client: httpx.AsyncClient, email: str, code: str | None = None) -> Any:
    answer = await client.post("/session", json={"email": email, "code": code, **PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer.json()


async def test_he_signs_in_enrols_and_writes_again_and_the_last_factor_stays(
    client: httpx.AsyncClient, as_: ClientFor
) -> None:
    bank = await make.organisation("bank")
    member = await make.member(bank, "checker")
    await publish(as_, obliged("checker", on=later(), grace=0))

    with clock.at(noon(2)):
        entered = await sign_in(client, member.email)
        refused = await client.post(WRITE, json=VIEW)
        begun = await client.post("/account/second-factor", json=PASSWORD)
        secret = begun.json()["secret"]
        confirmed = await client.post(
            "/account/second-factor/confirmation", json={"code": make.code_of(secret)}
        )
        lifted = await client.post(WRITE, json=VIEW)
        session = (await client.get("/session")).json()
        kept = await client.post(
            "/account/second-factor/removal",
            json={**PASSWORD, "code": make.code_of(secret, later=1)},
        )
        still = (await client.get("/account/second-factor")).json()

    assert entered["second_factor_duty"]["overdue"] is True
    assert refusal(refused) == (403, "identity.second_factor_needed")
    assert (begun.status_code, confirmed.status_code) == (201, 200)
    assert lifted.status_code == 200, lifted.text
    assert (session["second_factor"], session["second_factor_duty"]) == (True, None)
    assert refusal(kept) == (409, "identity.last_second_factor")
    assert (still["on"], still["recovery_codes_left"]) == (True, 10)


async def test_one_of_two_may_go_and_a_passkey_is_the_last_one_too(
    client: httpx.AsyncClient, as_: ClientFor
) -> None:
    bank = await make.organisation("bank")
    checker = await make.actor(bank, "checker")
    email = await fetch_value("SELECT email FROM identity_member WHERE id = $1", checker.user_id)
    secret, codes = await make.second_factor(checker)
    await execute(
        "INSERT INTO identity_passkey (id, member, name, credential_id, public_key, sign_count, "
        "transports, synced) VALUES (gen_random_uuid(), $1, 'k', '\\x01', '\\x02', 0, '{}', false)",
        checker.user_id,
    )
    await publish(as_, obliged("checker", on=later(), grace=0))

    with clock.at(noon(2)):
        await sign_in(client, email, make.code_of(secret))
        [key] = (await client.get("/account/passkeys")).json()["items"]
        first = await client.post(
            "/account/second-factor/removal", json={**PASSWORD, "code": codes[0]}
        )
        last = await client.post(
            f"/account/passkeys/{key['id']}/removal", json={**PASSWORD, "code": codes[1]}
        )

    assert first.status_code == 204, first.text
    assert refusal(last) == (409, "identity.last_second_factor")
    assert await fetch_value("SELECT count(*) FROM identity_passkey") == 1


async def test_whoever_is_not_obliged_yet_may_do_without(as_: ClientFor, committed: str) -> None:
    checker = await make.actor(await make.organisation("bank"), "checker")
    _, codes = await make.second_factor(checker)
    await publish(as_, obliged("checker", on=later(5), grace=0))

    gone = await as_(checker).post(
        "/account/second-factor/removal", json={**PASSWORD, "code": codes[0]}
    )

    assert gone.status_code == 204, gone.text


async def test_an_organisation_obliges_a_role_of_its_own_and_no_other_one_does(
    as_: ClientFor, bank: Organisation
) -> None:
    admin, maker = await make.actor(bank, "admin"), await make.actor(bank, "maker")
    other = await make.actor(await make.organisation("bank"), "maker")
    wanted = {"role": "maker", "obliged": True, "from_on": later(3).isoformat(), "grace_days": 2}

    made = await as_(admin).post(TERMS, json=wanted)
    again = await as_(admin).post(TERMS, json=wanted)

    assert made.status_code == 201, made.text
    assert made.json()["own"] is None
    assert made.json()["to_come"]["from_on"] == wanted["from_on"]
    assert refusal(again) == (409, "identity.term_unchanged")
    assert await duty(as_, maker) == {"needed_from": wanted["from_on"], "overdue": False}
    with clock.at(noon(3)):
        answers = [await write(as_, each) for each in (maker, other, admin)]
        told = {each["role"]: each for each in (await as_(maker).get(TERMS)).json()["items"]}
        theirs = (await as_(other).get(TERMS)).json()["items"]
        ended = await as_(admin).post(TERMS, json={**wanted, "obliged": False})
        free = await write(as_, maker)
    assert [refusal(each) for each in answers] == [
        (403, "identity.second_factor_needed"), (200, ""), (200, ""),
    ]  # fmt: skip
    assert told["maker"]["own"]["made_by_name"] == admin.name
    assert told["maker"]["allowed_actions"] == []
    assert [each["own"] for each in theirs] == [None] * len(theirs)
    assert ended.json()["own"] is None
    assert free.status_code == 200
    [event] = await fetch(
        "SELECT organisation_id, payload->'roles'->>0 AS role FROM kernel_event "
        "WHERE name = 'identity.second_factor_term_set' ORDER BY seq LIMIT 1"
    )
    assert (event["organisation_id"], event["role"]) == (bank.id, "maker")


async def test_an_organisation_never_obliges_fewer_than_the_platform(
    as_: ClientFor, bank: Organisation
) -> None:
    admin, checker = await make.actor(bank, "admin"), await make.actor(bank, "checker")
    await publish(as_, obliged("checker", on=later(), grace=0))
    own = {"role": "checker", "obliged": True, "from_on": later(2).isoformat(), "grace_days": 0}

    with clock.at(noon(2)):
        await as_(admin).post(TERMS, json=own)
        ended = await as_(admin).post(TERMS, json={**own, "obliged": False})
        refused = await write(as_, checker)

    assert ended.status_code == 201, ended.text
    assert ended.json()["platform"] == {"from_on": later().isoformat(), "grace_days": 0}
    assert refusal(refused) == (403, "identity.second_factor_needed")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"role": "verifier"}, 422, "identity.roles_invalid"),
        ({"from_on": later(-1).isoformat()}, 422, "identity.term_not_ahead"),
        ({"obliged": False}, 409, "identity.term_unchanged"),
        ({"grace_days": 91}, 400, "invalid_request"),
    ],
)
async def test_terms_that_do_not_fit_are_refused(
    as_: ClientFor, bank: Organisation, change: dict[str, Any], status: int, code: str
) -> None:
    wanted = {"role": "maker", "obliged": True, "from_on": later(1).isoformat()}
    admin = await make.actor(bank, "admin")

    answer = await as_(admin).post(TERMS, json={**wanted, **change})

    assert refusal(answer) == (status, code)


async def test_only_the_admin_sets_terms_and_learns_who_owes_what(
    as_: ClientFor, bank: Organisation
) -> None:
    admin, checker = await make.actor(bank, "admin"), await make.actor(bank, "checker")
    enrolled = await make.actor(bank, "checker")
    await make.second_factor(enrolled)
    await publish(as_, obliged("checker", on=later(), grace=0))

    with clock.at(noon(2)):
        refused = await as_(enrolled).post(
            TERMS, json={"role": "maker", "obliged": True, "from_on": later(2).isoformat()}
        )
        seen = {each["id"]: each for each in (await as_(admin).get("/members")).json()["items"]}
        hidden = (await as_(enrolled).get("/members")).json()["items"]

    assert refused.status_code == 403
    assert refused.json()["code"] == "forbidden"

    def told(actor: Actor) -> tuple[Any, Any]:
        row = seen[str(actor.user_id)]
        return row["second_factor"], row["second_factor_duty"]

    assert told(admin) == (False, None)
    assert told(enrolled) == (True, None)
    assert told(checker) == (False, {"needed_from": later().isoformat(), "overdue": True})
    assert {(each["second_factor"], each["second_factor_duty"]) for each in hidden} == {
        (None, None)
    }


async def test_a_key_is_no_person_and_goes_on(as_: ClientFor, bank: Organisation) -> None:
    admin = await make.actor(bank, "admin")
    _, token = await make.api_key(admin)
    await publish(as_, obliged("admin", on=later(), grace=0))
    client = as_(None)
    client.headers["Authorization"] = f"Bearer {token}"

    with clock.at(noon(2)):
        person = await as_(admin).post("/documents")
        key = await client.post("/documents")

    assert refusal(person) == (403, "identity.second_factor_needed")
    assert refusal(key)[1] != "identity.second_factor_needed"


async def test_a_role_of_another_kind_of_organisation_is_told_with_those_that_it_has(
    as_: ClientFor, bank: Organisation
) -> None:
    first, _ = await operators()

    refused = await as_(first).post(PROPOSALS, json=body(TABLE, [obliged("verifier", on=later())]))

    assert refused.json()["code"] == "reference.rows_refused"
    [fault] = refused.json()["rows"]
    assert (fault["column"], fault["row"]) == ("role", 1)
    assert "复核" in fault["why"]


async def test_the_product_comes_with_second_persons_verifiers_and_the_operator_obliged(
    db: None,
) -> None:
    rules = await fetch_value(
        "SELECT rules FROM reference_version WHERE kind = 'second_factor' AND version = 1"
    )
    rows = [SecondFactorRow.model_validate(each) for each in loads(rules)]
    at = await fetch_value(
        "SELECT valid_from FROM reference_version WHERE kind = 'second_factor' AND version = 1"
    )

    assert {(each.kind, each.role) for each in rows} == {
        (OrganisationKind.BANK, Role.CHECKER),
        (OrganisationKind.INSURER, Role.TARIFF_CHECKER),
        (OrganisationKind.APPRAISER, Role.SIGNER),
        (OrganisationKind.DISTRICT, Role.VERIFIER),
        (OrganisationKind.OPERATOR, Role.OPERATOR),
        (OrganisationKind.OPERATOR, Role.ADMIN),
    }
    assert {(each.from_on, each.grace_days) for each in rows} == {(at + timedelta(days=14), 14)}


async def test_the_first_operator_has_days_to_enrol(db: None) -> None:
    """As he is made on the command line, under the version that comes with the product."""
    token, _ = await service.create_operator("first@example.test")
    _, first = await service.take_link(token, password=make.PASSWORD, by=SYSTEM)
    shipped = SecondFactorRow(
        kind=OrganisationKind.OPERATOR, role=Role.ADMIN, from_on=later(-400), grace_days=14
    )
    history = History(
        (Version(id=first.user_id, n=1, valid_from=later(-400), source="", source_en=None,
                 rows=(shipped,)),)
    )  # fmt: skip
    [term] = platform_terms(history, "operator", today=clock.today())
    row = await kept.standing(first.user_id)
    assert row is not None

    owed = owed_by(row, [term])

    assert owed is not None
    assert owed.needed_from == later(14)


AGAIN = (
    "INSERT INTO identity_second_factor_term SELECT gen_random_uuid(), created_at, organisation, "
    "role, {}, from_on - {}, obliged, grace_days, made_by FROM identity_second_factor_term"
)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE identity_second_factor_term SET obliged = false", None),
        ("DELETE FROM identity_second_factor_term", None),
        (AGAIN.format(2, 40), "identity_second_factor_term_is_not_backdated"),
        (AGAIN.format(1, 0), "identity_second_factor_term_is_one"),
    ],
)
async def test_what_was_set_is_not_rewritten(
    as_: ClientFor, bank: Organisation, statement: str, constraint: str | None
) -> None:
    admin = await make.actor(bank, "admin")
    await as_(admin).post(
        TERMS, json={"role": "maker", "obliged": True, "from_on": later().isoformat()}
    )

    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
        async with transaction():
            await execute(statement)

    if constraint is not None:
        assert getattr(refused.value, "constraint_name", None) == constraint
