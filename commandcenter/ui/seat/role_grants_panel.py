"""角色确认: the roles that decide, who was given them, and who confirmed that or is still to."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import ROLE_WORDS
from commandcenter.domain.seat.role_confirmation import GRANT_STATE_WORDS, GrantState
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.role_grants import GrantBoard, GrantLine, grant_board
from commandcenter.services.seat import role_confirmation
from commandcenter.store.database import Query
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

CONFIRM, REFUSE = "confirm", "refuse"
INKS = {GrantState.WAITING: "warn", GrantState.CONFIRMED: "ok"}


class RoleGrantsPanel(LinesPanel[GrantBoard, GrantLine]):
    """The administrator sees what waits; the commander and 监督评估 confirm it here. Who was given
    a role sees how it stands with it.
    """

    object_name = "role_grants_panel"
    kinds = frozenset({"person", "account"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._nothing = self.tr("还没有授予总指挥、副总指挥、带班领导或监督评估的角色。")
        self._unseen = self.tr(
            "您没有须经确认的角色。他人角色的授予和确认由总指挥、监督评估和系统管理员查看。"
        )

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("角色确认"), self.columns(), "people", "")

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 9, cell=self._state),
            self.column(self.tr("人员"), 6, cell=lambda line, _: line.person),
            self.column(self.tr("角色"), 7, cell=lambda line, _: word(ROLE_WORDS[line.role])),
            self.column(self.tr("授予"), 9, cell=lambda x, b: when(x.given_at, b.now)),
            self.column(self.tr("授予人"), 8, cell=lambda line, _: self._giver(line)),
            self.column(
                self.tr("确认或不予确认"), stretch=True, cell=lambda x, b: self._answered(x, b)
            ),
        ]

    def query(self) -> Query[GrantBoard]:
        return self.seat.query(grant_board, self.seat.clock())

    def note(self, board: GrantBoard) -> str:
        return self.tr("待确认 {n} 项").format(n=board.waiting) if board.waiting else ""

    def show_answer(self, answer: GrantBoard) -> None:
        self.ledger.empty.set_text(self._nothing if answer.may_see else self._unseen)
        super().show_answer(answer)

    def _state(self, line: GrantLine, _: GrantBoard) -> Cell:
        if line.over and line.state is not GrantState.REFUSED:
            return Cell(self.tr("已终止"), "text_faint")
        ink = "text_faint" if line.over else INKS.get(line.state, "text_dim")
        return Cell(word(GRANT_STATE_WORDS[line.state]), ink)

    def _giver(self, line: GrantLine) -> str:
        return line.given_by or self.tr("系统")

    def _answered(self, line: GrantLine, board: GrantBoard) -> str:
        return by_at(line.by, line.at, board.now) if line.by else ""

    def detail(self, line: GrantLine, board: GrantBoard) -> Detail:
        waits = line.state is GrantState.WAITING and not line.over
        rule = self.tr("授予人和本人以外的总指挥或监督评估确认后生效，此前没有这一角色的任何权限。")
        return (
            (self.tr("人员"), f"{line.person}  {line.post}".strip()),
            (self.tr("角色"), word(ROLE_WORDS[line.role])),
            (self.tr("状态"), word(GRANT_STATE_WORDS[line.state])),
            (self.tr("授予"), by_at(self._giver(line), line.given_at, board.now)),
            (self.tr("确认或不予确认"), self._answered(line, board)),
            (self.tr("不予确认的理由"), line.reason),
            (self.tr("到"), when(line.until, board.now) if line.until else ""),
            (self.tr("规则"), rule if waits else ""),
        )

    def acts(self, line: GrantLine, board: GrantBoard) -> tuple[LineAct, ...]:
        words = {CONFIRM: self.tr("确认…"), REFUSE: self.tr("不予确认…")}
        return line_acts(line.offers, words)

    def act(self, board: GrantBoard, key: str, line: GrantLine) -> None:
        about = {"person": line.person, "role": word(ROLE_WORDS[line.role])}
        if key == CONFIRM:
            words = self.tr(
                "{named}自确认起具有“{role}”的全部权限。授予人：{giver}，{time}。"
            ).format(
                named=self.tr("{person}（{post}）").format(post=line.post, **about)
                if line.post
                else line.person,
                giver=self._giver(line),
                time=short_zh(line.given_at, board.now),
                **about,
            )
            command = self.seat.command(role_confirmation.confirm, line.id)
            title, primary = self.tr("确认角色"), self.tr("确认")
            Confirm(self.over, title, primary, words, command).begin()
            return
        explain = self.tr("{person}不能取得“{role}”的权限；系统管理员可以重新授予，再次确认。")
        title = self.tr("不予确认")
        wording = Wording(title, title, self.tr("不予确认的理由"), explain.format(**about))
        WordsForm(self.over, wording, role_confirmation.refuse, line.id).begin()
