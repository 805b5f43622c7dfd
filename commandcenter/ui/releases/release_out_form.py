"""What follows a signature: the upper body's document, telling the departments, publishing."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from commandcenter.queries.releases.media import channels
from commandcenter.queries.releases.releases import ReleaseLine
from commandcenter.services.releases import release_gates
from commandcenter.services.releases.release_gates import Authorisation
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.phrases import dotted, enumerated


class AuthoriseForm(Form):
    """登记上级授权: which body, by which number, when."""

    object_name, kept_as, extent = "authorise_form", "release_authority", (560, 480)

    def __init__(self, over: Over, line: ReleaseLine) -> None:
        super().__init__(
            over,
            self.tr("登记上级授权"),
            self.tr("登记"),
            explain=f"{line.label} · {line.authority}",
            subject=line.id,
        )
        self._line = line
        self.organ: QLineEdit = self.line("organ", self.tr("授权单位"), needed=True)
        self.document: QLineEdit = self.line("document", self.tr("文号"), needed=True)
        self.given = self.moment("given_at", self.tr("授权时间"), needed=True)
        self.words: QPlainTextEdit = self.text(
            "words", self.tr("说明"), lines=3, hint=self.tr("授权只对这一稿文字有效")
        )

    def submit(self) -> None:
        at = self.given.edit.moment()
        paper = Authorisation(self.organ.text(), self.document.text(), at, self.words.toPlainText())
        self.act(
            release_gates.authorise, release_id=self._line.id, seen=self._line.sha256, paper=paper
        )


class NotifyForm(Form):
    """登记告知: which department, whom there and how, when."""

    object_name, kept_as, extent = "tell_form", "release_tell", (560, 420)

    def __init__(self, over: Over, line: ReleaseLine) -> None:
        super().__init__(
            over,
            self.tr("登记告知"),
            self.tr("登记"),
            explain=f"{line.label} · {line.title}",
            subject=line.id,
        )
        self._line = line
        names = list(dict.fromkeys([*line.untold, *line.tell]))
        self.receiver = WordBox(names)
        self.add("receiver", self.tr("部门"), self.receiver)
        self.receiver.setInsertPolicy(self.receiver.InsertPolicy.NoInsert)
        self.words: QLineEdit = self.line(
            "words", self.tr("接告知的人和方式"), hint=self.tr("例如：王处长，电话"), needed=True
        )
        self.told = self.moment("told_at", self.tr("告知时间"), needed=True)

    def submit(self) -> None:
        self.act(
            release_gates.notify,
            release_id=self._line.id,
            seen=self._line.sha256,
            receiver=self.receiver.written(),
            words=self.words.text(),
            told_at=self.told.edit.moment(),
        )


class PublishForm(Form):
    """The whole text once more, then by which channels, when, and where it can be read."""

    object_name, kept_as, extent = "publish_form", "release_publish", (760, 820)
    proposes = True

    def __init__(self, over: Over, line: ReleaseLine) -> None:
        super().__init__(
            over,
            self.tr("发布"),
            self.tr("登记发布"),
            explain=self._notified_words(line),
            subject=line.id,
        )
        self._line = line
        self.whole = QPlainTextEdit(f"{line.title}\n\n{line.text}")
        self.whole.setReadOnly(True)
        self.whole.setFixedHeight(look.line() * 10)
        self.add("whole_text", self.tr("发布的全文"), self.whole)
        self.show_consequence(self.tr("发布后内容不能改动，也不能撤回；情况有变化须另发更正。"))
        self.ways = Chips((), columns=3)
        self.add("channels", self.tr("发布渠道"), self.ways, needed=self._no_other_way)
        self.other: QLineEdit = self.line("other", self.tr("其他渠道"))
        self.at = self.moment("published_at", self.tr("发布时间"), needed=True)
        self.link: QLineEdit = self.line("link", self.tr("网址或说明"))
        self.seat.tasks.read(self, lambda s: channels(s, line.incident_id), self._show)

    def _notified_words(self, line: ReleaseLine) -> str:
        told = self.tr("已告知{who}").format(who=enumerated(line.tell)) if line.tell else ""
        return dotted((line.label, told))

    def _show(self, ways: tuple[str, ...]) -> None:
        chosen = self.ways.chosen()
        self.ways.set_choices([(way, way) for way in ways])
        self.ways.choose(*chosen)

    def _no_other_way(self) -> bool:
        """A channel of one's own is a channel too."""
        return not self.other.text().strip()

    def submit(self) -> None:
        other = self.other.text().strip()
        self.act(
            release_gates.publish,
            release_id=self._line.id,
            seen=self._line.sha256,
            channels=[*self.ways.chosen(), *([other] if other else [])],
            published_at=self.at.edit.moment(),
            words=self.link.text(),
        )
