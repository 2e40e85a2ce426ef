"""The words of treasury's lists as files, in the language of whoever reads them. Pure."""

from collections.abc import Mapping

from backend.kernel.language import Pair, Words
from backend.treasury.states import Field, LineState, MatchKind, OrderKind, OrderState, Reason

BOOKS: Mapping[str, str] = Words(
    {
        "own": ("平台自有", "The platform's own"),
        "client": ("代管款", "Client money"),
        "memo": ("备查（保险公司持有）", "Mirror (held by insurers)"),
    }
)
#: Of a bank account.
IN_USE: Pair = ("使用中", "In use")
CLOSED: Pair = ("已停用", "Closed")
DIRECTIONS: Mapping[str, str] = Words({"in": ("收", "In"), "out": ("支", "Out")})
LINES: Mapping[LineState, str] = Words(
    {
        LineState.NEW: ("认领中", "Being placed"),
        LineState.MATCHED: ("已自动认领", "Placed by rule"),
        LineState.SUSPENSE: ("待认领", "Waiting"),
        LineState.SETTLED: ("已人工认领", "Placed by people"),
    }
)
REASONS: Mapping[Reason, str] = Words(
    {
        Reason.NO_REFERENCE: ("附言中没有参考号", "No reference in the remark"),
        Reason.WRONG_CHECK_DIGIT: ("参考号校验码不对", "Wrong check digits in the reference"),
        Reason.UNKNOWN_REFERENCE: ("没有这个参考号的账单", "No bill has this reference"),
        Reason.SEVERAL_REFERENCES: ("附言中有多个参考号", "Several references in the remark"),
        Reason.OTHER_BOOK: ("账单属于另一账册", "The bill is of another book"),
        Reason.CHARGE_CANCELLED: ("账单已取消", "The bill was cancelled"),
        Reason.PAYER_DIFFERS: ("付款方与账单不符", "The payer is not the one of the bill"),
        Reason.AMBIGUOUS: ("不止一份账单相符", "More than one bill fits"),
        Reason.REPORTED: (
            "收款方已登记到账，金额不同",
            "The payee reported its money in other amounts",
        ),
        Reason.PAID_OUT: ("支出，须说明来由", "Money out: say what it was"),
        Reason.FOREIGN_CURRENCY: ("外币来款，不入总账", "In another currency, outside the ledger"),
        Reason.BOUNCED: ("疑为付款被退回", "Looks like a payment sent back"),
    }
)
MATCHES: Mapping[MatchKind, str] = Words(
    {
        MatchKind.CHARGE: ("账单", "A bill"),
        MatchKind.PAYOUT: ("支付服务转出到账", "A payout of the payment service"),
        MatchKind.FEE: ("银行手续费", "A fee of the bank"),
        MatchKind.ORDER: ("付款指令（金额不同）", "A payment order (other amount)"),
        MatchKind.PAYEE: ("付给收款方", "A payee"),
        MatchKind.BETWEEN: ("两册之间划转", "Transfer between the books"),
        MatchKind.COUNTER: ("与反向流水相抵", "A line the other way"),
        MatchKind.CONVERTED: ("银行已结汇", "Converted by the bank"),
        MatchKind.BOUNCED: ("付款被退回（退汇）", "Payment sent back"),
    }
)
ORDERS: Mapping[OrderState, str] = Words(
    {
        OrderState.PROPOSED: ("待批准", "Proposed"),
        OrderState.REFUSED: ("已退回", "Refused"),
        OrderState.APPROVED: ("已批准", "Approved"),
        OrderState.EXPORTED: ("已交银行", "At the bank"),
        OrderState.PAID: ("已付出", "Paid"),
        OrderState.FAILED: ("未付成", "Failed"),
        OrderState.HANDED_OVER: ("已交支付服务", "At the payment service"),
        OrderState.RETURNED: ("已退汇", "Sent back by the bank"),
    }
)
ORDER_KINDS: Mapping[OrderKind, str] = Words(
    {
        OrderKind.REFUND: ("退款（转账）", "Refund by transfer"),
        OrderKind.CARD: ("退款（原卡）", "Refund by card"),
        OrderKind.RETURN: ("退回来款", "Money sent back"),
        OrderKind.PAYOUT: ("付给收款方", "Payout"),
    }
)
BY_CARD: Pair = ("原支付方式（银行卡、扫码）", "The way it was paid (card, code)")
REPLACED: Pair = ("收款账户已变更，不会付出", "Account replaced since: goes to no bank")
SENT_BACK: Pair = (
    "该账户曾退汇，须重新登记",
    "Its bank sent money back; to be registered anew",
)

#: Of the columns of a statement, as a layout names them.
FIELDS: Mapping[Field, str] = Words(
    {
        Field.BOOKED_ON: ("记账日", "Day"),
        Field.CREDIT: ("收入金额", "Money in"),
        Field.DEBIT: ("支出金额", "Money out"),
        Field.AMOUNT: ("金额", "Amount"),
        Field.MARK: ("收支标志", "Side"),
        Field.BALANCE: ("余额", "Balance"),
        Field.CURRENCY: ("币种", "Currency"),
        Field.NAME: ("对方户名", "Other party"),
        Field.ACCOUNT: ("对方账号", "Its account"),
        Field.BANK: ("对方开户行", "Its bank"),
        Field.MEMO: ("摘要附言", "Memo"),
        Field.SERIAL: ("流水号", "Serial"),
        Field.OWN: ("本方账号", "Own account"),
    }
)
NEWEST_FIRST: Pair = ("新的在前", "Newest first")
OLDEST_FIRST: Pair = ("旧的在前", "Oldest first")
NO_ACCOUNT: Pair = ("尚未登记收款账户", "No account registered yet")

#: On the first sheets.
ORGANISATION: Pair = ("机构", "Organisation")
STATEMENT: Pair = ("银行流水", "Bank statement")
DIRECTION: Pair = ("收支", "In or out")
SEARCH: Pair = ("搜索", "Search")
CAME: Pair = ("收入合计（元）", "Money in (CNY)")
WENT: Pair = ("支出合计（元）", "Money out (CNY)")
ORDERED: Pair = ("金额合计（元）", "Amounts (CNY)")

STATE: Pair = ("状态", "State")
REASON: Pair = ("待认领原因", "Why it waits")
KIND: Pair = ("种类", "Kind")
LIST: Pair = ("付款清单", "Payout list")
_BOOK: Pair = ("账册", "Book")
_CURRENCY: Pair = ("币种", "Currency")
_AMOUNT: Pair = ("金额", "Amount")
_CHARGE: Pair = ("账单", "Bill")
_NUMBER: Pair = ("账号", "Account number")
_ACCOUNT: tuple[Pair, ...] = (("户名", "Account name"), _NUMBER, ("开户行", "Bank"))
ACCOUNT_HEADINGS: tuple[Pair, ...] = (
    *_ACCOUNT,
    ("联行号", "Bank code"),
    _BOOK,
    ("户主", "Holder"),
    _CURRENCY,
    ("流水余额", "Balance by statements"),
    ("流水截至", "Statements up to"),
    ("流水版式", "Statement layout"),
    STATE,
    ("开立时间（北京时间）", "Opened at (UTC+8)"),
    ("停用时间（北京时间）", "Closed at (UTC+8)"),
)
STATEMENT_HEADINGS: tuple[Pair, ...] = (
    *_ACCOUNT,
    _BOOK,
    ("首日", "First day"),
    ("末日", "Last day"),
    _CURRENCY,
    ("期初余额", "Opening balance"),
    ("期末余额", "Closing balance"),
    ("行数", "Rows"),
    ("其中此前已有", "Of them known before"),
    ("认领中", "Being placed"),
    ("已自动认领", "Placed by rule"),
    ("待认领", "Waiting"),
    ("已人工认领", "Placed by people"),
    ("文件", "File"),
    ("文件指纹（SHA-256）", "Digest of the file (SHA-256)"),
    ("流水版式", "Statement layout"),
    ("导入人", "Imported by"),
    ("导入时间（北京时间）", "Imported at (UTC+8)"),
)
LINE_HEADINGS: tuple[Pair, ...] = (
    ("记账日", "Booked on"),
    _NUMBER,
    _BOOK,
    _CURRENCY,
    ("收入", "Money in"),
    ("支出", "Money out"),
    ("余额", "Balance"),
    ("对方户名", "Other side"),
    ("对方账号", "Its account"),
    ("对方开户行", "Its bank"),
    ("附言", "Remark"),
    ("流水号", "Serial number"),
    STATE,
    REASON,
    ("待认领金额", "Amount waiting"),
    _CHARGE,
    ("已提出", "Proposed as"),
    ("提出人", "Proposed by"),
)
ORDER_HEADINGS: tuple[Pair, ...] = (
    ("编号", "Number"),
    KIND,
    STATE,
    _BOOK,
    _CHARGE,
    ("收款方", "Payee"),
    LIST,
    ("付给", "Paid to"),
    ("收款账号", "Its account"),
    ("收款开户行", "Its bank"),
    ("账户提示", "About the account"),
    _CURRENCY,
    _AMOUNT,
    ("实付", "Paid"),
    ("退汇", "Sent back"),
    ("退汇原因", "Why sent back"),
    ("事由", "Reason"),
    ("提出人", "Proposed by"),
    ("提出时间（北京时间）", "Proposed at (UTC+8)"),
    ("审批人", "Decided by"),
    ("审批时间（北京时间）", "Decided at (UTC+8)"),
)
PAYEE_HEADINGS: tuple[Pair, ...] = (
    ("收款方", "Payee"),
    ("用途", "Purpose"),
    ("代收余额（元）", "Held (CNY)"),
    ("其中已提出（元）", "Of it proposed (CNY)"),
    ("收款账号", "Its account"),
    ("收款开户行", "Its bank"),
    ("账户启用时间（北京时间）", "Account since (UTC+8)"),
    ("账户提示", "About the account"),
)
PAYOUT_LIST_HEADINGS: tuple[Pair, ...] = (
    ("编号", "Number"),
    ("事由", "Reason"),
    ("笔数", "Orders"),
    ("金额（元）", "Amount (CNY)"),
    ("待批准", "To approve"),
    ("付款中", "Under way"),
    ("已付", "Paid"),
    ("未付", "Not paid"),
    ("提出人", "Proposed by"),
    ("提出时间（北京时间）", "Proposed at (UTC+8)"),
)
LAYOUT_HEADINGS: tuple[Pair, ...] = (
    ("代码", "Code"),
    ("版本", "Version"),
    ("开户行", "Bank"),
    ("表头", "Column headings"),
    ("日期写法", "How days are written"),
    ("行序", "Order of rows"),
    ("收入标志", "Marks of money in"),
    ("支出标志", "Marks of money out"),
    ("币种写法", "How currencies are written"),
    ("使用账户数", "Accounts"),
    ("生效日", "Valid from"),
    STATE,
)
AS_OF: Pair = ("截至", "As of")
