"""What a paper's file is called when it is saved or mailed: names that every machine takes."""

import re
import unicodedata
from datetime import datetime

from commandcenter.domain.phrase import for_record
from commandcenter.domain.times import local

DRILL_MARK = "演练-"
LONGEST = 60  # characters of the title: some mailers cut a name off at 240 bytes
# Not allowed by Windows, or read as something else by a mailer or a shell.
UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|&;%$#@!\'`~^{}\[\]()（）+=,，。；：？！、\s\u3000]+')
TURNING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@for_record
def paper_file_name(
    number: str, title: str, at: datetime, suffix: str, *, drill: bool = False
) -> str:
    """澄市监发〔2026〕17号_关于…的通知_20261124.pdf. No number: a draft. A drill's says so."""
    parts = (_safe(number), _safe(title)[:LONGEST].strip("_"), f"{local(at):%Y%m%d}")
    return marked(f"{'_'.join(part for part in parts if part)}.{suffix}", drill)


def marked(name: str, drill: bool) -> str:
    """The name of a file that leaves a drill's store begins with what it is."""
    return f"{DRILL_MARK}{name}" if drill and not name.startswith(DRILL_MARK) else name


def _safe(text: str) -> str:
    """Letters, digits and Chinese stay. What an office's mailer (GBK) cannot write becomes _."""
    plain = TURNING.sub("", unicodedata.normalize("NFC", text))
    plain = plain.replace("“", "").replace("”", "")
    held = "".join(char if _in_gbk(char) else "_" for char in plain)
    return re.sub("_+", "_", UNSAFE.sub("_", held)).strip("_.-")


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
