"""Files as 12315 exports them, for the command to take in."""

import csv

HEADER = [
    "登记编号", "记录类型", "登记日期", "接收方式", "投诉人姓名", "投诉人联系电话", "标题",
    "涉及主体名称", "涉及金额", "经营地址", "问题陈述", "客体分类", "经度", "纬度",
]  # fmt: skip


def row(number, **changes):
    cells = [
        f"TS2026{number:06}", "投诉", f"2026-11-2{number % 4} 08:{number % 60:02}:05", "微信小程序",
        "王小明", f"100{number:08}", "健身房关门", "悦力工场健身（城东店）", "3280.50",
        "澄州市城东区东门街道文昌路12号", "卡里还有余额，门店关门，要求退款。", "文化娱乐体育",
        "", "",
    ]  # fmt: skip
    return [changes.get(name, cell) for name, cell in zip(HEADER, cells, strict=True)]


def write(path, rows, encoding="utf-8-sig", header=HEADER):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
