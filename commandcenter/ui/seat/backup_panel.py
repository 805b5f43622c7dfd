"""备份和恢复: the last backup, a backup now, and restores that were tried."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from commandcenter.domain.seat.backup_ladder import RUNG_WORDS, Rung
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.domain.times import local
from commandcenter.offices.backups import backup_by, restore_drill
from commandcenter.queries.seat.backup_board import (
    BACK_UP,
    TRY,
    BackupBoard,
    RestoreLine,
    backup_board,
)
from commandcenter.services.seat.backups import Tried
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.file_dialogs import choose_file, save_as
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.seat.system_panel import INKS
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger


class BackupPanel(LinesPanel[BackupBoard, RestoreLine]):
    """A restore that is tried goes on beside the work: it touches nothing that is in use."""

    object_name = "backup_panel"
    kinds = frozenset({"restore_drill", "plan"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.backup, self.restore = (PlainLabel("", Size.TEXT) for _ in range(2))
        self.kept = PlainLabel("", Size.TEXT)
        self.server = PlainLabel("", Size.SMALL, ink="text_dim")
        for label, name in ((self.backup, "backup_words"), (self.restore, "restore_words"),
                            (self.kept, "kept_backup_words"),
                            (self.server, "server_backup_words")):  # fmt: skip
            label.setObjectName(name)
            label.setWordWrap(True)
            self.body.insertWidget(self.body.indexOf(self.ledger), label)
        self.offer_button(TRY, self.tr("恢复演练…"))
        self.offer_button(BACK_UP, self.tr("立即备份…"), primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有试过恢复。没有试过恢复的备份不能当作可靠；试过后结果列在这里。")
        return Ledger(self.tr("恢复演练"), self.columns(), "save", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("结果"), 6, cell=self._result),
            self.column(self.tr("时间"), 9, cell=lambda x, b: when(x.at, b.now)),
            self.column(self.tr("演练人"), 6, cell=lambda line, _: line.by),
            self.column(self.tr("备份文件"), stretch=True, cell=lambda line, _: line.backup),
            self.column(self.tr("备份时间"), 9, cell=lambda x, b: when(x.made_at, b.now)),
            self.column(self.tr("用时"), 7, cell=lambda line, _: self._took(line)),
        ]

    def query(self) -> Query[BackupBoard]:
        return self.seat.query(backup_board)

    def show_answer(self, answer: BackupBoard) -> None:
        super().show_answer(answer)
        self._say(self.backup, answer.backup)
        self._say(self.restore, answer.restore)
        self.kept.setText(self._kept_words(answer))
        self.kept.setVisible(bool(answer.kept))
        self.server.setText(
            self.tr("席位每隔一段时间自动备份到本机的数据文件夹；请另外定期拷贝到别的机器。")
            if answer.embedded
            else self.tr("服务器的备份由备份任务以专用登录名进行（commandcenter backup）。")
        )

    def _say(self, label: PlainLabel, found: Finding) -> None:
        label.setText(
            self.tr("{name}：{text}").format(name=found.name, text=found.text + found.todo)
        )
        label.set_ink("text" if found.health is Health.GOOD else INKS[found.health])

    def _kept_words(self, board: BackupBoard) -> str:
        """A line for each rung of the ladder: how many, and when the oldest of them goes."""
        lines = [self.tr("本机自动备份 {n} 份：").format(n=len(board.kept))]
        for rung in (None, *Rung):
            held = [each for each in board.kept if each.rung is rung and each.until]
            if held:
                name = RUNG_WORDS[rung] if rung else self.tr("最近全部")
                made, until = when(held[-1].made_at, board.now), when(held[-1].until, board.now)
                words = self.tr("{rung}：{n} 份，最早的 {made} 保留至 {until}")
                lines.append(words.format(rung=name, n=len(held), made=made, until=until))
        for each in board.kept:
            if each.until is None:
                words = self.tr("{made}：一直保留，直到有更新的可以代替它")
                lines.append(words.format(made=when(each.made_at, board.now)))
        return "\n".join(lines)

    def _result(self, line: RestoreLine, _: BackupBoard) -> Cell:
        return Cell(self.tr("完好"), "ok") if line.whole else Cell(self.tr("没有通过"), "danger")

    def _took(self, line: RestoreLine) -> str:
        if line.seconds < 60:
            return self.tr("{n} 秒").format(n=line.seconds)
        return self.tr("{n} 分钟").format(n=round(line.seconds / 60))

    def detail(self, line: RestoreLine, board: BackupBoard) -> Detail:
        compared = self.tr("日志 {lines} 行，{rows} 行记录").format(
            lines=line.lines, rows=line.rows
        )
        return (
            (self.tr("备份文件"), line.backup),
            (self.tr("备份时间"), when(line.made_at, board.now)),
            (self.tr("演练"), f"{line.by} {when(line.at, board.now)}"),
            (self.tr("在哪台机器上"), line.machine),
            (self.tr("核对"), compared if line.lines else ""),
            (self.tr("结果"), line.words),
        )

    def want(self, board: BackupBoard, key: str) -> None:
        if key == TRY:
            choose_file(self, self.tr("选一份备份，试着恢复"), self._try)
            return
        name = f"commandcenter-{local(self.seat.clock()):%Y%m%d-%H%M%S}.zip"
        save_as(self, self.tr("备份到"), name, self._back_up)

    def _back_up(self, file: Path) -> None:
        db, actor = self.seat.tasks.db, self.seat.actor
        self.seat.tasks.work(
            self,
            lambda _progress: backup_by(db, actor, file),
            self._backed_up,
            busy=self._buttons[BACK_UP].setDisabled,
        )

    def _backed_up(self, words: str) -> None:
        self.seat.notices.info(words)
        self.refresh()

    def _try(self, file: Path) -> None:
        db, actor = self.seat.tasks.db, self.seat.actor
        self.ledger.set_note(self.tr("正在试着恢复并核对…"))
        self.seat.tasks.work(
            self,
            lambda progress: restore_drill(db, actor, file, progress.report),
            self._tried,
            busy=self._buttons[TRY].setDisabled,
        )

    def _tried(self, tried: Tried) -> None:
        if tried.whole:
            self.seat.notices.info(self.tr("恢复演练通过，已登记。"))
        else:
            words = self.tr("恢复演练没有通过，已登记：{words}")
            self.seat.notices.refused(words.format(words=tried.words))
        self.refresh()
