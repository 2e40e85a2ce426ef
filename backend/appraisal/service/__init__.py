"""What can be done with ordered appraisals; other modules come in here."""

from backend.appraisal.conflicts import Rules
from backend.appraisal.report import Report
from backend.appraisal.service.delivering import checks, confirm, deliver, save, send_back, sign
from backend.appraisal.service.ordering import (
    Offer,
    Ordered,
    accept,
    decline,
    expire,
    open_request,
    quote,
    withdraw,
)
from backend.appraisal.service.proposing import (
    accept_proposal,
    decline_proposal,
    proposal_actions,
    proposal_page,
    propose,
    withdraw_proposal,
)
from backend.appraisal.service.reading import (
    ReportView,
    RequestView,
    page,
    report_of_valuation,
    request,
)
from backend.appraisal.service.weighing import (
    FindingView,
    RuleSetView,
    check_use,
    rule_sets,
    weigh_use,
)
from backend.appraisal.service.working import CheckView

__all__ = [
    "CheckView",
    "FindingView",
    "Offer",
    "Ordered",
    "Report",
    "ReportView",
    "RequestView",
    "RuleSetView",
    "Rules",
    "accept",
    "accept_proposal",
    "check_use",
    "checks",
    "confirm",
    "decline",
    "decline_proposal",
    "deliver",
    "expire",
    "open_request",
    "page",
    "proposal_actions",
    "proposal_page",
    "propose",
    "quote",
    "report_of_valuation",
    "request",
    "rule_sets",
    "save",
    "send_back",
    "sign",
    "weigh_use",
    "withdraw",
    "withdraw_proposal",
]
