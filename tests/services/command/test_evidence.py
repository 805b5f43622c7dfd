"""The evidence shelf: pieces, the chain of custody, and files that go in parts."""

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.queries.command.evidence import shelf, shelf_choices
from commandcenter.services.command import attachments, casework, evidence
from commandcenter.services.command.casework import NewCase
from commandcenter.services.command.evidence import File, Handing
from commandcenter.store import files, journal
from commandcenter.store.tables.every import JournalLineRow
from commandcenter.store.tables.files import FilePartRow, StoredFileRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.field import add_people, ago, piece

PART = files.PART


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


@pytest.fixture
def photo(tmp_path):
    """A file of three parts and a bit."""
    path = tmp_path / "合同 <b>1.jpg"
    path.write_bytes(bytes(range(256)) * (PART // 256) * 3 + b"end")
    return path


def no_progress(done, total):
    pass


def shown(city, incident, login="hewenjing"):
    return city.ask(shelf, getattr(city, login), incident, city.db.clock())


def put(city, incident, path, on_progress=no_progress, **fields):
    again = fields.pop("again", False)
    return attachments.shelve(
        city.db, city.hewenjing, incident, piece(city, **fields), path, on_progress, again=again
    )


def add(city, incident, **fields):
    return city.do(
        evidence.add, "hewenjing", incident, piece(city, **({"carrier": "证据室"} | fields))
    )


def offers(found):
    return {o.key: str(o.refusal or "") for o in found.offers}


def parts(city):
    with city.db.read() as session:
        return session.scalar(select(func.count()).select_from(FilePartRow))


def verbs(city):
    with city.db.read() as session:
        return session.scalars(
            select(JournalLineRow.verb)
            .where(JournalLineRow.kind == "evidence")
            .order_by(JournalLineRow.number)
        ).all()


def test_a_file_is_put_on_the_shelf_and_taken_out_with_the_same_hash(
    city, incident, photo, tmp_path
):
    told = []
    put(city, incident, photo, lambda done, total: told.append((done, total)))
    [line] = shown(city, incident).pieces
    wanted = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert (line.sha256, line.stored, line.name) == (wanted, True, photo.name)
    size = photo.stat().st_size
    assert told[-1] == (2 * size, 2 * size)  # hashed, then sent
    assert told == sorted(told)
    target = tmp_path / "out.jpg"
    attachments.open_evidence(city.db, city.tanjing, line.id, target, no_progress)
    assert target.read_bytes() == photo.read_bytes()
    assert verbs(city) == ["added", "read"]
    assert shown(city, incident).pieces[0].readings == 1


def test_a_sending_that_was_cut_off_goes_on_where_it_ended(city, incident, photo, monkeypatch):
    size, sent = photo.stat().st_size, []

    def cut_off(done, total):
        if done >= size + 2 * PART:
            raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        put(city, incident, photo, cut_off)
    assert parts(city) == 2
    assert shown(city, incident).pieces == ()  # nothing is registered before it is here
    kept = files._add

    def noted(session, row_class, **values):
        if row_class is FilePartRow:
            sent.append(values["number"])
        kept(session, row_class, **values)

    monkeypatch.setattr(files, "_add", noted)
    assert put(city, incident, photo).evidence_id
    assert sent == [2, 3]


def test_a_file_that_changes_while_it_is_sent_is_refused_and_goes_again(city, incident, photo):
    size = photo.stat().st_size

    def changed(done, total):
        if done == size + PART:
            photo.write_bytes(b"x" * size)

    with pytest.raises(RuleBroken, match="传送中被改动"):
        put(city, incident, photo, changed)
    assert shown(city, incident).pieces == ()
    assert put(city, incident, photo).evidence_id


def test_the_same_file_again_is_told_before_it_is_registered_twice(city, incident, photo):
    put(city, incident, photo)
    again = put(city, incident, photo)
    assert (again.evidence_id, again.known_as) == (None, (1,))
    assert put(city, incident, photo, again=True).evidence_id
    assert shown(city, incident).pieces[0].same_file == (1,)
    assert parts(city) == 4  # stored once


def test_above_the_limit_only_the_hash_and_the_carrier_are_kept(city, incident, photo, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 1_000)
    with pytest.raises(RuleBroken, match="超过 200 MB"):
        put(city, incident, photo)
    put(city, incident, photo, carrier="光盘 3 号")
    [line] = shown(city, incident).pieces
    assert (line.stored, line.carrier, parts(city)) == (False, "光盘 3 号", 0)
    assert line.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    with pytest.raises(RuleBroken, match="没有存入本系统"):
        attachments.open_evidence(
            city.db, city.hewenjing, line.id, photo.with_name("out"), no_progress
        )


def test_a_damaged_file_is_not_handed_out_and_the_journal_says_so(city, incident, photo, tmp_path):
    number = put(city, incident, photo).evidence_id
    with city.db.transaction() as session:
        session.execute(update(FilePartRow).where(FilePartRow.number == 1).values(data=b"?"))
    target = tmp_path / "out.jpg"
    with pytest.raises(RuleBroken, match="校验值不符"):
        attachments.open_evidence(city.db, city.hewenjing, number, target, no_progress)
    assert not target.exists()
    assert verbs(city)[-1] == "found damaged"


def test_a_file_that_cannot_be_written_leaves_nothing_and_says_where(city, incident, photo):
    number = put(city, incident, photo).evidence_id
    target = photo.parent / "no such folder" / "out.jpg"
    with pytest.raises(RuleBroken, match="无法写入"):
        attachments.open_evidence(city.db, city.hewenjing, number, target, no_progress)


def test_what_is_no_file_is_refused_before_anything_is_sent(city, incident, tmp_path):
    with pytest.raises(RuleBroken, match="无法读取"):
        put(city, incident, tmp_path / "gone.jpg")
    with pytest.raises(RuleBroken, match="无法读取"):
        put(city, incident, tmp_path)


def test_an_empty_file_has_a_hash_like_every_other(city, incident, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    number = put(city, incident, path).evidence_id
    target = tmp_path / "out.txt"
    attachments.open_evidence(city.db, city.hewenjing, number, target, no_progress)
    assert target.read_bytes() == b""


def test_who_may_not_write_sends_nothing(city, incident, photo):
    for login in ("maxiao", "chenyu", "tanjing"):
        with pytest.raises(RuleBroken, match="调查取证组"):
            attachments.shelve(
                city.db, getattr(city, login), incident, piece(city), photo, no_progress
            )
    with city.db.read() as session:
        assert session.scalar(select(func.count()).select_from(StoredFileRow)) == 0


def test_a_file_that_was_not_sent_whole_is_not_registered(city, incident):
    file = File("b" * 64, "x.jpg", 3, stored=True)
    with pytest.raises(RuleBroken, match="还没有传完"):
        add(city, incident, file=file)
    with pytest.raises(RuleBroken, match="64 位"):
        add(city, incident, file=replace(file, sha256="B" * 64))


def test_a_piece_is_handed_from_its_holder_to_the_next(city, incident):
    number = add(city, incident)
    first = Handing("何文静、方舟", "周明", "证据室", "入库", ago(city, minutes=20))
    city.do(evidence.hand_over, "hewenjing", number, first)
    then = Handing("周明", "市检测院", "收样室", "送检", ago(city, minutes=5))
    city.do(evidence.hand_over, "fangzhou", number, then)
    [line] = shown(city, incident).pieces
    assert [(x.from_holder, x.to_holder) for x in line.chain] == [
        ("何文静、方舟", "周明"),
        ("周明", "市检测院"),
    ]
    assert (line.holder, line.since) == ("市检测院", then.handed_at)


def test_the_second_of_two_hand_overs_is_told_who_holds_it_now(city, incident):
    number = add(city, incident)
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", ago(city, minutes=20))
    city.do(evidence.hand_over, "hewenjing", number, handing)
    with pytest.raises(RuleBroken, match="现保管人已是周明"):
        city.do(evidence.hand_over, "fangzhou", number, replace(handing, to_holder="李四"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to_holder": "何文静、方舟"}, "就是现保管人"),
        ({"to_holder": " "}, "接收人"),
        ({"place": "\0"}, "交接地点"),
        ({"reason": ""}, "交接原因"),
    ],
)
def test_a_handing_that_cannot_be_is_refused(city, incident, fields, words):
    number = add(city, incident)
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", ago(city, minutes=5))
    with pytest.raises(RuleBroken, match=words):
        city.do(evidence.hand_over, "hewenjing", number, replace(handing, **fields))


@pytest.mark.parametrize(("minutes", "words"), [(31, "早于取证"), (-5, "晚于现在")])
def test_a_link_of_the_chain_is_never_out_of_order(city, incident, minutes, words):
    number = add(city, incident)
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", ago(city, minutes=minutes))
    with pytest.raises(RuleBroken, match=words):
        city.do(evidence.hand_over, "hewenjing", number, handing)


def test_a_wrong_piece_is_amended_and_never_changed(city, incident):
    wrong = add(city, incident, title="店长笔录")
    right = add(city, incident, title="店长笔录（更正）", amends=wrong)
    new, old = shown(city, incident).pieces
    assert (new.id, new.amends, old.amended_by, old.title) == (right, 1, 2, "店长笔录")
    assert verbs(city) == ["added", "amended by a new one"]
    with pytest.raises(RuleBroken, match="已由 2 号更正，请在更正后的证据上办理"):
        add(city, incident, title="店长笔录（再更正）", amends=wrong)
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", ago(city, minutes=1))
    with pytest.raises(RuleBroken, match="已由 2 号更正"):
        city.do(evidence.hand_over, "hewenjing", wrong, handing)
    assert len(shown(city, incident).pieces) == 2


def test_pieces_of_another_incident_are_not_amended_or_linked(city, incident):
    other = city.register(title="另一事件", brand="别家")
    strange = add(city, other)
    with pytest.raises(RuleBroken, match="没有编号"):
        add(city, incident, amends=strange)
    new = NewCase("别家公司", "虚假宣传", ago(city, hours=1))
    case = city.do(casework.register_case, "hewenjing", other, new)
    with pytest.raises(RuleBroken, match="没有编号"):
        add(city, incident, case_id=case)
    with pytest.raises(RuleBroken, match="没有编号"):
        add(city, incident, obligation_id=9_999)
    with pytest.raises(RuleBroken, match="没有编号"):
        add(city, incident, subject_id=9_999)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "证据名称"),
        ({"place": "\0"}, "取证地点"),
        ({"collectors": ("何文静",)}, "不得少于 2 人"),
        ({"collectors": ("何文静", " 何文静 ")}, "不得少于 2 人"),
        ({"collectors": tuple("甲乙丙丁戊己庚")}, "不超过 6 人"),
        ({"carrier": " "}, "存放在何处"),
        ({"description": "字" * 2_001}, "2000 字"),
    ],
)
def test_a_piece_that_cannot_be_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        add(city, incident, **fields)
    assert shown(city, incident).pieces == ()


def test_the_shelf_is_hidden_from_who_may_not_read_it(city, incident):
    add(city, incident)
    hidden = shown(city, incident, "maxiao")
    assert (hidden.pieces, hidden.refusal is None, hidden.offers) == ((), False, ())
    read = shown(city, incident, "tanjing")
    assert (len(read.pieces), offers(read)) == (1, {"export_shelf": ""})
    assert list(offers(read.pieces[0])) == ["take_out"]


def test_what_a_piece_is_offered_depends_on_its_file_and_on_what_amends_it(city, incident, photo):
    assert offers(shown(city, incident)) == {
        "export_shelf": "还没有可以导出的证据。", "add_piece": "",
    }  # fmt: skip
    wrong = add(city, incident)
    put(city, incident, photo, amends=wrong)
    found = shown(city, incident)
    new, old = found.pieces
    amended = "已由 2 号更正，请在更正后的证据上办理。"
    nowhere = "文件没有存入本系统，请查看原件。"
    assert offers(found) == {"export_shelf": "", "add_piece": ""}
    assert offers(new) == {"hand_over": "", "amend": "", "take_out": ""}
    assert offers(old) == {"hand_over": amended, "amend": amended, "take_out": nowhere}


def test_a_closed_record_is_read_and_not_added_to(city, incident):
    add(city, incident)
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        journal.record(session, city.chenyu, "incident", incident, "archived", incident=incident)
    found = shown(city, incident)
    assert offers(found)["export_shelf"] == ""
    said = [offers(found)["add_piece"], *list(offers(found.pieces[0]).values())[:2]]
    assert len(said) == 3
    assert all("不能再登记" in words for words in said)


def test_links_are_shown_in_words_and_the_forms_offer_what_there_is(city, incident):
    new = NewCase("悦力工场公司", "虚假宣传", ago(city, hours=1))
    case = city.do(casework.register_case, "hewenjing", incident, new)
    choices = city.ask(shelf_choices, incident, city.db.clock())
    assert choices.cases == ((case, "未立案 悦力工场公司"),)
    assert choices.officers[:2] == ("何文静", "方舟")  # before those on site
    step, title = choices.steps[0]
    add(city, incident, case_id=case, obligation_id=step)
    [line] = shown(city, incident).pieces
    assert (line.case, line.step) == ("未立案 悦力工场公司", title)


def test_an_export_of_the_list_is_in_the_journal(city, incident):
    city.do(evidence.note_export, "tanjing", incident)
    assert verbs(city) == ["list exported"]
    with pytest.raises(RuleBroken):
        city.do(evidence.note_export, "maxiao", incident)


@pytest.mark.parametrize("number", [7, None])
def test_a_piece_that_somebody_else_registers_is_not_registered_twice(
    city, incident, tmp_path, number
):
    """By who puts it aside while the link is away: it has its number, or waits."""
    path = tmp_path / "门口.jpg"
    path.write_bytes(b"picture")
    told = []
    shelved = attachments.shelve(
        city.db, city.hewenjing, incident, piece(city), path, no_progress,
        put=lambda whole: told.append(whole.file.name) or number,
    )  # fmt: skip
    assert (shelved.evidence_id, shelved.waits, told) == (number, number is None, ["门口.jpg"])
    assert shown(city, incident).pieces == ()
