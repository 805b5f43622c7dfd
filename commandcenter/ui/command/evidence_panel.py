"""证据架: pieces with their files, the chain of custody, and who opened what."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.evidence import KIND_WORDS
from commandcenter.domain.file_content import why_not_opened
from commandcenter.offices.progress import Progress, in_thousandths
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
from commandcenter.ui.command.evidence_form import HandForm, PieceForm
from commandcenter.ui.frame.field_words import in_two_lines, size_words, when, why
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.notices import Action
from commandcenter.ui.phrases import enumerated, joined, sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

ADD, EXPORT = "add_piece", "export_shelf"


class EvidencePanel(LinesPanel[Shelf, PieceLine]):
    """Newest number first. Nothing is changed here: a wrong piece is amended by a new one."""

    object_name = "evidence_panel"
    kinds = frozenset({"evidence", "case_file", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button(EXPORT, self.tr("导出清单…"), "export")
        self.offer_button(ADD, self.tr("登记证据…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有证据。登记时写明取证人员、时间、地点；文件存入本系统，原件写明存放处。"
        )
        return Ledger(self.tr("证据"), self.columns(), "evidence", words)

    def columns(self) -> list[Column]:
        kept = self._cell(lambda x, _: size_words(x.size) if x.stored else x.carrier)
        collected = self._cell(lambda x, b: when(x.collected_at, b.now))
        collectors = self._cell(lambda x, _: enumerated(x.collectors))
        return [
            self.column(
                self.tr("编号"),
                3,
                right=True,
                cell=self._cell(lambda x, _: str(x.number)),
            ),
            self.column(self.tr("类别"), 5, cell=self._cell(lambda x, _: word(KIND_WORDS[x.kind]))),
            self.column(self.tr("名称"), stretch=True, cell=self._cell(self._title)),
            self.column(self.tr("取证时间"), 7, cell=collected),
            self.column(self.tr("取证人员"), 7, cell=collectors),
            self.column(self.tr("现保管人"), 8, cell=self._cell(lambda x, _: x.holder)),
            self.column(self.tr("文件或原件"), 9, cell=kept),
        ]

    def _cell(self, words: Callable[[PieceLine, Shelf], str]) -> Callable[[PieceLine, Shelf], Cell]:
        """A piece that was amended is written faintly."""
        return lambda x, shown: Cell(words(x, shown), "text_faint" if x.amended_by else "")

    def query(self) -> Query[Shelf]:
        return self.asked(shelf)

    def show_answer(self, answer: Shelf) -> None:
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        super().show_answer(answer)

    def note(self, board: Shelf) -> str:
        stored = sum(piece.stored for piece in board.pieces)
        words = self.tr("共 {n} 件，其中 {k} 件有文件").format(n=len(board.pieces), k=stored)
        return words if board.pieces else ""

    def rows(self, board: Shelf) -> tuple[PieceLine, ...]:
        return board.pieces

    def _title(self, piece: PieceLine, _: Shelf) -> str:
        amended = self.tr("（已由 {n} 号更正）").format(n=piece.amended_by)
        return piece.title + (amended if piece.amended_by else "")

    def detail(self, piece: PieceLine, board: Shelf) -> Detail:
        now, number = board.now, self.tr("{n} 号").format
        same = enumerated(number(n=n) for n in piece.same_file)
        opened = self.tr("{n} 次，最近 {time}")
        opened = opened.format(n=piece.readings, time=when(piece.read_at, now))
        return (
            (self.tr("证据"), f"{number(n=piece.number)}  {piece.title}"),
            (self.tr("说明"), piece.description),
            (self.tr("取证"), self._collected(piece, now)),
            (self.tr("文件"), f"{piece.name}  {size_words(piece.size)}".strip()),
            (self.tr("校验值（SHA-256）"), in_two_lines(piece.sha256)),
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
        who = enumerated(piece.collectors)
        return f"{who}  {when(piece.collected_at, now)}  {piece.place}"

    def _chain(self, piece: PieceLine, now: datetime) -> str:
        """From the collectors on, a line a handing."""
        lines = [f"{when(piece.collected_at, now)}  {enumerated(piece.collectors)}"]
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
        return joined("\n", lines)

    def acts(self, piece: PieceLine, board: Shelf) -> tuple[LineAct, ...]:
        words = {
            "hand_over": self.tr("交接…"),
            "amend": self.tr("更正…"),
            "take_out": self.tr("取出文件…"),
        }
        return line_acts(piece.offers, words, primary=frozenset({"hand_over"}))

    def want(self, board: Shelf, key: str) -> None:
        if key == EXPORT:
            title, name = self.tr("导出证据清单"), self.tr("证据清单.xlsx")
            save_as(self.window(), title, name, self.export_to)
        else:
            self._with_choices(None)

    def act(self, board: Shelf, key: str, piece: PieceLine) -> None:
        match key:
            case "hand_over":
                HandForm(self.over, piece).begin()
            case "amend":
                self._with_choices(piece)
            case "take_out":
                title, take = self.tr("取出证据文件"), partial(self.take_out, piece.id)
                save_as(self.window(), title, piece.name, take)

    def _with_choices(self, amends: PieceLine | None) -> None:
        if (incident := self.incident_id) is not None:
            query = partial(shelf_choices, incident_id=incident, now=self.seat.clock())
            self.seat.tasks.read(self, query, partial(self._begin, incident, amends))

    def _begin(self, incident: int, amends: PieceLine | None, choices: ShelfChoices) -> None:
        PieceForm(self.over, incident, choices, amends).begin()

    def take_out(self, piece_id: int, target: Path) -> None:
        """A copy, checked against its hash; the journal has it."""
        seat = self.seat

        def work(progress: Progress) -> tuple[Path, str]:
            db, say = seat.tasks.db, in_thousandths(progress)
            taken = open_evidence(db, seat.actor, piece_id, target, say)
            return taken, why_not_opened(taken.name, taken.read_bytes())

        seat.tasks.work(self, work, self._taken_out)

    def _taken_out(self, taken: tuple[Path, str]) -> None:
        """What may run, or is not what it is called, is not handed to the system: its folder is."""
        path, against = taken
        words = self.tr("校验一致，已取出到 {path}。取出已记入日志。").format(path=path)
        if against:
            words = sentences(
                words, self.tr("{why}，不能从这里打开，请核实后再用。").format(why=against)
            )
        shown = self.tr("打开文件夹") if against else self.tr("打开")
        place = QUrl.fromLocalFile(str(path.parent if against else path))
        tell = self.seat.notices.warn if against else self.seat.notices.info
        tell(words, Action(shown, partial(QDesktopServices.openUrl, place)))

    def export_to(self, target: Path) -> None:
        """The list as a table; the journal has it before the file is there."""
        shown, incident = self.board, self.incident_id
        if shown is None or incident is None:
            return
        rows = [self._row(piece) for piece in shown.pieces]
        head = (
            self.tr("编号"), self.tr("类别"), self.tr("名称"), self.tr("取证人员"),
            self.tr("取证时间"), self.tr("取证地点"), self.tr("现保管人"), self.tr("文件名"),
            self.tr("校验值"), self.tr("原件存放处"), self.tr("案件"), self.tr("更正"),
        )  # fmt: skip
        data = write_xlsx(rows, head, shown.now)
        note = self.seat.command(evidence.note_export, incident)
        self.seat.tasks.write(self, note, lambda _: self._write(target, data))

    def _row(self, piece: PieceLine) -> tuple[str | int | datetime, ...]:
        return (
            piece.number, word(KIND_WORDS[piece.kind]), piece.title, enumerated(piece.collectors),
            piece.collected_at, piece.place, piece.holder, piece.name,
            piece.sha256, piece.carrier, piece.case, piece.amends or "",
        )  # fmt: skip

    def _write(self, target: Path, data: bytes) -> None:
        put(self.seat, target, data, self.tr("证据清单已导出，导出已记入日志。"))
