"""批示: registered word for word and given to somebody; given to others; told back upward."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.queries.command.orders import Addressees, DirectiveLine, addressees
from commandcenter.services.command import directives
from commandcenter.services.command.directives import NewDirective
from commandcenter.ui.command.instruction_form import person_choice
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word

USUAL_LIMIT = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries it out: a group or a person."""

    group: Group | None
    person: int | None


class CarrierFields:
    """Two editors of a form: a group, or a person of the bureau."""

    def __init__(self, form: Form, incident_id: int) -> None:
        self._form = form
        groups = [(g.value, word(GROUP_WORDS[g])) for g in Group]
        self.groups = Chips(groups, columns=3)
        form.add("groups", form.tr("承办工作组"), self.groups)
        self.person = PersonBox()
        hint = form.tr("交给个人承办的，不选工作组")
        form.add("person", form.tr("或承办人"), self.person, hint)
        form.demand(self._nobody, self.person)
        form.demand(self._not_one, self.groups)
        self._chosen: int | None = None
        form.seat.tasks.read(
            form,
            partial(
                addressees,
                actor=form.seat.actor,
                incident_id=incident_id,
                now=form.seat.clock(),
            ),
            self._show,
        )

    def _show(self, found: Addressees) -> None:
        people = [person_choice(person) for person in found.people]
        self.person.set_people(people, self._chosen)

    def choose(self, group: Group | None, person: int | None) -> None:
        if group is not None:
            self.groups.choose(group.value)
        self._chosen = person

    def _nobody(self) -> str:
        """A name that nobody has."""
        typed = self.person.currentText().strip()
        if not typed or self.person.person() is not None:
            return ""
        words = self._form.tr("没有叫“{name}”的人，请从名单中选择。")
        return words.format(name=typed)

    def _not_one(self) -> str:
        """Nobody, or two."""
        count = len(self.groups.chosen()) + bool(self.person.currentText().strip())
        return "" if count == 1 else self._form.tr("请选择一个工作组，或一个承办人。")

    def carrier(self) -> Carrier:
        groups = self.groups.chosen()
        return Carrier(Group(groups[0]) if groups else None, self.person.person())


class RegisterDirective(Form):
    def __init__(self, seat: Seat, incident_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("登记批示"),
            self.tr("登记并交办"),
            parent,
            explain=self.tr("原文照录，登记后不能改动；承办和时限可以再改。"),
            size=(660, 700),
            form="directive",
            subject=incident_id,
        )
        self.setObjectName("register_directive")
        self._incident = incident_id
        self.person: QLineEdit = self.line(
            "from_person", self.tr("批示人（或机关）"), hint=self.tr("例：王某某"), needed=True
        )
        self.post: QLineEdit = self.line("from_post", self.tr("职务"), hint=self.tr("例：副市长"))
        self.beside(self.person, self.post)
        self.document: QLineEdit = self.line(
            "document",
            self.tr("批示所在的文件"),
            hint=self.tr("例：值班快报第 12 期；市政府总值班室电话记录"),
            needed=True,
        )
        self.words: QPlainTextEdit = self.text("words", self.tr("批示原文"), lines=3, needed=True)
        self.at = self.moment("directed_at", self.tr("批示时间"), seat.clock(), needed=True)
        self.carriers = CarrierFields(self, incident_id)
        self.due = self.moment("due_at", self.tr("办理时限"), seat.clock() + USUAL_LIMIT)
        self.body.addStretch(1)

    def submit(self) -> None:
        carrier, at = self.carriers.carrier(), self.at.value()
        assert at is not None
        new = NewDirective(
            from_person=self.person.text(),
            from_post=self.post.text(),
            document=self.document.text(),
            words=self.words.toPlainText(),
            directed_at=min(at, self.seat.clock()),
            group=carrier.group,
            to_person=carrier.person,
            due_at=self.due.value(),
        )
        self.send(
            partial(
                directives.register,
                actor=self.seat.actor,
                incident_id=self._incident,
                new=new,
            )
        )


class AssignDirective(Form):
    """To others, or by another time. `line` as it was shown."""

    def __init__(
        self, seat: Seat, incident_id: int, line: DirectiveLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("改派批示"),
            self.tr("改派"),
            parent,
            explain=line.words,
            size=(600, 440),
            form="directive_assign",
            subject=line.id,
        )
        self.setObjectName("assign_directive")
        self._line = line
        self.carriers = CarrierFields(self, incident_id)
        self.carriers.choose(line.group, line.to_person)
        self.due = self.moment("due_at", self.tr("办理时限"), line.due_at)
        self.body.addStretch(1)

    def submit(self) -> None:
        carrier = self.carriers.carrier()
        line, due = self._line, self.due.value()
        if due is not None and line.due_at is not None and same_minute(due, line.due_at):
            due = line.due_at
        self.send(
            partial(
                directives.assign,
                actor=self.seat.actor,
                directive_id=line.id,
                group=carrier.group,
                to_person=carrier.person,
                due_at=due,
                seen=(line.group, line.to_person, line.due_at),
            )
        )


class TellBack(Form):
    """The result is told to who directed: how and when."""

    def __init__(self, seat: Seat, line: DirectiveLine, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("回告批示人"),
            self.tr("登记回告"),
            parent,
            explain=self.tr("办理结果：{result}").format(result=line.result),
            size=(560, 380),
            form="directive_told",
            subject=line.id,
        )
        self.setObjectName("tell_back")
        self._id = line.id
        self.way: QLineEdit = self.line(
            "way",
            self.tr("回告方式"),
            hint=self.tr("例：书面报告 市市监〔2026〕88 号；电话，赵科长接"),
            needed=True,
        )
        self.at = self.moment("told_at", self.tr("回告时间"), seat.clock(), needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        self.send(
            partial(
                directives.tell_back,
                actor=self.seat.actor,
                directive_id=self._id,
                way=self.way.text(),
                told_at=min(at, self.seat.clock()),
            )
        )
