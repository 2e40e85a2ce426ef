"""Which papers exist, which version is in force from when, and what each template's bytes are.

A released template never changes: a new wording is a new `vN.typ` (and, where its blanks differ, a
new terms class) with a new row below. An issued paper keeps its version for ever.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from contracts.blanks import Blanks
from contracts.cancellation_form.terms import CancellationForm
from contracts.change_form.terms import ChangeForm
from contracts.decision_notice.terms import DecisionNotice
from contracts.evidence_pack.terms import EvidencePack
from contracts.licence_contract.terms import LicenceContract
from contracts.offer_letter.terms import OfferLetter
from contracts.pledge_contract.terms import PledgeContract
from contracts.policy_schedule.terms import PolicySchedule
from contracts.registration_application.terms import RegistrationApplication
from contracts.signature_log.terms import SignatureLog
from contracts.verification_statement.terms import VerificationStatement

ROOT = Path(__file__).parent


class Paper(StrEnum):
    """The papers; the value is the folder of its terms and templates."""

    PLEDGE_CONTRACT = "pledge_contract"
    REGISTRATION_APPLICATION = "registration_application"
    CHANGE_FORM = "change_form"
    CANCELLATION_FORM = "cancellation_form"
    OFFER_LETTER = "offer_letter"
    DECISION_NOTICE = "decision_notice"
    LICENCE_CONTRACT = "licence_contract"
    VERIFICATION_STATEMENT = "verification_statement"
    EVIDENCE_PACK = "evidence_pack"
    SIGNATURE_LOG = "signature_log"
    POLICY_SCHEDULE = "policy_schedule"


class NoTemplate(LookupError):
    """No template of this paper has that version, or was in force on that day."""

    code: ClassVar[str] = "contracts.no_template"


@dataclass(frozen=True)
class Template:
    """One released version of a paper; `sha256` is over its own file and the layout's it uses."""

    paper: Paper
    version: int
    in_force_from: date
    terms: type[Blanks]
    layout: int
    sha256: str

    @property
    def id(self) -> str:
        """As the foot of every page says it: `pledge_contract/v1`."""
        return f"{self.paper}/v{self.version}"

    @property
    def path(self) -> Path:
        return ROOT / self.paper / f"v{self.version}.typ"

    def digest(self) -> str:
        """Of the files as they are now; equal to `sha256` unless somebody edited them."""
        files = (self.path, ROOT / "layout" / f"v{self.layout}.typ")
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


_FIRST = date(2022, 1, 1)
_SECOND = date(2026, 11, 29)

TEMPLATES: tuple[Template, ...] = (
    Template(
        Paper.PLEDGE_CONTRACT,
        1,
        _FIRST,
        PledgeContract,
        1,
        "d9512f2039a059ef2e9f99d840b55da3549dd483f0c6b754f37c66b1e2927147",
    ),
    Template(
        Paper.PLEDGE_CONTRACT,
        2,
        _SECOND,
        PledgeContract,
        2,
        "2fca9f8865f787aef7b41986712290c8b691854b8f1287c81e478f4ecd6121bf",
    ),
    Template(
        Paper.REGISTRATION_APPLICATION,
        1,
        _FIRST,
        RegistrationApplication,
        1,
        "5a94c768c7bd3bb9faf880e0326112d1a0279c959de8998f9fa19d7d07143869",
    ),
    Template(
        Paper.REGISTRATION_APPLICATION,
        2,
        _SECOND,
        RegistrationApplication,
        2,
        "f63b46f00980eade4060e9f1dadccabafdd59a2342d12e276e5e42d2180d7b9d",
    ),
    Template(
        Paper.CHANGE_FORM,
        1,
        _FIRST,
        ChangeForm,
        1,
        "9d74935f9ba84c1da210b4f14561a06ad0c9060cad576e02e6f59048a555a64e",
    ),
    Template(
        Paper.CHANGE_FORM,
        2,
        _SECOND,
        ChangeForm,
        2,
        "4a9778f80a86c01491ac11867f027ab067dadd5e66ff879780228db2a1b0cabf",
    ),
    Template(
        Paper.CANCELLATION_FORM,
        1,
        _FIRST,
        CancellationForm,
        1,
        "796b5e31c9e5a9f06dc64721890e6d0c37619ca30df141f95ecc20b9b818c447",
    ),
    Template(
        Paper.CANCELLATION_FORM,
        2,
        _SECOND,
        CancellationForm,
        2,
        "3df0d286b6b2b24e3f7f49e7de6f8061b53e30ef8d2d37e086c6ba78d89de7a1",
    ),
    Template(
        Paper.OFFER_LETTER,
        1,
        _FIRST,
        OfferLetter,
        1,
        "2efd4e4a56a5ef8c787cb0024da0f1e1abe9521efce32f053cb390f5ef83658d",
    ),
    Template(
        Paper.OFFER_LETTER,
        2,
        _SECOND,
        OfferLetter,
        2,
        "e58a8f5e976399d0f7111c93edc898b48a99cad3854596474d5e34832f2f58f8",
    ),
    Template(
        Paper.DECISION_NOTICE,
        1,
        _FIRST,
        DecisionNotice,
        1,
        "7c038644c296ea315619b40db4a07dcb22fca1e3073d7942e5d1db47aa6359f3",
    ),
    Template(
        Paper.DECISION_NOTICE,
        2,
        _SECOND,
        DecisionNotice,
        2,
        "72011d49a85fdd57b47f7181a90d279a5a68e382e38a53308f7a70d81e5bc2ee",
    ),
    Template(
        Paper.LICENCE_CONTRACT,
        1,
        _FIRST,
        LicenceContract,
        1,
        "0a19dfc52b7bb74657bf6778f6cfeacfcc744105a4f6879ba417c16469ddfa96",
    ),
    Template(
        Paper.LICENCE_CONTRACT,
        2,
        _SECOND,
        LicenceContract,
        2,
        "58e79e80ef9df0b8d5e9e811df6e7bd00b5adab1a1e091d075ca187cf69eff63",
    ),
    Template(
        Paper.VERIFICATION_STATEMENT,
        1,
        _FIRST,
        VerificationStatement,
        1,
        "78671d5e4a2c20770416f2daf3607e893d653d2b3e39e27ba458e2593fccb60d",
    ),
    Template(
        Paper.VERIFICATION_STATEMENT,
        2,
        _SECOND,
        VerificationStatement,
        2,
        "ba9c4951774f94a9bfb9af4e07599ab7e79a7cca7db3981173a47fb09ce61f12",
    ),
    Template(
        Paper.EVIDENCE_PACK,
        2,
        _FIRST,
        EvidencePack,
        1,
        "7eee4910166552767479ea676ebe4c6f673e284d953d6339988ce2ca4fc268a6",
    ),
    Template(
        Paper.EVIDENCE_PACK,
        3,
        _SECOND,
        EvidencePack,
        2,
        "4c7e562eeed1bb80a9c874c1d5f8c84e10fec78102c7c63b521ca0db93c46acb",
    ),
    Template(
        Paper.SIGNATURE_LOG,
        1,
        _FIRST,
        SignatureLog,
        1,
        "5a12d25550a724d97b100f69e737c68afff8e3ed50e60f08e25e036b29185974",
    ),
    Template(
        Paper.POLICY_SCHEDULE,
        1,
        _FIRST,
        PolicySchedule,
        2,
        "cf482e4499c8ca5d01e408abddede4223c48e4f7a1183715231c46f15bd606cd",
    ),
)

TITLES: Mapping[Paper, str] = {
    Paper.PLEDGE_CONTRACT: "专利权质押合同",
    Paper.REGISTRATION_APPLICATION: "专利权质押登记申请表",
    Paper.CHANGE_FORM: "专利权质押登记变更申请表",
    Paper.CANCELLATION_FORM: "专利权质押登记注销申请表",
    Paper.OFFER_LETTER: "融资要约函",
    Paper.DECISION_NOTICE: "审批结果通知书",
    Paper.LICENCE_CONTRACT: "专利实施许可合同",
    Paper.VERIFICATION_STATEMENT: "质押登记核验说明",
    Paper.EVIDENCE_PACK: "尽职免责证据包",
    Paper.SIGNATURE_LOG: "签署日志",
    Paper.POLICY_SCHEDULE: "保险单",
}


def in_force(paper: Paper, on: date) -> Template:
    """The version that a paper issued on this day is made with; raises NoTemplate."""
    found = [each for each in TEMPLATES if each.paper is paper and each.in_force_from <= on]
    if not found:
        raise NoTemplate(f"{paper}: no version was in force on {on}")
    return max(found, key=lambda each: (each.in_force_from, each.version))


def template(paper: Paper, version: int) -> Template:
    """The version that an issued paper keeps; raises NoTemplate."""
    for each in TEMPLATES:
        if each.paper is paper and each.version == version:
            return each
    raise NoTemplate(f"{paper}: there is no version {version}")


def dump(terms: Blanks) -> dict[str, Any]:
    """The terms as plain JSON values, to be kept with the record of the paper."""
    kept: dict[str, Any] = msgspec.to_builtins(terms)
    return kept


def load(template: Template, kept: Mapping[str, Any]) -> Blanks:
    """What `dump` kept, checked again; raises msgspec.ValidationError where it is not such."""
    return msgspec.convert(dict(kept), template.terms)
