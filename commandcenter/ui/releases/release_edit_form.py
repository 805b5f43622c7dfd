"""A release being written: its numbers are checked while it is typed, then it is submitted."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from commandcenter.domain.releases.release import ReleaseState, digest, judged_text
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.release_check import CheckSheet, check_sheet
from commandcenter.queries.releases.releases import ReleaseLine, release_line
from commandcenter.queries.seat.drafts import Draft
from commandcenter.services.releases import releases
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import typed
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.papers.usage_note import UsageNote
from commandcenter.ui.phrases import dotted
from commandcenter.ui.releases.release_frame import ReleaseFrame, mark_numbers
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

PAUSE_MS = 350  # after the last key, before the numbers are looked up


class ReleaseEditor(ReleaseFrame):
    """Saves and submits. Where somebody was faster, their text stands below the own one."""

    object_name, kept_as = "release_editor", "release"

    def __init__(self, over: Over, release_id: int) -> None:
        super().__init__(
            over, release_id, self.tr("起草发布稿"), self.tr("保存并送审"), writes=True
        )
        self._seen = 0  # the version that the text began from
        self._kept: ReleaseLine | None = None
        self._as_of: datetime | None = None
        self._ticket = 0
        self._sheet: CheckSheet | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self._build()
        self.reread()

    def _build(self) -> None:
        self.heading: QLineEdit = self.line("title", self.tr("标题"), needed=True, into=self.left)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(look.line() * 12)
        field = self.add("text", self.tr("正文"), self.words, needed=True, into=self.left)
        self.left.setStretchFactor(field, 1)
        self.usage = UsageNote(self.words)
        self.left.addWidget(self.usage)
        self.left.addLayout(self._moment_row())
        self.left.addLayout(self._other_text())
        self.heading.textChanged.connect(self._on_typed)
        self.words.textChanged.connect(self._on_typed)
        self.check.explained.connect(self._on_explained)
        self.save = Button(self.tr("保存"), Kind.SECONDARY)
        self.save.setObjectName("save")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._on_save)
        self.foot.insertWidget(self.foot.count() - 1, self.save)
        self.save.forbid(self.tr("正在读取，请稍候。"))

    def _moment_row(self) -> QHBoxLayout:
        self._moment = PlainLabel("", Size.SMALL, ink="text_dim")
        self._moment.setObjectName("as_of")
        self.to_now = Button(
            self.tr("按现在的数据核对"), Kind.LINK, icon="refresh", size=Size.SMALL
        )
        self.to_now.setObjectName("to_now")
        self.to_now.setAutoDefault(False)
        self.to_now.clicked.connect(self._on_to_now)
        row = QHBoxLayout()
        row.addWidget(self._moment)
        row.addWidget(self.to_now)
        row.addStretch(1)
        return row

    def _other_text(self) -> QVBoxLayout:
        """What another has saved meanwhile; hidden until that happens."""
        self._other_head = PlainLabel("", Size.SMALL, MEDIUM, ink="warn")
        self._other_head.setObjectName("other_head")
        self._other_head.setWordWrap(True)
        self._other = QPlainTextEdit()
        self._other.setObjectName("other_text")
        self._other.setAccessibleName(self.tr("他人保存的最新内容"))
        self._other.setReadOnly(True)
        self._other.setFont(look.font())
        self._other.setFixedHeight(look.line() * 6)
        box = QVBoxLayout()
        box.setSpacing(look.px(4))
        box.addWidget(self._other_head)
        box.addWidget(self._other)
        self._other_head.hide()
        self._other.hide()
        return box

    def show_release(self, line: ReleaseLine, sheet: CheckSheet) -> None:
        first = self._kept is None
        self._kept = line
        title = self.tr("{label} · {title}").format(label=line.label, title=line.title)
        self.setWindowTitle(title)
        self.explain.setText(self._explanation(line))
        self.explain.show()
        if first:
            self._seen, self._as_of = line.version, line.as_of
            self.heading.setText(line.title)
            self.heading.setCursorPosition(0)
            self.words.setPlainText(line.text)
            self._first = self._typed()
            if self._drafts:
                self._drafts.begin()
        self._show_sheet(sheet)
        self._allow(line)

    def begin(self) -> None:
        """Drafts begin once the text is there: an empty form is nobody's words."""
        self.heading.setFocus()
        self.open()

    def _explanation(self, line: ReleaseLine) -> str:
        parts = [line.label]
        if line.corrects:
            parts.append(self.tr("更正{label}").format(label=line.corrects))
        if line.due_at:
            due = short_zh(line.due_at, self.seat.clock())
            parts.append(self.tr("应于 {time} 前发出").format(time=due))
        last = line.events[0]
        if not last.passed:
            parts.append(self.tr("{by}退回：{words}").format(by=last.by, words=last.words))
        return dotted(parts)

    def _allow(self, line: ReleaseLine) -> None:
        edit = line.offer(ReleaseAct.EDIT)
        why = refusal(edit.refusal) if edit and edit.refusal else ""
        self.save.forbid(why)
        self.forbid(why)

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_explained(self) -> None:
        self.check.recount(self.seat.clock())
        self._mark()

    @Slot()
    def _on_to_now(self) -> None:
        self._as_of = self.seat.clock()
        self._look_up()

    @Slot()
    def _look_up(self) -> None:
        """Ask for the check of what stands there now; an older answer is not shown."""
        if self._kept is None:
            return
        self._ticket += 1
        release, as_of = self.release_id, self._as_of
        title, text = typed(self.heading.text()), self.words.toPlainText()
        self.seat.tasks.read(
            self,
            lambda s: check_sheet(s, release, title, text, as_of),
            partial(self._looked_up, self._ticket),
        )

    def _looked_up(self, ticket: int, sheet: CheckSheet) -> None:
        if ticket == self._ticket:
            self._show_sheet(sheet)

    def _show_sheet(self, sheet: CheckSheet) -> None:
        self._sheet = sheet
        self.usage.set_usage(sheet.usage)
        now = self.seat.clock()
        self.check.show_sheet(sheet, now)
        time = short_zh(sheet.as_of, now)
        self._moment.setText(self.tr("数字按 {time} 的数据核对").format(time=time))
        self._mark()

    def _mark(self) -> None:
        if self._sheet is not None:
            mark_numbers(self.words, self._sheet, set(self.check.why))

    @Slot()
    def _on_save(self) -> None:
        if self.complete():
            self._save(self._saved)

    def _changed(self) -> bool:
        kept = self._kept
        assert kept is not None
        texts = (typed(self.heading.text()), typed(self.words.toPlainText()))
        before = {n.key: n.why.words for n in kept.numbers if n.why}
        return (*texts, self._as_of) != (kept.title, kept.text, kept.as_of) or (
            before != self.check.why
        )

    def _save(self, done: Callable[[Any], object]) -> None:
        self.send(
            self.seat.command(
                releases.edit,
                release_id=self.release_id,
                title=self.heading.text(),
                text=self.words.toPlainText(),
                why=self.check.why,
                seen=self._seen,
                as_of=self._as_of,
            ),
            done,
        )

    def _saved(self, result: object) -> None:
        self.kept.emit(result)
        self.remark(self.tr("已保存。"))
        self._hide_other()
        self._again(lambda: None)

    def _again(self, then: Callable[[], object]) -> None:
        """Begin from what is kept now."""
        actor, now, release = self.seat.actor, self.seat.clock(), self.release_id

        def arrived(shown: tuple[ReleaseLine, CheckSheet]) -> None:
            self._seen = shown[0].version
            self._first = self._typed()
            if self._drafts:
                self._drafts.rebase()
            self._arrived(shown)
            then()

        self.seat.tasks.read(
            self,
            lambda s: (release_line(s, actor, release, now), check_sheet(s, release)),
            arrived,
        )

    def submit(self) -> None:
        """Save what was changed, then submit exactly that."""
        if self._kept and (self._changed() or self._kept.state is not ReleaseState.DRAFT):
            self._save(lambda _: self._again(self._submit))
        else:
            self._submit()

    def _submit(self) -> None:
        judged = judged_text(typed(self.heading.text()), typed(self.words.toPlainText()))
        self.act(releases.submit, release_id=self.release_id, seen=digest(judged))

    def refuse(self, failure: Failure) -> None:
        """Nothing typed is lost; what another has saved is laid beside it."""
        super().refuse(failure)
        actor, now, release = self.seat.actor, self.seat.clock(), self.release_id
        self.seat.tasks.read(self, lambda s: release_line(s, actor, release, now), self._compare)

    def _compare(self, line: ReleaseLine) -> None:
        if line.version == self._seen:
            return
        self._seen, self._kept = line.version, line
        last = line.events[0]
        self._other_head.setText(
            self.tr(
                "{by} {time}（{step}）之后的最新内容如下；上面是您写的文字。"
                "核对合并后再次保存，即以您的为准。"
            ).format(
                by=last.by,
                time=short_zh(last.at, self.seat.clock()),
                step=word(last.label),
            )
        )
        self._other.setPlainText(f"{line.title}\n{line.text}")
        self._other_head.show()
        self._other.show()
        self.strip.show_gates(line.gates, self.seat.clock())

    def _hide_other(self) -> None:
        self._other_head.hide()
        self._other.hide()

    def _draft_state(self) -> dict[str, object]:
        """With the version it began from: an old draft never passes for the newest text."""
        at = self._as_of.isoformat() if self._as_of else ""
        return {
            **super()._draft_state(),
            "why": dict(self.check.why),
            "seen": self._seen,
            "as_of": at,
        }

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        super()._on_draft(draft)
        seen, why, at = (draft.data.get(key) for key in ("seen", "why", "as_of"))
        if isinstance(seen, int):
            self._seen = seen
        if isinstance(why, dict):
            self.check.keep({str(k): str(v) for k, v in why.items()})
        if isinstance(at, str) and at:
            self._as_of = datetime.fromisoformat(at)
        self._look_up()
