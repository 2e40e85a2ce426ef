"""The front of the registry: what other modules and the API may ask of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.registry import wording
from backend.registry.queries.checks import UNVERIFIED
from backend.registry.queries.register import Asked, Filters
from backend.registry.service.changing import (
    decide_cancellation,
    decide_change,
    file_cancellation,
    file_change,
    review_flags,
    revoke,
)
from backend.registry.service.counting_rules import PLEDGE_COUNTING
from backend.registry.service.drafting import (
    DraftIn,
    PaperIn,
    add_fact,
    add_paper,
    draft,
    reopen,
    set_terms,
)
from backend.registry.service.elsewhere import ElsewhereIn, record_made_elsewhere
from backend.registry.service.exporting import (
    PLEDGE_LIST,
    REGISTER_LIST,
    WAITING_LIST,
    PledgesAsked,
    RegisterAsked,
    WaitingAsked,
)
from backend.registry.service.filed import PledgeFile, file_of_pledge
from backend.registry.service.filing import cure, file, note_defect, refuse, withdraw
from backend.registry.service.import_books import import_template, refused_book
from backend.registry.service.importing import MOST_BYTES as MOST_IMPORT_BYTES
from backend.registry.service.importing import (
    import_workbook,
    record_import,
    registration_import,
    registration_import_rows,
    registration_imports,
    run_import,
)
from backend.registry.service.knowing import preflight_of
from backend.registry.service.notices import share_earlier_notices
from backend.registry.service.plans import (
    Plan,
    PlanIn,
    RuleIn,
    RuleView,
    Target,
    TargetIn,
    counting_rules,
    create_plan,
    plan,
    plans,
    targets,
)
from backend.registry.service.reading import (
    Detail,
    Found,
    PledgeView,
    Published,
    Registration,
    ground_json,
    live,
    page,
    pledge,
    preflight_of_pledge,
    published,
    registration,
    search,
    state_of,
    unverified,
    waiting_for_the_district,
)
from backend.registry.service.registering import Restated, register
from backend.registry.service.seen import as_read
from backend.registry.service.signing import declare, sign, warn
from backend.registry.service.stating import OutsideParty
from backend.registry.service.verifying import correct_count, verify, verify_count
from backend.registry.service.writing import pledge_ids, rebuild, stored

__all__ = [
    "MOST_IMPORT_BYTES",
    "PLEDGE_COUNTING",
    "PLEDGE_LIST",
    "REGISTER_LIST",
    "UNVERIFIED",
    "WAITING_LIST",
    "Asked",
    "Detail",
    "DraftIn",
    "ElsewhereIn",
    "Filters",
    "Found",
    "OutsideParty",
    "PaperIn",
    "Plan",
    "PlanIn",
    "PledgeFile",
    "PledgeView",
    "PledgesAsked",
    "Published",
    "RegisterAsked",
    "Registration",
    "Restated",
    "RuleIn",
    "RuleView",
    "Target",
    "TargetIn",
    "WaitingAsked",
    "add_fact",
    "add_paper",
    "as_read",
    "correct_count",
    "counting_rules",
    "create_plan",
    "cure",
    "decide_cancellation",
    "decide_change",
    "declare",
    "draft",
    "file",
    "file_cancellation",
    "file_change",
    "file_of_pledge",
    "import_template",
    "import_workbook",
    "live",
    "note_defect",
    "page",
    "plan",
    "plans",
    "pledge",
    "pledge_ids",
    "preflight_for",
    "preflight_of",
    "preflight_of_pledge",
    "published",
    "rebuild",
    "record_import",
    "record_made_elsewhere",
    "refuse",
    "refused_book",
    "register",
    "registration",
    "registration_import",
    "registration_import_rows",
    "registration_imports",
    "reopen",
    "review_flags",
    "revoke",
    "run_import",
    "search",
    "set_terms",
    "share_earlier_notices",
    "sign",
    "state_of",
    "stored",
    "targets",
    "unverified",
    "verify",
    "verify_count",
    "waiting_for_the_district",
    "warn",
    "withdraw",
    "wording",
]


async def preflight_for(
    right_ids: Sequence[UUID],
    *,
    pledgor_id: UUID,
    performance_to: date | None = None,
    bank_id: UUID | None = None,
) -> list[dict[str, Any]]:
    """The twelve answers for a bundle before there is a pledge, in JSON."""
    checked = await preflight_of(
        right_ids, pledgor_id=pledgor_id, performance_to=performance_to, bank_id=bank_id
    )
    return [ground_json(answer) for answer in checked.answers]
