"""The gap book: a gap is filed, answered by the planner; a county files its own rules."""

from commandcenter.domain.plan.plan_gap import GAP_WORDS, GapState
from commandcenter.queries.plan.gaps import GapBoard, GapLine, RulesBoard
from commandcenter.services.plan import gaps
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

NO_CLAUSE, NO_INCIDENT = "", 0


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

    object_name, kept_as, extent = "gap_answer", "plan_gap_answer", (560, 400)

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
        self.words = self.text("gap_words", self.tr("答复"), line.answer, lines=4, needed=True)

    def submit(self) -> None:
        [state] = self.state.chosen()
        self.act(gaps.answer_gap, self._line.id, GapState(state), self.words.toPlainText())


class RulesForm(Form):
    object_name, kept_as, extent = "rules_form", "county_rules", (560, 560)

    def __init__(self, over: Over, board: RulesBoard) -> None:
        explain = self.tr("各县（市、区）局按预案制定的实施细则，报市局备案（预案 8.1）。")
        super().__init__(over, self.tr("备案实施细则"), self.tr("备案"), explain=explain)
        self.county = self.choice("rules_county", self.tr("县区"), board.counties)
        self.title = self.line("rules_title", self.tr("细则名称"), needed=True)
        hint, today = self.tr("例：2027-03-14"), f"{self.seat.clock():%Y-%m-%d}"
        self.adopted = self.line("rules_day", self.tr("施行日期"), today, hint, needed=True)
        hint = self.tr("比预案细化、补充了什么")
        self.words = self.text("rules_words", self.tr("主要内容"), hint=hint, lines=4)

    def submit(self) -> None:
        rules = gaps.OwnRules(
            district=self.county.currentData() or "",
            title=self.title.text(),
            adopted=self.adopted.text(),
            words=self.words.toPlainText(),
        )
        self.act(gaps.file_rules, rules)
