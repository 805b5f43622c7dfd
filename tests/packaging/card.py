"""The administrator's card, read: its numbered parts, and on which server each line is for."""

import re

from commandcenter.paths import ROOT

CARD = (ROOT / "packaging" / "administrator.zh.md").read_text(encoding="utf-8")
WHERE = re.compile(r"^(主机|备机|旧机)  ")


def marked(number):
    """The commands of a part, each with the server that it is for ("" for none said)."""
    text = CARD.partition(f"\n**{number} ")[2].partition(f"\n**{number + 1} ")[0]
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    found = [(WHERE.match(line), line) for line in lines]
    return [(at[1] if at else "", WHERE.sub("", line)) for at, line in found]


def section(number):
    """The commands of one part; lines of settings are no commands."""
    return [line for _, line in marked(number)]
