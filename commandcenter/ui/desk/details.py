"""What the side sheet shows: a clause's text, a group, a person."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import Group, post_words
from commandcenter.queries.command.checklist import ClauseText, StepLine, clause_text
from commandcenter.queries.seat.desk_work import GroupView, PersonView, group_view, person_view
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.checklist_model import due_text, title_of
from commandcenter.ui.frame.field_words import dated
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import TreeLine, ViewExport

ID = Qt.ItemDataRole.UserRole


class ClauseSheet(QWidget):
    """Signals:
    page_wanted: The whole plan is wanted, at this clause. arg: its code
    """

    page_wanted = Signal(str)

    def __init__(self, seat: Seat, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clause_sheet")
        self._code = code
        self._title = PlainLabel("", Size.TITLE, BOLD)
        self._title.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setObjectName("sheet_clause_text")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("条款原文"))
        self.text.setFont(look.font(16))
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        more = Button(self.tr("在预案中查看"), Kind.LINK, icon="plan")
        more.setObjectName("clause_in_plan")
        more.clicked.connect(self._on_more)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self._title)
        box.addWidget(self.text, 1)
        box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        seat.tasks.read(self, lambda session: clause_text(session, code), self._show)

    def _show(self, clause: ClauseText) -> None:
        self._title.setText(clause.title)
        self.text.setPlainText(clause.text or self.tr("预案中没有这一条。"))

    @Slot()
    def _on_more(self) -> None:
        self.page_wanted.emit(self._code)


def titled(view: QAbstractItemView) -> QHBoxLayout:
    """The name of a list, and its way out as a file."""
    row = QHBoxLayout()
    row.addWidget(PlainLabel(view.accessibleName(), Size.TITLE, BOLD), 1)
    row.addWidget(ViewExport(view))
    return row


class StepTable(QTreeWidget):
    """Tasks with their state.

    Signals:
        step_wanted: arg: id of the step
    """

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_table")
        self.setAccessibleName(self.tr("任务"))
        self.setRootIsDecorated(False)
        self.setProperty("plain", "true")
        self.setFont(look.font())
        labels = [self.tr("任务"), self.tr("承办"), self.tr("时限"), self.tr("办结依据")]
        self.setHeaderLabels(labels)
        header = self.header()
        header.setFont(look.font(Size.SMALL))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemActivated.connect(self._on_item)
        self.itemClicked.connect(self._on_item)

    def show_steps(self, steps: tuple[StepLine, ...], seat: Seat) -> None:
        self.clear()
        now = seat.clock()
        for step in steps:
            if step.done_at:
                done = self.tr("{time} 补记办结") if step.added_at else self.tr("{time} 办结")
                time = dated(done, step.done_at, now)
            else:
                time = due_text(step, now)
            item = TreeLine([title_of(step), step.person, time, step.act])
            item.setData(0, ID, step.id)
            self.addTopLevelItem(item)

    @Slot(QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.step_wanted.emit(item.data(0, ID))


class GroupSheet(LivePanel[GroupView]):
    """Signals:
    step_wanted, person_wanted: arg: id
    """

    kinds = PROVING | {"obligation"}
    step_wanted = Signal(int)
    person_wanted = Signal(int)

    def __init__(
        self, seat: Seat, incident_id: int | None, group: Group, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("group_sheet")
        self._incident, self._group = incident_id, group
        self._duty = PlainLabel("", Size.SMALL, ink="text_dim")
        self._duty.setWordWrap(True)
        self.people = QTreeWidget()
        self.people.setObjectName("group_people")
        self.people.setAccessibleName(self.tr("人员"))
        self.people.setRootIsDecorated(False)
        self.people.setProperty("plain", "true")
        self.people.setFont(look.font())
        labels = [self.tr("姓名"), self.tr("职务"), self.tr("办公电话"), self.tr("到岗")]
        self.people.setHeaderLabels(labels)
        self.people.header().setFont(look.font(Size.SMALL))
        self.people.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.people.itemActivated.connect(self._on_person)
        self.people.itemClicked.connect(self._on_person)
        self.steps = StepTable()
        self.steps.step_wanted.connect(self.step_wanted)
        self.body.setSpacing(look.px(8))
        self.body.addWidget(self._duty)
        self.body.addLayout(titled(self.people))
        self.body.addWidget(self.people, 2)
        self.body.addLayout(titled(self.steps))
        self.body.addWidget(self.steps, 3)

    def query(self) -> Query[GroupView]:
        incident, group, now = self._incident, self._group, self.seat.clock()
        return lambda session: group_view(session, incident, group, now)

    def show_answer(self, answer: GroupView) -> None:
        clause = self.tr("预案 {clause}：{words}")
        self._duty.setText(clause.format(clause=answer.clause, words=answer.words))
        self.people.clear()
        for member in answer.members:
            post = self.tr("组长 · {post}") if member.leads else "{post}"
            there = self.tr("到岗") if member.present else self.tr("未签到")
            item = QTreeWidgetItem(
                [member.name, post.format(post=member.post), member.phone, there]
            )
            item.setData(0, ID, member.id)
            self.people.addTopLevelItem(item)
        self.steps.show_steps(answer.steps, self.seat)

    @Slot(QTreeWidgetItem)
    def _on_person(self, item: QTreeWidgetItem) -> None:
        self.person_wanted.emit(item.data(0, ID))


class PersonSheet(LivePanel[PersonView]):
    """Signals:
    step_wanted: arg: id
    """

    kinds = PROVING | {"obligation"}
    step_wanted = Signal(int)

    def __init__(
        self, seat: Seat, incident_id: int | None, person_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("person_sheet")
        self._incident, self._person = incident_id, person_id
        self._name = PlainLabel("", Size.TITLE, BOLD)
        self._roles = PlainLabel("", ink="text_dim")
        self._roles.setWordWrap(True)
        self._there = PlainLabel("", Size.SMALL)
        self.steps = StepTable()
        self.steps.step_wanted.connect(self.step_wanted)
        self.body.setSpacing(look.px(8))
        for label in (self._name, self._roles, self._there):
            self.body.addWidget(label)
        self.body.addLayout(titled(self.steps))
        self.body.addWidget(self.steps, 1)

    def query(self) -> Query[PersonView]:
        incident, person, now = self._incident, self._person, self.seat.clock()
        return lambda session: person_view(session, incident, person, now)

    def show_answer(self, answer: PersonView) -> None:
        self._name.setText(f"{answer.name}  {answer.post}  {answer.phone}")
        roles = (post_words(grant.role, grant.group) for grant in answer.grants)
        self._roles.setText(enumerated(roles))
        there = self.tr("已到岗") if answer.present else self.tr("本事件未签到")
        self._there.setText(there)
        self._there.set_ink("ok" if answer.present else "text_faint")
        self.steps.show_steps(answer.steps, self.seat)
