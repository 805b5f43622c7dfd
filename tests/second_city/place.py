"""Another invented city, unlike the demo's: eleven units with long names, islands, no towns.

Its border file is in GCJ-02 and GB18030, with codes as numbers and without a name of the city; its
complaints come in tables of its own, which nothing but a mapping of its own can read.
"""

import csv
import json
import random
from datetime import timedelta

import prcoords
import xlsxwriter

from commandcenter.domain.times import day_start, local
from commandcenter.intake.people_file import people_header
from tests.second_city.old_workbook import workbook

OFFICE = "海屿省瀛洲市市场监督管理局"
CITY = "瀛洲市"
WEST, SOUTH, STEP = 118.2, 24.6, 0.24
BLOCKS = {  # column and row of a lattice whose lines all neighbours share
    (0, 0): (880321, "云岫苗族土家族侗族自治县"),
    (1, 0): (880322, "青垣瑶族苗族布依族自治县"),
    (2, 0): (880372, "南麓国家级生态旅游度假区"),
    (0, 1): (880381, "黛螺市"),
    (1, 1): (880302, "镜湖新城中心区"),
    (2, 1): (880303, "东海岸国家级经济技术开发区"),
    (0, 2): (880323, "长汀滩回族满族自治县"),
    (1, 2): (880304, "西岭高新技术产业开发区"),
    (2, 2): (880382, "石鼓渡口市"),
}
ISLANDS = (880324, "列屿县")
BONDED = (880371, "临空港综合保税区")  # lies in a hole of the development zone
CENTRE, COAST, ISLES = 880302, 880303, 880324
GYM = "潮涌健身（镜湖万达店）"


def line(a, b, seed):
    """A crooked line between two corners of the lattice, the same from either side."""
    dice = random.Random(f"{sorted((a, b))} {seed}")
    forth = [(k / 12, dice.uniform(-0.1, 0.1)) for k in range(1, 12)]
    (x, y), (u, v) = min(a, b), max(a, b)
    points = [(x + t * (u - x) + w * (v - y), y + t * (v - y) + w * (u - x)) for t, w in forth]
    return [a, *(points if (x, y) == a else points[::-1])]


def placed(points):
    """In GCJ-02, closed."""
    shifted = [prcoords.wgs_gcj((SOUTH + STEP * y, WEST + STEP * x)) for x, y in points]
    ring = [[round(p.lon, 7), round(p.lat, 7)] for p in shifted]
    return [*ring, ring[0]]


def block(x, y):
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    return placed([p for i, a in enumerate(corners) for p in line(a, corners[(i + 1) % 4], "瀛洲")])


def small(x, y, size):
    return placed([(x, y), (x + size, y), (x + 1.2 * size, y + 0.8 * size), (x, y + size)])


def border_file():
    features = []
    for (x, y), (code, name) in BLOCKS.items():
        rings = [block(x, y)] + ([small(x + 0.35, y + 0.35, 0.3)] if code == COAST else [])
        features.append(unit(code, name, "Polygon", rings))
    features.append(unit(*BONDED, "Polygon", [small(2.35, 1.35, 0.3)]))
    isles = [[small(3.4, 0.3, 0.35)], [small(3.9, 1.2, 0.2)], [small(3.5, 1.9, 0.15)]]
    features.append(unit(*ISLANDS, "MultiPolygon", isles))
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def unit(code, name, kind, coordinates):
    facts = {"adcode": code, "name": name, "centroid": [0, 0], "parent": {"adcode": 880300}}
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": facts, "geometry": shape}


NAMES = [name for _, name in (*BLOCKS.values(), BONDED, ISLANDS)]
MAPPING = """\
code = "yingzhou"
name = "瀛洲热线表"
needs = ["number", "registered_at", "kind"]
[columns]
number = ["工单流水"]
registered_at = ["录入时刻"]
kind = ["性质"]
channel = ["进线"]
person_name = ["市民"]
person_phone = ["市民手机"]
title = ["诉求概要"]
text = ["诉求全文"]
category = ["行业大类"]
problem = ["症结"]
subject_name = ["商户"]
subject_address = ["商户位置"]
brand = ["招牌"]
amount = ["金额（元）"]
[defaults]
source = "12345"
[values.kind]
complaint = ["诉"]
report = ["揭"]
help = ["求"]
suggestion = ["建"]
[values.channel]
phone = ["打进"]
web = ["网上"]
"""
HEADER = [
    "录入时刻", "工单流水", "性质", "进线", "市民", "市民手机", "诉求概要", "诉求全文", "行业大类",
    "症结", "商户", "商户位置", "招牌", "金额（元）",
]  # fmt: skip
TRADES = [
    ("餐饮和住宿服务", "质量", "海鲜大排档"),
    ("交通运输服务", "合同", "环岛游船"),
    ("家居用品", "售后服务", "渔家灯具店"),
    ("服装鞋帽", "质量", "岛风衣坊"),
]


def usual(now, days=40):
    """A few complaints a day in every unit, each about a trader of its own."""
    dice = random.Random("瀛洲")
    number = 0
    for day in range(days, 0, -1):
        for name in NAMES:
            for _ in range(dice.choice((0, 0, 1, 1, 2))):
                number += 1
                category, problem, shop = TRADES[number % len(TRADES)]
                at = now - timedelta(days=day, minutes=dice.randrange(600))
                yield cells(
                    at, f"YZ{number:06}", dice.choice(("打进", "网上")), f"10{number:09}",
                    f"{shop}不退款", category, problem, f"{name}{shop}第{number}号",
                    f"{CITY}{name}渔港路{number % 90 + 1}号", "", str(number % 700 + 20),
                )  # fmt: skip


QUESTIONS = (
    "渡轮末班几点开", "独居老人要人照看", "门前路灯不亮", "小孩入学材料交哪里", "水管夜里漏水",
    "走失一只黄狗", "残疾证怎样换", "台风天谁来转移",
)  # fmt: skip
PROPOSALS = ("码头添遮阳棚", "海边多设垃圾桶", "公交延到渔村", "老街整修留石阶")


def asked(now):
    """What 12345 takes beside complaints: 求助 and 建议, in which nobody complains of a trader."""
    for n, words in enumerate((*QUESTIONS, *PROPOSALS)):
        kind = "求" if words in QUESTIONS else "建"
        at = now - timedelta(days=3 * n + 1, minutes=37 * n)
        yield cells(
            at, f"YH{n:06}", "打进", f"12{n:09}", words, "", "", "",
            f"{CITY}镜湖新城中心区镜湖大道{n + 1}号", "", "", kind=kind,
        )  # fmt: skip


def crowd(now, count=64):
    """A gym has closed: so many people within the last hours, some of whom only report it; soon
    after midnight within what there is of the day.
    """
    share = min(1, (now - day_start(local(now).date())) / timedelta(minutes=4 * count + 15))
    for n in range(count):
        at = now - share * timedelta(minutes=4 * (count - n) + 10)
        yield cells(
            at, f"YQ{n:06}", "打进" if n % 3 else "网上", f"11{n:09}", "健身房关门，年卡退不了",
            "文化娱乐体育", "合同", GYM, f"{CITY}镜湖新城中心区镜湖大道88号", "潮涌健身",
            str(2_000 + 40 * n), kind="揭" if n % 16 == 0 else "诉",
        )  # fmt: skip


def cells(
    at, number, way, phone, title, category, problem, shop, place, brand, amount, kind="诉"
):  # fmt: skip
    return [
        f"{local(at):%Y/%m/%d %H:%M:%S}", number, kind, way, "林某", phone, title,
        f"{title}，盼望早日处理。", category, problem, shop, place, brand, amount,
    ]  # fmt: skip


TITLES = [["瀛洲市政务服务热线工单清单"], ["制表：热线受理中心", "", "单位：件"], []]


def with_titles(rows):
    """As the hotline prints them: a title, a line about it, a blank one; totals at the end."""
    rows = list(rows)
    total = ["合计", "", "", "", "", "", f"{len(rows)} 件"]
    return [*TITLES, HEADER, *rows, total]


def write_csv(path, rows):
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(with_titles(rows))
    return path


def write_old_book(path, rows):
    """An .xls of a system that is twenty years old."""
    path.write_bytes(workbook(with_titles(rows)))
    return path


def write_people(path, people):
    """The template filled in: its title, its columns, a person a line."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("人员名单")
        for number, row in enumerate([["从第 3 行起填写"], people_header(), *people]):
            sheet.write_row(number, 0, row)
    return path


def write_book(path, rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)
    return path
