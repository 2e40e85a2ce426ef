"""What can be done with alerts and the rules that raise them."""

from backend.monitoring.service.settling import alerts, history, settle
from backend.monitoring.service.watching import (
    RulesView,
    hear_of,
    look_again,
    make_rules,
    watch_rules,
)

__all__ = [
    "RulesView",
    "alerts",
    "hear_of",
    "history",
    "look_again",
    "make_rules",
    "settle",
    "watch_rules",
]
