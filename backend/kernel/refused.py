"""What is wrong with one field of a request, in the reader's language.

pydantic, msgspec and our own checks say it in English, which stays for readers of English. For
readers of Chinese `CHINESE` has the words of every sentence that they use; what is not listed is
passed on as it is.
"""

import re
from collections.abc import Sequence

from backend.kernel import language
from backend.kernel.language import Language

#: From an English sentence to the Chinese one; groups stand in both.
CHINESE: Sequence[tuple[str, str]] = (
    # pydantic
    (r"Field required", "此项必填"),
    (
        r"(?:Value error, )?A fee on the loan has a rate, a fixed fee an amount\.",
        "按贷款收取的费用填费率，固定费用填金额",
    ),
    (r"A day up to today\.", "不晚于今天的日期"),
    (r"This list has no such filter, or not with this value\.", "这个列表没有此筛选，或取值不对"),
    (r"There is no such list to export\.", "没有这个可导出的列表"),
    (r"Quiet hours have a beginning and an end\.", "免打扰时段须同时填写开始和结束时间"),
    (r"Quiet hours end at another time than they begin\.", "结束时间不得与开始时间相同"),
    (r"(?:Value error, )?A kind has one way to be told\.", "每类消息只能选择一种提醒方式"),
    (r"A day from the grant on (\S+) on\.", r"不早于授权公告日 \1"),
    (r"Say why it is rejected\.", "请写明不予确认的理由"),
    (r"A right of this kind needs it\.", "这类权利须填此项"),
    (r"A right of this kind has no such fact\.", "这类权利没有此项"),
    (r"It does not come before filing_on\.", "不得早于申请日"),
    (r"It does not come before completed_on\.", "不得早于创作完成日"),
    (r"It does not come before (\S+)\.", r"不得早于 \1"),
    (r"The day on which a period of (\d+) years is over\.", r"应为注册日起每满 \1 年之日"),
    (r"A day up to the one that it is compared with\.", "不晚于用来比较的日期"),
    (r"A day from today on\.", "不早于今天的日期"),
    (r"Not before the first day\.", "不早于第一天"),
    (r"Another person than who is away\.", "须为休假人以外的人"),
    (r"A district of Shanghai by its code, such as 310115\.", "上海的区，填代码，例如 310115"),
    (r"A street or town of Pudong by its name\.", "浦东的街道或镇，填名称"),
    (r"Extra inputs are not permitted", "没有这一项"),
    (r"Input should be a valid string", "应为文字"),
    (r"Input should be a valid integer\b.*", "应为整数"),
    (r"Input should be a valid (?:number|decimal)\b.*", "应为数字"),
    (r"Input should be a finite number", "应为数字"),
    (r"Input should be a valid boolean\b.*", "应为是或否"),
    (r"Input should be a valid datetime\b.*", "应为带时区的时间，例如 2026-11-24T09:00:00+08:00"),
    (r"Input should (?:be a valid date|have a date)\b.*", "应为存在的日期，例如 2026-11-24"),
    (r"Datetimes provided to dates should have zero time\b.*", "应为日期，不带时间"),
    (r"Input should have timezone info", "时间须带时区"),
    (r"Input should be a valid UUID\b.*", "应为记录编号（UUID）"),
    (r"Input should be a valid (?:list|tuple)", "应为列表"),
    (r"Input should be a valid dictionary\b.*", "应为一组字段"),
    (r"Input should be greater than or equal to (\S+)", r"不得小于 \1"),
    (r"Input should be less than or equal to (\S+)", r"不得大于 \1"),
    (r"Input should be greater than (\S+)", r"须大于 \1"),
    (r"Input should be less than (\S+)", r"须小于 \1"),
    (r"String should have at least (\d+) characters?", r"至少 \1 个字符"),
    (r"String should have at most (\d+) characters?", r"最多 \1 个字符"),
    (r"(?:List|Tuple|Set) should have at least (\d+) items?\b.*", r"至少 \1 项"),
    (r"(?:List|Tuple|Set) should have at most (\d+) items?\b.*", r"最多 \1 项"),
    (r"String should match pattern .*", "格式不符合要求"),
    (r"Input should be ('.*)", r"应为其中之一：\1"),
    (r"Input tag .* does not match any of the expected tags: (.*)", r"应为其中之一：\1"),
    (r"Invalid JSON: .*", "不是有效的 JSON"),
    (
        r"(?:Value error, )?A text holds a NUL character or half of a character\.",
        "含有不能保存的字符",
    ),
    (
        r"(?:Value error, )?The rectangle has to end on the page: .*",
        "标注框须在页面之内：x + 宽 ≤ 1，y + 高 ≤ 1",
    ),
    # msgspec, of what stands in the address
    (r"Invalid UUID", "应为记录编号（UUID）"),
    (r"Invalid RFC3339 encoded date\b.*", "应为存在的日期，例如 2026-11-24"),
    (r"Invalid enum value .*", "不是可选的值"),
    (r"Expected `int`.*", "应为整数"),
    (r"Missing required query parameter .*", "此项必填"),
    # our own
    (r"A page holds 1 to (\d+) rows\.", r"每页 1 至 \1 行"),
    (r"This cursor is not one of this list's\.", "翻页标记已失效，请从第一页重新打开"),
    (
        r"The connection was closed before (?:all|the body) had come\.",
        "连接中断，内容未传完；请重新提交",
    ),
    (r"A JSON body has at most (\d+) bytes\.", r"内容最多 \1 字节"),
    (r"8 to 120 printable ASCII characters\.", "8 至 120 个可打印的 ASCII 字符"),
    (r"At most (\d+) characters\.", r"最多 \1 个字符"),
    (r"A column from 0 to (\d+)\.", r"应为 0 到 \1 之间的列"),
    (r"Each column means one thing\.", "一列只能对应一个字段"),
    (r"Name the column of the registration numbers\.", "请指明登记（注册）号所在的列"),
    (
        r"Name the column of the application or publication numbers\.",
        "请对应申请号或公开号所在的列",
    ),
    (r"One of: (.*)\.", r"应为其中之一：\1"),
    (r"One or more of: (.*)\.", r"应为其中一项或几项：\1"),
    (
        r"A day from tomorrow on; leave it out to begin at once\.",
        "应为明天或以后的日期；不填则立即生效",
    ),
    (r"A day from tomorrow on\.", "应为明天或以后的日期"),
    (
        r"Write \{lender\} for the bank's name, and no other braces\.",
        "请以 {lender} 代表银行名称，不要使用其他花括号",
    ),
    (r"A column for each field, counted from 0, as JSON\.", "须为各字段对应的列号（从 0 起）"),
    (r"A whole number of bytes\.", "应为整数字节数"),
    (r"`(.*)` is not UTF-8 in base64\.", r"「\1」不是 base64 编码的 UTF-8"),
    (r"A day from today, at most (\d+) years ahead\.", r"应为今天起 \1 年之内的一天"),
    (r"A day from today to (\d+) days on\.", r"应为今天起 \1 天之内的一天"),
    (r"Send the file as multipart/form-data\.", "文件须以 multipart/form-data 上传"),
    (r"There is no file in the form\.", "没有选择文件"),
    (r"Send one file, in the field `file`\.", "一次只上传一个文件，字段名为 file"),
    (r"The form is broken: .*", "上传内容不完整，请重新选择文件"),
    (r"This field stands twice\.", "这一项重复了"),
    (r"This field is too long\.", "这一项太长"),
    (r"The file is empty\.", "文件是空的，请另选文件"),
    (r"Name the paper: D1 to D6\.", "请选明材料：D1 至 D6"),
    (r"A fact names its right, its day and its payload\.", "须写明专利、日期和内容"),
    (r"The firm cannot answer in the past\.", "答复期限不能早于今天"),
    (r"A paper that the platform issues cannot be asked for\.", "平台签发的文件不能列入材料清单"),
    (r"What the platform issues has its own place\.", "平台签发的文件不能另设占位"),
    (r"Nobody was asked in the future\.", "查询日期不能晚于今天"),
    (r"A case is named once\.", "同一件申请只列一次"),
    (r"A drawdown is recorded when it has been made\.", "放款日期不能晚于今天"),
    (r"A day up to (\S+): what comes is not known yet\.", r"不能晚于 \1：以后的内容尚无从得知"),
    (
        r"A day from (\S+) on: what was overwritten before is not known\.",
        r"不能早于 \1：此前被覆盖的内容已无从得知",
    ),
    (r"(\w+) needs a reason\.", "须写明理由"),
    (r"A document of the kind (\w+) is needed\.", r"须附上这类文件：\1"),
    (r"64 hexadecimal figures\.", "应为 64 位十六进制数字"),
    (r"An address cannot hold a NUL character\.", "地址中含有不允许的字符"),
    (
        r"The last day is after the first, at most ten years later\.",
        "截止日不得早于起始日，且相隔不超过十年",
    ),
    (r"Money is reported when it has come\.", "款项到账后才可填报，日期不得晚于今天"),
    (r"The day lies between 1985 and 2200\.", "日期须在 1985 年至 2200 年之间"),
)
_PATTERNS = [(re.compile(pattern, re.DOTALL), words) for pattern, words in CHINESE]


def said(message: str) -> str:
    """The message as the reader of this answer is told it."""
    if language.current() is Language.ENGLISH:
        return message
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(message):
            return found.expand(words).replace(" or ", " 或 ")
    return message
