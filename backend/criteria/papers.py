"""Criteria on papers: documents at hand, consents given. The firm can supply each."""

from typing import Annotated

from msgspec import Meta

from backend.criteria.facts import Facts
from backend.criteria.verdicts import Change, ChangeAction, Criterion, Verdict, answer_of

Codes = Annotated[tuple[str, ...], Meta(min_length=1)]


class Documents(Criterion, frozen=True, tag="documents"):
    """Each of these kinds of document is at hand."""

    kinds: Codes

    def verdict(self, facts: Facts) -> Verdict:
        missing = tuple(kind for kind in self.kinds if kind not in facts.documents)
        return self.answered(
            answer_of(not missing),
            found={"missing": list(missing)},
            changeable=True,
            change=Change(action=ChangeAction.DEPOSIT_DOCUMENTS, documents=missing),
        )


class Consents(Criterion, frozen=True, tag="consents"):
    """The firm is willing to give each of these, such as the bank's credit-report form."""

    consents: Codes

    def verdict(self, facts: Facts) -> Verdict:
        missing = tuple(name for name in self.consents if name not in facts.consents)
        return self.answered(
            answer_of(not missing),
            found={"missing": list(missing)},
            changeable=True,
            change=Change(action=ChangeAction.GIVE_CONSENTS, consents=missing),
        )
