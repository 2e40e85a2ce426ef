"""Writing a quote: every option rated, with its worksheet, under the wording of that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.insurance import rating
from backend.insurance.rating import Rated
from backend.insurance.risk import Risk, risk_hash
from backend.insurance.states import RuleOutcome
from backend.insurance.worksheet import as_json, worksheet_hash
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.underwriting.events import QuoteGiven
from backend.underwriting.queries import quotes, submissions
from backend.underwriting.rules import DayPast, FactsOpen, KnockedOut
from backend.underwriting.service.assessing import Case, authority_of, check_plan
from backend.underwriting.states import (
    QUOTE,
    Level,
    QuoteAction,
    QuoteKind,
    QuoteState,
    State,
)
from backend.underwriting.tables import Quote, QuoteOption
from backend.underwriting.terms import QuoteTerms, risks_of


@dataclass(frozen=True, kw_only=True)
class Priced:
    """Options as they were rated, and the authority that all of them need together."""

    options: tuple[tuple[str, Risk, Rated], ...]
    authority: Level


def price(case: Case, terms: QuoteTerms) -> Priced:
    """Rate every option; refused where the plan or the product does not allow it."""
    if case.asked.inception_on <= clock.today():
        raise DayPast(
            f"The cover would begin on {case.asked.inception_on}; a later day would pass.",
            path="cover.inception_on",
        )
    check_plan(case)
    risks = risks_of(terms, case.known, case.product)
    rated = [rating.rate(case.tariff, risk) for risk in risks]
    wanted = [authority_of(each.hits) for each in rated]
    return Priced(
        options=tuple(
            (option.label, risk, each)
            for option, risk, each in zip(terms.options, risks, rated, strict=True)
        ),
        authority=max(wanted, key=lambda level: level.rank),
    )


def check_quotable(priced: Priced) -> None:
    """Refuse what a rule knocks out, and what waits for a fact."""
    for n, (_, _, rated) in enumerate(priced.options):
        out = [
            hit.rule.id
            for hit in rated.hits
            if hit.rule.outcome is RuleOutcome.KNOCK_OUT and not hit.missing
        ]
        if out:
            raise KnockedOut(f"Option {n + 1}: {', '.join(out)}.", rules=out)
        open_facts = sorted({name for hit in rated.hits for name in hit.missing})
        if open_facts:
            raise FactsOpen(f"Option {n + 1} waits for {', '.join(open_facts)}.", facts=open_facts)


async def write(
    case: Case, terms: QuoteTerms, priced: Priced, *, kind: QuoteKind, automatic: bool, by: Actor
) -> UUID:
    """Put the quote in the place of what stood; the submission is the caller's to move."""
    row, now = case.row, clock.now()
    standing = await quotes.standing(row["id"])
    if standing is not None:
        after = QUOTE.after(QuoteState(standing["state"]), QuoteAction.SUPERSEDE)
        await quotes.end(standing["id"], after, at=now)
    quote = Quote(
        id=uuid4(),
        created_at=now,
        number=await next_number("QT"),
        submission=row["id"],
        revision=await quotes.next_revision(row["id"]),
        kind=kind,
        state=QuoteState.OPEN,
        automatic=automatic,
        proposal=row["proposal"],
        answers_n=row["n"],
        risk_hash=risk_hash(case.asked),
        product_version=row["product_version"],
        plan=row["plan"],
        inception_on=case.asked.inception_on,
        expires_on=case.asked.expires_on,
        valid_until=await _valid_until(case, terms),
        authority=priced.authority,
        note=terms.note,
        quoted_by=by.user_id,
        quoted_by_name=row["plan_code"] if automatic else by.name,
        **_snapshot(case, terms, priced),
    )
    await quotes.add(quote, _options(quote, priced.options, at=now))
    await emit(
        QuoteGiven(
            subject_id=row["id"],
            parties=(row["firm"], row["insurer"]),
            number=row["number"],
            proposal_id=row["proposal"],
            quote_id=quote.id,
            quote=quote.number,
            insurer=row["insurer_name"],
            kind=str(kind),
            automatic=automatic,
            revision=quote.revision,
            net_fen=priced.options[0][2].worksheet.net_fen,
        ),
        by=by,
    )
    return quote.id


def _options(
    quote: Quote, options: Sequence[tuple[str, Risk, Rated]], *, at: datetime
) -> list[QuoteOption]:
    return [
        QuoteOption(
            id=uuid4(),
            created_at=at,
            quote=quote.id,
            n=n,
            label=label,
            risk=dumps(risk.model_dump(mode="json")),
            risk_hash=risk_hash(risk),
            worksheet=dumps(as_json(rated.worksheet)),
            worksheet_hash=worksheet_hash(rated.worksheet),
            net_fen=rated.worksheet.net_fen,
            vat_fen=rated.worksheet.vat_fen,
            gross_fen=rated.worksheet.gross_fen,
        )
        for n, (label, risk, rated) in enumerate(options, start=1)
    ]


def _snapshot(case: Case, terms: QuoteTerms, priced: Priced) -> dict[str, Any]:
    """The clauses of the parts that are quoted, as they were offered at this moment."""
    quoted = {str(part.code) for _, risk, _ in priced.options for part in risk.parts}
    parts = [each for each in case.product.parts if each.code in quoted]
    added: dict[str, list[str]] = {}
    for each in terms.exclusions:
        added.setdefault(each.part, []).append(str(each.exclusion))
    wording: dict[str, Any] = case.product.wording.model_dump(mode="json")
    wording["filing_number"] = case.row["product_filing_number"]
    return {
        "wording": dumps(wording),
        "clauses": dumps([each.model_dump(mode="json") for each in parts]),
        "exclusions": dumps(
            {
                each.code: list(
                    dict.fromkeys([*map(str, each.excl_codes), *added.get(each.code, [])])
                )
                for each in parts
            }
        ),
        "subjectivities": dumps([each.model_dump(mode="json") for each in terms.subjectivities]),
    }


async def _valid_until(case: Case, terms: QuoteTerms) -> datetime:
    """So many days from today, and never into the cover's first day."""
    rule = await submissions.desk_rule(case.row["insurer"], on=clock.today())
    days = terms.valid_days or rule["valid_days"]
    last = clock.today() + timedelta(days=days)
    return clock.end_of_day(min(last, case.asked.inception_on - timedelta(days=1)))


async def move_to(row: dict[str, Any], state: State) -> None:
    """With the insurer's work done, its clock is over; with work to do, it runs anew."""
    due_on = None
    if state in {State.IN_UNDERWRITING, State.INDICATED, State.REFERRED}:
        due_on = row["due_on"] or await due_from_today(row["insurer"])
    await submissions.move(row["id"], state, due_on=due_on, days_left=None, at=clock.now())


async def due_from_today(insurer_id: UUID) -> Any:
    rule = await submissions.desk_rule(insurer_id, on=clock.today())
    return clock.add_working_days(clock.today(), rule["answer_days"])
