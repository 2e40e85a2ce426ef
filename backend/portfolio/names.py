"""Names of patentees: the key they are compared by, and whether they name a person. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")
_SPACE = re.compile(r"\s+")

# Enough to call even a short name an organisation.
_STRONG = re.compile(
    "公司|集团|大学|学院|医院|研究|中心|中学|小学|学校|工厂|银行|株式会社|会社|合作社|事务所|委员会"
    "|企业|工作室|管理局|公安|合伙|基金|协会|学会|联合会|实验室|政府|法人|财团|机构|商行|农场|林场"
)
# Enough only at the end of a name too long for a person's.
_WEAK_END = re.compile("[厂所院局会社部队站馆园场室行店校系庄司坊处台矿库团组]$")
_LATIN = re.compile(
    r"(?i)\b(inc|ltd|limited|llc|l\.?p|llp|corp|corporation|company|co|gmbh|ag|s\.?a|s\.?p\.?a|b\.?v"
    r"|n\.?v|plc|oy|ab|kg|kk|k\.k|university|universit[éàa]\w*|institute|institut|college|hospital"
    r"|laborator(?:y|ies)|foundation|centre|center|group|holdings?|technolog(?:y|ies)|systems)\b"
)
_FOREIGN_FORM = re.compile(r"주식회사|大学校|대학교|산학협력단|연구원|연구소|研究所|機構|法人")
_LONGEST_PERSON = 4
_PERSON_WITH_DOT = re.compile("[·•・.]")

# A natural person's address is not kept. What looks like one is found by its own form, in case
# the columns of a row are shifted.
_POSTCODE = re.compile(r"^\s*[0-9]{6}\s*[\u4e00-\u9fff]")
_PLACE = re.compile("省|市|自治区|自治州|县|区|镇|乡|村|街道|路|街|巷|弄|号|栋|楼|室")
_COUNTRY_PLACE = re.compile("^(?:美国|日本|韩国|德国|法国|英国|瑞士|荷兰|瑞典|意大利|中国|加拿大)")
_SHORTEST_ADDRESS = 7


@lru_cache(maxsize=32_768)
def key(name: str) -> str:
    """The form in which names are compared: width, brackets, case and blanks do not count."""
    folded = unicodedata.normalize("NFKC", name).translate(_BRACKETS).casefold()
    return _SPACE.sub("", folded)


def keys(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key(name) for name in names))


@lru_cache(maxsize=32_768)
def is_organisation(name: str) -> bool:
    """Whether a name is surely an organisation's; in doubt it is a person's.

    The doubt protects: an address is stored only where every patentee is an organisation.
    """
    plain = _SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip()
    if _STRONG.search(plain) or _LATIN.search(plain) or _FOREIGN_FORM.search(plain):
        return True
    if len(plain) <= _LONGEST_PERSON or _PERSON_WITH_DOT.search(plain):
        return False
    return bool(_WEAK_END.search(plain))


def all_organisations(names: Iterable[str]) -> bool:
    listed = list(names)
    return bool(listed) and all(is_organisation(name) for name in listed)


def looks_like_address(text: str) -> bool:
    if len(text) < _SHORTEST_ADDRESS:
        return False
    if _POSTCODE.match(text):
        return True
    signs = len(set(_PLACE.findall(text)))
    return signs >= 2 or (signs == 1 and bool(_COUNTRY_PLACE.match(text)))  # noqa: PLR2004
