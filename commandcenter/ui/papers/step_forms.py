"""The forms of a paper's way that ask for more than words: 印发, and addressees and marks."""

from commandcenter.domain.command.liaison import names_in
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.papers.paper import SECRECIES, SENDING_WAYS, URGENCIES
from commandcenter.queries.papers.paper_detail import PaperDetail
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_drafts import Particulars
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.texts import word


class IssueForm(Form):
    object_name = "issue_form"
    kept_as = "issue_paper"
    extent = (520, 440)
    keeps = False

    def __init__(self, over: Over, paper_id: int, receivers: tuple[str, ...]) -> None:
        super().__init__(over, self.tr("印发"), self.tr("登记印发"), subject=paper_id)
        self._paper = paper_id
        self.copies = self.number(
            "copies", self.tr("印发份数"), len(receivers) or 1, unit=self.tr("份")
        )
        self.to = self.text(
            "receivers",
            self.tr("发送单位"),
            "\n".join(receivers),
            self.tr("一行一个，或者用顿号隔开"),
            lines=6,
            needed=True,
        )
        self.way = WordBox(SENDING_WAYS)
        self.add("way", self.tr("发送方式"), self.way)

    def submit(self) -> None:
        self.act(
            paper_flow.issue,
            paper_id=self._paper,
            copies=self.copies.value() or 0,
            receivers=names_in(self.to.toPlainText()),
            way=self.way.written(),
        )


class ParticularsForm(Form):
    """主送, 抄送, marks and who countersigns: what stands beside the text."""

    object_name, kept_as, extent = "particulars_form", "paper_particulars", (600, 640)

    def __init__(self, over: Over, detail: PaperDetail) -> None:
        super().__init__(over, self.tr("主送、抄送和标注"), self.tr("保存"), subject=detail.line.id)
        self._detail = detail
        hint = self.tr("一行一个，或者用顿号隔开")
        self.sent_to = self.text(
            "sent_to", self.tr("主送"), "\n".join(detail.sent_to), hint, lines=3
        )
        self.copies = self.text("copies", self.tr("抄送"), "\n".join(detail.copies), hint, lines=3)
        nothing = self.tr("不标注")
        marks = [(mark, word(mark) or nothing) for mark in URGENCIES]
        self.urgency = self.choice("urgency", self.tr("紧急程度"), marks, detail.urgency)
        secrets = [(mark, word(mark) or nothing) for mark in SECRECIES]
        self.secrecy = self.choice("secrecy", self.tr("密级"), secrets, detail.secrecy)
        self.serial = self.line("serial", self.tr("份号"), detail.serial)
        self.side_by_side(self.urgency, self.secrecy, self.serial)
        groups = [(group.value, word(GROUP_WORDS[group])) for group in Group]
        self.groups = Chips(groups, columns=3)
        self.add("groups", self.tr("会签的工作组"), self.groups)
        self.groups.choose(*(group.value for group in detail.groups))

    def submit(self) -> None:
        said = Particulars(
            sent_to=names_in(self.sent_to.toPlainText()),
            copies=names_in(self.copies.toPlainText()),
            attachments=self._detail.attachments,
            groups=tuple(Group(code) for code in self.groups.chosen()),
            urgency=self.urgency.currentData(),
            secrecy=self.secrecy.currentData(),
            serial=self.serial.text(),
            template="",
        )
        self.act(
            paper_drafts.set_particulars,
            paper_id=self._detail.line.id,
            said=said,
            seen=self._detail.version,
        )
