"""Every figure that screens and papers show of an incident or the city: one meaning each.

What is counted (population), of which time (window), how (rule), and what it opens: as many rows
as the figure says. Two figures that differ in one of these have another title.
"""

from dataclasses import replace
from enum import StrEnum

from commandcenter.domain.phrase import clauses, phrase, phrases, word
from commandcenter.late_dataclass import dataclass


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
        return phrase(
            "{population}；{window}；{rule}",
            population=self.population,
            window=self.window,
            rule=self.rule,
        )


JOINED, CITY = word("并入本事件的投诉举报"), word("全市投诉举报")
HERE = phrase("{joined}（不含异地）", joined=JOINED)
SINCE_FIRST, TODAY = word("自首件至截至时间"), word("今日0时至截至时间")
BY_SOURCE = word("各来源计至其导至时间")
HOUR, DAY = word("各来源导至时间之前1小时"), word("截至时间之前{hours}小时")
PEOPLE = word("人")
USUAL_HOURS = 24  # of the grading matrix, where the plan says nothing else
ONCE_PEOPLE = word("同一人只计一次，没有联系方式的不计")
ONCE_DAYS = word("同一人同一天计一次，没有联系方式的每件计一次")
GREATEST = word("同一人对同一主体取最大金额，未说明金额的不计")
NEWEST = word("每处取最近一次报数相加，时间为其中最早的一次")
WHOLE = word("研判事实中写明总数的，有一处再报数之前以其为准")
BY_RECORD = phrase("按记录计件，{sources}", sources=BY_SOURCE)
NEWEST_OR_WHOLE = clauses((NEWEST, WHOLE))
DONE_OF_ALL = word("已办结/已办结和在办，不适用、不再办理、未到适用情形的不计")
TOLD = word("取最近一次说明的全部数量，不同来源不相加，没有说明的写正在核查")
# The facts that say how many of a hundred are of a group, by its 登记类别.
SPECIAL_GROUPS = phrases({"elderly_percent": "老人", "minors_percent": "儿童"})
C, P, D, M = Opens.COMPLAINTS, Opens.PEOPLE, Opens.PERSON_DAYS, Opens.CLAIMS
H, S, A, N = Opens.HAND_COUNTS, Opens.STEPS, Opens.ATTENDANCE, Opens.NOTHING

_ALL = (
    Shown("complaints", word("投诉举报"), word("件"), JOINED, SINCE_FIRST, BY_RECORD, C),
    Shown("last_hour", word("近1小时"), word("件"), JOINED, HOUR, word("按记录计件"), C),
    Shown("people", word("消费者（去重）"), word("人"), JOINED, SINCE_FIRST, ONCE_PEOPLE, P),
    Shown("person_times", word("投诉人次"), word("人次"), JOINED, SINCE_FIRST, ONCE_DAYS, D),
    Shown("amount", word("涉及金额"), word("元"), JOINED, SINCE_FIRST, GREATEST, M),
    Shown(
        "complainants", word("近{hours}小时投诉人（本省）"), word("人"), HERE, DAY, ONCE_PEOPLE, P,
    ),
    Shown("amount_yuan", word("近{hours}小时涉及金额"), word("元"), JOINED, DAY, GREATEST, M),
    Shown(
        "first_seen", word("首次投诉人数"), word("人"), JOINED, word("按小时自首件起"),
        word("同一人计在首次投诉时，没有联系方式的每件计一人"), N,
        word("逐小时比较降幅，只说明趋势"),
    ),
    Shown(
        "signal_people", word("提示涉及人数"), word("人"), word("提示所列投诉"),
        word("提示的时间段"), ONCE_PEOPLE, C,
    ),
    Shown(
        "flagged", word("疑似异常"), word("件"), JOINED, SINCE_FIRST,
        word("有未解除的异常标注，不从件数中减去"), C,
    ),
    Shown(
        "linked", word("跨平台重复"), word("对"), JOINED, SINCE_FIRST,
        word("两个平台的同一诉求为一对，件数不减"), N, word("只说明件数中的重复"),
    ),
    Shown("county", word("县区投诉举报"), word("件"), JOINED, SINCE_FIRST, word("按登记的县区"), C),
    Shown(
        "place", word("涉事场所投诉举报"), word("件"), JOINED, SINCE_FIRST, word("按被投诉主体"), C,
    ),
    Shown(
        "on_site", word("现场聚集"), word("人"), word("现场报数"), word("每处最近一次"),
        NEWEST_OR_WHOLE, H,
    ),
    Shown(
        "registered", word("已登记"), word("人"), word("登记点报数"), word("每处最近一次"), NEWEST,
        H,
    ),
    Shown(
        "waiting", word("待登记"), word("人"), word("登记点报数"), word("每处最近一次"), NEWEST, H,
    ),
    Shown(
        "must", word("必办事项"), word("项"), word("本级响应必办事项"), word("启动至今"),
        DONE_OF_ALL, S,
    ),
    Shown(
        "tasks", word("任务"), word("项"), word("预案要求各工作组办理的事项"), word("启动至今"),
        DONE_OF_ALL, S,
    ),
    Shown(
        "present", word("到岗"), word("人"), word("指挥部和各工作组应到人员"), word("此刻"),
        word("已签到未签退/应到"), A,
    ),
    Shown(
        "next_report", word("下次报送"), "", word("信息报告"), word("此刻"),
        word("先市级后县区，取最早到期的一份"), Opens.REPORTS,
    ),
    *(
        Shown(
            code, title, unit, word("写明来源的报数和研判事实"), word("最近一次"), TOLD,
            Opens.FACTS,
        )
        for code, title, unit in (
            ("treated", word("就医"), PEOPLE), ("inpatient", word("住院"), PEOPLE),
            ("severe", word("重症"), PEOPLE), ("dead", word("死亡"), PEOPLE),
            ("hurt", word("受伤害"), PEOPLE), ("schools", word("波及学校"), word("所")),
            ("school_hurt", word("学校受伤害"), PEOPLE),
        )
    ),
    Shown(
        "cases", word("病例"), word("人"), word("最近一次病例通报"), word("通报的截至时间"),
        word("学校、医院、发病时间各自合计等于就医人数，尚未通报的不计"), Opens.CASES,
    ),
    Shown(
        "counties", word("波及县区"), word("个"),
        word("有投诉登记、涉事场所或病例的县区；都没有时为事件登记的县区"), word("此刻"),
        word("按县区计"), Opens.COUNTIES,
    ),
    Shown(
        "traders", word("涉及经营者"), word("家"), JOINED, SINCE_FIRST, word("按被投诉主体去重"),
        Opens.TRADERS,
    ),
    Shown("remote", word("异地占比"), "%", JOINED, SINCE_FIRST, word("外省来件除以全部件数"), C),
    *(
        Shown(
            code, phrase("{group}投诉占比", group=group), "%", JOINED, SINCE_FIRST,
            phrase(
                "登记类别为{group}的除以全部件数，打开的是登记类别为{group}的", group=group
            ), C,
        )
        for code, group in SPECIAL_GROUPS.items()
    ),
    Shown(
        "opinions", word("舆情"), word("条"), word("登记的舆情"), word("事件至今"),
        word("按登记计条"), N, word("条目在舆情页逐条列出"),
    ),
    Shown("today", word("今日投诉举报"), word("件"), CITY, TODAY, BY_RECORD, C),
    Shown(
        "yesterday", word("昨日同时"), word("件"), CITY, word("昨日0时至昨日同时"),
        word("各来源计至前一日同一时间"), N, word("只用来与今日比较"),
    ),
    Shown("city_last_hour", word("全市近1小时"), word("件"), CITY, HOUR, word("按记录计件"), C),
    Shown("reports", word("今日举报"), word("件"), CITY, TODAY, word("记录类型为举报"), C),
    Shown("food", word("今日食品安全"), word("件"), CITY, TODAY, word("问题为食品安全"), C),
    Shown("other_province", word("今日外省来件"), word("件"), CITY, TODAY, word("投诉人在外省"), C),
    Shown(
        "sources", word("数据导至"), "", CITY, word("此刻"), word("各来源最近一次导出的截止时间"),
        N, word("是时间，不是计数"),
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
