"""Forms of a 典型案例: drafted, edited, judged, signed, sent back, published."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from commandcenter.domain.publicity.cases import STATE_WORDS, CaseAct
from commandcenter.queries.publicity.cases import CaseLine, CasesBoard
from commandcenter.services.aftermath import typical_case
from commandcenter.services.publicity import case_gates
from commandcenter.services.publicity.case_gates import Publication
from commandcenter.ui import look
from commandcenter.ui.frame.completing import complete
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.papers.usage_note import UsageNote
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word

VERBS: dict[CaseAct, Callable[..., None]] = {
    CaseAct.SUBMIT: case_gates.submit,
    CaseAct.LEGAL: case_gates.pass_legality,
    CaseAct.SECRECY: case_gates.pass_secrecy,
    CaseAct.APPROVE: case_gates.approve,
}


def whole_text(line: CaseLine) -> QPlainTextEdit:
    """To the letter what is judged."""
    shown = QPlainTextEdit(f"{line.title}\n\n{line.text}")
    shown.setReadOnly(True)
    shown.setMinimumHeight(look.line() * 16)
    return shown


class DraftCase(Form):
    """`tellable`: incidents that are over and have no case, by their ids."""

    object_name, extent = "draft_case_form", (600, 300)

    def __init__(self, over: Over, tellable: tuple[tuple[int, str], ...]) -> None:
        explain = self.tr("由事件的记录起草，经营者、人员和地名自动隐去；归档的事件不受影响。")
        super().__init__(over, self.tr("起草典型案例"), self.tr("起草"), explain=explain)
        self._warned = True  # one choice is nothing to lose
        self.incident = self.choice("incident", self.tr("事件"), tellable, needed=True)

    def submit(self) -> None:
        self.act(typical_case.draft, int(self.incident.currentData()))


class EditCase(Form):
    """Real names are refused when it is kept; wrong words are marked while it is written."""

    object_name, extent, keeps = "edit_case_form", (860, 760), False

    def __init__(self, over: Over, line: CaseLine, board: CasesBoard) -> None:
        explain = self.tr(
            "不得出现经营者、人员的真实名称和地名；处罚已公示并公开名称的，可写经营者名称。"
        )
        super().__init__(over, self.tr("修改典型案例"), self.tr("保存修改"), explain=explain)
        self._line = line
        self.title = self.line("title", self.tr("标题"), line.title, needed=True)
        self.category = self.line("category", self.tr("对应的风险类别"), line.category)
        complete(self.category, board.categories)
        self.side_by_side(self.title, self.category)
        self.words = self.text("text", self.tr("正文"), line.text, lines=18, needed=True)
        self.body.addWidget(UsageNote(self.words, board.usage))

    def submit(self) -> None:
        self.act(
            typical_case.edit,
            case_id=self._line.id,
            title=self.title.text(),
            text=self.words.toPlainText(),
            seen=self._line.version,
            category=self.category.text(),
        )


class JudgeCase(Form):
    """`act`: SUBMIT, LEGAL, SECRECY or APPROVE."""

    object_name, extent, keeps = "judge_case_form", (860, 760), False

    def __init__(self, over: Over, line: CaseLine, act: CaseAct) -> None:
        title, primary = {
            CaseAct.SUBMIT: (self.tr("典型案例送审"), self.tr("送审")),
            CaseAct.LEGAL: (self.tr("合法性审核"), self.tr("审核通过")),
            CaseAct.SECRECY: (self.tr("保密审查"), self.tr("审查通过")),
            CaseAct.APPROVE: (self.tr("签发典型案例"), self.tr("签发")),
        }[act]
        explain = listed([line.incident, word(STATE_WORDS[line.state])])
        super().__init__(over, title, primary, explain=explain)
        self._line, self._act = line, act
        self.whole = whole_text(line)
        self.add("whole_text", self.tr("全文"), self.whole)
        self.remarks: QPlainTextEdit | None = None
        self.signature: QLineEdit | None = None
        if act is not CaseAct.SUBMIT:
            self.remarks = self.text("remarks", self.tr("意见"), lines=2)
        if act is CaseAct.APPROVE:
            self.signature = self.add_signature()
        self.show_consequence(
            self.tr("依次经合法性审核、保密审查、签发后发布；有真实名称或者错敏词的不能通过。")
        )

    def submit(self) -> None:
        more: dict[str, str] = {}
        if self.remarks is not None:
            more["words"] = self.remarks.toPlainText()
        if self.signature is not None:
            more["signature"] = self.signature.text()
        self.act(VERBS[self._act], case_id=self._line.id, seen=self._line.sha256, **more)


class SendBackCase(Form):
    object_name, extent = "send_back_case", (560, 360)

    def __init__(self, over: Over, line: CaseLine) -> None:
        explain = listed([line.title, self.tr("退回后重新送审。")])
        super().__init__(over, self.tr("退回修改"), self.tr("退回"), explain=explain)
        self._line = line
        self.reason = self.text("reason", self.tr("意见"), lines=5, needed=True)

    def submit(self) -> None:
        line = self._line
        self.act(
            case_gates.send_back,
            case_id=line.id,
            seen=line.sha256,
            reason=self.reason.toPlainText(),
        )


class PublishCase(Form):
    """The whole text once more, then by which channels, when, under which number."""

    object_name, extent, keeps = "publish_case_form", (860, 760), False

    def __init__(self, over: Over, line: CaseLine, board: CasesBoard) -> None:
        super().__init__(over, self.tr("登记发布"), self.tr("登记发布"), explain=line.incident)
        self._line = line
        self.whole = whole_text(line)
        self.whole.setMinimumHeight(look.line() * 10)
        self.add("whole_text", self.tr("发布的全文"), self.whole)
        ways = [(way, way) for way in board.channels]
        self.ways = self.chips("channels", self.tr("发布渠道"), ways, columns=4, needed=True)
        self.at = self.moment("published_at", self.tr("发布时间"), self.seat.clock(), needed=True)
        self.serial = self.line("number", self.tr("编号"), board.next_number, needed=True)
        self.side_by_side(self.at, self.serial)
        self.link = self.line("link", self.tr("网址或说明"))
        self.show_consequence(self.tr("发布后文字不能改动；不宜再公开的请用“撤销”。"))

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        out = Publication(self.ways.chosen(), at, self.serial.text(), self.link.text())
        self.act(case_gates.publish, case_id=self._line.id, seen=self._line.sha256, out=out)
