import tomllib

import pytest

from commandcenter import settings
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.settings import Settings


def test_a_wall_has_the_painted_map_unless_the_web_map_is_asked_for():
    found = [settings.wall_engine(Settings(map_engine=word)) for word in settings.ENGINES]
    assert dict(zip(settings.ENGINES, found, strict=True)) == {
        "auto": "native", "web": "web", "native": "native"
    }  # fmt: skip


def test_without_a_file_the_defaults_hold(tmp_path):
    assert settings.load(tmp_path / "none.toml") == Settings()


def test_a_key_that_is_set_is_taken_and_the_rest_keeps_its_default(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('map_engine = "native"\nwall_scale = 2\n', encoding="utf-8")
    assert settings.load(file) == Settings(map_engine="native", wall_scale=2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense = 1", "nonsense"),
        ('wall_scale = "big"', "wall_scale"),
        ("reception = 1", "reception"),
        ("lock_minutes = true", "lock_minutes"),
        ('map_engine = "google"', "map_engine"),
        ('notify = "send-sms"', "notify"),
        ('language = "xx"', "no language “xx”.*没有“xx”这种界面语言"),
        ('language = ""', "no language “”"),
        ("language = 1", "language"),
        ("notify = [1]", "notify"),
        ("= broken", "无法读取"),
        ("wall_scale = inf", "wall_scale”的值不对：应在 0.2 到 10 之间"),
        ("wall_scale = 0", "wall_scale"),
        ("wall_distance_m = nan", "wall_distance_m"),
        ("wall_distance_m = 0", "wall_distance_m.*0.5 到 1000"),
        ("wall_width_mm = -3000", "wall_width_mm"),
        ("lock_minutes = 40000", "lock_minutes”的值不对：应在 0 到 10080 之间"),
        ("backup_minutes = -1", "backup_minutes"),
        ("mirror_mb = 9999999999", "mirror_mb"),
        (f"lock_minutes = {'9' * 5_000}", "无法读取：写法不对"),
        ("lock_minutes = 2026-02-30", "无法读取"),
        (f"{'a.' * 20_000}a = 1", "无法读取：嵌套过深"),
        (f"x = {'[' * 20_000}", "无法读取：嵌套过深"),
        (f"{'long' * 200} = 1", "…”这一项"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, text, words):
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleBroken, match=words):
        settings.load(file)


def test_a_language_that_the_program_does_not_speak_is_refused_in_both():
    assert Settings().spoken == "zh"
    assert Settings().with_language("en").spoken == "en"
    with pytest.raises(AskedWrongly, match=r"no language “xx”.*没有“xx”这种界面语言"):
        Settings().with_language("xx")


def test_the_chosen_language_is_remembered(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('language = "zh"\nreception = true\n', encoding="utf-8")
    settings.remember_language("en", file)
    assert settings.load(file) == Settings(language="en", reception=True)


def test_the_chosen_database_is_remembered_without_its_password(tmp_path):
    file = tmp_path / "folder" / "settings.toml"
    settings.remember_database("postgresql://chen:geheim@host/commandcenter", file)
    assert settings.load(file).database == "postgresql://chen@host/commandcenter"
    assert "geheim" not in file.read_text(encoding="utf-8")


def test_remembering_keeps_the_other_lines(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('database = "sqlite:///old.db"\nreception = true\n', encoding="utf-8")
    settings.remember_database("sqlite:///new.db", file)
    assert settings.load(file) == Settings(database="sqlite:///new.db", reception=True)


def test_what_ends_a_line_elsewhere_stays_inside_of_a_word(tmp_path):
    """Found by made-up settings: the file could not be read any more."""
    file = tmp_path / "settings.toml"
    file.write_text('notify = ["send", "\u2028\u0085"]\n\n# note\n', encoding="utf-8")
    settings.remember_language("en", file)
    settings.remember_language("zh", file)
    assert settings.load(file) == Settings(language="zh", notify=["send", "\u2028\u0085"])
    assert file.read_text(encoding="utf-8").endswith("\n\n# note\n")


def test_a_key_in_quotes_is_replaced_and_not_doubled(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('"language" = "zh"\n', encoding="utf-8")
    settings.remember_language("en", file)
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"language": "en"}


def test_a_value_of_several_lines_is_replaced_whole(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(
        '# ours\nlanguage = """\nzh\n[x]\n"""\nnotify = [\n  "send",\n]\n', encoding="utf-8"
    )
    settings.remember_language("en", file)
    kept = file.read_text(encoding="utf-8")
    assert tomllib.loads(kept) == {"language": "en", "notify": ["send"]}
    assert "# ours" in kept


def test_a_key_of_the_same_name_in_a_table_stays(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('theme = "dark"\n\n[other]\nlanguage = "zh"\n', encoding="utf-8")
    settings.remember_language("en", file)
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert kept == {"language": "en", "theme": "dark", "other": {"language": "zh"}}


def test_a_file_that_is_no_toml_loses_nothing(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('theme = \nlanguage = "zh"\n', encoding="utf-8")
    settings.remember_language("en", file)
    assert file.read_text(encoding="utf-8").endswith('theme = \nlanguage = "zh"\n')
