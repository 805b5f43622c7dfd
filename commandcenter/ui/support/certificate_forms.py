"""Forms of a certificate: registered, corrected, revoked."""

from PySide6.QtCore import Slot

from commandcenter.domain.support.certificates import NewCertificate, Standing, months_after
from commandcenter.domain.times import local
from commandcenter.queries.support.team import CertificateLine, PersonLine, TeamBoard
from commandcenter.services.support import certificates
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import with_note
from commandcenter.ui.support.day_field import DayField

YEARS = 4  # what a new one is offered to last


def live(line: PersonLine) -> list[CertificateLine]:
    """Those that were not revoked: the only ones that can be changed."""
    return [c for c in line.certificates if c.standing is not Standing.REVOKED]


def described(line: CertificateLine) -> str:
    return f"{line.title}　{line.number}"


class CertificateFields(Form):
    """What a certificate says; a subclass adds whose it is first."""

    def add_certificate(self, board: TeamBoard) -> None:
        skills = [(skill.code, skill.title) for skill in board.skills]
        self.skill = self.choice("skill", self.tr("证照种类"), skills, needed=True)
        self.number_line = self.line("certificate_number", self.tr("证照编号"), needed=True)
        today = local(self.seat.clock()).date()
        self.issued = DayField(today, today)
        self.add("issued_on", self.tr("发证日期"), self.issued, needed=True)
        self.ends = DayField(months_after(today, YEARS * 12), today, self.tr("长期有效"))
        self.add("expires_on", self.tr("有效期至"), self.ends)
        self.side_by_side(self.issued, self.ends)
        self.demand(self._backwards, self.ends)
        self.note = self.text("note", self.tr("备注"), lines=2)

    def show_certificate(self, line: CertificateLine) -> None:
        self.skill.setCurrentIndex(max(0, self.skill.findData(line.skill)))
        self.number_line.setText(line.number)
        self.issued.set_value(line.issued_on)
        self.ends.set_value(line.expires_on)
        self.note.setPlainText(line.note)

    def _backwards(self) -> str:
        issued, ends = self.issued.value(), self.ends.value()
        wrong = issued is not None and ends is not None and ends <= issued
        return self.tr("有效期至应晚于发证日期。") if wrong else ""

    def typed(self) -> NewCertificate:
        issued = self.issued.value()
        assert issued is not None
        return NewCertificate(
            skill=self.skill.currentData(),
            number=self.number_line.text(),
            issued_on=issued,
            expires_on=self.ends.value(),
            note=self.note.toPlainText(),
        )


class CertificateForm(CertificateFields):
    """`person` None: whose it is is chosen here."""

    object_name, extent = "certificate_form", (600, 620)

    def __init__(self, over: Over, board: TeamBoard, person: PersonLine | None = None) -> None:
        self.kept_as = "certificate" if person is None else ""
        explain = self.tr("同一种证照的编号只登记一次；换证登记新的一本，旧的留在记录里。")
        super().__init__(over, self.tr("登记证照"), self.tr("登记"), explain=explain)
        own = [person] if person else [line for line in board.lines if _may(line)]
        people = [(line.id, with_note(line.name, line.office)) for line in own]
        self.person = self.choice("person", self.tr("姓名"), people, needed=True)
        self.person.setEnabled(person is None)
        self.add_certificate(board)

    def submit(self) -> None:
        self.act(certificates.register, int(self.person.currentData()), self.typed())


def _may(line: PersonLine) -> bool:
    return any(offer.key == "register" and offer.refusal is None for offer in line.offers)


class CorrectCertificate(CertificateFields):
    """One of a person's; which one is chosen first."""

    object_name, extent = "correct_certificate", (600, 620)

    def __init__(self, over: Over, board: TeamBoard, person: PersonLine) -> None:
        super().__init__(over, self.tr("更正证照"), self.tr("保存更正"), explain=person.name)
        self._own = live(person)
        choices = [(c.id, described(c)) for c in self._own]
        self.which = self.choice("which", self.tr("证照"), choices, needed=True)
        self.add_certificate(board)
        self.which.currentIndexChanged.connect(self._on_which)
        self._on_which(self.which.currentIndex())

    @Slot(int)
    def _on_which(self, place: int) -> None:
        if 0 <= place < len(self._own):
            self.show_certificate(self._own[place])

    def submit(self) -> None:
        line = self._own[self.which.currentIndex()]
        self.act(certificates.correct, line.id, self.typed(), line.version)


class RevokeCertificate(Form):
    """It holds no more; it stays in the record, and its number is not given again."""

    object_name, extent, danger = "revoke_certificate", (520, 420), True

    def __init__(self, over: Over, line: PersonLine) -> None:
        explain = self.tr("撤销后不再计入队伍力量，记录保留；同一编号不能再登记。")
        super().__init__(over, self.tr("撤销证照"), self.tr("撤销"), explain=explain)
        choices = [(c.id, described(c)) for c in live(line)]
        self.which = self.choice("which", line.name, choices, needed=True)
        self.why = self.text("why", self.tr("理由"), lines=3, needed=True)

    def submit(self) -> None:
        self.act(certificates.revoke, int(self.which.currentData()), self.why.toPlainText())
