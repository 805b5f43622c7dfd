"""Finding words in complaints: an index of every two characters that stand side by side.

Chinese has no spaces to split at, so a text is found by its pairs: 退费 by that pair, 要求退费 by
要求, 求退 and 退费. The index only proposes; what it proposes is read, so an answer is the same as
if all texts had been read. A word without a pair that can be indexed (one character,
punctuation) is looked for by reading all.

An embedded database keeps the pairs in a full-text table, written with the rows and corrected
by triggers; a server has an index over a function. Neither needs an extension.
"""

import re
from collections.abc import Iterable, Sequence
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
    union_all,
    update,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session, aliased

from commandcenter.paths import DATABASE
from commandcenter.store.bulk import guarded
from commandcenter.store.database import Database
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.word_index import WordIndexRow

STEP = 5_000  # complaints that are indexed in one transaction: half a second
INSERT = "INSERT INTO complaint_words(rowid, pairs) VALUES (?, ?)"
# Made with the schema; on a table with many rows beside the work: see store/shared_upgrade.py.
SERVERS_INDEXES = {
    "ix_complaint_words": (
        "CREATE INDEX {} IF NOT EXISTS ix_complaint_words ON complaint "
        "USING gin (complaint_pairs(number, title, text))"
    ),
    "ix_subject_words": (
        "CREATE INDEX {} IF NOT EXISTS ix_subject_words ON subject "
        "USING gin (complaint_pairs('', name, ''))"
    ),
}
INDEXED: tuple[type[ComplaintRow | SubjectRow], ...] = (ComplaintRow, SubjectRow)
MANY_ROWS = 10_000
MOST_WORDS = 20  # of what is looked for: a pasted page would ask for a thousand conditions
UNSTORED = re.compile("[\0\ud800-\udfff]")  # no database has them, and one does not take them

SAYING = aliased(ComplaintRow)  # of each part by itself

IndexedText = tuple[int, str, str, str]  # id, number, title, text


def install(connection: Connection) -> None:
    """Make the index where there is none, and its triggers anew."""
    folder = "postgres" if connection.dialect.name == "postgresql" else "sqlite"
    script = (DATABASE / folder / "words.sql").read_text(encoding="utf-8")
    for statement in script.split(";;\n"):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    if folder == "postgres":
        for row, (name, make) in zip(INDEXED, SERVERS_INDEXES.items(), strict=True):
            # Asked first: IF NOT EXISTS would wait for every writer, only to find the index there.
            there = connection.scalar(text("SELECT to_regclass(:name)"), {"name": name})
            if there is None and not _many(connection, row):
                connection.exec_driver_sql(make.format(""))


def _many(connection: Connection, row: type[ComplaintRow | SubjectRow]) -> bool:
    ids = select(row.id).limit(1).offset(MANY_ROWS)
    return connection.scalar(ids) is not None


def asked_text(text: str) -> str:
    """What a person typed, to be looked for as it is."""
    return UNSTORED.sub("", text).strip()


def asked_words(text: str) -> list[str]:
    """The same as the words that are looked for: the first so many."""
    return asked_text(text).split()[:MOST_WORDS]


def holding(session: Session, word: str) -> ColumnElement[bool]:
    """Complaints with a word, which has no space in it, in number, title, text or trader."""
    named = select(SubjectRow.id).where(SubjectRow.name.contains(word, autoescape=True))
    found = _proposed(session, word)
    if found is None:
        return or_(_contains(ComplaintRow, word), ComplaintRow.subject_id.in_(named))
    row = aliased(ComplaintRow)
    parts = [*found, select(row.id).where(row.subject_id.in_(named))]
    if word.isascii():  # in the index are only numbers that have something else in them
        numbered = aliased(ComplaintRow)
        like = numbered.number.contains(word, autoescape=True)
        parts.append(select(numbered.id).where(like))
    return ComplaintRow.id.in_(union_all(*parts))


def _contains(row: type[ComplaintRow], word: str) -> ColumnElement[bool]:
    columns = (row.number, row.title, row.text)
    return or_(*(each.contains(word, autoescape=True) for each in columns))


def _proposed(session: Session, word: str) -> list[Select[Any]] | None:
    """Ids of complaints that say the word; None when the index cannot help."""
    pairs = _pairs(word)
    if not pairs:
        return None
    row = aliased(ComplaintRow)
    if session.get_bind().dialect.name == "postgresql":
        return [select(row.id).where(_on_server(session, row, pairs), _contains(row, word))]
    reach = _reach(session)
    if reach is None:
        return None
    matching = _matching(pairs)
    if len(word) == 2 and not word.isascii() and not _folds(word):
        found: list[Select[Any]] = [matching]  # the pair is the word
    else:
        found = [select(row.id).where(row.id.in_(matching), _contains(row, word))]
    rest = aliased(ComplaintRow)
    for beyond in (rest.id < reach[0], rest.id > reach[1]):
        found.append(select(rest.id).where(beyond, _contains(rest, word)))
    return found


def saying(session: Session, words: Sequence[str], most: int) -> list[Select[Any]]:
    """Ids of complaints whose pairs are all those of the words: of what is indexed the `most` that
    came last, and what is not indexed. Empty where no word has a pair.

    They may say the pairs elsewhere: who asks reads what is proposed.
    """
    pairs = [pair for word in words for pair in _pairs(word)]
    if not pairs:
        return []
    row = SAYING
    if session.get_bind().dialect.name == "postgresql":
        found = select(row.id).where(_on_server(session, row, pairs))
        return [found.order_by(row.id.desc()).limit(most)]
    reach = _reach(session)
    if reach is None:
        return [select(row.id).where(*(_contains(row, word) for word in words))]
    matching = _matching(pairs)
    rest = (row.id < reach[0], row.id > reach[1])
    said = [_contains(row, word) for word in words]
    return [
        matching.order_by(matching.selected_columns.rowid.desc()).limit(most),
        *(select(row.id).where(beyond, *said) for beyond in rest),
    ]


def traders_saying(session: Session, word: str, most: int) -> Select[Any] | None:
    """Ids of any `most` traders whose name holds a word; None where no index helps: an embedded
    database reads all names faster than it would be asked.
    """
    pairs = _pairs(word)
    if not pairs or session.get_bind().dialect.name != "postgresql":
        return None
    row, wanted = SubjectRow, literal(list(dict.fromkeys(pairs)), ARRAY(Text))
    if guarded(session, row.__tablename__):
        return select(func.rights.traders_saying(wanted, word, most))
    nothing = literal_column("''", Text())
    of_name = func.complaint_pairs(nothing, row.name, nothing, type_=ARRAY(Text))
    said = row.name.contains(word, autoescape=True)
    return select(row.id).where(of_name.contains(wanted), said).limit(most)


def _pairs(word: str) -> list[str]:
    return [pair for pair in map(add, word, word[1:]) if all(map(_kept, pair))]


def _on_server(
    session: Session, row: type[ComplaintRow], pairs: Sequence[str]
) -> ColumnElement[bool]:
    wanted = literal(list(dict.fromkeys(pairs)), ARRAY(Text))
    if guarded(session, ComplaintRow.__tablename__):
        return row.id.in_(select(func.rights.complaints_saying(wanted)))
    of_row = func.complaint_pairs(row.number, row.title, row.text, type_=ARRAY(Text))
    return of_row.contains(wanted)


def _matching(pairs: Sequence[str]) -> Select[Any]:
    index = table("complaint_words", column("rowid"), column("complaint_words"))
    asked = " ".join(f'"{pair}"' for pair in dict.fromkeys(pairs))
    return select(index.c.rowid).where(index.c.complaint_words.op("MATCH")(asked))


def _kept(character: str) -> bool:
    """What the full-text table takes for part of a word."""
    return not character.isascii() or character.isalnum()


def _folds(word: str) -> bool:
    """Whether the database might take other characters for these: A for a."""
    return any(character.isascii() for character in word)


def _reach(session: Session) -> tuple[int, int] | None:
    """First and last id that are indexed; None in a copy that has no index."""
    found = session.execute(select(WordIndexRow.since, WordIndexRow.until)).first()
    return (found.since, found.until) if found else None


def add_rows(session: Session, rows: Sequence[IndexedText]) -> None:
    """Index complaints that were just inserted, in the order of their ids."""
    if not rows or session.get_bind().dialect.name == "postgresql":
        return
    reach = _reach(session)
    assert reach is not None, "the index was not installed"
    between = select(ComplaintRow.id).where(
        ComplaintRow.id > reach[1], ComplaintRow.id < rows[0][0]
    )
    if session.scalar(between.limit(1)) is None:  # else an older program left them: see `fill`
        _insert(session, rows)
        session.execute(update(WordIndexRow).values(until=rows[-1][0]))


def _insert(session: Session, rows: Iterable[Any]) -> None:
    values = [(number, pairs_of(*told)) for number, *told in rows]
    session.connection().exec_driver_sql(INSERT, values)


def pairs_of(number: str, title: str, words: str) -> str:
    """All pairs of a complaint, for the full-text table. The triggers say the same in SQL."""
    told = f"{title}\n{words}" if number.isascii() else f"{title}\n{words}\n{number}"
    return " ".join(map(add, told, told[1:]))


def fill(db: Database) -> None:
    """Index what came before the index did, the newest first, STEP complaints a transaction.

    Killed, it goes on from there the next time; until then the rest is read at each search.
    """
    left = db.embedded
    while left:
        with db.write() as session:
            left = _fill_one(session)


def _fill_one(session: Session) -> bool:
    """Whether there may be more to index."""
    reach = _reach(session)
    assert reach is not None, "the index was not installed"
    columns = ComplaintRow.__table__.c
    told = select(columns.id, columns.number, columns.title, columns.text).limit(STEP)
    later = session.execute(told.where(columns.id > reach[1]).order_by(columns.id)).all()
    if later:
        _insert(session, later)
        session.execute(update(WordIndexRow).values(until=later[-1].id))
        return True
    before = told.where(columns.id < reach[0]).order_by(columns.id.desc())
    earlier = session.execute(before).all()
    if earlier:
        _insert(session, list(reversed(earlier)))
    since = earlier[-1].id if len(earlier) == STEP else 1
    session.execute(update(WordIndexRow).values(since=since))
    return since > 1


def forget_for_good(session: Session, wanted: bool) -> None:
    """From here on what leaves the index leaves its pages too; slow, for erasing only."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            text(
                "INSERT INTO complaint_words(complaint_words, rank) VALUES ('secure-delete', :on)"
            ),
            {"on": int(wanted)},
        )
