"""The port for providers of electronic signatures: what one is handed, what it gives back.

The platform's own confirmation is the one that exists. A licensed provider (依法设立的电子认证
服务提供者) is another class with `confirm`, named by `ZHIRONG_SIGNATURE_PROVIDER`; README.md,
Decisions, says what connecting one takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from backend.identity.service import Proof
from backend.kernel.settings import settings
from backend.papers.states import Decision


class LegalEffect(StrEnum):
    """What a signature claims to be (电子签名法), on the screen and in the log."""

    PLATFORM_CONFIRMATION = "platform_confirmation"  # who, what, when, from where; nothing more
    RELIABLE_SIGNATURE = "reliable_signature"  # 可靠的电子签名, art. 13: a licensed provider only


@dataclass(frozen=True, kw_only=True)
class Act:
    """One person's answer to one paper, after mandate, turn and hash were checked.

    `sha256` is over the sealed PDF: a provider signs that digest and is never handed the paper.
    """

    paper_number: str
    paper_title: str
    sha256: str
    decision: Decision
    organisation_id: UUID
    organisation_name: str
    member_id: UUID
    member_name: str
    proof: Proof
    address: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What a provider answers.

    `method`: how the person proved himself, as the log page says it (≤ 200 characters);
    `reference`: under which the provider finds the act again (≤ 200), empty for the platform.
    """

    provider: str
    method: str
    reference: str


class SignatureProvider(Protocol):
    """Whoever confirms that this person answered that."""

    name: str
    legal_effect: LegalEffect

    async def confirm(self, act: Act) -> Confirmation:
        """Confirm the act, or raise a DomainError: the answer is then not recorded.

        Called inside the transaction that records the answer; it has to be repeatable for the same
        `(paper_number, member_id, sha256)`, since that transaction can fail after it.
        """


class PlatformConfirmation:
    """The platform itself vouches for what it saw: sign-in, password, second factor where set."""

    name = "platform"
    legal_effect = LegalEffect.PLATFORM_CONFIRMATION

    METHODS: Mapping[Proof, str] = {
        Proof.PASSWORD: "登录后再次输入密码",
        Proof.PASSWORD_AND_CODE: "登录后再次输入密码和动态验证码",
        Proof.PASSWORD_AND_RECOVERY_CODE: "登录后再次输入密码和备用恢复码",
        Proof.PASSWORD_AND_PASSKEY: "登录后再次输入密码并使用通行密钥",
    }

    async def confirm(self, act: Act) -> Confirmation:
        return Confirmation(provider=self.name, method=self.METHODS[act.proof], reference="")


PROVIDERS: Mapping[str, SignatureProvider] = {"platform": PlatformConfirmation()}


def provider() -> SignatureProvider:
    """The one that the settings name; they refuse to start with one that does not exist."""
    return PROVIDERS[settings().signature_provider]
