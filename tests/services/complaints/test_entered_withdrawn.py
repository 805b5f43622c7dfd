"""A complaint entered by hand by mistake is taken out with a reason, like a wrong import."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.complaints.complaints import complaint_detail
from commandcenter.queries.complaints.imports import entered_holding, imports
from commandcenter.services.complaints import hand_entry, withdrawal
from commandcenter.store.moment import counted, moment
from commandcenter.store.tables.every import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    IncidentComplaintRow,
)
from commandcenter.store.verify import verify
from tests.city import KEY


def entered(city, login="liwei", **fields):
    return city.do(hand_entry.enter_by_hand, login, city.complaint("Z1", **fields), KEY)


def here(city):
    return city.ask(lambda s: s.scalars(select(ComplaintRow.number)).all())


def test_it_leaves_with_a_reason_and_what_came_with_it(city):
    before, at = here(city), city.db.clock()
    number = entered(city)
    detail = city.ask(complaint_detail, number, city.liwei)
    assert detail.withdraw.refusal is None
    with pytest.raises(RuleBroken, match="理由"):
        withdrawal.withdraw_entered(city.db, city.liwei, number, " ")
    with pytest.raises(RuleBroken):
        withdrawal.withdraw_entered(city.db, city.admin, number, "登记错了")
    with pytest.raises(RuleBroken, match="没有编号为 99999"):
        withdrawal.withdraw_entered(city.db, city.liwei, 99999, "登记错了")
    assert "Z1" in here(city)
    done = withdrawal.withdraw_entered(city.db, city.liwei, number, "重复登记")
    assert (done.complaints, here(city)) == (1, before)
    assert city.ask(lambda s: s.get(ComplainantRow, number)) is None
    line = city.ask(imports)[0]
    assert (line.file_name, line.withdrawn_by, line.withdrawn_why) == ("", "李蔚", "重复登记")
    assert city.ask(verify).bad is None
    entered(city)  # the number is free again
    later = city.db.clock() + timedelta(seconds=1)
    assert at < later
    total = city.ask(
        lambda s: s.scalar(select(func.count()).where(counted(moment(s, later), None)))
    )
    assert total == len(before) + 1


def test_who_entered_it_takes_it_out_and_others_by_the_right_to_correct(city):
    number = entered(city, "maxiao")
    assert city.ask(complaint_detail, number, city.maxiao).withdraw.refusal is None
    assert city.ask(complaint_detail, number, city.hewenjing).withdraw is None
    with pytest.raises(RuleBroken):
        withdrawal.withdraw_entered(city.db, city.hewenjing, number, "登记错了")
    withdrawal.withdraw_entered(city.db, city.maxiao, number, "登记错了")
    assert "Z1" not in here(city)


def test_of_an_incident_it_goes_only_when_that_is_said(city):
    incident = city.register()
    number = entered(city)
    assert len(city.ask(entered_holding, number).incidents) == 1
    with pytest.raises(RuleBroken, match="已归入事件"):
        withdrawal.withdraw_entered(city.db, city.liwei, number, "重复登记")
    assert "Z1" in here(city)
    done = withdrawal.withdraw_entered(city.db, city.liwei, number, "重复登记", take_out=True)
    assert (done.complaints, done.taken_out) == (1, 1)
    link = IncidentComplaintRow
    held = select(func.count()).where(link.incident_id == incident, link.complaint_id == number)
    assert city.ask(lambda s: s.scalar(held)) == 0
    assert city.ask(verify).bad is None


def test_one_that_came_with_a_file_leaves_with_the_file_alone(city):
    city.take_in(city.complaint("F1"))
    number = city.ask(lambda s: s.scalar(select(ComplaintRow.id)))
    batch = city.ask(lambda s: s.scalars(select(BatchRow)).first().sha256)
    assert batch
    assert city.ask(complaint_detail, number, city.liwei).withdraw is None
    with pytest.raises(RuleBroken, match="随文件入库"):
        withdrawal.withdraw_entered(city.db, city.liwei, number, "登记错了")
