"""Forms of the publicity: planned, moved, held with whom it reached."""

from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.publicity.activities import HeldActivity, NewActivity
from commandcenter.domain.times import local
from commandcenter.queries.publicity.activities import ActivityBoard, ActivityLine
from commandcenter.services.publicity import activities
from commandcenter.ui.frame.completing import complete
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.texts import word


class PlanActivity(Form):
    """Into the plan of the year; `line`: to be moved or changed."""

    object_name, extent = "plan_activity", (640, 700)

    def __init__(
        self,
        over: Over,
        board: ActivityBoard,
        line: ActivityLine | None = None,
        category: str = "",
    ) -> None:
        new = line is None
        self.kept_as = "publicity" if new else ""
        title = self.tr("编入宣传计划") if new else self.tr("调整宣传计划")
        primary = self.tr("编入计划") if new else self.tr("保存调整")
        explain = self.tr("到期前列入承办组的待办；举办后登记触达人数和效果即办结。")
        super().__init__(over, title, primary, explain=explain)
        self._line, self._board, self._answers = line, board, category
        kind = line.kind if line else None
        self.topic = self._line_of("topic", self.tr("主题"), needed=True)
        kinds = board.choices.kinds
        self.kind = self.choice("kind", self.tr("形式"), kinds, kind, needed=True)
        today = local(self.seat.clock()).date()
        day = local(line.due_at).date() if line and line.due_at else today
        self.day = DayField(day, today)
        self.add("day", self.tr("计划日期"), self.day, needed=True)
        self.side_by_side(self.kind, self.day)
        whole = bool(line and line.whole_month)
        self.month = self.tick("whole_month", self.tr("只定到月，当月举办即可"), whole)
        self._add_where()
        self._add_who()
        self._add_numbers()

    def _line_of(self, key: str, label: str, *, needed: bool = False) -> QLineEdit:
        text = str(getattr(self._line, key)) if self._line else ""
        return self.line(key, label, text, needed=needed)

    def _add_where(self) -> None:
        self.audience = self._line_of("audience", self.tr("对象"), needed=True)
        self.place = self._line_of("place", self.tr("地点"), needed=True)
        self.side_by_side(self.audience, self.place)

    def _add_who(self) -> None:
        line, choices = self._line, self._board.choices
        groups = [(group, word(words)) for group, words in GROUP_WORDS.items()]
        group = line.group if line else None
        self.group = self.choice("group", self.tr("承办组"), groups, group, needed=True)
        self.person = PersonBox()
        self.add("person", self.tr("负责人（可不填）"), self.person)
        people = [(key, name, word(GROUP_WORDS[own])) for key, name, own in choices.people]
        self.person.set_people(people, line.person_id if line else None)
        self.side_by_side(self.group, self.person)
        hint = self.tr("与“风险”页的消费类别一致，没有对应的不填")
        category = line.category if line else self._answers
        self.category = self.line("category", self.tr("对应的风险类别"), category, hint)
        complete(self.category, choices.categories)

    def _add_numbers(self) -> None:
        line = self._line
        self.materials = self._line_of("materials", self.tr("发放的资料"))
        copies = line.copies if line else None
        self.copies = self.number("copies", self.tr("计划份数"), copies or None, unit=self.tr("份"))
        people = line.people if line else None
        self.people = self.number(
            "people", self.tr("计划触达"), people or None, unit=self.tr("人次")
        )
        self.side_by_side(self.materials, self.copies, self.people)

    def submit(self) -> None:
        day = self.day.value()
        assert day is not None
        new = NewActivity(
            kind=self.kind.currentData(),
            topic=self.topic.text(),
            audience=self.audience.text(),
            place=self.place.text(),
            group=Group(self.group.currentData()),
            day=day,
            whole_month=self.month.isChecked(),
            person_id=self.person.person(),
            category=self.category.text(),
            materials=self.materials.text(),
            copies=self.copies.value() or 0,
            people=self.people.value() or 0,
        )
        if self._line is None:
            self.act(activities.plan, new)
        else:
            self.act(activities.change, self._line.id, new, self._line.version)


class HoldActivity(Form):
    """`line`: of the plan, or to be corrected; None: one that nobody had planned."""

    object_name, extent, keeps = "hold_activity", (640, 720), False

    def __init__(self, over: Over, board: ActivityBoard, line: ActivityLine | None = None) -> None:
        held = line is not None and line.held_at is not None
        title = self.tr("更正宣传登记") if held else self.tr("登记宣传活动")
        primary = self.tr("保存更正") if held else self.tr("登记")
        explain = line.topic if line else self.tr("计划以外举办的活动，同样计入。")
        super().__init__(over, title, primary, explain=explain)
        self._line, self._board, self._held = line, board, held
        if line is None:
            self._add_unplanned()
        self._add_course()
        self._add_numbers()
        choices = [(str(key), name) for key, name in self._partners()]
        chosen = [str(key) for key in line.partner_ids] if line else []
        if choices:
            self.partners = self.chips(
                "partners", self.tr("参加的合作单位"), choices, chosen, columns=2
            )
        result = line.result if line else ""
        self.outcome = self.text("result", self.tr("效果"), result, lines=3)
        self.demand(self._to_come, self.held_at)

    def _add_unplanned(self) -> None:
        choices = self._board.choices
        self.topic = self.line("topic", self.tr("主题"), needed=True)
        self.kind = self.choice("kind", self.tr("形式"), choices.kinds, needed=True)
        groups = [(group, word(GROUP_WORDS[group])) for group in choices.holds]
        self.group = self.choice("group", self.tr("承办组"), groups, needed=True)
        self.side_by_side(self.kind, self.group)
        self.category = self.line("category", self.tr("对应的风险类别"))
        complete(self.category, choices.categories)

    def _add_course(self) -> None:
        line = self._line
        at = (line.held_at if line else None) or self.seat.clock()
        self.held_at = self.moment("held_at", self.tr("举办时间"), at, needed=True)
        place = (line.held_place or line.place) if line else ""
        self.place = self.line("place", self.tr("地点"), place, needed=True)
        self.side_by_side(self.held_at, self.place)
        audience = (line.held_audience or line.audience) if line else ""
        self.audience = self.line("audience", self.tr("对象"), audience, needed=True)
        reached = line.reached if line else None
        self.reached = self.number(
            "reached", self.tr("到场、触达"), reached, unit=self.tr("人次"), needed=True
        )
        self.side_by_side(self.audience, self.reached)

    def _add_numbers(self) -> None:
        line, held = self._line, self._held
        materials = (line.held_materials if held else line.materials) if line else ""
        self.materials = self.line("materials", self.tr("发放的资料"), materials)
        copies = (line.held_copies if held else line.copies) if line else None
        self.copies = self.number("copies", self.tr("实发"), copies or None, unit=self.tr("份"))
        self.side_by_side(self.materials, self.copies)

    def _partners(self) -> list[tuple[int, str]]:
        """Those that are live, and those that came to this one."""
        live = dict(self._board.choices.partners)
        line = self._line
        gone = zip(line.partner_ids, line.partners, strict=True) if line else ()
        return [*live.items(), *((key, name) for key, name in gone if key not in live)]

    def _to_come(self) -> str:
        at = self.held_at.value()
        wrong = at is not None and at > self.seat.clock()
        return self.tr("举办时间不能晚于现在。") if wrong else ""

    def submit(self) -> None:
        at = self.held_at.value()
        assert at is not None
        chosen = self.partners.chosen() if hasattr(self, "partners") else ()
        held = HeldActivity(
            held_at=at,
            place=self.place.text(),
            audience=self.audience.text(),
            materials=self.materials.text(),
            copies=self.copies.value() or 0,
            reached=self.reached.value() or 0,
            result=self.outcome.toPlainText(),
            partners=tuple(int(key) for key in chosen),
        )
        line = self._line
        if line is None:
            self.act(activities.hold_unplanned, self._unplanned(held), held)
        elif line.held_at is None:
            self.act(activities.hold, line.id, held)
        else:
            self.act(activities.correct, line.id, held, line.version)

    def _unplanned(self, held: HeldActivity) -> NewActivity:
        return NewActivity(
            kind=self.kind.currentData(),
            topic=self.topic.text(),
            audience=held.audience,
            place=held.place,
            group=Group(self.group.currentData()),
            day=local(held.held_at).date(),
            category=self.category.text(),
        )
