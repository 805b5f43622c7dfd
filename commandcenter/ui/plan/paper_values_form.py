"""What the bureau sets of its papers: templates with their preview, series, the way of a kind."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.papers.paper import STEP_WORDS, PaperStep
from commandcenter.domain.papers.word_lists import ListKind
from commandcenter.domain.plan.plan_paper_changes import taken_of, taken_words
from commandcenter.domain.reports.report import names_in
from commandcenter.queries.papers.paper_contents import office
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.plan.plan_values_form import ValueForm
from commandcenter.ui.plan.typed_values import steps_hint, typed_line, typed_steps
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel

LATER_MS = 250  # after the last key
PAGE = (595.3, 841.9)  # A4 in points


class PaperValueForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        """Papers go by the plan in force, whenever their incident was registered."""
        said = self.tr("现为 {words}。修改后成为新版本：尚未签发的公文随之改变，已签发的不变。")
        self.explain.setText(said.format(words=self.value.words))


class TemplateForm(PaperValueForm):
    """The office's heads and standing names, beside the page that they make."""

    extent = (1_080, 760)

    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        columns, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        columns.setSpacing(look.px(24))
        columns.addLayout(left, 1)
        columns.addLayout(right)
        self.body.addLayout(columns)
        self._edits = {
            key: self.line(f"template_{key}", label, str(item.get(key, "")), into=left)
            for key, label in (
                ("head", self.tr("红头名称（{office} 为本局名称，不用红头的空着）")),
                ("over", self.tr("红头上方的机关（空着即为“文件”式）")),
                ("signature", self.tr("署名（空着按内容）")),
                ("issuer", self.tr("印发机关")),
            )
        }
        for key, label in (
            ("recipients", self.tr("常用主送（顿号隔开）")),
            ("copies", self.tr("常用抄送（顿号隔开）")),
        ):
            said = "、".join(item.get(key, ()))
            self._edits[key] = self.line(f"template_{key}", label, said, into=left)
        self._phrases = dict(item.get("phrases", {}))
        self._edits["amends"] = self.line(
            "template_amends",
            self.tr("更正件开头（{paper} 为所更正的公文）"),
            str(self._phrases.get("amends", "")),
            needed=True,
            into=left,
        )
        left.addStretch(1)
        self._build_preview(right)

    def _build_preview(self, column: QVBoxLayout) -> None:
        column.addWidget(PlainLabel(self.tr("预览"), Size.SMALL, ink="text_dim"))
        self.picture = QLabel()
        self.picture.setObjectName("template_preview")
        width = look.px(400)
        self._size = QSize(width, round(width * PAGE[1] / PAGE[0]))
        self.picture.setFrameShape(QFrame.Shape.Box)  # white paper on the form's white
        self.picture.setFixedSize(self._size + QSize(2, 2))
        column.addWidget(self.picture)
        column.addStretch(1)
        self._office = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._draw)
        for edit in self._edits.values():
            edit.textChanged.connect(self._draw_soon)
        self.seat.tasks.read(self, office, self._know_office)

    @Slot()
    def _draw_soon(self) -> None:
        self._later.start()

    @Slot(str)
    def _know_office(self, name: str) -> None:
        self._office = name
        self._draw()

    def _words(self, key: str) -> str:
        return self._edits[key].text().strip().replace("{office}", self._office)

    @Slot()
    def _draw(self) -> None:
        """On a worker: the typesetting is loaded with the first picture."""
        said = {key: self._words(key) for key in self._edits}
        size, ratio = self._size, self.devicePixelRatioF()

        def drawn() -> QImage:
            # The typesetting is slow to load: for a picture only.
            from commandcenter.ui.papers.template_picture import template_picture

            return template_picture(said, size, ratio)

        self.seat.tasks.draw(self, drawn, self._show)

    def _show(self, picture: QImage) -> None:
        self.picture.setPixmap(QPixmap.fromImage(picture))

    def fields(self) -> dict[str, Any]:
        text = {key: edit.text().strip() for key, edit in self._edits.items()}
        return {
            "head": text["head"],
            "over": text["over"],
            "signature": text["signature"],
            "issuer": text["issuer"],
            "recipients": list(names_in(text["recipients"])),
            "copies": list(names_in(text["copies"])),
            "phrases": self._phrases | {"amends": text["amends"]},
        }


class SeriesForm(PaperValueForm):
    """How a series is written, and how far it had come before the program kept it."""

    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        self.name = self.line("series_title", self.tr("名称"), str(item["title"]), needed=True)
        self.pattern = self.line(
            "series_pattern",
            self.tr("编号写法（{year} 为年份，{number} 为序号）"),
            str(item["pattern"]),
            self.tr("例：澄市监发〔{year}〕{number}号"),
            needed=True,
        )
        taken = taken_words(item.get("taken", {}))
        label = self.tr("启用前已用到的号（按年，空着从 1 起）")
        self.taken = self.line("series_taken", label, taken, self.tr("例：2026=37"))

    def fields(self) -> dict[str, Any]:
        return {
            "title": self.name.text().strip(),
            "pattern": self.pattern.text().strip(),
            "taken": taken_of(self.taken.text()),
        }


class FlowForm(PaperValueForm):
    """The steps of a kind in their order, and which groups countersign."""

    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        said = enumerated(word(STEP_WORDS[PaperStep(code)]) for code in item["steps"])
        self.steps: QLineEdit = self.line(
            "flow_steps",
            self.tr("环节（按顺序，顿号隔开）"),
            said,
            steps_hint(),
            needed=True,
        )
        asked = item.get("countersign", ())
        self._groups = {
            group: self.tick(f"flow_{group.value}", self._asks(group), group.value in asked)
            for group in Group
        }

    def _asks(self, group: Group) -> str:
        return self.tr("{group}会签").format(group=word(GROUP_WORDS[group]))

    def fields(self) -> dict[str, Any]:
        asked = [group.value for group, box in self._groups.items() if box.isChecked()]
        return {"steps": typed_steps(self.steps.text()), "countersign": asked}


class WordListForm(PaperValueForm):
    """The lines of a list of the misuse check."""

    extent = (760, 680)

    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        hints = {
            ListKind.REPLACE: self.tr("每行一条，如“布署→部署”；后面可加“｜除外：…”“｜说明”"),
            ListKind.ORDER: self.tr("每行一组，按先后，顿号隔开"),
            ListKind.LEADERS: self.tr("每行“职务 姓名”，按排名"),
            ListKind.ADVERBS: self.tr("每行一个词"),
            ListKind.VERBS: self.tr("每行一个词"),
        }
        label = hints[ListKind(item["kind"])]
        self._kind = ListKind(item["kind"])
        self.lines = self.text("word_list_lines", label, lines=11)
        self.lines.setPlainText("\n".join(item.get("words", ())))

    def fields(self) -> dict[str, Any]:
        typed = self.lines.toPlainText().splitlines()
        lines = (typed_line(line.strip(), self._kind) for line in typed)
        return {"words": [line for line in lines if line]}


PAPER_FORMS: dict[str, type[ValueForm]] = {
    "template": TemplateForm,
    "paper_series": SeriesForm,
    "paper_flow": FlowForm,
    "word_list": WordListForm,
}
