"""Behind every number its rows, behind every clause its text: what the sheet is opened with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.domain.complaints.complaint import FOOD, ComplaintKind
from commandcenter.domain.figures_shown import SPECIAL_GROUPS, shown_as, told_as_whole
from commandcenter.domain.incident.kinds import BY_HAND
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action
from commandcenter.domain.times import day_start, local
from commandcenter.late import late_name
from commandcenter.queries.seat.desk import places, subject_of_place
from commandcenter.queries.seat.search_ask import HitKind, SearchHit
from commandcenter.queries.seat.verification import Checked, checked
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.record_places import PAGES
from commandcenter.ui.desk.record_places import PLACES as RECORD_PLACES
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import listed, span_said, with_note
from commandcenter.ui.texts import word

if TYPE_CHECKING:
    from commandcenter.queries.command.county_now import CountyNow
    from commandcenter.queries.command.site import place_of_team
    from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
    from commandcenter.queries.incident.case_rows import CasesWanted
    from commandcenter.queries.releases.releases import release_of_check
    from commandcenter.queries.seat.desk_work import obligation_behind
    from commandcenter.queries.watch.timeline import Series, of_series
    from commandcenter.ui.command.checklist_view import StepActs
    from commandcenter.ui.command.step_form import StepSheet
    from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
    from commandcenter.ui.desk.case_sheet import CaseSheet
    from commandcenter.ui.desk.details import ClauseSheet, GroupSheet, PersonSheet
    from commandcenter.ui.desk.faults_sheet import FaultsSheet
    from commandcenter.ui.desk.tallies import TallySheet
    from commandcenter.ui.incident.figure_sheet import FigureSheet
    from commandcenter.ui.watch.talk_sheet import TalkSheet
else:
    ComplaintFilter = late_name("queries.complaints.complaint_filter", "ComplaintFilter")
    place_of_team = late_name("queries.command.site", "place_of_team")
    release_of_check = late_name("queries.releases.releases", "release_of_check")
    obligation_behind = late_name("queries.seat.desk_work", "obligation_behind")
    CasesWanted = late_name("queries.incident.case_rows", "CasesWanted")
    StepActs = late_name("ui.command.checklist_view", "StepActs")
    of_series = late_name("queries.watch.timeline", "of_series")
    ClauseSheet = late_name("ui.desk.details", "ClauseSheet")
    GroupSheet = late_name("ui.desk.details", "GroupSheet")
    PersonSheet = late_name("ui.desk.details", "PersonSheet")
    FaultsSheet = late_name("ui.desk.faults_sheet", "FaultsSheet")
    TallySheet = late_name("ui.desk.tallies", "TallySheet")
    FigureSheet = late_name("ui.incident.figure_sheet", "FigureSheet")
    StepSheet = late_name("ui.command.step_form", "StepSheet")
    ComplaintPanel = late_name("ui.complaints.complaint_panel", "ComplaintPanel")
    CaseSheet = late_name("ui.desk.case_sheet", "CaseSheet")
    TalkSheet = late_name("ui.watch.talk_sheet", "TalkSheet")

OF_THE_BOOK = ("obligation", "obligation_note", "step")


class Rows(QObject):
    """Signals:
    page_wanted: Turn to a page. arg: its key
    clause_page_wanted: The plan, at a clause. arg: its code
    incident_wanted: arg: id
    view_wanted: The incident's view at a line. args: view, tab, id of the line
    moment_wanted: Look back at a moment. arg: its time
    paper_wanted: A paper of the register. arg: id
    """

    page_wanted = Signal(str)
    clause_page_wanted = Signal(str)
    incident_wanted = Signal(int)
    view_wanted = Signal(str, str, int)
    moment_wanted = Signal(object)
    paper_wanted = Signal(int)

    def __init__(self, seat: Seat, acts: Acts, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.seat, self.acts, self.sheet = seat, acts, sheet
        acts.steps.register_wanted.connect(self.paper_wanted)

    @Slot()
    def faults(self) -> None:
        """What the newest check of the record found."""
        self.seat.tasks.read(self, checked, self._show_faults)

    def _show_faults(self, found: Checked | None) -> None:
        if found is None or found.whole:
            self.seat.notices.info(self.tr("最近一次核对没有发现不符。"))
            return
        self.sheet.show_content(self.tr("记录核对"), FaultsSheet(self.seat, found), wide=True)

    def step_acts(self) -> "StepActs":
        """What a checklist on the desk does."""
        steps = self.acts.steps
        does = steps.by_action()
        return StepActs(does, self.step, self.clause, self.record, steps.attach_path)

    def show_rows(self, title: str, wanted: ComplaintFilter) -> None:
        rows = ComplaintPanel(self.seat)
        rows.setFocusProxy(rows.view.field)
        rows.view.title.hide()  # the sheet has one
        rows.show_rows(wanted, "")
        rows.incident_clicked.connect(self.incident_wanted)
        self.sheet.show_content(with_note(title, self._scope()), rows, wide=True)

    @Slot(int)
    def complaint(self, complaint_id: int) -> None:
        self.show_rows(self.tr("投诉"), ComplaintFilter(ids=(complaint_id,)))

    def show_district(self, code: str, wanted: ComplaintFilter, *words: str) -> None:
        """The rows of a county under its name and some words."""
        self._named(code, lambda name: self.show_rows(listed([name, *words]), wanted))

    @Slot(object)
    def county_rows(self, county: "CountyNow") -> None:
        """A county's complaints of the incident, as its first page counts them."""
        wanted = ComplaintFilter(
            incident_id=self.acts.incident_id, districts=county.districts, at=county.now
        )
        self.show_rows(self.tr("{name}的投诉举报").format(name=county.name), wanted)

    def _scope(self) -> str:
        """A number may be the whole city's; its rows are those that the actor may see."""
        head, actor = self.acts.head, self.seat.actor
        scope = head.rights.scope(actor, Action.SEE_PICTURE) if head else None
        of_county = scope is not None and scope.scope is Reach.COUNTY
        return self.tr("只列本县区的") if of_county else ""

    @Slot(str)
    def number(self, key: str) -> None:
        """A number of NumbersView: its rows, and the rows say the same number."""
        if key == "next_report":
            self.view_wanted.emit("reports", "", 0)
        elif key in ("on_site", "registered", *BY_HAND):
            self._tallies(key)
        elif key == "opinions":
            self.view_wanted.emit("opinion", "", 0)
        elif self.acts.incident_id is not None:
            self._incident_number(key)
        else:
            self.city_number(key)

    def _incident_number(self, key: str) -> None:
        head, incident = self.acts.head, self.acts.incident_id
        assert head
        assert head.situation
        assert incident is not None
        # Of the figure that was pressed: what came since is not in it.
        at = getattr(self.sender(), "as_of", None) or head.situation.now
        if key in ("people", "person_times", "amount", "traders", "counties"):
            self._people_behind(key, incident, at)
        elif key == "last_hour":
            wanted = ComplaintFilter(incident_id=incident, at=at, last_hour=True)
            self.show_rows(self.tr("本事件近 1 小时的投诉举报"), wanted)
        elif key == "remote":
            wanted = ComplaintFilter(incident_id=incident, at=at, other_province=True)
            self.show_rows(self.tr("本事件的外省来件"), wanted)
        else:
            wanted = ComplaintFilter(incident_id=incident, at=at)
            self.show_rows(self.tr("本事件的投诉举报"), wanted)

    @Slot(str, object)
    def fact(self, code: str, at: datetime) -> None:
        """The number of a fact of the matrix: what it is made of."""
        incident = self.acts.incident_id
        if code == "media":
            self.view_wanted.emit("opinion", "", 0)
        elif code == "on_site" or told_as_whole(code):
            self._tallies(code)
        elif incident is not None and code in SPECIAL_GROUPS:
            group = SPECIAL_GROUPS[code]
            words = self.tr("登记类别为{group}的投诉举报").format(group=word(group))
            wanted = ComplaintFilter(incident_id=incident, at=at, special_group=group)
            self.show_rows(words, wanted)
        elif incident is not None:
            self._people_behind(code, incident, at)

    def _people_behind(self, code: str, incident: int, at: datetime) -> None:
        """A row a person, or a claim; each opens its complaints."""
        content = FigureSheet(self.seat, incident, code, at)
        titles = {
            "people": self.tr("本事件的消费者"),
            "person_times": self.tr("本事件的人次"),
            "amount": self.tr("本事件的涉及金额（自述）"),
            "traders": self.tr("本事件的经营者"),
            "counties": self.tr("本事件的县区"),
            "complainants": word(shown_as("complainants").title),
            "amount_yuan": word(shown_as("amount_yuan").title),
        }
        content.complaints_wanted.connect(
            lambda ids: self.show_rows(titles[code], ComplaintFilter(ids=ids))
        )
        self.sheet.show_content(with_note(titles[code], self._scope()), content, wide=True)

    @Slot(str)
    def city_number(self, key: str) -> None:
        """A number of the quiet city: today's rows, or the part of them."""
        now = self.seat.clock()
        today = ComplaintFilter(since=day_start(local(now).date()), at=now)
        wanted = {
            "today": (self.tr("今日投诉举报"), today),
            "last_hour": (self.tr("近 1 小时"), ComplaintFilter(at=now, last_hour=True)),
            "reports": (self.tr("今日举报"), replace(today, kind=ComplaintKind.REPORT)),
            "food": (self.tr("今日食品安全"), replace(today, problem=FOOD)),
            "other_province": (self.tr("今日外省来件"), replace(today, other_province=True)),
        }
        if key in wanted:
            self.show_rows(*wanted[key])
        else:
            self.page_wanted.emit("complaints")

    def _tallies(self, code: str = "") -> None:
        if self.acts.incident_id is not None:
            content = TallySheet(
                self.seat, self.acts.incident_id, code, has_cases=self.acts.has_cases
            )
            content.report_wanted.connect(self.acts.count)
            content.cases_wanted.connect(self.acts.report_cases)
            title = word(shown_as(code).title) if told_as_whole(code) else self.tr("现场报数")
            self.sheet.show_content(title, content)

    @Slot(str, str)
    def place(self, kind: str, key: str) -> None:
        """A click on the map (see MapView.clicked), of the chosen incident."""
        self._place(kind, key, self.acts.incident_id)

    @Slot(str, str)
    def city_place(self, kind: str, key: str) -> None:
        """A click on the map of the whole city."""
        self._place(kind, key, None)

    def _place(self, kind: str, key: str, incident: int | None) -> None:
        match kind:
            case "district" if incident is not None and self.acts.has_cases:
                self._named(key, lambda name: self._cases(name, CasesWanted(district=key)))
            case "district":
                wanted = self._of_map(incident, district=key)
                self._named(key, lambda name: self.show_rows(name, wanted))
            case "incident":
                self._incident_place(key)
            case "case":
                self._cases(self.tr("病例分布"), CasesWanted(ids=(int(key),)))
            case "point" | "cluster":
                ids = tuple(int(part) for part in key.split(","))
                title = self.tr("地图上的 {n} 件").format(n=len(ids))
                self.show_rows(title, ComplaintFilter(ids=ids))

    @Slot(object, object)
    def onset(self, start: datetime, end: datetime) -> None:
        """An interval of the onset curve: who fell ill then."""
        title = self.tr("{span} 发病").format(span=span_said(start, end, self.seat.clock()))
        self._cases(title, CasesWanted(since=start, until=end))

    def _cases(self, title: str, wanted: "CasesWanted") -> None:
        """Rows of the newest 病例通报: those that a mark or a bar counts."""
        if self.acts.incident_id is not None:
            content = CaseSheet(self.seat, self.acts.incident_id, wanted)
            content.report_wanted.connect(self.acts.report_cases)
            self.sheet.show_content(title, content)

    def _of_map(self, incident: int | None, district: str) -> ComplaintFilter:
        """What the map counts in a county: of the incident all, of the city a day."""
        since = None if incident else self.seat.clock() - timedelta(hours=24)
        return ComplaintFilter(incident_id=incident, district=district, since=since)

    def _named(self, code: str, done: Callable[[str], object]) -> None:
        self.acts.ask(
            places, lambda found: done(next((p.name for p in found if p.code == code), code))
        )

    def _incident_place(self, key: str) -> None:
        """Of a place without a trader there are none: what names no trader is of no place."""
        incident, _, place = key.partition(":")

        def show(found: tuple[int | None, str]) -> None:
            subject, label = found[0] or 0, found[1]
            self.show_rows(label, ComplaintFilter(incident_id=int(incident), subject_id=subject))

        self.acts.ask(lambda session: subject_of_place(session, int(place)), show)

    @Slot(object, object, object, str)
    def bin(self, start: datetime, end: datetime, series: "Series | None", by: str) -> None:
        """A bar of the timeline: of the incident that is shown."""
        wanted = ComplaintFilter(incident_id=self.acts.incident_id)
        self.bin_within(wanted, "", start, end, series, by)

    @Slot(object, object, object, str)
    def city_bin(self, start: datetime, end: datetime, series: "Series | None", by: str) -> None:
        self.bin_within(ComplaintFilter(), "", start, end, series, by)

    def bin_within(
        self,
        wanted: ComplaintFilter,
        said: str,
        start: datetime,
        end: datetime,
        series: "Series | None",
        by: str,
    ) -> None:
        """A bar, or the part of it that is one series, of what a filter leaves; `said` names it."""
        wanted = of_series(replace(wanted, since=start, until=end), series, by)
        part = word(series.label) if series else ""
        self.show_rows(listed([span_said(start, end, self.seat.clock()), part, said]), wanted)

    @Slot(int, str)
    def subject(self, subject_id: int, name: str) -> None:
        """A trader's complaints of today."""
        today = day_start(local(self.seat.clock()).date())
        self.show_rows(name, ComplaintFilter(subject_id=subject_id, since=today))

    @Slot(str)
    def clause(self, code: str) -> None:
        if code:
            content = ClauseSheet(self.seat, code)
            content.page_wanted.connect(self.clause_page_wanted)
            self.sheet.show_content(self.tr("预案 {code}").format(code=code), content)

    @Slot(str, int)
    def record(self, table: str, key: int) -> None:
        """A record, where it is kept: its view at its line, or its own sheet."""
        if table in OF_THE_BOOK and key:
            self._of_book(table, key)
        elif table == "release_check":
            self.acts.ask(partial(release_of_check, check_id=key), partial(self.record, "release"))
        elif table == "team":
            place = partial(place_of_team, team_id=key)
            self.acts.ask(place, partial(self.view_wanted.emit, "site", "reports"))
        elif table == "trader_talk":
            self.sheet.show_content(self.tr("约谈"), TalkSheet(self.seat, key))
        elif table == "tally":
            self._tallies()
        elif table == "case_report":
            self._cases(self.tr("病例分布"), CasesWanted())
        elif table in PAGES:
            self.page_wanted.emit(PAGES[table])
        elif table in RECORD_PLACES:
            self.view_wanted.emit(*RECORD_PLACES[table], key)
        elif table == "incident":
            self._incident_number("complaints")
        else:
            self.seat.notices.info(self.tr("这条记录没有单独的页面，内容已全部列在这里。"))

    def _of_book(self, table: str, key: int) -> None:
        """An obligation: by its id, by what was said of it, by the step that it was."""

        def show(found: int | None) -> None:
            if found is not None:
                self.step(found)

        self.acts.ask(lambda session: obligation_behind(session, table, key), show)

    @Slot(str)
    def journal(self, clause: str) -> None:
        """The lines of the record that bear a clause."""
        self.view_wanted.emit("timeline", clause, 0)

    @Slot(str)
    def group(self, value: str) -> None:
        group = Group(value)
        content = GroupSheet(self.seat, self.acts.incident_id, group)
        content.step_wanted.connect(self.step)
        content.person_wanted.connect(self.person)
        self.sheet.show_content(word(GROUP_WORDS[group]), content)

    @Slot(int)
    def person(self, person_id: int) -> None:
        content = PersonSheet(self.seat, self.acts.incident_id, person_id)
        content.step_wanted.connect(self.step)
        self.sheet.show_content(self.tr("人员"), content)

    @Slot(int)
    def step(self, step_id: int) -> None:
        content = StepSheet(self.seat, step_id, self.step_acts())
        self.sheet.show_content(self.tr("处置任务"), content)

    @Slot(object)
    def open_hit(self, hit: SearchHit) -> None:
        """A hit of the search."""
        match hit.kind:
            case HitKind.CLAUSE:
                self.clause(hit.key)
            case HitKind.PERSON:
                self.person(int(hit.key))
            case HitKind.SUBJECT:
                self.show_rows(hit.title, ComplaintFilter(subject_id=int(hit.key)))
            case HitKind.COMPLAINT:
                self.show_rows(hit.title, ComplaintFilter(ids=(int(hit.key),)))
            case HitKind.PAPER:
                self.paper_wanted.emit(int(hit.key))
