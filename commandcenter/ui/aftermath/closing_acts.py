"""What is done about each gate before the closing: dialogs over the panel, and files out."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from commandcenter.offices.progress import Progress, in_thousandths
from commandcenter.queries.aftermath.closing_board import (
    ClosingBoard,
    DutyItem,
    Item,
    PackageLine,
    RetentionView,
    retention_view,
)
from commandcenter.services.aftermath import archive, closing, recovery, retention
from commandcenter.services.incident import incident_moves
from commandcenter.ui.aftermath.close_case_form import ArchiveForm, CloseForm
from commandcenter.ui.aftermath.retention_form import RetentionForm
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.file_dialogs import choose_file, save_as
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.widgets.ledger import LineAct


class ClosingActs(QObject):
    """Of one panel; it holds no state of its own."""

    def __init__(self, panel: LivePanel[Any]) -> None:
        super().__init__(panel)
        self.panel, self.seat = panel, panel.seat

    def words(self) -> dict[str, str]:
        return {
            "begin_aftermath": self.tr("转入后期处置…"),
            "waive_steps": self.tr("豁免未办结的任务…"),
            "decide_retention": self.tr("作出决定…"),
            "erase_rest": self.tr("删除余下的…"),
            "waive": self.tr("具名豁免…"),
            "not_applicable": self.tr("注明不适用…"),
            "applies_again": self.tr("撤回不适用"),
        }

    def of_package(self) -> tuple[LineAct, ...]:
        return (
            LineAct("save", self.tr("另存…"), primary=True, reads=True),
            LineAct("verify", self.tr("核验"), reads=True),
            LineAct("verify_copy", self.tr("核验副本…"), reads=True),
        )

    def gate(self, key: str, incident: int) -> None:
        match key:
            case "begin_aftermath":
                self._begin_aftermath(incident)
            case "waive_steps":
                self._waive_steps(incident)
            case "decide_retention":
                query = partial(retention_view, incident_id=incident, now=self.seat.clock())
                self.seat.tasks.read(self.panel, query, partial(self._decide, incident))
            case "erase_rest":
                self._erase_rest(incident)

    def _begin_aftermath(self, incident: int) -> None:
        words = self.tr("事件转入后期处置：开展调查、责任追究和善后，各项办结后方可结案。")
        command = self.seat.command(incident_moves.begin_aftermath, incident)
        self._confirm(self.tr("转入后期处置"), self.tr("转入"), words, command)

    def _waive_steps(self, incident: int) -> None:
        wording = Wording(
            self.tr("豁免未办结的任务"),
            self.tr("以本人名义豁免"),
            self.tr("豁免的理由"),
            self.tr("全部未办结的任务不再办理；理由连同您的姓名写入任务清单和履职对照。"),
        )
        WordsForm(self.panel.over, wording, closing.waive_steps, incident).begin()

    def _decide(self, incident: int, view: RetentionView) -> None:
        RetentionForm(self.panel.over, incident, view).begin()

    def _erase_rest(self, incident: int) -> None:
        words = self.tr("按已有的删除决定，删除此前因法定办理未结束而保留的个人信息；不能恢复。")
        command = self.seat.command(retention.erase_rest, incident)
        self._confirm(self.tr("删除余下的个人信息"), self.tr("删除"), words, command)

    def _confirm(self, title: str, primary: str, words: str, command: Any) -> None:
        Confirm(self.panel.over, title, primary, words, command).begin()

    def waive_line(self, item: Item) -> None:
        wording = Wording(
            self.tr("豁免：{title}").format(title=item.title),
            self.tr("以本人名义豁免"),
            self.tr("豁免的理由"),
            self.tr("理由连同您的姓名和时间写入台账；豁免后不再办理，您不能再作为结案人。"),
        )
        WordsForm(self.panel.over, wording, recovery.waive_line, item.id).begin()

    def duty(self, key: str, incident: int, duty: DutyItem) -> None:
        if key == "applies_again":
            verb = closing.withdraw_not_applicable
            self.seat.tasks.write(self.panel, self.seat.command(verb, incident, duty.code))
            return
        wording = Wording(
            self.tr("注明不适用：{title}").format(title=duty.title),
            self.tr("以本人名义注明"),
            self.tr("不适用的理由"),
            self.tr("理由连同您的姓名和时间写入履职对照；有了记录以后，以记录为准。"),
        )
        WordsForm(
            self.panel.over, wording, closing.state_not_applicable, incident, duty.code
        ).begin()

    def close(self, incident: int, board: ClosingBoard) -> None:
        CloseForm(self.panel.over, incident, board).begin()

    def archive(self, incident: int) -> None:
        form = ArchiveForm(self.panel.over, incident)
        form.kept.connect(self._made)
        form.begin()

    def _made(self, result: object) -> None:
        self.seat.notices.info(self.tr("归档包已存入系统，可以另存到指定位置。"))

    def package(self, key: str, package: PackageLine) -> None:
        window = self.panel.window()
        match key:
            case "save":
                name = self.tr("归档包_{id}.zip").format(id=package.id)
                title = self.tr("另存归档包")
                save_as(window, title, name, partial(self.save_to, package.id))
            case "verify":
                self.verify(package.id, None)
            case "verify_copy":
                title = self.tr("选择归档包副本")
                choose_file(window, title, partial(self.verify, package.id))

    def save_to(self, package_id: int, target: Path) -> None:
        seat = self.seat

        def work(progress: Progress) -> Path:
            return archive.copy_out(
                seat.tasks.db, seat.actor, package_id, target, in_thousandths(progress)
            )

        seat.tasks.work(self.panel, work, self._saved)

    def _saved(self, path: Path) -> None:
        words = self.tr("校验一致，已另存为 {path}。另存已记入日志。").format(path=path)
        self.seat.notices.info(words)

    def verify(self, package_id: int, copy: Path | None) -> None:
        seat = self.seat
        seat.tasks.work(
            self.panel,
            lambda progress: archive.verify(seat.tasks.db, seat.actor, package_id, copy),
            self._proved,
        )

    def _proved(self, count: int) -> None:
        self.seat.notices.info(self.tr("核验通过：{n} 件与目录的校验值一致。").format(n=count))
