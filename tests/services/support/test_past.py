"""Looking back: the books of the team as they stood then, not as they stand today."""

from datetime import timedelta

from commandcenter.domain.org import Group
from commandcenter.domain.support.certificates import NewCertificate
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.support.training import HeldTraining, NewTraining, TrainingResult
from commandcenter.domain.times import local
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team import team_board
from commandcenter.queries.support.training import training_board
from commandcenter.services.support import certificates, partners, training
from commandcenter.store.verify import verify
from tests.past import past

BOARDS = (team_board, training_board, partner_board)


def shown(db, actor, at):
    """What the pages show; the versions of rows are of today."""
    with db.read() as session:
        return [ask(session, actor, at) for ask in BOARDS]


def test_the_team_is_shown_as_it_stood_then(city):
    incident = city.register()
    today, person = local(city.db.clock()).date(), city.wuyue.person_id
    new = NewCertificate("enforcement", "ZF-1", today - timedelta(days=9), today.replace(year=2090))
    number = city.do(certificates.register, "liwei", person, new)
    day = today + timedelta(days=3)
    session = NewTraining("抽样", Group.ONSITE, (Group.ONSITE,), 4, day)
    planned = city.do(training.plan, "maxiao", session)
    partner = city.do(partners.enter, "liwei", NewPartner("police", "公安局", "韩松", "1", "秩序"))
    then = city.db.clock()
    before = shown(city.db, city.chenyu, then)
    city.do(certificates.revoke, "liwei", number, "调离")
    came = {person: TrainingResult.PASSED}
    held = HeldTraining(then - timedelta(hours=1), 4, "会议室", "马骁", "", came)
    city.do(training.hold, "maxiao", planned, held)
    city.do(partners.end, "liwei", partner, "期满")
    assert shown(city.db, city.chenyu, city.db.clock()) != before
    looked_back = past(city.db, incident, then)
    try:
        assert shown(looked_back, city.chenyu, then) == before
    finally:
        looked_back.close()
    assert city.ask(verify).bad is None
