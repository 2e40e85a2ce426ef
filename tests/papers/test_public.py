"""What a stranger learns: our papers, and documents that their owner made public; nothing else."""

import hashlib
from uuid import UUID

import httpx
import pytest

from backend.kernel.pace import Pace
from backend.papers.service import proving
from backend.papers.states import Paper
from tests.conftest import ClientFor
from tests.documents import make as files
from tests.papers import make

UNKNOWN = {"answer": "unknown", "paper": None, "document": None}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins with nobody having asked."""
    monkeypatch.setattr(proving, "PACE", Pace(limit=60, per_seconds=60))


async def _verify(as_: ClientFor, sha256: str) -> httpx.Response:
    return await as_(None).post("/public/verify", json={"sha256": sha256})


async def _paper(as_: ClientFor, paper_id: UUID, scene: make.Scene) -> dict[str, str]:
    answer = await as_(scene.bank).get(f"/papers/{paper_id}")
    said: dict[str, str] = answer.json()
    return said


async def test_a_number_tells_what_a_stranger_may_know_and_no_more(
    db: None, as_: ClientFor
) -> None:
    scene = await make.scene()
    paper = await _paper(as_, await make.issued(scene, Paper.DECISION_NOTICE), scene)

    answer = await as_(None).get(f"/public/papers/{paper['number'].lower()}")

    assert answer.json() == {
        "number": paper["number"],
        "kind": "decision_notice",
        "issued_on": paper["issued_on"],
        "state": "issued",
        "sha256": paper["sha256"],
        "issuer_name": scene.bank.organisation_name,
        "demonstration": False,
    }


async def test_an_unknown_number_is_404(db: None, as_: ClientFor) -> None:
    answer = await as_(None).get("/public/papers/ZP-2026-999999")

    assert (answer.status_code, answer.json()["code"]) == (404, "papers.unknown")


async def test_the_hash_of_a_paper_is_genuine(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    paper = await _paper(as_, await make.issued(scene), scene)

    answer = await _verify(as_, paper["sha256"].upper())

    assert answer.json()["answer"] == "paper"
    assert answer.json()["paper"]["number"] == paper["number"]
    assert answer.json()["document"] is None


async def test_a_document_is_genuine_from_its_publication_to_its_reversal(
    db: None, as_: ClientFor
) -> None:
    scene = await make.scene()
    file = await files.file(scene.firm)

    before = await _verify(as_, file.sha256)
    published = await as_(scene.firm).post(f"/documents/{file.id}/publication")
    while_public = await _verify(as_, file.sha256)
    await as_(scene.firm).delete(f"/documents/{file.id}/publication")
    after = await _verify(as_, file.sha256)

    assert before.json() == after.json() == UNKNOWN
    assert "unpublish" in published.json()["allowed_actions"]
    assert while_public.json() == {
        "answer": "document",
        "paper": None,
        "document": {
            "owner_name": scene.firm.organisation_name,
            "kind": file.kind,
            "published_at": published.json()["published_at"],
        },
    }


async def test_what_was_withdrawn_is_public_no_longer(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    file = await files.file(scene.firm)
    await as_(scene.firm).post(f"/documents/{file.id}/publication")
    await as_(scene.firm).post(f"/documents/{file.id}/withdrawal")

    assert (await _verify(as_, file.sha256)).json() == UNKNOWN
    again = await as_(scene.firm).post(f"/documents/{file.id}/publication")
    assert again.json()["code"] == "documents.withdrawn"


async def test_a_private_document_answers_like_none(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    file = await files.file(scene.firm)

    private = await _verify(as_, file.sha256)
    none = await _verify(as_, hashlib.sha256(b"nowhere").hexdigest())

    assert (private.status_code, private.content) == (none.status_code, none.content)


async def test_only_its_owner_makes_a_document_public(db: None, as_: ClientFor) -> None:
    scene, other = await make.scene(), await make.scene()
    file = await files.file(scene.firm)

    foreign = await as_(other.firm).post(f"/documents/{file.id}/publication")
    reversal = await as_(other.firm).delete(f"/documents/{file.id}/publication")

    assert [each.status_code for each in (foreign, reversal)] == [404, 404]


@pytest.mark.parametrize("sha256", ["z" * 64, "0" * 63, "0" * 65, "", "０" * 64])
async def test_what_is_no_hash_is_refused(db: None, as_: ClientFor, sha256: str) -> None:
    answer = await _verify(as_, sha256)

    assert (answer.status_code, answer.json()["errors"][0]["key"]) == (400, "sha256")


async def test_whoever_counts_through_numbers_has_to_wait(
    db: None, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "PACE", Pace(limit=2, per_seconds=60))

    answers = [await as_(None).get(f"/public/papers/ZP-2026-99999{n}") for n in range(3)]

    assert [each.status_code for each in answers] == [404, 404, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
