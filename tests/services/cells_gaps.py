"""Cells of the gap book, of the counties' own rules, and of revisions of the plan."""

from datetime import date, timedelta

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.domain.plan.revision import Conclusion, RevisionState, as_data
from commandcenter.domain.rights import Action
from commandcenter.services.plan import gaps, reviews, revisions
from commandcenter.store.database import now
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.tables.every import CountyRulesRow, PlanRevisionRow, StoredFileRow
from tests.city import EAST
from tests.services.cells import cell

GAP = gaps.Gap("4.2", "没有写跨省协查", "电话商请")


@cell(Action.FILE_GAP, about=lambda scene, actor: {})
def file_a_gap(scene, actor):
    gaps.file_gap(scene.session, actor, GAP)


def a_gap(scene):
    scene.notes["gap"] = scene.act(gaps.file_gap, "maxiao", GAP)


@cell(Action.EDIT_PLAN, about=lambda scene, actor: {}, before=a_gap)
def answer_a_gap(scene, actor):
    gaps.answer_gap(scene.session, actor, scene.notes["gap"], GapState.TAKEN_UP, "列入下次修订")


SHA = "b" * 64
CHANGE = ItemChange("clause", "6.2", {"title": "物资保障", "text": "储备必要的应急物资。"})


def stored(scene):
    if scene.session.get(StoredFileRow, SHA) is None:
        scene.session.add(StoredFileRow(sha256=SHA, size=1, complete=True))
        scene.session.flush()


@cell(
    Action.FILE_OWN_RULES,
    about=lambda scene, actor: {"district": frozenset({EAST})},
    before=stored,
)
def file_own_rules(scene, actor):
    rules = gaps.OwnRules(EAST, "城东区实施细则", "2026-01-05", "", SHA, "细则.pdf")
    gaps.file_rules(scene.session, actor, rules)


def nothing_asked(scene, actor):
    return {}


def filed(scene):
    stored(scene)
    row = CountyRulesRow(
        district=EAST, title="细则", adopted_on=date(2026, 1, 5), words="", filed_by="某人",
        at=now(scene.session), sha256=SHA, file_name="细则.pdf",
    )  # fmt: skip
    scene.session.add(row)
    scene.session.flush()
    scene.notes["rules"] = row.id


@cell(Action.EDIT_PLAN, about=nothing_asked, before=filed)
def receive_own_rules(scene, actor):
    gaps.receive_rules(scene.session, actor, scene.notes["rules"], "备〔2026〕3号")


def revision(state):
    """A row of it, as somebody else made it."""

    def make(scene):
        session = scene.session
        at = now(session)
        row = PlanRevisionRow(
            title="2026年修订", reason="问题", base_id=version_in_force(session),
            changes=as_data([CHANGE]), state=state, drafted_by="某人", drafted_at=at,
        )  # fmt: skip
        if state is not RevisionState.DRAFT:
            row.submitted_by, row.submitted_at = "某人", at
        if state is RevisionState.SIGNED:
            row.signed_by, row.signed_at, row.holds_from = "某人", at, at
        session.add(row)
        session.flush()
        scene.notes["revision"] = row.id

    return make


def seen(scene):
    return scene.session.get_one(PlanRevisionRow, scene.notes["revision"]).version


@cell(Action.EDIT_PLAN, about=nothing_asked)
def begin_a_revision(scene, actor):
    revisions.begin(scene.session, actor, "2026年修订", "总结评估提出的问题")


@cell(Action.EDIT_PLAN, about=nothing_asked, before=revision(RevisionState.DRAFT))
def set_an_item_of_a_revision(scene, actor):
    change = ItemChange("clause", "6.3", {"title": "技术保障", "text": "另写。"})
    revisions.put(scene.session, actor, scene.notes["revision"], [change], seen(scene))


@cell(Action.EDIT_PLAN, about=nothing_asked, before=revision(RevisionState.DRAFT))
def submit_a_revision(scene, actor):
    revisions.submit(scene.session, actor, scene.notes["revision"], seen(scene))


@cell(Action.EDIT_PLAN, about=nothing_asked, before=revision(RevisionState.SUBMITTED))
def withdraw_a_revision(scene, actor):
    revisions.withdraw(scene.session, actor, scene.notes["revision"], "不再需要")


@cell(Action.SIGN_PLAN, about=nothing_asked, before=revision(RevisionState.SUBMITTED))
def sign_a_revision(scene, actor):
    plan = version_in_force(scene.session)
    revisions.sign(scene.session, actor, scene.notes["revision"], seen(scene), plan)


@cell(Action.EDIT_PLAN, about=nothing_asked, before=revision(RevisionState.SUBMITTED))
def take_a_revision_back(scene, actor):
    revisions.take_back(scene.session, actor, scene.notes["revision"])


@cell(
    Action.EDIT_PLAN,
    about=nothing_asked,
    before=revision(RevisionState.SIGNED),
    or_by=Action.SIGN_PLAN,
)
def put_a_revision_in_force(scene, actor):
    revisions.put_in_force(scene.session, actor, scene.notes["revision"])


@cell(Action.SIGN_PLAN, about=nothing_asked, before=revision(RevisionState.SUBMITTED))
def send_a_revision_back(scene, actor):
    revisions.send_back(scene.session, actor, scene.notes["revision"], "再核对")


@cell(Action.EDIT_PLAN, about=nothing_asked)
def register_a_review(scene, actor):
    held = now(scene.session) - timedelta(days=1)
    review = reviews.Review(held, "某人", Conclusion.KEEP, "仍能适用")
    reviews.register_review(scene.session, actor, review)


@cell(Action.EDIT_PLAN, about=nothing_asked, before=revision(RevisionState.SIGNED))
def register_a_filing(scene, actor):
    filing = reviews.Filing("市应急管理局", "备〔2026〕1号", now(scene.session))
    reviews.register_filing(scene.session, actor, scene.notes["revision"], filing)
