"""Conditions as data: comparisons of named facts with values, and what they answer.

A condition is a list of comparisons that all have to hold; "or" is another rule. Which facts
there are, and of what type, is a closed list that the asking module gives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from backend.criteria.verdicts import Answer
from backend.kernel.schemas import Input

Op = Literal["is", "is_not", "one_of", "at_least", "above", "at_most", "below"]
Text = Annotated[str, Field(min_length=1, max_length=40)]
Value = StrictBool | StrictInt | Text | Annotated[list[Text], Field(min_length=1, max_length=40)]
FactValue = bool | int | str

_OF_NUMBERS = {"is", "is_not", "at_least", "above", "at_most", "below"}
_OF_CHOICES = {"is", "is_not", "one_of"}


class Comparison(Input):
    """`{"fact": "letters_3y", "op": "at_least", "value": 2}`."""

    fact: Annotated[str, Field(min_length=1, max_length=60)]
    op: Op
    value: Value


@dataclass(frozen=True)
class FactType:
    """A flag, a whole number, or one of these values."""

    kind: Literal["flag", "number", "choice"]
    values: tuple[str, ...] = ()


def fault(comparison: Comparison, facts: Mapping[str, FactType]) -> tuple[str, str] | None:
    """What is wrong with a comparison (a code and a sentence), or None."""
    of = facts.get(comparison.fact)
    if of is None:
        return "fact_unknown", f"There is no fact {comparison.fact!r}."
    value = comparison.value
    if of.kind == "flag":
        fits = comparison.op in {"is", "is_not"} and isinstance(value, bool)
    elif of.kind == "number":
        fits = (
            comparison.op in _OF_NUMBERS and isinstance(value, int) and not isinstance(value, bool)
        )
    elif comparison.op not in _OF_CHOICES:
        fits = False
    else:
        named = value if comparison.op == "one_of" else [value]
        fits = isinstance(named, list) and all(each in of.values for each in named)
    if fits:
        return None
    wanted = {
        "flag": "is / is_not true or false",
        "number": f"{' / '.join(sorted(_OF_NUMBERS))} a whole number",
        "choice": f"is / is_not / one_of {', '.join(of.values)}",
    }[of.kind]
    return "comparison_does_not_fit", f"{comparison.fact} can be asked: {wanted}."


def answer(comparison: Comparison, facts: Mapping[str, FactValue | None]) -> bool | None:
    """Whether it holds; None while the fact is not known."""
    found, value = facts.get(comparison.fact), comparison.value
    if found is None:
        return None
    if comparison.op == "one_of":
        return isinstance(value, list) and found in value
    if comparison.op in {"is", "is_not"}:
        return (found == value) == (comparison.op == "is")
    if not isinstance(found, int) or not isinstance(value, int):
        raise TypeError(f"{comparison.fact} is compared as a number.")
    return {
        "at_least": found >= value,
        "above": found > value,
        "at_most": found <= value,
        "below": found < value,
    }[comparison.op]


def holds(when: Sequence[Comparison], facts: Mapping[str, FactValue | None]) -> Answer:
    """PASS when all hold, FAIL when one does not, UNKNOWN while that is open."""
    answers = [answer(each, facts) for each in when]
    if False in answers:
        return Answer.FAIL
    return Answer.UNKNOWN if None in answers else Answer.PASS


def unknown(when: Sequence[Comparison], facts: Mapping[str, FactValue | None]) -> list[str]:
    """The facts that a condition still asks for."""
    return [each.fact for each in when if facts.get(each.fact) is None]
