"""Realistic terms for every paper."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Literal

from contracts.blanks import Blanks, Party
from contracts.cancellation_form.terms import CancellationForm
from contracts.catalogue import Paper, in_force
from contracts.change_form.terms import Change, ChangeForm
from contracts.decision_notice.terms import DecisionNotice
from contracts.evidence_pack.terms import (
    Evidence,
    EvidencePack,
    Ground,
    Opinion,
    OwnPaper,
    Step,
)
from contracts.licence_contract.terms import ExportScreen, Instalment, LicenceContract, RoyaltyTier
from contracts.offer_letter.terms import Cost, OfferLetter
from contracts.pledge_contract.terms import PledgeContract
from contracts.policy_schedule.terms import CoverPart, PolicySchedule, Share
from contracts.registration_application.terms import (
    CoownerConsent,
    Invalidation,
    PowerOfAttorney,
    RegistrationApplication,
    SameDay,
)
from contracts.rendering import Issue, render
from contracts.signature_log.terms import SignatureLog, Signing
from contracts.verification_statement.terms import ComparedField, VerificationStatement
from tests.contracts.parties import AGENCY, BANK, FIRM, FOREIGN, UNIVERSITY, patents

__all__ = ["BANK", "FIRM", "UNIVERSITY", "patents"]

#: The day on which the examples are issued: every newest version is in force.
TODAY = date(2026, 11, 29)
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 30, 5, tzinfo=UTC)


def issue(**changes: Any) -> Issue:
    given: dict[str, Any] = {
        "number": "PC-2026-000123",
        "issued_on": DAY,
        "url": "https://zhirong.example/papers/PC-2026-000123",
    }
    return Issue(**given | changes)


def pledge_contract(**changes: Any) -> PledgeContract:
    given: dict[str, Any] = {
        "pledgors": (FIRM,),
        "pledgees": (BANK,),
        "claim_kind": "single",
        "claim_type": "流动资金贷款",
        "secured_fen": 1_350_000_000,
        "loan_contract": "《流动资金借款合同》（编号 ZJ-LD-2026-0817）",
        "performance_from": date(2026, 12, 1),
        "performance_to": date(2027, 11, 30),
        "patents": patents(),
    }
    return PledgeContract(**given | changes)


def registration_application(**changes: Any) -> RegistrationApplication:
    chosen = changes.get("patents", patents())
    given: dict[str, Any] = {
        "pledgors": (FIRM,),
        "pledgees": (BANK,),
        "patents": chosen,
        "debt_type": "流动资金贷款",
        "debt_fen": 1_000_000_000,
        "claim_kind": "single",
        "secured_fen": 1_350_000_000,
        "performance_from": date(2026, 12, 1),
        "performance_to": date(2027, 11, 30),
        "loan_contract": "《流动资金借款合同》（编号 ZJ-LD-2026-0817）",
        "pledge_contract": "《专利权质押合同》（编号 PC-2026-000123）",
        "pledge_contract_on": DAY,
        "appraised": True,
        "appraiser": "上海申信资产评估有限公司",
        "appraised_fen": 2_860_000_000,
        "channel": "online",
        "applied_on": DAY,
        "same_day": (SameDay(patent_number="202020123535.1", twin_patent_number="202010123536.9"),),
        "invalidations": (
            Invalidation(
                patent_number="202110123614.2",
                case_number="4W118823",
                started_on=date(2026, 9, 2),
            ),
        ),
        "power_of_attorney": PowerOfAttorney(
            agent=AGENCY,
            agency_code="31236",
            agent_person="沈思远（执业证号 3123612345.6）",
            powers=(
                "提交专利权质押登记申请及补正材料",
                "接收国务院专利行政部门的通知书",
                "领取专利权质押登记通知书",
            ),
            valid_until=date(2027, 6, 30),
        ),
        "coowner_consents": (CoownerConsent(owner=UNIVERSITY, patent_numbers=("202110123614.2",)),),
    }
    return RegistrationApplication(**given | changes)


def change_form(**changes: Any) -> ChangeForm:
    given: dict[str, Any] = {
        "registration_number": "Y2026310000517",
        "registered_on": date(2026, 12, 3),
        "pledgors": (FIRM,),
        "pledgees": (BANK,),
        "patents": patents(),
        "changes": (
            Change(
                item="被担保债权的数额",
                before="人民币 13,500,000.00 元",
                after="人民币 18,000,000.00 元",
            ),
            Change(
                item="债务履行期限",
                before="2026-12-01 至 2027-11-30",
                after="2026-12-01 至 2028-11-30",
            ),
        ),
        "changed_on": date(2027, 3, 1),
        "reason": ("双方签订补充协议，追加贷款并展期。",),
        "attachments": ("《流动资金借款合同补充协议》（编号 ZJ-LD-2026-0817-1）",),
        "applied_on": date(2027, 3, 10),
    }
    return ChangeForm(**given | changes)


def cancellation_form(**changes: Any) -> CancellationForm:
    given: dict[str, Any] = {
        "registration_number": "Y2026310000517",
        "registered_on": date(2026, 12, 3),
        "pledgors": (FIRM,),
        "pledgees": (BANK,),
        "patents": patents(),
        "ground": "paid",
        "ended_on": date(2027, 11, 30),
        "statement": ("债务人已于 2027 年 11 月 30 日清偿全部贷款本息。",),
        "attachments": ("《贷款结清证明》",),
        "applied_on": date(2027, 12, 2),
    }
    return CancellationForm(**given | changes)


def offer_letter(**changes: Any) -> OfferLetter:
    given: dict[str, Any] = {
        "application_number": "LN-2026-000087",
        "lender": BANK,
        "applicant": FIRM,
        "product": "科创知易贷",
        "amount_fen": 1_000_000_000,
        "rate_bp": 345,
        "rate_basis": "一年期 LPR 3.00% + 45 个基点",
        "term_months": 12,
        "use_of_funds": "采购晶圆及支付流片费用",
        "repayment": "按月付息，到期还本",
        "patents": patents(),
        "costs": (
            Cost(name="利息", amount_fen=34_500_000, note="按 365 天计"),
            Cost(name="评估费", amount_fen=3_000_000, note="一次性"),
            Cost(name="贷款贴息（预计）", amount_fen=10_000_000, note="补贴，扣减项"),
        ),
        "yearly_cost_fen": 27_500_000,
        "all_in_bp": 275,
        "conditions": (
            "专利权质押登记完成并经本行核验",
            "提交 2025 年度审计报告及本季度纳税证明",
        ),
        "conditions_en": (
            "The patent pledge has been registered and verified by the bank",
            "The audited accounts of 2025 and this quarter’s tax certificate have been submitted",
        ),
        "offered_on": DAY,
        "valid_until": date(2026, 12, 8),
        "contact": "周敏 021-6867 0001",
    }
    return OfferLetter(**given | changes)


def decision_notice(**changes: Any) -> DecisionNotice:
    given: dict[str, Any] = {
        "application_number": "LN-2026-000087",
        "lender": BANK,
        "applicant": FIRM,
        "product": "科创知易贷",
        "requested_fen": 1_000_000_000,
        "requested_months": 12,
        "submitted_on": date(2026, 11, 9),
        "decision": "refused",
        "decided_on": DAY,
        "reason": (
            "出质专利中 ZL 2021 1 0123614.2 已被请求宣告无效，案件尚未审结，其价值占估值的 62%。",
            "待无效宣告请求审查决定作出后，可以凭决定书重新申请。",
        ),
        "reason_code": "invalidation",
        "reason_label": "涉及无效宣告程序",
        "patents": patents(),
        "contact": "周敏 021-6867 0001",
    }
    return DecisionNotice(**given | changes)


def licence_contract(**changes: Any) -> LicenceContract:
    given: dict[str, Any] = {
        "licensors": (FIRM,),
        "licensees": (FOREIGN,),
        "kind": "sole",
        "patents": patents(),
        "field_of_use": "汽车电子用模数转换芯片",
        "field_of_use_en": "analogue-to-digital converter chips for automotive electronics",
        "territory": "中华人民共和国（不含港澳台地区）",
        "territory_en": "the mainland of China",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2031, 12, 31),
        "upfront_fen": 20_000_000,
        "upfront_creditable_bp": 5000,
        "instalments": (
            Instalment(amount_fen=50_000_000, milestone="首批样片通过验证 First samples qualified"),
        ),
        "royalty_base": "sales",
        "tiers": (
            RoyaltyTier(up_to_fen=1_000_000_000, rate_bp=400),
            RoyaltyTier(rate_bp=300),
        ),
        "minimum_fen": 30_000_000,
        "late_interest_bp": 600,
        "account": "张江科创银行浦东支行 6222 0000 0817 0001",
        "export": ExportScreen(
            catalogue="《中国禁止出口限制出口技术目录》（2025 年修订）",
            screened_on=DAY,
            result="clear",
            registration_number="JC-310115-2026-0042",
        ),
        "liability_cap_fen": 100_000_000,
    }
    return LicenceContract(**given | changes)


def verification_statement(**changes: Any) -> VerificationStatement:
    filed = (
        ("出质人", FIRM.name),
        ("质权人", BANK.name),
        ("质押登记号", "Y2026310000517"),
        ("质押登记日", "2026-12-03"),
        ("专利号", "ZL 2019 1 0123456.0；ZL 2020 2 0123535.1；ZL 2021 1 0123614.2"),
        ("主分类号", "H03M 1/10；H01L 23/00；G06T 7/00"),
        ("授权公告日", "2021-06-08；2022-06-08；2023-06-08"),
        ("被担保债权的种类", "流动资金贷款"),
        ("被担保债权的数额", "人民币 13,500,000.00 元"),
        ("债务履行期限", "2026-12-01 至 2027-11-30"),
        ("担保范围", "主债权及其利息、违约金、损害赔偿金、保管质押财产和实现质权的费用"),
    )
    given: dict[str, Any] = {
        "registration_number": "Y2026310000517",
        "registered_on": date(2026, 12, 3),
        "pledge_number": "PL-2026-000044",
        "checker": "district",
        "fields": tuple(
            ComparedField(name=name, filed=text, found=text, agrees=True) for name, text in filed
        ),
        "looked_in": "专利公报 PE01 及专利登记簿副本",
        "looked_on": date(2026, 12, 9),
        "outcome": "confirmed",
        "recorder": "周敏",
        "recorder_organisation": BANK.name,
        "recorded_at": NOW,
        "verifier": "何蔚然",
        "verifier_organisation": "上海市浦东新区知识产权局",
        "verified_at": NOW,
        "notice_name": "专利权质押登记通知书.pdf",
        "notice_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    return VerificationStatement(**given | changes)


def evidence_pack(**changes: Any) -> EvidencePack:
    names = ("营业执照", "2025 年度审计报告", "专利登记簿副本", "资产评估报告", "专利权质押合同")
    answers: tuple[Literal["pass", "fail", "unknown"], ...]
    answers = (*(("pass",) * 9), "fail", "unknown", "pass")
    given: dict[str, Any] = {
        "application_number": "LN-2026-000087",
        "lender": BANK,
        "borrower": FIRM,
        "product": "科创知易贷",
        "amount_fen": 1_000_000_000,
        "term_months": 12,
        "outcome": "granted",
        "consent": ("沈知远 于 2026-11-02 授权，文本版本 P1", f"文本 SHA-256：{11:064x}"),
        "valuation": (
            "估值 VL-2026-000003：收益法，基准日 2026-10-31，中值人民币 28,600,000.00 元。",
            "核查：向出具机构询证（评估机构王工，2026-11-05）。周敏 记录于 2026-11-05。",
        ),
        "opinions": (
            Opinion(
                kind="grant",
                proposal=("人民币 10,000,000.00 元，12 个月，年利率 3.45%", "条件：按月结息"),
                maker="周敏",
                made_at=NOW,
                decision="sent_back",
                note="请补充营收预测",
                checker="郑亦凡",
                decided_at=NOW,
            ),
            Opinion(
                kind="grant",
                proposal=("人民币 10,000,000.00 元，12 个月，年利率 3.45%",),
                maker="周敏",
                made_at=NOW,
                decision="approved",
                checker="郑亦凡",
                decided_at=NOW,
            ),
        ),
        "grounds_on": DAY,
        "grounds": tuple(
            Ground(
                name=f"第 {n} 项的内容",
                answer=answer,
                reason="" if answer == "pass" else "存在同日申请的发明",
            )
            for n, answer in enumerate(answers, start=1)
        ),
        "registration": ("登记号 Y2026310000123，生效日 2026-11-20；周敏 录入于 2026-11-21。",),
        "evidence": tuple(
            Evidence(
                section="权利证据" if n == 2 else "随申请提交（第 1 次）",
                name=name,
                kind="财务报表",
                size="1.2 MB",
                filed_at=NOW,
                filed_by=FIRM.name,
                confirmed_by=("出具人 申信评估 于 2026-11-06 确认与其所出具的一致",)
                if n == 3
                else (),
                file_sha256=f"{n + 1:064x}",
            )
            for n, name in enumerate(names)
        ),
        "papers": (
            OwnPaper(
                number="ZP-2026-000041",
                title="融资要约函",
                standing="已签发",
                paper_sha256=f"{99:064x}",
            ),
            OwnPaper(number="ZP-2026-000042", title="专利权质押合同", standing="制作中"),
        ),
        "steps": tuple(
            Step(at=NOW, person=person, organisation=BANK.name, action=action, note=note)
            for person, action, note in (
                ("周敏", "受理申请", ""),
                ("周敏", "出具审查意见（同意）", "金额 1,000 万元，12 个月，年利率 3.45%"),
                ("郑亦凡", "复核批准", "与经办人不是同一人"),
                ("周敏", "核验质押登记", "与登记通知书逐项一致"),
            )
        ),
        "taken_at": NOW,
        "taken_by": "周敏",
    }
    return EvidencePack(**given | changes)


def signature_log(**changes: Any) -> SignatureLog:
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    given: dict[str, Any] = {
        "paper_number": "PC-2026-000123",
        "paper_title": "专利权质押合同",
        "paper_sha256": digest,
        "issued_at": NOW,
        "completed_at": NOW,
        "signings": (
            Signing(
                at=NOW,
                person=FIRM.representative,
                organisation=FIRM.name,
                role="法定代表人",
                mandate="可签署金额不超过人民币 20,000,000.00 元的合同，至 2027-12-31",
                address="116.228.88.17",
                method="再次输入密码与动态口令",
                outcome="signed",
                signed_sha256=digest,
            ),
            Signing(
                at=NOW,
                person="周敏",
                organisation=BANK.name,
                role="授权代表",
                mandate="可签署金额不超过人民币 50,000,000.00 元的合同，至 2026-12-31",
                address="2001:da8:8000:1::17",
                method="再次输入密码",
                outcome="refused",
                reason="附件三的专利号与登记簿副本不一致",
                signed_sha256=digest,
            ),
        ),
    }
    return SignatureLog(**given | changes)


def policy_schedule(**changes: Any) -> PolicySchedule:
    insurers = ("安澜财产保险股份有限公司", "东海财产保险股份有限公司", "申盾财产保险股份有限公司")
    shares = zip(
        insurers,
        (("50%", 500_000), ("30%", 300_000), ("20%", 200_000)),
        ((4_228_741, 253_724), (2_537_245, 152_235), (1_691_497, 101_490)),
        strict=True,
    )
    given: dict[str, Any] = {
        "policy_number": "PL-2026-000007",
        "policyholder": FIRM,
        "insured": FIRM,
        "product": "科创板拟上市企业知识产权复合险",
        "wording": "科创板拟上市企业知识产权复合险条款",
        "wording_version": "2026.1",
        "wording_sha256": "0" * 64,
        "filing_number": "C00001432512021082703122",
        "inception_on": date(2027, 1, 1),
        "expires_on": date(2028, 1, 1),
        "parts": tuple(
            CoverPart(
                code=code,
                name=name,
                territories=where,
                per_claim_fen=limit,
                aggregate_fen=limit,
                deductible_fen=5_000_000,
                kept_bp=1000,
                rule="先扣免赔额",
                exclusions="明知或故意侵权；刑事罚金；行政罚款；惩罚性赔偿",
            )
            for code, name, where, limit in (
                ("CN-LIAB", "抗辩费用", "CN", 200_000_000),
                ("CN-LIAB", "损害赔偿", "CN", 200_000_000),
                ("OVS-DEF", "抗辩费用", "US", 300_000_000),
            )
        ),
        "shares": tuple(
            Share(
                insurer=Party(name=name, code=FIRM.code),
                lead=n == 0,
                share=share,
                share_ppm=ppm,
                net_fen=net,
                vat_fen=vat,
                signed_on=TODAY,
            )
            for n, (name, (share, ppm), (net, vat)) in enumerate(shares)
        ),
        "conditions": ("投保人应在三十日内提交自由实施意见。",),
        "net_fen": 8_457_483,
        "vat_fen": 507_449,
        "gross_fen": 8_964_932,
        "charge_reference": "ZR2600012345",
        "received_on": TODAY,
        "accepted_by": "周敏",
        "accepted_at": NOW,
        "page_sha256": "1" * 64,
        "worksheet_sha256": "2" * 64,
    }
    return PolicySchedule(**given | changes)


#: One realistic paper of each kind.
EXAMPLES: dict[Paper, Callable[..., Blanks]] = {
    Paper.PLEDGE_CONTRACT: pledge_contract,
    Paper.REGISTRATION_APPLICATION: registration_application,
    Paper.CHANGE_FORM: change_form,
    Paper.CANCELLATION_FORM: cancellation_form,
    Paper.OFFER_LETTER: offer_letter,
    Paper.DECISION_NOTICE: decision_notice,
    Paper.LICENCE_CONTRACT: licence_contract,
    Paper.VERIFICATION_STATEMENT: verification_statement,
    Paper.EVIDENCE_PACK: evidence_pack,
    Paper.SIGNATURE_LOG: signature_log,
    Paper.POLICY_SCHEDULE: policy_schedule,
}


def pdf(terms: Blanks, **changes: Any) -> bytes:
    """The terms rendered with the newest version."""
    paper = next(each for each in Paper if in_force(each, TODAY).terms is type(terms))
    return render(in_force(paper, TODAY), terms, issue(**changes))
