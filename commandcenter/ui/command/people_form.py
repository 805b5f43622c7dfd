"""People for a time: in a group for one incident, away, in somebody's place, for the commander."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.queries.command.standins import Candidate, StandIns, stand_ins
from commandcenter.services.command import delegation
from commandcenter.services.command.delegation import StandIn
from commandcenter.services.seat import people
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.pickers import Choice, PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word

WORKDAY = timedelta(hours=8)


def choice_of(person: Candidate) -> Choice:
    """马骁（现场处置组，请假）."""
    where = word(GROUP_WORDS[person.group]) if person.group else person.post
    return person.id, person.name, listed((where, person.away))


class PersonForm(Form):
    """The base: one who is chosen by name, from the people that the database has now."""

    def add_person(self, label: str, name: str = "person") -> PersonBox:
        box = PersonBox()
        self.add(name, label, box, needed=True)
        self.demand_one(box, self.tr("请从名单中选择人员。"))
        return box

    def ask_people(self) -> None:
        query = partial(stand_ins, actor=self.seat.actor, now=self.seat.clock())
        self.seat.tasks.read(self, query, self.show_people)

    def show_people(self, found: StandIns) -> None:
        raise NotImplementedError

    def demand_one(self, box: PersonBox, words: str) -> None:
        """What was typed must be somebody in the list."""
        self.demand(lambda: "" if box.person() is not None else words, box)


class AssignPerson(PersonForm):
    """Into a group for this incident alone; it ends with the incident, or before."""

    object_name = "assign_person"
    kept_as = "assign_person"
    extent = (520, 300)
    keeps = False

    def __init__(self, over: Over, incident_id: int, group: Group) -> None:
        super().__init__(
            over,
            self.tr("抽调到{group}").format(group=word(GROUP_WORDS[group])),
            self.tr("抽调"),
            explain=self.tr("只为本事件；事件结束自动归建，也可以随时归建。"),
            subject=incident_id,
        )
        self._incident, self._group = incident_id, group
        self.person = self.add_person(self.tr("人员"))
        self.ask_people()

    def show_people(self, found: StandIns) -> None:
        others = [p for p in found.people if p.group is not self._group]
        self.person.set_people([choice_of(p) for p in others])

    def submit(self) -> None:
        person = self.person.person()
        assert person is not None
        self.act(
            people.assign_to_group, incident_id=self._incident, person_id=person, group=self._group
        )


class AwayForm(PersonForm):
    """不到岗: not expected for a time."""

    object_name, kept_as, extent = "away_form", "away", (560, 440)

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("登记不到岗"),
            self.tr("登记"),
            explain=self.tr("这段时间不计入应到；负责人不到岗的组显示“无负责人”，请另安排代理。"),
        )
        self.person = self.add_person(self.tr("人员"))
        self.starts = self.moment("starts", self.tr("从"), self.seat.clock(), needed=True)
        self.ends = self.moment("ends", self.tr("到"), self.seat.clock() + WORKDAY, needed=True)
        self.reason: QLineEdit = self.line(
            "reason", self.tr("原因"), hint=self.tr("例：出差、请假、轮休"), needed=True
        )
        self.ask_people()

    def show_people(self, found: StandIns) -> None:
        allowed = [p for p in found.people if p.id in found.may_enter]
        own = self.seat.actor.person_id
        chosen = own if len(allowed) == 1 else None
        self.person.set_people([choice_of(p) for p in allowed], chosen)

    def submit(self) -> None:
        person, starts, ends = self.person.person(), self.starts.value(), self.ends.value()
        assert person is not None
        assert starts is not None
        assert ends is not None
        self.act(
            people.note_absence,
            person_id=person,
            starts=starts,
            ends=ends,
            reason=self.reason.text(),
        )


class DelegateForm(PersonForm):
    """委托代行: a deputy decides what is the commander's, for a time."""

    object_name, kept_as, extent = "delegate_form", "delegate", (580, 520)

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("委托代行"),
            self.tr("委托"),
            explain=self.tr(
                "受委托的副总指挥在这段时间可以定级、启动、调级、终止和签发；到时自动失效，也可提前撤销。"
            ),
        )
        self.person = self.add_person(self.tr("受委托的副总指挥"))
        self.starts = self.moment("starts", self.tr("从（不填为即刻）"))
        self.ends = self.moment("ends", self.tr("到"), self.seat.clock() + WORKDAY, needed=True)
        self.reason: QPlainTextEdit = self.text(
            "reason", self.tr("委托的理由"), lines=3, needed=True
        )
        self.ask_people()

    def show_people(self, found: StandIns) -> None:
        self.person.set_people([choice_of(p) for p in found.deputies])

    def submit(self) -> None:
        person, ends = self.person.person(), self.ends.value()
        assert person is not None
        assert ends is not None
        self.act(
            delegation.delegate,
            to_person=person,
            valid_from=self.starts.value(),
            valid_until=ends,
            reason=self.reason.toPlainText(),
        )


class StandInForm(PersonForm):
    """代理: somebody holds another's role beside them, for a time."""

    object_name, kept_as, extent = "stand_in_form", "stand_in", (580, 560)

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("安排代理"),
            self.tr("安排"),
            explain=self.tr("代理人在这段时间有被代理人的权限；到时自动失效，也可提前结束。"),
        )
        self.role = PersonBox()
        hint = self.tr("输入姓名或职务查找")
        self.add("role", self.tr("被代理的人和角色"), self.role, hint, needed=True)
        self.demand_one(self.role, self.tr("请从名单中选择被代理的人和角色。"))
        self.person = self.add_person(self.tr("代理人"))
        self.starts = self.moment("starts", self.tr("从（不填为即刻）"))
        self.ends = self.moment("ends", self.tr("到"), self.seat.clock() + WORKDAY, needed=True)
        self.reason: QPlainTextEdit = self.text(
            "reason", self.tr("代理的理由"), lines=2, needed=True
        )
        self.ask_people()

    def show_people(self, found: StandIns) -> None:
        self.role.set_people([(r.id, r.person, r.role) for r in found.roles])
        self.person.set_people([choice_of(p) for p in found.people])

    def submit(self) -> None:
        grant, person, ends = self.role.person(), self.person.person(), self.ends.value()
        assert grant is not None
        assert person is not None
        assert ends is not None
        new = StandIn(grant, person, self.starts.value(), ends, self.reason.toPlainText())
        self.act(delegation.stand_in, new=new)
