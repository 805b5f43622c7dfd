"""What is copied out of a table: the same rows as text and as HTML, for Excel and Word."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from commandcenter.domain.spreadsheet import safe_cell


def mime_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """One cell without its head is the text itself. A tab parts cells, a line rows."""
    data = QMimeData()
    if not head and len(rows) == 1 and len(rows[0]) == 1:
        data.setText(rows[0][0])
        return data
    lines = [*([head] if head else []), *rows]
    data.setText("\n".join("\t".join(_one_line(safe_cell(cell)) for cell in row) for row in lines))
    data.setHtml(_html(head, rows))
    return data


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(words)}</th>" for words in head)
    lines = [f"<tr>{heads}</tr>"] if heads else []
    for row in rows:
        cells = "".join(f"<td>{escape(safe_cell(words))}</td>" for words in row)
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"
