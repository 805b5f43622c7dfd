"""How numbers are written in Chinese texts, as one pattern: dates and labels before amounts."""

import re

from commandcenter.domain.numerals import ARABIC, CHINESE

CN = "[一二三四五六七八九十]{1,3}"
DAY = rf"(?:\d{{1,2}}|{CN})"
YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})"
POINTS = "名评建意要说希提方措"  # 三点意见 is no time
SPANS = "个工作日|工作日|个?小时|分钟|秒钟?|天|个月|周|年"
# Longest first. A unit maps to the one it is compared as.
UNITS: dict[str, str] = {
    "个县（市、区）": "个县区", "个县(市、区)": "个县区", "个县市区": "个县区", "个县区": "个县区",
    "个区县": "个县区", "人（次）": "人次", "人次": "人次", "元": "元",
    "件": "件", "起": "件", "宗": "件", "单": "单", "人": "人", "名": "人", "位": "人",
    "例": "例", "户": "户", "家": "家", "间": "家", "所": "家", "个": "个", "张": "张",
    "台": "台", "辆": "辆", "盒": "盒", "箱": "箱", "袋": "袋", "瓶": "瓶", "批次": "批次",
    "批": "批次", "份": "份", "条": "条", "通": "通", "次": "次", "项": "项", "吨": "吨",
    "倍": "倍", "公斤": "公斤", "千克": "公斤", "克": "克", "组": "组", "处": "处", "队": "队",
    "种": "种",
}  # fmt: skip
UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
# A lone 一 before these is an article (一起赶赴, 一个, 一家), not a count.
ARTICLES = frozenset({"家", "起", "份", "批", "张", "间", "所"})
# A lone numeral before these makes a phrase (三项措施, 两个责任) unless one of THINGS follows.
LOOSE = frozenset({"个", "项", "条", "种", "次", "组", "处", "队", "倍"})
THINGS = ("门店", "店", "学校", "网点", "消费者", "孩", "学生", "患者", "家庭", "企业", "批次")

DATE = (
    rf"{YEAR}年(?:{DAY}月(?:{DAY}[日号])?)?|{DAY}月(?:{DAY}[日号]|份)?"
    rf"|{DAY}日(?!内|以内|之内|元)|\d{{1,2}}号(?![店楼线院馆库厅门令文厂])"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}[·•]\d{1,2}(?!\d)"
)
TIME = (
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)|"
    rf"{DAY}[时](?![间候段刻常限])(?:{DAY}{{1,2}}分|整|半)?"
    rf"|\d{{1,2}}点(?![{POINTS}])(?:\d{{1,2}}分|整|半)?"
    rf"|(?<=[午晚晨夜上]){CN}点(?:{CN}分|整|半)?|{CN}点(?:{CN}分|整|半|钟)"
)
LABEL = (
    r"[〔\[（(]\d{4}[〕\]）)]\s?第?\d+号|\d{1,3}号(?=[店楼线院馆库厅门令文厂])|第(?:\d+|"
    + CHINESE
    + r"{1,9})[条款项期批次号章节届家位个轮]?"
    rf"|[（(](?:\d{{1,2}}|{CN})[）)]|{CN}是(?=[^，。]{{2}})|[一二三四\d]级"
    rf"|续报(?:\d{{1,2}}|{CN})|(?m:^)[ \u3000]*(?:\d{{1,2}}[、.．](?!\d)|{CN}、)"
    r"|0\d{2,3}-?\d{7,8}(?!\d)|\d{16,}[\dXx]|\d{11}(?!\d)"
)
AFTER = "以上|左右|上下|余(?!下)|多(?![为是数次])"  # 60%多为老人 says nothing of the 60 %
SHARE = (
    rf"(?:(?P<share>{ARABIC})\s?(?P<share_sign>%|个百分点|‰)"
    rf"|百分之(?P<percent>{ARABIC}|{CHINESE}+(?:点[〇零一二三四五六七八九]+)?)"
    rf"|(?P<below>{CN}|\d{{1,2}})(?:分之|/)(?P<above>{CN}|\d{{1,2}})(?!\d)"
    r"|(?P<tenths>[一二三四五六七八九])成(?![为立员功果本都长效绩就熟年交分因人了]))"
    rf"(?P<share_after>{AFTER})?"
)
SOME = rf"(?P<some>[数几上好]*[数几上](?P<place>[十百千万亿]+)|十几)(?:余|多)?(?P<some_unit>{UNIT})"
RUN = rf"(?:{ARABIC}(?:(?!千克)[十百千万亿])*(?:\d+[百千](?!克))*|(?:(?!千克){CHINESE})+)"
AMOUNT = (
    rf"(?P<run>{RUN})\s?(?P<more>余|多|(?<=十)几)?(?P<place2>[万亿]+)?"
    rf"(?:(?P<span>{SPANS}|日(?=内|以内|之内))|(?P<unit>{UNIT}))?"
    rf"(?P<after>{AFTER})?"
)
PATTERN = re.compile(
    rf"(?P<DATE>{DATE})|(?P<LABEL>{LABEL})|(?P<TIME>{TIME})|(?P<SHARE>{SHARE})"
    rf"|(?P<SOME>{SOME})|(?P<AMOUNT>{AMOUNT})"
)
