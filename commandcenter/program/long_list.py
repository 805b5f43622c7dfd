"""A list too long for a terminal: its first lines, and all of it as a file."""

from collections.abc import Sequence
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.program.trouble import print_line

FIRST = 20


def print_first(lines: Sequence[str], name: str) -> None:
    """Print the first lines; where there are more, write all to the file `name` of the working
    folder (UTF-8, a file of that name is replaced). Raises RuleBroken where it cannot be written.
    """
    for line in lines[:FIRST]:
        print_line(line)
    if len(lines) <= FIRST:
        return
    target = Path.cwd() / name
    try:
        own_files.write_text(target, "".join(f"{line}\n" for line in lines), own_name=True)
    except OSError as error:
        raise RuleBroken("无法写入“{path}”。", path=target) from error
    print_line(f"以上是前 {FIRST} 条，全部 {len(lines):,} 条在“{target}”。")
