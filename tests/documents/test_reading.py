"""Reading a file: its owner, and whoever was granted it, as long as the grant lives."""

from datetime import date, timedelta
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest

from backend.documents import service
from backend.documents.states import Kind, Purpose
from backend.documents.tables import File
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField, NotFound
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def pair() -> tuple[Actor, Actor]:
    """A firm's handler and a bank's maker."""
    firm = await make.actor(await make.organisation(), "handler")
    bank = await make.actor(await make.organisation(kind="bank"), "maker")
    return firm, bank


async def test_content_is_always_an_attachment_that_nothing_runs(as_: ClientFor) -> None:
    firm, _ = await pair()
    file = await deposited(firm, content=samples.PDF, name='执照 "正本".pdf')

    response = await as_(firm).get(f"/documents/{file.id}/content")

    assert response.status_code == 200
    assert response.content == samples.PDF
    headers = response.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(samples.PDF))
    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["etag"] == f'"{file.sha256}"'
    disposition = headers["content-disposition"]
    assert disposition.startswith("attachment; filename=\"licence.pdf\"; filename*=UTF-8''")
    assert unquote(disposition.rpartition("''")[2]) == '执照 "正本".pdf'


async def test_content_that_the_reader_has_is_not_sent_again(as_: ClientFor) -> None:
    firm, _ = await pair()
    file = await deposited(firm)

    response = await as_(firm).get(
        f"/documents/{file.id}/content", headers={"If-None-Match": f'"{file.sha256}"'}
    )

    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.parametrize("path", ["", "/content"])
async def test_a_stranger_does_not_see_the_file(as_: ClientFor, path: str) -> None:
    firm, bank = await pair()
    file = await deposited(firm)

    stranger = await as_(bank).get(f"/documents/{file.id}{path}")
    missing = await as_(bank).get(f"/documents/{uuid4()}{path}")
    nobody = await as_(None).get(f"/documents/{file.id}{path}")

    assert stranger.status_code == missing.status_code == 404
    assert stranger.json()["code"] == missing.json()["code"] == "not_found"
    assert nobody.status_code == 401


@pytest.mark.parametrize(
    ("kind", "role"), [("operator", "operator"), ("district", "verifier"), ("bank", "admin")]
)
async def test_no_office_reads_a_file_without_a_grant(as_: ClientFor, kind: str, role: str) -> None:
    firm, _ = await pair()
    file = await deposited(firm)
    office = await make.actor(await make.organisation(kind=kind), role)

    response = await as_(office).get(f"/documents/{file.id}/content")

    assert response.status_code == 404


async def test_a_grant_lets_one_organisation_read_and_its_end_ends_it(as_: ClientFor) -> None:
    firm, bank = await pair()
    other = await make.actor(await make.organisation(kind="bank"), "maker")
    file, purpose = await deposited(firm), uuid4()
    address = f"/documents/{file.id}/content"

    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=purpose, by=firm
    )
    granted = await as_(bank).get(address)
    not_granted = await as_(other).get(address)
    await service.end_grants(purpose)
    ended = await as_(bank).get(address)

    assert granted.status_code == 200
    assert not_granted.status_code == 404
    assert ended.status_code == 404
    assert (await as_(firm).get(address)).status_code == 200


async def test_a_grant_may_end_on_a_day_to_come(as_: ClientFor) -> None:
    firm, bank = await pair()
    file, purpose = await deposited(firm), uuid4()
    last_day = clock.today() + timedelta(days=89)
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=purpose, by=firm
    )

    await service.end_grants(purpose, on=last_day + timedelta(days=1))

    for moment, status in [
        (clock.end_of_day(last_day) - timedelta(seconds=1), 200),
        (clock.end_of_day(last_day), 404),
    ]:
        with clock.at(moment):
            response = await as_(bank).get(f"/documents/{file.id}/content")
        assert response.status_code == status


async def test_an_earlier_end_is_not_put_off(as_: ClientFor) -> None:
    firm, bank = await pair()
    file, purpose = await deposited(firm), uuid4()
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=purpose, by=firm
    )

    await service.end_grants(purpose)
    await service.end_grants(purpose, on=date(2099, 1, 1))

    assert (await as_(bank).get(f"/documents/{file.id}")).status_code == 404


async def test_a_grant_for_another_purpose_lives_on(as_: ClientFor) -> None:
    firm, bank = await pair()
    file, first, second = await deposited(firm), uuid4(), uuid4()
    for purpose in (first, second, second):
        await service.grant(
            [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=purpose, by=firm
        )

    await service.end_grants(first)

    assert (await as_(bank).get(f"/documents/{file.id}")).status_code == 200


async def test_the_owner_sees_who_may_read_and_the_reader_does_not(as_: ClientFor) -> None:
    firm, bank = await pair()
    file, purpose = await deposited(firm), uuid4()
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=purpose, by=firm
    )

    to_owner = (await as_(firm).get(f"/documents/{file.id}")).json()
    to_reader = (await as_(bank).get(f"/documents/{file.id}")).json()

    (grant,) = to_owner["grants"]
    assert grant["organisation_name"] == bank.organisation_name
    assert grant["purpose"] == str(purpose)
    assert grant["live"] is True
    assert to_owner["file"]["own"] is True
    assert to_reader["grants"] == []
    assert to_reader["file"]["own"] is False
    assert to_reader["file"]["allowed_actions"] == []


async def test_nobody_grants_what_is_not_his() -> None:
    firm, bank = await pair()
    file = await deposited(firm)
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=uuid4(), by=firm
    )

    with pytest.raises(NotFound):
        await service.grant([file.id], to=uuid4(), kind=Purpose.OTHER, purpose=uuid4(), by=bank)


async def test_only_own_standing_files_of_the_kind_pass_the_check() -> None:
    firm, bank = await pair()
    mine, theirs, gone = await deposited(firm), await deposited(bank), await deposited(firm)
    await service.withdraw(gone.id, by=firm)

    checked = await service.check_own([mine.id], by=firm, kind=Kind.LICENCE)

    assert [each.id for each in checked] == [mine.id]
    for other in (theirs.id, gone.id, uuid4()):
        with pytest.raises(NotFound):
            await service.check_own([mine.id, other], by=firm)
    with pytest.raises(InvalidField):
        await service.check_own([mine.id], by=firm, kind=Kind.CONSENT)


async def test_readable_is_what_is_owned_or_granted() -> None:
    firm, bank = await pair()
    mine, granted, hidden = await deposited(bank), await deposited(firm), await deposited(firm)
    await service.grant(
        [granted.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=uuid4(), by=firm
    )

    await service.check_readable([mine.id, granted.id], by=bank)

    with pytest.raises(NotFound):
        await service.check_readable([mine.id, hidden.id], by=bank)


async def test_own_files_are_listed_by_kind_in_pages(as_: ClientFor) -> None:
    firm, bank = await pair()
    made = [await deposited(firm) for _ in range(5)]
    await deposited(firm, kind=Kind.CERTIFICATE)
    await deposited(bank)
    client, seen, cursor = as_(firm), [], ""

    while True:
        query = "/documents?kind=licence&limit=2" + (f"&cursor={cursor}" if cursor else "")
        page = (await client.get(query)).json()
        assert page["total"] == 5
        seen += [UUID(item["id"]) for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == [each.id for each in sorted(made, key=_age, reverse=True)]
    assert (await client.get("/documents?kind=nonsense")).status_code == 400
    assert (await client.get("/documents?cursor=nonsense")).status_code == 400
    assert (await client.get("/documents?limit=0")).status_code == 400


def _age(file: File) -> tuple[object, UUID]:
    return file.deposited_at, file.id
