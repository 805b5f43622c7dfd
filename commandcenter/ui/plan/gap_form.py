"""The gap book: a gap is filed, answered by the planner; a county files its own rules."""

from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.plan.plan_gap import GAP_WORDS, GapState
from commandcenter.queries.plan.gaps import GapBoard, GapLine, RulesBoard
from commandcenter.services.plan import gaps
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word

NO_CLAUSE, NO_INCIDENT = "", 0


class GapForm(Form):
    """`incident_id`: the one that is shown, chosen at first."""

    def __init__(
        self, seat: Seat, board: GapBoard, incident_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("登记预案缺口"),
            self.tr("登记"),
            parent,
            explain=self.tr(
                "处置中预案没写到、写得不合用的，记在这里，由预案管理员答复（预案 8.1）。"
            ),
            size=(640, 520),
            form="plan_gap",
        )
        self.setObjectName("gap_form")
        clauses = [(NO_CLAUSE, self.tr("预案全文没有相关条款")), *board.clauses]
        self.clause = self.choice("gap_clause", self.tr("条款"), clauses)
        self.missing = self.text("gap_missing", self.tr("预案没有写到什么"), lines=3, needed=True)
        self.instead = self.text("gap_instead", self.tr("实际怎样做的"), lines=3, needed=True)
        incidents = [(NO_INCIDENT, self.tr("不涉及具体事件")), *board.incidents]
        self.incident = self.choice(
            "gap_incident", self.tr("在哪个事件中遇到"), incidents, incident_id or NO_INCIDENT
        )
        self.body.addStretch(1)

    def submit(self) -> None:
        gap = gaps.Gap(
            clause=self.clause.currentData(),
            missing=self.missing.toPlainText(),
            done_instead=self.instead.toPlainText(),
            incident_id=self.incident.currentData() or None,
        )
        self.send(partial(gaps.file_gap, actor=self.seat.actor, gap=gap))


class GapAnswer(Form):
    """What the planner says: taken up, amended, or why nothing is changed."""

    def __init__(self, seat: Seat, line: GapLine, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("答复预案缺口"),
            self.tr("答复"),
            parent,
            explain=line.missing,
            size=(560, 400),
            form="plan_gap_answer",
            subject=line.id,
        )
        self.setObjectName("gap_answer")
        self._line = line
        states = [state for state in GapState if state is not GapState.OPEN]
        choices = [(state.value, word(GAP_WORDS[state])) for state in states]
        self.state = Chips(choices, columns=3, single=True)
        hint = self.tr("已修订、不作修改即关闭；列入修订的以后再答复")
        self.add("gap_state", self.tr("怎样处理"), self.state, hint, needed=True)
        self.words = self.text("gap_words", self.tr("答复"), line.answer, lines=4, needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        [state] = self.state.chosen()
        self.send(
            partial(
                gaps.answer_gap,
                actor=self.seat.actor,
                gap_id=self._line.id,
                state=GapState(state),
                words=self.words.toPlainText(),
            )
        )


class RulesForm(Form):
    def __init__(self, seat: Seat, board: RulesBoard, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("备案实施细则"),
            self.tr("备案"),
            parent,
            explain=self.tr("各县（市、区）局按预案制定的实施细则，报市局备案（预案 8.1）。"),
            size=(560, 560),
            form="county_rules",
        )
        self.setObjectName("rules_form")
        self.county = self.choice("rules_county", self.tr("县区"), board.counties)
        self.title = self.line("rules_title", self.tr("细则名称"), needed=True)
        hint = self.tr("例：2027-03-14")
        today = f"{seat.clock():%Y-%m-%d}"
        self.adopted = self.line("rules_day", self.tr("施行日期"), today, hint, needed=True)
        self.words = self.text(
            "rules_words", self.tr("主要内容"), hint=self.tr("比预案细化、补充了什么"), lines=4
        )
        self.body.addStretch(1)

    def submit(self) -> None:
        rules = gaps.OwnRules(
            district=self.county.currentData() or "",
            title=self.title.text(),
            adopted=self.adopted.text(),
            words=self.words.toPlainText(),
        )
        self.send(partial(gaps.file_rules, actor=self.seat.actor, rules=rules))
