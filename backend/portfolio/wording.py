"""Words of refusals and of the downloads, in the reader's language."""

from collections.abc import Mapping

from backend.kernel.language import Language
from backend.portfolio.passing import Form, Passing
from backend.portfolio.states import GrantedReduction, Ownership, PatentKind, Source

#: Each text in Chinese and in English.
Words = tuple[str, str]

PREFIX = "portfolio."

REASONS: Mapping[str, Words] = {
    "number_empty": ("没有号码", "there is no number"),
    "application_number_destroyed": (
        "号码被表格软件损坏，平台不猜号码",
        "a spreadsheet destroyed the number; it is never guessed",
    ),
    "pledged_twice": (
        "同一件专利在两笔有效质押中",
        "one patent stands in two live pledges",
    ),
    "number_malformed": ("不是专利号或公开号的写法", "not the form of a patent number"),
    "dot_misplaced": ("校验位前的小数点位置不对", "the dot before the check digit is misplaced"),
    "check_digit_wrong": (
        "校验位不符，可能有一位录错",
        "the check digit is wrong; a digit may be mistyped",
    ),
    "year_unknown": ("号码中的年份不可能", "the year in the number is impossible"),
    "type_unknown": ("号码中的专利类型位不存在", "the type digit of the number does not exist"),
    "publication_kind_missing": (
        "公开号缺末尾的文献种类代码",
        "the publication number lacks its kind letter",
    ),
    "publication_kind_unknown": (
        "公开号末尾的文献种类代码不存在",
        "the kind letter of the publication number does not exist",
    ),
    "publication_kind_contradicts": (
        "文献种类代码与号码的专利类型矛盾",
        "the kind letter contradicts the number",
    ),
    "two_numbers": ("一格里有两个号码", "two numbers stand in one cell"),
    "column_count": ("列数与表头不一致", "the row is not as wide as the header"),
    "number_missing": (
        "没有申请号也没有公开号",
        "neither an application nor a publication number",
    ),
    "date_invalid": ("日期无法识别", "the date cannot be read"),
    "date_in_future": ("日期尚未到来", "the date lies in the future"),
    "dates_contradict": ("申请日晚于公开日", "the filing date lies after the publication"),
    "numbers_contradict": (
        "申请号与公开号不是同一件专利",
        "the two numbers belong to different patents",
    ),
    "conflict_in_file": (
        "与前面同一号码的一行内容不同",
        "differs from an earlier row of the same number",
    ),
    "value_too_long": ("内容过长", "the value is too long"),
    "registration_malformed": (
        "不是这类权利登记号的写法",
        "not the form of a registration number of this kind",
    ),
    "fact_missing": ("这类权利须填此项", "a right of this kind needs it"),
    "classes_unknown": ("不是商品和服务的类别", "not classes of goods and services"),
    "authorship_unknown": (
        "看不出著作权人是组织还是自然人",
        "it does not say whether an organisation or a person owns the copyright",
    ),
    "days_out_of_order": ("日期先后不可能", "the days cannot follow each other so"),
    "renewal_impossible": (
        "续展期不是整十年",
        "a mark is renewed for whole periods of ten years",
    ),
}

WOULD_PASS: Mapping[Form, Words] = {
    Form.AS_WRITTEN: ("{text}", "{text}"),
    Form.NUMBER: ("如 201811564288.X 的号码", "a number like 201811564288.X"),
    Form.SINGLE_NUMBER: ("单个号码，如 201811564288.X", "a single number like 201811564288.X"),
    Form.ONE_NUMBER_A_CELL: (
        "每格一个号码，其余另起一行",
        "one number in a cell, the others in rows",
    ),
    Form.NUMBER_AS_TEXT: (
        "原始号码；请先把该列设为文本",
        "the number itself, its column set to text",
    ),
    Form.NUMBER_FORMS: (
        "12 位或 8 位数字加校验位，或 CN209102019U 这样的公开号",
        "12 or 8 digits with a check digit, or a number like CN209102019U",
    ),
    Form.EITHER_NUMBER: (
        "申请号或公开号至少一个",
        "an application number or a publication number",
    ),
    Form.THIS_NUMBER: ("{number}", "{number}"),
    Form.CHECKED_NUMBER: (
        "{number}（如果只是校验位有误）",
        "{number} if only the check digit is wrong",
    ),
    Form.DOT_BEFORE_CHECK: (
        "小数点只在 12 位或 8 位数字之后、校验位之前，而不是 {found}",
        "a dot only before the check digit of 12 or 8 digits, unlike {found}",
    ),
    Form.PUBLICATION_NUMBER: (
        "如 CN209102019U 的公开号",
        "a publication number like CN209102019U",
    ),
    Form.WITH_KIND_LETTER: (
        "{number} 加末尾的种类代码；如是申请号，请写出小数点",
        "{number} with its kind letter; an application number with its dot",
    ),
    Form.KIND_LETTERS: (
        "种类代码为 A、B、C、U、Y、S 或 D",
        "one of the kinds A, B, C, U, Y, S, D",
    ),
    Form.KIND_OF_DIGIT: (
        "以 {digit} 开头的号码，种类代码为 {letters}",
        "digits beginning with {digit} take the kind {letters}",
    ),
    Form.KIND_OF_TYPE: (
        "与类型位 {digit} 相符的种类代码，或不写种类代码",
        "the kind of type {digit}, or none",
    ),
    Form.TYPE_DIGITS: ("类型位为 1、2、3、8 或 9", "a type digit of 1, 2, 3, 8 or 9"),
    Form.YEARS: ("{first} 至 {last} 年的年份", "a year from {first} to {last}"),
    Form.SAME_KIND: (
        "与 {number} 专利类型相同的号码",
        "a number of the same kind as {number}",
    ),
    Form.DAY_FORMS: (
        "如 2019-07-12、2019.07.12 或 20190712 的日期",
        "a day like 2019-07-12, 2019.07.12 or 20190712",
    ),
    Form.DAY_UP_TO: ("不晚于 {day} 的日期", "a day up to {day}"),
    Form.FILED_BY: ("不晚于 {day} 的申请日", "a filing date not after {day}"),
    Form.COLUMNS: ("与表头相同的 {most} 列", "{most} columns, as the header has"),
    Form.CHARACTERS: ("最多 {most} 个字符", "at most {most} characters"),
    Form.CHARACTERS_A_NAME: ("每个名称最多 {most} 个字符", "at most {most} characters a name"),
    Form.NAMES: ("最多 {most} 个名称", "at most {most} names"),
    Form.CLASSES: ("最多 {most} 个分类号", "at most {most} classes"),
    Form.NUMBER_OF_ANOTHER: (
        "与 {key} 同一件专利的号码；{number} 已与 {other} 对应",
        "the number that belongs with {key}; {number} is known together with {other}",
    ),
    Form.ONE_PLEDGE_FIRST: (
        (
            "{number} 与 {key} 是同一件专利，却各在一笔有效质押中。请在登记簿按两个号码查出这两笔，"
            "与质权人核实并注销或更正其中一笔，再重新导入本行"
        ),
        (
            "{number} and {key} are one patent, each in a live pledge of its own. Find both in the "
            "register, have one cancelled or corrected with its pledgee, then import this row again"
        ),
    ),
    Form.REGISTRATION_LIKE: ("形如 {number}", "a number like {number}"),
    Form.NICE_CLASSES: (
        "1 至 45 的类别，多个用分号隔开，如 9;42",
        "classes from 1 to 45, several with semicolons, like 9;42",
    ),
    Form.AUTHORSHIP: ("单位，或个人", "organisation, or person"),
    Form.DAY_FROM: ("不早于 {day} 的日期", "a day from {day} on"),
    Form.WHOLE_PERIODS: (
        "自 {day} 起每满十年之日，或其前一日",
        "the day on which a period of ten years from {day} is over, or the day before",
    ),
    Form.WHOLE_TERMS: (
        "自 {day} 起每满 {years} 年之日，或其前一日",
        "the day on which a period of {years} years from {day} is over, or the day before",
    ),
    Form.SAME_AS_ROW: ("与第 {row} 行相同的内容", "the same values as row {row}"),
}

FIELDS: Mapping[str, Words] = {
    "number": ("专利号", "number"),
    "application_no": ("申请号", "application number"),
    "publication_no": ("公开（公告）号", "publication number"),
    "title": ("名称", "title"),
    "filing_date": ("申请日", "filing date"),
    "announcement_date": ("公告日", "announcement date"),
    "grant_date": ("授权日", "grant date"),
    "priority_date": ("优先权日", "priority date"),
    "patentee": ("权利人", "patentee"),
    "inventors": ("发明人", "inventors"),
    "classes": ("分类号", "classes"),
    "registration_no": ("登记（注册）号", "registration number"),
    "mark_classes": ("类别", "classes of goods and services"),
    "granted_on": ("注册或登记日", "registered on"),
    "filing_on": ("申请日", "filed on"),
    "renewed_until": ("已续展至", "renewed until"),
    "authorship": ("著作权人类型", "kind of author"),
    "completed_on": ("创作（开发）完成日", "completed on"),
    "published_on": ("首次发表日", "first published on"),
    "exploited_on": ("首次商业利用日", "first exploited on"),
    "version": ("版本号", "version"),
    "owner": ("权利人", "owner"),
}

#: What a column of a sheet to fill in is headed, where its kind has a word of its own.
_HEADINGS: Mapping[tuple[PatentKind, str], Words] = {
    (PatentKind.TRADEMARK, "registration_no"): ("注册号", "Registration number"),
    (PatentKind.TRADEMARK, "title"): ("商标名称", "Name of the mark"),
    (PatentKind.TRADEMARK, "mark_classes"): ("国际分类", "Nice classes"),
    (PatentKind.TRADEMARK, "granted_on"): ("注册日期", "Registered on"),
    (PatentKind.SOFTWARE, "registration_no"): ("登记号", "Registration number"),
    (PatentKind.SOFTWARE, "title"): ("软件名称", "Name of the software"),
    (PatentKind.SOFTWARE, "completed_on"): ("开发完成日期", "Completed on"),
    (PatentKind.WORK, "registration_no"): ("作品登记号", "Registration number"),
    (PatentKind.WORK, "title"): ("作品名称", "Name of the work"),
    (PatentKind.LAYOUT, "registration_no"): ("布图设计登记号", "Layout registration number"),
    (PatentKind.LAYOUT, "title"): ("布图设计名称", "Name of the layout"),
}
_HEADED: Mapping[str, Words] = {
    "granted_on": ("登记日期", "Registered on"),
    "filing_on": ("申请日", "Filed on"),
    "renewed_until": ("已续展至", "Renewed until"),
    "authorship": ("著作权人类型", "Kind of author"),
    "completed_on": ("创作完成日期", "Completed on"),
    "published_on": ("首次发表日期", "First published on"),
    "exploited_on": ("首次商业利用日", "First exploited on"),
    "version": ("版本号", "Version"),
}
NEEDED: Words = ("必填", "needed")
OPTIONAL: Words = ("选填", "optional")
HOW_TO_FILL: Words = ("填写说明", "How to fill in")
HOW_HEADINGS: tuple[Words, ...] = (
    ("列名", "Column"),
    ("是否必填", "Needed"),
    ("写法", "What passes"),
)
#: The download of refused rows, and the headings that it adds to the original columns.
REFUSED: Words = ("未通过的行", "Refused rows")
REFUSED_HEADINGS: tuple[Words, ...] = (
    ("拒收代码", "refused_code"),
    ("拒收原因", "refused_reason"),
    ("字段", "refused_field"),
    ("原值", "refused_value"),
    ("可通过的写法", "would_pass"),
)
NUMBER_HEADING: Words = ("号码", "number")


HOLDING_HEADINGS: tuple[Words, ...] = (
    ("专利号", "Number"),
    ("申请号", "Application number"),
    ("公开（公告）号", "Publication number"),
    ("名称", "Title"),
    ("类型", "Kind"),
    ("行业", "Industry"),
    ("申请日", "Filed on"),
    ("授权公告日", "Granted on"),
    ("届满日", "Expires on"),
    ("权利人", "Patentees"),
    ("共有人", "Co-owners"),
    ("权属", "Ownership"),
    ("质押（平台登记）", "Pledge (platform's record)"),
    ("下次年费期限", "Next annual fee due"),
    ("最迟缴纳日", "Payable until"),
    ("年费（元）", "Annual fee (CNY)"),
    ("滞纳金（元）", "Surcharge today (CNY)"),
    ("来源", "Source"),
    ("数据日期", "As of"),
    ("加入时间", "Added at"),
)
HOLDING_FILTERS: tuple[Words, ...] = (
    ("企业", "Firm"),
    ("搜索", "Search"),
    ("类型", "Kind"),
    ("产业", "Industry"),
    ("来源", "Source"),
    ("质押", "Pledge"),
)
PLEDGED: Words = ("有有效质押", "In a live pledge")
FREE: Words = ("无有效质押", "Free")
SEPARATOR: Words = ("、", "; ")

#: Of rights, in every list.
KIND_WORDS: Mapping[PatentKind, Words] = {
    PatentKind.INVENTION: ("发明", "Invention"),
    PatentKind.UTILITY_MODEL: ("实用新型", "Utility model"),
    PatentKind.DESIGN: ("外观设计", "Design"),
    PatentKind.FOREIGN: ("境外专利", "Foreign patent"),
    PatentKind.UNKNOWN: ("类型未知", "Kind unknown"),
    PatentKind.TRADEMARK: ("商标", "Trademark"),
    PatentKind.SOFTWARE: ("软件著作权", "Software copyright"),
    PatentKind.WORK: ("作品著作权", "Copyright in a work"),
    PatentKind.LAYOUT: ("集成电路布图设计", "IC layout design"),
}
OWNERSHIPS: Mapping[Ownership, Words] = {
    Ownership.EXTRACT: ("登记簿副本已证明", "Proven by a register extract"),
    Ownership.OWNED: ("与公报权利人同名", "Name matches the gazette"),
    Ownership.DECLARED: ("自报，未证明", "Declared, unproven"),
}
SOURCES: Mapping[Source, Words] = {
    Source.REGISTER_EXTRACT: ("登记簿副本", "Register extract"),
    Source.GAZETTE: ("国知局公报", "CNIPA gazette"),
    Source.VENDOR_EXPORT: ("数据商导出", "Vendor export"),
    Source.DECLARED: ("企业自报", "Declared by the firm"),
}


def said(words: Words, language: Language) -> str:
    return words[language is Language.ENGLISH]


def reason(code: str, *, language: Language) -> str:
    """Why, for a code with or without the module's name before it."""
    return said(REASONS[code.removeprefix(PREFIX)], language)


def field(name: str, *, language: Language) -> str:
    """What a field is called; a file's own heading stays as it is."""
    return said(FIELDS[name], language) if name in FIELDS else name


def heading(kind: PatentKind, name: str) -> Words:
    """What a column of a sheet to fill in is headed."""
    return _HEADINGS.get((kind, name)) or _HEADED[name]


def would_pass(passing: Passing, *, language: Language) -> str:
    return said(WOULD_PASS[passing.form], language).format_map(passing.facts)


#: The columns of CNIPA's sheet for paying in bulk: an office's form, in its own language.
FEE_SHEET = (
    "序号", "申请号/专利号", "业务类型", "票据抬头", "统一社会信用代码", "费用种类", "外币金额",
    "费用金额（人民币）", "备注",
)  # fmt: skip
REDUCTIONS: Mapping[GrantedReduction, Words] = {
    GrantedReduction.SINGLE: ("单一申请人（减 85%）", "One applicant (85% off)"),
    GrantedReduction.SEVERAL: ("多个申请人（减 70%）", "Several applicants (70% off)"),
}
