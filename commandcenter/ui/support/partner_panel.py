"""专家和合作单位: who can be asked for help, what for, under which agreement until when."""

from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.support.certificates import Standing
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.intake.team_file import PARTNER
from commandcenter.queries.support.partners import PartnerBoard, PartnerLine, partner_board
from commandcenter.services.support import partners
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.support.day_words import full_day
from commandcenter.ui.support.import_form import ImportTeam, save_template
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {Standing.EXPIRED: "danger", Standing.SOON: "warn", Standing.REVOKED: "text_faint"}


class PartnerPanel(LinesPanel[PartnerBoard, PartnerLine]):
    object_name = "team_partners"
    kinds = frozenset({"partner", "person", "plan", "publicity", "research"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("template", self.tr("下载模板"), "save")
        self.offer_button("import", self.tr("导入…"), "import")
        self.offer_button("enter", self.tr("登记单位…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有登记专家和合作单位。登记一家，或者用模板导入。")
        return Ledger(self.tr("专家和合作单位"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("类别"), 7, cell=lambda line, _: line.title),
            self.column(self.tr("单位"), 13, cell=lambda line, _: line.organisation),
            self.column(self.tr("联系人"), 4, cell=lambda line, _: line.contact),
            self.column(self.tr("联系电话"), 7, cell=lambda line, _: line.phone),
            self.column(self.tr("协作内容"), stretch=True, cell=lambda line, _: line.what_for),
            self.column(self.tr("共同开展"), 4, right=True, cell=self._together),
            self.column(self.tr("协议有效期至"), 8, cell=self._ends),
        ]

    def query(self) -> Query[PartnerBoard]:
        return self.seat.query(partner_board, self.seat.clock())

    def note(self, board: PartnerBoard) -> str:
        parts = [self.tr("在册 {n} 家").format(n=board.live)]
        for words, count in (
            (self.tr("协议过期 {n} 份"), board.expired),
            (self.tr("即将到期 {n} 份"), board.soon),
            (self.tr("已终止 {n} 家"), len(board.lines) - board.live),
        ):
            parts += [words.format(n=count)] if count else []
        return listed(parts)

    def edge(self, line: PartnerLine, board: PartnerBoard) -> str:
        return INKS[line.standing] if line.asks else ""

    def _together(self, line: PartnerLine, _: PartnerBoard) -> str:
        return self.tr("{n} 项").format(n=len(line.together)) if line.together else ""

    def _ends(self, line: PartnerLine, _: PartnerBoard) -> Cell:
        if line.standing is Standing.REVOKED:
            return Cell(self.tr("已终止"), "text_faint")
        if line.expires_on is None:
            return Cell(self.tr("没有协议"), "text_faint")
        return Cell(full_day(line.expires_on), INKS.get(line.standing, ""), bold=line.asks)

    def detail(self, line: PartnerLine, board: PartnerBoard) -> Detail:
        now = board.now
        ended = by_at(line.ended_by, line.ended_at, now)
        return (
            (line.title, line.organisation),
            (self.tr("联系人"), line.contact),
            (self.tr("联系电话"), line.phone),
            (self.tr("协作内容"), line.what_for),
            (self.tr("协议编号"), line.agreement),
            (self.tr("协议有效期至"), full_day(line.expires_on) if line.expires_on else ""),
            (self.tr("备注"), line.note),
            *((full_day(day), words) for day, words in line.together),
            (self.tr("终止"), with_note(line.ended_why, ended) if ended else ""),
            (self.tr("登记"), by_at(line.by, line.at, now)),
            (self.tr("更正"), by_at(line.corrected_by, line.corrected_at, now)),
            (self.tr("导入文件"), line.file_name),
        )

    def acts(self, line: PartnerLine, board: PartnerBoard) -> tuple[LineAct, ...]:
        words = {"correct": self.tr("更正…"), "end": self.tr("终止合作…")}
        return line_acts(line.offers, words, frozenset({"end"}))

    def want(self, board: PartnerBoard, key: str) -> None:
        match key:
            case "template":
                save_template(self.seat, self.window(), PARTNER)
            case "import":
                kinds = {title: code for code, title in board.kinds}
                ImportTeam(self.over, PARTNER, kinds).begin()
            case "enter":
                PartnerForm(self.over, board).begin()

    def act(self, board: PartnerBoard, key: str, line: PartnerLine) -> None:
        if key == "correct":
            PartnerForm(self.over, board, line).begin()
        else:
            about = listed((line.organisation, line.contact))
            wording = Wording(self.tr("终止合作"), self.tr("终止"), self.tr("理由"), about)
            WordsForm(self.over, wording, partners.end, line.id).begin()


class PartnerForm(Form):
    """`line`: to be corrected; None: a new one."""

    object_name, extent = "partner_form", (620, 700)

    def __init__(self, over: Over, board: PartnerBoard, line: PartnerLine | None = None) -> None:
        new = line is None
        self.kept_as = "partner" if new else ""
        title = self.tr("登记专家、合作单位") if new else self.tr("更正合作单位")
        primary = self.tr("登记") if new else self.tr("保存更正")
        super().__init__(over, title, primary)
        self._line = line
        kind = line.kind if line else None
        self.kind = self.choice("partner_kind", self.tr("类别"), board.kinds, kind, needed=True)
        self._texts: dict[str, QLineEdit] = {}
        self._add_text("organisation", self.tr("单位"))
        self._add_text("contact", self.tr("联系人"))
        self._add_text("phone", self.tr("联系电话"))
        self.side_by_side(self._texts["contact"], self._texts["phone"])
        self._add_text("what_for", self.tr("协作内容"))
        self._add_text("agreement", self.tr("协议编号"), needed=False)
        today = local(self.seat.clock()).date()
        self.ends = DayField(line.expires_on if line else None, today, self.tr("没有协议"))
        self.add("expires_on", self.tr("协议有效期至"), self.ends)
        self.side_by_side(self._texts["agreement"], self.ends)
        self.note = self.text("note", self.tr("备注"), line.note if line else "", lines=2)
        self.demand(self._half, self.ends)

    def _add_text(self, key: str, label: str, *, needed: bool = True) -> None:
        text = str(getattr(self._line, key)) if self._line else ""
        self._texts[key] = self.line(key, label, text, needed=needed)

    def _half(self) -> str:
        given = bool(self._texts["agreement"].text().strip())
        same = given == (self.ends.value() is not None)
        return "" if same else self.tr("协议编号和协议有效期至须一起填写。")

    def submit(self) -> None:
        texts = {key: editor.text() for key, editor in self._texts.items()}
        new = NewPartner(
            kind=self.kind.currentData(),
            expires_on=self.ends.value(),
            note=self.note.toPlainText(),
            **texts,
        )
        if self._line is None:
            self.act(partners.enter, new)
        else:
            self.act(partners.correct, self._line.id, new, self._line.version)
