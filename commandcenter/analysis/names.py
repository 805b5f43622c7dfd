"""Names of traders, estates, schools and places in Chinese texts: by their endings, and known ones.

A name ends with a word that says what it is (公司, 小区, 小学), and begins where something else
ends: a mark, a verb, a place. What has only common words before the ending is no name. Names
without such an ending are found when they are known: from the register of traders, the
gazetteer, or because a person confirmed them.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from commandcenter.late_dataclass import dataclass


class NameKind(StrEnum):
    TRADER = "trader"
    ESTATE = "estate"
    TOWN = "town"
    ROAD = "road"
    PLACE = "place"
    KNOWN = "known"


# Whom or what complaints can be about; a road is only where.
SUBJECTS = (NameKind.KNOWN, NameKind.TRADER, NameKind.ESTATE)

ENDINGS: dict[NameKind, str] = {
    NameKind.TRADER: (
        "股份有限公司 有限责任公司 有限公司 总公司 分公司 物业公司 公司 集团 置业 房地产 地产 物业"
        " 酒店 宾馆 饭店 大酒店 超市"
        " 药房 药店 大药房 医院 门诊部 诊所 幼儿园 小学 中学 实验学校 学校 学院 大学 职院 歌厅"
        " 酒楼 大排档 健身馆"
        " 健身房 健身中心 艺术中心 教育中心 体检中心 美容中心 植发中心 月子中心 口腔中心 会所"
        " 俱乐部 车行 租车 培训中心 培训学校 培训机构 学堂 驾校 网吧"
        " 菜馆 餐厅 餐馆 饭馆 火锅店 烧烤店"
        " 火锅 烧烤 麻将馆 美容院 美容店 理发店 养生馆 菜市场 农贸市场 市场 商场 广场 百货"
        " 购物中心 工贸 厂 车贷 平台"
        " 巴士 家具 家居 建材 装饰 摄影 影楼 游泳馆 瑜伽馆 旅行社 门市部 专卖店 便利店 小吃店"
        " 面馆 蛋糕店 奶茶店 茶楼"
        " 养老院 美发店 电影院 影城 商行 合作社 足道 沐足 足浴 商贸城 文旅城 汽配城 美食城"
        " 家居城 建材城 商业城 烧烤城 科技 医药 装修公司 装饰公司 客栈 民宿 包子铺 服装店 眼镜店"
        " 水果店 洗衣店 洗车店 宠物店"
    ),
    NameKind.ESTATE: (
        "安置小区 小区 花园 家园 佳园 雅苑 佳苑 新城 华城 公馆 庭院 山庄 新村 府第 国际公寓 公寓"
        " 国际社区 嘉园 名苑"
        " 华府 湾畔 公园里 花苑 绿洲 帝景 楼盘 大厦 华庭 名邸 名城 锦城 新都"
    ),
    NameKind.TOWN: "街道 镇 乡 社区 村",
    NameKind.ROAD: "大道 路 街 国道 高速",
    NameKind.PLACE: "公园 湿地 机场 动物园 服务区 风光带 文化宫 体育馆 图书馆",
}
_KIND = {ending: kind for kind, words in ENDINGS.items() for ending in words.split()}
_ENDING = re.compile("|".join(sorted(map(re.escape, _KIND), key=len, reverse=True)))
# After a name that has no such ending: 锦澜一期, 星曜12栋, 云台业主.
_CUE = re.compile(
    "[一二三四五六七八]期|\\d{1,2}(?:栋|幢|号楼)|楼盘|业主|开发商|售楼部"
    "|拖欠|涉嫌|停业|关门|跑路|退费|欠薪|不退|拒不|欺诈|诈骗"
)
_MARK = re.compile("[^\u4e00-\u9fffA-Za-z0-9]")
# Words before a name, and such as stand in no name.
_BEFORE = re.compile(
    "尊敬的|领导|进一步|稳定|毕业|选聘|指导|监督|约定|优先|录取|影响|交汇处|[东西南北]{1,2}角|发表|网上"
    "|管一下|一下|另|建公办"
    "|抱怨|什么|经常|保障|规范|进入|强行|改造|购得|套取|安排|引进|注册|介绍|深受|下简称|简称"
    "|明知|提供|对面|报道|查封|正常|拒绝"
    "|入|读|距|连|而|即|几家|高新区|经开区|开发区|工业园|园区|\\d+[年月日]底?|提高|加快|加强"
    "|严查|感谢|打击|推行|全国|全面|隐瞒|满意|圈地|改成|私开|过问|百忙|抽时间|时间|晚上|早上"
    "|凌晨|不少|很多|许多|一些|部分|广大|全体|您"
    "|利用|占用|借用|挪用|贵|很|不|并|且|或|着|更|最|太|只|才|再|曾|仍|均|各|每|因|当|私自|擅自"
    "|依法|恳|"
    "书记|市长|您好|你好|谢谢|希望|请求|恳请|恳求|求助|投诉|举报|咨询|建议|反映|反应"
    "|请问|部门|政府|老百姓"
    "|关于|位于|坐落|座落|地处|居住|家住|住在|附近|对面|隔壁|楼下|强烈|要求|呼吁|业主|居民|村民"
    "|市民|家长|消费者|增加|调整|取消|解决|处理|开发商"
    "|名叫|叫做|叫|名为|一家|全称|原名|所谓|经过|途经|前往|购买|购入|买了|入住|质疑|认购|多个"
    "|几个|周边|旁边?|门口|沿街|严重|终点站|设置|其中|负责人"
    "|查处|加强|毗邻|涉嫌|承建|代表|备案名|包括|支持|形成|生产|使用|办理|当时|目前|现在|每晚"
    "|主要|已经|出于|一个|之前|之后|改革|改成"
    "|运行|目的|以来|以及|因为|所以|如果|但是?|所在|相邻|左右|期间|发现|选择|签订|签约|充值|消费"
    "|报名|报警|办卡|办了|交了|预订|加盟|租用|承租|装修|导致|造成|存在"
    "|没有|不给|不能|不让|可以|应该|需要|作为|通过|根据|按照|由于|针对|对于|关闭|开设|开办|新建"
    "|修建|建设的|经营的|号|栋|幢|等|某|的|了|在|是|与|和|及|于|至|到"
    "|从|由|对|把|被|将|请|为|有|这|那|此|该|我|你|他|她|们|都|也|还|又|就|让|给|去|来|个|说|离"
    "|跟|向|以"
    "|[A-Z]\\d{0,2}[市区县]|[\u4e00-\u9fff]{2}(?:省|自治区)|(?:一|二|三|四|五|六)期"
)
_BEFORE_NOT = re.compile(
    "和平|和谐|和睦|仁和|人和|祥和|和信|和顺|至诚|至尊|为民|有为|有家|为众|给力|太平|来福|新来"
    "|大和|来客"
)
# Nothing but these before an ending: said of any.
_COMMON = re.compile(
    "^(?:公众|商贸|贸易|商业|建材|无名|一名|九年一贯制|房屋|经营|中心|无证|"
    "孕妇|绝大多数|职业|中专|高中|初中|发展|置业|固定|评估|注册|化工|儿童|老年|机动车|驾驶人"
    "|国内|国家|写字楼|楼盘|民族|正对|材料|总|煤气|违反|下属|内部|医|办学|"
    "普惠型?性?|民营|品牌|大型|批发|生活|本|该|技术|软件|融媒体|公共绿化|绿化|区域|黑心|高端"
    "|知名|正规|独立|老旧|老|大|小|某些?|晚上|出租车?|住户|居民|村民"
    "|业主|购房|外地|准|普通|众多|无辜|二手|商品|期房|现房|街道|社会|便民|政务|行政|体检|检测"
    "|活动|文体|考研|留学|中高考|劳务派遣|私家|三甲|省级|市级|县级|县域|沿街|临街"
    "|[一二三四五六七八九十百几各多两本贵我某每全整新老旧大小好原别其它外家间所座]+|安置|住宅"
    "|高档|中高档|农村|民办|公办|公立|私立|私人|中|前期|无良|黑心|重点"
    "|夜宵|城中|同|出行|道路|马路|公交|电梯|城市|购物|商业|公共服务|公共|服务|客运|货运|物流"
    "|培训|政务|网络|网购|电商|直播|外卖|房产|交易|商品交易|投资|上市|保险|高"
    "|十字|入|交|在线|线|线上|线下|网上|封|乡|城|县|省|市|区|镇|村|市区.*|物业|学|铁|水|施工"
    "|步行|上街|出|修|走|通|断|商品|菜|建设|建筑|项目|同组|人|[A-Z]+|四处|安全"
    "|配套|机动车|人才|居住|实验|外国语|学院|P2P|条|公交线?|社会|第三方|正规|附属|国有|国际|家政"
    "|汽车|装修|装饰|健身|美容|教育|餐饮|食品|连锁|有限|责任|股份|分|子|母|总"
    "|租车|租赁|快递|旅游|中介|劳务|广告|娱乐|生鲜|母婴|综合|大型|小型|中型|附近|相关|有关|早教"
    "|校外|课外|托管|培优|理财|贷款|金融|支付|网贷|房地产|地产|开发|幼儿|中小|九年制)+$"
)
_CODED = re.compile("[A-Z]\\d{0,2}[市区县]")  # a place, in texts made anonymous
_HAN = re.compile("^[一-鿿A-Z0-9]+$")
_NUMBERED = re.compile(r"^[\d]+[A-Z]?$")
_QUOTED = re.compile('[“《"‘「]([\u4e00-\u9fffA-Za-z]{2,10})[”》"’」]')
_NO_NAME = re.compile(
    "派出所|公安|民警|经侦|交警|城管|执法|委会|政府|法院|孩子|小孩|女儿|儿子|补偿|安置|政策|教师"
    "|公务|购房|补贴|车辆|驾照|医保|社保|公积|规划|档案|合同|违[规法章建]"
    "|城管|办法|条例|规定|通知|意见|管理|协议|问题|情况|霸王|套路|消费者|权益|法$|证$|费$"
)
LONGEST = 10  # characters before the ending
CUED = (3, 8)  # characters of a name that only has something after it
SHORT = {NameKind.TOWN: 4, NameKind.ROAD: 5}  # of those that have short names


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, from `start` to before `end`."""

    kind: NameKind
    name: str
    start: int
    end: int


class _Lookup:
    """Which of very many words stand in a text: by their first two characters and their"
    " length."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {start: sorted(n, reverse=True) for start, n in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The longest at each place, with where it begins and ends."""
        free, known = 0, self._lengths
        for at in [n for n in range(len(text) - 1) if text[n : n + 2] in known]:
            if at < free:
                continue
            lengths = known[text[at : at + 2]]
            found = next((n for n in lengths if text[at : at + n] in self._words), 0)
            if found:
                yield text[at : at + found], at, at + found
                free = at + found


class Names:
    """What finds names. `known`: names without an ending, too. `places`: districts and towns, at
    which another name begins. `refused`: what people said is none."""

    def __init__(
        self,
        known: Iterable[str] = (),
        places: Iterable[str] = (),
        refused: Iterable[str] = (),
    ) -> None:
        self._known, self._places = _Lookup(known), _Lookup(places)
        self._refused = frozenset(refused)

    def named(self, text: str) -> list[Named]:
        """By where they stand; of two that overlap the known one, else the longer."""
        found = [Named(NameKind.KNOWN, *each) for each in self._known.find(text)]
        found += [*self._ended(text), *self._quoted(text), *self._cued(text)]
        kept: list[Named] = []
        for each in sorted(found, key=lambda n: (n.kind is not NameKind.KNOWN, n.start - n.end)):
            free = all(each.end <= k.start or each.start >= k.end for k in kept)
            if free and each.name not in self._refused:
                kept.append(each)
        return sorted(kept, key=lambda n: n.start)

    def _quoted(self, text: str) -> Iterator[Named]:
        for m in _QUOTED.finditer(text):
            after = text[m.end() : m.end() + 5]
            follows = _ENDING.match(after) or after[:1] == "店"
            if follows and not _said(m[1]):
                yield Named(NameKind.TRADER, *_span(m, 1))

    def _cued(self, text: str) -> Iterator[Named]:
        """After a place, or at the beginning of what is said."""
        for m in _CUE.finditer(text):
            first = max(0, m.start() - LONGEST)
            left = text[first : m.start()]
            if any(each.end() == len(left) for each in _ENDING.finditer(left)):
                continue
            start, after_place = self._begin(left)
            part = left[start:]
            least, most = CUED
            if after_place and least <= len(part) <= most and _HAN.match(part) and not _said(part):
                yield Named(NameKind.ESTATE, part, first + start, m.start())

    def _ended(self, text: str) -> Iterator[Named]:
        """From what ends last before the ending on."""
        for m in _ENDING.finditer(text):
            kind = _KIND[m[0]]
            first = max(0, m.start() - LONGEST)
            left = text[first : m.start()]
            start = first + self._begin(left)[0]
            stem = text[start : m.start()]
            least = 1 if kind is NameKind.ROAD else 2
            if not least <= len(stem) <= SHORT.get(kind, LONGEST) or _NUMBERED.match(stem):
                continue
            if not _said(stem):
                yield Named(kind, text[start : m.end()], start, m.end())

    def _begin(self, left: str) -> tuple[int, bool]:
        """Where in what stands before an ending the name begins, and whether after a place."""
        ends = [m.end() for m in _MARK.finditer(left)]
        part = max(ends, default=0)
        whole = {k for m in _BEFORE_NOT.finditer(left) for k in range(m.start(), m.end())}
        ends += [
            m.end()
            for m in _BEFORE.finditer(left, part)
            if not whole & set(range(m.start(), m.end()))
        ]
        ends += [m.end() for m in _ENDING.finditer(left, part) if m.end() < len(left)]
        places = [end for _, start, end in self._places.find(left) if start >= part]
        places += [m.end() for m in _CODED.finditer(left, part)]
        begin = max([*ends, *places], default=0)
        return begin, begin in places


def _said(stem: str) -> bool:
    """Whether it is no name, but what is said of any."""
    return bool(_COMMON.match(stem) or _NO_NAME.search(stem) or _ENDING.fullmatch(stem))


def _span(match: re.Match[str], group: int) -> tuple[str, int, int]:
    return match[group], match.start(group), match.end(group)


_LEGAL = re.compile(
    "(?:股份有限公司|有限责任公司|有限公司|分公司|总公司|公司|集团|安置小区|小区|楼盘|物业|置业"
    "|房地产|地产|门店|店)+$"
)


def stem(name: str) -> str:
    """A name without what may be left out when it is said: 悦力健身有限公司 is 悦力健身."""
    short = _LEGAL.sub("", name)
    return short if len(short) > 1 else name


_AT_END = re.compile(f"(?:{_ENDING.pattern})$")
_TRADE = re.compile(
    "(?:医疗美容|美容|健身|口腔|培训|教育|儿童|少儿|婚纱|汽车|装修|装饰|商贸|贸易|科技|餐饮|服务"
    "|管理|文化|传媒|投资|房地产|艺术|实验|国际|中心|租赁)$"
)


def root(name: str) -> str:
    """A name without what says what it is: 悦力 of 悦力健身俱乐部. At least two characters."""
    short = name
    for ending in (_AT_END, _TRADE) * 3:
        rest = ending.sub("", short)
        short = rest if len(rest) > 1 else short
    return short


def related(one: str, other: str) -> bool:
    """Whether two names may be one, said shorter or with a slip of one character."""
    if one in other or other in one:
        return True
    a, b = root(one), root(other)
    if a in b or b in a:
        return True
    differing = sum(x != y for x, y in zip(a, b, strict=False))
    return len(a) == len(b) > 2 and differing == 1
