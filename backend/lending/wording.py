"""The platform's consent text, for lenders that have not published one of their own."""

PLATFORM_VERSION = "P1"

_TEXT = (
    "本企业同意：为审查本次贷款申请，向{lender}提供本申请冻结的企业信息、知识产权信息、估值信息及所列文件；"
    "{lender}仅可为本次申请之目的查阅上述资料。"
    "撤回申请时授权立即终止；被拒绝时，授权于拒绝之日起 90 日后终止。"
    "征信查询授权由{lender}另以其自有文本取得，本平台不代为授权。"
)


def consent_text(lender: str) -> str:
    return _TEXT.format(lender=lender)
