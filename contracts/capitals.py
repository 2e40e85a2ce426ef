"""Amounts in the capital figures (大写金额) of Chinese papers. Pure.

Rules: 支付结算办法 (PBoC 银发〔1997〕393号), annex 1. Where it leaves a choice (万位
or 元位 is 0) we say 零 before the thousands and none before 角; after 角 we write 整.
"""

from contracts.blanks import LARGEST_FEN, Unfit

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_WAN, _YI = 10**4, 10**8


def capitals(fen: int) -> str:
    """`1_350_000_000` fen → `人民币壹仟叁佰伍拾万元整`; refuses what is negative or too large."""
    if not 0 <= fen <= LARGEST_FEN:
        raise Unfit("amount_fen", f"a whole number of fen from 0 to {LARGEST_FEN}", got=fen)
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    said = f"{_whole(yuan) or _DIGITS[0]}元" if yuan or not rest else ""
    if not rest:
        said += "整"
    elif not cents:
        said += f"{_DIGITS[jiao]}角整"
    elif jiao:
        said += f"{_DIGITS[jiao]}角{_DIGITS[cents]}分"
    else:
        said += f"{_DIGITS[0] if yuan else ''}{_DIGITS[cents]}分"
    return f"人民币{said}"


def _whole(number: int) -> str:
    """The number in capitals, nothing for 0. Above 亿 the part before it is a number of its own."""
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            gap = low and (low < unit // 10 or high % 10 == 0)
            return _whole(high) + name + (_DIGITS[0] if gap else "") + _whole(low)
    return _thousands(number)


def _thousands(number: int) -> str:
    said = ""
    for position in range(3, -1, -1):
        digit, rest = number // 10**position % 10, number % 10**position
        if digit:
            said += _DIGITS[digit] + _PLACES[position]
        elif said and rest and not said.endswith(_DIGITS[0]):
            said += _DIGITS[0]
    return said
