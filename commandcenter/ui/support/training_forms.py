"""Forms of the training: planned, moved, held with who came."""

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.support.training import HeldTraining, NewTraining, TrainingResult
from commandcenter.domain.times import local
from commandcenter.queries.support.training import TrainingBoard, TrainingLine
from commandcenter.services.support import training
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import with_note
from commandcenter.ui.support.attendance import Attendance, Person
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.texts import word

GROUPS = tuple((group.value, words) for group, words in GROUP_WORDS.items())


class PlanTraining(Form):
    """Into the plan of the year; `line`: to be moved or changed."""

    object_name, extent = "plan_training", (620, 680)

    def __init__(self, over: Over, board: TrainingBoard, line: TrainingLine | None = None) -> None:
        new = line is None
        self.kept_as = "training" if new else ""
        title = self.tr("编入培训计划") if new else self.tr("调整培训计划")
        primary = self.tr("编入计划") if new else self.tr("保存调整")
        explain = self.tr("主办组按计划日期举行，到期前列入待办；举行后登记即办结。")
        super().__init__(over, title, primary, explain=explain)
        self._line = line
        topic = line.topic if line else ""
        self.topic = self.line("topic", self.tr("培训主题"), topic, needed=True)
        own = [(g, word(GROUP_WORDS[g])) for g in ([line.group] if line else board.groups)]
        self.group = self.choice("group", self.tr("主办组"), own, needed=True)
        self.group.setEnabled(new)
        hours = line.hours if line else 4
        self.hours = self.number("hours", self.tr("学时"), hours, unit=self.tr("学时"), needed=True)
        self.side_by_side(self.group, self.hours)
        today = local(self.seat.clock()).date()
        day = local(line.due_at).date() if line and line.due_at else today
        self.day = DayField(day, today)
        self.add("day", self.tr("计划日期"), self.day, needed=True)
        whole = bool(line and line.whole_month)
        self.month = self.tick("whole_month", self.tr("只定到月，当月举行即可"), whole)
        chosen = [g.value for g in line.groups] if line else [g for g, _ in GROUPS]
        self.groups = self.chips(
            "groups", self.tr("参加的工作组"), [(g, word(w)) for g, w in GROUPS], chosen,
            columns=3, needed=True,
        )  # fmt: skip
        matter = line.matter if line else ""
        self.matter = self.text("matter", self.tr("培训内容"), matter, lines=3)

    def submit(self) -> None:
        day, hours = self.day.value(), self.hours.value()
        assert day is not None
        assert hours is not None
        new = NewTraining(
            topic=self.topic.text(),
            group=Group(self.group.currentData()),
            groups=tuple(Group(code) for code in self.groups.chosen()),
            hours=hours,
            day=day,
            whole_month=self.month.isChecked(),
            matter=self.matter.toPlainText(),
        )
        if self._line is None:
            self.act(training.plan, new)
        else:
            self.act(training.change, self._line.id, new, self._line.version)


class HoldTraining(Form):
    """How a session went, and who came. `line` None: one that nobody had planned; of one that was
    held it corrects what was entered.
    """

    object_name, extent, keeps = "hold_training", (720, 760), False

    def __init__(self, over: Over, board: TrainingBoard, line: TrainingLine | None = None) -> None:
        held = line is not None and line.held_at is not None
        title = self.tr("更正培训登记") if held else self.tr("登记培训")
        primary = self.tr("保存更正") if held else self.tr("登记")
        explain = line.topic if line else self.tr("计划以外举行的培训，学时同样计入。")
        super().__init__(over, title, primary, explain=explain)
        self._line = line
        if line is None:
            self.topic = self.line("topic", self.tr("培训主题"), needed=True)
            own = [(g, word(GROUP_WORDS[g])) for g in board.groups]
            self.group = self.choice("group", self.tr("主办组"), own, needed=True)
        self._add_session(line)
        people = self._people(board, line)
        results = {each.person_id: each.result for each in line.people} if line else {}
        self.people = Attendance(people, results)
        self.add("people", self.tr("参加人员"), self.people, needed=True)
        findings = line.findings if line else ""
        self.findings = self.text("findings", self.tr("小结"), findings, lines=2)
        self.demand(self._to_come, self.held_at)

    def _add_session(self, line: TrainingLine | None) -> None:
        at = (line.held_at if line else None) or self.seat.clock()
        self.held_at = self.moment("held_at", self.tr("培训时间"), at, needed=True)
        hours = (line.held_hours or line.hours) if line else 4
        self.hours = self.number("hours", self.tr("学时"), hours, unit=self.tr("学时"), needed=True)
        self.side_by_side(self.held_at, self.hours)
        place, teacher = (line.place, line.teacher) if line else ("", "")
        self.place = self.line("place", self.tr("地点"), place, needed=True)
        self.teacher = self.line("teacher", self.tr("授课人"), teacher, needed=True)
        self.side_by_side(self.place, self.teacher)

    def _people(
        self, board: TrainingBoard, line: TrainingLine | None
    ) -> list[tuple[str, list[Person]]]:
        """By group, those who are asked to come first; then all others."""
        asked = line.groups if line and line.groups else tuple(Group)
        groups = sorted(Group, key=lambda g: g not in asked)
        found: list[tuple[str, list[Person]]] = []
        listed: set[int] = set()
        for group in groups:
            own = [x for x in board.team.lines if group in x.groups and x.id not in listed]
            listed |= {x.id for x in own}
            note = "" if group in asked else self.tr("没有要求参加")
            title = with_note(word(GROUP_WORDS[group]), note)
            found.append((title, [Person(x.id, x.name) for x in sorted(own, key=lambda x: x.id)]))
        others = [Person(x.id, x.name) for x in board.team.lines if x.id not in listed]
        gone = [
            Person(each.person_id, each.name)
            for each in (line.people if line else ())
            if each.person_id not in {x.id for x in board.team.lines}
        ]
        return [*found, (self.tr("其他人员"), [*others, *gone])]

    def _to_come(self) -> str:
        at = self.held_at.value()
        wrong = at is not None and at > self.seat.clock()
        return self.tr("培训时间不能晚于现在。") if wrong else ""

    def submit(self) -> None:
        at, hours = self.held_at.value(), self.hours.value()
        assert at is not None
        assert hours is not None
        results: dict[int, TrainingResult] = self.people.results()
        held = HeldTraining(
            held_at=at,
            hours=hours,
            place=self.place.text(),
            teacher=self.teacher.text(),
            findings=self.findings.toPlainText(),
            results=results,
        )
        line = self._line
        if line is None:
            group = Group(self.group.currentData())
            self.act(training.hold_unplanned, self.topic.text(), group, held)
        elif line.held_at is None:
            self.act(training.hold, line.id, held)
        else:
            self.act(training.correct, line.id, held, line.version)
