"""What the 话务员 of the demo takes by day: of the calls that bring a complaint one in three.

Of complaints nothing is added to a story: who was nobody's before is hers.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from commandcenter.db.demo.acts import Act, Script
from commandcenter.domain.complaints.complaint import Channel, NewComplaint, Source
from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.times import local
from commandcenter.services.complaints import phone_calls
from commandcenter.services.complaints.phone_calls import NewCall
from commandcenter.store.database import Database
from commandcenter.store.people import actor_of

CLERK = "xiachan"
BY_DAY = range(8, 18)  # the hours of her turn
SEATS = 3
TALK = timedelta(minutes=2)  # from the telephone to the entry
ANSWERED, PASSED_ON, VOID = CallOutcome.ANSWERED, CallOutcome.PASSED_ON, CallOutcome.VOID
# Of which no complaint comes: the day from D0, time, what it was about, what came of it
CALLS = (
    (-1, 8, 40, "打听超市价签和收银价不一致能不能赔", ANSWERED,
     "告知保留小票，可以先与商家协商，不成再来登记"),
    (-1, 14, 12, "打错电话，找供水公司", VOID, ""),
    (-1, 16, 30, "询问上月登记的投诉办到哪一步", PASSED_ON, "已转告承办的消费维权科陆霞，由其回电"),
    (0, 8, 6, "健身房关门，问预付卡还能不能退", ANSWERED,
     "告知可以登记投诉，备好合同和付款记录；本人稍后到现场登记"),
    (0, 8, 52, "记者询问健身房闭店情况", PASSED_ON, "已转告值班室李蔚，请其联系宣传科"),
    (0, 9, 34, "询问登记点在哪里、几点下班", ANSWERED, "告知三个门店登记点地址和时间"),
    (0, 10, 21, "无人说话，挂断", VOID, ""),
    (1, 9, 15, "询问昨天登记的投诉什么时候答复", ANSWERED, "告知受理时限和办理部门"),
)  # fmt: skip


def acts(d0: date) -> tuple[Act, ...]:
    script = Script(d0)
    for day, hour, minute, matter, outcome, answer in CALLS:
        script.turn_to(day)
        at = script.time(hour, minute)
        new = NewCall(at - TALK, matter, outcome, answer)
        script.call(hour, minute, CLERK, phone_calls.take_call, new)
    return script.acts()


def by_telephone(at: datetime, complaints: Sequence[NewComplaint]) -> bool:
    """Whether it is one that she enters: others sit beside her."""
    if len(complaints) != 1 or local(at).hour not in BY_DAY:
        return False
    [told] = complaints
    hers = int(told.number[-4:]) % SEATS == 0
    return hers and (told.source, told.channel) == (Source.DESK, Channel.PHONE)


def take(db: Database, at: datetime, complaint: NewComplaint, key: bytes) -> None:
    with db.write() as session:
        clerk = actor_of(session, CLERK, at)
        phone_calls.take_complaint(session, clerk, complaint, at - TALK, key)
