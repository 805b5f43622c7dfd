"""建议和决定: each step on the grade and the response, with the facts it rested on."""

from pathlib import Path

from commandcenter.domain.incident.facts import Fact
from commandcenter.domain.incident.oral import PENDING
from commandcenter.domain.level import Axis
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.domain.times import short_zh
from commandcenter.offices.progress import in_thousandths
from commandcenter.queries.incident.assess import LevelHistory, LevelStep, level_history
from commandcenter.services.incident.upper_paper import save_paper
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

SAVE = "save_paper"


class LevelHistoryPanel(LinesPanel[LevelHistory, LevelStep]):
    """Nothing here can be changed: a decision is answered by another one."""

    object_name = ""
    kinds = frozenset({"incident", "oral_decision"})

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有定级建议。会商后由综合协调组提出，建议、决定和所依据的事实都留在这里。"
        )
        return Ledger(self.tr("定级和响应的建议、决定"), self.columns(), "history", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 8, cell=lambda step, b: when(step.at, b.now)),
            self.column(self.tr("事项"), 9, cell=self._matter),
            self.column(self.tr("级别"), 9, cell=self._level),
            self.column(
                self.tr("理由"), stretch=True, cell=lambda x, _: Cell(x.reason, tip=x.reason)
            ),
            self.column(self.tr("由谁"), 9, cell=self._by),
        ]

    def query(self) -> Query[LevelHistory]:
        incident, now = self.incident_id, self.seat.clock()
        return lambda session: level_history(session, incident, now)

    def rows(self, board: LevelHistory) -> tuple[LevelStep, ...]:
        return board.steps

    def _by(self, step: LevelStep, _: LevelHistory) -> Cell:
        return Cell(step.by, "warn", tip=word(PENDING)) if step.unsigned else Cell(step.by)

    def _matter(self, step: LevelStep, _: LevelHistory) -> str:
        if step.axis is Axis.GRADE:
            return {
                "suggestion": self.tr("定级建议"),
                "returned": self.tr("退回会商"),
                "initial": self.tr("初判"),
                "request": self.tr("报请上级"),
                "upper": self.tr("上级定级"),
                TAKEN_BACK: self.tr("定级决定（已撤回）"),
            }.get(step.step, self.tr("定级决定"))
        if step.step == TAKEN_BACK:
            return self.tr("启动响应（已撤回）")
        if step.ends:
            return self.tr("终止响应")
        if step.before is None:
            return self.tr("启动响应")
        return self.tr("提高响应") if step.level.graver_than(step.before) else self.tr("降低响应")

    def _level(self, step: LevelStep, _: LevelHistory) -> str:
        graded = step.axis is Axis.GRADE
        return word(step.level.grade_title if graded else step.level.response_title)

    def detail(self, line: LevelStep, board: LevelHistory) -> Detail:
        step, now = line, board.now
        parts = (step.organ, step.document, when(step.decided_at, now))
        organ = joined(" ", (part for part in parts if part))
        days = self.tr("{n} 天").format(n=step.expected_days) if step.expected_days else ""
        oral = word(PENDING) if step.unsigned else self.tr("口头同意，已补签") if step.oral else ""
        suggested = self.tr("{level}级").format(level=step.suggested.sign) if step.suggested else ""
        return (
            (self.tr("理由"), step.reason),
            (self.tr("由谁"), f"{step.by}  {short_zh(step.at, now)}"),
            (self.tr("签名"), step.signature),
            (self.tr("口头决定"), oral),
            (self.tr("上级机关、文号、时间"), organ),
            (self.tr("登记"), step.registered_by),
            (self.tr("上级来文"), step.proof.file_name),
            (self.tr("电话记录"), self._call(step, board)),
            (self.tr("预计期限"), days),
            (self.tr("依据的会商"), step.held),
            (self.tr("当时的依据"), joined("\n", step.evidence)),
            (self.tr("当时触及的参考条件"), suggested),
            (
                self.tr("当时的事实"),
                joined("\n", (self._fact(f, board) for f in step.facts if f.held)),
            ),
            (self.tr("签发全文"), step.notice),
        )

    def _call(self, step: LevelStep, board: LevelHistory) -> str:
        proof = step.proof
        if not proof.told_by_call:
            return ""
        parts = (proof.caller, proof.phone, when(proof.called_at, board.now))
        return joined("  ", (part for part in parts if part))

    def acts(self, line: LevelStep, board: LevelHistory) -> tuple[LineAct, ...]:
        if not line.proof.sha256:
            return ()
        return (LineAct(SAVE, self.tr("另存上级来文…"), reads=True),)

    def act(self, board: LevelHistory, key: str, line: LevelStep) -> None:
        tasks, proof = self.seat.tasks, line.proof

        def save(target: Path) -> None:
            tasks.work(
                self,
                lambda progress: save_paper(
                    tasks.db, proof.sha256, target, in_thousandths(progress)
                ),
                lambda _: self.seat.notices.info(
                    self.tr("已另存“{name}”。").format(name=target.name)
                ),
            )

        save_as(self.window(), self.tr("另存上级来文"), proof.file_name, save)

    def _fact(self, fact: Fact, history: LevelHistory) -> str:
        return self.tr("{title}：{value}（{reading}）").format(
            title=fact.title,
            value=said.value_words(fact),
            reading=said.reading_words(fact.held, history.now),
        )
