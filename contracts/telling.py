"""What a verdict on a file says to people, in Chinese and English."""

from contracts.authority import Authority
from contracts.signing import Reason, Verdict
from contracts.wording import SHANGHAI

_REASONS = {
    Reason.GENUINE: (
        "真实：本文件由下列封印人封印，封印之后未被更改。",
        "Genuine: sealed by the signer below and not changed since.",
    ),
    Reason.NOT_A_PDF: ("不是可读的 PDF 文件。", "Not a readable PDF."),
    Reason.NOT_SEALED: ("本文件没有平台封印。", "This file bears no seal."),
    Reason.SEVERAL_SEALS: (
        "本文件有一个以上的封印，不是平台签发的原件。",
        "This file bears more than one seal: it is not the paper as issued.",
    ),
    Reason.CHANGED: (
        "本文件在封印之后被更改、追加或者损坏。",
        "This file was changed, added to or damaged after it was sealed.",
    ),
    Reason.UNKNOWN_AUTHORITY: (
        "封印人的证书不是由所给的根证书签发的，或者封印时不在有效期内：不能认定真实。",
        "None of the given roots vouches for the signer at that time: not proven genuine.",
    ),
}
_AUTHORITIES = {
    Authority.DEVELOPMENT: "开发用自签机构，非生产用途 development authority, not for production",
    Authority.PRODUCTION: "生产环境签发机构 production authority",
}


def told(verdict: Verdict) -> list[str]:
    """One line each: the outcome in both languages, then what is known of the seal."""
    lines = [*_REASONS[verdict.reason]]
    if verdict.signer is not None:
        lines.append(f"封印人 Signer: {verdict.signer}")
    if verdict.sealed_at is not None:
        moment = verdict.sealed_at.astimezone(SHANGHAI)
        lines.append(f"封印时间 Sealed at: {moment:%Y-%m-%d %H:%M:%S} (UTC+8)")
    if verdict.authority is not None:
        lines.append(f"机构 Authority: {_AUTHORITIES[verdict.authority]}")
    return lines
