"""调查报告 and 总结评估报告: written section by section, then signed as a whole."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS
from commandcenter.domain.aftermath.inquiry import Section
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.aftermath.inquiries import InquiryText, inquiry_text
from commandcenter.services.aftermath import inquiry
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

LEAST_LINES, MOST_LINES, LINE_CHARS = 4, 14, 52


@dataclass
class Part:
    """A section on the form: what was on the screen when it was read, and its editor."""

    section: Section
    editor: QPlainTextEdit
    other: PlainLabel

    @property
    def changed(self) -> bool:
        return self.editor.toPlainText().strip() != self.section.text


class InquiryForm(Form):
    """Only changed sections are sent. After a conflict both texts stand there, the own one kept."""

    object_name, kept_as, extent = "inquiry_form", "inquiry_report", (900, 860)

    def __init__(self, over: Over, text: InquiryText) -> None:
        super().__init__(
            over, text.title, self.tr("保存修改"), explain=_state_words(text), subject=text.line.id
        )
        self._id = text.line.id
        self._parts: dict[str, Part] = {}
        for section in text.line.sections:
            self._parts[section.code] = self._add_part(section, text)

    def _add_part(self, section: Section, text: InquiryText) -> Part:
        box = QVBoxLayout()
        box.setSpacing(look.px(4))
        editor = QPlainTextEdit(section.text)
        editor.setTabChangesFocus(True)
        editor.setPlaceholderText(text.hints.get(section.code, ""))
        rows = sum(1 + len(line) // LINE_CHARS for line in section.text.split("\n"))
        lines = min(MOST_LINES, max(LEAST_LINES, rows))
        editor.setFixedHeight(look.line() * lines + look.px(16))
        name = section.code.replace(".", "_")
        self.add(name, section.title, editor, self._below(section, text), into=box)
        other = PlainLabel("", Size.SMALL, ink="warn")
        other.setObjectName(f"{name}_other")
        other.setWordWrap(True)
        box.addWidget(other)
        if section.by_hand and section.filled and section.filled != section.text:
            box.addWidget(self._data_draft(section, editor))
        self.body.addLayout(box)
        other.hide()
        return Part(section, editor, other)

    def _below(self, section: Section, text: InquiryText) -> str:
        """What the plan wants in it, whose words they are, or from where and as of when."""
        hint = text.hints.get(section.code, "")
        if section.by_hand:
            who = by_at(section.by, section.at, text.now)
            return self.tr("{hint} · {who} 撰写").format(hint=hint, who=who)
        if section.text and section.as_of:
            words = self.tr("{hint} · 据{source}，截至 {time}")
            return words.format(
                hint=hint, source=section.source, time=when(section.as_of, text.now)
            )
        return hint

    def _data_draft(self, section: Section, editor: QPlainTextEdit) -> Fold:
        """What the data say beside what was written, and the way back to it."""
        fold = Fold(self.tr("数据稿"))
        words = PlainLabel(section.filled, Size.SMALL, ink="text_dim")
        words.setWordWrap(True)
        take = Button(self.tr("采用数据稿"), Kind.PLAIN, size=Size.SMALL)
        take.setObjectName(f"take_{section.code.replace('.', '_')}")
        take.setAutoDefault(False)
        take.clicked.connect(partial(editor.setPlainText, section.filled))
        fold.body.addWidget(words)
        fold.body.addWidget(take)
        return fold

    def submit(self) -> None:
        changes = {
            code: Words(part.editor.toPlainText(), part.section.version)
            for code, part in self._parts.items()
            if part.changed
        }
        if not changes:
            self.finish()
            return
        self.act(inquiry.edit, report_id=self._id, changes=changes)  # fmt: skip

    def refuse(self, failure: Failure) -> None:
        """Perhaps somebody else wrote meanwhile: then their words are shown under the own ones."""
        super().refuse(failure)
        actor, report, now = self.seat.actor, self._id, self.seat.clock()
        self.seat.tasks.read(self, lambda s: inquiry_text(s, actor, report, now), self._compare)

    def _compare(self, text: InquiryText) -> None:
        for section in text.line.sections:
            part = self._parts[section.code]
            if section.version == part.section.version:
                continue
            if not part.changed:
                part.editor.setPlainText(section.text)
            else:
                part.section = section
                who = by_at(section.by, section.at, text.now) or self.tr("数据更新")
                self._show_other(part, who)
            part.section = section

    def _show_other(self, part: Part, who: str) -> None:
        words = self.tr("{who} 改为：\n{text}\n再按一次“保存修改”，以您写的为准。")
        part.other.setText(words.format(who=who, text=part.section.text))
        part.other.show()


def _state_words(text: InquiryText) -> str:
    def tr(words: str) -> str:
        return QCoreApplication.translate("InquiryForm", words)

    line = text.line
    parts = [
        tr("{who} 起草").format(who=by_at(line.drafted_by, line.drafted_at, text.now)),
        tr("数据截至 {time}").format(time=when(line.as_of, text.now)),
    ]
    if line.due_at and not line.signed_at:
        parts.append(tr("应于 {time} 前签发").format(time=when(line.due_at, text.now)))
    return dotted(parts)


class SignInquiry(SignedForm):
    """The whole report above the signature."""

    signature: QLineEdit

    object_name, kept_as, keeps = "sign_inquiry", "sign_inquiry", False

    def __init__(self, over: Over, text: InquiryText) -> None:
        super().__init__(
            over,
            self.tr("签发{report}").format(report=word(INQUIRY_WORDS[text.line.kind])),
            self.tr("签发"),
            explain=_state_words(text),
            subject=text.line.id,
        )
        self._id, self._seen = text.line.id, text.line.version
        self.add_text(text.title)
        self._show(text)

    def _show(self, text: InquiryText) -> None:
        self._seen = text.line.version
        whole = "\n\n".join(f"{s.title}\n{s.text}" for s in text.line.sections)
        self.show_text(whole, self.tr("签发后内容不能再改；有补充的另行起草。"))

    def reread(self) -> None:
        actor, report, now = self.seat.actor, self._id, self.seat.clock()
        self.seat.tasks.read(self, lambda s: inquiry_text(s, actor, report, now), self._show)

    @Slot()
    def submit(self) -> None:
        self.act(inquiry.sign, report_id=self._id, signature=self.signature.text(), seen=self._seen)
