"""The twelve grounds on which CNIPA refuses a pledge: facts in, pass, fail or unknown out. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from uuid import UUID

from backend.portfolio import validity
from backend.portfolio.states import PatentKind
from backend.portfolio.validity import Validity
from backend.registry.facts import Note, Reason, RightFacts, TermsFacts
from backend.registry.preflight.grounds import GRAVITY, QUESTIONS
from backend.registry.preflight.news import (
    AGREEMENT,
    CONSENT,
    DECLARATION,
    DESK,
    EXPIRY,
    EXTRACT,
    GRANT,
    PARTIES,
    RECEIPT,
    TERMS,
    Case,
    same_name,
)
from backend.registry.regimes import PATENT, Regime
from backend.registry.states import Answer

__all__ = ["GroundAnswer", "Preflight", "run", "same_name"]

SETTLED_BY: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: (EXTRACT,),
        2: (EXTRACT,),
        3: (GRANT, EXTRACT),
        4: (EXTRACT, RECEIPT),
        5: (EXTRACT,),
        6: (TERMS, EXPIRY),
        7: (TERMS,),
        8: (EXTRACT, CONSENT, AGREEMENT),
        9: (EXTRACT,),
        10: (DECLARATION,),
        11: (EXTRACT, PARTIES),
        12: (DESK,),
    }
)


@dataclass(frozen=True, kw_only=True)
class GroundAnswer:
    ground: int
    rule: str
    answer: Answer
    right_ids: tuple[UUID, ...]
    reasons: tuple[Reason, ...]
    settled_by: tuple[str, ...]
    source: dict[str, object] | None


@dataclass(frozen=True, kw_only=True)
class Preflight:
    """The answers that a regime asks for on a day, and the notes beside them."""

    on: date
    regime: Regime
    answers: tuple[GroundAnswer, ...]
    notes: tuple[Note, ...]
    #: When the oldest extract that something rests on is too old; `None` if nothing does.
    stale_after: date | None

    @property
    def blocking(self) -> tuple[int, ...]:
        """What forbids signing and filing: a fail of 1-9 or 12, or anything unknown."""
        return tuple(
            a.ground
            for a in self.answers
            if a.answer is Answer.UNKNOWN
            or (a.answer is Answer.FAIL and a.ground not in self.regime.waivable)
        )

    @property
    def to_declare(self) -> tuple[int, ...]:
        """What both parties will have to declare after CNIPA's warning."""
        return tuple(
            a.ground
            for a in self.answers
            if a.answer is Answer.FAIL and a.ground in self.regime.waivable
        )


#: The answer is one for the contract; it names no right.
_OF_THE_CONTRACT = frozenset({7})


def _answer(ground: int, rule: str, cases: Sequence[Case]) -> GroundAnswer:
    of_contract = ground in _OF_THE_CONTRACT
    asked = cases[:1] if of_contract else cases
    verdicts = [(case.right.right_id, QUESTIONS[ground](case)) for case in asked]
    answer = min((v.answer for _, v in verdicts), key=GRAVITY.__getitem__)
    at_issue = [(right_id, v) for right_id, v in verdicts if v.answer is not Answer.PASS]
    deciding = [v for _, v in verdicts if v.answer is answer]
    oldest = min(deciding, key=lambda v: v.as_of or date.max)
    return GroundAnswer(
        ground=ground,
        rule=rule,
        answer=answer,
        right_ids=() if of_contract else tuple(right_id for right_id, _ in at_issue),
        reasons=tuple(
            Reason(
                code=v.code,
                right_id=None if of_contract else right_id,
                facts={"answer": v.answer.value, **v.facts},
            )
            for right_id, v in at_issue
        ),
        settled_by=SETTLED_BY[ground] if answer is not Answer.PASS else (),
        source=None if oldest.source is None else {"source": oldest.source, "as_of": oldest.as_of},
    )


_TITLE_ON_DEFAULT = re.compile(
    r"流质|流押"
    r"|(?:逾期|到期|届满|违约|不能清偿|未清偿|未能清偿|不履行|未履行)[^。；;]{0,60}"
    r"(?:归|转归|属于|移转给|转移给|过户给)[^。；;]{0,12}(?:质权人|甲方|乙方|银行|贷款人|债权人)"
)


#: What a regime reminds of whatever the facts.
_ALWAYS = frozenset({"similar_marks_together", "property_rights_only", "no_rule_of_its_own"})


def _of_regime(
    regime: Regime, rights: Sequence[RightFacts], terms: TermsFacts, *, today: date
) -> list[Note]:
    """What this register's rules add; no ground of refusal."""
    found = {
        "renewed_before_expiry": [
            right.right_id
            for right in rights
            if right.expires_on and terms.performance_to and right.expires_on < terms.performance_to
        ],
        "pledged_already": [right.right_id for right in rights if _pledged(right, today)],
    }
    return [
        Note(rule=str(regime.register), code=code, right_ids=tuple(found.get(code, ())))
        for code in regime.notes
        if code in _ALWAYS or found[code]
    ]


def _pledged(right: RightFacts, today: date) -> bool:
    read = [e for e in right.extracts if e.as_of <= today and e.says("running_pledge")]
    newest = max(read, key=lambda extract: extract.as_of, default=None)
    return right.live_elsewhere or (newest is not None and newest.running_pledge)


def _notes(rights: Sequence[RightFacts], terms: TermsFacts) -> tuple[Note, ...]:
    notes = []
    wording = _TITLE_ON_DEFAULT.search(terms.contract_text or "")
    if wording:
        notes.append(
            Note(rule="PR-24", code="title_on_default", facts={"wording": wording.group(0)})
        )
    twins = tuple(
        right.right_id
        for right in rights
        if right.kind is PatentKind.UTILITY_MODEL and any(s.value for s in right.twin)
    )
    if twins:
        notes.append(Note(rule="PR-26", code="ends_at_twins_grant", right_ids=twins))
    if terms.state_owned:
        notes.append(Note(rule="PR-30", code="state_owned_pledgor_needs_approval"))
    if terms.foreign_party:
        notes.append(Note(rule="PR-30", code="foreign_party_export_rules"))
    return tuple(notes)


def run(
    rights: Sequence[RightFacts],
    terms: TermsFacts,
    *,
    today: date,
    regime: Regime = PATENT,
    valid: Sequence[Validity] = (validity.FIRST,),
) -> Preflight:
    """Ask of a bundle, as of `today`, those of the twelve questions that its regime asks."""
    if not rights:
        raise ValueError("A pledge names at least one right.")

    @cache
    def lapse(as_of: date) -> date:
        return validity.lapses_on(as_of, validity.of_day(valid, as_of).working_days)

    def fresh(as_of: date) -> bool:
        return today < lapse(as_of)

    cases = [Case(right, terms, today, fresh, regime.register) for right in rights]
    answers = tuple(
        _answer(ground, regime.grounds[ground], cases) for ground in sorted(regime.grounds)
    )
    extracts = [
        max(e.as_of for e in right.extracts if e.as_of <= today)
        for right in rights
        if any(e.as_of <= today for e in right.extracts)
    ]
    return Preflight(
        on=today,
        regime=regime,
        answers=answers,
        notes=(*_notes(rights, terms), *_of_regime(regime, rights, terms, today=today)),
        stale_after=min(map(lapse, extracts)) - timedelta(days=1) if extracts else None,
    )
