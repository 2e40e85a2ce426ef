"""The published tables of rights that are no patents: how long they last, how numbers look."""

from datetime import date

from backend.portfolio.right_rows import (
    NumberForm,
    RightLaw,
    RightLife,
    check_forms,
    check_lives,
)
from backend.reference import service as reference
from backend.reference.kinds import Kind, declare

LIVES = declare(
    Kind(
        code="right_lives",
        title=("非专利权利的保护期", "Terms of rights other than patents"),
        about=(
            "商标、著作权、布图设计的保护期与续展；按起算日适用其中最近的一行，自生效日起使用。",
            "A right's term is told by the newest row that had begun when the term did.",
        ),
        row=RightLife,
        key=("kind", "from_on"),
        check=check_lives,
    )
)
FORMS = declare(
    Kind(
        code="number_forms",
        title=("非专利权利的号码格式", "Numbers of rights other than patents"),
        about=(
            (
                "企业填报的号码须符合一种格式：[…] 可省略，{d5-8} 五至八位数字，{A} 大写字母，"
                "{han} 汉字，{year} 不晚于今年的年份，其余照写。"
            ),
            (
                "A stated number fits a form: […] may be left out, {d5-8} five to eight digits, "
                "{A} a capital, {han} a Chinese character, {year} a year up to this one."
            ),
        ),
        row=NumberForm,
        key=("kind", "template"),
        check=check_forms,
    )
)


async def right_law(on: date) -> RightLaw:
    """What is in force on a day."""
    lives, forms = await reference.histories(LIVES, FORMS)
    return RightLaw(lives=lives.on(on), forms=forms.on(on))
