"""Icons by what they mean, drawn from the icon fonts that qtawesome carries."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from commandcenter.ui import glyphs, theme

# Meaning -> glyph of one family (Material Design Icons), so that all are of one stroke.
GLYPHS = {
    # the rail
    "watch": "monitor-eye",
    "warning": "alert-outline",
    "risk": "shield-search",
    "incident": "bullseye-arrow",
    "complaint": "message-text-outline",
    "people": "account-group-outline",
    "stock": "package-variant-closed",
    "publicity": "bullhorn-variant-outline",
    "paper": "file-document-edit-outline",
    "plan": "book-open-page-variant-outline",
    "drill": "clipboard-play-outline",
    "server": "server",
    # what can be done
    "search": "magnify",
    "attach": "paperclip",
    "note": "note-text-outline",
    "assign": "account-arrow-right-outline",
    "print": "printer-outline",
    "import": "file-import-outline",
    "export": "file-export-outline",
    "add": "plus",
    "edit": "pencil-outline",
    "remove": "trash-can-outline",
    "close": "close",
    "refresh": "refresh",
    "undo": "undo-variant",
    "sign": "draw-pen",
    "grade": "scale-balance",
    "activate": "flash-outline",
    "release": "bullhorn-outline",
    "report": "file-send-outline",
    "brief": "file-chart-outline",
    "filter": "filter-variant",
    "more": "dots-horizontal",
    "settings": "cog-outline",
    "lock": "lock-outline",
    "unlock": "lock-open-variant-outline",
    "help": "help-circle-outline",
    "copy": "content-copy",
    "folder": "folder-open-outline",
    "save": "content-save-outline",
    "cancel": "cancel",
    "pin": "map-marker-outline",
    "detach": "dock-window",
    "fit": "fit-to-screen-outline",
    "zoom_in": "plus",
    "zoom_out": "minus",
    # states
    "done": "check-circle",
    "open": "circle-outline",
    "overdue": "alert-circle",
    "dropped": "minus-circle-outline",
    "info": "information-outline",
    "refused": "hand-back-right-outline",
    "lost": "lan-disconnect",
    "linked": "lan-connect",
    "present": "account-check-outline",
    "absent": "account-off-outline",
    "stale": "clock-alert-outline",
    "bell": "bell-outline",
    "bell_rings": "bell-ring",
    "bell_ring": "bell-ring-outline",
    # things
    "log": "text-box-outline",
    "clock": "clock-outline",
    "deadline": "timer-outline",
    "phone": "phone-outline",
    "call": "headset",
    "person": "account-outline",
    "commander": "account-star-outline",
    "subject": "store-outline",
    "district": "map-outline",
    "map": "map-legend",
    "timeline": "chart-bar",
    "command": "sitemap-outline",
    "checklist": "format-list-checks",
    "todo": "inbox-arrow-down-outline",
    "money": "cash-multiple",
    "crowd": "account-multiple-outline",
    "wall": "monitor-dashboard",
    "team": "car-emergency",
    "evidence": "archive-outline",
    "clause": "format-section",
    "theme": "theme-light-dark",
    "duty": "phone-log-outline",
    "site": "map-marker-account-outline",
    "directive": "file-sign",
    "liaison": "handshake-outline",
    "consult": "account-voice",
    "handover": "account-switch-outline",
    "case": "gavel",
    "legal": "book-account-outline",
    "opinion": "newspaper-variant-outline",
    "question": "comment-question-outline",
    "history": "history",
    "calendar": "calendar-month-outline",
    "archive": "archive-lock-outline",
    "flag": "flag-outline",
    # a drill
    "pause": "pause",
    "resume": "play",
    "next_inject": "skip-next",
    "score": "flag-checkered",
    "discuss": "forum-outline",
    # directions
    "down": "chevron-down",
    "up": "chevron-up",
    "left": "chevron-left",
    "right": "chevron-right",
}


def load(name: str, color_name: str = "text_dim") -> QIcon:
    """The icon `name` in a colour of the theme. Raises KeyError for an unknown one.

    Of the theme in force now: ask again after a change of theme where one is kept.
    """
    return _icon(GLYPHS[name], theme.color(color_name).rgba(), theme.color("disabled").rgba())


def pixmap(name: str, color_name: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` pixels, for a screen of `ratio` device pixels a pixel."""
    return _picture(GLYPHS[name], theme.color(color_name).rgba(), size, ratio)


@cache
def _icon(glyph: str, color: int, disabled: int) -> QIcon:
    return glyphs.icon(glyph, QColor.fromRgba(color), QColor.fromRgba(disabled))


@cache
def _picture(glyph: str, color: int, size: int, ratio: float) -> QPixmap:
    return _icon(glyph, color, color).pixmap(QSize(size, size), ratio)
