"""The words of insurance in the lists that leave as files."""

from backend.insurance.states import Handling, InsuranceLine
from backend.kernel.language import Words

LINES: Words[str] = Words(
    {
        InsuranceLine.STAR_COMPOSITE: (
            "科创板拟上市企业知识产权复合险",
            "Composite for STAR-listing candidates",
        ),
        InsuranceLine.OVERSEAS_LIABILITY: (
            "知识产权海外侵权保险",
            "Overseas infringement liability",
        ),
        InsuranceLine.ENFORCEMENT: ("知识产权维权费用保险", "Enforcement costs"),
        InsuranceLine.INFRINGEMENT_LOSS: ("知识产权被侵权损失保险", "Loss by infringement"),
        InsuranceLine.LOAN_GUARANTEE: ("知识产权质押融资保证保险", "Pledge-loan guarantee"),
    }
)
HANDLING: Words[str] = Words(
    {
        Handling.AUTOMATIC: ("自动报价", "Quoted automatically"),
        Handling.INCOMPLETE: ("答案不全", "Answers missing"),
        Handling.REFERRED: ("转核", "Referred"),
        Handling.DECLINED: ("拒保", "Declined"),
    }
)
