"""What the command line says of itself: help, manual page, completion, exit codes, JSON."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from typer.main import get_command

from commandcenter.paths import ROOT
from commandcenter.program.cli import app
from commandcenter.program.help_page import EXIT_CODES, width_of, wrapped
from tests.cli.test_refused import GOOD

# What a command without `--json` says, in place of a list: files it writes, or a sentence.
NO_LIST = {
    "": "a window", "demo": "a window", "wall": "a window", "drill open": "a window",
    "init": "a sentence", "backup": "a sentence", "restore": "a sentence",
    "restore-drill": "a sentence", "admin disable": "a sentence",
    "admin enable": "a sentence", "admin make-logins": "a sentence, and sheets in a file",
    "admin add-person": "a sentence, and a password that is shown once",
    "admin reset-password": "a sentence, and a password that is shown once",
    "brief": "a file", "forms": "a file", "plan": "a file", "shoot": "a file",
    "upgrade key": "a file", "upgrade publish": "a sentence", "upgrade withdraw": "a sentence",
    "upgrade install": "a sentence", "upgrade back": "a sentence",
    "drill new": "the address of the drill, alone", "watch": "lines as they come",
    "watchman": "lines as they come", "completion": "a script", "man": "a page",
    "manual": "a file",
}  # fmt: skip
# Each listing of a database as it is asked, and the keys of its document.
LISTS = {
    "alarms": {"at", "drill", "engine", "alarms"},
    "stock": {"items"},
    "drill list": {"scripts", "stores"},
    "upgrade status": {"version", "schema", "key", "signer", "published", "refusal", "seats"},
    "admin roles chenyu": {"login", "name", "roles"},
    "doctor": {"good", "findings"},
    "verify": {"whole", "faults", "limits", "notes", "lines", "images", "rows"},
}
ENGLISH = re.compile(r"Usage|Options|Commands|Show this|default|required", re.IGNORECASE)


def command_of(name):
    found = get_command(app)
    for word in name.split():
        found = found.commands[word]
    return found


def options_of(name):
    return {option for parameter in command_of(name).params for option in parameter.opts}


def test_each_command_that_lists_has_json_and_the_others_say_what_they_do_instead():
    assert {name for name in GOOD if "--json" not in options_of(name)} == set(NO_LIST)


@pytest.mark.parametrize("command", LISTS)
def test_a_listing_is_one_json_document_with_the_keys_that_scripts_know(demo, command):
    said = demo.run("--db", demo.url(), *command.split(), "--json")
    assert set(json.loads(said.out)) == LISTS[command]
    plain = demo.run("--db", demo.url(), *command.split())
    assert plain.out
    assert not plain.out.startswith("{")


@pytest.mark.parametrize("name", GOOD)
def test_each_command_explains_itself_in_chinese_by_h(house, name):
    said = house.run(*name.split(), "-h")
    assert (said.code, said.err) == (0, "")
    assert said.out == house.run(*name.split(), "--help").out
    assert said.out.startswith(f"用法：commandcenter {name}".rstrip())
    assert not ENGLISH.search(said.out)
    for parameter in command_of(name).params:
        assert parameter.help, f"{name} {parameter.name} says nothing"
        assert any(written in said.out for written in (*parameter.opts, parameter.name.upper()))
    assert max(map(width_of, said.out.splitlines())) <= 94


def test_the_codes_that_a_command_ends_with_are_those_of_the_page(bureau):
    ended = {
        bureau.run("alarms").code,
        bureau.run("backup", "nowhere/o.zip").code,
        bureau.run("alarms", "--nonsense").code,
    }
    assert ended == {0, 1, 2}
    told = bureau.run("-h").out
    for code, words in EXIT_CODES:
        assert re.search(rf"^  {code} +{re.escape(words[:8])}", told, re.MULTILINE)


def test_a_line_ends_between_chinese_characters_and_never_before_a_stop():
    assert wrapped("一二三四五。六七", 10) == ["一二三四五。", "六七"]
    assert wrapped("用 --check 只看", 9) == ["用", "--check", "只看"]


def test_the_manual_page_has_every_command_and_option(house):
    page = house.run("man").out.replace("\\-", "-")
    for name in GOOD:
        assert f"commandcenter {name}".rstrip() in page
        assert all(o in page for o in options_of(name) if o.startswith("--"))
    assert [line for line in page.splitlines() if line.startswith(".TH")] == [page.splitlines()[0]]


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here to set a page with")
def test_the_manual_page_can_be_set(house):
    done = subprocess.run(
        ["groff", "-k", "-man", "-Tutf8", "-ww"],
        input=house.run("man").out, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0
    assert "退出码" in done.stdout
    unknown = [line for line in done.stderr.splitlines() if "cannot" not in line]
    assert unknown == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("restore", ["restore", "restore-drill"]),
        ("drill ", ["list", "new", "open", "run"]),
        ("export in", ["incidents", "instructions"]),
        ("shoot ", ["desk", "wall"]),
        ("stock --js", ["--json"]),
        ("completion f", ["fish"]),
    ],
)
def test_a_shell_completes_commands_options_and_words(house, typed, found):
    """By bash itself, with the script that the program gives it."""
    words = ["commandcenter", *typed.split(" ")]
    script = house.run("completion", "bash").out
    program = house.home / "commandcenter"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m commandcenter "$@"\n')
    program.chmod(0o700)
    asking = (
        f"COMP_WORDS=({' '.join(word or chr(39) * 2 for word in words)})\n"
        f"COMP_CWORD={len(words) - 1}\n_commandcenter_completion {program}\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{asking}"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | house.environment,
        cwd=house.work, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert sorted(done.stdout.split()) == found, done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_have_a_script_too(house, shell):
    said = house.run("completion", shell)
    assert "_COMMANDCENTER_COMPLETE=complete_" + shell in said.out
