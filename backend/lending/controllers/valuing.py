"""The value behind an application, over HTTP: the bank looks into it and asks "what if"."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.lending.schemas.valuing import CaseValuationOut, WhatIfIn, WhatIfOut
from backend.lending.service import valuing


class CaseValuationController(Controller):
    path = "/loan-applications"
    tags = ("Loan applications: bank",)

    @get("/{application_id:uuid}/valuation", responses=PROBLEMS)
    async def loan_application_valuation(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CaseValuationOut:
        """The frozen valuation with its methods, deals, scores and what may be moved in it."""
        return CaseValuationOut.of(await valuing.look(application_id, by=actor))

    @post("/{application_id:uuid}/valuation/what-if", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def suppose_valuation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[WhatIfIn],
        actor: NamedDependency[Actor],
    ) -> WhatIfOut:
        """The same inputs with royalty, life or discount rate moved; nothing is kept."""
        return WhatIfOut.of(await valuing.suppose(application_id, data.moved(), by=actor))
