"""A charge is paid on Stripe's page: one page at a time, for exactly what is open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.money import Fen
from backend.kernel.settings import Settings, Unfit, check
from backend.payments import rules, service
from backend.payments.service import Moved, Owed
from backend.payments.states import Book, Mode, Purpose, Source
from tests import make
from tests.conftest import ClientFor
from tests.payments.stand_in import StandIn


async def owed(
    payer: Actor, payee: Actor, *, purpose: Purpose = Purpose.PLATFORM_FEE, amount: int = 88_000
) -> str:
    row = await service.owe(
        Owed(
            payer_id=payer.organisation_id,
            payee_id=payee.organisation_id,
            purpose=purpose,
            amount=Fen(amount),
            due_on=clock.today() + timedelta(days=30),
            about="fee",
        ),
        by=payer,
    )
    return str(row["id"])


async def by_bank(charge_id: str, amount: int) -> None:
    moved = Moved(
        source=Source.BANK,
        external_id=uuid4().hex,
        amount=Fen(amount),
        occurred_on=clock.today(),
    )
    await service.receive(moved, charge_id=_id(charge_id), by=SYSTEM)


def _id(text: str) -> UUID:
    return UUID(text)


async def test_the_page_asks_for_exactly_what_is_open(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    await by_bank(charge, 8_000)

    shown = (await as_(firm).get(f"/charges/{charge}")).json()
    answer = await as_(firm).post(f"/charges/{charge}/checkout")

    assert shown["checkout_methods"] == ["card"]
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert (page["amount_fen"], page["methods"]) == (80_000, ["card"])
    assert "800.00" in (await stripe.http.get(page["url"])).text
    intent = (await stripe.state())["payment_intent"][0]
    assert (intent["amount"], intent["currency"]) == (80_000, "cny")
    assert intent["metadata"]["charge"] == charge


async def test_asked_again_the_same_page_comes_back(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    before = len((await stripe.state())["payment_intent"])

    urls = {
        (await as_(firm).post(f"/charges/{charge}/checkout", headers=headers)).json()["url"]
        for headers in (
            {},
            {},
            {"Idempotency-Key": "a-key-0001"},
            {"Idempotency-Key": "a-key-0001"},
        )
    }

    assert len(urls) == 1
    assert len((await stripe.state())["payment_intent"]) == before + 1


async def test_an_answer_that_was_lost_is_asked_for_again_under_its_key(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    before = len((await stripe.state())["payment_intent"])
    cut = {"path": "/v1/checkout", "cut": True, "times": 3}
    await stripe.control("troubles", troubles=[cut])

    lost = await as_(firm).post(f"/charges/{charge}/checkout")
    await stripe.control("troubles", troubles=[])
    found = await as_(firm).post(f"/charges/{charge}/checkout")

    assert (lost.status_code, lost.json()["code"]) == (503, "payments.gateway_unavailable")
    assert found.status_code == 200
    assert len((await stripe.state())["payment_intent"]) == before + 1


@pytest.mark.parametrize("status", [429, 500])
async def test_a_busy_stripe_is_asked_again_and_the_page_is_one(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn, status: int
) -> None:
    charge = await owed(firm, operator)
    await stripe.control("troubles", troubles=[{"path": "/v1/checkout", "status": status}])

    answers = [await as_(firm).post(f"/charges/{charge}/checkout") for _ in range(2)]

    assert {each.status_code for each in answers} <= {200, 503}
    assert answers[-1].status_code == 200


async def test_what_was_paid_meanwhile_makes_another_page_and_closes_the_first(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    first = (await as_(firm).post(f"/charges/{charge}/checkout")).json()
    await by_bank(charge, 50_000)

    second = (await as_(firm).post(f"/charges/{charge}/checkout")).json()

    assert second["amount_fen"] == 38_000
    assert (await stripe.pay(first["url"])).status_code == 410
    assert (await stripe.pay(second["url"])).status_code == 303


async def test_a_page_of_what_is_not_owed_any_more_is_closed(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn, run_jobs: Callable[[], Any]
) -> None:
    cancelled, paid = await owed(firm, operator), await owed(firm, operator)
    pages = [
        (await as_(firm).post(f"/charges/{each}/checkout")).json()["url"]
        for each in (cancelled, paid)
    ]
    await as_(operator).post(f"/charges/{cancelled}/cancellation", json={"reason": "误出"})
    await by_bank(paid, 88_000)

    await run_jobs()

    assert [(await stripe.pay(url)).status_code for url in pages] == [410, 410]


async def test_whoever_has_paid_is_told_to_wait_and_not_asked_again(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    page = (await as_(firm).post(f"/charges/{charge}/checkout")).json()
    await stripe.pay(page["url"])

    codes = [(await as_(firm).post(f"/charges/{charge}/checkout")).json()["code"] for _ in range(2)]

    assert codes == ["payments.payment_under_way"] * 2


async def test_a_page_that_has_expired_is_replaced(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    await as_(firm).post(f"/charges/{charge}/checkout")
    row = await db.fetch_one("SELECT session_id FROM payments_checkout WHERE charge = $1", charge)
    assert row is not None
    await stripe.api("POST", f"checkout/sessions/{row['session_id']}/expire")

    answer = await as_(firm).post(f"/charges/{charge}/checkout")

    assert answer.status_code == 200
    states = await db.fetch("SELECT state FROM payments_checkout WHERE charge = $1", charge)
    assert sorted(each["state"] for each in states) == ["expired", "open"]


async def test_a_page_that_was_never_made_and_is_too_old_to_be_made_is_replaced(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, operator)
    await stripe.control("troubles", troubles=[{"path": "/v1/checkout", "status": 500, "times": 3}])
    with clock.at(clock.now() - timedelta(hours=3)):
        assert (await as_(firm).post(f"/charges/{charge}/checkout")).status_code == 503

    answer = await as_(firm).post(f"/charges/{charge}/checkout")

    assert answer.status_code == 200
    states = await db.fetch("SELECT state FROM payments_checkout WHERE charge = $1", charge)
    assert sorted(each["state"] for each in states) == ["open", "refused"]


async def test_what_is_cancelled_paid_or_somebody_elses_is_refused(
    operator: Actor, firm: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    cancelled, paid, good = [await owed(firm, operator) for _ in range(3)]
    await as_(operator).post(f"/charges/{cancelled}/cancellation", json={"reason": "误出"})
    await by_bank(paid, 88_000)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    appraiser = await make.actor(await make.organisation("appraiser"), "admin")
    theirs = await owed(firm, appraiser, purpose=Purpose.APPRAISAL_FEE)

    async def code(actor: Actor, charge: str) -> str:
        return str((await as_(actor).post(f"/charges/{charge}/checkout")).json()["code"])

    assert await code(firm, cancelled) == "payments.charge_closed"
    assert await code(firm, paid) == "payments.nothing_open"
    assert await code(stranger, good) == "not_found"
    assert await code(firm, str(uuid4())) == "not_found"
    assert await code(appraiser, theirs) == "payments.not_the_payer"
    assert await code(operator, good) == "forbidden"
    assert await db.fetch_value("SELECT count(*) FROM payments_checkout") == 0


async def test_without_a_key_cards_are_off_and_the_charge_says_so(
    operator: Actor, firm: Actor, as_: ClientFor
) -> None:
    charge = await owed(firm, operator)

    shown = (await as_(firm).get(f"/charges/{charge}")).json()
    answers = [
        await as_(firm).post(f"/charges/{charge}/checkout"),
        await as_(None).post("/webhooks/stripe", content=b"{}"),
    ]

    assert shown["checkout_methods"] == []
    assert {each.json()["code"] for each in answers} == {"payments.gateway_off"}


async def test_wallets_are_offered_where_the_settings_name_them(
    operator: Actor,
    firm: Actor,
    as_: ClientFor,
    stripe: StandIn,
    set_up: Callable[..., None],
) -> None:
    set_up(stripe_methods="card,alipay,wechat_pay")
    charge = await owed(firm, operator)

    page = (await as_(firm).post(f"/charges/{charge}/checkout")).json()

    assert page["methods"] == ["card", "alipay", "wechat_pay"]
    text = (await stripe.http.get(page["url"])).text
    assert "Alipay" in text
    assert "WeChat Pay" in text


async def test_a_premium_is_paid_by_card_only_where_the_insurer_takes_cards(
    firm: Actor, insurer: Actor, as_: ClientFor, stripe: StandIn
) -> None:
    charge = await owed(firm, insurer, purpose=Purpose.PREMIUM)

    async def ask() -> tuple[list[str], int]:
        shown = (await as_(firm).get(f"/charges/{charge}")).json()["checkout_methods"]
        return shown, (await as_(firm).post(f"/charges/{charge}/checkout")).status_code

    before = await ask()
    with clock.at(clock.now()):
        await as_(insurer).post("/card-acceptance", json={"accepted": True})
    allowed = await ask()
    await as_(insurer).post("/card-acceptance", json={"accepted": False})
    after = await ask()

    assert (before, allowed, after) == (([], 409), (["card"], 200), ([], 409))
    assert (await as_(insurer).get("/card-acceptance")).json() == {"accepted": False}
    assert (await as_(firm).post("/card-acceptance", json={"accepted": True})).status_code == 403


@pytest.mark.parametrize(
    ("mode", "refusal"),
    [
        ("insurer_owned", (409, "payments.not_by_card")),
        ("info_only", (403, "payments.premium_forbidden")),
    ],
)
async def test_a_premium_that_is_only_mirrored_is_never_taken_by_card(
    firm: Actor,
    insurer: Actor,
    as_: ClientFor,
    stripe: StandIn,
    set_up: Callable[..., None],
    mode: str,
    refusal: tuple[int, str],
) -> None:
    await as_(insurer).post("/card-acceptance", json={"accepted": True})
    before = await owed(firm, insurer, purpose=Purpose.PREMIUM)
    set_up(operating_mode=mode)
    after = await owed(firm, insurer, purpose=Purpose.PREMIUM)

    answers = [await as_(firm).post(f"/charges/{each}/checkout") for each in (before, after)]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [refusal] * 2


@pytest.mark.parametrize(
    "given",
    [
        (Purpose.PLATFORM_FEE, Book.OWN, 1, Mode.INFO_ONLY, False, True),
        (Purpose.APPRAISAL_FEE, Book.CLIENT, 99_999_999, Mode.INFO_ONLY, False, True),
        (Purpose.APPRAISAL_FEE, Book.CLIENT, 100_000_000, Mode.INFO_ONLY, False, False),
        (Purpose.PLATFORM_FEE, Book.OWN, 0, Mode.INFO_ONLY, False, False),
        (Purpose.LICENCE_FEE, Book.CLIENT, 1, Mode.LICENSED_BROKER, False, False),
        (Purpose.PREMIUM, Book.CLIENT, 1, Mode.LICENSED_BROKER, True, True),
        (Purpose.PREMIUM, Book.CLIENT, 1, Mode.INSURER_OWNED, True, False),
        (Purpose.ENDORSEMENT, Book.MEMO, 1, Mode.LICENSED_BROKER, True, False),
    ],
)
def test_what_may_be_paid_online(given: tuple[Purpose, Book, int, Mode, bool, bool]) -> None:
    purpose, book, open_fen, mode, accepts, expected = given

    fits = rules.by_gateway(purpose, book, open_fen=open_fen, mode=mode, payee_accepts=accepts)

    assert fits is expected


@pytest.mark.parametrize(
    "given",
    [
        {"stripe_secret_key": SecretStr("sk")},
        {"stripe_webhook_secret": SecretStr("whsec")},
        {"stripe_api_base": "https://stripe.example.test"},
        {"stripe_api_base": "http://10.0.0.1:12111"},
        {"stripe_api_base": "http://127.0.0.1@evil.example.test"},
        {"stripe_api_base": "http://localhost.example.test"},
        {"stripe_api_base": "http://127.0.0.1.example.test:80/"},
        {"stripe_api_base": "ftp://127.0.0.1"},
        {"stripe_api_base": "http://127.0.0.1:1/elsewhere"},
        {"stripe_methods": "card,cheque"},
        {"stripe_methods": "card,card"},
        {"stripe_methods": ""},
    ],
)
def test_settings_that_would_send_money_elsewhere_are_refused(given: Any) -> None:
    with pytest.raises(Unfit):
        check(Settings(**given))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"stripe_api_base": "http://127.0.0.1:12111"},
        {"stripe_api_base": "http://[::1]:12111/"},
        {"stripe_api_base": "http://localhost:12111"},
        {"stripe_methods": "alipay"},
    ],
)
def test_settings_that_fit_pass(given: Any) -> None:
    check(Settings(**given))


def test_an_empty_key_is_none() -> None:
    given: Any = {"stripe_secret_key": "", "stripe_webhook_secret": "", "stripe_api_base": ""}

    settings = Settings(**given)

    assert (settings.stripe_secret_key, settings.stripe_webhook_secret) == (None, None)
    assert settings.stripe_api_base is None
