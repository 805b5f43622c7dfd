"""The incident's log as a Qt list, newest on top."""

from commandcenter.domain.times import hhmm
from commandcenter.queries.log import LogLine
from commandcenter.ui.models.line_model import LineModel
from commandcenter.ui.widgets.labels import tip


class LogModel(LineModel[LogLine]):
    def text(self, line: LogLine) -> str:
        return line.text

    def spoken(self, line: LogLine) -> str:
        return self.tr("{time} {office}：{text}").format(
            time=hhmm(line.at), office=line.office, text=line.text
        )

    def hint(self, line: LogLine) -> str:
        return tip(self.tr("{author}：{text}").format(author=line.author, text=line.text))
