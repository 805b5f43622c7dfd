"""Invented names, telephones and addresses of people who complain.

Telephones start with 100, which no operator has; each index has one of its own.
"""

from random import Random

from commandcenter.db.demo.random_streams import Weighted, listed, one
from commandcenter.domain.complaints.complaint import Complainant

SURNAMES = Weighted(
    (name, weight)
    for names, weight in (
        ("王李张刘陈", 70.0),
        ("杨黄赵吴周徐孙马朱胡", 18.0),
        ("林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢", 5.5),
        ("傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万", 2.2),
    )
    for name in names
)
FIRST = "志文建国海晓小雪玉秀春美红永俊明丽静佳子家天宇思雨梓欣若云慧德立金培少世光维卫东学兴"
SECOND = "强伟军平华杰涛明斌波辉鹏飞勇刚林峰芳娟敏霞燕玲珍萍红英梅兰琴洁颖莉婷雯琪瑶欣怡涵轩豪宁"
SINGLE = "伟芳娜敏静磊洋艳勇军杰涛超霞平刚健婷雪鑫阳帆颖琳倩璐蕾博昊晨"
PROVINCES = listed(
    "四川省 广东省 江苏省 山东省 河南省 湖北省 湖南省 安徽省 河北省 福建省 陕西省 辽宁省 江西省 "
    "重庆市 上海市 北京市 云南省 广西壮族自治区 黑龙江省 山西省 吉林省 贵州省 天津市 甘肃省"
)

# Where each kind of person counts from, so that no two share a telephone.
OFFICIALS, SCENARIOS, FREQUENT = 70_000_000, 80_000_000, 90_000_000


def name(chance: Random) -> str:
    surname = SURNAMES.pick(chance.random())
    if chance.random() < 0.16:
        return surname + one(chance, SINGLE)
    return surname + one(chance, FIRST) + one(chance, SECOND)


def mobile(index: int) -> str:
    """Eleven digits, different for each index below a hundred million."""
    return f"100{(index * 61_803_399 + 14_142_135) % 100_000_000:08d}"


def person(chance: Random, index: int, address: str) -> Complainant:
    return Complainant(name=name(chance), phone=mobile(index), address=address)
