"""The bureau's stock before scenario A, and what it hands out for it (plan 6.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_references import Made, Named, Newest, Person, Stage
from commandcenter.domain.support.stock import InWay, NewItem, StockKind
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

MAIN, CARS, TESTS = "机关库房", "机关车库", "检验库房"
K = StockKind
# name, kind, store, unit, used up, how many, minimum, checked every n months
THINGS = (
    ("对讲机", K.RADIO, MAIN, "部", False, 12, 6, 6),
    ("执法记录仪", K.EVIDENCE, MAIN, "台", False, 20, 6, 6),
    ("便携打印机", K.OFFICE, MAIN, "台", False, 4, 1, 12),
    ("备用电源", K.RADIO, MAIN, "台", False, 4, 2, 6),
    ("卫星电话", K.RADIO, MAIN, "部", False, 2, 1, 6),
    ("扩音器", K.OTHER, MAIN, "个", False, 6, 2, 12),
    ("照明灯", K.OTHER, MAIN, "盏", False, 4, 2, 12),
    ("封条", K.EVIDENCE, MAIN, "张", True, 320, 200, None),
    ("防护服", K.PROTECTION, MAIN, "套", True, 160, 100, None),
    ("口罩", K.PROTECTION, MAIN, "只", True, 1_200, 500, None),
    ("采样箱", K.SAMPLING, TESTS, "个", False, 6, 4, 3),
    ("冷藏转运箱", K.SAMPLING, TESTS, "个", False, 4, 2, 3),
    ("农残快检仪", K.SAMPLING, TESTS, "台", False, 3, 2, 3),
)  # fmt: skip
GOOD_FOR = {"防护服": 280, "口罩": 540}  # days from D0
# plate, driver, days from D0 to the end of its 年检, km
VEHICLES = (
    ("澄A·7301", "田佳", 210, 61_240),
    ("澄A·7302", "吕行", 156, 48_905),
    ("澄A·7303", "聂波", 96, 70_318),
    ("澄A·7305", "田佳", 311, 22_760),
    ("澄A·7306", "吕行", 4, 83_177),
)
MILEAGE = {plate: km for plate, _, _, km in VEHICLES}
LENT = ("澄A·7301", "澄A·7302", "澄A·7303", "澄A·7305")  # to the scene, on D0


@dataclass(frozen=True, slots=True)
class Asked(Named):
    """A hand-out whose item and taker are looked up; `plate` of a vehicle."""

    name: str
    amount: int
    login: str
    due: datetime | None
    words: str = ""
    plate: str = ""

    def found(self, stage: Stage) -> HandOut:
        row = stage.session.get_one(StockItemRow, item(self.name, self.plate).found(stage))
        return HandOut(
            row.id, self.amount, person_id=Person(self.login).found(stage), due_at=self.due,
            driver=row.driver, mileage=MILEAGE.get(self.plate), words=self.words,
        )  # fmt: skip


def act(script: Script) -> None:
    script.turn_to(-64)
    for minute, (name, kind, store, unit, used_up, number, minimum, months) in enumerate(THINGS):
        days = GOOD_FOR.get(name)
        new = NewItem(
            name, kind, store, unit, used_up, minimum,
            valid_until=script.time(23, 59, days) if days else None, check_months=months,
        )  # fmt: skip
        script.call(14, minute, "jiangtao", stock.add, new, number)
    for minute, (plate, driver, days, _) in enumerate(VEHICLES, 30):
        new = NewItem(
            "应急车", K.VEHICLE, CARS, "辆", plate=plate, driver=driver,
            inspected_until=script.time(23, 59, days), minimum=0,
        )  # fmt: skip
        script.call(14, minute, "tianjia", stock.add, new, 1)
    _everyday(script)


def _everyday(script: Script) -> None:
    script.turn_to(-40)
    script.call(9, 30, "lvxing", stock.check, item("采样箱"), stock.Check("箱体、冰排完好，已消毒"))
    script.turn_to(-33)
    script.call(15, 0, "jiangtao", stock.count, item("照明灯"), 4)
    script.call(15, 10, "jiangtao", stock.count, item("口罩"), 1_150, "夜市巡查领用一盒未登记")
    script.turn_to(-21)
    script.call(10, 0, "niebo", stock.check, item("卫星电话"), stock.Check("逐部试通，电池满电"))
    script.call(16, 0, "jiangtao", stock.take_in, item("备用电源"), 1, InWay.BOUGHT, "发票尾号0917")
    script.call(16, 10, "jiangtao", stock.scrap, item("备用电源"), 1, "电池鼓包，已送回收")
    _lend(script, -16, 8, 40, "扩音器", 2, "heqiang", -14, "广场舞器材市场巡查")
    script.turn_to(-14)
    script.call(17, 20, "lvxing", stock.take_back, out("扩音器"), Back(2))
    _lend(script, -5, 14, 0, "对讲机", 2, "shijun", -2, "夜市联合检查")
    script.turn_to(-1)
    script.call(
        15, 30, "jiangtao", stock.remind, out("对讲机"), "电话催还，石军答复检查结束后送回"
    )  # fmt: skip
    script.call(
        16, 40, "lvxing", stock.hand_out,
        Asked("封条", 100, "linshu", None, "年末粮油专项检查备用"),
    )  # fmt: skip
    _lend(script, -1, 17, 0, "备用电源", 1, "kongde", 1, "电子取证室机房检修")


def _lend(
    script: Script, day: int, hour: int, minute: int, name: str, number: int, login: str,
    back: int, words: str,
) -> None:  # fmt: skip
    script.turn_to(day)
    due = script.time(18, 0, back)
    script.call(
        hour, minute, "lvxing", stock.hand_out, Asked(name, number, login, due, words)
    )  # fmt: skip


def item(name: str, plate: str = "") -> Newest:
    return Newest(StockItemRow, {"name": name} | ({"plate": plate} if plate else {}))


def out(name: str) -> Made:
    """The newest hand-out of the item."""
    return Made(
        lambda stage: Newest(
            StockMoveRow, {"item_id": item(name).found(stage), "kind": "out"}
        ).found(stage)
    )


def cars(due: datetime) -> tuple[Asked, ...]:
    """To the teams at the scene, each with its driver."""
    return tuple(Asked("应急车", 1, "maxiao", due, plate=plate) for plate in LENT)


def gear(due: datetime) -> Iterable[Asked]:
    return (Asked("执法记录仪", 6, "maxiao", due), Asked("便携打印机", 2, "maxiao", due))
