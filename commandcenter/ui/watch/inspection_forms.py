"""Forms of 巡查 by a plan: made, moved, more traders, a task of what was found, its 复查."""

from datetime import datetime

from commandcenter.domain.watch.inspection import NewFinding, NewInspectionPlan, NewTarget, Whom
from commandcenter.queries.watch.inspection_choices import InspectionChoices
from commandcenter.queries.watch.inspection_lines import Doers, FindingLine, PlanLine
from commandcenter.services.watch import findings, inspections
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import headed
from commandcenter.ui.watch.doer_field import DoerField


class DoerForm(Form):
    """Of what somebody is to do by a moment that is to come."""

    def add_what(self, category: str, why: str) -> None:
        self.category = self.line("inspection_category", self.tr("消费类别"), category)
        self.why = self.text("inspection_why", self.tr("理由"), why[:500], lines=3, needed=True)

    def add_who(self, doers: Doers, whom: Whom | None, due: datetime | None) -> None:
        self.doer = DoerField(doers, whom)
        self.add("doer", self.tr("由谁负责"), self.doer, needed=lambda: not self.doer.currentData())
        self.due = self.moment("inspection_due", self.tr("期限"), due, needed=True)
        self.side_by_side(self.doer, self.due)
        self.demand(self._to_come, self.due)

    def _to_come(self) -> str:
        due = self.due.value()
        late = due is not None and due <= self.seat.clock()
        return self.tr("期限应晚于现在。") if late else ""


class InspectionForm(DoerForm):
    """Its traders: those that the ranking proposes, ticked, and more by name."""

    object_name, extent = "inspection_form", (700, 780)

    def __init__(self, over: Over, choices: InspectionChoices) -> None:
        self.kept_as = "inspection_plan"
        title = self.tr("编制巡查计划")
        explain = self.tr(
            "巡查结果按主体自动对应：登记或者导入这些主体的市场巡查，就是计划的结果；到期列入待办。"
        )
        super().__init__(over, title, self.tr("编入计划"), explain=explain)
        self._choices = choices
        about = choices.category or choices.title
        name = self.tr("{what}专项巡查").format(what=about)[:60] if about else ""
        self.title = self.line("inspection_title", self.tr("名称"), name, needed=True)
        self.add_what(choices.category, choices.why)
        self.add_who(choices.doers, None, None)
        keys = [(str(n), target.name) for n, target in enumerate(choices.targets)]
        self.proposed = self.chips(
            "proposed", self.tr("风险清单中的主体"), keys, [key for key, _ in keys],
            self._proposed_hint(), columns=2,
        )  # fmt: skip
        if not keys:
            next(f for f in self._fields if f.editor is self.proposed).hide()
        self.more = self.text(
            "more_targets", self.tr("另加的主体"), hint=self.tr("一行一户，写全称"), lines=4
        )
        self.demand(self._nobody, self.more)

    def _proposed_hint(self) -> str:
        return self.tr("按分值由高到低；列入理由随计划保存")

    def _nobody(self) -> str:
        return "" if self._targets() else self.tr("请至少列出一个要巡查的经营主体。")

    def _targets(self) -> tuple[NewTarget, ...]:
        chosen = [self._choices.targets[int(key)] for key in self.proposed.chosen()]
        return (*chosen, *_named(self.more.toPlainText()))

    def submit(self) -> None:
        due = self.due.value()
        assert due is not None
        new = NewInspectionPlan(
            title=self.title.text(),
            why=self.why.toPlainText(),
            whom=self.doer.whom(),
            due_at=due,
            targets=self._targets(),
            category=self.category.text(),
        )
        self.act(inspections.plan, new)


def _named(words: str) -> tuple[NewTarget, ...]:
    return tuple(NewTarget(line.strip()) for line in words.splitlines() if line.strip())


class MoveInspection(DoerForm):
    """Another day, reason or who; its traders stay."""

    object_name, extent, keeps = "move_inspection", (640, 560), False
    kept_as = "inspection_plan_moved"

    def __init__(self, over: Over, doers: Doers, line: PlanLine) -> None:
        title, primary = self.tr("调整巡查计划"), self.tr("保存调整")
        super().__init__(over, title, primary, explain=line.title, subject=line.id)
        self._line = line
        self.title = self.line("inspection_title", self.tr("名称"), line.title, needed=True)
        self.add_what(line.category, line.why)
        self.add_who(doers, line.whom, line.due_at)

    def submit(self) -> None:
        due = self.due.value()
        assert due is not None
        new = NewInspectionPlan(
            title=self.title.text(),
            why=self.why.toPlainText(),
            whom=self.doer.whom(),
            due_at=due,
            targets=(),
            category=self.category.text(),
        )
        self.act(inspections.change, self._line.id, new, self._line.version)


class MoreTargets(Form):
    """More traders of a plan."""

    object_name, extent, keeps = "more_targets_form", (560, 420), False
    kept_as = "inspection_targets"

    def __init__(self, over: Over, line: PlanLine) -> None:
        title, primary = self.tr("增加巡查对象"), self.tr("增加")
        super().__init__(over, title, primary, explain=line.title, subject=line.id)
        self._line = line
        self.reason = self.line("target_reason", self.tr("列入理由"))
        self.more = self.text(
            "more_targets", self.tr("主体"), hint=self.tr("一行一户，写全称"), lines=6, needed=True
        )

    def submit(self) -> None:
        reason = self.reason.text()
        named = _named(self.more.toPlainText())
        targets = tuple(NewTarget(each.name, reason=reason) for each in named)
        self.act(inspections.add_targets, self._line.id, targets)


class TaskForm(DoerForm):
    """What is to be mended after an inspection; `found`: what was written of it."""

    object_name, extent = "finding_form", (620, 480)

    def __init__(
        self, over: Over, record_id: int, subject: str, found: str, doers: Doers
    ) -> None:  # fmt: skip
        self.kept_as = "risk_finding"
        explain = headed(subject, found) if found else subject
        title, primary = self.tr("下达整改任务"), self.tr("下达")
        super().__init__(over, title, primary, explain=explain, subject=record_id)
        self._record = record_id
        self.words = self.text(
            "finding_words", self.tr("要整改的问题"), found[:300], lines=4, needed=True
        )
        self.add_who(doers, None, None)

    def submit(self) -> None:
        due = self.due.value()
        assert due is not None
        new = NewFinding(self.words.toPlainText(), self.doer.whom(), due)
        self.act(findings.set_task, self._record, new)


class RecheckForm(Form):
    """复查: it passed, or by when it is looked at once more."""

    object_name, extent, keeps = "finding_check", (600, 480), False
    kept_as = "risk_finding_check"

    def __init__(self, over: Over, line: FindingLine) -> None:
        explain = headed(line.subject, line.words)
        title, primary = self.tr("登记复查"), self.tr("登记")
        super().__init__(over, title, primary, explain=explain, subject=line.id)
        self._line = line
        results = [(True, self.tr("通过，销号")), (False, self.tr("没有通过，再次复查"))]
        self.passed = self.choice("check_passed", self.tr("复查结果"), results, True)
        self.again = self.moment("check_again", self.tr("下次复查日期"))
        self.words = self.text("check_words", self.tr("复查的情况"), lines=4, needed=True)
        self.demand(self._wrong, self.again)

    def _wrong(self) -> str:
        again = self.again.value()
        if self.passed.currentData():
            return self.tr("通过的不再定下次复查日期。") if again else ""
        if again is None:
            return self.tr("没有通过的，请定下次复查的日期。")
        return self.tr("下次复查的日期应晚于现在。") if again <= self.seat.clock() else ""

    def submit(self) -> None:
        said, again = self.words.toPlainText(), self.again.value()
        passed = bool(self.passed.currentData())
        self.act(findings.check, self._line.id, said, again, passed=passed)
