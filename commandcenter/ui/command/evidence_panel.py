"""证据架: pieces with their files, the chain of custody, and who opened what."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from commandcenter import own_files
from commandcenter.domain.command.evidence import KIND_WORDS
from commandcenter.offices.progress import Progress
from commandcenter.outputs.tables_out import write_xlsx
from commandcenter.queries.command.evidence import (
    PieceLine,
    Shelf,
    ShelfChoices,
    shelf,
    shelf_choices,
)
from commandcenter.services.command import evidence
from commandcenter.services.command.attachments import open_evidence
from commandcenter.store.database import Query
from commandcenter.ui.command.evidence_form import HandForm, PieceForm, told
from commandcenter.ui.frame.field_words import size_words, when, why
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.notices import Action
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

ADD, EXPORT = "add_piece", "export_shelf"


class EvidencePanel(LedgerPanel[Shelf]):
    """Newest number first. Nothing is changed here: a wrong piece is amended by a new one."""

    kinds = frozenset({"evidence", "case_file", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("evidence_panel")
        self._shelf: Shelf | None = None
        self._export = self.ledger.add_button(EXPORT, self.tr("导出清单…"), "export")
        self._add = self.ledger.add_button(ADD, self.tr("登记证据…"), "add", primary=True)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("证据"),
            [
                Column(self.tr("编号"), 3, right=True),
                Column(self.tr("类别"), 5),
                Column(self.tr("名称"), stretch=True),
                Column(self.tr("取证时间"), 7),
                Column(self.tr("取证人员"), 7),
                Column(self.tr("现保管人"), 8),
                Column(self.tr("文件或原件"), 9),
            ],
            "evidence",
            self.tr("还没有证据。登记时写明取证人员、时间、地点；文件存入本系统，原件写明存放处。"),
        )

    def query(self) -> Query[Shelf]:
        return partial(
            shelf, actor=self.seat.actor, incident_id=self.incident_id, now=self.seat.clock()
        )

    def show_answer(self, answer: Shelf) -> None:
        self._shelf = answer
        self._add.setVisible(answer.no_writing is None)
        self._add.forbid(why(answer.closed))
        self._export.setVisible(answer.refusal is None)
        nothing = self.tr("还没有可以导出的证据。")
        self._export.forbid("" if answer.pieces else nothing)
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        stored = sum(piece.stored for piece in answer.pieces)
        words = self.tr("共 {n} 件，其中 {k} 件有文件").format(n=len(answer.pieces), k=stored)
        self.ledger.set_note(words if answer.pieces else "")
        super().show_answer(answer)

    def lines(self, answer: Shelf) -> list[Line]:
        return [self._line(piece, answer) for piece in answer.pieces]

    def _line(self, piece: PieceLine, shown: Shelf) -> Line:
        gone = "text_faint" if piece.amended_by else ""
        amended = self.tr("（已由 {n} 号更正）").format(n=piece.amended_by)
        title = piece.title + (amended if piece.amended_by else "")
        kept = size_words(piece.size) if piece.stored else piece.carrier
        cells = (
            Cell(str(piece.number), gone),
            Cell(word(KIND_WORDS[piece.kind]), gone),
            Cell(title, gone),
            Cell(when(piece.collected_at, shown.now), gone),
            Cell("、".join(piece.collectors), gone),
            Cell(piece.holder, gone),
            Cell(kept, gone),
        )
        return Line(piece.id, cells, self._detail(piece, shown.now), self._acts(piece, shown))

    def _detail(self, piece: PieceLine, now: datetime) -> tuple[tuple[str, str], ...]:
        number = self.tr("{n} 号").format
        same = "、".join(number(n=n) for n in piece.same_file)
        opened = self.tr("{n} 次，最近 {time}")
        opened = opened.format(n=piece.readings, time=when(piece.read_at, now))
        return (
            (self.tr("证据"), f"{number(n=piece.number)}  {piece.title}"),
            (self.tr("说明"), piece.description),
            (self.tr("取证"), self._collected(piece, now)),
            (self.tr("文件"), f"{piece.name}  {size_words(piece.size)}".strip()),
            (self.tr("校验值（SHA-256）"), piece.sha256),
            (self.tr("同一文件"), same),
            (self.tr("原件存放处"), piece.carrier),
            (self.tr("经营主体"), piece.subject),
            (self.tr("处置任务"), piece.step),
            (self.tr("案件"), piece.case),
            (self.tr("保管链"), self._chain(piece, now)),
            (self.tr("取出文件"), opened if piece.readings else ""),
            (self.tr("更正"), number(n=piece.amends) if piece.amends else ""),
            (self.tr("已被更正为"), number(n=piece.amended_by) if piece.amended_by else ""),
            (self.tr("登记"), f"{piece.registered_by} {when(piece.at, now)}"),
        )

    def _collected(self, piece: PieceLine, now: datetime) -> str:
        who = "、".join(piece.collectors)
        return f"{who}  {when(piece.collected_at, now)}  {piece.place}"

    def _chain(self, piece: PieceLine, now: datetime) -> str:
        """From the collectors on, a line a handing."""
        lines = [f"{when(piece.collected_at, now)}  {'、'.join(piece.collectors)}"]
        handed = self.tr("{time}  → {holder}（{place}，{reason}）")
        lines += [
            handed.format(
                time=when(link.handed_at, now),
                holder=link.to_holder,
                place=link.place,
                reason=link.reason,
            )
            for link in piece.chain
        ]
        return "\n".join(lines)

    def _acts(self, piece: PieceLine, shown: Shelf) -> tuple[LineAct, ...]:
        acts = []
        if shown.no_writing is None:
            amended = self.tr("已由 {n} 号更正，请在更正后的证据上办理。")
            reason = why(shown.closed)
            if piece.amended_by:
                reason = reason or amended.format(n=piece.amended_by)
            acts.append(LineAct("hand_over", self.tr("交接…"), reason, primary=True))
            acts.append(LineAct("amend", self.tr("更正…"), reason))
        outside = self.tr("文件没有存入本系统，请查看原件。")
        acts.append(LineAct("take_out", self.tr("取出文件…"), "" if piece.stored else outside))
        return tuple(acts)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if key == EXPORT:
            title, name = self.tr("导出证据清单"), self.tr("证据清单.xlsx")
            save_as(self.window(), title, name, self.export_to)
        else:
            self._with_choices(None)

    @Slot(str, int)
    def _on_act(self, key: str, piece_id: int) -> None:
        pieces = self._shelf.pieces if self._shelf else ()
        piece = next((p for p in pieces if p.id == piece_id), None)
        if piece is None:
            return
        if key == "hand_over":
            HandForm(self.seat, piece, self.window()).begin()
        elif key == "amend":
            self._with_choices(piece)
        else:
            save_as(
                self.window(),
                self.tr("取出证据文件"),
                piece.name,
                partial(self.take_out, piece.id),
            )

    def _with_choices(self, amends: PieceLine | None) -> None:
        if (incident := self.incident_id) is not None:
            query = partial(shelf_choices, incident_id=incident, now=self.seat.clock())
            self.seat.tasks.read(self, query, partial(self._begin, incident, amends))

    def _begin(self, incident: int, amends: PieceLine | None, choices: ShelfChoices) -> None:
        PieceForm(
            self.seat, incident, choices, amends, self.window()
        ).begin()  # fmt: skip

    def take_out(self, piece_id: int, target: Path) -> None:
        """A copy, checked against its hash; the journal has it."""
        seat = self.seat

        def work(progress: Progress) -> Path:
            return open_evidence(seat.tasks.db, seat.actor, piece_id, target, told(progress))

        seat.tasks.work(self, work, self._taken_out)

    def _taken_out(self, path: Path) -> None:
        words = self.tr("校验一致，已取出到 {path}。取出已记入日志。").format(path=path)
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))
        self.seat.notices.info(words, Action(self.tr("打开"), show))

    def export_to(self, target: Path) -> None:
        """The list as a table; the journal has it before the file is there."""
        shown, incident = self._shelf, self.incident_id
        if shown is None or incident is None:
            return
        rows = [self._row(piece) for piece in shown.pieces]
        head = (
            self.tr("编号"), self.tr("类别"), self.tr("名称"), self.tr("取证人员"),
            self.tr("取证时间"), self.tr("取证地点"), self.tr("现保管人"), self.tr("文件名"),
            self.tr("校验值"), self.tr("原件存放处"), self.tr("案件"), self.tr("更正"),
        )  # fmt: skip
        data = write_xlsx(rows, head, shown.now)
        note = partial(evidence.note_export, actor=self.seat.actor, incident_id=incident)
        self.seat.tasks.write(self, note, lambda _: self._write(target, data))

    def _row(self, piece: PieceLine) -> tuple[str | int | datetime, ...]:
        return (
            piece.number, word(KIND_WORDS[piece.kind]), piece.title, "、".join(piece.collectors),
            piece.collected_at, piece.place, piece.holder, piece.name,
            piece.sha256, piece.carrier, piece.case, piece.amends or "",
        )  # fmt: skip

    def _write(self, target: Path, data: bytes) -> None:
        try:
            own_files.write(target, data)
        except OSError:
            self.seat.notices.refused(self.tr("无法写入“{path}”。").format(path=target))
            return
        self.seat.notices.info(self.tr("证据清单已导出，导出已记入日志。"))
