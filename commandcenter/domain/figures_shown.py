"""Every figure that screens and papers show of an incident or the city: one meaning each.

What is counted (population), of which time (window), how (rule), and what it opens: as many rows
as the figure says. Two figures that differ in one of these have another title.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from commandcenter.domain.phrase import phrases


class Opens(StrEnum):
    """What stands behind a figure: a row each, or why nothing does (`Shown.why`)."""

    COMPLAINTS = "complaints"  # a row a record
    PEOPLE = "people"  # a row a person
    PERSON_DAYS = "person_days"  # a row a person and day, and each record without a person
    TRADERS = "traders"  # a row a trader
    COUNTIES = "counties"  # a row a county
    CLAIMS = "claims"  # a row a person and trader, with the amount that counts
    HAND_COUNTS = "hand_counts"  # a row a count; those that are summed are marked
    STEPS = "steps"
    ATTENDANCE = "attendance"
    REPORTS = "reports"
    FACTS = "facts"
    CASES = "cases"  # a row a school, hospital or interval of the newest 病例通报
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Shown:
    """`why`: of one that opens nothing."""

    code: str
    title: str
    unit: str
    population: str
    window: str
    rule: str
    opens: Opens
    why: str = ""

    @property
    def meaning(self) -> str:
        """In a sentence, for whoever asks what the figure says."""
        return f"{self.population}；{self.window}；{self.rule}"


JOINED, CITY = "并入本事件的投诉举报", "全市投诉举报"
HERE = f"{JOINED}（不含异地）"
SINCE_FIRST, TODAY = "自首件至截至时间", "今日0时至截至时间"
BY_SOURCE = "各来源计至其导至时间"
HOUR, DAY = "各来源导至时间之前1小时", "截至时间之前{hours}小时"
USUAL_HOURS = 24  # of the grading matrix, where the plan says nothing else
ONCE_PEOPLE = "同一人只计一次，没有联系方式的不计"
ONCE_DAYS = "同一人同一天计一次，没有联系方式的每件计一次"
GREATEST = "同一人对同一主体取最大金额，未说明金额的不计"
NEWEST = "每处取最近一次报数相加，时间为其中最早的一次"
WHOLE = "研判事实中写明总数的，有一处再报数之前以其为准"
DONE_OF_ALL = "已办结/已办结和在办，不适用、不再办理、未到适用情形的不计"
TOLD = "取最近一次说明的全部数量，不同来源不相加，没有说明的写正在核查"
# The facts that say how many of a hundred are of a group, by its 登记类别.
SPECIAL_GROUPS = phrases({"elderly_percent": "老人", "minors_percent": "儿童"})
C, P, D, M = Opens.COMPLAINTS, Opens.PEOPLE, Opens.PERSON_DAYS, Opens.CLAIMS
H, S, A, N = Opens.HAND_COUNTS, Opens.STEPS, Opens.ATTENDANCE, Opens.NOTHING

_ALL = (
    Shown("complaints", "投诉举报", "件", JOINED, SINCE_FIRST, f"按记录计件，{BY_SOURCE}", C),
    Shown("last_hour", "近1小时", "件", JOINED, HOUR, "按记录计件", C),
    Shown("people", "消费者（去重）", "人", JOINED, SINCE_FIRST, ONCE_PEOPLE, P),
    Shown("person_times", "投诉人次", "人次", JOINED, SINCE_FIRST, ONCE_DAYS, D),
    Shown("amount", "涉及金额", "元", JOINED, SINCE_FIRST, GREATEST, M),
    Shown("complainants", "近{hours}小时投诉人（本省）", "人", HERE, DAY, ONCE_PEOPLE, P),
    Shown("amount_yuan", "近{hours}小时涉及金额", "元", JOINED, DAY, GREATEST, M),
    Shown(
        "first_seen", "首次投诉人数", "人", JOINED, "按小时自首件起", "同一人计在首次投诉时，"
        "没有联系方式的每件计一人", N, "逐小时比较降幅，只说明趋势",
    ),
    Shown("signal_people", "提示涉及人数", "人", "提示所列投诉", "提示的时间段", ONCE_PEOPLE, C),
    Shown(
        "flagged", "疑似异常", "件", JOINED, SINCE_FIRST, "有未解除的异常标注，不从件数中减去", C
    ),
    Shown(
        "linked", "跨平台重复", "对", JOINED, SINCE_FIRST, "两个平台的同一诉求为一对，件数不减", N,
        "只说明件数中的重复",
    ),
    Shown("county", "县区投诉举报", "件", JOINED, SINCE_FIRST, "按登记的县区", C),
    Shown("place", "涉事场所投诉举报", "件", JOINED, SINCE_FIRST, "按被投诉主体", C),
    Shown("on_site", "现场聚集", "人", "现场报数", "每处最近一次", f"{NEWEST}；{WHOLE}", H),
    Shown("registered", "已登记", "人", "登记点报数", "每处最近一次", NEWEST, H),
    Shown("waiting", "待登记", "人", "登记点报数", "每处最近一次", NEWEST, H),
    Shown("must", "必办事项", "项", "本级响应必办事项", "启动至今", DONE_OF_ALL, S),
    Shown("tasks", "任务", "项", "预案要求各工作组办理的事项", "启动至今", DONE_OF_ALL, S),
    Shown("present", "到岗", "人", "指挥部和各工作组应到人员", "此刻", "已签到未签退/应到", A),
    Shown(
        "next_report", "下次报送", "", "信息报告", "此刻", "先市级后县区，取最早到期的一份",
        Opens.REPORTS,
    ),
    *(
        Shown(code, title, unit, "写明来源的报数和研判事实", "最近一次", TOLD, Opens.FACTS)
        for code, title, unit in (
            ("treated", "就医", "人"), ("inpatient", "住院", "人"), ("severe", "重症", "人"),
            ("dead", "死亡", "人"), ("hurt", "受伤害", "人"), ("schools", "波及学校", "所"),
            ("school_hurt", "学校受伤害", "人"),
        )
    ),
    Shown(
        "cases", "病例", "人", "最近一次病例通报", "通报的截至时间",
        "学校、医院、发病时间各自合计等于就医人数，尚未通报的不计", Opens.CASES,
    ),
    Shown(
        "counties", "波及县区", "个", "有投诉登记、涉事场所或病例的县区；都没有时为事件登记的县区",
        "此刻", "按县区计", Opens.COUNTIES,
    ),
    Shown("traders", "涉及经营者", "家", JOINED, SINCE_FIRST, "按被投诉主体去重", Opens.TRADERS),
    Shown("remote", "异地占比", "%", JOINED, SINCE_FIRST, "外省来件除以全部件数", C),
    *(
        Shown(
            code, f"{group}投诉占比", "%", JOINED, SINCE_FIRST,
            f"登记类别为{group}的除以全部件数，打开的是登记类别为{group}的", C,
        )
        for code, group in SPECIAL_GROUPS.items()
    ),
    Shown(
        "opinions", "舆情", "条", "登记的舆情", "事件至今", "按登记计条", N, "条目在舆情页逐条列出"
    ),
    Shown("today", "今日投诉举报", "件", CITY, TODAY, f"按记录计件，{BY_SOURCE}", C),
    Shown(
        "yesterday", "昨日同时", "件", CITY, "昨日0时至昨日同时", "各来源计至前一日同一时间", N,
        "只用来与今日比较",
    ),
    Shown("city_last_hour", "全市近1小时", "件", CITY, HOUR, "按记录计件", C),
    Shown("reports", "今日举报", "件", CITY, TODAY, "记录类型为举报", C),
    Shown("food", "今日食品安全", "件", CITY, TODAY, "问题为食品安全", C),
    Shown("other_province", "今日外省来件", "件", CITY, TODAY, "投诉人在外省", C),
    Shown(
        "sources", "数据导至", "", CITY, "此刻", "各来源最近一次导出的截止时间", N,
        "是时间，不是计数",
    ),
)  # fmt: skip
FIGURES_SHOWN = {shown.code: shown for shown in _ALL}


def told_as_whole(code: str) -> bool:
    """Whether it opens each word that was said on it; somebody tells it of the whole incident."""
    return code in FIGURES_SHOWN and FIGURES_SHOWN[code].opens is Opens.FACTS


def shown_as(code: str, hours: int = USUAL_HOURS) -> Shown:
    """`hours`: how far the matrix of the plan looks back, for what it counts."""
    shown = FIGURES_SHOWN[code]
    title, window = (words.format(hours=hours) for words in (shown.title, shown.window))
    return replace(shown, title=title, window=window)
