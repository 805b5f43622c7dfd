"""Tooltips with text from outside."""

import html

from commandcenter.ui.texts import said


def tip_html(text: str) -> str:
    """Rich text that shows `text` as it is and wraps it; Qt would take a bare `<b>` for markup."""
    return f"<qt>{html.escape(said(text))}</qt>" if text else ""
