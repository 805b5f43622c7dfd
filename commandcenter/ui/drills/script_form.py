"""A script of one's own, written on the screen inject by inject; saved as a file, and played."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget

from commandcenter.domain.drills.burst import read_burst
from commandcenter.domain.drills.drill import KIND_WORDS, MODE_WORDS, InjectKind, Mode
from commandcenter.domain.drills.script import Inject, Script, as_table, read_rules, read_script
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.moments import Moments
from commandcenter.offices.drill_scripts import read_file, score_table, write_file
from commandcenter.queries.drills.inject_detail import InjectChoices, inject_choices
from commandcenter.ui import look
from commandcenter.ui.drills.drill_words import to_words
from commandcenter.ui.drills.script_inject_form import ScriptInjectForm
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import headed, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind

HOURS = timedelta(hours=3)  # of a drill that is begun to be written
SOON = timedelta(minutes=10)  # after the last inject the next one is proposed
NONE = InjectChoices((), ())


class ScriptForm(Form):
    """`kept` tells the path of the file. What a script holds besides (facts, what was done in the
    past event) stays as it was read.
    """

    object_name, extent = "drill_script", (860, 760)

    def __init__(self, over: Over) -> None:
        explain = self.tr("逐项写明何时、以什么方式、给谁、什么内容；存为文件后可以建立演练库。")
        super().__init__(over, self.tr("编写演练脚本"), self.tr("存为文件…"), explain=explain)
        self._choices, self._script = NONE, self._empty()
        self.title_line = self.line("drill_title", self.tr("演练名称"), needed=True)
        at = self._script.begins
        self.begins = self.moment("begins", self.tr("演练时间从"), at, needed=True)
        self.until = self.moment("until", self.tr("到"), self._script.until, needed=True)
        self.side_by_side(self.begins, self.until)
        modes = [(mode.value, word(words)) for mode, words in MODE_WORDS.items()]
        self.mode = self.chips("mode", self.tr("方式"), modes, [Mode.LIVE], single=True, columns=4)
        self.blind = self.tick("blind", self.tr("盲演：参演人员看不到后面的内容"), True)
        self.injects = QListWidget()
        self.injects.setObjectName("script_injects")
        self.injects.setMinimumHeight(look.px(260))
        self.injects.itemDoubleClicked.connect(self._change)
        self.injects.currentRowChanged.connect(self._on_row)
        self.add("script_injects", self.tr("注入"), self.injects)
        self._add_buttons()
        self.demand(self._wrong, self.injects)
        self._show()
        rules = read_rules(score_table())
        self.seat.tasks.read(
            self, lambda session: inject_choices(session, rules), self._set_choices
        )

    def _empty(self) -> Script:
        at = self.seat.clock().replace(minute=0, second=0, microsecond=0)
        return Script("", Mode.LIVE, True, at, at + HOURS)

    def _add_buttons(self) -> None:
        wanted = Wanted(self.tr("选择演练脚本"))
        way = FileWay(self, wanted, one(self._on_file), self.say)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        known = (
            ("add_inject", self.tr("增加…"), self._add),
            ("change_inject", self.tr("修改…"), self._change),
            ("remove_inject", self.tr("删除"), self._remove),
            ("check_script", self.tr("检查"), self._check),
            ("open_script", self.tr("打开脚本文件…"), way.choose),
        )
        self.buttons: dict[str, Button] = {}
        for name, text, pressed in known:
            button = Button(text, Kind.SECONDARY, size=Size.SMALL)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(pressed)
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
        self.body.addLayout(row)

    def _set_choices(self, choices: InjectChoices) -> None:
        self._choices = choices
        self._show()

    def _show(self) -> None:
        """The injects by their moment; the one that was chosen stays chosen."""
        row = self.injects.currentRow()
        say = Moments(self._script.begins, named=True)
        self.injects.clear()
        for inject in self._script.injects:
            self.injects.addItem(self._line(inject, say))
        self.injects.setCurrentRow(min(row, self.injects.count() - 1))
        self._on_row()

    def _line(self, inject: Inject, say: Moments) -> str:
        burst = read_burst(inject.payload)
        count = len(inject.payload.get("complaints", ())) if burst is None else burst.count
        parts = [
            f"{say.short(inject.at)}　{headed(word(KIND_WORDS[inject.kind]), inject.title)}",
            self.tr("{n} 件").format(n=count) if inject.kind is InjectKind.COMPLAINTS else "",
            to_words(inject.to, dict(self._choices.districts)),
        ]
        if inject.limit_minutes:
            limit = self.tr("{n} 分钟内应答，超时扣 {p} 分")
            parts.append(limit.format(n=inject.limit_minutes, p=inject.points))
        return listed(part for part in parts if part)

    @Slot()
    def _on_row(self) -> None:
        chosen = self.injects.currentRow() >= 0
        for name in ("change_inject", "remove_inject"):
            self.buttons[name].setEnabled(chosen)

    @Slot()
    def _add(self) -> None:
        at = max((each.at + SOON for each in self._script.injects), default=self._begins())
        form = ScriptInjectForm(self.over, self._choices, Inject(at, InjectKind.CALL, ""))
        form.kept.connect(partial(self._put, None))
        form.begin()

    @Slot()
    def _change(self) -> None:
        row = self.injects.currentRow()
        if row < 0:
            return
        before = self._script.injects[row]
        form = ScriptInjectForm(self.over, self._choices, before)
        form.kept.connect(partial(self._put, before))
        form.begin()

    @Slot()
    def _remove(self) -> None:
        row = self.injects.currentRow()
        if row >= 0:
            kept = [each for n, each in enumerate(self._script.injects) if n != row]
            self._script = replace(self._script, injects=tuple(kept))
            self._show()

    def _put(self, before: Inject | None, inject: Inject) -> None:
        others = [each for each in self._script.injects if each is not before]
        in_order = sorted([*others, inject], key=lambda each: each.at)
        self._script = replace(self._script, injects=tuple(in_order))
        self._show()
        self.injects.setCurrentRow(in_order.index(inject))

    def _on_file(self, path: Path) -> None:
        try:
            self._script = read_file(path)
        except RuleBroken as refused:
            self.say(str(refused))
            return
        self.title_line.setText(self._script.title)
        self.begins.set_value(self._script.begins)
        self.until.set_value(self._script.until)
        self.mode.choose(self._script.mode)
        self.blind.setChecked(self._script.blind)
        self.say("")
        self._show()

    def _begins(self) -> datetime:
        return self.begins.value() or self._script.begins

    def script(self) -> Script:
        """As the fields stand."""
        return replace(
            self._script,
            title=self.title_line.text().strip(),
            mode=Mode(self.mode.chosen()[0]),
            blind=self.blind.isChecked(),
            begins=self._begins(),
            until=self.until.value() or self._script.until,
        )

    def _wrong(self) -> str:
        """What is wrong with it, as who plays it would be told; and what would never come."""
        script = self.script()
        try:
            read_script(as_table(script))
        except RuleBroken as refused:
            return str(refused)
        if not script.injects:
            return self.tr("还没有注入。")
        outside = [x for x in script.injects if not script.begins <= x.at <= script.until]
        if outside:
            words = self.tr("“{title}”不在演练时间之内。")
            return words.format(title=outside[0].title)
        return ""

    @Slot()
    def _check(self) -> None:
        wrong = self._wrong() if self.title_line.text().strip() else self.tr("请填写演练名称。")
        answered = sum(bool(each.signs) for each in self._script.injects)
        well = self.tr("检查通过：注入 {n} 项，其中 {m} 项须应答。")
        self.say(wrong)
        self.remark("" if wrong else well.format(n=len(self._script.injects), m=answered))

    def submit(self) -> None:
        script = self.script()
        save_as(self, self.tr("存为演练脚本"), f"{script.title}.toml", partial(self._save, script))

    def _save(self, script: Script, path: Path) -> None:
        try:
            write_file(path, script)
        except OSError as error:
            words = self.tr("“{path}”无法写入：{why}。")
            self.say(words.format(path=path, why=why(error)))
            return
        self.finish(path)
