"""The lines of the journal in words: each deed that a part of the work can leave has its own."""

import pytest

from commandcenter.domain.record import CHIEF, KINDS, Part, act_words, kinds_of, part_of

# Kind, part of the work: its verbs. What a service records is added here with its word.
DEEDS = """
incident, life: activated, aftermath begun, amended, archived, changed, ended, false alarm,
    grade decided, grade returned, grade suggested, grade taken back, initial signed, let go,
    lowered, merged, name released, name taken back, pinned, place added, place taken out,
    raised, registered, start taken back, taken out, took in, transferred, unpinned, upper
    decision registered, upper requested, verified
fact, life: stated
signal, life: assessed, excluded, found, grew, merged, noted, opened, returned, taken out,
    verified, watched
warning, life: adjusted, amended, drafted, dropped, issued, lifted, opened, returned
warning_step, steps: completed, dropped, reopened
trader_talk, site: broken, check withdrawn, held, kept
consultation, command: recorded
meeting, command: called, changed, withdrawn
instruction, command: given, received, reminded, reported back
directive, command: assigned, received, registered, reminded, reported back, told back
oral_decision, command: disputed, registered, signature taken back, signed
liaison, command: answered, asked, promised, reminded
delegation, command: delegated, revoked
handover, command: given, received, refused, taken back, taken over
step, steps: assigned, attached, completed, noted, reminded, reopened, reported, waived
obligation, steps: applies, assigned, attached, carried over, closed by hand, file taken out,
    listed, not applicable, noted, reminded, reopened, taken back
report, reports: drafted, edited, received, refreshed, reminded, scan attached, sent, sent back,
    sent on, signature taken back, signed, submitted, told, verified
paper, reports: activation made, assessment made, briefing made, clauses made, daily made, drill
    made, dutyday made, express made, final made, first made, followup made, handover made,
    instruction made, investigation made, letter made, levelchange made, meeting made, minutes
    made, monthly made, notice made, opinion made, press made, release made, request made,
    rights made, roster made, special made, termination made, transcript made, watch made
document, reports: amendment drafted, checked, countersigned, drafted, edited, file attached,
    filed, issued, number taken off, numbered, particulars set, print made, reply filed,
    reviewed, scan attached, sealed, sent back, signed, submitted, voided, withdrawn
paper_number, reports: taken, voided
release, releases: approved, authorised, corrected, drafted, edited, legality passed, published,
    returned, scan attached, secrecy passed, submitted, taken back, told, withdrawn
press_question, releases: answer amended, answered, registered
opinion, releases: amended, answered, open, referred, registered, watched
log, site: hidden, shown, written
site_report, site: written
tally, site: counted
case_report, site: recorded
team, site: placed
evidence, inquiry: added, amended by a new one, found damaged, handed over, list exported, read
case_file, inquiry: registered
case_act, inquiry: registered
legal_question, inquiry: answer amended, answered, asked
incident_complaint, complaints: joined, left
complaint_handling, complaints: accepted, assigned, case_filed, case_not_filed, closed,
    clue_checked, clue_found, declined, end_told, extended, mediation_ended, recounted,
    test_began, test_ended, undone
complaint_flag, complaints: flagged, lifted, reviewed
complaint_link, complaints: judged again, linked, put_together, taken_apart
complainant, complaints: compared, reporter_seen, seen
complaint_form, complaints: accept made, agreement made, decline made, end made, forward made,
    identity made, intake made, mediate made, reportintake made, result made
attendance, staff: away, back, signed in, signed out
person, staff: added, assigned, disabled, enabled, released, role confirmed, role ended, role
    granted, role refused, role to confirm, stands in, stood in
account, staff: locked, login disabled, login enabled, login made, password set
server, staff: declined, proposed, went_double, went_single
export, staff: cap exported, changes exported, clauses exported, complaints exported, incidents
    exported, instructions exported, journal exported, log exported, map exported, obligations
    exported, signals exported, steps exported, warnings exported
bureau, staff: duty phone, named, upgrade key kept, upgrade published, upgrade withdrawn
restore_drill, staff: tried
duty_log, staff: linked, seen, settled, written
phone_call, complaints: taken
call_up, staff: answered, rung
duty, staff: changed, dropped, rostered, swapped
budget_line, staff: changed, set
fund_request, staff: approved, asked, refused, spent, withdrawn
supply_request, staff: approved, asked, delivered, refused, returned
stock_item, staff: added, edited, retired
stock_move, staff: back, check, count, in, out, reminded, scrap
inquiry_report, aftermath: drafted, edited, filled again, scan attached, signed
accountability, aftermath: amended, registered, settled
recovery, aftermath: amended, opened, reopened, settled, settled in part, waived
retention, aftermath: decided, erased, kept
archive_package, aftermath: copied out, made
typical_case, aftermath: approved, drafted, edited, legality passed, published, returned,
    revoked, secrecy passed, submitted, withdrawn
duty_note, aftermath: stated, withdrawn
drill, staff: ended, founded, leapt, note, paused, resumed, said, slowed, speed, started,
    went_on
drill_inject, staff: added, amended, carried out, prepared, skipped
drill_record, staff: called off, course kept, measure done, measure set, planned, recorded
certificate, staff: corrected, registered, revoked
partner, staff: corrected, ended, entered
training, staff: called off, changed, corrected, held, planned
publicity, staff: called off, changed, corrected, held, planned
research, staff: changed, ended, finished, taken up
risk_assessment, staff: begun, edited, returned, signed, submitted, withdrawn
inspection_plan, staff: added to, called off, changed, dropped, inspected, planned, untied
risk_finding, staff: checked, closed, dropped, set
plan_gap, command: answered, filed
county_rules, command: filed, received
plan, command: adopted, amended, revised
plan_revision, command: drafted, edited, returned, signed, submitted, taken back, withdrawn
plan_review, command: registered
plan_filing, command: registered
"""
CHIEF_DEEDS = """
accountability: settled
archive_package: made
case_act: registered
case_file: registered
consultation: recorded
directive: registered, reported back
document: issued, signed
evidence: added
handover: taken over
inquiry_report: signed
instruction: given, reported back
liaison: answered, asked
oral_decision: disputed, registered, signed
press_question: answered
release: approved, published
report: sent, sent on, signed, verified
retention: decided, erased
site_report: written
"""


def table(text):
    """Each head with what stands behind its colon; a line that is indented goes on."""
    lines = text.strip().replace("\n    ", " ").splitlines()
    return {head: rest.split(", ") for head, rest in (line.split(": ") for line in lines)}


def kind_and_part(head):
    kind, part = head.split(", ")
    return kind, Part(part)


@pytest.mark.parametrize(("head", "verbs"), list(table(DEEDS).items()))
def test_each_deed_of_a_kind_is_told_in_chinese(head, verbs):
    kind, part = kind_and_part(head)
    assert sorted(KINDS[kind][1]) == verbs
    for verb in verbs:
        words = act_words(kind, verb)
        assert words == KINDS[kind][1][verb]
        assert words, "and none is empty"
        assert not words[0].isascii()
    assert part_of(kind) is part
    assert kind in kinds_of(part)


def test_there_is_no_other_kind_of_line():
    assert [kind_and_part(head)[0] for head in table(DEEDS)] == list(KINDS)
    assert part_of("weather") is None


@pytest.mark.parametrize("part", list(Part))
def test_a_timeline_is_filtered_by_all_kinds_of_a_part(part):
    heads = map(kind_and_part, table(DEEDS))
    assert kinds_of(part) == tuple(kind for kind, own in heads if own is part)


def test_a_deed_without_words_is_told_by_its_part_and_a_line_of_no_kind_as_another():
    assert act_words("incident", "painted") == "事件级别有变动"
    assert act_words("training", "painted") == "值守人员有变动"
    assert act_words("weather", "turned") == "其他记录"


def test_a_short_course_has_all_that_happened_to_the_incident_and_the_chief_deeds():
    others = {(kind, verb) for kind, verbs in table(CHIEF_DEEDS).items() for verb in verbs}
    [own] = [verbs for head, verbs in table(DEEDS).items() if head.startswith("incident, ")]
    assert others | {("incident", verb) for verb in own} == CHIEF
