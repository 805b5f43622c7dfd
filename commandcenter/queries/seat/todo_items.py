"""One thing that waits for a person, and what all parts of 待我处理 ask with."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.rights import Action, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.incident_rows import IncidentRows
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.incident.incident import IncidentRow

R = TypeVar("R", bound=Base)


class TodoKind(StrEnum):
    """What the person is asked to do; decides the buttons of the card."""

    ACTIVATE = "activate"  # 启动: grade is decided, activation waits
    GRADE = "grade"  # 定级: a grade suggestion waits for the decision
    UPPER = "upper"  # 上级决定: asked for, to be registered when it comes
    SIGN_ORAL = "sign_oral"  # 补签: an oral decision waits for its signature
    SIGN_REPORT = "sign_report"  # 签发: an information report waits for the signature
    SEND_REPORT = "send_report"  # 报送: a signed report waits for being sent
    DUE_REPORT = "due_report"  # 报告: a report is due and not drafted yet
    AMEND_REPORT = "amend_report"  # 退补: a receiver wants more
    RECEIVE_REPORT = "receive_report"  # 收报: a county's report waits for its receipt
    CHECK_RELEASE = "check_release"  # 审核: legality or secrecy
    APPROVE_RELEASE = "approve_release"  # 签发: a release
    AMEND_RELEASE = "amend_release"  # 改稿: sent back, or the upper body's document is missing
    PUBLISH_RELEASE = "publish_release"  # 发布: approved, to be told and published
    OPINION = "opinion"  # 舆情: items that nobody has answered, referred or put on watch
    PRESS = "press"  # 媒体: a question of the press
    INSTRUCTION = "instruction"  # 指令: to receive or report back on
    DIRECTIVE = "directive"  # 批示: to receive, carry out, tell back
    LIAISON = "liaison"  # 联络: a department has not answered in time
    HANDOVER = "handover"  # 交接: a hand-over waits for the second signature
    LEGAL = "legal"  # 法律: a question to the legal group
    SUPPLY = "supply"  # 后勤: a request to the logistics group, or money to approve
    SITE = "site"  # 现场: a place has not been reported on in time
    CASE = "case"  # 案件: a limit of law comes near
    COMPLAINTS = "complaints"  # 投诉: limits of law come near
    INQUIRY = "inquiry"  # 调查报告: to be signed
    CLOSE = "close"  # 结案: nothing is open any more
    READINESS = "readiness"  # 备勤: a known date comes near and not all is ready
    STEP = "step"  # 任务: an own obligation, overdue or due next
    RING = "ring"  # 叫应: somebody is to be rung
    TRIAGE = "triage"  # 监测提示: to be verified, assessed, disposed of
    SIGN_WARNING = "sign_warning"  # 签发: a draft of a warning
    AMEND_WARNING = "amend_warning"  # 退回: a draft of a warning that was sent back
    WARNING_STEP = "warning_step"  # 预警措施: the next one that is due
    NOTICE = "notice"  # 消费警示 of a warning: its next gate
    PROMISE = "promise"  # 承诺: what a trader promised has come due
    PAPER = "paper"  # 公文: its next step
    FAULT = "fault"  # 校验: a check of the record found something
    CONFIRM_ROLE = "confirm_role"  # 角色: given by the administrator, waits for a second person
    SIGNAL_PROMISE = "signal_promise"  # the same, of a talk before there was a warning
    BUREAU = "bureau"  # 本局应办: an obligation of the bureau itself
    SETUP = "setup"  # 本局设置: something that a bureau cannot work without
    SINGLE = "single"  # 单机运行: proposed, or decided by the leader on duty alone


@dataclass(frozen=True, slots=True)
class TodoItem:
    """`subject_id`: incident, report, instruction, step, … by kind. `incident`: its title, where
    more than one is going on; "" of none. Of the bureau's own: the `page` where it is done, and
    `about` which record there (training:12).
    """

    kind: TodoKind
    subject_id: int
    incident_id: int
    title: str
    detail: str
    since: datetime
    deadline_at: datetime | None
    incident: str = ""
    page: str = ""
    about: str = ""


def is_own(actor: Actor, row: Obligation) -> bool:
    """Given to the actor by name; else of the group they lead, the role they hold, their county."""
    if row.assigned_to is not None:
        return row.assigned_to == actor.person_id
    if row.district is not None and row.role is Role.COUNTY:
        return row.district in actor.districts()
    leads = row.group is not None and row.group in actor.groups(Role.LEADER)
    return leads or (row.role is not None and actor.has(row.role))


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose things are asked for, of which incident. `book`: its obligations, the urgent first."""

    session: Session
    actor: Actor
    rights: Rights
    incident: IncidentRow
    rows: IncidentRows
    book: Sequence[Obligation]
    now: datetime

    def open(self, *codes: str) -> Iterator[Obligation]:
        """What still waits of these obligations of the plan."""
        waits = (row for row in self.book if row.state is ObligationState.OPEN)
        return (row for row in waits if row.code in codes)

    def asked(self, kind: type[R], *codes: str) -> Iterator[tuple[Obligation, R]]:
        """Each with the record that asks for it, where the actor may read that."""
        by_about = {f"{kind.__tablename__}:{row.id}": row for row in self.rows.of(kind)}  # type: ignore[attr-defined]  # every table of `rows` has one
        for each in self.open(*codes):
            if each.about in by_about:
                yield each, by_about[each.about]

    def may(self, action: Action, *, author_id: int | None = None, **matter: object) -> bool:
        """Whether the actor may, in the counties and at the level of the incident."""
        level = self.incident.response or self.incident.grade
        return self.rights.allows(
            self.actor,
            action,
            district=frozenset(self.incident.districts),
            level=level,
            author_id=author_id,
            involved=bool(self.actor.groups()),
            **matter,  # type: ignore[arg-type]  # group, person_id
        )

    def item(
        self,
        kind: TodoKind,
        subject: int,
        title: str,
        detail: str,
        since: datetime,
        due: datetime | None = None,
    ) -> TodoItem:
        return TodoItem(kind, subject, self.incident.id, title, detail, since, due)
