"""Forms of 定期风险评估: begun, concluded, a line judged, signed."""

from commandcenter.domain.times import local
from commandcenter.queries.watch.assessments import AssessmentLine, JudgedLine
from commandcenter.services.watch import assessments
from commandcenter.services.watch.assessments import Judged
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import listed


class BeginAssessment(Form):
    """A name; the ranking of this moment is frozen with it."""

    object_name, extent, kept_as = "begin_assessment", (560, 320), "risk_assessment"

    def __init__(self, over: Over) -> None:
        title = self.tr("开始定期风险评估")
        explain = self.tr(
            "按下后固定此刻的风险清单（位次、分值和依据），以后清单变化不影响这次评估；"
            "逐项研判后送签。"
        )
        super().__init__(over, title, self.tr("开始评估"), explain=explain)
        day = local(self.seat.clock())
        name = self.tr("{year}年{month}月全市消费市场风险评估").format(
            year=day.year, month=day.month
        )
        self.title = self.line("assessment_title", self.tr("评估的名称"), name, needed=True)

    def submit(self) -> None:
        self.act(assessments.begin, self.title.text())


class ConcludeAssessment(Form):
    """总体研判 of one that is a draft."""

    object_name, extent = "conclude_assessment", (680, 560)

    def __init__(self, over: Over, line: AssessmentLine) -> None:
        self.kept_as, self._line = "risk_conclusion", line
        title = self.tr("总体研判")
        super().__init__(over, title, self.tr("保存"), explain=line.title, subject=line.id)
        self.summary = self.text("summary", title, line.summary, lines=12, needed=True)

    def submit(self) -> None:
        line = self._line
        self.act(assessments.conclude, line.id, self.summary.toPlainText(), line.summary)


class JudgeLine(Form):
    """What is made of a line of the ranking, and what is to be done."""

    object_name, extent = "judge_line", (640, 560)

    def __init__(self, over: Over, assessment_id: int, line: JudgedLine) -> None:
        self.kept_as = "risk_line"
        title = self.tr("研判：{title}").format(title=line.title)
        points = self.tr("第{rank}位，{points} 分").format(rank=line.rank, points=line.points)
        moved = line.moved.words if line.moved else ""
        reasons = [reason.words for reason in line.reasons]
        explain = listed([points, moved, *reasons])
        super().__init__(over, title, self.tr("保存"), explain=explain, subject=line.id)
        self._assessment, self._line = assessment_id, line
        self.judgement = self.text(
            "judgement", self.tr("研判"), line.judgement, lines=5, needed=True
        )
        self.measures = self.text("measures", self.tr("措施"), line.measures, lines=5)

    def submit(self) -> None:
        said = self.judgement.toPlainText(), self.measures.toPlainText()
        judged = Judged(self._line.id, *said)
        self.act(assessments.judge, self._assessment, judged, self._line.version)


class SignAssessment(Form):
    """Signed with the own name; the text that is signed stands in sight."""

    object_name, extent, keeps = "sign_assessment", (680, 600), False
    kept_as = "risk_sign"

    def __init__(self, over: Over, line: AssessmentLine) -> None:
        title = self.tr("签发：{title}").format(title=line.title)
        counts = self.tr("{n} 项，其中重点 {high} 项").format(n=line.lines, high=line.high)
        against = self.tr("与《{title}》相比").format(title=line.before) if line.before else ""
        explain = listed([counts, against])
        super().__init__(over, title, self.tr("签发"), explain=explain, subject=line.id)
        self._line = line
        self.summary = self.text("summary", self.tr("总体研判"), line.summary, lines=12)
        self.summary.setReadOnly(True)
        self.signature = self.add_signature()
        self.show_consequence(self.tr("签发后不能再改；下一次评估与它比较。"))

    def submit(self) -> None:
        line = self._line
        self.act(assessments.sign, line.id, self.signature.text(), seen=line.submitted_at)
