"""What the API takes and gives of invoices."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.invoicing import service
from backend.invoicing.states import InvoiceForm, InvoiceKind, InvoiceState, Taxpayer
from backend.kernel.auth import Actor
from backend.kernel.errors import DomainError
from backend.kernel.money import BasisPoints
from backend.kernel.schemas import Input, Output
from backend.payments.states import Purpose
from contracts.capitals import capitals


class InvoiceTitleIn(Input):
    name: Annotated[str, Field(min_length=2, max_length=100)]
    tax_number: Annotated[str, Field(min_length=1, max_length=30)]
    taxpayer: Taxpayer
    address: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=40, pattern=r"^[0-9+\-() ]*$")] = ""
    bank_name: Annotated[str, Field(max_length=100)] = ""
    bank_account: Annotated[str, Field(pattern=r"^([0-9]{6,32})?$")] = ""

    def terms(self) -> service.TitleTerms:
        return service.TitleTerms(**self.model_dump())


class InvoiceTitleOut(Output, frozen=True):
    """Version 0 was stated by nobody: it is what the registration says."""

    version: int
    name: str
    tax_number: str
    taxpayer: Taxpayer | None
    address: str
    phone: str
    bank_name: str
    bank_account: str
    created_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "InvoiceTitleOut":
        told = {name: row[name] for name in cls.__struct_fields__}
        return cls(**told | {"taxpayer": row["taxpayer"] and Taxpayer(row["taxpayer"])})


class InvoiceRuleIn(Input):
    """`item` names its class of the tax list between asterisks: `*信息技术服务*平台服务费`."""

    purpose: Purpose
    taxpayer: Taxpayer
    item: Annotated[str, Field(pattern=r"^\*[^*]+\*[^*]+$", max_length=100)]
    tax_class_code: Annotated[str, Field(pattern=r"^[0-9]{19}$")]
    rate_bp: Annotated[int, Field(ge=0, le=2000)]
    mirrored: bool
    basis: Annotated[str, Field(min_length=1, max_length=500)]
    valid_from: Annotated[date, Field(ge=date(2020, 1, 1))]

    def terms(self) -> service.RuleTerms:
        return service.RuleTerms(
            **self.model_dump(exclude={"rate_bp"}), rate=BasisPoints(self.rate_bp)
        )


class InvoiceRuleOut(Output, frozen=True):
    """`mirrored`: the seller issues in its own system, and its number is told here."""

    id: UUID
    purpose: Purpose
    taxpayer: Taxpayer
    item: str
    tax_class_code: str
    rate_bp: int
    mirrored: bool
    basis: str
    valid_from: date
    in_force: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "InvoiceRuleOut":
        told = {name: row[name] for name in cls.__struct_fields__}
        changed = {
            "purpose": Purpose(row["purpose"]),
            "taxpayer": Taxpayer(row["taxpayer"]),
            "in_force": bool(row["in_force"]),
        }
        return cls(**told | changed)


class InvoiceAskIn(Input):
    form: InvoiceForm


class InvoiceReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class InvoiceNumberIn(Input):
    """What the tax platform gave; `file_id` is its PDF or OFD in the seller's vault."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
    issued_on: Annotated[date, Field(ge=date(2020, 1, 1))]
    file_id: UUID | None = None

    def given(self) -> service.Numbered:
        return service.Numbered(number=self.number, issued_on=self.issued_on)


class InvoiceOut(Output, frozen=True):
    """`credited_fen` is what credit notes take of it, whether they have a number yet or not."""

    id: UUID
    kind: InvoiceKind
    form: InvoiceForm
    state: InvoiceState
    charge_id: UUID
    reference: str
    purpose: Purpose
    corrects_id: UUID | None
    corrects_number: str | None
    buyer_id: UUID
    buyer_name: str
    buyer_tax_number: str
    buyer_address: str
    buyer_phone: str
    buyer_bank_name: str
    buyer_bank_account: str
    seller_id: UUID
    seller_name: str
    seller_tax_number: str
    item: str
    tax_class_code: str
    rate_bp: int
    amount_fen: int
    tax_fen: int
    total_fen: int
    total_capitals: str
    credited_fen: int
    remark: str
    mirrored: bool
    paid_on: date
    batch_id: UUID | None
    number: str | None
    issued_on: date | None
    file_id: UUID | None
    reason: str | None
    asked_at: datetime
    asked_by_name: str
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> "InvoiceOut":
        other = {
            "kind": InvoiceKind(row["kind"]),
            "form": InvoiceForm(row["form"]),
            "state": InvoiceState(row["state"]),
            "charge_id": row["charge"],
            "purpose": Purpose(row["purpose"]),
            "corrects_id": row["corrects"],
            "buyer_id": row["buyer"],
            "seller_id": row["seller"],
            "total_capitals": capitals(row["total_fen"]),
            "batch_id": row["batch"],
            "file_id": row["file"],
            "asked_at": row["created_at"],
            "allowed_actions": service.open_actions(row, reader=reader),
        }
        told = {name: row[name] for name in cls.__struct_fields__ if name not in other}
        return cls(**told | other)


class InvoiceDraftOut(Output, frozen=True):
    """What an invoice would state if it were asked for now."""

    buyer_name: str
    buyer_tax_number: str
    seller_name: str
    seller_tax_number: str
    item: str
    tax_class_code: str
    rate_bp: int
    amount_fen: int
    tax_fen: int
    total_fen: int
    total_capitals: str
    remark: str
    mirrored: bool
    basis: str

    @classmethod
    def of(cls, draft: Mapping[str, Any]) -> "InvoiceDraftOut":
        parts, rule = draft["parts"], draft["rule"]
        return cls(
            buyer_name=draft["buyer"]["name"],
            buyer_tax_number=draft["buyer"]["tax_number"],
            seller_name=draft["seller"]["name"],
            seller_tax_number=draft["seller"]["tax_number"],
            item=rule["item"],
            tax_class_code=rule["tax_class_code"],
            rate_bp=rule["rate_bp"],
            amount_fen=parts.amount,
            tax_fen=parts.tax,
            total_fen=parts.total,
            total_capitals=capitals(parts.total),
            remark=draft["remark"],
            mirrored=rule["mirrored"],
            basis=rule["basis"],
        )


class ChargeInvoicesOut(Output, frozen=True):
    """`refused` is the code of why none can be asked for now; without it, one can."""

    invoices: list[InvoiceOut]
    draft: InvoiceDraftOut | None
    refused: str | None

    @classmethod
    def of(cls, told: Mapping[str, Any], *, reader: Actor) -> "ChargeInvoicesOut":
        refused: DomainError | None = told["refused"]
        return cls(
            invoices=[InvoiceOut.of(row, reader=reader) for row in told["invoices"]],
            draft=None if told["draft"] is None else InvoiceDraftOut.of(told["draft"]),
            refused=None if refused is None else refused.code,
        )


class InvoiceBatchOut(Output, frozen=True):
    id: UUID
    seller_id: UUID
    invoices: int
    total_fen: int
    made_by_name: str
    created_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "InvoiceBatchOut":
        told = {name: row[name] for name in cls.__struct_fields__ if name != "seller_id"}
        return cls(**told, seller_id=row["seller"])
