"""What came in with an edited Word file, and what of it to look at, in one line."""

from PySide6.QtCore import QCoreApplication

from commandcenter.offices.typesetting import WordEdits
from commandcenter.ui.papers.findings import short
from commandcenter.ui.phrases import clauses


def tr(text: str) -> str:
    return QCoreApplication.translate("WordNote", text)


def taken_words(name: str, taken: WordEdits) -> str:
    parts = [tr("已读入“{name}”，改动 {n} 段").format(name=name, n=len(taken.edits))]
    if taken.gone:
        parts.append(tr("文件中少了 {n} 段，稿中仍保留").format(n=len(taken.gone)))
    if taken.strays:
        words = tr("{n} 处文字不属于任何段落，没有读入：{text}")
        parts.append(words.format(n=len(taken.strays), text=taken.strays[0]))
    if taken.overtaken:
        words = tr("{n} 段在文件导出后稿中已有变动，请核对：{text}")
        parts.append(words.format(n=len(taken.overtaken), text=short(taken.overtaken[0])))
    return clauses(parts)
