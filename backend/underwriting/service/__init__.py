"""What a firm does with its proposal, and an insurer at its desk."""

from backend.underwriting.service.handing_over import Taken, accept, reopen
from backend.underwriting.service.screening import screen

__all__ = ["Taken", "accept", "reopen", "screen"]
