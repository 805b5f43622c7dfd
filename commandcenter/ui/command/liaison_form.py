"""协调联动: departments are asked, promise, and 会商 is recorded."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from commandcenter.domain.command.liaison import names_in
from commandcenter.domain.incident.offered_words import LIAISON_WAYS
from commandcenter.queries.command.liaison import ConsultationLine, DepartmentLine, LiaisonLine
from commandcenter.queries.command.meetings import MeetingLine
from commandcenter.queries.command.orders import Addressees, addressees
from commandcenter.services.command import consultations, liaison
from commandcenter.services.command.consultations import NewConsultation
from commandcenter.services.command.liaison import NewRequest
from commandcenter.ui.command.agreed_rows import AgreedRows
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox

USUAL_LIMIT = timedelta(hours=1)
USUAL_DUE = timedelta(hours=4)  # of what was agreed


class AskDepartments(Form):
    """Several departments at once: the plan's as chips, others by name."""

    object_name, kept_as, extent = "ask_departments", "ask_departments", (700, 700)

    def __init__(
        self,
        over: Over,
        incident_id: int,
        departments: Sequence[DepartmentLine],
        *,
        chosen: Sequence[str] = (),
    ) -> None:
        super().__init__(
            over,
            self.tr("联系有关部门"),
            self.tr("登记联系"),
            explain=self.tr("先打电话，再登记。每个部门各记一行，各自计时。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self.departments = Chips([(d.title, d.title) for d in departments], columns=4)
        self.departments.choose(*chosen)
        self.add("departments", self.tr("部门（可多选，预案 2.1(2)）"), self.departments)
        self.others: QLineEdit = self.line(
            "others", self.tr("其他部门或单位"), hint=self.tr("名称之间用顿号隔开")
        )
        self.request: QPlainTextEdit = self.text("request", self.tr("请求事项"), needed=True)
        self.way = self._way()
        self.contact: QLineEdit = self.line(
            "contact", self.tr("对方联系人和电话"), hint=self.tr("例：指挥中心 李警官 0990-110")
        )
        self.at = self.moment("asked_at", self.tr("联系时间"), self.seat.clock(), needed=True)
        self.due = self.moment(
            "due_at", self.tr("请对方在此之前答复"), self.seat.clock() + USUAL_LIMIT
        )
        self.demand(self._departments_problem, self.departments)

    def _named(self) -> tuple[str, ...]:
        return (*self.departments.chosen(), *names_in(self.others.text()))

    def _departments_problem(self) -> str:
        return "" if self._named() else self.tr("请选择联系的部门。")

    def _way(self) -> WordBox:
        box = WordBox(LIAISON_WAYS)
        self.add("way", self.tr("联系方式"), box, needed=True)
        return box

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        new = NewRequest(
            request=self.request.toPlainText(),
            way=self.way.written(),
            contact=self.contact.text(),
            due_at=self.due.value(),
            asked_at=min(at, self.seat.clock()),
        )
        self.act(liaison.ask, incident_id=self._incident, departments=self._named(), new=new)


class NotePromise(Form):
    object_name, kept_as, extent = "note_promise", "promise", (560, 400)

    def __init__(self, over: Over, line: LiaisonLine) -> None:
        super().__init__(
            over,
            self.tr("{department}答应").format(department=line.department),
            self.tr("登记"),
            explain=self.tr("请求：{request}").format(request=line.request),
            subject=line.id,
        )
        self._id, self._seen = line.id, (line.promise, line.promised_for)
        self.words: QPlainTextEdit = self.text("words", self.tr("答应的事项"), needed=True)
        self.until = self.moment("promised_for", self.tr("答应在此之前办到"))

    def submit(self) -> None:
        self.act(
            liaison.note_promise,
            liaison_id=self._id,
            words=self.words.toPlainText(),
            promised_for=self.until.value(),
            seen=self._seen,
        )


class _Agreeing(Form):
    """With 议定事项 as a field, which is there for who may order something."""

    def add_agreed(self, incident_id: int, label: str) -> AgreedRows:
        now = self.seat.clock()
        rows = AgreedRows(now + USUAL_DUE)
        self._agreed_field = self.add("agreed", label, rows)
        self.demand(rows.problem, rows)
        query = partial(addressees, actor=self.seat.actor, incident_id=incident_id, now=now)
        self.seat.tasks.read(self, query, partial(self._show_addressees, rows))
        return rows

    def _show_addressees(self, rows: AgreedRows, found: Addressees) -> None:
        rows.set_addressees(found)
        self._agreed_field.setVisible(not rows.nobody)


class RecordConsultation(_Agreeing):
    """会商 (突发事件应对法 62): who, on what question, with what conclusion.

    `meeting`: the one that was called for it; what it says is there already.
    """

    object_name, kept_as, extent = "record_consultation", "consultation", (760, 860)

    def __init__(self, over: Over, incident_id: int, meeting: MeetingLine | None = None) -> None:
        super().__init__(
            over,
            self.tr("会商记录"),
            self.tr("登记"),
            explain=self.tr("登记后不能改动；提定级建议时可以引用这份记录。"),
            subject=incident_id,
        )
        self._incident, self._meeting = incident_id, meeting
        at = min(meeting.meets_at, self.seat.clock()) if meeting else self.seat.clock()
        self.at = self.moment("held_at", self.tr("会商时间"), at, needed=True)
        self.place: QLineEdit = self.line(
            "place", self.tr("地点或方式"), hint=self.tr("例：应急指挥室；视频；电话"), needed=True
        )
        self.chair: QLineEdit = self.line("chair", self.tr("主持人"), needed=True)
        self.members: QPlainTextEdit = self.text(
            "members",
            self.tr("参加人员"),
            hint=self.tr("姓名之间用顿号或换行隔开，外单位的写明单位"),
            lines=2,
            needed=True,
        )
        self.question: QPlainTextEdit = self.text("question", self.tr("议题"), lines=2, needed=True)
        self.opinions: QPlainTextEdit = self.text("opinions", self.tr("各方意见"), lines=5)
        self.conclusion: QPlainTextEdit = self.text(
            "conclusion", self.tr("会商结论"), lines=3, needed=True
        )
        label = self.tr("议定事项（可不填；登记即下达指令，由承办的组或者人签收、回报）")
        self.agreed = self.add_agreed(incident_id, label)
        if meeting is not None:
            self._take_over(meeting)

    def _take_over(self, meeting: MeetingLine) -> None:
        self.place.setText(meeting.place)
        self.chair.setText(meeting.chair)
        self.members.setPlainText("\n".join(meeting.members))
        self.question.setPlainText(meeting.matter)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        new = NewConsultation(
            held_at=min(at, self.seat.clock()),
            place=self.place.text(),
            chair=self.chair.text(),
            members=names_in(self.members.toPlainText()),
            question=self.question.toPlainText(),
            opinions=self.opinions.toPlainText(),
            conclusion=self.conclusion.toPlainText(),
            agreed=self.agreed.agreed(),
            meeting_id=self._meeting.id if self._meeting else None,
        )
        self.act(consultations.record, incident_id=self._incident, new=new)


class AgreeForm(_Agreeing):
    """议定事项 of a 会商 that is recorded already."""

    object_name, kept_as, extent = "agree_form", "agreed", (760, 460)

    def __init__(self, over: Over, incident_id: int, line: ConsultationLine) -> None:
        super().__init__(
            over,
            self.tr("会商议定事项"),
            self.tr("下达"),
            explain=self.tr("结论：{words}").format(words=line.conclusion),
            subject=line.id,
        )
        self._id = line.id
        label = self.tr("议定事项（由承办的组或者人签收、回报）")
        self.agreed = self.add_agreed(incident_id, label)
        self.demand(self._nothing, self.agreed)

    def _nothing(self) -> str:
        return "" if self.agreed.agreed() else self.tr("请填写议定事项。")

    def submit(self) -> None:
        self.act(consultations.agree, consultation_id=self._id, agreed=self.agreed.agreed())
