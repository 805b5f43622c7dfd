"""A week of a bureau's imports by an exporter that misbehaves: every row that came is there or was
refused with its reason, to the row.
"""

import csv
import hashlib
import io
import os
from collections import Counter

import pytest
from sqlalchemy import select

from commandcenter.intake import folder as folders
from commandcenter.intake.folder import DONE, FAILED, WatchedFolder
from commandcenter.offices.watched_folder import FolderWatch
from commandcenter.services.guard import PROGRAM
from commandcenter.store.tables.every import ComplaintRow
from commandcenter.store.verify import verify
from tests import seeds
from tests.cli.export_files import HEADER, row
from tests.intake.test_results import OLD
from tests.intake.workbooks import ods, xlsx_bytes
from tests.offices.audit import Steps

STEPS = 60  # within which something happens while a file is taken in


def csv_bytes(rows, encoding):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


FORMS = {
    "utf8.csv": lambda rows: csv_bytes(rows, "utf-8-sig"),
    "gbk.csv": lambda rows: csv_bytes(rows, "gb18030"),
    "utf16.csv": lambda rows: csv_bytes(rows, "utf-16"),
    "b.xlsx": xlsx_bytes,
    "b.ods": ods,
}


class Exporter:
    """`files`: digest of each content that it ever wrote → its numbers, "" for a row without."""

    def __init__(self, inbox, chance):
        self.inbox, self.chance, self.made = inbox, chance, 0
        self.files = {digest(OLD): ["TS1", "TS2"]}

    def rows(self):
        """5 to 12 new ones, sometimes one without a number, sometimes old ones again."""
        chance, first = self.chance, self.made + 1
        self.made += chance.randint(5, 12)
        lines = [row(n) for n in range(first, self.made + 1)]
        if chance.random() < 0.4:
            lines.insert(2, row(0, 登记编号=""))
        if first > 20 and chance.random() < 0.4:
            lines += [row(n) for n in range(first - 8, first)]
        return lines

    def export(self, name, data, lines):
        self.files[digest(data)] = [line[0] for line in lines]
        part = self.inbox / f".{name}.part"
        part.write_bytes(data)
        os.replace(part, self.inbox / name)

    def new(self, name, form):
        lines = self.rows()
        self.export(name, FORMS[form]([HEADER, *lines]), lines)

    def replace(self, file):
        self.new(file.name, next(form for form in FORMS if file.name.endswith(form)))

    def append(self, file):
        """Lines at the end, as a program does that keeps its file open."""
        encoding = {"utf8.csv": "utf-8", "gbk.csv": "gb18030"}.get(file.name.partition("_")[2])
        if encoding is None or not file.exists():
            return
        lines = self.rows()
        before = self.files[digest(file.read_bytes())]
        with file.open("ab") as end:
            end.write(csv_bytes(lines, encoding))
        self.files[digest(file.read_bytes())] = [*before, *(line[0] for line in lines)]

    def lock(self, file):
        """Held open to write over a look, and nothing written."""
        if file.exists():
            self.held = file.open("ab")

    def double(self, file):
        if file.exists():
            again = file.with_name(f"again{self.made}_{file.name.partition('_')[2]}")
            again.write_bytes(file.read_bytes())

    def take_away(self, file):
        """Under another name: as one who sorts them."""
        if file.exists():
            file.rename(file.with_name(f"moved{self.made}_{file.name.partition('_')[2]}"))


def digest(data):
    return hashlib.sha256(data).hexdigest()


def play(city, inbox, chance, days=7):
    exporter = Exporter(inbox, chance)
    folder = WatchedFolder(inbox)
    watch = FolderWatch(city.db, folder, PROGRAM)
    acts = [exporter.replace, exporter.append, exporter.lock, exporter.double, exporter.take_away]
    late = []
    for day in range(days):
        names = [f"{day}{n}_{form}" for n, form in enumerate(chance.sample(list(FORMS), 3))]
        if day == days // 2:  # comes with those of the day after
            late, names = names, []
        elif late:
            names, late = [*late, *names], []
        for name in names:
            exporter.new(name, name.partition("_")[2])
        if day == 1:
            (inbox / "old.xls").write_bytes(OLD)
        for _ in range(4):
            exporter.held = None
            if names:
                act, file = chance.choice(acts), inbox / chance.choice(names)
                with Steps(inbox, chance.randint(1, STEPS), lambda a=act, f=file: a(f)):
                    list(watch.look())
            if (held := exporter.held) is not None:
                list(watch.look())
                held.close()
        for _ in range(4):
            list(watch.look())
    folder.release()
    return exporter


def refused_in(file):
    beside = file.with_name(f"{file.name}_退回.csv")
    if not beside.exists():
        return []
    with beside.open(encoding="utf-8-sig", newline="") as text:
        return [line["拒收原因"] for line in csv.DictReader(text)]


def check(city, exporter):
    with city.db.read() as session:
        there = Counter(session.scalars(select(ComplaintRow.number)))
        assert verify(session).bad is None
    assert set(there.values()) == {1}
    assert {p.name for p in exporter.inbox.iterdir() if p.is_file()} == {folders.LOCK}
    came = set()
    for file in (exporter.inbox / DONE).iterdir():
        if file.name.endswith(("_退回.csv", ".说明.txt")):
            continue
        numbers = exporter.files[digest(file.read_bytes())]
        came |= set(numbers) - {""}
        reasons = refused_in(file)
        if "完全相同" not in file.with_name(f"{file.name}.说明.txt").read_text("utf-8-sig"):
            assert len(reasons) == numbers.count("")
        assert all("登记编号" in reason for reason in reasons)
    assert came - set(there) == set()
    assert set(there) <= {n for numbers in exporter.files.values() for n in numbers}
    assert list((exporter.inbox / FAILED).iterdir()) == []
    return len(came)


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "STILL_S", 0.0)
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_week_of_imports_loses_no_row(city, inbox):
    exporter = play(city, inbox, seeds.chance("week"))
    assert check(city, exporter) > 50


@pytest.mark.nightly
@pytest.mark.parametrize("week", range(8))
def test_many_weeks_of_imports_lose_no_row(city, inbox, week):
    check(city, play(city, inbox, seeds.chance("week", week)))
