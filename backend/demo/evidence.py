"""The issuer's part: one valuation report is confirmed, another waits for its appraiser."""

from datetime import datetime, timedelta

from backend.demo.cast import Cast
from backend.demo.firms import Holdings
from backend.documents import service as documents
from backend.documents.states import Kind
from backend.kernel import clock


async def confirm(
    holdings: dict[str, Holdings], cast: Cast, password: str, *, on: datetime
) -> None:
    """The first firm's report is confirmed two days later; the second firm asked yesterday."""
    appraiser = cast["appraiser"]
    report = holdings["chips"].papers[Kind.VALUATION_REPORT]
    with clock.at(on):
        asked = await documents.ask_confirmation(
            report,
            issuer=appraiser.organisation_id,
            note="请核对评估报告正文与签章页。",
            by=cast["chips"],
        )
    with clock.at(on + timedelta(days=2)):
        await documents.answer_confirmation(
            report,
            confirmed=True,
            sha256=asked["sha256"],
            note="与本机构存档一致。",
            password=password,
            by=appraiser,
        )
    with clock.at(clock.now() - timedelta(days=1)):
        await documents.ask_confirmation(
            holdings["bio"].papers[Kind.VALUATION_REPORT],
            issuer=appraiser.organisation_id,
            note="银行审批需要贵机构确认本报告。",
            by=cast["bio"],
        )
