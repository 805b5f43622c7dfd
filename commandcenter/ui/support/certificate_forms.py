"""Forms of a certificate: registered, corrected, revoked."""

from commandcenter.domain.support.certificates import NewCertificate, Standing
from commandcenter.domain.times import local
from commandcenter.queries.support.team import CertificateLine, PersonLine, TeamBoard
from commandcenter.services.support import certificates
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import with_note
from commandcenter.ui.support.day_field import DayField


def live(line: PersonLine) -> list[CertificateLine]:
    """Those that were not revoked: the only ones that can be changed."""
    return [c for c in line.certificates if c.standing is not Standing.REVOKED]


def described(line: CertificateLine) -> str:
    return f"{line.title}　{line.number}"


class CertificateForm(Form):
    """`person` None: whose it is is chosen here. `certificate`: to be corrected."""

    object_name, extent = "certificate_form", (600, 620)

    def __init__(
        self,
        over: Over,
        board: TeamBoard,
        person: PersonLine | None,
        certificate: CertificateLine | None = None,
    ) -> None:
        new = certificate is None
        self.kept_as = "certificate" if new and person is None else ""
        title = self.tr("登记证照") if new else self.tr("更正证照")
        primary = self.tr("登记") if new else self.tr("保存更正")
        explain = self.tr("同一种证照的编号只登记一次；换证登记新的一本，旧的留在记录里。")
        super().__init__(over, title, primary, explain=explain)
        self._certificate = certificate
        own = [person] if person else [line for line in board.lines if _may(line)]
        people = [(line.id, with_note(line.name, line.office)) for line in own]
        self.person = self.choice("person", self.tr("姓名"), people, needed=True)
        self.person.setEnabled(person is None)
        skills = [(skill.code, skill.title) for skill in board.skills]
        skill = certificate.skill if certificate else None
        self.skill = self.choice("skill", self.tr("证照种类"), skills, skill, needed=True)
        number = certificate.number if certificate else ""
        self.number_line = self.line("certificate_number", self.tr("证照编号"), number, needed=True)
        self._add_days(certificate)
        note = certificate.note if certificate else ""
        self.note = self.text("note", self.tr("备注"), note, lines=2)

    def _add_days(self, certificate: CertificateLine | None) -> None:
        today = local(self.seat.clock()).date()
        issued = certificate.issued_on if certificate else today
        self.issued = DayField(issued, today)
        self.add("issued_on", self.tr("发证日期"), self.issued, needed=True)
        ends = certificate.expires_on if certificate else today.replace(year=today.year + 4, day=1)
        self.ends = DayField(ends, today, self.tr("长期有效"))
        self.add("expires_on", self.tr("有效期至"), self.ends)
        self.side_by_side(self.issued, self.ends)
        self.demand(self._backwards, self.ends)

    def _backwards(self) -> str:
        issued, ends = self.issued.value(), self.ends.value()
        wrong = issued is not None and ends is not None and ends <= issued
        return self.tr("有效期至应晚于发证日期。") if wrong else ""

    def submit(self) -> None:
        issued = self.issued.value()
        assert issued is not None
        new = NewCertificate(
            skill=self.skill.currentData(),
            number=self.number_line.text(),
            issued_on=issued,
            expires_on=self.ends.value(),
            note=self.note.toPlainText(),
        )
        if self._certificate is None:
            self.act(certificates.register, int(self.person.currentData()), new)
        else:
            seen = self._certificate.version
            self.act(certificates.correct, self._certificate.id, new, seen)


def _may(line: PersonLine) -> bool:
    return any(offer.key == "register" and offer.refusal is None for offer in line.offers)


class PickCertificate(Form):
    """Which of several is to be corrected."""

    object_name, extent = "pick_certificate", (520, 320)

    def __init__(self, over: Over, board: TeamBoard, line: PersonLine) -> None:
        super().__init__(over, self.tr("更正证照"), self.tr("下一步"), explain=line.name)
        self._over, self._board, self._line = over, board, line
        choices = [(c.id, described(c)) for c in live(line)]
        self.which = self.choice("which", self.tr("证照"), choices, needed=True)

    def submit(self) -> None:
        chosen = next(c for c in self._line.certificates if c.id == self.which.currentData())
        form = CertificateForm(self._over, self._board, self._line, chosen)
        self.accept()
        form.begin()


def choose_certificate(over: Over, board: TeamBoard, line: PersonLine) -> Form:
    """Of one alone its form at once."""
    own = live(line)
    if len(own) == 1:
        return CertificateForm(over, board, line, own[0])
    return PickCertificate(over, board, line)


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
