"""The twelve questions, each asked of one right. Pure."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from backend.portfolio.states import ENDINGS, RESTORED, LegalStatus, PatentKind, Source
from backend.portfolio.validity import is_over
from backend.registry.facts import Extract
from backend.registry.preflight.news import (
    DECLARATION,
    DESK,
    EXPIRY,
    EXTRACT,
    KIND,
    PARTIES,
    RECEIPT,
    REGISTER,
    TERMS,
    Case,
    News,
    Verdict,
    after_transfer,
    fee_year,
    from_extracts,
    from_gazette,
    from_statements,
    same_name,
    settle,
    since_transfer,
)
from backend.registry.regimes import register_of
from backend.registry.states import Answer

#: The gravest answer comes first.
GRAVITY = {Answer.FAIL: 0, Answer.UNKNOWN: 1, Answer.PASS: 2}


def patentee(case: Case) -> Verdict:
    pledgors = {same_name(name) for name in case.terms.pledgors}
    extracts, moved_on = since_transfer(case)
    news = from_extracts(
        extracts,
        "owners",
        lambda e: not pledgors <= {same_name(owner) for owner in e.owners},
        "pledgor_not_owner",
    )
    return after_transfer(settle(news, case), moved_on)


def in_force(case: Case) -> Verdict:
    right = case.right
    if is_over(right.expires_on, right.lapses_on, today=case.today):
        return Verdict(Answer.FAIL, "term_over", {"expires_on": right.expires_on}, EXPIRY)
    news = from_extracts(
        right.extracts,
        "status",
        lambda e: e.status is not LegalStatus.IN_FORCE,
        "not_in_force",
    )
    return settle(news + from_gazette(case, bad=" ".join(ENDINGS), good=RESTORED), case)


def granted(case: Case) -> Verdict:
    """A grant is not taken back: any date from a source above declared settles it for good."""
    granted_on = case.right.granted_on
    proven = (
        granted_on is not None
        and case.right.grant_source not in {None, Source.DECLARED}
        and granted_on <= case.today
    )
    read = [e for e in case.right.extracts if e.as_of <= case.today and e.says("granted_on")]
    newest = max(read, key=lambda e: (e.as_of, e.granted_on is None), default=None)
    if newest is not None and newest.granted_on is None:
        if granted_on is None or not proven or granted_on <= newest.as_of:
            return Verdict(
                Answer.FAIL, "not_granted", {"as_of": newest.as_of}, EXTRACT, newest.as_of
            )
        return Verdict(Answer.PASS, "proven", {}, str(case.right.grant_source))
    if proven:
        return Verdict(Answer.PASS, "proven", {}, str(case.right.grant_source))
    if any(e.granted_on is not None and e.granted_on <= case.today for e in read):
        return Verdict(Answer.PASS, "proven", {}, EXTRACT)
    declared = case.right.granted_on is not None
    return Verdict(Answer.UNKNOWN, "grant_only_declared" if declared else "nothing_known")


def fees(case: Case) -> Verdict:
    news = [
        News(
            e.as_of,
            _unpaid(e),
            # Only the extract ages; the receipt for the current year does not.
            proves=e.says("fees_paid", "late_period") and case.fresh(e.as_of),
            source=EXTRACT,
            code="fee_late_period" if e.says("late_period") and e.late_period else "fee_unpaid",
        )
        for e in case.right.extracts
        if e.says("fees_paid", "late_period") or _unpaid(e)
    ]
    news += from_gazette(case, bad="CF01", good="RR01")
    if case.right.filing_on is not None:
        current = fee_year(case.right.filing_on, case.today)
        news += [
            News(r.paid_on, bad=False, proves=True, source=RECEIPT)
            for r in case.right.receipts
            if r.fee_year >= current
        ]
    return settle(news, case, ages=False)


def _unpaid(extract: Extract) -> bool:
    """By any of the fields that were read."""
    return (
        (extract.says("late_period") and extract.late_period)
        or (extract.says("fees_paid") and not extract.fees_paid)
        or (extract.says("status") and extract.status is LegalStatus.LAPSED_FEE)
    )


def paused(case: Case) -> Verdict:
    preserved = settle(
        from_extracts(case.right.extracts, "preserved", lambda e: e.preserved, "preserved")
        + from_gazette(case, bad="PP01", good="PD01"),
        case,
    )
    suspended = settle(
        from_extracts(case.right.extracts, "suspended", lambda e: e.suspended, "suspended"), case
    )
    return min(preserved, suspended, key=lambda verdict: GRAVITY[verdict.answer])


def term(case: Case) -> Verdict:
    if case.terms.performance_to is None:
        return Verdict(Answer.UNKNOWN, "term_not_agreed")
    if case.right.expires_on is None:
        return Verdict(Answer.UNKNOWN, "expiry_unknown")
    facts: dict[str, object] = {
        "performance_to": case.terms.performance_to,
        "expires_on": case.right.expires_on,
    }
    if case.terms.performance_to > case.right.expires_on:
        return Verdict(Answer.FAIL, "term_past_expiry", facts, EXPIRY)
    return Verdict(Answer.PASS, "proven", facts, EXPIRY)


def contract(case: Case) -> Verdict:
    if case.terms.missing is None:
        return Verdict(Answer.UNKNOWN, "no_terms_yet")
    if case.terms.missing:
        return Verdict(Answer.FAIL, "terms_missing", {"missing": list(case.terms.missing)}, TERMS)
    return Verdict(Answer.PASS, "proven", {}, TERMS)


def co_owners(case: Case) -> Verdict:
    agreements = [s for s in case.right.each_may_pledge if s.as_of <= case.today]
    newest = max(agreements, key=lambda s: (s.as_of, not s.value), default=None)
    agreed = newest is not None and newest.value
    willing = {same_name(name) for name in (*case.terms.pledgors, *case.right.consents)}

    def unwilling(extract: Extract) -> bool:
        owners = {same_name(owner) for owner in extract.owners}  # nobody where they were not read
        return len(owners) > 1 and not agreed and not owners <= willing

    extracts, moved_on = since_transfer(case)
    news = from_extracts(extracts, "owners", unwilling, "coowner_has_not_consented")
    verdict = settle(news, case)
    if verdict.answer is Answer.FAIL:
        owners = next(e.owners for e in extracts if e.as_of == verdict.as_of and unwilling(e))
        missing = [owner for owner in owners if same_name(owner) not in willing]
        return Verdict(
            Answer.FAIL, verdict.code, {**verdict.facts, "owners": missing}, EXTRACT, verdict.as_of
        )
    return after_transfer(verdict, moved_on)


def running(case: Case) -> Verdict:
    if case.right.live_elsewhere:
        return Verdict(Answer.FAIL, "live_in_own_register", {}, REGISTER)
    news = from_extracts(
        case.right.extracts, "running_pledge", lambda e: e.running_pledge, "pledge_running"
    )
    return settle(news + from_gazette(case, bad="PE01 PM01", good="PC01"), case)


def same_day_twin(case: Case) -> Verdict:
    if case.right.kind in {PatentKind.INVENTION, PatentKind.DESIGN}:
        return Verdict(Answer.PASS, "kind_has_no_twin", {}, KIND)
    return settle(from_statements(case.right.twin, DECLARATION, "same_day_twin"), case, ages=False)


def invalidation(case: Case) -> Verdict:
    news = from_extracts(
        case.right.extracts,
        "invalidation_pending",
        lambda e: e.invalidation_pending,
        "invalidation_pending",
    )
    read = [n for n in news if n.on <= case.today]
    pending = bool(read) and max(read, key=lambda n: (n.on, n.bad)).bad
    # What the register says is pending, the parties cannot state away.
    stated = [s for s in case.right.invalidation if s.value or not pending]
    return settle(news + from_statements(stated, PARTIES, "invalidation_pending"), case)


def otherwise_unfit(case: Case) -> Verdict:
    if register_of(case.right.kind) is not case.register:
        return Verdict(Answer.FAIL, "another_register", {}, KIND)
    if not case.right.at_cnipa:
        return Verdict(Answer.FAIL, "cannot_be_pledged_at_cnipa", {}, KIND)
    return settle(from_statements(case.right.unfit, DESK, "stated_unfit"), case, ages=False)


Question = Callable[[Case], Verdict]
QUESTIONS: Mapping[int, Question] = MappingProxyType(
    {
        1: patentee,
        2: in_force,
        3: granted,
        4: fees,
        5: paused,
        6: term,
        7: contract,
        8: co_owners,
        9: running,
        10: same_day_twin,
        11: invalidation,
        12: otherwise_unfit,
    }
)
