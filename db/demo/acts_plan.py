"""Before each scenario: the plan reviewed, revised and filed, and the rules of the counties.

One county has not handed in its rules yet, one gap waits for an answer, and the next revision is
being drafted.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.db.demo.acts import Act, Script
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.revision import Conclusion
from commandcenter.services.plan import gaps, reviews, revisions
from commandcenter.services.plan.rules_file import file_with_paper
from commandcenter.store.database import Database, now
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow, PlanGapRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

TITLE = "2026年修订"
DRAFT = "2027年修订（征求意见稿）"
CLAUSE = "6.2"
ADDED = "应急物资每半年盘点一次，用后及时补足，账物不符的写明原因。"
DETAIL = "核实投诉聚集是否属实，填写影响范围和危害程度的事实（不明的写“正在核查”，注明由谁核查）。"
# login, county, day of its rules, receipt: "" waits for it. 石桥市 has handed in none.
RULES = (
    ("shenliqun", "990102", "城东区", -60, "澄市监备〔2026〕11号"),
    ("kangyan", "990103", "城西区", -58, "澄市监备〔2026〕12号"),
    ("huangyi", "990104", "临江区", -52, "澄市监备〔2026〕14号"),
    ("luyao", "990105", "高新区", -49, "澄市监备〔2026〕15号"),
    ("peiyun", "990121", "青岚县", -41, "澄市监备〔2026〕18号"),
    ("zengmu", "990122", "南浦县", -8, ""),
)
Work = Callable[[Session, Actor], object]


def acts(d0: date) -> tuple[Act, ...]:
    script = Script(d0)
    _review(script)
    _revise(script)
    for login, district, county, day, receipt in RULES:
        _rules(script, login, district, county, day, receipt)
    _next(script)
    return script.acts()


def _review(script: Script) -> None:
    script.turn_to(-86)
    script.call(
        15, 20, "zhoulan", gaps.file_gap,
        gaps.Gap(CLAUSE, "没有写应急物资多久盘点、用后怎样补足", "由后勤保障组自行每季度清点"),
    )  # fmt: skip
    script.call(
        16, 5, "hewenjing", gaps.file_gap,
        gaps.Gap("4.2", "没有写跨省协查由谁商请", "由综合协调组电话商请，事后补函"),
    )  # fmt: skip
    script.turn_to(-84)
    script.call(
        17, 0, "liangbo", reviews.register_review,
        reviews.Review(
            held_at=script.time(14, 30),
            people="梁博、周岚、高原、顾林，消费者协会祝禾列席",
            conclusion=Conclusion.REVISE,
            words="总体适用。物资保障一节过于原则，缺盘点和补足的要求；核实接报时“正在核查”"
            "没有责任人，容易拖延。建议作局部修订。",
        ),
    )  # fmt: skip


def _revise(script: Script) -> None:
    script.turn_to(-83)
    _do(script, 9, 30, "liangbo", _begin)
    _do(script, 10, 10, "liangbo", partial(_put, TITLE, _clause))
    _do(script, 10, 25, "liangbo", partial(_put, TITLE, _step))
    _do(script, 11, 0, "liangbo", _submit)
    script.turn_to(-80)
    _do(script, 9, 0, "chenyu", _sign)
    script.turn_to(-74)
    _do(script, 15, 40, "liangbo", _file)


def _next(script: Script) -> None:
    script.turn_to(-5)
    reason = "结合今年预付卡类事件处置的问题，先征求各组意见。"
    script.call(10, 0, "liangbo", revisions.begin, DRAFT, reason)
    _do(script, 10, 20, "liangbo", partial(_put, DRAFT, _cooperation))
    _do(script, 10, 35, "liangbo", partial(_put, DRAFT, _inquiry))


def _do(script: Script, hour: int, minute: int, login: str, work: Work) -> None:
    """What needs to know how the draft stands."""

    def done(db: Database, actor: Actor) -> None:
        with db.write() as session:
            work(session, actor)

    script.print(hour, minute, login, done)


def _of(session: Session, title: str) -> PlanRevisionRow:
    return session.scalars(select(PlanRevisionRow).where(PlanRevisionRow.title == title)).one()


def _begin(session: Session, actor: Actor) -> None:
    gap = session.scalars(select(PlanGapRow.id).where(PlanGapRow.clause == CLAUSE)).one()
    reason = "预案评估提出的问题：物资盘点、核实接报的责任人。"
    revisions.begin(session, actor, TITLE, reason, [gap])


def _put(
    title: str, change: Callable[[Session], ItemChange], session: Session, actor: Actor
) -> None:
    row = _of(session, title)
    revisions.put(session, actor, row.id, [change(session)], row.version)


def _clause(session: Session) -> ItemChange:
    clause = plan_of(session).clauses[CLAUSE]
    return ItemChange("clause", CLAUSE, {"title": clause.title, "text": clause.text + ADDED})


def _step(session: Session) -> ItemChange:
    return ItemChange("obligation", "verify", {"detail": DETAIL})


def _cooperation(session: Session) -> ItemChange:
    clause = plan_of(session).clauses["6.1"]
    text = clause.text.replace("定期开展培训和演练", "每年至少培训一次、演练一次")
    return ItemChange("clause", "6.1", {"title": clause.title, "text": text})


def _inquiry(session: Session) -> ItemChange:
    fields = {
        "title": "商请跨省协查", "start": "activation", "who": {"group": "coordination"},
        "hand": True, "clause": "4.2", "basis": "本局建议", "proposal": True,
        "detail": "涉及外省经营者的，由综合协调组函商当地市场监管部门协查。",
        "due": {"IV": "none", "III": 480, "II": 240, "I": 120},
    }  # fmt: skip
    return ItemChange("obligation", "own_1", fields, after="tell_departments")


def _submit(session: Session, actor: Actor) -> None:
    row = _of(session, TITLE)
    revisions.submit(session, actor, row.id, row.version)


def _sign(session: Session, actor: Actor) -> None:
    row = _of(session, TITLE)
    revisions.sign(session, actor, row.id, row.version, version_in_force(session))


def _file(session: Session, actor: Actor) -> None:
    filing = reviews.Filing("澄州市应急管理局", "澄应急备〔2026〕7号", now(session))
    reviews.register_filing(session, actor, _of(session, TITLE).id, filing)


def _rules(script: Script, login: str, district: str, county: str, day: int, receipt: str) -> None:
    script.turn_to(day)
    title = f"{county}市场监管局消费领域群体性事件应急预案实施细则"
    adopted = f"{script.time(0, 0, day - 6) + timedelta(hours=8):%Y-%m-%d}"
    words = "把响应落实到乡镇街道，明确值守电话、登记点和现场负责人。"
    rules = gaps.OwnRules(district, title, adopted, words)
    script.print(10, 0, login, partial(_hand_in, rules))
    if receipt:
        script.turn_to(day + 2)
        _do(script, 9, 15, "liangbo", partial(_receive, district, receipt))


def _hand_in(rules: gaps.OwnRules, db: Database, actor: Actor) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{rules.title}.pdf"
        own_files.write(path, page(rules.title))
        file_with_paper(db, actor, rules, path, _unheard)


def _receive(district: str, receipt: str, session: Session, actor: Actor) -> None:
    wanted = select(CountyRulesRow.id).where(CountyRulesRow.district == district)
    gaps.receive_rules(session, actor, session.scalars(wanted).one(), receipt)


def _unheard(done: int, total: int) -> None:
    """Nobody waits for it."""


def page(title: str) -> bytes:
    """A blank page whose properties name it: what a county would hand in is not invented."""
    name = title.encode("utf-16-be").hex()
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Title <FEFF{name}> >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
    tail += f"<< /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()
