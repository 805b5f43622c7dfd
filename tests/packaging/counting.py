"""Where an English text counts so that it reads wrong of one: “1 items”, “1 are overdue”."""

import re

MEASURES = (
    "件|人|份|项|条|个|天|日|年|月|小时|分钟?|秒|次|处|页|行|列|种|类|级|字|户|家|套|张|格|辆|笔|道|段"
    "|夜|圈|地|席|台|期|例|名|起|组|批|点|周|倍|层|步|线|对|部|所(?!属)|班|封|通|间|卷|册|本|位|遍"
)
# A name before one of these is a count, except after 第, which tells which one of them.
COUNT = re.compile(rf"(?<!第)(?<!第 )\{{([a-z_]+)(?:[:!][^}}]*)?\}} ?[多余]?(?:{MEASURES})")
# What ends in s and is right of one as of many, and what begins another part of the sentence.
EVEN = "across|always|as|does|has|is|its|less|pers|plus|pts|this|was"
BREAKS = "and|at|by|for|from|in|is|no|not|of|on|per|than|to|was|with"
PLURAL = rf"(?!(?:{EVEN})\b)(?:people|children|are|were|have|do|[a-z-]*[a-rtv-z]s|[a-z-]+sses)\b"
BETWEEN = rf"(?:(?!(?:{BREAKS})\b)[a-z-]+ ){{0,2}}"
AFTER = re.compile(rf"\{{([a-z_]+)(?:[:!][^}}]*)?\}} {BETWEEN}{PLURAL}")

# Limits that the program sets, each far above one.
LIMITS = {"limit", "most"}
LENGTH = re.compile(r"\{n\} characters")
# Of others that are never one, why.
NEVER_ONE = {
    "{role}一个班次不能超过 {days} 天。": "two days and seven",
    "取证人员不得少于 {n} 人，请填写两名执法人员的姓名。": "two officers",
    "取证人员不超过 {n} 人。": "a limit",
    "投诉的登记时间应在注入前 {n} 分钟之内。": "a limit",
    "注入“{title}”的时限应在 1 到 {n} 分钟。": "a limit",
    "“{title}”应为 1 至 {n} 个分钟数。": "a limit",
    "“{title}”超过 {n} 天。": "a limit",
    "“{title}”应选定 {n} 个不同的数字。": "the six tiles",
    "{level}级的必办任务有 {count} 项，最多 {most} 项。": "above a limit",
    "{who}的区划代码是 {here} 位，其余的是 {rest} 位：一个文件里应是同一级的单位。": "six or more",
    "一格重复 {n} 列": "above a limit",
    "{names} 等 {n} 列": "more than are named",
    "第 {row} 行有 {count} 列，超过 {limit} 列，不像投诉表格，已拒绝。": "above a limit",
    "导入这个文件时程序已经 {n} 次中断，不再重试，请检查文件后重新放入。": "three tries",
    "这份 PDF 有 {n} 页，超过 {most} 页，请拆分后再用。": "above a limit",
    "图片文件有 {n} 页，超过 {most} 页，请拆分后再用。": "above a limit",
    "图片有 {wide}×{high} 点，太大，请缩小后再用。": "above a limit",
    "退回的行只列出前 {n} 行。": "as many as are shown",
    "重复的记录只列出前 {n} 条，更正的在前。": "as many as are shown",
    "自收到投诉之日起{days}个工作日内告知是否受理（《市场监督管理投诉举报处理办法》第十五条）": (
        "the term of the law, seven"
    ),
}


def plurals(text: str, said: str) -> list[str]:
    """What of the English stands after a count of the text and is wrong where that is one."""
    counts = set(COUNT.findall(text)) - LIMITS
    found = (each for each in AFTER.finditer(said) if each[1] in counts)
    return [each[0] for each in found if not LENGTH.fullmatch(each[0])]
