"""People of an organisation: invited by a link shown once, given roles, deactivated."""

from datetime import timedelta

from backend.kernel import clock
from tests import make
from tests.conftest import ClientFor


async def test_an_invited_colleague_sets_his_password_and_is_signed_in(
    db: None, as_: ClientFor
) -> None:
    boss = await make.actor(await make.organisation(), "admin")

    invited = await as_(boss).post(
        "/invitations",
        json={"email": "New@Example.test", "name": "李经理", "roles": ["handler", "signatory"]},
    )
    path = invited.json()["path"].replace("/link/", "/links/")
    seen = await as_(None).get(path)
    taken = await as_(None).post(path, json={"password": "another long password"})
    again = await as_(None).post(path, json={"password": "another long password"})

    assert invited.status_code == 201
    assert seen.json()["email"] == "new@example.test"
    assert taken.status_code == 200
    assert taken.json()["member"]["roles"] == ["handler", "signatory"]
    assert again.json()["code"] == "identity.link_spent"


async def test_a_link_ends_after_three_days(db: None, as_: ClientFor) -> None:
    boss = await make.actor(await make.organisation(), "admin")
    invited = await as_(boss).post(
        "/invitations", json={"email": "late@example.test", "name": "迟", "roles": ["handler"]}
    )
    path = invited.json()["path"].replace("/link/", "/links/")

    with clock.at(clock.now() + timedelta(hours=72, seconds=1)):
        late = await as_(None).get(path)

    assert late.status_code == 404


async def test_the_last_admin_stays(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    boss = await make.actor(firm, "admin")

    gone = await as_(boss).post(f"/members/{boss.user_id}/deactivation")
    demoted = await as_(boss).post(f"/members/{boss.user_id}/roles", json={"roles": ["handler"]})
    await make.member(firm, "admin")
    now_gone = await as_(boss).post(f"/members/{boss.user_id}/deactivation")

    assert gone.json()["code"] == demoted.json()["code"] == "identity.last_admin"
    assert now_gone.status_code == 204


async def test_another_organisations_member_does_not_exist(db: None, as_: ClientFor) -> None:
    boss = await make.actor(await make.organisation(), "admin")
    stranger = await make.member(await make.organisation("bank"), "maker")

    for action in ("deactivation", "reactivation", "reset"):
        refused = await as_(boss).post(f"/members/{stranger.id}/{action}")
        assert refused.status_code == 404


async def test_a_handler_manages_nobody(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    handler, other = await make.actor(firm, "handler"), await make.member(firm, "admin")

    refused = await as_(handler).post(f"/members/{other.id}/deactivation")
    listed = await as_(handler).get("/members")

    assert refused.status_code == 403
    assert [m["allowed_actions"] for m in listed.json()["items"]] == [[], []]


async def test_an_email_signs_in_once_only(db: None, as_: ClientFor) -> None:
    firm = await make.organisation()
    boss, other = await make.actor(firm, "admin"), await make.member(firm, "handler")

    refused = await as_(boss).post(
        "/invitations", json={"email": other.email, "name": "again", "roles": ["handler"]}
    )

    assert refused.status_code == 409
    assert refused.json()["code"] == "identity.email_taken"
