"""The gap book: a gap is filed, and answered by the planner."""

from commandcenter.domain.plan.plan_gap import GAP_WORDS, GapState
from commandcenter.queries.plan.gaps import GapBoard, GapLine
from commandcenter.services.plan import gaps
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

NO_CLAUSE, NO_INCIDENT, NO_VERSION = "", 0, 0


class GapForm(Form):
    """`incident_id`: the one that is shown, chosen at first."""

    object_name, kept_as, extent = "gap_form", "plan_gap", (640, 520)

    def __init__(self, over: Over, board: GapBoard, incident_id: int | None) -> None:
        explain = self.tr(
            "处置中预案没写到、写得不合用的，记在这里，由预案管理员答复（预案 8.1）。"
        )
        super().__init__(over, self.tr("登记预案缺口"), self.tr("登记"), explain=explain)
        clauses = [(NO_CLAUSE, self.tr("预案全文没有相关条款")), *board.clauses]
        self.clause = self.choice("gap_clause", self.tr("条款"), clauses)
        self.missing = self.text("gap_missing", self.tr("预案没有写到什么"), lines=3, needed=True)
        self.instead = self.text("gap_instead", self.tr("实际怎样做的"), lines=3, needed=True)
        incidents = [(NO_INCIDENT, self.tr("不涉及具体事件")), *board.incidents]
        label, chosen = self.tr("在哪个事件中遇到"), incident_id or NO_INCIDENT
        self.incident = self.choice("gap_incident", label, incidents, chosen)

    def submit(self) -> None:
        gap = gaps.Gap(
            clause=self.clause.currentData(),
            missing=self.missing.toPlainText(),
            done_instead=self.instead.toPlainText(),
            incident_id=self.incident.currentData() or None,
        )
        self.act(gaps.file_gap, gap)


class GapAnswer(Form):
    """What the planner says: taken up, amended, or why nothing is changed."""

    object_name, kept_as, extent = "gap_answer", "plan_gap_answer", (560, 480)

    def __init__(self, over: Over, line: GapLine) -> None:
        title, primary = self.tr("答复预案缺口"), self.tr("答复")
        super().__init__(over, title, primary, explain=line.missing, subject=line.id)
        self._line = line
        states = [state for state in GapState if state is not GapState.OPEN]
        choices = [(state.value, word(GAP_WORDS[state])) for state in states]
        label, hint = self.tr("怎样处理"), self.tr("已修订、不作修改即关闭；列入修订的以后再答复")
        self.state = self.chips(
            "gap_state", label, choices, hint=hint, columns=3, single=True, needed=True
        )
        versions = line.versions or ((NO_VERSION, self.tr("缺口登记之后还没有新版本")),)
        hint = self.tr("“已修订”须选写入了这项内容的版本")
        self.version = self.choice("gap_version", self.tr("写入的版本"), versions, hint=hint)
        self.words = self.text("gap_words", self.tr("答复"), line.answer, lines=4, needed=True)

    def submit(self) -> None:
        [state] = self.state.chosen()
        amended = GapState(state) is GapState.AMENDED
        version = (self.version.currentData() or None) if amended else None
        words = self.words.toPlainText()
        line = self._line
        seen = (line.state, line.answer)
        self.act(gaps.answer_gap, line.id, GapState(state), words, version, seen=seen)
