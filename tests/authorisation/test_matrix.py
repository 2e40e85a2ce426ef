"""Every route × role, of the own organisation and of another: who reaches what, and who does not.

The table is written by hand from the product's rules. A route that it does not name fails the
test, so no cell stays untested.
"""

import contextlib
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.documents.rules import UploadGone
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from tests.authorisation.bodies import Bodies
from tests.authorisation.conftest import World
from tests.conftest import ClientFor

pytestmark = pytest.mark.xdist_group("authorisation")

PUBLIC = "public"
ADMINS = "firm:admin bank:admin district:admin operator:admin appraiser:admin insurer:admin"
EVERYBODY = "firm bank district operator appraiser insurer"
#: An issuer is asked about single documents; the market and its figures are not his.
MARKET = "firm bank district operator"

#: Of one desk; what every member of the operator reaches is not asked for it again.
BROKER = "operator:broker"

#: Route → who reaches it: kinds of organisation (every role) or `kind:role`.
REACH = {
    "GET /account/passkeys": EVERYBODY,
    "POST /account/passkeys": EVERYBODY,
    "POST /account/passkeys/options": EVERYBODY,
    "POST /account/passkeys/{passkey_id}/name": EVERYBODY,
    "POST /account/passkeys/{passkey_id}/removal": EVERYBODY,
    "POST /account/password": EVERYBODY,
    "GET /account/second-factor": EVERYBODY,
    "POST /account/second-factor": EVERYBODY,
    "POST /account/second-factor/confirmation": EVERYBODY,
    "POST /account/second-factor/recovery-codes": EVERYBODY,
    "POST /account/second-factor/removal": EVERYBODY,
    "GET /account/sign-ins": EVERYBODY,
    "POST /account/sign-ins/others/end": EVERYBODY,
    "POST /account/sign-ins/{sign_in_id}/end": EVERYBODY,
    "GET /api-keys": ADMINS,
    "POST /api-keys": ADMINS,
    "GET /api-keys/scopes": EVERYBODY,
    "POST /api-keys/{api_key_id}/revocation": ADMINS,
    "GET /audit-events": f"{ADMINS} operator",
    "GET /audit-events/export.csv": f"{ADMINS} operator",
    "GET /audit-events/export.xlsx": f"{ADMINS} operator",
    "GET /bank-accounts": "operator",
    "POST /bank-accounts": "operator:admin",
    "POST /bank-accounts/{bank_account_id}/closure": "operator:admin",
    "GET /bank-statement-lines": "operator",
    "GET /bank-statement-lines/{line_id}": "operator",
    "GET /bank-statement-lines/{line_id}/returned-orders": "operator",
    "POST /bank-statement-lines/{line_id}/match": "operator",
    "POST /bank-statement-lines/{line_id}/match/confirmation": "operator",
    "POST /bank-statement-lines/{line_id}/match/refusal": "operator",
    "GET /bank-statements": "operator",
    "POST /bank-statements": "operator",
    "GET /bank-statements/{statement_id}": "operator",
    "GET /bank-statements/{statement_id}/lines": "operator",
    "GET /broker-notice-proposals": BROKER,
    "POST /broker-notice-proposals": BROKER,
    "POST /broker-notice-proposals/{notice_proposal_id}/acceptance": BROKER,
    "POST /broker-notice-proposals/{notice_proposal_id}/decline": BROKER,
    "POST /broker-notice-proposals/{notice_proposal_id}/withdrawal": BROKER,
    "GET /broker-notices": BROKER,
    "GET /broker-sales": "operator:broker",
    "GET /broker-sales/{proposal_id}": "operator:broker",
    "GET /broker-sales/{proposal_id}/pages/{sale_page_id}": "operator:broker",
    "GET /broker-sales/{proposal_id}/steps": "operator:broker",
    "GET /bank-desk/groups": "bank",
    "POST /bank-desk/groups": "bank:admin",
    "POST /bank-desk/groups/{group_id}/dissolution": "bank:admin",
    "POST /bank-desk/groups/{group_id}/revision": "bank:admin",
    "GET /bank-desk/limits": "bank",
    "POST /bank-desk/limits": "bank:admin",
    "POST /bank-desk/limits/{limit_id}/acceptance": "bank:admin bank:checker",
    "POST /bank-desk/limits/{limit_id}/decline": "bank:admin bank:checker",
    "POST /bank-desk/limits/{limit_id}/withdrawal": "bank:admin bank:checker",
    "GET /bank-desk/substitutions": "bank",
    "POST /bank-desk/substitutions": "bank",
    "POST /bank-desk/substitutions/{substitution_id}/ending": "bank:admin",
    "GET /card-acceptance": "insurer:admin",
    "POST /card-acceptance": "insurer:admin",
    "GET /charges": EVERYBODY,
    "POST /charges": "operator:operator appraiser:admin",
    "GET /charges/export.csv": EVERYBODY,
    "GET /charges/export.xlsx": EVERYBODY,
    "GET /charges/totals": EVERYBODY,
    "GET /charges/{charge_id}": "firm operator",
    "GET /charges/{charge_id}/history": "firm operator",
    "GET /charges/{charge_id}/instruction": "firm operator",
    "GET /charges/{charge_id}/instruction.pdf": "firm operator",
    "POST /charges/{charge_id}/cancellation": "operator:operator",
    "POST /charges/{charge_id}/checkout": "firm",
    "GET /confirmations": EVERYBODY,
    "GET /consent-receipts": EVERYBODY,
    "GET /consent-receipts/{receipt_id}": "firm bank",
    "POST /consent-receipts/{receipt_id}/revocation": "firm",
    "GET /cultivation-library": "district",
    "POST /cultivation-library": "district:officer district:verifier",
    "GET /cultivation-library/changes": "district",
    "GET /cultivation-library/firms.xlsx": "district",
    "GET /cultivation-library/firms/{credit_code}": "district",
    "POST /cultivation-library/steps/{library_step_id}/withdrawal": "district:verifier",
    "GET /cultivation-library/tiers": "district",
    "POST /cultivation-library/tiers": "district:officer district:verifier",
    "GET /cultivation-library/tiers/versions": "district",
    "GET /cultivation-library/tiers/versions.xlsx": "district",
    "POST /cultivation-library/tiers/versions/{tier_version_id}/decision": "district:verifier",
    "POST /cultivation-library/verification": "district:verifier",
    "GET /cultivation-library/waiting": "district",
    "GET /desk-rules": "insurer",
    "POST /desk-rules": "insurer:admin insurer:tariff_checker",
    "GET /divisions": PUBLIC,
    "GET /documents": EVERYBODY,
    "POST /documents": EVERYBODY,
    "GET /documents/usage": EVERYBODY,
    "GET /documents/{file_id}": "firm bank",
    "GET /document-checks/{purpose_id}": "bank",
    "GET /document-kinds": EVERYBODY,
    "POST /document-notes/{note_id}/withdrawal": "firm",
    "POST /documents/{file_id}/checks": "bank:maker bank:pledge_desk",
    "GET /documents/{file_id}/content": "firm bank",
    "POST /documents/{file_id}/confirmation": "appraiser:confirmer",
    "POST /documents/{file_id}/confirmation-request": "firm:signatory firm:admin",
    "POST /documents/{file_id}/grants": "firm:signatory firm:admin",
    "GET /documents/{file_id}/notes": "firm bank",
    "POST /documents/{file_id}/notes": "firm bank",
    "GET /documents/{file_id}/preview": "firm bank",
    "GET /documents/{file_id}/reads": "firm",
    "DELETE /documents/{file_id}/publication": "firm:signatory firm:admin",
    "POST /documents/{file_id}/publication": "firm:signatory firm:admin",
    "POST /documents/{file_id}/withdrawal": "firm",
    "GET /placeholders": EVERYBODY,
    "POST /placeholders": EVERYBODY,
    "GET /placeholders/{placeholder_id}": "firm",
    "POST /placeholders/{placeholder_id}/versions": "firm",
    "GET /exports": EVERYBODY,
    "POST /exports": EVERYBODY,
    "POST /exports/sheet": EVERYBODY,
    "POST /exports/workbook": EVERYBODY,
    "GET /exports/{export_id}": "firm:handler",
    "GET /exports/{export_id}/content": "firm:handler",
    "GET /financing-requests": "firm",
    "POST /financing-requests": "firm:handler",
    "GET /financing-requests/teasers": PUBLIC,
    "GET /financing-requests/{request_id}": "firm",
    "GET /financing-requests/{request_id}/matches": "firm",
    "POST /financing-requests/{request_id}/publication": "firm:handler",
    "POST /financing-requests/{request_id}/revision": "firm:handler",
    "POST /financing-requests/{request_id}/withdrawal": "firm:handler",
    "DELETE /grants/{grant_id}": "firm",
    "GET /charges/{charge_id}/invoices": "firm operator",
    "POST /charges/{charge_id}/invoices": "firm",
    "GET /invoices": EVERYBODY,
    "GET /invoices/export.csv": EVERYBODY,
    "GET /invoices/export.xlsx": EVERYBODY,
    "GET /invoices/{invoice_id}": "firm operator",
    "POST /invoices/{invoice_id}/withdrawal": "firm",
    "POST /invoices/{invoice_id}/refusal": "firm:admin operator:operator",
    "POST /invoices/{invoice_id}/number": "firm:admin operator:operator",
    "POST /invoices/{invoice_id}/credit-notes": "firm:admin operator:operator",
    "GET /invoice-batches": "firm:admin operator appraiser:admin insurer:admin",
    "POST /invoice-batches": "firm:admin operator:operator appraiser:admin insurer:admin",
    "GET /invoice-batches/{batch_id}/invoices.csv": "operator",
    "GET /invoice-rules": EVERYBODY,
    "POST /invoice-rules": "operator:operator",
    "GET /invoice-title": EVERYBODY,
    "POST /invoice-title": ("firm bank:admin operator:operator appraiser:admin insurer:admin"),
    "GET /health/live": PUBLIC,
    "GET /health/ready": PUBLIC,
    "GET /hand-overs": "bank",
    "POST /hand-overs": "bank:admin",
    "POST /hand-overs/{hand_over_id}/return": "bank:admin",
    "POST /invitations": ADMINS,
    "GET /guarantee-eligibility": "insurer operator",
    "POST /guarantee-eligibility": "operator:admin operator:operator",
    "GET /insurance-mode": EVERYBODY,
    "POST /insurance-products/{insurance_product_id}/hand-off": "firm",
    "GET /insurance-products": EVERYBODY,
    "POST /insurance-products": "insurer:underwriter",
    "GET /insurance-products/{insurance_product_id}": EVERYBODY,
    "GET /insurance-products/{insurance_product_id}/versions": "insurer",
    "GET /insurance-risks": "insurer",
    "POST /insurance-risks": "insurer:underwriter insurer:tariff_checker",
    "POST /insurance-products/validation": "insurer:underwriter",
    "POST /insurance-products/{insurance_product_id}/publication": "insurer:tariff_checker",
    "POST /insurance-products/{insurance_product_id}/versions": "insurer:underwriter",
    "GET /issuers": EVERYBODY,
    "GET /kyb-cases": "firm operator:operator",
    "GET /kyb-cases/{case_id}": "firm operator:operator",
    "POST /kyb-cases/{case_id}/approval": "operator:operator",
    "POST /kyb-cases/{case_id}/return": "operator:operator",
    "POST /kyb-cases/{case_id}/submission": "firm:admin",
    "GET /payment-files": "operator",
    "POST /payment-files": "operator",
    "GET /payment-files/{payment_file_id}/orders.csv": "operator",
    "GET /payment-orders": "operator",
    "GET /payment-orders/{order_id}": "operator",
    "POST /payment-orders/{order_id}/approval": "operator",
    "POST /payment-orders/{order_id}/failure": "operator",
    "POST /payment-orders/{order_id}/refusal": "operator",
    "GET /payees": "operator",
    "GET /payout-accounts": "firm:admin appraiser:admin",
    "POST /payout-accounts": "firm:admin appraiser:admin",
    "POST /payout-accounts/{payout_account_id}/confirmation": "firm:admin",
    "POST /payout-accounts/{payout_account_id}/refusal": "firm:admin",
    "GET /payout-lists": "operator",
    "POST /payout-lists": "operator",
    "POST /payout-lists/{payout_list_id}/approval": "operator",
    "POST /refunds": "operator",
    "GET /ledger/accounts": EVERYBODY,
    "GET /ledger/accounts/{account_id}/postings": "firm operator",
    "GET /ledger/accounts/{account_id}/postings.xlsx": "firm operator",
    "POST /ledger/closings": "operator:admin",
    "GET /links/{token}": PUBLIC,
    "POST /links/{token}": PUBLIC,
    "GET /loan-applications": "firm bank",
    "POST /loan-applications": "firm:handler",
    "GET /loan-applications/export.csv": "firm bank",
    "GET /loan-applications/export.xlsx": "firm bank",
    "GET /loan-applications/summary": "firm bank",
    "GET /loan-applications/{application_id}": "firm bank",
    "POST /loan-applications/{application_id}/approval": "bank:checker",
    "POST /loan-applications/{application_id}/assignment": "bank:admin bank:maker",
    "GET /loan-applications/{application_id}/carried-over": "firm",
    "POST /loan-applications/{application_id}/copy": "firm:handler",
    "POST /loan-applications/{application_id}/document-answer": "firm:handler",
    "POST /loan-applications/{application_id}/document-request": "bank:maker",
    "GET /loan-applications/{application_id}/checklist": "firm bank",
    "GET /loan-applications/{application_id}/cover": "firm bank",
    "GET /loan-applications/{application_id}/case.xlsx": "bank",
    "GET /loan-applications/{application_id}/dossier": "bank",
    "GET /loan-products/{product_id}/versions": "bank",
    "POST /loan-products/{product_id}/versions": "bank:maker",
    "POST /loan-products": "bank:maker",
    "GET /loan-products/own": "bank",
    "GET /loan-products/own/{product_id}": "bank",
    "GET /loan-products/schema": EVERYBODY,
    "GET /loan-products/{product_id}/capacities": "bank",
    "POST /loan-products/{product_id}/capacities": "bank:checker",
    "POST /loan-products/{product_id}/drafts": "bank:maker",
    "POST /loan-products/{product_id}/publication": "bank:checker",
    "POST /loan-products/{product_id}/recall": "bank:checker",
    "POST /loan-products/{product_id}/resumption": "bank:checker",
    "POST /loan-products/{product_id}/simulation": "bank:maker bank:checker",
    "POST /loan-products/{product_id}/suspension": "bank:maker bank:checker",
    "GET /loan-products/{product_id}/versions/{n}": "bank",
    "POST /loan-applications/{application_id}/drawdown": "bank:pledge_desk",
    "POST /loan-applications/{application_id}/evidence": "bank:maker",
    "POST /loan-applications/{application_id}/evidence-pack": "bank:checker bank:pledge_desk",
    "POST /loan-applications/{application_id}/internal-valuation": "bank:maker",
    "GET /loan-applications/{application_id}/history": "firm bank",
    "POST /loan-applications/{application_id}/intake": "bank:maker",
    "POST /loan-applications/{application_id}/offer-acceptance": "firm:signatory",
    "POST /loan-applications/{application_id}/offer-decline": "firm:signatory",
    "POST /loan-applications/{application_id}/offer-retraction": "bank:maker bank:checker",
    "POST /loan-applications/{application_id}/opinion": "bank:maker",
    "POST /loan-applications/{application_id}/refusal": "bank:checker",
    "POST /loan-applications/{application_id}/return": "bank:maker",
    "POST /loan-applications/{application_id}/send-back": "bank:checker",
    "POST /loan-applications/{application_id}/set-aside": "bank:maker bank:checker",
    "POST /loan-applications/{application_id}/submission": "firm:signatory",
    "POST /loan-applications/{application_id}/valuation-adoption": "bank:maker",
    "POST /loan-applications/{application_id}/valuation-order": "bank:maker",
    "POST /loan-applications/{application_id}/valuation-check": "bank:maker",
    "GET /loan-applications/{application_id}/valuation": "bank",
    "POST /value-alerts/{alert_id}/settlement": "bank:maker bank:checker",
    "GET /loan-applications/{application_id}/revaluation": "firm",
    "POST /loan-applications/{application_id}/revaluation": "firm:signatory",
    "GET /value-alerts": "bank",
    "GET /value-history/{application_id}": "bank",
    "GET /calendar": "bank operator",
    "GET /calendar-versions": "bank operator",
    "GET /calendar-proposals": "bank operator",
    "POST /calendar-proposals": "bank:admin bank:checker operator:operator",
    #: A bank's: the country's own are another record.
    "POST /calendar-proposals/{calendar_proposal_id}/acceptance": "bank:admin bank:checker",
    "POST /calendar-proposals/{calendar_proposal_id}/decline": "bank:admin bank:checker",
    "POST /calendar-proposals/{calendar_proposal_id}/withdrawal": "bank:admin bank:checker",
    "GET /reasons": EVERYBODY,
    "GET /reference-tables": "operator",
    "GET /reference-tables/{reference_table}": "operator",
    "GET /reference-tables/{reference_table}/versions": "operator",
    "GET /reference-tables/{reference_table}/proposals": "operator",
    "POST /reference-tables/{reference_table}/reading": "operator:operator",
    "GET /reference-versions/{reference_version_id}": "operator",
    "GET /reference-versions/{reference_version_id}/sheet.xlsx": "operator",
    "POST /reference-proposals": "operator:operator",
    "GET /reference-proposals/{reference_proposal_id}": "operator",
    "POST /reference-proposals/{reference_proposal_id}/acceptance": "operator:operator",
    "POST /reference-proposals/{reference_proposal_id}/decline": "operator:operator",
    "POST /reference-proposals/{reference_proposal_id}/withdrawal": "operator:operator",
    "GET /bank-phrases": "bank",
    "GET /bank-phrases/versions": "bank",
    "GET /bank-phrase-proposals": "bank",
    "POST /bank-phrase-proposals": "bank:maker bank:checker",
    "POST /bank-phrase-proposals/{phrase_proposal_id}/acceptance": "bank:checker",
    "POST /bank-phrase-proposals/{phrase_proposal_id}/decline": "bank:checker",
    "POST /bank-phrase-proposals/{phrase_proposal_id}/withdrawal": "bank:maker bank:checker",
    "GET /watch-rules": "bank operator",
    "GET /watch-rule-proposals": "bank operator",
    "POST /watch-rule-proposals": "bank:maker bank:checker operator:operator",
    #: A bank's: the platform's own are another record.
    "POST /watch-rule-proposals/{watch_rule_proposal_id}/acceptance": "bank:checker",
    "POST /watch-rule-proposals/{watch_rule_proposal_id}/decline": "bank:checker",
    "POST /watch-rule-proposals/{watch_rule_proposal_id}/withdrawal": "bank:maker bank:checker",
    "POST /loan-applications/{application_id}/valuation/what-if": "bank",
    "GET /loan-book": "bank",
    "GET /loan-book/cases": "bank",
    "GET /loan-book/export.xlsx": "bank",
    "GET /loan-applications/{application_id}/messages": "firm bank",
    "POST /loan-applications/{application_id}/messages": (
        "firm:handler firm:signatory bank:maker bank:checker bank:pledge_desk"
    ),
    "POST /loan-applications/{application_id}/messages/read": "firm bank",
    "GET /loan-applications/{application_id}/notes": "bank",
    "POST /loan-applications/{application_id}/notes": (
        "bank:admin bank:maker bank:checker bank:pledge_desk"
    ),
    "POST /loan-applications/{application_id}/value-proposal": "firm:signatory bank:maker",
    "GET /loan-applications/{application_id}/value-proposals": "firm bank",
    "POST /loan-applications/{application_id}/withdrawal": "firm:signatory",
    "GET /loan-products": EVERYBODY,
    "GET /loan-products/{product_id}": EVERYBODY,
    "GET /mandates": "firm bank",
    "POST /mandates": "firm:admin bank:admin",
    "POST /mandates/{mandate_id}/revocation": "firm:admin",
    "GET /members": EVERYBODY,
    "POST /members/{member_id}/deactivation": ADMINS,
    "POST /members/{member_id}/reactivation": ADMINS,
    "POST /members/{member_id}/reset": ADMINS,
    "POST /members/{member_id}/roles": ADMINS,
    "GET /meta": PUBLIC,
    "GET /notifications": EVERYBODY,
    "GET /tasks": EVERYBODY,
    "GET /notifications/count": EVERYBODY,
    "POST /notifications/read-all": EVERYBODY,
    "GET /notifications/settings": EVERYBODY,
    "POST /notifications/settings": EVERYBODY,
    "POST /notifications/{notification_id}/read": EVERYBODY,
    "GET /operator/consent-texts": "operator",
    "POST /operator/consent-texts": "operator",
    "GET /operator/holds": "operator",
    "POST /operator/holds": "operator",
    "POST /operator/holds/{hold_id}/confirmation": "operator",
    "POST /operator/holds/{hold_id}/lift": "operator",
    "POST /operator/holds/{hold_id}/lift-proposal": "operator",
    "GET /operator/incidents": "operator",
    "POST /operator/incidents/{incident_id}/resolution": "operator",
    "GET /operator/organisations": "operator",
    "GET /operator/organisations/export.xlsx": "operator",
    "POST /operator/organisations": "operator",
    "GET /operator/kind-rules": "operator",
    "POST /operator/kind-rules": "operator",
    "GET /operator/gateway-payments": "operator",
    "POST /operator/gateway-payments/{gateway_payment_id}/match": "operator",
    "POST /operator/gateway-payments/{gateway_payment_id}/match/confirmation": "operator",
    "POST /operator/gateway-payments/{gateway_payment_id}/match/refusal": "operator",
    "POST /operator/gateway-payments/{gateway_payment_id}/return": "operator",
    "GET /operator/payment-tasks": "operator",
    "POST /operator/payment-tasks/{task_id}/resolution": "operator",
    "GET /operator/vault-health": "operator",
    "POST /organisations": PUBLIC,
    "POST /organisations/{organisation_id}/export": "firm:admin",
    "GET /papers": "firm bank district",
    "GET /papers/{paper_id}": "firm bank",
    "POST /papers/{paper_id}/signature": "firm:signatory bank:checker",
    "GET /patent-coverage/high-value-patents": "district",
    "GET /patent-coverage/high-value-patents.xlsx": "district",
    "GET /patent-coverage/overseas-grants": "district",
    "GET /patent-coverage/overseas-grants.xlsx": "district",
    "GET /industries": PUBLIC,
    "GET /patents": EVERYBODY,
    "GET /patents/imports": "operator",
    "POST /patents/imports": "operator:operator",
    "GET /patents/imports/{run_id}": "operator",
    "POST /patents/imports/{run_id}/mapping": "operator:operator",
    "GET /patents/imports/{run_id}/refused.csv": "operator",
    "GET /patents/imports/{run_id}/rows": "operator",
    "GET /fee-schedules": EVERYBODY,
    "GET /fee-proposals": "operator",
    "GET /gateway-payouts": "operator",
    "POST /fee-proposals": "operator:operator",
    "POST /fee-proposals/{fee_proposal_id}/publication": "operator:operator",
    "POST /fee-proposals/{fee_proposal_id}/refusal": "operator:operator",
    "GET /fee-schedules/{fee_id}/amount": EVERYBODY,
    "GET /plans": MARKET,
    "GET /pledges": "firm bank",
    "GET /pledges/export.xlsx": "firm bank",
    "GET /pledges/{pledge_id}": "firm bank",
    "POST /pledges/{pledge_id}/cancellation": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/cancellation-result": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/change": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/change-result": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/count-correction": "district:verifier",
    "POST /pledges/{pledge_id}/count-verification": "district:verifier",
    "POST /pledges/{pledge_id}/cure": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/declaration": "firm:signatory bank:checker",
    "POST /pledges/{pledge_id}/defect": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/evidence": "firm:handler firm:signatory bank:pledge_desk",
    "POST /pledges/{pledge_id}/filing": "bank:pledge_desk",
    "GET /pledges/{pledge_id}/preflight": "firm bank",
    "POST /pledges/{pledge_id}/refusal": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/registration": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/reopening": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/revocation": "bank:pledge_desk district:officer district:verifier",
    "POST /pledges/{pledge_id}/signature": "firm:signatory bank:checker",
    "POST /pledges/{pledge_id}/terms": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/verification": "bank:checker",
    "POST /pledges/{pledge_id}/warning": "bank:pledge_desk",
    "POST /pledges/{pledge_id}/withdrawal": "firm:handler firm:signatory bank:pledge_desk",
    "GET /insurance-portfolio": "insurer",
    "GET /insurance-portfolio/accumulation": "insurer",
    "GET /insurance-portfolio/bordereau.xlsx": "insurer",
    "GET /policies": "firm bank insurer",
    "GET /policies/export.csv": "firm bank insurer",
    "GET /policies/export.xlsx": "firm bank insurer",
    "GET /policies/{policy_id}": "firm insurer",
    "GET /policies/{policy_id}/acceptance": "firm insurer",
    "POST /policies/{policy_id}/premium-receipt": "insurer:underwriter",
    "POST /policies/{policy_id}/subjectivities/{n}/answer": "firm:handler firm:signatory",
    "POST /policies/{policy_id}/subjectivities/{n}/fulfilment": "insurer:underwriter",
    "POST /policies/{policy_id}/subjectivities/{n}/return": "insurer:underwriter",
    "GET /portfolio/assets": "firm",
    "GET /portfolio/assets/export.csv": "firm",
    "GET /portfolio/assets/export.xlsx": "firm",
    "POST /portfolio/assets": "firm:handler",
    "GET /portfolio/assets/{asset_id}": "firm",
    "POST /portfolio/assets/{asset_id}/application-number": "firm:handler",
    "POST /portfolio/assets/{asset_id}/removal": "firm:handler",
    "GET /portfolio/assets/{asset_id}/quality": "firm",
    "GET /portfolio/assets/{asset_id}/sources": "firm",
    "GET /patent-awards": "firm district",
    "GET /patent-awards/export.xlsx": "firm district",
    "POST /patent-awards/{award_id}/decision": "district:officer district:verifier",
    "POST /patent-awards/{award_id}/withdrawal": "firm:handler",
    "POST /portfolio/assets/{asset_id}/awards": "firm:handler",
    "GET /portfolio/extracts": "firm",
    "GET /portfolio/extracts/validity": "firm bank",
    "POST /portfolio/extracts/{extract_id}/completion": "firm:handler",
    "GET /portfolio/fee-tasks": "firm",
    "POST /portfolio/fee-tasks/{fee_task_id}/completion": "firm:handler",
    "GET /portfolio/fees": "firm",
    "GET /portfolio/fees/sheet.xlsx": "firm",
    "GET /portfolio/imports": "firm",
    "POST /portfolio/imports": "firm:handler",
    "GET /portfolio/imports/{run_id}": "firm",
    "GET /portfolio/imports/template.xlsx": "firm",
    "POST /portfolio/imports/{run_id}/mapping": "firm:handler",
    "GET /portfolio/imports/{run_id}/refused.csv": "firm",
    "GET /portfolio/imports/{run_id}/rows": "firm",
    "POST /portfolio/rights": "firm:handler",
    "GET /portfolio/suggestions": "firm",
    "GET /portfolio/summary": "firm",
    "POST /preflight": "bank district operator",
    "GET /public/papers/{number}": PUBLIC,
    "GET /public/totals": PUBLIC,
    "POST /public/verify": PUBLIC,
    "GET /read-log": EVERYBODY,
    "GET /reconciliation": "operator",
    "GET /register": MARKET,
    "GET /register/export.xlsx": MARKET,
    "GET /register/{number}": PUBLIC,
    "GET /proposals": "firm",
    "POST /proposals": "firm:handler",
    "GET /proposals/{proposal_id}": "firm",
    "PUT /proposals/{proposal_id}/answers": "firm:handler",
    "GET /proposals/{proposal_id}/completeness": "firm",
    "POST /proposals/{proposal_id}/submission": "firm:signatory",
    "GET /proposals/{proposal_id}/versions": "firm",
    "GET /sanctions-lists": "operator insurer",
    "POST /sanctions-lists": "operator:operator",
    "GET /submissions": "firm insurer",
    "GET /submissions/{submission_id}": "firm insurer",
    "POST /submissions/{submission_id}/answer": "firm:handler firm:signatory",
    "POST /submissions/{submission_id}/assignment": "insurer",
    "POST /submissions/{submission_id}/decline": "insurer:underwriter",
    "POST /submissions/{submission_id}/indication": "insurer:underwriter",
    "POST /submissions/{submission_id}/question": "insurer:underwriter",
    "POST /submissions/{submission_id}/quote": "insurer:underwriter",
    "POST /submissions/{submission_id}/referral": "insurer:underwriter",
    "POST /submissions/{submission_id}/referral-decision": "insurer:underwriter",
    "POST /submissions/{submission_id}/revision": "insurer:underwriter",
    "POST /submissions/{submission_id}/screening": "insurer:underwriter",
    "POST /submissions/{submission_id}/screening-decision": "insurer:underwriter",
    "POST /submissions/{submission_id}/withdrawal": (
        "firm:handler firm:signatory insurer:underwriter"
    ),
    "GET /underwriting-authorities": "insurer",
    "POST /underwriting-authorities": "insurer:admin insurer:tariff_checker",
    "POST /underwriting-authorities/{authority_id}/confirmation": (
        "insurer:admin insurer:tariff_checker"
    ),
    "POST /underwriting-authorities/{authority_id}/ending": "insurer:admin insurer:tariff_checker",
    "GET /rating-plans": "insurer",
    "POST /rating-plans": "insurer:underwriter",
    "GET /rating-plans/vocabulary": "insurer",
    "POST /rating-plans/validation": "insurer:underwriter",
    "GET /rating-plans/{rating_plan_id}": "insurer",
    "GET /rating-plans/{rating_plan_id}/document": "insurer",
    "POST /rating-plans/{rating_plan_id}/publication": "insurer:tariff_checker",
    "POST /rating-plans/{rating_plan_id}/rate": "insurer:underwriter insurer:tariff_checker",
    "POST /rating-plans/{rating_plan_id}/simulation": (
        "insurer:underwriter insurer:tariff_checker"
    ),
    "GET /rating-plans/{rating_plan_id}/simulations": "insurer",
    "GET /rating-plans/{rating_plan_id}/simulations/{simulation_id}": "insurer",
    "POST /registrations": "district:officer district:verifier",
    "GET /registrations/imports": "district",
    "POST /registrations/imports": "district:officer district:verifier",
    "GET /registrations/imports/template.xlsx": "district:officer district:verifier",
    "GET /registrations/imports/{registration_import_id}": "district",
    "POST /registrations/imports/{registration_import_id}/recording": (
        "district:officer district:verifier"
    ),
    "GET /registrations/imports/{registration_import_id}/refused.xlsx": "district",
    "GET /registrations/imports/{registration_import_id}/rows": "district",
    "GET /registrations/unverified": "district",
    "GET /registrations/unverified.xlsx": "district",
    "GET /registrations/{pledge_id}": "district",
    "POST /coverage": "firm insurer",
    "GET /insurance-commissions": "insurer",
    "POST /insurance-commissions": "insurer:tariff_checker",
    "GET /proposals/{proposal_id}/broker-pages": "firm",
    "POST /proposals/{proposal_id}/broker-pages": "firm:handler firm:signatory",
    "POST /proposals/{proposal_id}/broker-pages/{broker_page_id}/confirmation": "firm:signatory",
    "GET /proposals/{proposal_id}/comparison": "firm",
    "POST /quotes/{quote_id}/acceptance": "firm:signatory",
    "POST /quotes/{quote_id}/binding": "firm:signatory",
    "POST /quotes/{quote_id}/pages": "firm:signatory",
    "POST /quotes/{quote_id}/pages/{page_id}/ticks": "firm:signatory",
    "GET /quotes/{quote_id}/placement": "insurer",
    "PUT /quotes/{quote_id}/placement": "insurer:underwriter",
    "POST /quotes/{quote_id}/placement/cession": "insurer:underwriter",
    "POST /quotes/{quote_id}/placement/signature": "insurer:underwriter",
    "GET /roles": EVERYBODY,
    "GET /saved-views": EVERYBODY,
    "POST /saved-views": EVERYBODY,
    "POST /saved-views/removal": EVERYBODY,
    "GET /second-factor-terms": EVERYBODY,
    "POST /second-factor-terms": ADMINS,
    "GET /session": EVERYBODY,
    "POST /session": PUBLIC,
    "DELETE /session": PUBLIC,
    "POST /session/everywhere-sign-out": EVERYBODY,
    "POST /session/passkey": PUBLIC,
    "POST /session/passkey/options": PUBLIC,
    "GET /statement-layout-proposals": "operator",
    "POST /statement-layout-proposals": "operator",
    "POST /statement-layout-proposals/{layout_proposal_id}/publication": "operator",
    "POST /statement-layout-proposals/{layout_proposal_id}/refusal": "operator",
    "POST /statement-layout-proposals/{layout_proposal_id}/trial": "operator",
    "GET /statement-layouts": "operator",
    "POST /statement-layouts/rows": "operator",
    "GET /targets": MARKET,
    "GET /targets/{code}": "district",
    "GET /targets/{code}/entries": "district",
    "POST /targets/{code}/entries": "district:officer district:verifier",
    "POST /targets/{code}/entries/{stated_id}/verification": "district:verifier",
    "POST /targets/{code}/entries/{stated_id}/withdrawal": "district:verifier",
    "GET /targets/{code}/entries.csv": "district",
    "GET /targets/{code}/entries.xlsx": "district",
    "GET /targets/{code}/parts": "district",
    "POST /targets/{code}/parts": "district:officer district:verifier",
    "GET /targets/{code}/parts/reports": "district",
    "GET /targets/{code}/parts/reports.xlsx": "district",
    "POST /targets/{code}/parts/reports": "district:officer district:verifier",
    "POST /targets/{code}/parts/reports/{part_report_id}/verification": "district:verifier",
    "POST /targets/{code}/parts/reports/{part_report_id}/withdrawal": "district:verifier",
    "POST /targets/{code}/parts/{division_id}/decision": "district:verifier",
    "GET /targets/{code}/months": "district",
    "GET /targets/{code}/months/export.xlsx": "district",
    "GET /targets/{code}/months/{month}": "district",
    "GET /targets/{code}/months/{month}/lines": "district",
    "GET /targets/{code}/months/{month}/lines.xlsx": "district",
    "POST /targets/{code}/months/{month}/return": "district:officer district:verifier",
    "POST /targets/{code}/months/{month}/sign-off": "district:officer district:verifier",
    "GET /targets/{code}/statements": "district",
    "GET /targets/{code}/statements.xlsx": "district",
    "GET /uploads": EVERYBODY,
    "POST /uploads": EVERYBODY,
    "DELETE /uploads/{upload_id}": "firm",
    "GET /uploads/{upload_id}": "firm",
    "HEAD /uploads/{upload_id}": "firm",
    "PATCH /uploads/{upload_id}": "firm",
    "GET /weight-sets": EVERYBODY,
    "POST /weight-sets": "bank:maker operator:operator",
    "GET /appraisal-rules": "bank operator",
    "GET /appraisal-rule-proposals": "bank operator",
    "POST /appraisal-rule-proposals": "bank:maker bank:checker operator:operator",
    "POST /appraisal-rule-proposals/{rule_proposal_id}/acceptance": "bank:checker",
    "POST /appraisal-rule-proposals/{rule_proposal_id}/decline": "bank:checker",
    "POST /appraisal-rule-proposals/{rule_proposal_id}/withdrawal": "bank:maker bank:checker",
    "GET /valuation-reports/{valuation_id}": "",
    "GET /inquiries": "firm",
    "GET /inquiries/export.xlsx": "firm",
    "POST /inquiries": "firm:handler firm:signatory",
    "GET /inquiries/{inquiry_id}": "firm",
    "POST /inquiries/{inquiry_id}/agreement": "firm:signatory",
    "POST /inquiries/{inquiry_id}/messages": "firm:handler firm:signatory",
    "POST /inquiries/{inquiry_id}/proposal": "firm:handler firm:signatory",
    "POST /inquiries/{inquiry_id}/refusal": "firm:handler firm:signatory",
    "GET /licence-offers": "firm",
    "GET /licence-offers/export.xlsx": "firm",
    "POST /licence-offers": "firm:handler",
    "GET /licence-offers/{licence_offer_id}": "firm",
    "POST /licence-offers/{licence_offer_id}/publication": "firm:signatory",
    "POST /licence-offers/{licence_offer_id}/revision": "firm:handler",
    "POST /licence-offers/{licence_offer_id}/withdrawal": "firm:handler firm:signatory",
    "GET /licences": "firm",
    "GET /licences/export.xlsx": "firm",
    "GET /licences/{licence_id}": "firm",
    "POST /licences/{licence_id}/recordal": "firm:handler firm:signatory",
    "GET /market/facets": PUBLIC,
    "GET /market/listings": PUBLIC,
    "GET /market/listings/{listing_id}": PUBLIC,
    "GET /valuation-requests": "firm bank appraiser",
    "POST /valuation-requests": "firm:signatory",
    "GET /valuation-requests/{valuation_request_id}": "firm bank appraiser",
    "POST /valuation-requests/{valuation_request_id}/acceptance": ("firm:signatory bank:checker"),
    "POST /valuation-requests/{valuation_request_id}/confirmation": "firm:handler bank:maker",
    "POST /valuation-requests/{valuation_request_id}/decline": "appraiser:valuer",
    "POST /valuation-requests/{valuation_request_id}/delivery": "appraiser:signer",
    "POST /valuation-requests/{valuation_request_id}/documents": "firm:handler",
    "POST /valuation-requests/{valuation_request_id}/quote": "appraiser:valuer",
    "POST /valuation-requests/{valuation_request_id}/report": "appraiser:valuer",
    "POST /valuation-requests/{valuation_request_id}/report-checks": (
        "appraiser:valuer appraiser:signer"
    ),
    "POST /valuation-requests/{valuation_request_id}/return": "firm:handler bank:maker",
    "POST /valuation-requests/{valuation_request_id}/signature": "appraiser:valuer",
    "POST /valuation-requests/{valuation_request_id}/withdrawal": "firm:handler bank:maker",
    "GET /valuations": "firm",
    "POST /valuations": "firm:handler",
    "POST /valuations/estimate": "firm",
    "GET /valuations/{valuation_id}": "firm",
    "POST /valuations/{valuation_id}/withdrawal": "firm:handler",
    "POST /value-proposals/{value_proposal_id}/agreement": "firm:signatory bank:maker",
    "POST /value-proposals/{value_proposal_id}/refusal": "firm:signatory bank:maker",
    "POST /value-proposals/{value_proposal_id}/withdrawal": "firm:signatory bank:maker",
    "POST /webhooks/stripe": PUBLIC,
}

#: Records that belong to an organisation: for another one of the same kind they do not exist.
OWNED = {
    "account_id",
    "alert_id",
    "api_key_id",
    "application_id",
    "asset_id",
    "authority_id",
    "case_id",
    "charge_id",
    "export_id",
    "extract_id",
    "fee_task_id",
    "file_id",
    "grant_id",
    "group_id",
    "award_id",
    "batch_id",
    "inquiry_id",
    "invoice_id",
    "licence_id",
    "licence_offer_id",
    "limit_id",
    "mandate_id",
    "member_id",
    "note_id",
    "organisation_id",
    "notification_id",
    "broker_page_id",
    "page_id",
    "paper_id",
    "passkey_id",
    "payout_account_id",
    "placeholder_id",
    "pledge_id",
    "policy_id",
    "proposal_id",
    "calendar_proposal_id",
    "phrase_proposal_id",
    "purpose_id",
    "quote_id",
    "rating_plan_id",
    "sign_in_id",
    "simulation_id",
    "registration_import_id",
    "request_id",
    "receipt_id",
    "rule_proposal_id",
    "run_id",
    "submission_id",
    "substitution_id",
    "upload_id",
    "valuation_id",
    "valuation_request_id",
    "hand_over_id",
    "value_proposal_id",
    "watch_rule_proposal_id",
}
#: Registrations and reference data are everybody's of these kinds.
SHARED_BY_KIND = {"award_id": "district", "pledge_id": "district"}

PREFIX = "/api/v1"
#: What the protocol of resumable uploads wants beside the body.
TUS = {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": "9",
    "Upload-Metadata": "kind b3RoZXI=",
    "Upload-Offset": "0",
    "Content-Type": "application/offset+octet-stream",
}
#: An answer to HEAD has no body that says more.
MEANING = {401: "unauthenticated", 403: "forbidden", 404: "not_found"}
#: How a request ends that does not reach the route's work.
TURNED_AWAY = ("forbidden", "not_found", "unauthenticated")


class Undone(Exception):
    """Leaves the cell's transaction without a trace."""


def _routes(schema: dict[str, Any]) -> list[str]:
    return [
        f"{method.upper()} {path.removeprefix(PREFIX)}"
        for path, item in schema["paths"].items()
        for method in item
    ]


def test_the_table_names_every_route_and_no_other(schema: dict[str, Any]) -> None:
    assert sorted(REACH) == sorted(_routes(schema))


def _reaches(route: str, who: str) -> bool:
    reach = REACH[route]
    return reach == PUBLIC or bool({who, who.split(":", maxsplit=1)[0]} & set(reach.split()))


async def _ask(
    as_: ClientFor, world: World, bodies: Bodies, route: str, who: str, actor: Actor | None
) -> httpx.Response:
    """The smallest valid request of this cell; whatever it does is undone."""
    method, template = route.split(" ", 1)
    path = re.sub(r"\{(\w+)\}", lambda m: str(world.id_for(m[1], route, who)), template)
    options: dict[str, Any] = {}
    if route == "POST /documents":
        options["files"] = {"file": ("a.pdf", b"%PDF-1.4\n%%EOF\n")}
        options["data"] = {"kind": "other"}
    elif route.endswith(("/trial", "/statement-layouts/rows")):
        options["files"] = {"file": ("a.csv", b"no statement")}
    elif route == "POST /bank-statements":
        options["files"] = {"file": ("a.csv", b"no statement")}
        options["data"] = {"account_id": str(world.ids["bank_account_id"])}
    elif route.endswith(("/registrations/imports", "{reference_table}/reading")):
        options["files"] = {"file": ("a.xlsx", b"no workbook")}
    elif "/uploads" in route:
        options["headers"] = TUS
    elif method in {"POST", "PUT"}:
        options["json"] = bodies.body(method, PREFIX + template)
    answers = []
    with contextlib.suppress(Undone):
        async with transaction():
            answers.append(await as_(actor).request(method, path, **options))
            raise Undone
    return answers[0]


def _code(answer: httpx.Response) -> str:
    if answer.request.method == "HEAD":
        return MEANING.get(answer.status_code, "")
    if answer.status_code < 400 or "json" not in answer.headers.get("content-type", ""):
        return ""
    code = str(answer.json()["code"])
    return "not_found" if code == UploadGone.code else code


def _wrong_of_own(route: str, who: str, answer: httpx.Response) -> str | None:
    code = _code(answer)
    if answer.status_code in {400, 500}:
        return f"own {who}: {answer.text[:200]}"
    if _reaches(route, who) == (code in TURNED_AWAY):
        return f"own {who}: {answer.status_code} {code}"
    return None


def _wrong_of_other(route: str, who: str, answer: httpx.Response) -> str | None:
    """Somebody with the same role elsewhere: the record does not exist for him."""
    owned = set(re.findall(r"\{(\w+)\}", route)) & OWNED
    shared = all(SHARED_BY_KIND.get(name) == who.split(":", maxsplit=1)[0] for name in owned)
    if not _reaches(route, who):
        expected = {"forbidden", "not_found"}
    elif not shared:
        expected = {"not_found"}
    else:
        return None
    return None if _code(answer) in expected else f"other {who}: {answer.status_code}"


@pytest.mark.parametrize("route", sorted(REACH))
async def test_who_reaches_it(
    world: World, as_: ClientFor, schema: dict[str, Any], route: str
) -> None:
    bodies, wrong = Bodies(schema, world.named_for(route)), []
    for who, actor in world.own.items():
        if who == BROKER and who not in REACH[route]:
            continue
        answer = await _ask(as_, world, bodies, route, who, actor)
        wrong.append(_wrong_of_own(route, who, answer))
    for who, actor in world.other.items():
        answer = await _ask(as_, world, bodies, route, f"other {who}", actor)
        wrong.append(_wrong_of_other(route, who, answer))
    answer = await _ask(as_, world, bodies, route, "public", None)
    if (REACH[route] == PUBLIC) == (_code(answer) == "unauthenticated"):
        wrong.append(f"public: {answer.status_code}")
    assert [each for each in wrong if each] == []


async def test_a_stranger_cannot_tell_a_foreign_record_from_none(
    world: World, as_: ClientFor
) -> None:
    client = as_(world.other["bank:maker"])

    foreign = await client.get(f"/loan-applications/{world.ids['application_id']}")
    none = await client.get(f"/loan-applications/{uuid4()}")

    volatile = {"instance", "request_id"}
    plain = [
        {k: v for k, v in answer.json().items() if k not in volatile} for answer in (foreign, none)
    ]
    assert plain[0] == plain[1]
