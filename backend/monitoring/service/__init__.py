"""What can be done with alerts and the rules that raise them."""

from backend.monitoring.service.answering import Wanted, answer, wanted
from backend.monitoring.service.settling import alerts, history, settle
from backend.monitoring.service.watching import (
    RulesView,
    look_again,
    make_rules,
    watch_rules,
)

__all__ = [
    "RulesView",
    "Wanted",
    "alerts",
    "answer",
    "history",
    "look_again",
    "make_rules",
    "settle",
    "wanted",
    "watch_rules",
]
