"""A published 消费警示 as CAP 1.2; what is not published, and what is internal, never leaves."""

from xml.etree import ElementTree

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.offices.leaving import cap_leaving
from commandcenter.outputs.cap_xml import NAMESPACE
from commandcenter.queries.releases.cap import newest_out
from commandcenter.services.guard import PROGRAM
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.watch import warnings
from commandcenter.services.watch.warnings import Signature
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.watch.warning import WarningRow
from tests.outputs.cap_rules import faults_of
from tests.services.releases.bureau_media import Press
from tests.services.releases.test_notices import act, notice, row, speaker, warning  # noqa: F401


@pytest.fixture
def press(city):
    return Press(city).activate()


def message(city, release):
    """The parsed file of a release, which must break no rule of the protocol."""
    leaving = city.ask(cap_leaving, PROGRAM, release)
    assert faults_of(leaving.data) == []
    return ElementTree.fromstring(leaving.data)


def said(alert, *path):
    found = alert.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path))
    return None if found is None else found.text


def through(city, release):
    """All gates of a notice of a warning."""
    opinion = speaker(city, Role.LEADER, Group.OPINION)
    act(city, releases.submit, opinion, release)
    act(city, release_gates.pass_legality, speaker(city, Role.LEADER, Group.LEGAL), release)
    act(city, release_gates.pass_secrecy, speaker_of(city, "liwei", Role.CLERK), release)
    act(city, release_gates.approve, city.chenyu, release, "陈屿")
    for who in ("市委宣传部", "市委网信办"):
        act(city, release_gates.notify, opinion, release, who, "电话", city.db.clock())
    act(city, release_gates.publish, opinion, release, ["官方网站"], city.db.clock())
    return release


def speaker_of(city, login, role):
    person = getattr(city, login)
    return Actor(person.person_id, login, person.name, frozenset({Grant(role)}))


def test_what_the_public_has_read_leaves_and_no_word_more(press):
    release = press.published(ReleaseKind.TIP)
    alert = message(press.city, release)
    told = row(press.city, release)
    assert said(alert, "info", "headline") == told.title
    assert said(alert, "info", "description") == told.text
    assert said(alert, "sender") == said(alert, "info", "senderName") == "澄州市市场监督管理局"
    assert (said(alert, "status"), said(alert, "msgType")) == ("Actual", "Alert")
    assert said(alert, "scope") == "Public"
    for name in ("urgency", "severity", "certainty"):
        assert said(alert, "info", name) == "Unknown"
    assert said(alert, "info", "area", "geocode", "value") == "990100"
    assert said(alert, "sent").endswith("+08:00")
    whole = ElementTree.tostring(alert, encoding="unicode")
    for colour in ("红色", "橙色", "黄色", "蓝色", "Red", "Orange", "Yellow", "Blue", "parameter"):
        assert colour not in whole
    assert press.city.ask(cap_leaving, PROGRAM, release) == press.city.ask(
        cap_leaving, PROGRAM, release
    )


def corrected(press, release):
    new = press.city.do(releases.correct, "xuzhiyuan", release)
    press.edit(new, "办卡前请核对经营主体，保留凭证。", title="关于预付式消费的警示（更正）")
    return press.through(new)


def test_a_correction_takes_the_place_of_what_it_corrects(press):
    first = press.published(ReleaseKind.TIP)
    second = corrected(press, first)
    third = corrected(press, second)
    alerts = [message(press.city, release) for release in (first, second, third)]
    assert [said(alert, "msgType") for alert in alerts] == ["Alert", "Update", "Update"]
    named = [
        ",".join(said(alert, name) for name in ("sender", "identifier", "sent")) for alert in alerts
    ]
    assert said(alerts[0], "references") is None
    assert said(alerts[1], "references") == named[0]
    assert said(alerts[2], "references") == f"{named[0]} {named[1]}"
    assert len({said(alert, "identifier") for alert in alerts}) == 3
    assert press.city.ask(newest_out, press.incident) == third
    assert press.city.ask(newest_out, press.incident, number=1) == first


def test_a_lifted_warning_ends_its_notice_and_says_nothing_of_itself(city, warning, notice):  # noqa: F811
    through(city, notice)
    before = message(city, notice)
    assert said(before, "msgType") == "Alert"
    city.do(warnings.lift, "chenyu", warning, "经营者已恢复营业", Signature("陈屿"))
    after = message(city, notice)
    assert (said(after, "msgType"), said(after, "note")) == ("Cancel", "本消费警示不再有效。")
    names = [said(before, name) for name in ("sender", "identifier", "sent")]
    assert said(after, "references") == ",".join(names)
    assert said(after, "identifier") != said(before, "identifier")
    with city.db.read() as session:
        kept = session.get_one(WarningRow, warning)
        inside = (
            kept.title,
            kept.scope,
            kept.matters,
            kept.measures,
            "经营者已恢复营业",
            "预警级别",
        )
    for alert in (before, after):
        whole = ElementTree.tostring(alert, encoding="unicode")
        assert [words for words in inside if words in whole] == []


def test_an_internal_warning_has_no_way_out(city, warning, notice):  # noqa: F811
    """In force, drafted, checked, signed: until the public has read it, nothing leaves."""
    with pytest.raises(RuleBroken, match="没有已发布的消费警示"):
        city.ask(newest_out, warning_id=warning)
    for state in ("draft", "legal", "secrecy", "approval", "approved", "withdrawn"):
        with city.db.write() as session:
            session.get_one(ReleaseRow, notice).state = state
            with pytest.raises(RuleBroken, match="内部预警、口径和未发布的稿件不能导出"):
                cap_leaving(session, PROGRAM, notice)
            session.rollback()


def test_a_text_that_is_not_the_one_that_went_out_stays(city, warning, notice):  # noqa: F811
    through(city, notice)
    with city.db.write() as session:
        session.get_one(ReleaseRow, notice).text = "本预警为本局内部预警。"
        with pytest.raises(RuleBroken, match="不能导出"):
            cap_leaving(session, PROGRAM, notice)
        session.rollback()


def test_internal_wording_and_other_releases_stay(press):
    for kind in (ReleaseKind.NOTICE, ReleaseKind.LINE):
        release = press.draft(kind)
        press.checked(release)
        press.approve(release)
        if kind is ReleaseKind.NOTICE:
            press.notify_all(release)
            press.publish(release)
        with pytest.raises(RuleBroken, match="只有已发布的消费警示"):
            press.city.ask(cap_leaving, PROGRAM, release)
    with pytest.raises(RuleBroken, match="没有已发布的消费警示"):
        press.city.ask(newest_out, press.incident)


def test_of_a_drill_it_is_an_exercise(press, monkeypatch):
    release = press.published(ReleaseKind.TIP)
    mark = DrillRow(title="年度演练")
    monkeypatch.setattr("commandcenter.queries.releases.cap.mark_of", lambda _session: mark)
    alert = message(press.city, release)
    assert (said(alert, "status"), said(alert, "note")) == ("Exercise", "演练：年度演练。")
