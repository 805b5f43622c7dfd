"""What a check of the record found is written down as it was found, and told as it was."""

from sqlalchemy import select

from commandcenter.services.seat import verification
from commandcenter.services.seat.verification import Found
from commandcenter.store.tables.every import JournalLineRow
from commandcenter.store.tables.verification import VerificationRow


def test_what_a_check_found_is_told_and_kept(city):
    started = city.db.clock()
    for whole, words in ((True, ""), (False, "第 7 行\0对不上"), (False, "字" * 10_001)):
        city.do(verification.note, "admin", Found("records", started, 12, 340, whole, words))
    with city.db.read() as session:
        rows = session.scalars(select(VerificationRow).order_by(VerificationRow.id)).all()
        told = select(JournalLineRow.subject, JournalLineRow.verb).where(
            JournalLineRow.kind == "verification"
        )
        lines = session.execute(told.order_by(JournalLineRow.number)).all()
    verbs = ["sound", "faulty", "faulty"]
    assert lines == list(zip([row.id for row in rows], verbs, strict=True))
    assert [row.whole for row in rows] == [True, False, False]
    assert [row.words for row in rows] == ["", "第 7 行对不上", "字" * 10_000]
    assert {(row.part, row.line, row.rows, row.by) for row in rows} == {
        ("records", 12, 340, "管理员")
    }
    assert all(row.started_at == started <= row.ended_at for row in rows)
