"""The demonstration: fictional people who really use the services, at moments of their own."""

from backend.demo.people import ACCOUNTS
from backend.demo.story import seed_if_empty

__all__ = ["ACCOUNTS", "seed_if_empty"]
