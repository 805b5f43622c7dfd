"""The invented people of the bureau: who holds which role, and who is on duty when.

A login is the only place for a name in letters. Mobiles start with 100, which no operator has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from commandcenter.db.demo.moment import moment
from commandcenter.db.demo.names import OFFICIALS, mobile
from commandcenter.domain.org import Grant, Group, Role


@dataclass(frozen=True, slots=True)
class Person:
    login: str
    name: str
    post: str
    phone: str  # office
    mobile: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class DutyTurn:
    """A turn of the roster; `role` is DUTY or LEAD_DUTY; times aware UTC."""

    login: str
    role: Role
    starts: datetime
    ends: datetime


COMMAND = (
    ("chenyu", "陈屿", "局长", (Role.COMMANDER,)),
    ("luomin", "罗敏", "副局长", (Role.DEPUTY, Role.LEAD_DUTY)),
    ("duchuan", "杜川", "副局长", (Role.DEPUTY, Role.LEAD_DUTY)),
)
# The first of each group leads it.
GROUPS = {
    Group.COORDINATION: (
        ("zhoulan", "周岚", "应急科科长"),
        ("jiangwen", "蒋雯", "办公室副主任"),
        ("shaoyi", "邵怡", "应急科副科长"),
        ("tangkai", "唐恺", "应急科科员"),
        ("yeqing", "叶青", "办公室科员"),
        ("fangjun", "方钧", "信用监管科副科长"),
        ("luxia", "陆霞", "消费维权科副科长"),
        ("mengfei", "孟飞", "12315中心主任"),
    ),
    Group.ONSITE: (
        ("maxiao", "马骁", "稽查支队支队长"),
        ("wuyue", "吴越", "稽查支队副支队长"),
        ("heqiang", "贺强", "稽查一大队大队长"),
        ("linshu", "林舒", "稽查二大队大队长"),
        ("shijun", "石军", "稽查一大队队员"),
        ("caoyang", "曹扬", "稽查一大队队员"),
        ("duanyu", "段羽", "稽查二大队队员"),
        ("panli", "潘莉", "消费维权科科员"),
    ),
    Group.INVESTIGATION: (
        ("hewenjing", "何文静", "反不正当竞争科科长"),
        ("weiran", "魏然", "稽查支队法制员"),
        ("jiayun", "贾云", "登记注册科副科长"),
        ("baiyu", "白榆", "网络交易监管科副科长"),
        ("kongde", "孔德", "电子取证室工程师"),
        ("yanpei", "严沛", "广告监管科科员"),
        ("qinlu", "秦露", "质量监督科科员"),
    ),
    Group.OPINION: (
        ("xuzhiyuan", "许知远", "宣传科科长"),
        ("dingning", "丁宁", "宣传科副科长"),
        ("wenxin", "温昕", "宣传科科员"),
        ("miaojia", "苗佳", "网络监测中心科员"),
        ("haoran", "郝冉", "新闻发言人助理"),
    ),
    Group.LEGAL: (
        ("dengqing", "邓清", "法规科科长"),
        ("gulin", "顾林", "公职律师"),
        ("sumeng", "苏萌", "公职律师"),
        ("xiangyuan", "项远", "法规科副科长"),
        ("zhuhe", "祝禾", "消费者协会秘书长"),
    ),
    Group.LOGISTICS: (
        ("gaoyuan", "高原", "后勤服务中心主任"),
        ("jiangtao", "江涛", "后勤服务中心副主任"),
        ("yuanfang", "袁芳", "财务科副科长"),
        ("niebo", "聂波", "信息中心工程师"),
        ("tianjia", "田佳", "车队队长"),
        ("lvxing", "吕行", "后勤服务中心科员"),
    ),
}
OTHERS = (
    ("liwei", "李蔚", "值班室值班员", (Role.DUTY,)),
    ("songyang", "宋扬", "值班室值班员", (Role.DUTY,)),
    ("fanqi", "范琪", "值班室值班员", (Role.DUTY,)),
    ("yuhang", "余航", "办公室文秘", (Role.CLERK,)),
    ("tanjing", "谭静", "机关纪委专职监督员", (Role.AUDITOR,)),
    ("liangbo", "梁博", "应急科预案管理员", (Role.PLANNER,)),
    ("zhengqi", "郑琦", "信息中心副主任", (Role.ADMIN,)),
    ("daping", "指挥大屏", "", (Role.WALL,)),
)
COUNTIES = (
    ("shenliqun", "沈立群", "城东区局副局长", "990102"),
    ("kangyan", "康岩", "城西区局副局长", "990103"),
    ("huangyi", "黄漪", "临江区局副局长", "990104"),
    ("luyao", "卢遥", "高新区分局副局长", "990105"),
    ("peiyun", "裴云", "青岚县局副局长", "990121"),
    ("zengmu", "曾穆", "南浦县局副局长", "990122"),
    ("qishan", "祁山", "石桥市局副局长", "990181"),
)
# Who answers 12315 by day; after the others, whose numbers stand.
TELEPHONES = (("xiachan", "夏婵", "12315中心话务员", (Role.CLERK_HOTLINE,)),)
DUTY_ROOM = "0990-1234567"
DUTY_SHIFT = ("songyang", "liwei", "fanqi")  # in turn from D-1; 24 hours from 08:00


def people() -> list[Person]:
    """Everybody, the commander first; the same on each call."""
    return [_person(number, *row) for number, row in enumerate(_rows())]


def _rows() -> Iterator[tuple[str, str, str, tuple[Grant, ...]]]:
    for login, name, post, roles in (*COMMAND, *OTHERS):
        yield login, name, post, tuple(Grant(role) for role in roles)
    for group, members in GROUPS.items():
        for number, (login, name, post) in enumerate(members):
            yield login, name, post, (Grant(Role.MEMBER if number else Role.LEADER, group),)
    for login, name, post, district in COUNTIES:
        yield login, name, post, (Grant(Role.COUNTY, district=district),)
    for login, name, post, roles in TELEPHONES:
        yield login, name, post, tuple(Grant(role) for role in roles)


def _person(number: int, login: str, name: str, post: str, grants: tuple[Grant, ...]) -> Person:
    roles = {grant.role for grant in grants}
    if Role.WALL in roles:
        return Person(login, name, post, "", "", grants)
    phone = DUTY_ROOM if Role.DUTY in roles else f"0990-1234{number + 101}"
    return Person(login, name, post, phone, mobile(OFFICIALS + number), grants)


def duty_turns(d0: date, days: int = 16) -> list[DutyTurn]:
    """The roster from D-1 on: duty by the day from 08:00, the leader on duty by the week.

    On D0 李蔚 is on duty and 罗敏 leads.
    """
    turns = [
        DutyTurn(DUTY_SHIFT[n % 3], Role.DUTY, moment(d0, n - 1, 8), moment(d0, n, 8))
        for n in range(days)
    ]
    for week, first in enumerate(range(-1, days - 1, 7)):
        login = ("luomin", "duchuan")[week % 2]
        turns.append(
            DutyTurn(login, Role.LEAD_DUTY, moment(d0, first, 8), moment(d0, first + 7, 8))
        )
    return turns
