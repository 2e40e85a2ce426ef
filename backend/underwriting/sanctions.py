"""Comparing names with sanctions lists: what may be the same is possible, and a person decides."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from backend.underwriting.answers import Answers

#: Forms of a company that say nothing of which company it is.
_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|集团|公司|corporation|incorporated|limited|company|corp"
    r"|gmbh|inc|ltd|llc|plc|co)$"
)
#: A shorter name is too common to be found inside another one.
LEAST = 4


def key_of(name: str) -> str:
    """A name without case, width, spaces, marks and its company's form."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(sign for sign in plain if sign.isalnum())
    while (shorter := _FORMS.sub("", plain)) and shorter != plain:
        plain = shorter
    return plain


def names_of(answers: Answers) -> dict[str, list[str]]:
    """Whom an insurer screens, by the part they play: each name once."""
    parties, cover = answers.parties, answers.cover
    found: dict[str, list[str]] = {
        "insured": [
            *([parties.name] if parties.name else []),
            *(parties.additional_insureds or []),
        ],
        "owner": [*(parties.owners or []), *(parties.group or [])],
        "opponent": [
            *(answers.opponents.names or []),
            *(each.opponent for each in answers.history.suits or []),
        ],
        "bank": [cover.loan.bank] if cover.loan is not None and cover.loan.bank else [],
        "payee": [cover.loss_payee.name] if cover.loss_payee is not None else [],
    }
    return {role: list(dict.fromkeys(names)) for role, names in found.items() if names}


def matches(
    names: Mapping[str, Sequence[str]], listed: Iterable[tuple[str, str, str]]
) -> list[dict[str, str]]:
    """Names that are, or hold, or stand in, a listed name: (list, name, key) each."""
    asked = [(role, name, key_of(name)) for role, each in names.items() for name in each]
    found = []
    for code, entry, key in listed:
        for role, name, own in asked:
            if _may_be(own, key):
                found.append({"role": role, "name": name, "list": code, "entry": entry})
    return found


def _may_be(own: str, key: str) -> bool:
    if own == key:
        return bool(own)
    shorter, longer = sorted((own, key), key=len)
    return len(shorter) >= LEAST and shorter in longer
