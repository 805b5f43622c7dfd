"""The duty room's forms: a call noted in a minute, an incident from it, and who was rung."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from commandcenter.domain.command.duty import LOG_WORDS, LogKind, hide_mobiles, is_county_bureau
from commandcenter.queries.command.call_ups import Reachable, reachable
from commandcenter.queries.command.duty_room import LogEntry
from commandcenter.queries.incident.incidents import IncidentLine, incident_lines
from commandcenter.services.command import duty
from commandcenter.services.command.callups import NewCallUp
from commandcenter.services.command.duty import NewEntry
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Sent
from commandcenter.store.database import Command
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.register_form import RegisterIncident
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind

ANSWERED, SILENT = "answered", "silent"


class CallForm(Form):
    """A call or a note for the log. The time stands by itself.

    Signals:
        incident_wanted: It was kept, and shall become an incident. arg: id of the entry
    """

    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("接电话"),
            self.tr("记入日志"),
            parent,
            explain=self.tr("时间自动记下。Ctrl+Enter 记入日志，Ctrl+Shift+Enter 接着登记事件。"),
            size=(640, 630),
            form="call",
        )
        self.setObjectName("call_form")
        self._as_incident = False
        kinds = [(kind.value, word(LOG_WORDS[kind])) for kind in LogKind]
        self.kind = Chips(kinds, columns=3, single=True)
        self.kind.choose(LogKind.CALL_IN.value)
        self.add("kind", self.tr("类别"), self.kind, needed=True)
        self._add_who()
        self.words: QPlainTextEdit = self.text("words", self.tr("内容"), lines=3, needed=True)
        self.told: QLineEdit = self.line(
            "told", self.tr("已告知"), hint=self.tr("例：07:45 告知带班领导罗敏")
        )
        self._opened_at = seat.clock()
        self.at = self.moment("happened_at", self.tr("时间（自动）"), self._opened_at, needed=True)
        self.follow: QCheckBox = self.tick("follow", self.tr("还要跟进，办结前留在未结清单"))
        self.body.addStretch(1)
        self._add_second()
        self.unit.setFocus()

    def _add_who(self) -> None:
        self.unit: QLineEdit = self.line(
            "unit", self.tr("单位"), hint=self.tr("群众来电可空，填姓名即可")
        )
        self.name: QLineEdit = self.line(
            "name", self.tr("姓名"), hint=self.tr("不肯说的写“未告知”")
        )
        self.beside(self.unit, self.name)
        self.post: QLineEdit = self.line("post", self.tr("职务"))
        self.phone: QLineEdit = self.line("phone", self.tr("电话"))
        self.beside(self.post, self.phone)

    def _add_second(self) -> None:
        second = Button(self.tr("记下并登记事件…"), Kind.SECONDARY)
        second.setObjectName("as_incident")
        second.setAutoDefault(False)
        second.clicked.connect(self._on_incident)
        self.foot.insertWidget(self.foot.count() - 1, second)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(second.click)

    @Slot()
    def _on_incident(self) -> None:
        if self.complete():
            self._as_incident = True
            self.submit()
            self._as_incident = False

    def submit(self) -> None:
        at = self.at.value()
        moved = at is not None and not same_minute(at, self._opened_at)
        new = NewEntry(
            kind=LogKind(self.kind.chosen()[0]),
            text=self.words.toPlainText(),
            happened_at=at if moved else self._opened_at,
            unit=self.unit.text(),
            name=self.name.text(),
            post=self.post.text(),
            phone=self.phone.text(),
            told=self.told.text(),
            follow=self.follow.isChecked(),
        )
        done = self._kept_for_incident if self._as_incident else None
        self.send_addition(Added.DUTY_ENTRY, additions.duty_entry(new), new.text, done)

    def _kept_for_incident(self, sent: Sent) -> None:
        """An incident is a decision: it has to wait for the database."""
        self.finish(sent.subject)
        if sent.subject is not None:
            self.incident_wanted.emit(sent.subject)


class RegisterFromCall(RegisterIncident):
    """接报登记 with what was noted of the call; the entry is linked in the same act."""

    def __init__(self, seat: Seat, entry: LogEntry, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._entry = entry
        # What was noted of the caller stays in the log: the summary goes into reports.
        self.summary.setPlainText(hide_mobiles(entry.text))
        self.received.set_moment(entry.happened_at)
        self.way.setEditText(self._way_of(entry))
        self.fold.button.setChecked(True)
        self._on_title()
        self.title.setFocus()

    def _way_of(self, entry: LogEntry) -> str:
        if not entry.unit:
            return self.tr("12315 电话")
        return self.tr("县区局报告") if is_county_bureau(entry.unit) else entry.unit

    def command(self, new: NewIncident) -> Command:
        return partial(
            duty.register_incident,
            actor=self.seat.actor,
            entry_id=self._entry.id,
            new=new,
        )


class LinkForm(Form):
    """The call is about an incident that is known."""

    def __init__(
        self, seat: Seat, entry: LogEntry, incident_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("归入事件"),
            self.tr("归入"),
            parent,
            explain=entry.text,
            size=(560, 300),
            form="link_duty_entry",
            subject=entry.id,
            keeps=False,
        )
        self.setObjectName("link_form")
        self._entry, self._incident = entry.id, incident_id
        self.incident = self.choice("incident", self.tr("事件"), [], needed=True)
        self.body.addStretch(1)
        seat.tasks.read(self, incident_lines, self._show)

    def _show(self, found: list[IncidentLine]) -> None:
        for line in found:
            self.incident.addItem(line.title, line.id)
        if self._incident is not None:
            self.incident.setCurrentIndex(max(0, self.incident.findData(self._incident)))

    def submit(self) -> None:
        self.send(
            partial(
                duty.link,
                actor=self.seat.actor,
                entry_id=self._entry,
                incident_id=int(self.incident.currentData()),
            )
        )


class CallUpForm(Form):
    """叫应: who was rung, when, whether he answered and what he said.

    `about` and what follows are known when it is begun from something that is due.
    """

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        about: str = "",
        person: str = "",
        number: str = "",
        subject: tuple[str, int] | None = None,
        incident_id: int | None = None,
    ) -> None:
        super().__init__(
            seat,
            self.tr("叫应"),
            self.tr("登记"),
            parent,
            explain=self.tr("打完电话登记；手机号码只保留首尾几位。"),
            size=(600, 560),
            form="call_up",
            subject=subject[1] if subject else 0,
        )
        self.setObjectName("call_up_form")
        self._subject, self._incident, self._person = subject, incident_id, person
        self.about: QLineEdit = self.line("about", self.tr("叫应事由"), about, needed=True)
        self.person = PersonBox()
        self.person.setEditText(person)
        hint = self.tr("本局人员可从名单选；外单位的直接写姓名")
        self.add("person", self.tr("被叫应人"), self.person, hint, needed=True)
        self.phone: QLineEdit = self.line("number", self.tr("拨打的号码"), number, needed=True)
        self._opened_at = seat.clock()
        self.at = self.moment("rung_at", self.tr("叫应时间"), self._opened_at, needed=True)
        outcomes = [(ANSWERED, self.tr("已接通")), (SILENT, self.tr("未接通"))]
        self.outcome = Chips(outcomes, columns=2, single=True)
        self.add("outcome", self.tr("结果"), self.outcome, needed=True)
        self.answer: QPlainTextEdit = self.text("answer", self.tr("对方答复"), lines=3)
        self.body.addStretch(1)
        self._numbers: dict[int, str] = {}
        self.person.picked.connect(self._on_picked)
        query = partial(reachable, actor=seat.actor, now=seat.clock())
        seat.tasks.read(self, query, self._show)

    def _show(self, found: tuple[Reachable, ...]) -> None:
        self._numbers = {person.id: person.number for person in found}
        self.person.set_people([(p.id, p.name, p.where) for p in found])
        if self._person and (known := self.person.person()) is not None:
            self.person.choose(known)
            self._fill(known)

    @Slot(int)
    def _on_picked(self, person: int) -> None:
        self.phone.setText(self._numbers.get(person, ""))

    def _fill(self, person: int) -> None:
        if not self.phone.text():
            self.phone.setText(self._numbers.get(person, ""))

    def submit(self) -> None:
        at, known = self.at.value(), self.person.person()
        assert at is not None
        if same_minute(at, self._opened_at):
            at = self._opened_at
        kind, subject = self._subject or ("", None)
        new = NewCallUp(
            about=self.about.text(),
            number=self.phone.text(),
            answered=self.outcome.chosen()[0] == ANSWERED,
            answer=self.answer.toPlainText(),
            person_id=known,
            person=self.person.currentText(),
            rung_at=at,
            kind=kind,
            subject=subject,
            incident_id=self._incident,
        )
        self.send_addition(Added.CALL_UP, additions.call_up(new), new.about)
