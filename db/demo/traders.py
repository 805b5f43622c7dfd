"""Some 400 invented traders of the city, and the firms of the scenarios."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from commandcenter.db.demo.city import DISTRICTS, Town, near, town, towns
from commandcenter.db.demo.names import name as person_name
from commandcenter.db.demo.random_streams import Weighted, listed, one, stream
from commandcenter.db.demo.trades import TRADES, Trade
from commandcenter.domain.complaints import credit_code
from commandcenter.domain.complaints.complaint import Precision


@dataclass(frozen=True, slots=True)
class Trader:
    """A trader (经营主体); `lat`/`lon` in WGS-84 degrees."""

    name: str
    credit_code: str
    brand: str
    trade: str  # its class of goods or services
    legal_person: str
    address: str
    district: str
    town: str
    lat: float
    lon: float
    precision: Precision = Precision.EXACT


# Own names of traders: invented, none a brand.
STEMS = listed(
    "禾穗 栖云 青屿 麦拾 拾间 暖橘 渔火 晚枫 松下问 知野 云朵里 半亩 沐白 朴里 星渡 砚台 溪口 "
    "三味田 小满集 鹿鸣坡 蓝田埂 一苇 竹里 花间渡 满庭 巷尾 初晴 梧桐里 白露 谷雨坊 桂子 石上泉 "
    "归雁 柳岸 荷风 千帆过 听澜 月河 丰禾 顺泰源 恒茂兴 福满仓 聚和成 万顺祥 金穗达 瑞丰源 "
    "嘉和盛 鑫利通 旭日升辉 宏达盛 永盛祥 众诚汇 百川汇 新澄 澄江里 澄味 岚山下 临江渡 石桥头 "
    "东湖边 青云坞 锦程 悦禾 朗庭 辰光里 木槿 橙果 葵花巷 棉田 雨林集 山海集 木石 野原 原味坊 "
    "小桥边 大堰口"
)
ROADS = listed(
    "长宁路 书院路 学府街 迎宾大道 育才路 环城路 广济街 团结路 朝阳街 滨河路 春晖路 永安街 解放巷 "
    "新民路 和平街 花园路 工农路 胜利街 桃李路 兴盛路 丰收路 后街 同心路 东风路 望山路 茶亭路"
)
GYM_BRAND, SOUP_BRAND, SCHOOL_MEALS, BAKERY = "悦力工场", "云岭参源", "禾味鲜", "麦香坞"
GYM_OWNER = "吴启航"  # since 20 days before D0

# Name, brand, class, legal person, district, town, road and house.
SPECIAL = (
    ("悦力工场健身（城东店）", GYM_BRAND, "文化娱乐体育", GYM_OWNER, "990102", "东湖街道",
     "长宁路188号澄东广场3层"),
    ("悦力工场健身（城西店）", GYM_BRAND, "文化娱乐体育", GYM_OWNER, "990103", "金水街道",
     "迎宾大道66号金水汇4层"),
    ("悦力工场健身（高新店）", GYM_BRAND, "文化娱乐体育", GYM_OWNER, "990105", "创新街道",
     "学府街21号创新里2层"),
    # The company behind the stores; no brand, so that it is no place of the incident.
    ("澄州悦力健身管理有限公司", "", "文化娱乐体育", GYM_OWNER, "990122", "浦城街道",
     "兴盛路9号5层"),
    ("澄州禾味鲜团膳管理有限公司", SCHOOL_MEALS, "餐饮和住宿", "冯建国", "990104", "江滨街道",
     "丰收路3号中央厨房"),
    ("澄州市东湖实验小学", SCHOOL_MEALS, "餐饮和住宿", "沈雅琴", "990102", "东湖街道",
     "书院路12号"),
    ("澄州市文昌小学", SCHOOL_MEALS, "餐饮和住宿", "陆明华", "990102", "文昌街道", "育才路30号"),
    ("临江区江滨中学", SCHOOL_MEALS, "餐饮和住宿", "谢永红", "990104", "江滨街道", "学府街8号"),
    ("临江区码头小学", SCHOOL_MEALS, "餐饮和住宿", "丁学东", "990104", "码头街道", "滨河路55号"),
    ("澄州云岭参源生物科技有限公司", SOUP_BRAND, "保健食品", "蒋德才", "990105", "科学城街道",
     "望山路100号B座6层"),
    ("麦香坞烘焙坊（东门店）", BAKERY, "一般食品", "许秀梅", "990102", "东门街道", "广济街17号"),
)  # fmt: skip
SCHOOLS = tuple(name for name, *_ in SPECIAL if name.endswith(("小学", "中学")))


@cache
def traders() -> tuple[Trader, ...]:
    """The scenario firms first, then the others by class; the same on each call."""
    return (*_special(), *_usual())


def trader(name: str) -> Trader:
    return next(each for each in traders() if each.name == name)


def of_brand(brand: str) -> tuple[Trader, ...]:
    """In the order of the list: stores by size, the supplier before its schools."""
    return tuple(each for each in traders() if each.brand == brand)


def _special() -> Iterator[Trader]:
    chance = stream("special traders")
    for number, (name, brand, trade, owner, district, place, house) in enumerate(SPECIAL):
        where = town(district, place)
        lat, lon = near(chance, where, 0.9)
        yield Trader(
            name,
            code(district, number, company=True),
            brand,
            trade,
            owner,
            f"{where.district_name}{place}{house}",
            district,
            place,
            lat,
            lon,
        )


def _usual() -> Iterator[Trader]:
    chance = stream("traders")
    taken: set[str] = set()
    number = len(SPECIAL)
    for trade in TRADES:
        for _ in range(trade.traders):
            yield _one(chance, trade, number, taken)
            number += 1


def _one(chance: Random, trade: Trade, number: int, taken: set[str]) -> Trader:
    district = DISTRICTS.pick(chance.random())
    where = _town(chance, district)
    own, shop = _name(chance, trade.shops, taken)
    company = shop.endswith("有限公司")
    lat, lon = near(chance, where)
    house = f"{one(chance, ROADS)}{1 + chance.randrange(298)}号"
    return Trader(
        name=f"{'澄州' if company else where.district_name}{own}{shop}",
        credit_code=code(district, number, company),
        brand=own if chance.random() < 0.25 else "",
        trade=trade.category,
        legal_person=person_name(chance),
        address=f"{where.district_name}{where.name}{house}",
        district=district,
        town=where.name,
        lat=lat,
        lon=lon,
    )


def _town(chance: Random, district: str) -> Town:
    """The towns in the middle of a unit stand first and have more shops."""
    all_towns = towns(district)
    weights = Weighted((t, 1 / (2 + n)) for n, t in enumerate(all_towns))
    return weights.pick(chance.random())


def _name(chance: Random, shops: Sequence[str], taken: set[str]) -> tuple[str, str]:
    while True:
        own, shop = one(chance, STEMS), one(chance, shops)
        if own + shop not in taken:
            taken.add(own + shop)
            return own, shop


def code(district: str, number: int, company: bool) -> str:
    """A credit code of a region that does not exist (99xxxx), both checks right."""
    kind = "1" if company else "2"  # 企业, 个体工商户
    return credit_code.make(f"9{kind}{district}", f"MA{(number * 7_919 + 104_729) % 1_000_000:06d}")
