"""The smallest request that passes an operation's schema, made from the exported contract."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.kernel import clock
from tests.insurance import cases
from tests.insurance.make import product, terms

NOWHERE = UUID(int=0x9E_0000_0000_4000_8000_0000_0000_0000)

#: A text for each pattern that the contract asks for.
PATTERNS = {"^[0-9a-f]{64}$": "0" * 64, "^[0-9]{6}$": "310115"}

LICENCE: dict[str, Any] = {"scope": {"kind": "plain"}, "price": {"form": "free"}}
#: A report that is one, whatever its checks say.
REPORT: dict[str, Any] = {
    "agency": "某评估机构",
    "report_no": "评报字第 1 号",
    "purpose": "pledge",
    "base_date": "2026-01-01",
    "rights": [{"right_id": str(NOWHERE), "number": "1", "owner": "某公司"}],
    "methods": [],
    "results": [{"method": "cost", "value_fen": 1}],
    "whole": {"low_fen": 1, "central_fen": 1, "high_fen": 1},
    "assumptions": ["持续经营"],
    "signers": [{"name": "甲", "certificate": "1"}, {"name": "乙", "certificate": "2"}],
}

#: Where the smallest body is not enough: a choice of shapes, or a check beyond the schema.
BODIES: dict[str, Any] = {
    "POST /portfolio/rights": {
        "kind": "trademark",
        "number": "12345678",
        "title": "x",
        "mark_classes": [9],
        "granted_on": "2020-01-02",
    },
    "POST /bank-desk/limits": {
        "member_id": str(NOWHERE),
        "upto_fen": 1,
        "from_on": (clock.today() + timedelta(days=30)).isoformat(),
        "reason": "年度授权",
    },
    "POST /bank-desk/substitutions": {
        "substitute_id": str(NOWHERE),
        "from_on": (clock.today() + timedelta(days=30)).isoformat(),
        "to_on": (clock.today() + timedelta(days=31)).isoformat(),
    },
    "POST /notifications/settings": {
        "quiet_from": "22:00",
        "quiet_until": "08:00",
        "digest_at": "09:00",
        "daily": [],
        "off": [],
    },
    "POST /pledges/{pledge_id}/evidence": {
        "kind": "paper",
        "paper": "D3",
        "party": "firm",
        "undertaking": True,
    },
    "POST /pledges/{pledge_id}/signature": {"password": "wrong", "terms_hash": "0" * 64},
    "POST /papers/{paper_id}/signature": {
        "decision": "sign",
        "sha256": "0" * 64,
        "password": "wrong",
    },
    "POST /targets/{code}/months/{month}/sign-off": {"digest": "0" * 64},
    "POST /placeholders/{placeholder_id}/versions": {
        "document_id": str(NOWHERE),
        "dated_on": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /documents/{file_id}/grants": {
        "to": str(NOWHERE),
        "purpose": "due_diligence",
        "until": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /operator/consent-texts": {
        "text": "本企业同意向{lender}提供本申请冻结的全部资料，仅供本次申请之用。",
        "translation": "The enterprise agrees that {lender} is given what was frozen.",
        "from_on": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /operator/kind-rules": {
        "kind": "other",
        "media_types": ["application/pdf"],
        "max_bytes": 1000,
        "max_pages": 10,
        "max_pixels": 1000,
        "max_side": 100,
        "max_unpacked_bytes": 1000,
        "max_ratio": 10,
        "max_rows": 10,
        "macros": "refused",
        "reason": "监管要求",
    },
    "POST /invoice-rules": {
        "purpose": "platform_fee",
        "taxpayer": "general",
        "item": "*服务*费",
        "tax_class_code": "3" * 19,
        "rate_bp": 600,
        "mirrored": False,
        "basis": "法",
        "valid_from": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /valuation-requests/{valuation_request_id}/report": {"report": REPORT},
    "POST /valuation-requests/{valuation_request_id}/report-checks": {"report": REPORT},
    "POST /broker-notice-proposals": {
        "paragraphs": [{"zh": "如有异议，可投诉。", "en": "Complaints are welcome."}],
        "from_on": (clock.today() + timedelta(days=30)).isoformat(),
        "reason": "监管要求",
    },
    "POST /appraisal-rule-proposals": {
        "rules": {
            "related_party": "refuse",
            "paid_again": {"outcome": "warn", "times": 2, "months": 24},
            "rotation": {"outcome": "warn", "most": 2},
            "small_deal": {"outcome": "warn", "up_to_fen": 0},
            "checks": {},
        },
        "valid_from": clock.today().isoformat(),
        "reason": "内部制度",
    },
    "POST /calendar-proposals": {
        "year": clock.today().year + 1,
        "valid_from": f"{clock.today().year + 1}-01-01",
        "source": "内部通知",
        "days": [{"on": f"{clock.today().year + 1}-01-04", "name": "系统升级"}],
    },
    "POST /reference-proposals": {
        "table": "lpr",
        "valid_from": (clock.today() + timedelta(days=9)).isoformat(),
        "source": "公告",
        "rows": [{"name": "lpr_1y", "rate_bp": 290}, {"name": "lpr_5y", "rate_bp": 340}],
    },
    "POST /bank-phrase-proposals": {
        "reasons": {"bad_credit": "信用记录未达到本行要求"},
        "conditions": ["放款前办妥质押登记"],
        "valid_from": clock.today().isoformat(),
        "reason": "内部制度",
    },
    "POST /watch-rule-proposals": {
        "valid_from": clock.today().isoformat(),
        "reason": "内部制度",
        "validity_months": 12,
        "invalidation_bp": 5000,
        "ended_bp": 10_000,
        "transfer_bp": 5000,
        "expiry_bp": 10_000,
    },
    "POST /value-alerts/{alert_id}/settlement": {"note": "已补充担保"},
    "POST /licences/{licence_id}/recordal": {
        "recordal_number": "X2026310000123",
        "recorded_on": "2026-01-15",
    },
    "POST /inquiries/{inquiry_id}/proposal": {**LICENCE, "starts_on": "2026-01-15"},
    "POST /weight-sets": {
        "scheme": "gbt42748-2023",
        "scene": "finance",
        "weights": {"L11": 1},
        "reason": "权重调整",
    },
    "POST /statement-layout-proposals": {
        "code": "new_bank",
        "bank_name": "某银行",
        "mapping": {
            "headings": {"booked_on": ["日"], "credit": ["收"], "debit": ["支"], "balance": ["余"]},
            "dates": ["%Y-%m-%d"],
            "newest_first": False,
        },
        "valid_from": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /fee-proposals": {
        "code": "another",
        "purpose": "platform_fee",
        "name": "另一费用",
        "name_en": "Another fee",
        "minimum_fen": 1,
        "maximum_fen": 1,
        "valid_from": (clock.today() + timedelta(days=30)).isoformat(),
    },
    "POST /insurance-products": product(name="另一产品"),
    "POST /insurance-products/{insurance_product_id}/versions": {"terms": terms()},
    "POST /insurance-products/validation": {"line": "overseas_liability", "terms": terms()},
    "POST /rating-plans": {"document": cases.document() | {"plan": "ANOTHER-2026.1"}},
    "POST /rating-plans/validation": {"document": cases.document()},
    "POST /rating-plans/{rating_plan_id}/rate": {"risk": cases.E1},
    "POST /rating-plans/{rating_plan_id}/simulation": {},
    "POST /exports": {"list": "charges", "format": "csv"},
    "POST /exports/sheet": {"list": "charges"},
    "POST /exports/workbook": {"list": "charges"},
    "POST /insurance-risks": {"risks": [{"reference": "R-1", "risk": cases.E1}]},
    "POST /members/{member_id}/roles": {"roles": ["admin"]},
    "POST /organisations": {
        "uscc": "91310115710939629R",
        "name": "某某有限公司",
        "division": "310115",
        "street": "张江镇",
        "address_line": "某路 1 号",
        "admin_name": "某人",
        "email": "somebody@example.test",
        "password": "a good long password",
    },
}


class Bodies:
    """Minimal valid JSON bodies by `POST /path`."""

    def __init__(self, schema: dict[str, Any], known: dict[str, Any]) -> None:
        #: Values for properties that name a record.
        self.known = known
        self.schemas = schema["components"]["schemas"]
        self.paths = schema["paths"]

    def body(self, method: str, path: str) -> Any:
        """None when the operation takes no JSON body (or takes an upload)."""
        known = BODIES.get(f"{method} {path.removeprefix('/api/v1')}")
        if known is not None:
            return known
        content = self.paths[path][method.lower()].get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        return self.minimal(content["application/json"]["schema"])

    def minimal(self, schema: dict[str, Any]) -> Any:  # noqa: C901, PLR0911 - one case per type
        if "$ref" in schema:
            return self.minimal(self.schemas[schema["$ref"].rsplit("/", 1)[1]])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                return self.minimal(schema[choice][0])
        if "allOf" in schema:
            return self.minimal(schema["allOf"][0])
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            required = schema.get("required", [])
            return {
                name: self.known[name]
                if name in self.known
                else self.minimal(schema["properties"][name])
                for name in required
            }
        if kind == "array":
            return [self.minimal(schema["items"])] * int(schema.get("minItems", 0))
        if kind == "integer":
            return int(schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1))
        return {"boolean": True, "number": 1, "null": None}.get(kind or "", self._text(schema))

    @staticmethod
    def _text(schema: dict[str, Any]) -> str:
        formats = {
            "uuid": str(NOWHERE),
            "date": "2026-01-15",
            "date-time": "2026-01-15T08:00:00Z",
        }
        if schema.get("format") in formats:
            return formats[schema["format"]]
        if schema.get("pattern") in PATTERNS:
            return PATTERNS[schema["pattern"]]
        return "1" * max(int(schema.get("minLength", 1)), 1)
