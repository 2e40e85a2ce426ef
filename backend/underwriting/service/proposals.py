"""A firm's proposals: drafted, filled in, answered version by version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.insurance.checks import check_terms
from backend.insurance.risk import GuaranteePart, LiabilityPart
from backend.insurance.states import InsuranceLine
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.underwriting.answers import Answers, digest, missing, questions
from backend.underwriting.asked import check_revenues
from backend.underwriting.events import ProposalAnswered, ProposalDrafted
from backend.underwriting.queries import proposals as queries
from backend.underwriting.queries import submissions
from backend.underwriting.rules import AnswersOvertaken, QuestionUnknown
from backend.underwriting.service.prefill import Filled, library_tier, prefill
from backend.underwriting.states import AnswerSource
from backend.underwriting.tables import AnswersVersion, Proposal

_TIER = "listing.library_tier"


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal of the asker's firm with its newest answers, and what is still missing."""

    id: UUID
    number: str
    line: InsuranceLine
    copied_from: UUID | None
    created_at: datetime
    created_by: str
    n: int
    effective_on: date | None
    answers: dict[str, Any]
    questions: dict[str, dict[str, Any]]
    digest: str
    answered_by: str
    answered_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    missing: tuple[str, ...]
    submissions: tuple[dict[str, Any], ...]


async def create(
    line: InsuranceLine,
    *,
    loan_application_id: UUID | None,
    copied_from: UUID | None,
    by: Actor,
) -> ProposalView:
    """A proposal filled in: with an earlier one's answers, else from firm, portfolio and loan."""
    by.require(Permission.PREPARE)
    by.require_verified()
    async with transaction():
        if copied_from is None:
            filled = await prefill(line, loan_application_id=loan_application_id, by=by)
        else:
            filled = await _copy(copied_from, line, by=by)
        row = Proposal(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("PR"),
            firm=by.organisation_id,
            line=line,
            copied_from=copied_from,
            created_by=by.user_id,
            created_by_name=by.name,
        )
        await queries.add(row)
        origins = {
            name: {"source": str(source), "ref": ref, "since": 1, "file_ids": []}
            for name, (source, ref) in filled.sources.items()
        }
        await _write(row.id, 1, filled.answers, origins, effective_on=None, by=by)
        await emit(
            ProposalDrafted(
                subject_id=row.id,
                parties=(by.organisation_id,),
                number=row.number,
                n=1,
                digest=digest(filled.answers),
                line=str(line),
            ),
            by=by,
        )
        return await _view(row.id, by=by)


async def _copy(proposal_id: UUID, line: InsuranceLine, *, by: Actor) -> Filled:
    """Last year's answers; the term is asked anew."""
    earlier = await queries.proposal(proposal_id, firm_id=by.organisation_id)
    if earlier is None or earlier["line"] != line:
        raise NotFound
    plain = loads(earlier["answers"])
    plain["cover"] |= {"inception_on": None, "expires_on": None}
    answers = _with_tier(Answers.model_validate(plain), await library_tier(by.organisation_id))
    given = {name for name, value in questions(answers).items() if value is not None}
    sources = dict.fromkeys(given, (AnswerSource.EARLIER, earlier["number"]))
    if _TIER in sources:
        sources[_TIER] = (AnswerSource.LIBRARY, clock.today().isoformat())
    return Filled(answers=answers, sources=sources)


def _with_tier(answers: Answers, tier: str | None) -> Answers:
    """The library's own answer, whatever was typed."""
    listing = answers.listing.model_copy(update={"library_tier": tier})
    return answers.model_copy(update={"listing": listing})


async def answer(
    proposal_id: UUID,
    answers: Answers,
    *,
    base: int,
    evidence: Mapping[str, Sequence[UUID]],
    effective_on: date | None,
    by: Actor,
) -> ProposalView:
    """The next version of the answers, on top of version `base`; the same ones change nothing."""
    by.require(Permission.PREPARE)
    _check(answers)
    answers = _with_tier(answers, await library_tier(by.organisation_id))
    async with transaction():
        row = await queries.lock(proposal_id, firm_id=by.organisation_id)
        if row is None:
            raise NotFound
        check_newest(row, base)
        before, after = questions(Answers.model_validate(loads(row["answers"]))), questions(answers)
        _check_named(evidence, after)
        named = sorted({each for ids in evidence.values() for each in ids} | _privileged(answers))
        await documents.check_own(named, by=by)
        origins = _origins(loads(row["questions"]), before, after, evidence, n=row["n"] + 1)
        if before == after and origins == loads(row["questions"]):
            return await _view(proposal_id, by=by)
        await _write(proposal_id, row["n"] + 1, answers, origins, effective_on=effective_on, by=by)
        await emit(
            ProposalAnswered(
                subject_id=proposal_id,
                parties=(by.organisation_id,),
                number=row["number"],
                n=row["n"] + 1,
                digest=digest(answers),
                changed=tuple(name for name in after if before.get(name) != after[name]),
            ),
            by=by,
        )
        return await _view(proposal_id, by=by)


def check_newest(row: Mapping[str, Any], n: int) -> None:
    if row["n"] != n:
        raise AnswersOvertaken(f"Version {row['n']} is the newest; yours is {n}.", n=row["n"])


def _check(answers: Answers) -> None:
    """What no insurer could rate is refused where it is typed."""
    check_revenues(answers)
    for n, part in enumerate(answers.cover.parts or []):
        path = f"cover.parts.{n}"
        if isinstance(part, LiabilityPart):
            for m, section in enumerate(part.sections):
                check_terms(section.terms, f"{path}.sections.{m}.terms")
        elif not isinstance(part, GuaranteePart):
            check_terms(part.terms, f"{path}.terms")


def _check_named(evidence: Mapping[str, Sequence[UUID]], known: Mapping[str, object]) -> None:
    unknown = sorted(evidence.keys() - known.keys())
    if unknown:
        raise QuestionUnknown(
            f"There is no question {', '.join(unknown)}.", path="evidence", unknown=unknown
        )


def _privileged(answers: Answers) -> set[UUID]:
    return {each.file_id for each in answers.clearance.opinions or [] if each.file_id is not None}


def _origins(
    known: Mapping[str, Mapping[str, Any]],
    before: Mapping[str, object],
    after: Mapping[str, object],
    evidence: Mapping[str, Sequence[UUID]],
    *,
    n: int,
) -> dict[str, dict[str, Any]]:
    """Per answered question: who said it, since which version, and its evidence.

    What nobody touched keeps its source, and its evidence unless other papers are named for it.
    """
    found = {}
    for name, value in after.items():
        if value is None:
            continue
        kept = known.get(name)
        if kept is None or before.get(name) != value:
            kept = {"source": str(AnswerSource.ENTERED), "ref": "", "since": n, "file_ids": []}
            if name == _TIER:
                kept |= {"source": str(AnswerSource.LIBRARY), "ref": clock.today().isoformat()}
        if name in evidence:
            kept = {**kept, "file_ids": sorted({str(each) for each in evidence[name]})}
        found[name] = dict(kept)
    return found


async def _write(  # what a version consists of
    proposal_id: UUID,
    n: int,
    answers: Answers,
    origins: Mapping[str, object],
    *,
    effective_on: date | None,
    by: Actor,
) -> None:
    await queries.add_answers(
        AnswersVersion(
            id=uuid4(),
            created_at=clock.now(),
            proposal=proposal_id,
            n=n,
            effective_on=effective_on,
            answers=dumps(answers.model_dump(mode="json")),
            questions=dumps(origins),
            digest=digest(answers),
            by_id=by.user_id,
            by_name=by.name,
        )
    )


async def page(
    *,
    line: InsuranceLine | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[ProposalView], str | None, int | str]:
    """The firm's proposals, newest first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await queries.page(
        firm_id=by.organisation_id,
        line=None if line is None else str(line),
        after=after,
        limit=limit,
        counted=counted,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    sent: dict[UUID, list[dict[str, Any]]] = {}
    for each in await submissions.of_proposals(
        [row["id"] for row in cut], firm_id=by.organisation_id
    ):
        sent.setdefault(each["proposal"], []).append(each)
    views = [view_of(row, sent.get(row["id"], ())) for row in cut]
    return views, following, pages.total_of(total, up_to=counted)


async def proposal(proposal_id: UUID, *, by: Actor) -> ProposalView:
    by.require(Permission.VIEW_FIRM)
    return await _view(proposal_id, by=by)


async def versions(proposal_id: UUID, *, by: Actor) -> list[dict[str, Any]]:
    """Who answered when; the newest first."""
    by.require(Permission.VIEW_FIRM)
    if await queries.proposal(proposal_id, firm_id=by.organisation_id) is None:
        raise NotFound
    return await queries.versions(proposal_id)


async def _view(proposal_id: UUID, *, by: Actor) -> ProposalView:
    row = await queries.proposal(proposal_id, firm_id=by.organisation_id)
    if row is None:
        raise NotFound
    sent = await submissions.of_proposal(proposal_id, firm_id=by.organisation_id)
    return view_of(row, sent)


def view_of(row: Mapping[str, Any], sent: Sequence[dict[str, Any]]) -> ProposalView:
    answers = Answers.model_validate(loads(row["answers"]))
    line = InsuranceLine(row["line"])
    return ProposalView(
        id=row["id"],
        number=row["number"],
        line=line,
        copied_from=row["copied_from"],
        created_at=row["created_at"],
        created_by=row["created_by_name"],
        n=row["n"],
        effective_on=row["effective_on"],
        answers=loads(row["answers"]),
        questions=loads(row["questions"]),
        digest=row["digest"],
        answered_by=row["by_name"],
        answered_at=row["answered_at"],
        signed_by=row["signed_by_name"],
        signed_at=row["signed_at"],
        missing=tuple(missing(answers, line)),
        submissions=tuple(sent),
    )
