"""Tooltips with text from outside."""

import html


def tip_html(text: str) -> str:
    """Rich text that shows `text` as it is and wraps it; Qt would take a bare `<b>` for markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""
