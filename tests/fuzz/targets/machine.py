"""Files of a machine: the settings, and the bureau's own mappings of columns."""

import math
from dataclasses import asdict, fields
from datetime import UTC, datetime

from commandcenter import settings
from commandcenter.domain.file_trouble import tables_of
from commandcenter.intake.mapping import FOLDER, load_mappings, own_mapping, with_own
from commandcenter.intake.read import read_file
from commandcenter.program.wall_room import room_of
from commandcenter.ui.wall.reading import Picture, back
from tests.fuzz.judge import Refused, require, sentence, tried, twice
from tests.fuzz.targets import Target

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
SCREEN = Picture(1920, 1080)
MOST_MS = 2**31 - 1  # what a timer of Qt takes

SETTINGS = (
    'database = "sqlite:///x.db"\nlanguage = "zh"\nmap_engine = "native"\nlock_minutes = 15\n',
    "wall_scale = 1.5\nwall_distance_m = 6\nwall_width_mm = 3000.0\nreception = true\n",
    'notify = ["/usr/bin/send", "--to"]\nwatch = false\nbackup_minutes = 10\nmirror_mb = 512\n',
    'desk_theme = "light"\nwall_theme = "dark"\nwatch_folder = "/srv/in"\nupgrade_folder = ""\n',
)
ADDRESS = 'postgresql://li wei:pass@服务器/库?x="1"'


def settings_opened(folder):
    path = folder / "settings.toml"

    def take(data, thorough):
        path.write_bytes(data)
        found = twice(lambda: settings.load(path))
        if isinstance(found, Refused):
            require(path.read_bytes() == data, "a refused file was changed")
            return
        for each in fields(found):
            value = getattr(found, each.name)
            if isinstance(value, float):
                require(math.isfinite(value), each.name, value)
        pixels = back(room_of(found), SCREEN)
        require(0 < pixels < 10_000, "the wall's type would be", pixels, "pixels high")
        for name in ("lock_minutes", "backup_minutes"):
            minutes = getattr(found, name)
            require(0 <= minutes * 60_000 <= MOST_MS, name, "is no time of a timer:", minutes)
        require(0 <= found.mirror_mb < 1 << 20, "memory of", found.mirror_mb, "MB")
        if thorough:
            remember(found)

    def remember(before):
        """The address of the database alone is put in: all else is read as before."""
        settings.remember_database(ADDRESS, path)
        after = tried(lambda: settings.load(path))
        require(not isinstance(after, Refused), "its own writing is refused:", after)
        told, was = asdict(after), asdict(before)
        require(told.pop("database").startswith("postgresql://li wei@"), "another address")
        was.pop("database")
        require(told == was, "other settings after an address was kept:", was, told)

    return take


MAPPING = """name = "十二三四五"
needs = ["number", "registered_at", "kind"]
blanks = ["无", "-"]
[columns]
number = ["编号", "工单编号"]
registered_at = "时间"
kind = ["类型"]
amount = ["金额(万元)"]
[values.kind]
complaint = ["投诉", "诉求"]
"" = ["催办"]
[defaults]
source = "12345"
channel = "phone"
[source_marks]
"12345" = ["工单编号"]
"""
SAMPLE = """编号,时间,类型,金额(万元),标题,区域,是否网购,纬度,经度
1,2026-11-24 08:31:05,投诉,1.5,退费,城东区,是,30.5,104.1
2,x,催办,-,y,,,,
3,20261124,诉求,无,"a
b",,,,
"""


def mapping_opened(folder):
    own = folder / "own"
    own.mkdir()
    sample = folder / "a.csv"
    sample.write_text(SAMPLE, encoding="utf-8")

    def read(mappings):
        with read_file(sample, now=NOW, mappings=mappings, spool_folder=folder) as read:
            return str(read.facts), list(read.rows()), list(read.rejects())

    def take(data, thorough):
        (own / "x.toml").write_bytes(data)
        known = twice(lambda: load_mappings(own))
        require(not isinstance(known, Refused), "one that is wrong keeps the others out")
        for each in known:
            if each.trouble:
                sentence(each.trouble)
        mine = [each for each in known if not each.trouble]
        twice(lambda: read(mine[:1]))
        tried(lambda: read(known))
        on_screen(data)

    def on_screen(data):
        """What the editor keeps is a table, too."""
        try:
            table = tables_of(data.decode())
        except ValueError:
            return
        found = tried(lambda: own_mapping("自定", table))
        for each in with_own([("自定", table)], ()):
            if each.trouble:
                sentence(each.trouble)
        if not isinstance(found, Refused):
            tried(lambda: read([found]))

    return take


def mapping_seeds():
    return [MAPPING.encode(), *(file.read_bytes() for file in sorted(FOLDER.glob("*.toml")))]


TARGETS = {
    "settings": Target(
        "settings", "toml", ("commandcenter.settings", "tomllib"),
        lambda: [text.encode() for text in (*SETTINGS, "\n".join(SETTINGS))], settings_opened, 3,
    ),
    "mapping": Target(
        "mapping", "toml", ("commandcenter.intake", "tomllib"), mapping_seeds, mapping_opened,
    ),
}  # fmt: skip
