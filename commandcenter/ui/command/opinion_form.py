"""An item of public opinion: registered or put right, and handed on to whom it belongs."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from commandcenter.domain.command.opinion import MEDIA_WORDS, TONE_WORDS, Media, Tone
from commandcenter.queries.command.opinions import OpinionLine
from commandcenter.services.command import opinions
from commandcenter.services.command.opinions import Item
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class OpinionForm(Form):
    """With a `line` it amends that one, else it registers a new one."""

    object_name, kept_as, extent = "opinion_form", "opinion", (660, 760)

    def __init__(self, over: Over, incident_id: int, line: OpinionLine | None) -> None:
        self.keeps = line is None
        super().__init__(
            over,
            self.tr("修改舆情登记") if line else self.tr("登记舆情"),
            self.tr("保存") if line else self.tr("登记"),
            explain=self.tr(
                "最高一级媒体作为定级研判的依据。登记后不能删除，只能回应、移交或更正。"
            ),
            subject=line.id if line else -incident_id,
        )
        self._incident, self._line = incident_id, line
        self._seen = _item(line) if line else None
        self._build(line)

    def _build(self, line: OpinionLine | None) -> None:
        hint = self.tr("媒体或平台的名称")
        self.source: QLineEdit = self.line(
            "source", self.tr("来源"), line.source if line else "", hint, needed=True
        )
        choices = [(media.value, word(MEDIA_WORDS[media])) for media in Media]
        self.media = Chips(choices, columns=5, single=True)
        self.add("media", self.tr("媒体层级"), self.media, needed=True)
        self.heading: QLineEdit = self.line(
            "title", self.tr("标题"), line.title if line else "", needed=True
        )
        self.summary: QPlainTextEdit = self.text(
            "summary", self.tr("主要内容"), line.summary if line else "", lines=3
        )
        self.link: QLineEdit = self.line("link", self.tr("网址"), line.link if line else "")
        left, right = self._two_columns()
        at = line.published_at if line else None
        self.published = self.moment(
            "published_at", self.tr("发布时间"), at, needed=True, into=left
        )
        hint = self.tr("阅读、播放或转发数，不掌握的不填")
        reach = line.reach if line else None
        self.reach = self.number("reach", self.tr("传播量"), reach, hint, into=right)
        tones = [(tone.value, word(TONE_WORDS[tone])) for tone in Tone]
        self.tone = Chips(tones, columns=5, single=True)
        self.add("tone", self.tr("情绪倾向"), self.tone)
        self.false_claim: QCheckBox = self.tick(
            "false_claim", self.tr("内容不实，须回应更正"), bool(line and line.false_claim)
        )
        self.media.choose(*([line.media.value] if line else []))
        self.tone.choose(line.tone.value if line else Tone.NEUTRAL.value)
        self.body.addStretch(1)

    def _two_columns(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        row, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        row.setSpacing(look.px(20))
        for column in (left, right):
            row.addLayout(column, 1)
        self.body.addLayout(row)
        left.setAlignment(Qt.AlignmentFlag.AlignTop)
        return left, right

    def _written(self) -> Item:
        (media,) = self.media.chosen()
        published = self.published.edit.moment()
        if self._line and self.published.edit.text() == self._shown_time():
            published = self._line.published_at  # to the second, as it is kept
        return Item(
            source=self.source.text(),
            media=Media(media),
            title=self.heading.text(),
            published_at=published,
            link=self.link.text(),
            summary=self.summary.toPlainText(),
            reach=self.reach.value(),
            tone=Tone(self.tone.chosen()[0]),
            false_claim=self.false_claim.isChecked(),
        )

    def _shown_time(self) -> str:
        assert self._line is not None
        shown = type(self.published.edit)(self._line.published_at)
        return str(shown.text())

    def submit(self) -> None:
        item, actor = self._written(), self.seat.actor
        if self._line is None:
            self.send(
                partial(opinions.register, actor=actor, incident_id=self._incident, item=item)
            )
            return
        assert self._seen is not None
        self.send(
            partial(
                opinions.amend, actor=actor, opinion_id=self._line.id, item=item, seen=self._seen
            )
        )


def _item(line: OpinionLine) -> Item:
    return Item(
        source=line.source,
        media=line.media,
        title=line.title,
        published_at=line.published_at,
        link=line.link,
        summary=line.summary,
        reach=line.reach,
        tone=line.tone,
        false_claim=line.false_claim,
    )


class ReferForm(Form):
    """移交: to which body, with what words."""

    object_name, kept_as, extent = "refer_form", "opinion_refer", (540, 400)

    def __init__(self, over: Over, line: OpinionLine) -> None:
        super().__init__(
            over, self.tr("移交舆情"), self.tr("登记移交"), explain=line.title, subject=line.id
        )
        self._line = line
        hint = self.tr("例如：市公安局网安支队、市委网信办")
        self.to: QLineEdit = self.line("to", self.tr("移交的单位"), hint=hint, needed=True)
        self.words: QPlainTextEdit = self.text("words", self.tr("说明"), lines=4)

    def submit(self) -> None:
        self.act(
            opinions.refer,
            opinion_id=self._line.id,
            to=self.to.text(),
            words=self.words.toPlainText(),
            seen=self._line.state,
        )
