"""Before scenario A: what the bureau itself paid of its budget, and one request that waits."""

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_references import Newest
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from commandcenter.store.tables.support.fund import FundRequestRow

# purpose, its budget of the year, in 分
BUDGET = (
    ("现场处置", 8_000_000), ("检验检测", 6_000_000), ("宣传培训", 3_000_000),
    ("装备物资", 3_000_000),
)  # fmt: skip
# day from D0, purpose by its place, what, 分, why, voucher
PAID = (
    (-58, 4, "防护用品补充", 800_000, "防护服、口罩低于最低库存", "记-2026-0912"),
    (-44, 3, "宣传材料印制", 1_000_000, "预付式消费提示折页5000份", "记-2026-0958"),
    (-40, 2, "食品快检试剂", 3_200_000, "学校周边专项抽检", "记-2026-0971"),
    (-23, 1, "应急车辆租用", 1_400_000, "“双十一”备勤用车6天", "记-2026-1033"),
)  # fmt: skip
WAITS = (-1, 2, "加急检验费", 800_000, "疑似变质食品送检，承检机构加急")


def act(script: Script) -> None:
    for day, line, item, cents, why, voucher in PAID:
        newest = Newest(FundRequestRow, {"item": item})
        script.turn_to(day)
        script.call(9, 30, "jiangtao", fund.ask, Asked(line, item, cents, why))
        script.call(10, 10, "chenyu", fund.approve, newest)
        script.call(16, 40, "jiangtao", fund.spend, newest, cents, voucher)
    day, line, item, cents, why = WAITS
    script.turn_to(day)
    script.call(16, 50, "jiangtao", fund.ask, Asked(line, item, cents, why))
