"""Why there is a signal, in one sentence: made by the watch, kept as a Chinese text.

A screen in another language finds the templates again (`ui/kept_texts.py`): of the clauses between
semicolons each is one of TEMPLATES.
"""

from commandcenter.domain.phrase import phrases, word

HOURS, MINUTES = "{n} 小时", "{n} 分钟"
LATELY, BEFORE = "近 {length}", " {at} 前 {length}"
PEOPLE, SEVERAL = "{n} 人", "多人"
# How many are usual, by the unit: what is less than a tenth, and what is more.
HARDLY = phrases({"件": "不到 0.1 件", "例": "不到 0.1 例", "人": "不到 0.1 人"})
USUAL = phrases({"件": " {n} 件", "例": " {n} 例", "人": " {n} 人"})

BY_PEOPLE = "{subject}{span} {people} 人投诉（{n} 件），达到“{rule}”的 {least} 人"
BY_CAUSE = "{subject}{span} {people} 人投诉、同为“{cause}”（{n} 件），达到“{rule}”的 {least} 人"
CASES = "{subject}{span} 疑似食品病例 {n} 例，达到“{rule}”的 {least} 例"
KEYWORDS = "{span} {people} 人都说到{subject}（{n} 件）"
BURST = "{subject}{span} {n} 件"
BURST_USUAL = "{subject}{span} {n} 件，平时同一时段{usual}"
GATHERING = "{day}以来 {who}反映{subject}（{n} 件）"
GATHERING_ALSO = "{day}以来 {who}反映{subject}（{n} 件），还说到{words}"
DAY = "{subject}{day} {n} 件"
DAY_USUAL = "{subject}{day} {n} 件，平时同类日{usual}"
DAYS = "{subject}近 {days} 日 {n} 件"
DAYS_USUAL = "{subject}近 {days} 日 {n} 件，平时 {days} 日{usual}"
CLUSTER = "{subject}{day}以来 {n} 件，偶然出现约 {every} 日一次"
CLUSTER_USUAL = "{subject}{day}以来 {n} 件，按地点和日期应有{usual}，偶然出现约 {every} 日一次"
USUAL_SPAN, USUAL_BEFORE = "平时同样时长{usual}", "此前同样时长{usual}"
MENTIONED = "其中 {n} 件为文中提及"
ABNORMAL = "其中 {n} 件疑似异常（令121号第17条），请先核实"
ABNORMAL_OF = "其中 {n} 件疑似异常（出自 {people} 人，令121号第17条），请先核实"

# Who says more stands before who says less.
TEMPLATES = tuple(
    map(
        word,
        (
            BY_CAUSE, BY_PEOPLE, CASES, KEYWORDS, BURST_USUAL, BURST, GATHERING_ALSO, GATHERING,
            DAY_USUAL, DAY, DAYS_USUAL, DAYS, CLUSTER_USUAL, CLUSTER, USUAL_SPAN, USUAL_BEFORE,
            MENTIONED, ABNORMAL_OF, ABNORMAL, LATELY, BEFORE, HOURS, MINUTES, PEOPLE,
            *USUAL.values(),
        ),
    )
)  # fmt: skip
LENGTH = r"\d+ (?:小时|分钟)"
NUMBER = r"[\d.,]+"
# As times.date_zh says it; sentences that were kept before it named the year have none.
DAY_SHAPE = r"(?:\d{4}年)?\d+月\d+日"
# What may stand for a name of a template.
SHAPES = {
    "n": NUMBER, "people": NUMBER, "least": NUMBER, "day": DAY_SHAPE,
    "at": rf"{DAY_SHAPE} \d\d:\d\d", "days": NUMBER, "every": NUMBER,
    "length": LENGTH, "subject": ".+?",
    "span": rf"近 {LENGTH}| {DAY_SHAPE} \d\d:\d\d 前 {LENGTH}", "who": r"\d+ 人|多人",
    "usual": rf"不到 0\.1 [件例人]| {NUMBER} [件例人]", "rule": ".+?", "cause": ".+?",
}  # fmt: skip
