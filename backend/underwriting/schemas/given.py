"""What the API takes."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Input
from backend.underwriting.answers import Answers
from backend.underwriting.service.questions import Asked
from backend.underwriting.service.submitting import Sending
from backend.underwriting.states import Decision, DeclineCode, Level, ListCode, ScreeningDecision
from backend.underwriting.terms import QuoteTerms

Place = Annotated[str, Field(pattern=r"^[a-z_]{1,40}\.[a-z0-9_]{1,40}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]
Said = Annotated[str, Field(min_length=1, max_length=4000)]
FileIds = Annotated[list[UUID], Field(max_length=50)]


class ProposalIn(Input):
    """`loan_application_id`: the loan to be guaranteed; `copied_from`: last year's proposal."""

    line: InsuranceLine
    loan_application_id: UUID | None = None
    copied_from: UUID | None = None


class ProposalAnswersIn(Input):
    """The answers whole, on top of version `base`; `evidence`: papers by question."""

    base: Annotated[int, Field(ge=1, le=100_000)]
    answers: Answers
    evidence: dict[Place, FileIds] = Field(default_factory=dict, max_length=100)
    effective_on: Day | None = None


class DeclarationsIn(Input):
    """Each is made by the signatory; none is made for him."""

    truth: StrictBool
    known_circumstances: StrictBool
    data_use: StrictBool


class PrivilegedIn(Input):
    """Papers of clearance opinions that this insurer, and no other, may read."""

    insurer_id: UUID
    file_ids: FileIds


class ProposalSubmissionIn(Input):
    insurer_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    version: Annotated[int, Field(ge=1, le=100_000)]
    declarations: DeclarationsIn
    duplicates_known: StrictBool = False
    privileged: Annotated[list[PrivilegedIn], Field(max_length=10, default_factory=list)]

    def sending(self) -> Sending:
        return Sending(
            insurer_ids=tuple(self.insurer_ids),
            n=self.version,
            declared=self.declarations.model_dump(),
            duplicates_known=self.duplicates_known,
            privileged={each.insurer_id: each.file_ids for each in self.privileged},
        )


class QuestionItemIn(Input):
    """`question`: the place of the form that it is about, `block.field`."""

    question: Place | None = None
    text: Annotated[str, Field(min_length=1, max_length=1000)]

    def asked(self) -> Asked:
        return Asked(question=self.question, text=self.text)


class SubmissionQuestionIn(Input):
    items: Annotated[list[QuestionItemIn], Field(min_length=1, max_length=30)]
    due_on: Day


class SubmissionAssignmentIn(Input):
    """The underwriter who shall handle it, the caller if none is named; `release`: nobody."""

    member_id: UUID | None = None
    release: bool = False


class SubmissionAnswerIn(Input):
    text: Said
    file_ids: Annotated[list[UUID], Field(max_length=50, default_factory=list)]


class ReferralIn(Input):
    memo: Said
    terms: QuoteTerms


class ReferralDecisionIn(Input):
    """`terms`: those of an amendment. `referral`: the number of the referral that was read."""

    decision: Decision
    referral: int | None = None
    note: Said
    terms: QuoteTerms | None = None


class SubmissionDeclineIn(Input):
    reason: DeclineCode
    note: Annotated[str, Field(min_length=1, max_length=600)]


class ScreeningDecisionIn(Input):
    decision: ScreeningDecision
    note: Annotated[str, Field(min_length=1, max_length=2000)]
    file_id: UUID | None = None


class UnderwritingAuthorityIn(Input):
    member_id: UUID
    level: Level
    from_on: Day
    to_on: Day | None = None


class AuthorityEndIn(Input):
    """The last day."""

    to_on: Day


class SanctionsListIn(Input):
    """A list whole, one name a line of its file."""

    code: ListCode
    version: Annotated[str, Field(min_length=1, max_length=40)]
    as_of: Day
    names: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=300)]],
        Field(min_length=1, max_length=50_000),
    ]


class DeskRuleIn(Input):
    """Working days for an answer, days that a quote holds, from a day on."""

    from_on: Day
    answer_days: Annotated[int, Field(ge=1, le=60)]
    valid_days: Annotated[int, Field(ge=1, le=30)]
