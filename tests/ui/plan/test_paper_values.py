"""The planner sets the office's templates and series, and sees the page that a template makes."""

from commandcenter.store.plan.plan import plan_of
from tests.field import add_people


def test_a_template_is_set_beside_the_page_that_it_makes(at_desk, small_city):
    add_people(small_city)
    desk = at_desk("liangbo")
    desk.click("rail_plan")
    plan = desk.window.pages.plan
    tabs = (plan.tabs.widget(n) for n in range(plan.tabs.count()))
    plan.tabs.setCurrentWidget(next(tab for tab in tabs if tab.isAncestorOf(plan.papers)))
    desk.until(lambda: any(x.cells[0] == "本局文件" for x in plan.papers.ledger.lines))
    line = next(x for x in plan.papers.ledger.lines if x.cells[0] == "本局文件")
    plan.papers.ledger.choose(line.id)
    desk.until_sees("act_edit")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    preview = desk.widget("template_preview")
    desk.qtbot.waitUntil(lambda: not preview.pixmap().isNull(), timeout=20_000)
    before = preview.pixmap().toImage()
    desk.fill("template_head", "澄州市市场监督管理局应急指挥部文件")
    desk.qtbot.waitUntil(lambda: preview.pixmap().toImage() != before, timeout=20_000)
    desk.fill("template_amends", "没有名字")
    desk.fill("plan_source", "局务会议定")
    desk.fill("plan_reason", "改用指挥部名义")
    desk.click("primary")
    desk.until(lambda: "更正用语须写一次" in desk.dialog().refusal)
    desk.fill("template_amends", "现更正{paper}。")
    desk.click("primary")
    desk.until_gone("plan_value_form")
    template = small_city.ask(lambda s: plan_of(s).templates["dispatch"])
    assert template.head == "澄州市市场监督管理局应急指挥部文件"
    assert template.phrases == {"amends": "现更正{paper}。"}


def test_the_office_edits_its_list_of_wrong_words(at_desk, small_city):
    add_people(small_city)
    desk = at_desk("liangbo")
    desk.click("rail_plan")
    plan = desk.window.pages.plan
    tabs = (plan.tabs.widget(n) for n in range(plan.tabs.count()))
    plan.tabs.setCurrentWidget(next(tab for tab in tabs if tab.isAncestorOf(plan.papers)))
    desk.until(lambda: any(x.cells[0] == "本局文件" for x in plan.papers.ledger.lines))
    plan.papers._filter.choose("word_list")
    plan.papers.ledger.filtered.emit("word_list")
    desk.until(lambda: any(x.cells[0] == "错别字" for x in plan.papers.ledger.lines))
    line = next(x for x in plan.papers.ledger.lines if x.cells[0] == "错别字")
    plan.papers.ledger.choose(line.id)
    desk.until_sees("act_edit")
    desk.click("act_edit")
    desk.until_sees("plan_value_form")
    before = small_city.ask(lambda s: plan_of(s).word_lists["typos"].words)
    lines = desk.widget("word_list_lines")
    assert lines.toPlainText().splitlines() == list(before)
    lines.setPlainText("\n".join([*before, "闭点"]))
    desk.fill("plan_source", "办公室核稿记录")
    desk.fill("plan_reason", "补充一条")
    desk.click("primary")
    desk.until(lambda: "错→对" in desk.dialog().refusal)
    lines.setPlainText("\n".join([*before, "闭点→闭店"]))
    desk.click("primary")
    desk.until_gone("plan_value_form")
    assert small_city.ask(lambda s: plan_of(s).word_lists["typos"].words) == (*before, "闭点→闭店")
