"""The words of documents, consents and reads in the lists that leave as files."""

from collections.abc import Mapping

from backend.documents.states import Kind, Purpose, Trust, Use
from backend.kernel.language import Pair, Words

#: Papers write the Chinese ones, lists those of their reader's language.
KIND_WORDS: Mapping[Kind, Pair] = {
    Kind.LICENCE: ("营业执照", "Business licence"),
    Kind.REGISTER_EXTRACT: ("专利登记簿副本", "Register extract"),
    Kind.FEE_RECEIPT: ("年费缴费收据", "Fee receipt"),
    Kind.CERTIFICATE: ("专利证书", "Patent certificate"),
    Kind.VALUATION_REPORT: ("评估报告", "Valuation report"),
    Kind.ACCOUNTS: ("财务报表", "Accounts"),
    Kind.CONTRACT: ("业务合同", "Contract"),
    Kind.PLEDGE_CONTRACT: ("质押合同", "Pledge contract"),
    Kind.CONSENT: ("共有人同意书", "Co-owner's consent"),
    Kind.DECLARATION: ("声明", "Declaration"),
    Kind.REGISTRATION_NOTICE: ("登记通知书", "Registration notice"),
    Kind.CHANGE_NOTICE: ("变更通知书", "Change notice"),
    Kind.CANCELLATION_NOTICE: ("注销通知书", "Cancellation notice"),
    Kind.REFUSAL_NOTICE: ("不予登记通知书", "Refusal notice"),
    Kind.APPLICATION_FORM: ("登记申请表", "Application form"),
    Kind.POWER_OF_ATTORNEY: ("委托书", "Power of attorney"),
    Kind.IDENTITY_PROOF: ("身份证明", "Proof of identity"),
    Kind.USE_EVIDENCE: ("资金用途证明", "Evidence of use"),
    Kind.PAPER: ("平台签发文件", "Paper of the platform"),
    Kind.OTHER: ("其他材料", "Other"),
}
KINDS: Words[str] = Words({str(kind): words for kind, words in KIND_WORDS.items()})
PURPOSES: Words[str] = Words(
    {
        Purpose.PAPER: ("签署文件", "Paper to be signed"),
        Purpose.KYB_CASE: ("企业认证", "Verification of the firm"),
        Purpose.LOAN_APPLICATION: ("贷款申请", "Loan application"),
        Purpose.PLEDGE: ("质押办理", "Pledge"),
        Purpose.CONFIRMATION: ("出具方确认", "Confirmation by the issuer"),
        Purpose.DUE_DILIGENCE: ("尽职调查", "Due diligence"),
        Purpose.INSURANCE: ("保险", "Insurance"),
        Purpose.LICENSING: ("许可洽谈", "Licensing"),
        Purpose.AUDIT: ("审计", "Audit"),
        Purpose.OTHER: ("其他", "Other"),
        Purpose.VALUATION: ("评估委托", "Valuation"),
    }
)
USES: Words[str] = Words(
    {
        Use.DOWNLOAD: ("下载副本", "Took a copy"),
        Use.PREVIEW: ("查看", "Looked"),
        Use.BULK: ("批量导出", "Bulk export"),
    }
)
TRUSTS: Words[str] = Words(
    {
        Trust.CONFIRMED: ("机构已确认", "Confirmed by issuer"),
        Trust.CHECKED: ("银行已核查", "Checked by bank"),
        Trust.ALTERED: ("与机构存档不符", "Differs from issuer's copy"),
        Trust.DENIED: ("机构否认", "Denied by issuer"),
        Trust.UNCONFIRMED: ("未经确认", "Not confirmed"),
    }
)

DOCUMENTS = (
    ("名称", "Name"),
    ("种类", "Kind"),
    ("大小（字节）", "Size (bytes)"),
    ("内容指纹（SHA-256）", "SHA-256"),
    ("出具方确认", "Confirmation"),
    ("出具方", "Issuer"),
    ("可查阅机构", "May be read by"),
    ("存入时间（北京时间）", "Deposited (UTC+8)"),
    ("撤回时间（北京时间）", "Withdrawn (UTC+8)"),
    ("公开时间（北京时间）", "Published (UTC+8)"),
)
RECEIPTS = (
    ("授权编号", "Receipt"),
    ("授权方", "Owner"),
    ("查阅方", "Reader"),
    ("用途", "Purpose"),
    ("说明", "Note"),
    ("资料份数", "Documents"),
    ("资料", "Names"),
    ("权限", "Right"),
    ("授权时间（北京时间）", "Given (UTC+8)"),
    ("有效期至", "Until"),
    ("状态", "State"),
)
READS = (
    ("时间（北京时间）", "When (UTC+8)"),
    ("资料", "Document"),
    ("查阅人", "Who"),
    ("机构", "Organisation"),
    ("方式", "How"),
    ("首字节", "First byte"),
    ("末字节", "Last byte"),
    ("资料大小（字节）", "Size (bytes)"),
    ("用途", "Purpose"),
    ("授权编号", "Receipt"),
    ("网络地址", "Address"),
    ("内容指纹（SHA-256）", "SHA-256"),
)
