"""批示: registered word for word and given to somebody; given to others; told back upward."""

from datetime import timedelta

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.orders import Addressees, DirectiveLine, addressees
from commandcenter.services.command import directives
from commandcenter.services.command.directives import NewDirective
from commandcenter.ui.command.instruction_form import person_choice
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Over
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
        self.groups = form.chips("groups", form.tr("承办工作组"), groups, columns=3)
        self.person = PersonBox()
        hint = form.tr("交给个人承办的，不选工作组")
        form.add("person", form.tr("或承办人"), self.person, hint)
        form.demand(self._person_problem, self.person)
        form.demand(self._not_one, self.groups)
        self._chosen: int | None = None
        query = form.seat.query(addressees, incident_id, form.seat.clock())
        form.seat.tasks.read(form, query, self._show)

    def _show(self, found: Addressees) -> None:
        people = [person_choice(person) for person in found.people]
        self.person.set_people(people, self._chosen)

    def choose(self, group: Group | None, person: int | None) -> None:
        if group is not None:
            self.groups.choose(group.value)
        self._chosen = person

    def _person_problem(self) -> str:
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
    object_name, kept_as, extent = "register_directive", "directive", (660, 700)

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("登记批示"), self.tr("登记并交办")
        explain = self.tr("原文照录，登记后不能改动；承办和时限可以再改。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, now = incident_id, self.seat.clock()
        label, hint = self.tr("批示人（或机关）"), self.tr("例：王某某")
        self.person = self.line("from_person", label, hint=hint, needed=True)
        self.post = self.line("from_post", self.tr("职务"), hint=self.tr("例：副市长"))
        self.side_by_side(self.person, self.post)
        hint = self.tr("例：值班快报第 12 期；市政府总值班室电话记录")
        self.document = self.line("document", self.tr("批示所在的文件"), hint=hint, needed=True)
        self.words = self.text("words", self.tr("批示原文"), lines=3, needed=True)
        self.at = self.moment("directed_at", self.tr("批示时间"), now, needed=True)
        self.carriers = CarrierFields(self, incident_id)
        self.due = self.moment("due_at", self.tr("办理时限"), now + USUAL_LIMIT)

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
        self.act(directives.register, self._incident, new)


class AssignDirective(Form):
    """To others, or by another time. `line` as it was shown."""

    object_name, kept_as, extent = "assign_directive", "directive_assign", (600, 440)

    def __init__(self, over: Over, incident_id: int, line: DirectiveLine) -> None:
        title, primary = self.tr("改派批示"), self.tr("改派")
        super().__init__(over, title, primary, explain=line.words, subject=line.id)
        self._line = line
        self.carriers = CarrierFields(self, incident_id)
        self.carriers.choose(line.group, line.to_person)
        self.due = self.moment("due_at", self.tr("办理时限"), line.due_at)

    def submit(self) -> None:
        to, line, due = self.carriers.carrier(), self._line, self.due.value()
        if due is not None and line.due_at is not None and same_minute(due, line.due_at):
            due = line.due_at
        seen = line.group, line.to_person, line.due_at
        self.act(directives.assign, line.id, to.group, to.person, due, seen)


class ReportUpward(Form):
    """The result is told to who directed: how and when."""

    object_name, kept_as, extent = "tell_back", "directive_told", (560, 380)

    def __init__(self, over: Over, line: DirectiveLine) -> None:
        title, primary = self.tr("回告批示人"), self.tr("登记回告")
        explain = self.tr("办理结果：{result}").format(result=line.result)
        super().__init__(over, title, primary, explain=explain, subject=line.id)
        self._id = line.id
        hint = self.tr("例：书面报告 市市监〔2026〕88 号；电话，赵科长接")
        self.way = self.line("way", self.tr("回告方式"), hint=hint, needed=True)
        self.at = self.moment("told_at", self.tr("回告时间"), self.seat.clock(), needed=True)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        at = min(at, self.seat.clock())
        self.act(directives.report_upward, self._id, self.way.text(), at)
