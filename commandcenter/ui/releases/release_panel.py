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
from commandcenter.offices.leaving import cap_leaving
from commandcenter.queries.releases.releases import (
    CAP,
    NameState,
    ReleaseBoard,
    ReleaseLine,
    release_board,
)
from commandcenter.services.incident import naming
from commandcenter.services.releases import release_gates, releases
from commandcenter.store.database import Command, Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.taking_out import take_out
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.incident.naming_form import NamingForm
from commandcenter.ui.phrases import listed
from commandcenter.ui.releases.release_edit_form import ReleaseEditor
from commandcenter.ui.releases.release_judge_form import ReleaseJudge
from commandcenter.ui.releases.release_out_form import AuthoriseForm, NotifyForm, PublishForm
from commandcenter.ui.releases.release_words import detail
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.gate_strip import GateStrip
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

JUDGES = (ReleaseAct.LEGAL, ReleaseAct.SECRECY, ReleaseAct.APPROVE)
ONWARD = frozenset({*JUDGES, ReleaseAct.PUBLISH, ReleaseAct.TELL, ReleaseAct.AUTHORISE})
# Within the dialog of another act: submitting with the text, returning with the judgement.
INSIDE = frozenset({ReleaseAct.SUBMIT})


class ReleasePanel(LinesPanel[ReleaseBoard, ReleaseLine]):
    """What waits first, then the newest. What a person may do to the chosen one are buttons."""

    object_name = "release_panel"
    kinds = frozenset(
        {"release", "incident", "complaint", "complaints", "person", "case", "case_file"}
    )

    state_width, next_width = 7, 18  # of these columns

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._drafts = {
            kind.value: self.offer_button(kind.value, words, "add", primary=primary)
            for kind, words, primary in (
                (ReleaseKind.NOTICE, self.tr("起草情况通报"), True),
                (ReleaseKind.LINE, self.tr("起草口径"), False),
                (ReleaseKind.TIP, self.tr("起草消费警示"), False),
            )
        }
        self.offer_button("name", self.tr("经营者名称…"), "subject")
        self.strip = GateStrip()
        self.body.addWidget(self.strip)
        self.ledger.opened.connect(self._on_opened)
        self.ledger.chosen.connect(self._show_gates)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有发布稿。舆情监测组起草口径、情况通报或消费警示，"
            "数字取自数据库，经合法性审核、保密审查、签发后发布。"
        )
        return Ledger(self.tr("信息发布"), self.columns(), "release", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("稿件"), 6, cell=lambda line, _: line.label),
            self.column(self.tr("标题"), stretch=True, cell=self._title),
            self.column(self.tr("状态"), self.state_width, cell=self._state),
            self.column(self.tr("下一步"), self.next_width, cell=self._next),
            self.column(self.tr("应发时间"), 8, cell=self._due),
        ]

    def query(self) -> Query[ReleaseBoard]:
        return self.asked(release_board)

    def show_answer(self, answer: ReleaseBoard) -> None:
        super().show_answer(answer)
        self._show_gates(self.ledger.chosen_id or 0)

    def note(self, board: ReleaseBoard) -> str:
        open_ones = [line for line in board.lines if waits(line.kind, line.state)]
        parts = [self.tr("在办 {n} 份").format(n=len(open_ones))] if open_ones else []
        late = sum(line.late for line in open_ones)
        if late:
            parts.append(self.tr("{n} 份已过应发时间").format(n=late))
        named = self.tr("经营者名称已可公开") if board.name.named else self.tr("经营者名称不公开")
        return listed([*parts, named])

    def _title(self, line: ReleaseLine, _: ReleaseBoard) -> Cell:
        return Cell(line.title, bold=waits(line.kind, line.state))

    def _state(self, line: ReleaseLine, _: ReleaseBoard) -> Cell:
        waiting = waits(line.kind, line.state)
        ink = "text_faint" if line.state is ReleaseState.WITHDRAWN else "" if waiting else "ok"
        return Cell(word(RELEASE_STATE_WORDS[line.state]), ink)

    def _next(self, line: ReleaseLine, _: ReleaseBoard) -> Cell:
        drafted = line.state is ReleaseState.DRAFT and waits(line.kind, line.state)
        back = drafted and not line.events[0].passed
        return Cell(line.next_words, "danger" if back else "", tip=line.next_words)

    def _due(self, line: ReleaseLine, board: ReleaseBoard) -> Cell:
        return Cell(when(line.due_at, board.now), "danger" if line.late else "")

    def detail(self, line: ReleaseLine, board: ReleaseBoard) -> Detail:
        return detail(line, board.now)

    def acts(self, line: ReleaseLine, board: ReleaseBoard) -> tuple[LineAct, ...]:
        """Who judges returns it in the same dialog, where they read it."""
        ready = [offer.key for offer in line.offers if offer.refusal is None]
        judged = any(key in JUDGES for key in ready)
        hidden = INSIDE | {ReleaseAct.RETURN} if judged else INSIDE
        offers = [offer for offer in line.offers if offer.key not in hidden]
        onward = [key for key in ready if self._is_next(key, line)]
        return line_acts(offers, self._act_words(line), primary=frozenset(onward[:1]))

    @staticmethod
    def _is_next(key: str, line: ReleaseLine) -> bool:
        """Whether it brings the release on; what is under way is not to be changed at will."""
        writes = key == ReleaseAct.EDIT and line.state is ReleaseState.DRAFT
        return writes or key in ONWARD

    def _act_words(self, line: ReleaseLine) -> dict[str, str]:
        edit = self.tr("修改、送审…")
        if line.state is not ReleaseState.DRAFT:
            edit = self.tr("改后重新送审…")
        return {
            ReleaseAct.EDIT: edit,
            ReleaseAct.LEGAL: self.tr("合法性审核…"),
            ReleaseAct.SECRECY: self.tr("保密审查…"),
            ReleaseAct.APPROVE: self.tr("看全文并签发…"),
            ReleaseAct.RETURN: self.tr("退回…"),
            ReleaseAct.AUTHORISE: self.tr("登记上级授权…"),
            ReleaseAct.TELL: self.tr("登记告知…"),
            ReleaseAct.PUBLISH: self.tr("发布…"),
            ReleaseAct.WITHDRAW: self.tr("撤回…"),
            ReleaseAct.CORRECT: self.tr("更正…"),
            CAP: self.tr("导出 CAP…"),
        }

    @Slot(int)
    def _show_gates(self, release_id: int) -> None:
        lines = self.board.lines if self.board else ()
        line = next((line for line in lines if line.id == release_id), None)
        self.strip.setVisible(line is not None)
        if line is not None:
            self.strip.show_gates(line.gates, self.seat.clock())

    def want(self, board: ReleaseBoard, key: str) -> None:
        if self.incident_id is None:
            return
        if key == "name":
            self._open_name(self.incident_id, board.name)
        else:
            self.draft(key, self.seat.command(releases.draft, self.incident_id, ReleaseKind(key)))

    def draft(self, key: str, command: Command) -> None:
        """Make the release, and open it; its button is off while it is made."""
        self.seat.tasks.write(self, command, self._edit, busy=self._drafts[key].setDisabled)

    def _open_name(self, incident_id: int, name: NameState) -> None:
        if not name.named:
            NamingForm(self.over, incident_id, name).begin()
            return
        explain = self.tr(
            "收回后，尚未发布的稿件不能再写明经营者名称；已发布的不受影响。现依据：{why}"
        ).format(why=name.why)
        title, label = self.tr("收回经营者名称"), self.tr("收回的原因")
        wording = Wording(title, self.tr("收回"), label, explain)
        WordsForm(self.over, wording, naming.take_back_name, incident_id).begin()

    @Slot(int)
    def _on_opened(self, release_id: int) -> None:
        """Enter on a line does what waits for this person."""
        line = self.ledger.line(release_id)
        first = next((act for act in line.acts if act.primary), None) if line else None
        if first is not None:
            self._on_act(first.key, release_id)

    def act(self, board: ReleaseBoard, key: str, line: ReleaseLine) -> None:
        if key == CAP:
            take_out(self, self.tr("导出 CAP"), self.seat.query(cap_leaving, line.id))
            return
        act = ReleaseAct(key)
        if act in JUDGES:
            ReleaseJudge(self.over, line.id, act).begin()
            return
        begin: dict[ReleaseAct, Callable[[ReleaseLine], object]] = {
            ReleaseAct.EDIT: lambda x: self._edit(x.id),
            ReleaseAct.AUTHORISE: partial(self._form, AuthoriseForm),
            ReleaseAct.TELL: partial(self._form, NotifyForm),
            ReleaseAct.PUBLISH: partial(self._form, PublishForm),
            ReleaseAct.RETURN: self._send_back,
            ReleaseAct.WITHDRAW: self._withdraw,
            ReleaseAct.CORRECT: self._correct,
        }
        begin[act](line)

    def _edit(self, release_id: int) -> None:
        self.ledger.choose(release_id)
        ReleaseEditor(self.over, release_id).begin()

    def _form(
        self, form: type[AuthoriseForm | NotifyForm | PublishForm], line: ReleaseLine
    ) -> None:
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
