"""What a person types into the search of the desk, and what is then found."""

from sqlalchemy import func, or_, select

from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.seat.search import search
from commandcenter.store import schema
from commandcenter.store.complaints.word_index import asked_words
from commandcenter.store.database import open_database
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.every import ComplaintRow, SubjectRow
from tests.city import City
from tests.fuzz.judge import require, twice
from tests.fuzz.targets import Target

SEEDS = (
    "退费", "门锁 设备", "悦力工场", "TS1", "4.1(1)", "陈屿", "100%_a", "A b", "🦄", "𠮷卡",
    "“饭里”", "ａ１", "a\tb",
    'x" OR "y', "退*", "NEAR(退 费)", "{title}", "rowid:1", "ÀÉ ß", "门锁了，设备在搬。",
)  # fmt: skip
TEXTS = (
    "门锁了，设备在搬。", "要求退费 100%_a A b", '🦄𠮷卡 x" OR "y', "ａ１ TS1 {title} ÀÉß",
    "a\nb 退*费", "“饭里有铁丝”",
)  # fmt: skip


def bureau(folder):
    db = open_database(f"sqlite:///{folder / 'bureau.db'}")
    schema.upgrade(db)
    city = City(db)
    city.take_in(*(city.complaint(f"TS{n}", text=text, title=text[:6])
                   for n, text in enumerate(TEXTS)))  # fmt: skip
    return city


def opened(folder):
    city = bureau(folder)
    state = [latest(city)]

    def take(data, thorough):
        words = data.decode("utf-8", "surrogatepass")
        with city.db.read() as session:
            hits = twice(lambda: search(session, city.luomin, words))
            require(bool(words.split()) or not hits, "found without a word")
            page = complaint_page(session, ComplaintFilter(words=words), limit=100)
            found = {line.id for line in page.lines}
            require(found == by_reading(session, words), "other complaints than reading finds")
            require(page.total == len(found), "another count")
        require(latest(city) == state[0], "a search that writes")

    def guarded(data, thorough):
        try:
            data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            data = data.decode("utf-8", "replace").encode()
        take(data[:4_000], thorough)

    return guarded


def latest(city):
    with city.db.read() as session:
        return session.scalar(select(func.count()).select_from(ComplaintRow))


def by_reading(session, words):
    columns = (ComplaintRow.number, ComplaintRow.title, ComplaintRow.text, SubjectRow.name)
    asked = (
        select(ComplaintRow.id)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .where(settled())
    )
    for word in asked_words(words):
        asked = asked.where(or_(*(each.contains(word, autoescape=True) for each in columns)))
    return set(session.scalars(asked))


TARGETS = {
    "search": Target(
        "search", "bytes", ("commandcenter.queries.seat.search", "commandcenter.queries.complaints",
                            "commandcenter.domain.seat.searching",
                            "commandcenter.store.complaints.newest_saying",
                            "commandcenter.store.complaints.word_index",
                            "commandcenter.queries.seat.search_records"),
        lambda: [text.encode() for text in SEEDS], opened,
    ),
}  # fmt: skip
