"""A database with as many complaints as are asked for, written past the program: quickly.

Traders by a steep popularity, texts of some thousand words in a steep frequency, five years.
Rollups are counted from the rows at the end, as the program would have kept them.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.intake.borders import read_borders
from commandcenter.paths import RESOURCES
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store import schema, seed
from commandcenter.store.complaints import word_index
from commandcenter.store.complaints.rollups import DAY_MICROS, HOUR_MICROS, SHANGHAI_MICROS
from commandcenter.store.database import Database, open_database

BLOCK = 50_000
TRADERS = 80_000
DISTRICTS = ("990102", "990103", "990104", "990105", "990121", "990122", "990181")
CATEGORIES = [f"类别{n:02}" for n in range(60)]
PROBLEMS = ("售后服务", "合同", "质量", "价格", "食品安全", "广告", "虚假宣传", "人身权益")
END = 1_795_600_000_000_000  # microseconds: 25 November 2026
YEARS = 5 * 365 * DAY_MICROS
COLUMNS = (
    "id", "number", "batch_id", "source", "kind", "channel", "registered_at", "recorded_at",
    "title", "text", "category", "problem", "district", "town", "subject_id", "brand", "goods",
    "special_group", "other_province", "urgency", "person_key",
)  # fmt: skip
FAMILIES = {
    "hour_channel": "channel",
    "day_district": "coalesce(district, '')",
    "day_category": "category",
    "day_problem": "problem",
}
INDEXES = (
    "SELECT name, sql FROM sqlite_master "
    "WHERE type = 'index' AND tbl_name = 'complaint' AND sql IS NOT NULL"
)


def make(path: Path, count: int, *, indexed_words: bool = False, unnamed: float = 0.0) -> Database:
    """An embedded database of `count` complaints that are registered at rising times; a share
    names its trader in the text only."""
    db = open_database(f"sqlite:///{path}")
    schema.upgrade(db)
    with db.write() as session:
        seed.put_city(session, PROGRAM, read_borders(RESOURCES / "city" / "demo_city.geojson"), "")
        seed.put_plan(session, PROGRAM)
        facts = intake.FileFacts("big.csv", "0" * 64, "", count, 0, 0)
        batch = intake.open_batch(session, PROGRAM, facts)
    _fill(db, batch, count, unnamed)
    with db.write() as session:
        intake.close_batch(session, PROGRAM, batch, facts, count, count, count + 1)
    if indexed_words:
        word_index.fill(db)
    return db


def _fill(db: Database, batch: int, count: int, unnamed: float) -> None:
    raw = db.engine.raw_connection()
    cursor = raw.cursor()
    for pragma in ("synchronous=OFF", "cache_size=-524288", "foreign_keys=OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    indexes = cursor.execute(INDEXES).fetchall()
    cursor.execute("BEGIN IMMEDIATE")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.executemany(
        "INSERT INTO subject(id, name, brand, trade, legal_person, address) "
        "VALUES (?, ?, '', '', '', '')",
        ((n, f"澄州{n}号商贸有限公司") for n in range(1, TRADERS + 1)),
    )
    marks = ", ".join("?" * len(COLUMNS))
    insert = f"INSERT INTO complaint({', '.join(COLUMNS)}) VALUES ({marks})"
    for rows in blocks(batch, count, unnamed):
        cursor.executemany(insert, rows)
    for _, sql in indexes:
        cursor.execute(sql)
    for family, key in FAMILIES.items():
        bucket = f"registered_at / {HOUR_MICROS}"
        if family.startswith("day"):
            bucket = f"(registered_at + {SHANGHAI_MICROS}) / {DAY_MICROS}"
        cursor.execute(
            "INSERT INTO rollup(family, bucket, key, batch_id, count) "
            f"SELECT '{family}', {bucket}, {key}, batch_id, count(*) "
            "FROM complaint GROUP BY 2, 3, 4"
        )
    cursor.execute("UPDATE word_index SET since = ?, until = ?", (count + 1, count))
    cursor.execute("COMMIT")
    cursor.execute("ANALYZE")
    raw.invalidate()  # its pragmas are not the program's


def blocks(batch: int, count: int, unnamed: float = 0.0) -> Iterator[list[tuple[Any, ...]]]:
    rng, chance = np.random.default_rng(1), random.Random(1)
    vocabulary = [
        "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(2)) for _ in range(8000)
    ]
    texts = [
        "".join(vocabulary[min(int(x), 7999)] for x in rng.zipf(1.2, size=30))
        for _ in range(20_000)
    ]
    channels = [channel.value for channel in Channel]
    for first in range(1, count + 1, BLOCK):
        size = min(BLOCK, count + 1 - first)
        at = END - YEARS + YEARS // count * np.arange(first, first + size)  # no product overflows
        picked = {
            "channel": (len(channels) * rng.random(size) ** 2).astype(int),
            "category": (60 * rng.random(size) ** 2).astype(int),
            "problem": rng.integers(0, 8, size),
            "district": rng.integers(0, 7, size),
            "subject": 1 + (TRADERS * rng.random(size) ** 3).astype(int),
            "text": rng.integers(0, 20_000, size),
        }
        told = np.arange(first, first + size) * 7919 % 1000 < 1000 * unnamed
        columns = [column.tolist() for column in (*picked.values(), told)]
        codes = zip(*columns, strict=True)
        yield [
            (
                n, f"9901{n:012}", batch, "12315", "complaint", channels[channel], when, when,
                f"{vocabulary[text % 8000]}要求退费",
                f"在澄州{trader}号商贸有限公司，{texts[text]}" if in_text else texts[text],
                CATEGORIES[category], PROBLEMS[problem], DISTRICTS[district], "",
                None if in_text else trader, "", "", "", 0, "",
                f"{n * 7919 % 4_000_000:024x}",
            )
            for n, when, (channel, category, problem, district, trader, text, in_text) in zip(
                range(first, first + size), at.tolist(), codes, strict=True
            )
        ]  # fmt: skip


if __name__ == "__main__":
    import sys

    started = time.perf_counter()
    make(Path(sys.argv[1]), int(sys.argv[2]), indexed_words=len(sys.argv) > 3).close()
    print(f"{time.perf_counter() - started:.0f} s")
