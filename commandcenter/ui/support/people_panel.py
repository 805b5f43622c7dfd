"""人员证照: who holds which certificate until when, the hours of the year, and what is missing."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.support.certificates import STANDING_WORDS, Standing
from commandcenter.domain.support.training import RESULT_WORDS
from commandcenter.domain.times import local
from commandcenter.intake.team_file import CERTIFICATE
from commandcenter.queries.offers import Offer
from commandcenter.queries.support.team import (
    CertificateLine,
    PersonLine,
    TeamBoard,
    Urgency,
    team_board,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import enumerated, joined, listed, with_note
from commandcenter.ui.support.certificate_forms import (
    CertificateForm,
    CorrectCertificate,
    RevokeCertificate,
)
from commandcenter.ui.support.day_words import day_in, full_day
from commandcenter.ui.support.import_form import ImportTeam, save_template
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

EDGES = {Urgency.NOW: "danger", Urgency.SOON: "warn", Urgency.NONE: ""}
INKS = {Standing.EXPIRED: "danger", Standing.SOON: "warn"}
KINDS = frozenset({"certificate", "training", "person", "plan"})


class PeoplePanel(LinesPanel[TeamBoard, PersonLine]):
    object_name, kinds = "team_people", KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._holding: tuple[str, Group | None] | None = None
        self._filter = self.ledger.set_filter([
            ("all", self.tr("全部")),
            ("asking", self.tr("要办的")),
            ("short", self.tr("学时不足")),
        ])  # fmt: skip
        self.ledger.filtered.connect(self._on_filter)
        self.offer_button("template", self.tr("下载模板"), "save")
        self.offer_button("import", self.tr("导入…"), "import")
        self.offer_button("register", self.tr("登记证照…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有这样的人员。")
        return Ledger(self.tr("人员证照"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("姓名"), 4, cell=lambda line, _: line.name),
            self.column(self.tr("工作组"), 7, cell=lambda line, _: line.office),
            self.column(self.tr("技能证照"), stretch=True, cell=self._skills),
            self.column(self.tr("有效期至"), 7, cell=self._ends),
            self.column(self.tr("本年学时"), 5, right=True, cell=self._hours),
            self.column(self.tr("要办"), 13, cell=self._todo),
        ]

    def query(self) -> Query[TeamBoard]:
        return self.seat.query(team_board, self.seat.clock())

    def show_holders(self, skill: str, group: Group | None) -> None:
        """Those behind a number of 队伍力量: who holds it, and of the group who does not."""
        self._holding = (skill, group)
        self._filter.choose("all")
        if self.board is not None:
            self.show_answer(self.board)

    def show_filter(self, key: str) -> None:
        self._filter.choose(key)
        self._on_filter(key)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._holding = None
        if self.board is not None:
            self.show_answer(self.board)

    def rows(self, board: TeamBoard) -> tuple[PersonLine, ...]:
        lines = board.lines
        if self._holding is not None:
            skill, group = self._holding
            own = [x for x in lines if group is None or group in x.groups]
            return tuple(sorted(
                (x for x in own if group is not None or skill in x.held),
                key=lambda x: skill not in x.held,
            ))  # fmt: skip
        match self._filter.key:
            case "asking":
                return tuple(line for line in lines if line.urgency is not Urgency.NONE)
            case "short":
                return tuple(line for line in lines if line.short)
        return lines

    def offers(self, board: TeamBoard) -> tuple[Offer, ...]:
        return board.offers

    def note(self, board: TeamBoard) -> str:
        if self._holding is not None:
            return self._holders_note(board, *self._holding)
        parts = [self.tr("在册 {n} 人").format(n=len(board.lines))]
        for words, count in (
            (self.tr("证照过期 {n} 本"), board.expired),
            (self.tr("即将到期 {n} 本"), board.soon),
            (self.tr("缺证 {n} 人"), board.lacking),
        ):
            parts += [words.format(n=count)] if count else []
        enough = self.tr("学时达标 {n} / {all} 人")
        parts.append(enough.format(n=board.enough, all=board.asked))
        if not board.approved:
            parts.append(self.tr("标准为建议值"))
        return listed(parts)

    def _holders_note(self, board: TeamBoard, skill: str, group: Group | None) -> str:
        title = next((s.title for s in board.skills if s.code == skill), skill)
        where = word(GROUP_WORDS[group]) if group else self.tr("全局")
        held = sum(skill in line.held for line in self.rows(board))
        words = self.tr("{where}持{skill}的 {n} 人；点“全部”看所有人员")
        return words.format(where=where, skill=title, n=held)

    def edge(self, line: PersonLine, board: TeamBoard) -> str:
        return EDGES[line.urgency]

    def _skills(self, line: PersonLine, _: TeamBoard) -> Cell:
        live = [c for c in line.certificates if c.standing is not Standing.REVOKED]
        titles = dict.fromkeys(c.title for c in live if not c.replaced)
        return Cell(enumerated(titles), "" if titles else "text_faint")

    def _ends(self, line: PersonLine, board: TeamBoard) -> Cell:
        """Of the one that ends first among those that hold, or that ask for an act."""
        live = [
            c for c in line.certificates
            if c.standing is not Standing.REVOKED and not c.replaced and c.expires_on
        ]  # fmt: skip
        first = min(live, key=lambda c: c.expires_on or date.max, default=None)
        if first is None or first.expires_on is None:
            return Cell("")
        ink = INKS.get(first.standing, "")
        return Cell(day_in(first.expires_on, board.year), ink, bold=bool(ink), tip=first.title)

    def _hours(self, line: PersonLine, _: TeamBoard) -> Cell:
        if line.wanted is None:
            return Cell(str(line.hours) if line.hours else self.tr("不要求"), "text_faint")
        ink = "warn" if line.told else ""
        return Cell(f"{line.hours} / {line.wanted}", ink, bold=line.told)

    def _todo(self, line: PersonLine, _: TeamBoard) -> Cell:
        parts = [self.tr("缺{title}").format(title=title) for title in line.lacking]
        for each in line.certificates:
            if each.asks:
                late = each.standing is Standing.EXPIRED
                words = self.tr("{title}已过期") if late else self.tr("{title}换证")
                parts.append(words.format(title=each.title))
        if line.told:
            parts.append(self.tr("差 {n} 学时").format(n=line.short))
        return Cell(enumerated(parts), EDGES[line.urgency], tip=enumerated(parts))

    def detail(self, line: PersonLine, board: TeamBoard) -> Detail:
        pairs = [
            (line.name, listed((line.post, line.office))),
            (self.tr("办公电话"), line.phone),
            (self.tr("手机"), line.mobile),
        ]
        pairs += [(self._certificate_head(c), self._certificate(c, board))
                  for c in line.certificates]  # fmt: skip
        if line.lacking:
            pairs.append((self.tr("须持证而没有"), enumerated(line.lacking)))
        if line.wanted is not None or line.sessions:
            pairs.append((self.tr("{year} 年培训").format(year=board.year), self._training(line)))
        return tuple(pairs)

    def _certificate_head(self, line: CertificateLine) -> str:
        state = self.tr("已换新证") if line.replaced else word(STANDING_WORDS[line.standing])
        if line.standing is Standing.REVOKED:
            state = word(STANDING_WORDS[line.standing])
        return f"{line.title}　{state}"

    def _certificate(self, line: CertificateLine, board: TeamBoard) -> str:
        ends = full_day(line.expires_on) if line.expires_on else self.tr("长期有效")
        words = self.tr("{number}　{issued}发证，{ends}").format(
            number=line.number,
            issued=full_day(line.issued_on),
            ends=self.tr("有效期至{day}").format(day=ends) if line.expires_on else ends,
        )
        rows = [words, line.note]
        if line.corrected_at:
            rows.append(self._by(self.tr("更正"), line.corrected_by, line.corrected_at, board))
        if line.revoked_at:
            by = self._by(self.tr("撤销"), line.revoked_by, line.revoked_at, board)
            rows.append(f"{by}　{line.revoked_why}")
        by = self._by(self.tr("登记"), line.by, line.at, board)
        rows.append(with_note(by, line.file_name))
        return joined("\n", (row for row in rows if row))

    def _by(self, what: str, who: str, at: object, board: TeamBoard) -> str:
        return f"{what}　{by_at(who, at, board.now)}"  # type: ignore[arg-type]  # a moment of a line

    def _training(self, line: PersonLine) -> str:
        head = self.tr("已完成 {n} 学时").format(n=line.hours)
        if line.wanted is not None:
            head = self.tr("应完成 {wanted} 学时，已完成 {n}").format(
                wanted=line.wanted, n=line.hours
            )
        if line.short:
            head = listed((head, self.tr("还差 {n}").format(n=line.short)))
        rows = [head]
        for each in line.sessions:
            day = local(each.held_at).date()
            rows.append(self.tr("{day}　{topic}　{hours} 学时　{result}").format(
                day=day_in(day, day.year), topic=each.topic, hours=each.hours,
                result=word(RESULT_WORDS[each.result]),
            ))  # fmt: skip
        return joined("\n", rows)

    def acts(self, line: PersonLine, board: TeamBoard) -> tuple[LineAct, ...]:
        words = {
            "register": self.tr("登记证照…"),
            "correct": self.tr("更正…"),
            "revoke": self.tr("撤销…"),
        }
        return line_acts(line.offers, words, frozenset({"revoke"}))

    def want(self, board: TeamBoard, key: str) -> None:
        match key:
            case "template":
                save_template(self.seat, self.window(), CERTIFICATE)
            case "import":
                skills = {skill.title: skill.code for skill in board.skills}
                ImportTeam(self.over, CERTIFICATE, skills).begin()
            case "register":
                CertificateForm(self.over, board).begin()

    def act(self, board: TeamBoard, key: str, line: PersonLine) -> None:
        if key == "register":
            CertificateForm(self.over, board, line).begin()
        elif key == "revoke":
            RevokeCertificate(self.over, line).begin()
        else:
            CorrectCertificate(self.over, board, line).begin()
