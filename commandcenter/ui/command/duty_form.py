"""The duty room's forms: a call noted in a minute, an incident from it, and who was rung."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from commandcenter.domain.command.duty import LOG_WORDS, LogKind, hide_mobiles, is_county_bureau
from commandcenter.domain.incident.offered_words import BY_TELEPHONE, FROM_COUNTY
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
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.incident.register_form import RegisterIncident, told_name
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind

ANSWERED, SILENT = "answered", "silent"


class CallForm(Form):
    """A call or a note for the log. The time stands by itself.

    Signals:
        incident_wanted: It was kept, and shall become an incident. arg: id of the entry
    """

    object_name, kept_as, extent = "call_form", "call", (640, 630)

    incident_wanted = Signal(int)

    def __init__(self, over: Over) -> None:
        explain = self.tr("时间自动记下。Ctrl+Enter 记入日志，Ctrl+Shift+Enter 接着登记事件。")
        super().__init__(over, self.tr("接电话"), self.tr("记入日志"), explain=explain)
        self._as_incident = False
        kinds = [(kind.value, word(LOG_WORDS[kind])) for kind in LogKind]
        first = (LogKind.CALL_IN.value,)
        self.kind = self.chips(
            "kind", self.tr("类别"), kinds, first, columns=3, single=True, needed=True
        )
        self._add_caller()
        self.words = self.text("words", self.tr("内容"), lines=3, needed=True)
        hint = self.tr("例：07:45 告知带班领导罗敏")
        self.told = self.line("told", self.tr("已告知"), hint=hint)
        label, self._opened_at = self.tr("时间（自动）"), self.seat.clock()
        self.at = self.moment("happened_at", label, self._opened_at, needed=True)
        self.follow = self.tick("follow", self.tr("还要跟进，办结前留在未结清单"))
        self._add_second()
        self.unit.setFocus()

    def _add_caller(self) -> None:
        hint = self.tr("群众来电可空，填姓名即可")
        self.unit = self.line("unit", self.tr("单位"), hint=hint)
        self.name = self.line("name", self.tr("姓名"), hint=self.tr("不肯说的写“未告知”"))
        self.side_by_side(self.unit, self.name)
        self.post = self.line("post", self.tr("职务"))
        self.phone = self.line("phone", self.tr("电话"))
        self.side_by_side(self.post, self.phone)

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
            name=told_name(self.name.text()),
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

    of_call = False  # it is in the log already

    def __init__(self, over: Over, entry: LogEntry) -> None:
        super().__init__(over)
        self._entry = entry
        # What was noted of the caller stays in the log: the summary goes into reports.
        self.summary.setPlainText(hide_mobiles(entry.text))
        self.received.set_moment(entry.happened_at)
        self.way.set_written(self._way_of(entry))
        self.fold.button.setChecked(True)
        self._on_title()
        self.title.setFocus()

    def _way_of(self, entry: LogEntry) -> str:
        if not entry.unit:
            return BY_TELEPHONE
        return FROM_COUNTY if is_county_bureau(entry.unit) else entry.unit

    def command(self, new: NewIncident) -> Command:
        return self.seat.command(duty.register_incident, self._entry.id, new)


class LinkForm(Form):
    """The call is about an incident that is known."""

    object_name, kept_as, extent = "link_form", "link_duty_entry", (560, 300)
    keeps = False

    def __init__(self, over: Over, entry: LogEntry, incident_id: int | None) -> None:
        title, primary = self.tr("归入事件"), self.tr("归入")
        super().__init__(over, title, primary, explain=entry.text, subject=entry.id)
        self._entry, self._incident = entry.id, incident_id
        self.incident = self.choice("incident", self.tr("事件"), [], needed=True)
        self.seat.tasks.read(self, incident_lines, self._show)

    def _show(self, found: list[IncidentLine]) -> None:
        for line in found:
            self.incident.addItem(line.title, line.id)
        if self._incident is not None:
            self.incident.setCurrentIndex(max(0, self.incident.findData(self._incident)))

    def submit(self) -> None:
        self.act(duty.link, self._entry, int(self.incident.currentData()))


class CallUpForm(Form):
    """叫应: who was rung, when, whether they answered and what they said.

    `about` and what follows are known when it is begun from something that is due.
    """

    object_name, kept_as, extent = "call_up_form", "call_up", (600, 560)

    def __init__(
        self,
        over: Over,
        *,
        about: str = "",
        person: str = "",
        number: str = "",
        subject: tuple[str, int] | None = None,
        incident_id: int | None = None,
    ) -> None:
        explain, key = (
            self.tr("打完电话登记；手机号码只保留首尾几位。"),
            subject[1] if subject else 0,
        )
        super().__init__(over, self.tr("叫应"), self.tr("登记"), explain=explain, subject=key)
        self._subject, self._incident, self._person = subject, incident_id, person
        self.about = self.line("about", self.tr("叫应事由"), about, needed=True)
        self.person = PersonBox()
        self.person.setEditText(person)
        hint = self.tr("本局人员可从名单选；外单位的直接写姓名")
        self.add("person", self.tr("被叫应人"), self.person, hint, needed=True)
        self.phone = self.line("number", self.tr("拨打的号码"), number, needed=True)
        label, self._opened_at = self.tr("叫应时间"), self.seat.clock()
        self.at = self.moment("rung_at", label, self._opened_at, needed=True)
        outcomes = [(ANSWERED, self.tr("已接通")), (SILENT, self.tr("未接通"))]
        self.outcome = self.chips(
            "outcome", self.tr("结果"), outcomes, columns=2, single=True, needed=True
        )
        self.answer = self.text("answer", self.tr("对方答复"), lines=3)
        self._numbers: dict[int, str] = {}
        self.person.picked.connect(self._on_picked)
        self.seat.tasks.read(self, self.seat.query(reachable, self.seat.clock()), self._show)

    def _show(self, found: tuple[Reachable, ...]) -> None:
        self._numbers = {person.id: person.number for person in found}
        self.person.set_people([(p.id, p.name, p.where) for p in found])
        known = self.person.person()
        if known is None:  # named with the office, as an alarm names them: 带班领导罗敏
            known = next((person.id for person in found if person.name in self._person), None)
        if self._person and known is not None:
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
