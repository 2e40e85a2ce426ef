"""From an IPC symbol to one of Pudong's four key industries. Data and one function. Pure.

Source: a short extract of our own from the reference table of strategic emerging industries and
the IPC (战略性新兴产业分类与国际专利分类参照关系表, 2021, trial; branches 1.2, 1.5, 2.2, 4.1, 4.2),
by subclass, its keyword conditions left out; H10 (since 2023) took over much of H01L. It orders
lists and filters; it decides nothing.
"""

import re
from functools import lru_cache
from types import MappingProxyType

from backend.portfolio.states import Industry

_IC = Industry.INTEGRATED_CIRCUITS
_AI = Industry.ARTIFICIAL_INTELLIGENCE
_BIO = Industry.BIOMEDICINE
_AIR = Industry.CIVIL_AVIATION

# The longest beginning counts; `OTHER` takes a part of a class out again.
INDUSTRY_OF = MappingProxyType(
    {
        **dict.fromkeys(("H01L", "H10", "H03K", "H03M", "G11C", "G03F", "B81B", "B81C"), _IC),
        **dict.fromkeys(
            ("G06N", "G06V", "G06T", "G06K9", "G06F18", "G06F40", "G06F3/01", "G05D1", "G10L"), _AI
        ),
        **dict.fromkeys(
            ("A61K", "A61P", "A61B", "A61C", "A61D", "A61F", "A61L", "A61M", "A61N"), _BIO
        ),
        **dict.fromkeys(
            ("C07D", "C07H", "C07J", "C07K", "C12M", "C12N", "C12P", "C12Q", "G16B", "G16H"), _BIO
        ),
        **dict.fromkeys(("A61K8", "A61F13", "A61L2/", "A61L9", "C12M1/08"), Industry.OTHER),
        **dict.fromkeys(("B64", "G08G5", "G09B9/08", "F02C9/44", "F02K"), _AIR),
        "B64G": Industry.OTHER,  # space, not civil aviation
    }
)
_LONGEST = max(map(len, INDUSTRY_OF))
_IPC = re.compile(r"^[A-H][0-9]{2}[A-Z]")


@lru_cache(maxsize=4096)
def industry(ipc_main: str | None) -> Industry:
    """The key industry of a main IPC symbol such as `H01L 21/336`; Locarno classes have none."""
    symbol = (ipc_main or "").replace(" ", "")
    if not _IPC.match(symbol):
        return Industry.OTHER
    for length in range(_LONGEST, 2, -1):
        prefix = symbol[:length]
        found = INDUSTRY_OF.get(prefix)
        if found is not None and not _cuts_a_number(prefix, symbol):
            return found
    return Industry.OTHER


def _cuts_a_number(prefix: str, symbol: str) -> bool:
    """`A61K8` must not take in `A61K87`; a class such as `H10` goes on with a letter."""
    after = symbol[len(prefix) : len(prefix) + 1]
    return prefix[-1].isdigit() and after.isdigit()
