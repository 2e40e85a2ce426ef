"""The front of the vault: what other modules and the API may ask of it."""

from backend.documents.service.confirmations import (
    TrustView,
    check_not_disproved,
    confirmations,
    issuers,
    trusts,
)
from backend.documents.service.confirmations import answer as answer_confirmation
from backend.documents.service.confirmations import ask as ask_confirmation
from backend.documents.service.files import (
    FileView,
    check_own,
    deposit,
    describe,
    keep,
    own_files,
    receiving,
    sweep_leftovers,
    usage,
    withdraw,
)
from backend.documents.service.holds import (
    confirm_hold,
    held,
    holds,
    lift_hold,
    propose_hold,
    propose_lift,
)
from backend.documents.service.incidents import VaultHealth, incidents, resolve, vault_health
from backend.documents.service.issuing import keep_paper
from backend.documents.service.keys import rotate
from backend.documents.service.kind_rules import kind_limits, kind_rules, set_kind_rule
from backend.documents.service.marks import (
    MAY_CHECK,
    Rectangle,
    check,
    checks,
    note,
    notes,
    withdraw_note,
)
from backend.documents.service.publishing import made_public, publish, unpublish
from backend.documents.service.reading import (
    Part,
    check_readable,
    file,
    may_download,
    open_content,
    readable_ids,
    reads,
)
from backend.documents.service.receipts import (
    GrantIn,
    end_grants,
    give,
    grant,
    grants,
    readers,
    receipt,
    receipts,
    revoke_grant,
    revoke_receipt,
)
from backend.documents.service.retention import extend_retention, retain_evidence
from backend.documents.service.sealing import seal_earlier
from backend.documents.service.sweeping import sweep
from backend.documents.service.uploads import (
    UploadView,
    announce,
    append,
    terminate,
    under_way,
    upload_of,
)

__all__ = [
    "MAY_CHECK",
    "FileView",
    "GrantIn",
    "Part",
    "Rectangle",
    "TrustView",
    "UploadView",
    "VaultHealth",
    "announce",
    "answer_confirmation",
    "append",
    "ask_confirmation",
    "check",
    "check_not_disproved",
    "check_own",
    "check_readable",
    "checks",
    "confirm_hold",
    "confirmations",
    "deposit",
    "describe",
    "end_grants",
    "extend_retention",
    "file",
    "give",
    "grant",
    "grants",
    "held",
    "holds",
    "incidents",
    "issuers",
    "keep",
    "keep_paper",
    "kind_limits",
    "kind_rules",
    "lift_hold",
    "made_public",
    "may_download",
    "note",
    "notes",
    "open_content",
    "own_files",
    "propose_hold",
    "propose_lift",
    "publish",
    "readable_ids",
    "readers",
    "reads",
    "receipt",
    "receipts",
    "receiving",
    "resolve",
    "retain_evidence",
    "revoke_grant",
    "revoke_receipt",
    "rotate",
    "seal_earlier",
    "set_kind_rule",
    "sweep",
    "sweep_leftovers",
    "terminate",
    "trusts",
    "under_way",
    "unpublish",
    "upload_of",
    "usage",
    "vault_health",
    "withdraw",
    "withdraw_note",
]
