"""The six groups as cards with their people, and the duty roster beside them."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.command.checklist import StepLine
from commandcenter.queries.command.command import GroupLine, MemberLine
from commandcenter.queries.seat.desk_work import DutyLine, GroupView, Team, team
from commandcenter.services.seat import people
from commandcenter.store.database import Command, Query
from commandcenter.ui import look
from commandcenter.ui.command.checklist_model import due_text, title_of
from commandcenter.ui.command.handover_form import GiveGroup
from commandcenter.ui.command.member_row import Allowed, MemberRow
from commandcenter.ui.command.people_form import AssignPerson
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from commandcenter.ui.widgets.list_export import TreeLine, ViewExport
from commandcenter.ui.widgets.tag import Tag

COLUMNS = 3
ROSTER_WIDTH = 300
SCROLLER = 16  # of the area, with its frame
OPEN_SHOWN = 3


class TeamPanel(LivePanel[Team]):
    """Signals:
    person_clicked: arg: id
    group_clicked: arg: value of the Group
    """

    kinds = PROVING | {"obligation"}
    person_clicked = Signal(int)
    group_clicked = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.incident_id: int | None = None
        self._cards: list[Card] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(10))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid, 1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("应急工作组"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(area, 1)
        row.addWidget(self._build_roster())
        self._sum = PlainLabel("", ink="text_dim")
        self._sum.setObjectName("presence")
        self.body.setSpacing(look.px(10))
        self.body.addWidget(self._sum)
        self.body.addLayout(row, 1)

    def _build_roster(self) -> Card:
        card = Card(self.tr("值班表"), self.tr("今后七天"))
        card.setFixedWidth(look.px(ROSTER_WIDTH))
        self.roster = QTreeWidget()
        self.roster.setObjectName("roster")
        self.roster.setAccessibleName(self.tr("值班表"))
        self.roster.setRootIsDecorated(False)
        self.roster.setProperty("plain", "true")
        self.roster.setFont(look.font())
        self.roster.setHeaderLabels([self.tr("时间"), self.tr("姓名"), self.tr("值班")])
        header = self.roster.header()
        header.setFont(look.font(Size.SMALL))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._no_roster = Empty(
            "clock", self.tr("还没有排班"), self.tr("带班领导和值班员排定后在此显示")
        )
        card.heading.addWidget(ViewExport(self.roster))
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
        lines = {line.group: line for line in picture.groups}
        self._cards = [self._card(view, lines[view.group], answer) for view in answer.groups]
        self._columns = 0
        self._lay_cards()
        self._show_roster(answer.roster)

    def _lay_cards(self) -> None:
        """As many beside each other as are whole: names are longer in other languages."""
        room = self.width() - look.px(ROSTER_WIDTH + SCROLLER) - self._grid.spacing()
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=1)
        fitting = (room + self._grid.spacing()) // (widest + self._grid.spacing())
        columns = max(1, min(COLUMNS, fitting))
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
            self._grid.setRowStretch(number, 1 if number < len(self._cards) // columns else 0)
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_cards()

    def _card(self, view: GroupView, line: GroupLine, answer: Team) -> Card:
        note = self.tr("{present}/{expected} 到岗").format(
            present=line.present, expected=line.expected
        )
        card = Card(word(GROUP_WORDS[view.group]), note)
        card.setObjectName(f"group_card_{view.group.value}")
        card.setToolTip(tip(view.words))
        card.heading.addWidget(self._tasks(view))
        self._add_lead(card, view.group, line, answer)
        for member in view.members:
            row = MemberRow(member, self._allowed(member, view.group, answer))
            row.clicked.connect(self.person_clicked)
            row.sign_in_wanted.connect(self.sign_in)
            row.sign_out_wanted.connect(self.sign_out)
            row.release_wanted.connect(partial(self._release, view.group))
            card.body.addWidget(row)
        if not view.members:
            words = PlainLabel(self.tr("还没有人"), Size.SMALL, ink="text_faint")
            card.body.addWidget(words)
        card.body.addSpacing(look.px(6))
        for step in [s for s in view.steps if s.undone][:OPEN_SHOWN]:
            card.body.addLayout(self._step_row(step))
        card.body.addStretch(1)
        return card

    def _tasks(self, view: GroupView) -> Button:
        done = sum(step.done_at is not None for step in view.steps)
        words = self.tr("任务 {done}/{total}").format(done=done, total=len(view.steps))
        more = Button(words, Kind.LINK, size=Size.SMALL)
        more.setObjectName(f"tasks_{view.group.value}")
        more.clicked.connect(partial(self.group_clicked.emit, view.group.value))
        return more

    def _add_lead(self, card: Card, group: Group, line: GroupLine, answer: Team) -> None:
        """Whether somebody leads; people are assigned, and the lead is handed over, from here."""
        strip = QWidget()
        strip.setFixedHeight(look.px(26))
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        if line.leaderless:
            nobody = Tag(self.tr("无负责人"), "danger_soft", "danger_soft_text")
            nobody.setObjectName(f"leaderless_{group.value}")
            row.addWidget(nobody)
        row.addStretch(1)
        acts = (
            (Action.ASSIGN_PEOPLE, "assign", self.tr("抽调人员…"), self._assign),
            (Action.HAND_OVER_LEAD, "hand_over", self.tr("移交负责…"), self._hand_over),
        )
        shown = line.leaderless
        for action, key, words, begin in acts:
            refused = self._refused(action, Matter(group=group), answer)
            if refused is None or refused:
                continue
            button = Button(words, Kind.LINK, size=Size.SMALL)
            button.setObjectName(f"{key}_{group.value}")
            button.clicked.connect(partial(begin, group))
            row.addWidget(button)
            shown = True
        if shown:
            card.body.addWidget(strip)
        else:
            strip.deleteLater()
        if line.leaderless:
            why = headed(line.leader.name, line.away) if line.leader else self.tr("还没有指定组长")
            card.body.addWidget(ElidedLabel(why, Size.SMALL, ink="danger"))

    def _refused(self, action: Action, matter: Matter, answer: Team) -> str | None:
        """As in `Allowed`; nothing is offered without an incident."""
        actor = self.seat.actor
        if self.incident_id is None or answer.rights.scope(actor, action) is None:
            return None
        broken = answer.rights.refusal(actor, action, matter)
        return refusal(broken) if broken else ""

    def _allowed(self, member: MemberLine, group: Group, answer: Team) -> Allowed:
        about = Matter(group=group, person_id=member.id)
        return Allowed(
            sign=self._refused(Action.SIGN_IN, about, answer),
            release=self._refused(Action.ASSIGN_PEOPLE, Matter(group=group), answer),
        )

    def _step_row(self, step: StepLine) -> QHBoxLayout:
        """An open task, the most urgent first: what the group has before it."""
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        ink = "danger" if step.overdue else "text_dim"
        title = ElidedLabel(title_of(step), Size.SMALL, ink="text_dim")
        due = due_text(step, self.seat.clock())
        row.addWidget(title, 1)
        row.addWidget(PlainLabel(step.person, Size.SMALL, ink="text_faint"))
        row.addWidget(PlainLabel(due, Size.SMALL, ink=ink))
        return row

    def _show_roster(self, roster: tuple[DutyLine, ...]) -> None:
        self.roster.clear()
        now = self.seat.clock()
        for line in roster:
            time = when(line.starts_at, now)
            item = TreeLine([time, line.name, word(ROLE_WORDS[line.role])])
            item.setToolTip(1, tip(line.phone))
            if line.starts_at <= now < line.ends_at:
                item.setText(0, self.tr("当班"))
                for column in range(3):
                    item.setFont(column, look.font(Size.TEXT, BOLD))
            self.roster.addTopLevelItem(item)
        self.roster.setVisible(bool(roster))
        self._no_roster.setVisible(not roster)

    def _do(self, verb: partial[None]) -> None:
        if self.incident_id is not None:
            command: Command = partial(verb, actor=self.seat.actor, incident_id=self.incident_id)
            self.seat.tasks.write(self, command)

    @Slot(int)
    def sign_in(self, person: int) -> None:
        self._do(partial(people.sign_in, person_id=person))

    @Slot(int)
    def sign_out(self, person: int) -> None:
        self._do(partial(people.sign_out, person_id=person))

    def _release(self, group: Group, person: int) -> None:
        self._do(partial(people.release_from_group, person_id=person, group=group))

    def _assign(self, group: Group) -> None:
        if self.incident_id is not None:
            AssignPerson(self.over, self.incident_id, group).begin()

    def _hand_over(self, group: Group) -> None:
        if self.incident_id is not None:
            GiveGroup(self.over, self.incident_id, (group,)).begin()
