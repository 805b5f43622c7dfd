"""Before scenario A: the stores inspected, consumers asked, and the next known date prepared."""

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_references import Newest
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.services.watch import readiness, risk_records
from commandcenter.store.tables.watch.risk import RiskRecordRow

GYMS, OWNER, CATEGORY = "悦力工场健身（{store}）", "双随机监管平台", "文化娱乐体育"
NEXT_DATE = "2026.double_12"
# day from D0, store, county, number, result, what was found, second look after so many days
INSPECTIONS = (
    (-62, "城东店", "990102", "SSJ-2026-0713", RecordResult.PROBLEMS, 2,
     "预付卡合同未写明退费办法；收费公示牌缺转卡费", 14),
    (-58, "城西店", "990103", "SSJ-2026-0726", RecordResult.CLEAN, 0, "", None),
    (-40, "高新店", "990105", "SSJ-2026-0851", RecordResult.PROBLEMS, 1,
     "促销“充三千送三千”，未按规定报备预收款资金", 21),
    (-12, "城东店", "990102", "SSJ-2026-0977", RecordResult.PROBLEMS, 3,
     "团课教练离职过半，课约不上；前台不能说明预收款去向", 10),
    (-6, "城西店", "990103", "SSJ-2026-1002", RecordResult.UNREACHABLE, None,
     "营业时间店内无负责人，登记电话无人接听", 5),
)  # fmt: skip
SURVEYS = (
    (-30, RecordKind.SURVEY, "预付式消费问卷", None, 412, 96,
     "健身、美容美发退费难最集中，二成三的受访者遇到过", ""),
    (-9, RecordKind.MEETING, "健身行业消费者座谈会", "990102", 14, 9,
     "悦力工场会员反映集中催办续卡、教练成批离职", "悦力工场健身（城东店）"),
)  # fmt: skip


def act(script: Script) -> None:
    for day, store, county, number, result, problems, found, again in INSPECTIONS:
        script.turn_to(day)
        script.call(
            16, 20, "maxiao", risk_records.enter,
            NewRecord(
                kind=RecordKind.INSPECTION,
                title="预付卡经营者专项检查",
                held_at=script.time(10, 0),
                result=result,
                number=number,
                system=OWNER,
                subject_name=GYMS.format(store=store),
                category=CATEGORY,
                district=county,
                officers="马骁、吴越",
                problems=problems,
                findings=found,
                follow_up_at=script.time(0, 0, day + again) if again else None,
            ),
        )  # fmt: skip
    _look_again(script)
    for day, kind, title, place, asked, unhappy, found, subject in SURVEYS:
        script.turn_to(day)
        script.call(
            17, 0, "zhoulan", risk_records.enter,
            NewRecord(
                kind=kind,
                title=title,
                held_at=script.time(9, 30),
                result=RecordResult.PROBLEMS,
                subject_name=subject,
                category=CATEGORY,
                district=place,
                officers="市消费者协会",
                asked=asked,
                unhappy=unhappy,
                findings=found,
            ),
        )  # fmt: skip
    script.turn_to(-1)
    script.call(
        15, 10, "zhoulan", readiness.complete, NEXT_DATE, "phones",
        "各部门、各县区局值班电话已逐个拨通",
    )  # fmt: skip


def _look_again(script: Script) -> None:
    """Only the first was looked at again in time."""
    script.turn_to(-49)
    first = Newest(RiskRecordRow, {"number": INSPECTIONS[0][3]})
    done = "合同文本已改，收费公示牌已补"
    script.call(16, 0, "maxiao", risk_records.follow_up, first, done)
