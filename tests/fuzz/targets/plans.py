"""Plan data and scripts of drills, both TOML."""

import tomllib
from dataclasses import replace

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.script import in_mode
from commandcenter.domain.file_trouble import tables_of
from commandcenter.domain.plan.plan_changes import EDITABLE, ItemChange, amended
from commandcenter.domain.plan.plan_words import differences
from commandcenter.domain.plan.revision_changes import revised
from commandcenter.offices import drill_scripts
from commandcenter.services.plan.plan_data import checked_items, clean
from commandcenter.store.plan.plan_files import (
    FILES,
    OWN,
    items_of_tables,
    plan_from_items,
    plan_items,
    read_tables,
    tables_of_items,
)
from tests.fuzz.judge import Refused, require, same, tried, twice
from tests.fuzz.mutate import as_toml
from tests.fuzz.targets import Target

MOST_SEED = 9_000  # bytes of a file of the plan


def cut(text):
    """The first items of each kind: whole files would be a hundred kilobytes."""
    tables = tomllib.loads(text)
    while len(as_toml(tables).encode()) > MOST_SEED:
        longest = max(tables, key=lambda kind: len(str(tables[kind])))
        tables[longest] = tables[longest][: len(tables[longest]) * 2 // 3]
    return as_toml(tables).encode()


def plan_seeds():
    return [cut(file.read_text(encoding="utf-8")) for file in sorted(OWN.glob("*.toml"))]


def plan_opened(folder):
    own = read_tables(OWN)
    whole = tables_of_items(plan_items(OWN))

    def take(data, thorough):
        try:
            given = tables_of(data.decode())
        except ValueError:
            as_file(data)
            return
        rows = {kind: found for kind, found in given.items() if isinstance(found, list)}
        merged = {kind: _merged(own.get(kind, []), found) for kind, found in rows.items()}
        as_tables({**own, **merged})
        as_changes(rows, thorough)
        if thorough:
            as_file(data)

    def as_file(data):
        """A folder of plan files with this one in it: it is the plan, or says which item is not."""
        for name in set(FILES.values()):
            (folder / name).write_bytes((OWN / name).read_bytes())
        for name in ("watch.toml", "settings.toml"):
            (folder / name).write_bytes((OWN / name).read_bytes())
        (folder / "kinds.toml").write_bytes(data)
        try:
            plan_items(folder)
        except ValueError as error:
            require(str(error), "no reason")

    def as_tables(tables):
        try:
            found = tried(lambda: items_of_tables(tables))
        except ValueError as error:  # as it promises: naming file and item
            require(str(error), "no reason")
            return
        if isinstance(found, Refused):
            return
        again = items_of_tables(tables_of_items(found))
        kept = [sorted(map(repr, items)) for items in (found, again)]
        require(kept[0] == kept[1], "other items out of their own rows")
        require(same(plan_from_items(found), plan_from_items(again)), "another plan")

    def as_changes(rows, thorough):
        """Each row as a change by the form of the plan's data, and as one of a revision."""
        changes = []
        for kind, found in list(rows.items())[:4]:
            for row in found[:6]:
                if isinstance(row, dict):
                    keys = EDITABLE.get(kind, frozenset(row))
                    fields = {k: v for k, v in row.items() if k in keys and k != "code"}
                    change = ItemChange(kind, str(row.get("code", "")), fields)
                    changes.append(change)
                    if thorough:
                        one(amended, [change], True)
        if changes:
            one(amended, changes, thorough)
            one(revised, changes, thorough)

    def one(door, changes, thorough):
        def change():
            return door(whole, [clean(each) for each in changes])

        after = tried(change)
        if isinstance(after, Refused) or not thorough:
            return
        found = tried(lambda: checked_items(after))
        if not isinstance(found, Refused):
            require(list(differences(whole, after)) is not None, "no words")

    return take


def _merged(before, rows):
    """The rows by their code, in the place of those of the program."""
    tables = [row for row in rows if isinstance(row, dict)]
    codes = {row["code"] for row in tables if isinstance(row.get("code"), str)}
    return [*(row for row in before if row["code"] not in codes), *rows]


def drill_seeds():
    own = [cut_script(drill_scripts.read_file(path)) for path in drill_scripts.own_scripts()]
    return [*own, DRILL.encode()]


def cut_script(script):
    kept = replace(script, injects=script.injects[:6], facts=script.facts[:3], past=script.past[:3])
    return drill_scripts.toml_of(drill_scripts.as_table(kept)).encode()


DRILL = """title = "食物中毒演练"
begins = 2026-10-14T19:00:00
until = "+3:00"
blind = true
[[inject]]
at = "+0:05"
kind = "call"
title = "校医来电"
to = {role = "duty"}
signs = ["registered"]
limit_minutes = 10
clause = "4.1(1)"
points = 3
[[fact]]
at = "2026-10-14 20:10"
figure = "就医"
value = 31
[[past]]
code = "report_phone"
title = "电话报告"
minutes = 12
"""


def drill_opened(folder):
    path, other = folder / "drill.toml", folder / "again.toml"

    def take(data, thorough):
        path.write_bytes(data)
        script = twice(lambda: drill_scripts.read_file(path))
        if isinstance(script, Refused):
            return
        other.unlink(missing_ok=True)
        drill_scripts.write_file(other, script)
        again = tried(lambda: drill_scripts.read_file(other))
        require(not isinstance(again, Refused), "its own writing is refused:", again)
        require(same(again, script), "read back otherwise:", script, again)
        for mode in Mode:
            in_mode(script, mode)

    return take


TARGETS = {
    "plan": Target(
        "plan", "toml", ("commandcenter.domain.plan", "commandcenter.store.plan.plan_files",
                         "commandcenter.domain.papers.word_lists"), plan_seeds, plan_opened, 10,
    ),
    "drill": Target(
        "drill", "toml", ("commandcenter.domain.drills", "commandcenter.offices.drill_scripts",
                          "tomllib"), drill_seeds, drill_opened,
    ),
}  # fmt: skip
