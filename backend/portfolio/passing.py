"""What would pass instead of a refused value: a form with its facts, worded in `wording.py`."""

from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    AS_WRITTEN = "as_written"
    NUMBER = "number"
    SINGLE_NUMBER = "single_number"
    ONE_NUMBER_A_CELL = "one_number_a_cell"
    NUMBER_AS_TEXT = "number_as_text"
    NUMBER_FORMS = "number_forms"
    EITHER_NUMBER = "either_number"
    THIS_NUMBER = "this_number"
    CHECKED_NUMBER = "checked_number"
    DOT_BEFORE_CHECK = "dot_before_check"
    PUBLICATION_NUMBER = "publication_number"
    WITH_KIND_LETTER = "with_kind_letter"
    KIND_LETTERS = "kind_letters"
    KIND_OF_DIGIT = "kind_of_digit"
    KIND_OF_TYPE = "kind_of_type"
    TYPE_DIGITS = "type_digits"
    YEARS = "years"
    SAME_KIND = "same_kind"
    DAY_FORMS = "day_forms"
    DAY_UP_TO = "day_up_to"
    FILED_BY = "filed_by"
    COLUMNS = "columns"
    CHARACTERS = "characters"
    CHARACTERS_A_NAME = "characters_a_name"
    NAMES = "names"
    CLASSES = "classes"
    NUMBER_OF_ANOTHER = "number_of_another"
    ONE_PLEDGE_FIRST = "one_pledge_first"
    SAME_AS_ROW = "same_as_row"
    REGISTRATION_LIKE = "registration_like"
    NICE_CLASSES = "nice_classes"
    AUTHORSHIP = "authorship"
    DAY_FROM = "day_from"
    #: Of refusals before the term was said with them.
    WHOLE_PERIODS = "whole_periods"
    WHOLE_TERMS = "whole_terms"


@dataclass(frozen=True, slots=True)
class Passing:
    """`facts` fill the blanks of the form's words: `{"row": 1}`."""

    form: Form
    facts: dict[str, str | int] = field(default_factory=dict)


def passing(form: Form, **facts: str | int) -> Passing:
    return Passing(form, facts)
