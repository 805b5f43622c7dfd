"""A desk that remembers the journal tells when somebody wrote it anew behind everybody's back."""

from commandcenter.services.command import running_log
from commandcenter.store import witness
from commandcenter.store.verify import verify
from commandcenter.ui.seat.witness import Witness
from commandcenter.ui.widgets.labels import PlainLabel
from tests.store.test_witness import rewrite_from


def test_a_rewritten_journal_is_told_by_the_desk_that_saw_it(
    at_desk, small_city, tmp_path, monkeypatch, db
):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    incident = small_city.register()
    desk = at_desk("chenyu")
    window = desk.window
    watching = Witness(window.seat, window)
    file = small_city.ask(witness.file_of)
    desk.until(file.exists)
    small_city.do(running_log.write_line, "zhoulan", incident, "到场")
    with small_city.db.transaction() as session:
        rewrite_from(session, 2, "nobody")
    assert small_city.ask(verify).bad is None
    assert not desk.sees("notice")
    watching.look()  # as it does each minute, and after each loss of the link
    desk.until_sees("notice")
    told = " ".join(words.text() for words in desk.widget("notice").findChildren(PlainLabel))
    assert "与本席见过的不一致" in told
    assert "报告监督评估" in told
