"""What can be done with alerts and the rules that raise them."""

from backend.monitoring.service.answering import Wanted, answer, wanted
from backend.monitoring.service.leaving import ALERT_LIST
from backend.monitoring.service.proposing import (
    accept_proposal,
    decline_proposal,
    proposal_actions,
    proposal_page,
    propose,
    withdraw_proposal,
)
from backend.monitoring.service.settling import alerts, history, settle
from backend.monitoring.service.watching import RulesView, look_again, watch_rules

__all__ = [
    "ALERT_LIST",
    "RulesView",
    "Wanted",
    "accept_proposal",
    "alerts",
    "answer",
    "decline_proposal",
    "history",
    "look_again",
    "proposal_actions",
    "proposal_page",
    "propose",
    "settle",
    "wanted",
    "watch_rules",
    "withdraw_proposal",
]
