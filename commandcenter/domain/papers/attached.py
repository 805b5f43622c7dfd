"""附件 of a paper: which files may be one, and the title that a file's name proposes."""

import re
from pathlib import PurePath

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.file_names import TURNING

TITLE_CHARS = 60
MOST = 50
KINDS = (
    ".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx",
    ".txt", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp",
)  # fmt: skip
# What the page numbers by itself: 附件1名单, 附件一：名单; a year, a date and 一览表 are no number.
NUMBERED = re.compile(
    r"^附件\s*(?:[0-9]{1,3}(?![0-9年月日])\s*[：:.、．_-]?"
    r"|[一二三四五六七八九十]{1,3}(?:\s*[：:.、．_-]|\s|$)|[：:.、．_-])?\s*"
)
# A slash or a point at the end would make another file's name.
NO_TITLE = re.compile(r"[\x00-\x1f\x7f-\x9f\\/\ud800-\udfff]+")


def title_of(name: str) -> str:
    """What a file's name proposes: plain words, without 附件1 before and the kind behind."""
    return clean_title(NUMBERED.sub("", PurePath(name.replace("\\", "/")).stem))[:TITLE_CHARS]


def clean_title(words: str) -> str:
    """One line of plain text that can be the name of a file."""
    plain = NO_TITLE.sub(" ", TURNING.sub("", words))
    return " ".join(plain.split()).strip(" .。；;，,")


def kind_of(name: str) -> str:
    """Its suffix. Raises RuleBroken for what is no document, table or picture."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS:
        raise RuleBroken("附件须是文档、表格或图片文件，不能是“{name}”。", name=clean_title(name))
    return suffix
