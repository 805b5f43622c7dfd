"""The groups in the field at their desks: sites, logistics, evidence, cases, law."""

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QTableView

from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.site import Mood, Watch
from commandcenter.domain.command.supply import Kind, State
from commandcenter.domain.times import local
from commandcenter.queries.command.casework import case_board
from commandcenter.queries.command.evidence import shelf
from commandcenter.queries.command.legal import legal_board
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.command.site import site_board
from commandcenter.queries.command.supply import supply_board
from commandcenter.queries.incident.situation import situation
from commandcenter.services.command import casework, evidence, legal, site, supply
from commandcenter.services.command.casework import NewCase
from commandcenter.services.command.evidence import Handing
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import fund
from commandcenter.store import files
from commandcenter.ui.desk.record_places import PLACES
from tests.field import add_people, ago, piece


@pytest.fixture
def incident(small_city):
    add_people(small_city)
    number = small_city.register()
    small_city.activate(number)
    return number


@pytest.fixture
def view_at(at_desk):
    """A desk that shows a view of the incident, at a tab."""

    def view_at(login, view, tab, **how):
        desk = at_desk(login, **how)
        desk.window.show_page("incident")
        page = desk.window.pages.incident
        page.show_view(view)
        page.view(view).show_tab(tab)
        desk.settle()
        return desk

    return view_at


def ask(city, query, incident, login="maxiao"):
    return city.ask(query, getattr(city, login), incident, city.db.clock())


def choose(desk, line_id):
    """Click the line of an id in the ledger that is seen."""
    desk.until_sees("ledger_table")
    table = desk.widget("ledger_table")
    assert isinstance(table, QTableView)
    model = table.model()

    def there():
        return model.row_of(line_id) is not None

    desk.until(there)
    index = model.index(model.row_of(line_id), 0)
    place = table.visualRect(index).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def leave(desk):
    """Close what is open: once more where words would be lost."""
    for _ in range(2):
        for dialog in desk.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
    desk.until(lambda: not any(d.isVisible() for d in desk.window.findChildren(QDialog)))


# ---- sites ----


def test_a_site_report_appears_in_the_log_and_the_numbers(view_at, small_city, incident):
    desk = view_at("maxiao", "site", "reports")
    desk.click("want_site_report")
    desk.until_sees("site_report_form")
    desk.widget("site_place").setEditText("城东店门前")
    desk.fill("measures", "设登记点，劝阻搬离")
    desk.widget("head_count").edit.setText("60")
    desk.click("chip_uneasy")
    desk.click("primary")
    desk.until_gone("site_report_form")
    assert small_city.ask(situation, incident, small_city.db.clock()).on_site.value == 60
    assert any("城东店门前：现场约 60 人" in x.text for x in small_city.ask(log_lines, incident))
    panel = desk.window.pages.incident.view("site").places
    desk.until(lambda: "60" in [cell_words(c) for x in panel.ledger.lines for c in x.cells])
    assert "约 60 人（1 处）" in desk.widget("ledger_note").text()


def cell_words(cell):
    return getattr(cell, "words", cell)


def test_a_refused_site_report_keeps_every_word(view_at, small_city, incident):
    desk = view_at("maxiao", "site", "reports")
    desk.click("want_site_report")
    desk.until_sees("site_report_form")
    desk.widget("site_place").setEditText("字" * 61)
    desk.fill("measures", "设登记点")
    desk.click("chip_calm")
    desk.click("primary")
    desk.until(lambda: "60 字" in desk.dialog().refusal)
    assert desk.widget("measures").toPlainText() == "设登记点"
    assert ask(small_city, site_board, incident).reports == ()
    leave(desk)


def test_a_place_is_added_and_a_wrong_degree_is_said_before_it_is_sent(
    view_at, small_city, incident
):
    desk = view_at("maxiao", "site", "reports")
    desk.click("want_place")
    desk.until_sees("place_form")
    desk.fill("place_label", "<b>广场</b>")
    desk.fill("lat", "三十")
    desk.click("primary")
    desk.until(lambda: "不是经纬度" in desk.dialog().refusal)
    desk.fill("lat", "30.2")
    desk.fill("lon", "121.6")
    desk.click("primary")
    desk.until_gone("place_form")
    [place] = [p for p in ask(small_city, site_board, incident).places if p.has_position]
    assert place.label == "<b>广场</b>"


def test_a_team_that_comes_starts_the_clock_of_its_place(view_at, small_city, incident):
    new = site.NewPlace("广场", lat=30.2, lon=121.6)
    place = small_city.do(site.add_place, "maxiao", incident, new)
    bare = small_city.do(site.add_place, "maxiao", incident, site.NewPlace("别处"))
    desk = view_at("maxiao", "site", "reports")
    choose(desk, bare)
    desk.until(lambda: "没有坐标" in desk.widget("act_team_arrived").toolTip())
    choose(desk, place)
    desk.until(lambda: desk.widget("act_team_arrived").isEnabled())
    desk.click("act_team_arrived")
    desk.until_sees("team_form")
    desk.widget("team").setEditText("现场一队")
    desk.click("primary")
    desk.until_gone("team_form")
    shown = next(p for p in ask(small_city, site_board, incident).places if p.id == place)
    assert (shown.teams, shown.watch) == (("现场一队",), Watch.ON_TIME)


def test_a_place_added_by_mistake_is_taken_out_with_a_reason(view_at, small_city, incident):
    used = small_city.do(site.add_place, "maxiao", incident, site.NewPlace("城东店"))
    small_city.do(site.report, "maxiao", incident, site.SiteReport(Mood.CALM, used))
    wrong = small_city.do(site.add_place, "maxiao", incident, site.NewPlace("广场"))
    desk = view_at("maxiao", "site", "reports")
    choose(desk, used)
    desk.until(lambda: "已有现场报告" in desk.widget("act_take_out_place").toolTip())
    choose(desk, wrong)
    desk.until(lambda: desk.widget("act_take_out_place").isEnabled())
    desk.click("act_take_out_place")
    desk.until_sees("words_form")
    desk.fill("words", "与城东店重复")
    desk.click_in("words_form", "primary")
    desk.until_gone("words_form")
    desk.until(lambda: [p.id for p in ask(small_city, site_board, incident).places] == [used])
    line = small_city.ask(log_lines, incident)[0]
    assert line.text == "撤销现场地点“广场”：与城东店重复"


def test_who_only_looks_on_is_offered_nothing_at_the_sites(
    view_at, small_city, incident, only_plain_labels
):
    desk = view_at("zhoulan", "site", "reports")
    assert not desk.sees("want_site_report")
    assert not desk.sees("want_place")
    only_plain_labels(desk.window)


def test_a_report_of_another_seat_is_seen_here(view_at, small_city, incident):
    desk = view_at("chenyu", "site", "history")
    new = site.SiteReport(Mood.CLASH, place="城西店", measures="公安到场")
    small_city.do(site.report, "maxiao", incident, new)
    history = desk.window.pages.incident.view("site").history
    desk.until(lambda: [x.cells[1] for x in history.ledger.lines] == ["城西店"])


# ---- logistics ----


def test_money_is_asked_for_approved_and_paid_at_three_desks(view_at, small_city, incident):
    desk = view_at("gaoyuan", "site", "supply")
    desk.click("want_ask_supply")
    desk.until_sees("ask_supply_form")
    desk.click("chip_money")
    desk.fill("item", "饮水和午餐")
    desk.fill("money", "8,600.50")
    desk.fill("reason", "登记点保障")
    assert desk.widget("unit").text() == "笔"  # the unit follows the kind
    desk.click("primary")
    desk.until_gone("ask_supply_form")
    [line] = ask(small_city, supply_board, incident, "gaoyuan").lines
    assert (line.kind, line.money_cents) == (Kind.MONEY, 860_050)
    desk.until_sees("line_detail")
    assert not desk.sees("act_approve")  # logistics never approves money

    small_city.do(supply.approve, "chenyu", line.id, budget_of(small_city))
    desk.until_sees("act_deliver")
    desk.click("act_deliver")
    desk.until_sees("spend_form")
    assert desk.widget("money").text() == "8,600.50"
    desk.fill("money", "8,500")
    desk.fill("voucher", "记-12")
    desk.click("primary")
    desk.until_gone("spend_form")
    [line] = ask(small_city, supply_board, incident, "gaoyuan").lines
    assert (line.state, line.spent_cents, line.voucher) == (State.DELIVERED, 850_000, "记-12")


def budget_of(city, cents=10_000_000):
    year = local(city.db.clock()).year
    return city.do(fund.set_budget, "chenyu", year, "现场处置", cents)


def test_the_commander_is_told_the_sum_before_he_approves_it(view_at, small_city, incident):
    wanted = Wanted(Kind.MONEY, "饮水", 1, "笔", "登记点", 860_000)
    request = small_city.do(supply.ask, "gaoyuan", incident, wanted)
    budget_of(small_city)
    desk = view_at("chenyu", "site", "supply")
    choose(desk, request)
    desk.until_sees("act_approve")
    desk.click("act_approve")
    desk.until_sees("approve_money_form")
    assert "8,600 元" in desk.widget("approve_money_form").note.text()
    desk.click("primary")
    desk.until_gone("approve_money_form")
    [line] = ask(small_city, supply_board, incident, "chenyu").lines
    assert (line.state, line.approved_by, line.over_budget) == (State.APPROVED, "陈屿", "")


def test_beyond_the_budget_the_commander_says_why(view_at, small_city, incident):
    wanted = Wanted(Kind.MONEY, "饮水", 1, "笔", "登记点", 860_000)
    request = small_city.do(supply.ask, "gaoyuan", incident, wanted)
    budget_of(small_city, 100_000)
    desk = view_at("chenyu", "site", "supply")
    choose(desk, request)
    desk.until_sees("act_approve")
    desk.click("act_approve")
    desk.until_sees("approve_money_form")
    desk.click("primary")
    assert "超出预算" in desk.widget("refusal").text()
    desk.fill("exception", "市政府同意垫支")
    desk.click("primary")
    desk.until_gone("approve_money_form")
    [line] = ask(small_city, supply_board, incident, "chenyu").lines
    assert (line.state, line.over_budget) == (State.APPROVED, "市政府同意垫支")


def test_a_sum_that_is_none_is_said_at_once(view_at, small_city, incident):
    desk = view_at("maxiao", "site", "supply")
    desk.click("want_ask_supply")
    desk.until_sees("ask_supply_form")
    assert not desk.sees("chip_money")  # this person may not ask for money itself
    desk.fill("item", "饮水")
    desk.fill("reason", "登记点")
    desk.fill("money", "一百")
    desk.click("primary")
    desk.until(lambda: "不是金额" in desk.dialog().refusal)
    assert ask(small_city, supply_board, incident).lines == ()
    leave(desk)


# ---- evidence ----


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "合同.jpg"
    path.write_bytes(bytes(range(256)) * (files.PART // 256) * 3)
    return path


def fill_piece(desk, path=None):
    desk.click("want_add_piece")
    desk.until_sees("piece_form")
    desk.click("chip_photo")
    desk.fill("title", "会员合同")
    desk.widget("place").setEditText("城东店")
    desk.click("chip_何文静")
    desk.fill("other_officers", "方舟、")
    if path is not None:
        desk.dialog().take(path)


def test_evidence_with_a_file_is_shelved_handed_over_and_taken_out_whole(
    view_at, small_city, incident, photo, tmp_path
):
    desk = view_at("hewenjing", "inquiry", "evidence")
    fill_piece(desk, photo)
    desk.click("primary")
    desk.until_gone("piece_form")
    [line] = ask(small_city, shelf, incident, "hewenjing").pieces
    assert line.collectors == ("何文静", "方舟")
    wanted = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert (line.sha256, line.stored) == (wanted, True)

    choose(desk, line.id)
    desk.until_sees("act_hand_over")
    desk.click("act_hand_over")
    desk.until_sees("hand_form")
    desk.fill("to_holder", "周明")
    desk.fill("hand_place", "证据室")
    desk.fill("hand_reason", "入库")
    desk.click("primary")
    desk.until_gone("hand_form")
    [line] = ask(small_city, shelf, incident, "hewenjing").pieces
    assert line.holder == "周明"

    target = tmp_path / "out.jpg"
    desk.until_sees("act_take_out")
    desk.click("act_take_out")
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(target))
    desk.until(lambda: ask(small_city, shelf, incident, "hewenjing").pieces[0].readings == 1)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == wanted
    dialog.reject()


def test_a_sending_that_was_stopped_goes_on_where_it_ended(
    view_at, small_city, incident, photo, monkeypatch
):
    desk = view_at("hewenjing", "inquiry", "evidence")
    fill_piece(desk, photo)
    kept, sent = files._add, []

    def slow(session, row_class, **values):
        kept(session, row_class, **values)
        if "number" in values:
            sent.append(values["number"])
            if len(sent) == 1:
                form._job.cancel()  # as “停止传送” does, while the first part goes

    form = desk.dialog()
    monkeypatch.setattr(files, "_add", slow)
    desk.click("primary")
    desk.until(lambda: "接着传" in form.refusal)
    assert form.isVisible()
    assert ask(small_city, shelf, incident, "hewenjing").pieces == ()
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_gone("piece_form")
    assert sent == [0, 1, 2]  # each part went once
    assert len(ask(small_city, shelf, incident, "hewenjing").pieces) == 1


def test_the_same_file_is_registered_again_only_when_it_is_meant(
    view_at, small_city, incident, photo
):
    desk = view_at("hewenjing", "inquiry", "evidence")
    fill_piece(desk, photo)
    desk.click("primary")
    desk.until_gone("piece_form")
    fill_piece(desk, photo)
    desk.click("primary")
    desk.until(lambda: "已登记为 1 号" in desk.dialog().refusal)
    desk.click("primary")
    desk.until_gone("piece_form")
    assert len(ask(small_city, shelf, incident, "hewenjing").pieces) == 2


def test_evidence_of_one_officer_is_refused_and_nothing_is_lost(view_at, small_city, incident):
    desk = view_at("hewenjing", "inquiry", "evidence")
    fill_piece(desk)
    desk.fill("other_officers", "")
    desk.fill("carrier", "证据室")
    desk.click("primary")
    desk.until(lambda: "不得少于 2 人" in desk.dialog().refusal)
    assert desk.widget("title").text() == "会员合同"
    leave(desk)
    assert ask(small_city, shelf, incident, "hewenjing").pieces == ()


def test_two_hand_a_piece_on_and_the_second_keeps_his_words(view_at, small_city, incident):
    number = small_city.do(evidence.add, "hewenjing", incident, piece(small_city, carrier="证据室"))
    desk = view_at("hewenjing", "inquiry", "evidence")
    choose(desk, number)
    desk.until_sees("act_hand_over")
    desk.click("act_hand_over")
    desk.until_sees("hand_form")
    desk.fill("to_holder", "李四")
    desk.fill("hand_place", "检测院")
    desk.fill("hand_reason", "送检")
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", ago(small_city, minutes=1))
    small_city.do(evidence.hand_over, "fangzhou", number, handing)
    desk.click("primary")
    desk.until(lambda: "现保管人已是周明" in desk.dialog().refusal)
    assert desk.widget("to_holder").text() == "李四"
    leave(desk)


def test_the_shelf_is_closed_to_who_may_not_read_it(view_at, small_city, incident):
    small_city.do(evidence.add, "hewenjing", incident, piece(small_city, carrier="证据室"))
    desk = view_at("maxiao", "inquiry", "evidence")
    panel = desk.window.pages.incident.view("inquiry").evidence
    assert panel.ledger.lines == ()
    assert not desk.sees("want_add_piece")
    assert not desk.sees("want_export_shelf")


def test_the_list_is_exported_and_the_journal_has_it(view_at, small_city, incident, tmp_path):
    small_city.do(evidence.add, "hewenjing", incident, piece(small_city, carrier="证据室"))
    desk = view_at("chenyu", "inquiry", "evidence")
    panel = desk.window.pages.incident.view("inquiry").evidence
    target = tmp_path / "清单.xlsx"
    panel.export_to(target)
    desk.until(target.exists)
    assert target.read_bytes()[:2] == b"PK"


# ---- cases ----


def test_a_case_is_registered_filed_and_its_seal_extended(view_at, small_city, incident):
    desk = view_at("hewenjing", "inquiry", "cases")
    desk.click("want_new_case")
    desk.until_sees("case_form")
    desk.fill("party", "悦力工场公司")
    desk.fill("cause", "预付式消费欺诈")
    desk.click("chip_何文静")
    desk.click("chip_方舟")
    desk.click("primary")
    desk.until_gone("case_form")
    [case] = ask(small_city, case_board, incident, "hewenjing").cases

    choose(desk, -case.id)
    desk.until_sees("act_move")
    desk.click("act_move")
    desk.until_sees("move_form")
    desk.click("chip_filed")
    desk.click("primary")
    desk.until(lambda: "案号" in desk.dialog().refusal)  # the number is missing, nothing is lost
    desk.fill("number", "澄市监立〔2026〕1号")
    desk.click("primary")
    desk.until_gone("move_form")
    [case] = ask(small_city, case_board, incident, "hewenjing").cases
    assert (case.state, case.number) == (CaseState.FILED, "澄市监立〔2026〕1号")

    desk.until_sees("act_act")
    desk.click("act_act")
    desk.until_sees("act_form")
    desk.click("chip_seal")
    desk.fill("words", "查封库房")
    desk.click("primary")
    desk.until_gone("act_form")
    acts = ask(small_city, case_board, incident, "hewenjing").acts
    seal = next(a for a in acts if a.kind is ActKind.SEAL)

    choose(desk, seal.id)
    desk.until_sees("act_extend")
    desk.click("act_extend")
    desk.until_sees("extend_form")
    desk.fill("approver", "陈屿")
    desk.fill("approval_paper", "澄市监延〔2026〕1号")
    desk.click("primary")
    desk.until_gone("extend_form")
    acts = ask(small_city, case_board, incident, "hewenjing").acts
    extended = next(a for a in acts if a.id == seal.id)
    assert extended.due_at > seal.due_at
    desk.until(lambda: not desk.widget("act_extend").isEnabled())
    assert "已由陈屿批准延长过一次" in desk.widget("act_extend").toolTip()


def test_what_runs_out_with_the_state_says_why_it_is_not_settled_by_hand(
    view_at, small_city, incident
):
    new = NewCase("悦力工场公司", "虚假宣传", ago(small_city, days=40))
    small_city.do(casework.register_case, "hewenjing", incident, new)
    [act] = ask(small_city, case_board, incident, "hewenjing").acts
    desk = view_at("hewenjing", "inquiry", "cases")
    assert "1 项已超期" in desk.widget("ledger_note").text()
    choose(desk, act.id)
    desk.until_sees("act_settle")
    assert not desk.widget("act_settle").isEnabled()
    assert "变更案件状态" in desk.widget("act_settle").toolTip()


def test_a_record_of_a_case_opens_the_line_of_the_case(at_desk, small_city, incident):
    new = NewCase("悦力工场公司", "虚假宣传", ago(small_city, days=4))
    case = small_city.do(casework.register_case, "hewenjing", incident, new)
    desk = at_desk("hewenjing")
    desk.window.show_page("incident")
    desk.window.pages.incident.go(*PLACES["case_file"], case)
    ledger = desk.window.pages.incident.view("inquiry").cases.ledger
    desk.until(lambda: bool(ledger.lines))
    assert "悦力工场公司" in ledger.line(ledger.chosen_id).cells[0].words


# ---- law ----


def test_a_question_is_asked_answered_and_found_again(view_at, small_city, incident):
    number = small_city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    small_city.do(legal.ask, "maxiao", incident, "退费比例怎么定？")
    desk = view_at("dengqing", "inquiry", "legal")
    choose(desk, number)
    desk.until_sees("act_answer")
    desk.click("act_answer")
    desk.until_sees("answer_form")
    desk.fill("answer", "须先行登记保存")
    desk.click("primary")
    desk.until(lambda: desk.sees("answer_form") and desk.widget("below").isVisible())
    desk.fill("basis", "行政处罚法第五十六条")
    desk.click("primary")
    desk.until_gone("answer_form")
    found = next(x for x in ask(small_city, legal_board, incident).lines if x.id == number)
    assert found.answered_by == "邓清"
    ledger = desk.window.pages.incident.view("inquiry").legal.ledger
    desk.type("legal_search", "登记保存")
    desk.until(lambda: [x.id for x in ledger.lines] == [number])
    assert not desk.sees("act_answer")
    desk.until_sees("act_amend_answer")


def test_a_thing_that_waits_opens_where_it_is_done(at_desk, small_city, incident):
    number = small_city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    small_city.do(legal.ask, "maxiao", incident, "退费比例怎么定？")
    desk = at_desk("dengqing")
    desk.window.show_page("incident")
    desk.window.pages.incident.go("inquiry", "legal", number)
    ledger = desk.window.pages.incident.view("inquiry").legal.ledger
    desk.until(lambda: ledger.chosen_id == number and bool(ledger.lines))
    assert "能否阻拦搬离" in ledger.line(number).cells[0].words
