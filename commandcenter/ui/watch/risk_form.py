"""Forms of the risk assessment: an inspection or survey, a correction of a rank, a measure."""

from PySide6.QtCore import Slot

from commandcenter.domain.watch.risk import (
    RECORD_WORDS,
    RESULT_WORDS,
    NewRecord,
    RecordKind,
    RecordResult,
)
from commandcenter.queries.watch.inspection_lines import TargetLine
from commandcenter.queries.watch.risk import RiskLine
from commandcenter.queries.watch.risk_records import RecordBoard, RecordLine
from commandcenter.services.watch import risk, risk_records
from commandcenter.ui.frame.completing import complete
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

WHOLE_CITY = ""


class RecordForm(Form):
    """`line`: to be corrected; its kind and number stay. None: a new one, of a `target` of a plan
    of inspections with what the plan says of it.
    """

    object_name, extent = "record_form", (620, 760)

    def __init__(
        self,
        over: Over,
        board: RecordBoard,
        line: RecordLine | None = None,
        *,
        kind: RecordKind = RecordKind.INSPECTION,
        target: TargetLine | None = None,
    ) -> None:
        new = line is None
        self.kept_as = "risk_record" if new and target is None else ""
        title = self.tr("登记巡查、调查") if new else self.tr("更正记录")
        primary = self.tr("登记") if new else self.tr("保存更正")
        explain = self.tr("有信用代码的按代码、没有的按名称对应经营主体；结果计入风险清单。")
        super().__init__(over, title, primary, explain=explain)
        self._board, self._line = board, line
        self._add_head(line, line.kind if line else kind)
        self._add_matter(line)
        self._add_result(line)
        self._show_kind()
        if target is not None:
            self._fill_from(target)

    def _fill_from(self, target: TargetLine) -> None:
        """The result of a trader of a plan: it is found again by code or name."""
        self.title.setText(target.plan)
        self.subject.setText(target.name)
        self.code.setText(target.credit_code)
        self.category.setText(target.category)
        self.district.setCurrentIndex(max(0, self.district.findData(target.district)))

    def _add_head(self, line: RecordLine | None, kind: RecordKind) -> None:
        kinds = [(each, word(RECORD_WORDS[each])) for each in RecordKind]
        self.kind = self.choice("record_kind", self.tr("类型"), kinds, kind)
        self.kind.setEnabled(line is None)
        self.kind.currentIndexChanged.connect(self._show_kind)
        at = line.held_at if line else self.seat.clock()
        self.held_at = self.moment("held_at", self.tr("时间"), at, needed=True)
        self.side_by_side(self.kind, self.held_at)
        title = line.title if line else ""
        self.title = self.line("record_title", self.tr("名称"), title, needed=True)
        self.title.setPlaceholderText(self.tr("例：预付卡专项检查"))

    def _add_matter(self, line: RecordLine | None) -> None:
        subject = line.subject if line else ""
        self.subject = self.line("subject", self.tr("经营主体"), subject)
        self.code = self.line("code", self.tr("信用代码"), line.credit_code if line else "")
        self.side_by_side(self.subject, self.code)
        category = line.category if line else ""
        self.category = self.line("category", self.tr("消费类别"), category)
        complete(self.category, self._board.categories)
        places = [(code, name) for code, name in self._board.counties]
        if len(places) > 1 or not places:
            places.insert(0, (WHOLE_CITY, self.tr("全市")))
        self.district = self.choice(
            "record_district",
            self.tr("县区"),
            places,
            line.district or WHOLE_CITY if line else None,
        )
        self.side_by_side(self.category, self.district)
        self.officers = self.line("officers", self.tr("人员"), line.officers if line else "")

    def _add_result(self, line: RecordLine | None) -> None:
        results = [(each, word(RESULT_WORDS[each])) for each in RecordResult]
        result = line.result if line else RecordResult.CLEAN
        self.outcome = self.choice("result", self.tr("结果"), results, result)
        self.problems = self.number(
            "problems", self.tr("问题数"), line.problems if line else None, unit=self.tr("个")
        )
        self.side_by_side(self.outcome, self.problems)
        people = self.tr("人（份）")
        self.asked = self.number(
            "asked", self.tr("参加人数"), line.asked if line else None, unit=people
        )
        self.unhappy = self.number(
            "unhappy", self.tr("反映问题人数"), line.unhappy if line else None, unit=people
        )
        self.side_by_side(self.asked, self.unhappy)
        self.findings = self.text(
            "findings", self.tr("情况、问题"), line.findings if line else "", lines=3
        )
        self.follow_up = self.moment(
            "follow_up", self.tr("复查、回访日期"), line.follow_up_at if line else None
        )

    @Slot()
    def _show_kind(self) -> None:
        survey = self.kind.currentData() != RecordKind.INSPECTION
        for editor in (self.asked, self.unhappy):
            field = next(f for f in self._fields if f.editor is editor)
            field.setVisible(survey)

    def submit(self) -> None:
        kind = RecordKind(self.kind.currentData())
        survey, held_at = kind is not RecordKind.INSPECTION, self.held_at.value()
        assert held_at is not None
        new = NewRecord(
            kind=kind,
            title=self.title.text(),
            held_at=held_at,
            result=RecordResult(self.outcome.currentData()),
            subject_name=self.subject.text(),
            credit_code=self.code.text().strip().upper(),
            category=self.category.text(),
            district=self.district.currentData() or None,
            officers=self.officers.text(),
            problems=self.problems.value(),
            asked=self.asked.value() if survey else None,
            unhappy=self.unhappy.value() if survey else None,
            findings=self.findings.toPlainText(),
            follow_up_at=self.follow_up.value(),
        )
        if self._line is None:
            self.act(risk_records.enter, new)
        else:
            self.act(risk_records.correct, self._line.id, new, self._line.version)


class CorrectForm(Form):
    """Points more or less for a line, with the reason."""

    object_name, extent, keeps = "correct_form", (520, 420), False

    def __init__(self, over: Over, line: RiskLine, days: int) -> None:
        self.kept_as = f"correct_risk {line.scope.value} {line.key}"
        title = self.tr("校正：{title}").format(title=line.title)
        explain = self.tr(
            "按分值表为 {points} 分。校正连同理由、姓名留痕，{days} 天后失效，须重新研判。"
        ).format(points=line.computed, days=days)
        super().__init__(over, title, self.tr("以本人名义校正"), explain=explain)
        self._line = line
        ways = [(1, self.tr("加分")), (-1, self.tr("减分"))]
        self.way = self.choice("way", self.tr("校正"), ways, -1 if line.correction < 0 else 1)
        before, hint = abs(line.correction) or None, self.tr("填 0 取消现有的校正")
        label, unit = self.tr("分值"), self.tr("分")
        self.points = self.number("points", label, before, hint, unit, needed=True)
        self.side_by_side(self.way, self.points)
        self.reason = self.text("reason", self.tr("校正的理由"), lines=4, needed=True)

    def submit(self) -> None:
        more = self.points.value()
        assert more is not None
        line, more = self._line, more * int(self.way.currentData())
        words = self.reason.toPlainText()
        self.act(risk.correct, line.scope, line.key, line.computed, more, words)


class MeasureForm(Form):
    """What is to be done about a risk, by when."""

    object_name, extent, keeps = "measure_form", (520, 420), False

    def __init__(self, over: Over, line: RiskLine) -> None:
        self.kept_as = f"risk_measure {line.scope.value} {line.key}"
        title = self.tr("措施：{title}").format(title=line.title)
        explain = self.tr("约谈、巡查、发消费提示、移送行业主管部门等；到期没有办结的会标出来。")
        super().__init__(over, title, self.tr("记下措施"), explain=explain)
        self._line = line
        self.words = self.text("measure", self.tr("措施"), lines=4, needed=True)
        self.due = self.moment("due", self.tr("办结时限"))

    def submit(self) -> None:
        line, words = self._line, self.words.toPlainText()
        self.act(risk.add_measure, line.scope, line.key, line.computed, words, self.due.value())
