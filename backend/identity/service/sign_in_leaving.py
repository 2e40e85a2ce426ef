"""A person's own sign-ins as a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.service.sign_ins import sign_ins
from backend.identity.states import Proof, SignInOutcome
from backend.kernel import listed, pages
from backend.kernel.auth import Actor
from backend.kernel.language import Pair, Words, said
from backend.kernel.paged import Place, Read, paged

OUTCOMES: Mapping[str, str] = Words(
    {
        str(SignInOutcome.SIGNED_IN): ("登录成功", "Signed in"),
        str(SignInOutcome.LINK_TAKEN): ("通过一次性链接登录", "Signed in by a one-time link"),
        str(SignInOutcome.WRONG_PASSWORD): ("密码错误", "Wrong password"),
        str(SignInOutcome.WRONG_CODE): ("验证码错误", "Wrong code"),
        str(SignInOutcome.WRONG_PASSKEY): ("通行密钥未被接受", "Passkey not accepted"),
        str(SignInOutcome.INACTIVE): ("账号已停用", "Access was ended"),
    }
)
PROOFS: Mapping[str, str] = Words(
    {
        str(Proof.PASSWORD): ("凭密码", "By password"),
        str(Proof.PASSWORD_AND_CODE): ("凭密码和动态验证码", "By password and code"),
        str(Proof.PASSWORD_AND_RECOVERY_CODE): (
            "凭密码和恢复码",
            "By password and recovery code",
        ),
        str(Proof.PASSWORD_AND_PASSKEY): ("凭密码和通行密钥", "By password and passkey"),
        str(Proof.PASSKEY): ("凭通行密钥", "By passkey"),
    }
)
LIVE: Pair = ("进行中", "Open")
OVER: Pair = ("已结束", "Ended")
HEADINGS: tuple[Pair, ...] = (
    ("成员", "Member"),
    ("时间（北京时间）", "Time (UTC+8)"),
    ("结果", "Outcome"),
    ("方式", "Proof"),
    ("设备", "Device"),
    ("网络地址", "Network address"),
    ("会话", "Session"),
    ("最近使用（北京时间）", "Last used (UTC+8)"),
)


class SignInsAsked(listed.Asked):
    """All of whoever asks."""


async def _sign_ins(_: SignInsAsked, at: Place, by: Actor) -> Read[Mapping[str, Any]]:
    after = None
    if at.cursor is not None:
        moment, last = pages.decode_cursor(at.cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await sign_ins(token="", after=after, limit=at.limit, counted=at.counted, by=by)
    cut, following = pages.cut(rows, at.limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=at.counted)


def _sign_in(row: Mapping[str, Any], by: Actor) -> listed.Row:
    opened = row["outcome"] in {SignInOutcome.SIGNED_IN, SignInOutcome.LINK_TAKEN}
    return (
        by.name,
        row["created_at"],
        OUTCOMES[row["outcome"]],
        None if row["proof"] is None else PROOFS[row["proof"]],
        row["device"],
        row["address"],
        said(*(LIVE if row["live"] else OVER)) if opened else None,
        row["seen_at"],
    )


#: Nobody's but his who asks, whatever else he may do.
SIGN_IN_LIST = paged(
    name="sign_ins",
    sheet=("登录记录", "Sign-ins"),
    asked=SignInsAsked,
    rests_on=frozenset(),
    columns=HEADINGS,
    page=_sign_ins,
    cells=_sign_in,
)
