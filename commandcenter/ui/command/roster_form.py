"""值班表: turns are put on in rotation, changed, dropped."""

from datetime import datetime, timedelta

from PySide6.QtCore import Slot

from commandcenter.domain.command.duty import DUTY_ROLES, Turn
from commandcenter.domain.moments import span_of
from commandcenter.domain.org import ROLE_WORDS, Role
from commandcenter.queries.command.duty_room import Roster, TurnLine
from commandcenter.services.seat import people
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.pickers import Names, PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel

MOST_TURNS = 60


class AddTurns(Form):
    """Several people take turns of equal length from a moment on; shown before it is kept."""

    object_name, kept_as, extent = "add_turns", "roster", (640, 660)

    def __init__(
        self, over: Over, roster: Roster, *, role: Role = Role.DUTY, starts: datetime | None = None
    ) -> None:
        super().__init__(
            over,
            self.tr("排班"),
            self.tr("排入值班表"),
            explain=self.tr("按所选顺序轮流，一次排好几个班次；全部排入，或都不排。"),
        )
        self._roster = roster
        roles: list[tuple[object, str]] = [(r.value, word(ROLE_WORDS[r])) for r in DUTY_ROLES]
        self.role = self.choice("role", self.tr("值班"), roles, role.value)
        self._add_turns(role, starts or roster.now)

    def _add_turns(self, role: Role, starts: datetime) -> None:
        self.person = PersonBox()
        self.add("person", self.tr("人员（按先后加入）"), self.person)
        self.names = Names()
        self.add("names", self.tr("轮流顺序"), self.names, needed=True)
        self.starts = self.moment("starts", self.tr("第一班开始"), starts, needed=True)
        self.hours = self.number(
            "hours", self.tr("每班"), self._roster.hours[role], unit=self.tr("小时")
        )
        self.count = self.number("count", self.tr("排几班"), 1, unit=self.tr("班"))
        self.preview = PlainLabel("", Size.SMALL, ink="text_dim")
        self.preview.setObjectName("preview")
        self.preview.setWordWrap(True)
        self.body.addWidget(self.preview)
        self.body.addStretch(1)
        self.person.picked.connect(self._on_person)
        self.role.currentIndexChanged.connect(self._on_role)
        for changed in (
            self.names.changed,
            self.starts.edit.dateTimeChanged,
            self.hours.edit.textChanged,
            self.count.edit.textChanged,
        ):
            changed.connect(self._show_preview)
        self._on_role()

    def _chosen_role(self) -> Role:
        return Role(self.role.currentData())

    @Slot()
    def _on_role(self) -> None:
        role = self._chosen_role()
        people_of = [(p.id, p.name, p.post) for p in self._roster.people if p.role is role]
        self.person.set_people(people_of)
        self.names.set_people(people_of)
        self.hours.edit.setText(str(self._roster.hours[role]))

    @Slot(int)
    def _on_person(self, person: int) -> None:
        self.names.add_person(person)
        self.count.edit.setText(str(max(self.count.value() or 1, len(self.names.people()))))
        self.person.setCurrentIndex(-1)
        self.person.clearEditText()

    def turns(self) -> list[Turn]:
        starts, who = self.starts.value(), self.names.people()
        hours, count = self.hours.value() or 0, min(self.count.value() or 0, MOST_TURNS)
        if starts is None or not who:
            return []
        length = timedelta(hours=hours)
        return [
            Turn(
                self._chosen_role(),
                who[n % len(who)],
                starts + n * length,
                starts + (n + 1) * length,
            )
            for n in range(count)
        ]

    @Slot()
    def _show_preview(self) -> None:
        if not self.names.people():
            self.names.setFocusProxy(self.person)  # that is where the first one is chosen
        names = {p.id: p.name for p in self._roster.people}
        now = self.seat.clock()
        lines = [
            f"{names.get(t.person_id, '')} {span_of(t.starts_at, t.ends_at, now)}"
            for t in self.turns()
        ]
        self.preview.setText(joined("\n", lines))

    def submit(self) -> None:
        self.act(people.put_on_roster, turns=tuple(self.turns()))


class ChangeTurn(Form):
    """Another person, or other hours. A turn that runs can only be ended earlier or later."""

    object_name, kept_as, extent = "change_turn", "turn", (540, 420)

    def __init__(self, over: Over, line: TurnLine, roster: Roster) -> None:
        super().__init__(
            over,
            self.tr("调整班次"),
            self.tr("保存"),
            explain=self.tr("当班的班次只能改结束时间。") if line.now_on else "",
            subject=line.id,
        )
        self._line = line
        self.person = PersonBox()
        self.add("person", word(ROLE_WORDS[line.role]), self.person, needed=True)
        people_of = [(p.id, p.name, p.post) for p in roster.people if p.role is line.role]
        self.person.set_people(people_of, line.person_id)
        self.starts = self.moment("starts", self.tr("开始"), line.starts_at, needed=True)
        self.ends = self.moment("ends", self.tr("结束"), line.ends_at, needed=True)
        self.demand(self._person_problem, self.person)
        self.person.setEnabled(not line.now_on)
        self.starts.setEnabled(not line.now_on)

    def _person_problem(self) -> str:
        known = self.person.person() is not None and self._line.person_id is not None
        return "" if known else self.tr("请从名单中选择值班的人。")

    def submit(self) -> None:
        line, person = self._line, self.person.person()
        starts, ends = self.starts.value(), self.ends.value()
        assert person is not None
        assert line.person_id is not None
        assert starts is not None
        assert ends is not None
        self.act(
            people.change_turn,
            turn_id=line.id,
            person_id=person,
            starts=line.starts_at if same_minute(starts, line.starts_at) else starts,
            ends=line.ends_at if same_minute(ends, line.ends_at) else ends,
            seen=(line.person_id, line.starts_at, line.ends_at),
        )
