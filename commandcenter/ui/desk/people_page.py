"""队伍: the groups with their people, who is there, and the duty roster."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.checklist import StepState
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.queries.checklist import StepLine
from commandcenter.queries.command import MemberLine
from commandcenter.queries.desk_work import DutyLine, GroupView, Team, team
from commandcenter.services.people import sign_in
from commandcenter.store.database import Query
from commandcenter.ui.desk.page import Page
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import BOLD, DESK, Look, Size
from commandcenter.ui.panels.countdown import left_text
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from commandcenter.ui.widgets.tag import Tag

COLUMNS = 3
ROSTER_WIDTH = 330
OPEN_SHOWN = 4


class MemberRow(QWidget):
    """A person: name, post, telephone, open tasks, and whether he is there.

    Signals:
        clicked: arg: id of the person
        sign_in_wanted: arg: id of the person
    """

    clicked = Signal(int)
    sign_in_wanted = Signal(int)

    def __init__(self, member: MemberLine, may_sign: str | None, look: Look) -> None:
        """`may_sign`: None: not offered; a reason: offered but refused; "": offered."""
        super().__init__()
        self.setObjectName(f"member_{member.id}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        name = Button(member.name, Kind.LINK, look)
        name.clicked.connect(partial(self.clicked.emit, member.id))
        row.addWidget(name)
        self.setMinimumHeight(look.px(24))
        if member.leads:
            row.addWidget(Tag(self.tr("组长"), look))
        more = ElidedLabel(f"{member.post}  {member.phone}", look, Size.SMALL, ink="text_dim")
        row.addWidget(more, 1)
        if member.open_steps:
            words = self.tr("{n} 项在办").format(n=member.open_steps)
            row.addWidget(PlainLabel(words, look, Size.SMALL, ink="text_dim"))
        if member.present:
            row.addWidget(Tag(self.tr("到岗"), look, "ok_soft", "ok_soft_text"))
        elif may_sign is None:
            row.addWidget(Tag(self.tr("未签到"), look, "surface_3", "text_dim"))
        else:
            sign = Button(self.tr("签到"), Kind.PLAIN, look, size=Size.SMALL)
            sign.setObjectName(f"sign_in_{member.id}")
            sign.setStyleSheet("padding: 0px 8px; min-height: 0px;")
            sign.setFixedHeight(look.px(22))
            sign.forbid(may_sign)
            sign.clicked.connect(partial(self.sign_in_wanted.emit, member.id))
            row.addWidget(sign)


class TeamPanel(LivePanel[Team]):
    """Signals:
    person_clicked: arg: id
    group_clicked: arg: value of the Group
    """

    kinds = frozenset({"person", "attendance", "step", "duty", "incident"})
    person_clicked = Signal(int)
    group_clicked = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, look: Look = DESK) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id: int | None = None
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(10))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(area, 1)
        row.addWidget(self._build_roster())
        self._sum = PlainLabel("", look, ink="text_dim")
        self._sum.setObjectName("presence")
        self.body.setSpacing(look.px(10))
        self.body.addWidget(self._sum)
        self.body.addLayout(row, 1)

    def _build_roster(self) -> Card:
        card = Card(self.tr("值班表"), self.tr("今后七天"), self.look)
        card.setFixedWidth(self.look.px(ROSTER_WIDTH))
        self.roster = QTreeWidget()
        self.roster.setObjectName("roster")
        self.roster.setAccessibleName(self.tr("值班表"))
        self.roster.setRootIsDecorated(False)
        self.roster.setProperty("plain", "true")
        self.roster.setFont(self.look.font())
        self.roster.setHeaderLabels([self.tr("时间"), self.tr("姓名"), self.tr("值班")])
        header = self.roster.header()
        header.setFont(self.look.font(Size.SMALL))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._no_roster = Empty(
            "clock", self.tr("还没有排班"), self.tr("带班领导和值班员排定后在此显示"), self.look
        )
        card.body.addWidget(self.roster, 1)
        card.body.addWidget(self._no_roster, 1)
        return card

    def query(self) -> Query[Team]:
        incident, now = self.incident_id, self.seat.clock()
        return lambda session: team(session, incident, now)

    def show_answer(self, answer: Team) -> None:
        template = self.tr("应到 {expected} 人，实到 {present} 人")
        picture = answer.picture
        words = template.format(expected=picture.expected, present=picture.present)
        if self.incident_id is None:
            words = self.tr("没有选定事件：签到按事件记录")
        self._sum.setText(words)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, group in enumerate(answer.groups):
            self._grid.addWidget(self._card(group, answer), number // COLUMNS, number % COLUMNS)
        for row in range(len(answer.groups) // COLUMNS):
            self._grid.setRowStretch(row, 1)
        self._show_roster(answer.roster)

    def _card(self, view: GroupView, answer: Team) -> Card:
        present = sum(member.present for member in view.members)
        note = self.tr("{present}/{expected} 到岗").format(
            present=present, expected=len(view.members)
        )
        card = Card(word(GROUP_WORDS[view.group]), note, self.look)
        card.setToolTip(tip(view.words))
        done = sum(step.done_at is not None for step in view.steps)
        more = Button(
            self.tr("任务 {done}/{total}").format(done=done, total=len(view.steps)),
            Kind.LINK,
            self.look,
            size=Size.SMALL,
        )
        more.setObjectName(f"tasks_{view.group.value}")
        more.clicked.connect(partial(self.group_clicked.emit, view.group.value))
        card.heading.addWidget(more)
        for member in view.members:
            row = MemberRow(member, self._may_sign(member, view, answer), self.look)
            row.clicked.connect(self.person_clicked)
            row.sign_in_wanted.connect(self.sign_in)
            card.body.addWidget(row)
        if not view.members:
            words = PlainLabel(self.tr("还没有人"), self.look, Size.SMALL, ink="text_faint")
            card.body.addWidget(words)
        card.body.addSpacing(self.look.px(6))
        for step in [s for s in view.steps if s.state is StepState.OPEN][:OPEN_SHOWN]:
            card.body.addLayout(self._step_row(step))
        card.body.addStretch(1)
        return card

    def _step_row(self, step: StepLine) -> QHBoxLayout:
        """An open task, the most urgent first: what the group has before it."""
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        ink = "danger" if step.overdue else "text_dim"
        title = ElidedLabel(step.title, self.look, Size.SMALL, ink="text_dim")
        due = left_text(step.deadline_at, self.seat.clock()) if step.deadline_at else ""
        row.addWidget(title, 1)
        row.addWidget(PlainLabel(step.person, self.look, Size.SMALL, ink="text_faint"))
        row.addWidget(PlainLabel(due, self.look, Size.SMALL, ink=ink))
        return row

    def _may_sign(self, member: MemberLine, view: GroupView, answer: Team) -> str | None:
        actor = self.seat.actor
        if self.incident_id is None or answer.rights.scope(actor, Action.SIGN_IN) is None:
            return None
        matter = Matter(group=view.group, person_id=member.id)
        broken = answer.rights.refusal(actor, Action.SIGN_IN, matter)
        return refusal(broken) if broken else ""

    def _show_roster(self, roster: tuple[DutyLine, ...]) -> None:
        self.roster.clear()
        now = self.seat.clock()
        for line in roster:
            time = short_zh(line.starts_at, now)
            item = QTreeWidgetItem([time, line.name, word(ROLE_WORDS[line.role])])
            item.setToolTip(1, line.phone)
            if line.starts_at <= now < line.ends_at:
                item.setText(0, self.tr("当班"))
                for column in range(3):
                    item.setFont(column, self.look.font(Size.TEXT, BOLD))
            self.roster.addTopLevelItem(item)
        self.roster.setVisible(bool(roster))
        self._no_roster.setVisible(not roster)

    @Slot(int)
    def sign_in(self, person: int) -> None:
        if self.incident_id is not None:
            self.seat.tasks.write(
                self,
                partial(
                    sign_in,
                    actor=self.seat.actor,
                    incident_id=self.incident_id,
                    person_id=person,
                ),
            )


class PeoplePage(Page):
    def __init__(self, seat: Seat, look: Look = DESK, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("队伍"), look, parent)
        self.setObjectName("people_page")
        self.panel = TeamPanel(seat, look=look)
        self.body.addWidget(self.panel)

    def turn_to(self, incident_id: int | None) -> None:
        self.panel.incident_id = incident_id
        self.panel.refresh()
