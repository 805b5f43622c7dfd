"""How fast a CSV of complaints is read and checked, against csv.reader alone in the same run.

    python benchmarks/intake_read.py [ROWS]

Prints rows per second of both, their ratio, and how fast the checked rows come back.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._memory import peak_mib
from commandcenter.intake.places import load_gazetteer
from commandcenter.intake.read import FileRead, read_file
from commandcenter.paths import RESOURCES

HEADER = (
    "登记编号", "记录类型", "登记日期", "接收方式", "标题", "投诉人姓名", "联系电话", "证件类型",
    "证件号码", "联系地址", "区域", "涉及主体名称", "统一社会信用代码", "经营地址", "客体分类",
    "商品服务名称", "品牌", "涉及金额", "是否网购", "涉及问题分类", "问题陈述", "事件级别", "类别",
)  # fmt: skip
NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
DISTRICTS = ("城东区", "城西区", "临江区", "高新区", "青岚县", "南浦县", "石桥市")
TEXTS = (
    "消费者反映在该店办理年卡后，门店于近日关闭，负责人电话无人接听，卡内余额无法退还，请求协助。",
    "购买的商品与宣传不符，商家拒绝退货，多次沟通无果，要求按照法律规定退一赔三并给予书面答复。",
    "外卖中发现异物，联系商家后未得到处理，现要求查处该店的卫生状况，并依法给予消费者相应赔偿。",
)


def write_file(path: Path, rows: int) -> None:
    """Complaints of 90 days as the 12315 system exports them; the same ones in every run."""
    dice = random.Random(12315)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow(_row(dice, number))


def _row(dice: random.Random, number: int) -> tuple[object, ...]:
    at = NOW - timedelta(seconds=dice.randrange(90 * 86_400))
    shop, district = dice.randrange(400), dice.choice(DISTRICTS)
    return (
        f"TS99010020{number:012d}", dice.choice(("投诉", "举报", "咨询")),
        f"{at:%Y-%m-%d %H:%M:%S}", dice.choice(("电话", "微信小程序", "APP", "网页")),
        "反映门店关闭不退款", f"王{number % 977}",
        f"100{dice.randrange(10**8):08d}", "身份证", f"99010219{number % 10**10:010d}",
        f"澄州市{district}幸福路{dice.randrange(999)}号", district, f"悦力商贸{shop}号店",
        f"9199010{shop % 10}MA{shop:07d}K"[:18], f"澄州市{district}文昌路{shop}号",
        dice.choice(("文化娱乐体育", "一般食品", "服装鞋帽")), "年卡", "悦力",
        f"{dice.randrange(500_000) / 100:.2f}", dice.choice("是否"), dice.choice(("合同", "质量")),
        dice.choice(TEXTS) + f"订单{number}。", "一般", "其他",
    )  # fmt: skip


def plain_csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, strict=True)


def read(path: Path, folder: Path) -> FileRead:
    gazetteer = load_gazetteer(RESOURCES / "city" / "demo_city.geojson")
    return read_file(path, now=NOW, gazetteer=gazetteer, spool_folder=folder)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "complaints.csv"
        write_file(path, rows)
        start = time.perf_counter()
        for _ in plain_csv(path):
            pass
        alone = time.perf_counter() - start
        start = time.perf_counter()
        with read(path, Path(folder)) as found:
            ours = time.perf_counter() - start
            assert found.facts.accepted == rows, found.facts
            start = time.perf_counter()
            for _ in found.columns(5_000):
                pass
            back = time.perf_counter() - start
        peak = peak_mib()
        print(f"{rows:,} rows, {path.stat().st_size / 2**20:,.0f} MiB")
        print(f"csv.reader alone   {alone:6.2f} s  {rows / alone:>10,.0f} rows/s")
        print(f"read and checked   {ours:6.2f} s  {rows / ours:>10,.0f} rows/s")
        print(f"  that is {ours / alone:.2f} times csv.reader alone")
        print(f"back by column     {back:6.2f} s  {rows / back:>10,.0f} rows/s")
        print(f"peak memory        {peak:6.0f} MiB")


if __name__ == "__main__":
    main()
