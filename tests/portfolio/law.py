"""What the law says of rights that are no patents, as the product comes with it."""

from typing import Any

from backend.migrations import zhirong_243_right_law as first
from backend.portfolio.right_rows import NumberForm, RightLaw, RightLife


def _rows(code: str) -> list[dict[str, Any]]:
    [rows] = [each[-1] for each in first.VERSIONS if each[0] == code]
    return list(rows)


LAW = RightLaw(
    lives=tuple(RightLife.model_validate(row) for row in _rows("right_lives")),
    forms=tuple(NumberForm.model_validate(row) for row in _rows("number_forms")),
)


def basis_of(kind: str) -> str:
    return next(life.basis for life in LAW.lives if life.kind == kind)
