"""The short names of county units for a map, where the full ones would lie over each other."""

import re
from collections import Counter
from collections.abc import Mapping

PEOPLES = (  # 国家民委公布的五十五个少数民族，另有“各族”
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|"
    "塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
AUTONOMOUS = re.compile(rf"(?P<stem>.{{1,8}}?)(?:(?:{PEOPLES})族)*(?:蒙古)?(?P<end>自治[县旗州])")
ZONES = {  # the long name of a kind of zone, and how everybody calls it
    "高新技术产业开发区": "高新区",
    "高新技术开发区": "高新区",
    "高新技术产业园区": "高新区",
    "经济技术开发区": "经开区",
    "经济开发区": "经开区",
    "综合保税区": "保税区",
    "保税港区": "保税区",
    "生态旅游度假区": "度假区",
    "旅游度假区": "度假区",
    "自由贸易试验区": "自贸区",
    "产业集聚区": "集聚区",
    "循环经济产业园区": "产业园区",
    "现代产业园区": "产业园区",
}
RANKS = ("国家级", "省级", "市级")
LONG = 6  # characters; shorter names stay as they are


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Code → name for the map; full where two would be called the same."""
    short = {code: _short(name) for code, name in names.items()}
    times = Counter(short.values())
    return {code: short[code] if times[short[code]] == 1 else name for code, name in names.items()}


def _short(name: str) -> str:
    if len(name) <= LONG:
        return name
    found = AUTONOMOUS.fullmatch(name)
    if found:
        return f"{found['stem']}{found['end']}"
    for long, zone in ZONES.items():
        if name.endswith(long):
            stem = name.removesuffix(long)
            for rank in RANKS:
                stem = stem.removesuffix(rank)
            return f"{stem}{zone}" if stem else name
    return name
