"""What leaves the machine for support tells of nobody, whatever was planted where it comes from."""

import io
import logging
import sys
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import failure_log, support_report
from commandcenter.offices.failure_words import careful, for_support, without_password
from commandcenter.program import trouble
from commandcenter.store.tables.every import ComplaintRow
from commandcenter.ui import crash, guards

AT = datetime(2026, 11, 24, tzinfo=UTC)
NAME, LATIN = "王芳", "Wang Fang"
PHONE = "1" + "3" * 10
# As people and programs write them.
NUMBERS = [
    PHONE, f"+86 {PHONE}", "133-3333-3333", "133 3333 3333", "133.3333.3333", "(0990)123 4567",
    "0990-1234567", "11010519491231002X", "110105 19491231 002X", "6222 0200 0000 0000 000",
    "4403\u00a01999", "１３３３３３３３３３３",
]  # fmt: skip
MAIL = "wangfang@example.com"
SECRET = "Canary-Password-77"
ADDRESS = f"postgresql://wangfang:{SECRET}@db1.bureau.cn:5432/commandcenter"
PLANTED = [NAME, LATIN, MAIL, SECRET, "wangfang", *NUMBERS]


def assert_nobody(words):
    digits = "".join(c for c in words if c.isdigit() or not c.isspace())
    for planted in PLANTED:
        assert planted not in words, planted
    for number in NUMBERS:
        bare = "".join(c for c in number if c.isdecimal())
        assert bare not in digits.replace("-", "").replace(".", ""), number


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "data"


def everything_in(held):
    with zipfile.ZipFile(io.BytesIO(support_report.packed(held))) as package:
        assert package.testzip() is None
        return {name: package.read(name).decode() for name in package.namelist()}


def failing(db):
    """Errors with people in them, as the program meets them."""
    yield ValueError(f"complainant {NAME} {LATIN!r} {' '.join(NUMBERS)} {MAIL}")
    yield KeyError(f"{LATIN} {PHONE}")
    yield RuleBroken("“{name}”（{phone}）的投诉已登记。", name=NAME, phone=PHONE)
    yield UnicodeDecodeError("utf-8", NAME.encode("gbk"), 0, 1, PHONE)
    with db.read() as session:
        for statement in (
            select(ComplaintRow.id).where(text("no_such_column = :phone")).params(phone=PHONE),
            text("SELECT CAST(:mail AS no_such_type)").bindparams(mail=f"{MAIL} {LATIN} {PHONE}"),
            text(f"SELECT '{LATIN} {PHONE}' FROM nowhere"),
        ):
            try:
                with session.begin_nested():
                    session.execute(statement)
            except SQLAlchemyError as error:
                yield error


def test_no_error_of_the_database_says_with_what_it_was_asked(db):
    for error in failing(db):
        if isinstance(error, SQLAlchemyError):
            assert "hide_parameters" in str(error) or "nowhere" in str(error)
            assert MAIL not in str(error)


def test_whatever_is_planted_is_not_in_the_package(db, data, qapp):
    log_file = data / "logs" / "commandcenter.log"
    handler = crash.open_log(log_file)
    guards.record_faults(data / "logs" / "faults.log")
    try:
        for error in failing(db):
            try:
                raise error
            except type(error) as caught:
                crash.CrashHandler(dialogs=False).handle(type(error), caught, caught.__traceback__)
                trouble.on_bug(type(error), caught, caught.__traceback__)
                log = logging.getLogger("commandcenter.part")
                log.error("could not: %s %s %s", PHONE, MAIL, ADDRESS)
                log.exception("with its trace")
        guards.faulthandler.dump_traceback(guards._fault_files[-1])
    finally:
        guards.forget_faults()
        crash.close_log(handler)
    with failure_log.logged():
        logging.getLogger("commandcenter.watch").error("%s", " ".join(NUMBERS[:-2]))
    findings = [f"异常  数据库：{ADDRESS} 连接不上。", f"正常  磁盘：{data} 尚余 9 GB。"]
    held = support_report.items(ADDRESS, findings, AT)
    inside = everything_in(held)
    assert set(inside) == {
        "report.txt", "doctor.txt", "LIST.txt", "logs/commandcenter.log", "logs/command.log",
        "logs/faults.log",
    }  # fmt: skip
    for name, words in inside.items():
        assert_nobody(words)
        assert str(Path.home()) not in words, name
    assert "ValueError" in inside["logs/commandcenter.log"]
    assert "test_support_report.py" in inside["logs/commandcenter.log"]
    assert "most recent call first" in inside["logs/faults.log"]
    assert "db1.bureau.cn" in inside["report.txt"]
    assert "连接不上" in inside["doctor.txt"]


def test_the_logs_themselves_hold_no_numbers(db, data, qapp):
    """Before anything is packed: whoever finds the folder finds nobody."""
    log_file = data / "logs" / "commandcenter.log"
    handler = crash.open_log(log_file)
    for error in failing(db):
        try:
            raise error
        except type(error) as caught:
            crash.CrashHandler(dialogs=False).handle(type(error), caught, caught.__traceback__)
            logging.getLogger("commandcenter.part").exception("%s", PHONE)
    crash.close_log(handler)
    words = log_file.read_text()
    assert "not caught" in words
    assert_nobody(words)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_a_person_is_taken_out_however_it_is_written(number):
    for words in (f"phone={number}", f"({number})", f"tel {number},", number):
        assert_nobody(careful(words))
        assert_nobody(for_support(words))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("2026-11-24 02:46:00,123 ERROR commandcenter.crash not caught",
         "2026-11-24 02:46:00,123 ERROR commandcenter.crash not caught"),
        ('  File "/home/wangfang/cc/store/journal.py", line 128, in record',
         '  File "~/cc/store/journal.py", line 128, in record'),
        ('  File "C:\\Users\\wangfang\\cc\\a.py", line 7', '  File "~\\cc\\a.py", line 7'),
        ("builtins.KeyError: 'missing'", "builtins.KeyError: 'missing'"),
        ("errors.X: duplicate DETAIL:  Key (name)=(Wang)", "errors.X: duplicate "),
    ],
)  # fmt: skip
def test_what_support_needs_stays(line, kept):
    assert for_support(line) == kept


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (ADDRESS, "postgresql://…@db1.bureau.cn:5432/commandcenter"),
        ("postgresql://a@h/d", "postgresql://…@h/d"),
        ("sqlite:////home/x/a.db", "sqlite:////home/x/a.db"),
    ],
)
def test_an_address_is_shown_without_who_and_password(address, shown):
    assert without_password(address) == shown


def test_names_of_accounts_and_the_machine_are_taken_out(data, monkeypatch):
    monkeypatch.setattr(support_report.getpass, "getuser", lambda: "wangfang")
    monkeypatch.setattr(support_report.socket, "gethostname", lambda: "wangfang-pc")
    found = ["异常  wangfang 在 wangfang-pc 上没有权限（wangfangs）。"]
    held = support_report.items("postgresql://li.wei@h/d", [*found, "li.wei：无"], AT)
    words = everything_in(held)["doctor.txt"]
    assert words == "异常  … 在 … 上没有权限（wangfangs）。\n…：无\n"


def test_accounts_of_the_system_name_nobody_and_stay(data, monkeypatch):
    monkeypatch.setattr(support_report.getpass, "getuser", lambda: "root")
    held = support_report.items("sqlite:///a.db", ["以 root 身份运行"], AT)
    assert everything_in(held)["doctor.txt"] == "以 root 身份运行\n"


def test_only_the_newest_of_a_long_log_goes_along(data):
    folder = data / "logs"
    folder.mkdir(parents=True)
    (folder / "commandcenter.log").write_bytes(
        b"old line\n" * 60_000 + b"x" * 50_000 + b"\nnewest\n"
    )
    (folder / "commandcenter.log.1").write_bytes(b"\xff\xfe\0 not text\n")
    inside = everything_in(support_report.items("sqlite:///a.db", [], AT))
    assert len(inside["logs/commandcenter.log"]) < support_report.NEWEST
    assert inside["logs/commandcenter.log"].endswith("newest\n")
    assert "not text" in inside["logs/commandcenter.log.1"]


def test_a_thread_of_a_service_writes_no_value_to_the_journal_of_the_machine(
    data, capsys, monkeypatch
):
    """systemd keeps what a service writes to stderr."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(trouble.own_memory, "write_no_dumps", lambda: None)
    monkeypatch.setattr(trouble.own_files, "keep_private", lambda: None)
    trouble.guard_process()

    def work():
        raise ValueError(f"{NAME} {LATIN} {PHONE}")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    class Dropped:
        def __del__(self):
            raise ValueError(f"{NAME} {LATIN} {PHONE}")

    Dropped()
    logging.getLogger("commandcenter.x").error("%d", LATIN)  # an error of the logging itself
    said = capsys.readouterr()
    assert "程序出错（ValueError）" in said.err
    assert_nobody(said.out + said.err)
    assert_nobody((data / "logs" / "command.log").read_text())
