"""The incident's log as a Qt list, newest on top."""

from commandcenter.domain.times import hhmm
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.command.running_log import LogLine
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import LineModel


class LogModel(LineModel[LogLine]):
    def text(self, line: LogLine) -> str:
        return line.text

    def spoken(self, line: LogLine) -> str:
        return self.tr("{time} {office}：{text}").format(
            time=hhmm(line.at), office=line.office, text=line.dated_text
        )

    def heads(self) -> tuple[str, ...]:
        return self.tr("时间"), self.tr("部门"), self.tr("记录人"), self.tr("内容"), self.tr("上屏")

    def cells(self, line: LogLine) -> tuple[Cell, ...]:
        on_wall = self.tr("是") if line.on_wall else ""
        return line.at, line.office, line.author, line.text, on_wall

    def hint(self, line: LogLine) -> str:
        return tip(self.tr("{author}：{text}").format(author=line.author, text=line.text))
