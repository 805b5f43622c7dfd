"""任务: which rows of the book are one, how many are done, late, open, and how one is called.

任务 n/m is one number on every screen and paper: of what the plan itself wants of the groups, how
much is done, of what is done or is to be done. What a record asks for (a 批示, a draft that is to
be signed) is counted with that record: a paper that is drafted adds no task to its own page.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group
from commandcenter.domain.phrase import with_note, word
from commandcenter.late_dataclass import dataclass

# What a row of the plan itself may speak of; about a record there stands its table.
OF_THE_PLAN = ("place", "county")
ASIDE = (ObligationState.NOT_APPLICABLE, ObligationState.CEASED)

PLACE = "place:"  # before the id of the place that an obligation is about
PLACE_REPORTS = ("site_first", "site_hourly")  # what the book wants of one


class BookRow(Protocol):
    """A row of the book, as it stands, as it should, or as a list shows it."""

    @property
    def group(self) -> Group | None: ...
    @property
    def about(self) -> str: ...


R = TypeVar("R", bound=BookRow)


def is_task(row: BookRow) -> bool:
    """Whether the plan itself wants it of a group. What a record asks for (a 批示, an instruction,
    a draft to be signed) is told with that record, and never as a task beside it.
    """
    of, parted, _ = row.about.partition(":")
    return row.group is not None and (not parted or of in OF_THE_PLAN)


def tasks(rows: Iterable[R]) -> tuple[R, ...]:
    return tuple(row for row in rows if is_task(row))


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """`late`: open and past the limit; `done_late`: done after it; `added`: entered after it, as
    done in time (补记). `aside`: 不适用, 不再办理.

    What waits for its case is none of these.
    """

    done: int = 0
    done_late: int = 0
    added: int = 0
    open: int = 0
    late: int = 0
    aside: int = 0

    @property
    def asked(self) -> int:
        """The m of n/m."""
        return self.done + self.open


def task_counts(rows: Iterable[Obligation], at: datetime, *, must: bool = False) -> TaskCounts:
    """Of all tasks among the rows, or of the 必办 alone."""
    return counted((row for row in rows if is_task(row) and (row.must or not must)), at)


def counted(rows: Iterable[Obligation], at: datetime) -> TaskCounts:
    """Of just these rows."""
    every = tuple(rows)
    done = [row for row in every if row.state is ObligationState.DONE]
    left = [row for row in every if row.state in UNDONE]
    return TaskCounts(
        done=len(done),
        done_late=sum(row.is_late(at) for row in done),
        added=sum(row.added_at is not None and not row.is_late(at) for row in done),
        open=len(left),
        late=sum(row.is_late(at) for row in left),
        aside=sum(row.state in ASIDE for row in every),
    )


def late_of(rows: Iterable[Obligation], at: datetime) -> int:
    """逾期 n 项, of an incident as of one group: all that is open and past its limit, tasks and
    what a record asks for alike. Where only tasks are counted it is called 任务.
    """
    return sum(row.is_late(at) for row in rows if row.state in UNDONE)


def title_of(row: Obligation) -> str:
    """What a paper or a table calls it: with the place, where each place has one of its own."""
    place = _place(row)
    return with_note(word(row.title), place)


# A title that names a matter, as an act: by the obligation's code, what it begins with and is told
# by. What begins alike is told as one: 电话报告市政府总值班室、省局.
AS_ACT: Mapping[str, tuple[str, str]] = {
    "report_phone": ("电话报告", "电话报告"),
    "report_first": ("书面首报报", "将首报书面报送"),
    "activation_paper": ("启动通知签发印发", "印发启动响应通知"),
    "tell_departments": ("通报公安、网信、信访等", "通报公安、网信、信访等部门"),
    "site_first": ("抵达现场首次报告", "抵达现场并作首次报告"),
    "representatives": ("推选消费者代表", "组织推选消费者代表"),
    "evidence_list": ("列取证清单并分工", "列出取证清单并分工"),
    "electronic_data": ("保全电子和平台数据", "保全电子和平台数据"),
    "first_release": ("首次权威发布", "首次发布权威信息"),
    "press_conference": ("召开新闻发布会", "召开新闻发布会"),
    "rights_sheet": ("一页消费者权利告知单", "拟定消费者权利告知单"),
    "mediation": ("安排调解和司法确认", "安排调解和司法确认"),
    "hotline_seats": ("12315 增设", "在12315增设"),
}


def acts_of(rows: Iterable[Obligation]) -> str:
    """What was done, of rows of one office at one time, as a sentence goes on behind its name.

    A title that the bureau has set otherwise is named in quotation marks: 完成“…”“…”.
    """
    told: dict[str, list[str]] = {}
    named: list[str] = []
    for row in rows:
        begins, act = AS_ACT.get(row.code, ("", ""))
        title = title_of(row)
        if begins and title.startswith(begins):
            told.setdefault(act, []).append(title.removeprefix(begins))
        else:
            named.append(f"“{title}”")
    acts = [f"{act}{'、'.join(filter(None, rest))}" for act, rest in told.items()]
    return "，".join([*acts, *([f"完成{''.join(named)}"] if named else [])])


def titles_of(rows: Iterable[Obligation]) -> list[str]:
    """The same of several, those of one title as one: 抵达现场首次报告（城东店、城西店）."""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row.title, []).append(_place(row))
    named = {title: "、".join(filter(None, found)) for title, found in places.items()}
    return [f"{title}（{where}）" if where else title for title, where in named.items()]


def _place(row: Obligation) -> str:
    return row.detail.partition("：")[0] if row.about.startswith(PLACE) else ""


def office_of(row: Obligation) -> str:
    """Whose it is: a group, else a role."""
    if row.group is not None:
        return GROUP_WORDS[row.group]
    return ROLE_WORDS[row.role] if row.role is not None else ""
