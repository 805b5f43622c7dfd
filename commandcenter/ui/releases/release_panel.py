"""发布: 口径, 情况通报 and 消费警示 on their way, with the gates of the chosen one below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.releases.release import (
    RELEASE_KIND_WORDS,
    RELEASE_STATE_WORDS,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.releases.release_acts import ReleaseAct, waits
from commandcenter.queries.releases.releases import (
    NameState,
    ReleaseBoard,
    ReleaseLine,
    release_board,
)
from commandcenter.services.incident import naming
from commandcenter.services.releases import release_gates, releases
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.incident.naming_form import NamingForm
from commandcenter.ui.phrases import listed
from commandcenter.ui.releases.release_edit_form import ReleaseEditor
from commandcenter.ui.releases.release_judge_form import ReleaseJudge
from commandcenter.ui.releases.release_out_form import AuthoriseForm, PublishForm, TellForm
from commandcenter.ui.releases.release_words import detail
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.gate_strip import GateStrip
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

JUDGES = (ReleaseAct.LEGAL, ReleaseAct.SECRECY, ReleaseAct.APPROVE)
ONWARD = frozenset({*JUDGES, ReleaseAct.PUBLISH, ReleaseAct.TELL, ReleaseAct.AUTHORISE})
# Within the dialog of another act: submitting with the text, returning with the judgement.
INSIDE = frozenset({ReleaseAct.SUBMIT})


class ReleasePanel(LedgerPanel[ReleaseBoard]):
    """What waits first, then the newest. What a person may do to the chosen one are buttons."""

    kinds = frozenset(
        {"release", "incident", "complaint", "complaints", "person", "case", "case_file"}
    )

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("release_panel")
        self._board: ReleaseBoard | None = None
        self._drafts = {
            kind: self.ledger.add_button(kind.value, words, "add", primary=primary)
            for kind, words, primary in (
                (ReleaseKind.NOTICE, self.tr("起草情况通报"), True),
                (ReleaseKind.LINE, self.tr("起草口径"), False),
                (ReleaseKind.TIP, self.tr("起草消费警示"), False),
            )
        }
        self._name = self.ledger.add_button("name", self.tr("经营者名称…"), "subject")
        self.strip = GateStrip()
        self.body.addWidget(self.strip)
        for button in (*self._drafts.values(), self._name):
            button.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)
        self.ledger.opened.connect(self._on_opened)
        self.ledger.chosen.connect(self._show_gates)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("信息发布"),
            [
                Column(self.tr("稿件"), 6),
                Column(self.tr("标题"), stretch=True),
                Column(self.tr("状态"), 7),
                Column(self.tr("下一步"), 18),
                Column(self.tr("应发时间"), 8),
            ],
            "release",
            self.tr(
                "还没有发布稿。舆情监测组起草口径、情况通报或消费警示，"
                "数字取自数据库，经合法性审核、保密审查、签发后发布。"
            ),
        )

    def query(self) -> Query[ReleaseBoard]:
        return partial(
            release_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: ReleaseBoard) -> None:
        self._board = answer
        for button in self._drafts.values():
            button.setVisible(answer.may_draft)
            button.forbid(why(answer.drafting))
        self._name.setVisible(answer.name.shown)
        self._name.forbid(why(answer.name.refusal))
        self.ledger.set_note(self._note(answer))
        super().show_answer(answer)
        self._show_gates(self.ledger.chosen_id or 0)

    def _note(self, board: ReleaseBoard) -> str:
        open_ones = [line for line in board.lines if waits(line.kind, line.state)]
        parts = [self.tr("在办 {n} 份").format(n=len(open_ones))] if open_ones else []
        late = sum(line.late for line in open_ones)
        if late:
            parts.append(self.tr("{n} 份已过应发时间").format(n=late))
        named = self.tr("经营者名称已可公开") if board.name.named else self.tr("经营者名称不公开")
        return listed([*parts, named])

    def lines(self, answer: ReleaseBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: ReleaseLine, board: ReleaseBoard) -> Line:
        waiting = waits(line.kind, line.state)
        ink = "text_faint" if line.state is ReleaseState.WITHDRAWN else "" if waiting else "ok"
        back = waiting and line.state is ReleaseState.DRAFT and not line.events[0].passed
        cells = (
            line.label,
            Cell(line.title, bold=waiting),
            Cell(word(RELEASE_STATE_WORDS[line.state]), ink),
            Cell(line.next_words, "danger" if back else "", tip=line.next_words),
            Cell(when(line.due_at, board.now), "danger" if line.late else ""),
        )
        return Line(line.id, cells, detail(line, board.now), self._acts(line))

    def _acts(self, line: ReleaseLine) -> tuple[LineAct, ...]:
        """Who judges returns it in the same dialog, where he reads it."""
        shown = {act.act: act for act in line.acts if act.act not in INSIDE}
        if any(act in shown and shown[act].refusal is None for act in JUDGES):
            shown.pop(ReleaseAct.RETURN, None)
        ready = [a for a in shown if self._is_next(a, line) and shown[a].refusal is None]
        return tuple(
            LineAct(
                act.value,
                self._act_words(act, line),
                why(shown[act].refusal),
                primary=ready[:1] == [act],
            )
            for act in shown
        )

    @staticmethod
    def _is_next(act: ReleaseAct, line: ReleaseLine) -> bool:
        """Whether it brings the release on; what is under way is not to be changed at will."""
        writes = act is ReleaseAct.EDIT and line.state is ReleaseState.DRAFT
        return writes or act in ONWARD

    def _act_words(self, act: ReleaseAct, line: ReleaseLine) -> str:
        if act is ReleaseAct.EDIT and line.state is not ReleaseState.DRAFT:
            return self.tr("改后重新送审…")
        return {
            ReleaseAct.EDIT: self.tr("修改、送审…"),
            ReleaseAct.LEGAL: self.tr("合法性审核…"),
            ReleaseAct.SECRECY: self.tr("保密审查…"),
            ReleaseAct.APPROVE: self.tr("看全文并签发…"),
            ReleaseAct.RETURN: self.tr("退回…"),
            ReleaseAct.AUTHORISE: self.tr("登记上级授权…"),
            ReleaseAct.TELL: self.tr("登记告知…"),
            ReleaseAct.PUBLISH: self.tr("发布…"),
            ReleaseAct.WITHDRAW: self.tr("撤回…"),
            ReleaseAct.CORRECT: self.tr("更正…"),
        }[act]

    def _found(self, release_id: int) -> ReleaseLine | None:
        lines = self._board.lines if self._board else ()
        return next((line for line in lines if line.id == release_id), None)

    @Slot(int)
    def _show_gates(self, release_id: int) -> None:
        line = self._found(release_id)
        self.strip.setVisible(line is not None)
        if line is not None:
            self.strip.show_gates(line.gates, self.seat.clock())

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is None or self._board is None:
            return
        if key == "name":
            self._open_name(self._board.name)
            return
        kind = ReleaseKind(key)
        command = self.seat.command(releases.draft, self.incident_id, kind)
        self.seat.tasks.write(self, command, self._edit, busy=self._drafts[kind].setDisabled)

    def _open_name(self, name: NameState) -> None:
        assert self.incident_id is not None
        if not name.named:
            NamingForm(self.over, self.incident_id, name).begin()
            return
        explain = self.tr(
            "收回后，尚未发布的稿件不能再写明经营者名称；已发布的不受影响。现依据：{why}"
        ).format(why=name.why)
        title, label = self.tr("收回经营者名称"), self.tr("收回的原因")
        wording = Wording(title, self.tr("收回"), label, explain)
        WordsForm(self.over, wording, naming.take_back_name, self.incident_id).begin()

    @Slot(int)
    def _on_opened(self, release_id: int) -> None:
        """Enter on a line does what waits for this person."""
        line = self._found(release_id)
        acts = self._acts(line) if line else ()
        first = next((act for act in acts if act.primary), None)
        if first is not None:
            self._on_act(first.key, release_id)

    @Slot(str, int)
    def _on_act(self, key: str, release_id: int) -> None:
        line = self._found(release_id)
        if line is None:
            return
        act = ReleaseAct(key)
        if act in JUDGES:
            ReleaseJudge(self.over, line.id, act).begin()
            return
        begin: dict[ReleaseAct, Callable[[ReleaseLine], object]] = {
            ReleaseAct.EDIT: lambda x: self._edit(x.id),
            ReleaseAct.AUTHORISE: partial(self._form, AuthoriseForm),
            ReleaseAct.TELL: partial(self._form, TellForm),
            ReleaseAct.PUBLISH: partial(self._form, PublishForm),
            ReleaseAct.RETURN: self._send_back,
            ReleaseAct.WITHDRAW: self._withdraw,
            ReleaseAct.CORRECT: self._correct,
        }
        begin[act](line)

    def _edit(self, release_id: int) -> None:
        self.ledger.choose(release_id)
        ReleaseEditor(self.over, release_id).begin()

    def _form(self, form: type[AuthoriseForm | TellForm | PublishForm], line: ReleaseLine) -> None:
        form(self.over, line).begin()

    def _correct(self, line: ReleaseLine) -> None:
        command = self.seat.command(releases.correct, line.id)
        self.seat.tasks.write(self, command, self._edit)

    def _send_back(self, line: ReleaseLine) -> None:
        explain = self.tr("退回后签发失效，修改后须重新审核、签发。")
        wording = Wording(self.tr("退回修改"), self.tr("退回"), self.tr("意见"), explain)
        WordsForm(self.over, wording, release_gates.send_back, line.id, line.sha256).begin()

    def _withdraw(self, line: ReleaseLine) -> None:
        explain = self.tr("撤回后这份{kind}不再发布，不能恢复；文字和经过仍保留。").format(
            kind=word(RELEASE_KIND_WORDS[line.kind])
        )
        wording = Wording(self.tr("撤回"), self.tr("撤回"), self.tr("撤回的原因"), explain)
        WordsForm(self.over, wording, releases.withdraw, line.id).begin()
