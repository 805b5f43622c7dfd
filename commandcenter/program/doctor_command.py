"""`commandcenter doctor`: how the whole system does, to read, for scripts and for support."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.seat.finding import Finding
from commandcenter.domain.times import iso
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import support_report, system
from commandcenter.offices.written_files import (
    require_place,
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What `doctor` found."""

    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return all(each.ok for each in self.findings)

    def lines(self) -> list[str]:
        return [each.line for each in self.findings]

    def json(self) -> str:
        found = [
            {"name": f.name, "health": f.health.value, "text": f.text, "todo": f.todo,
             "at": iso(f.at)}
            for f in self.findings
        ]  # fmt: skip
        return json.dumps({"good": self.good, "findings": found}, ensure_ascii=False, indent=1)


def doctor(url: str, notify: Sequence[str] = ()) -> Examined:
    return Examined(tuple(system.examine(url, notify)))


def require_report(out: Path | None, url: str) -> None:
    """Raises RuleBroken for a place where the package for support cannot be written."""
    if out is None:
        return
    if out.suffix.lower() != ".zip":
        raise AskedWrongly("报告写成 .zip 文件，不能写成“{suffix}”。", suffix=out.suffix)
    require_place(out, url)


def show_report(
    url: str, lines: list[str], out: Path, say: Callable[[str], None]
) -> tuple[support_report.Item, ...]:
    """Say what the package for support will hold, before it is written."""
    held = support_report.items(url, lines, datetime.now(UTC))
    say(f"{out} 将写入以下 {len(held)} 项：")
    for item in held:
        say(f"  {item}")
    say(support_report.ABOUT)
    return held


def write_report(held: tuple[support_report.Item, ...], out: Path) -> str:
    own_files.write(out, support_report.packed(held))
    return f"{out}：{len(held)} 项，可以发给技术支持。"
