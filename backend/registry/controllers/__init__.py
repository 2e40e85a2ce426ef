"""Pledges, the register and registrations over HTTP."""

from backend.registry.controllers.books import PledgeBookController
from backend.registry.controllers.imports import RegistrationImportController
from backend.registry.controllers.pledges import PledgeController
from backend.registry.controllers.register import (
    PreflightController,
    RegisterController,
    RegistrationController,
)

__all__ = [
    "PledgeBookController",
    "PledgeController",
    "PreflightController",
    "RegisterController",
    "RegistrationController",
    "RegistrationImportController",
]
