"""shoot and demo: pictures and papers without a display."""

import pytest
from PIL import Image, ImageChops

from commandcenter.domain.times import from_local
from tests.cli.count_again import count
from tests.outputs.paper_reading import read_back

SIZES = {"wall.png": (1920, 1080), "desk.png": (1600, 1000)}


def looked_at(path, size):
    """The picture has this size, and something is painted in each of its quarters."""
    with Image.open(path) as image:
        assert image.format == "PNG"
        assert image.size == size
        width, height = size
        for left in (0, width // 2):
            for top in (0, height // 2):
                part = image.crop((left, top, left + width // 2, top + height // 2))
                assert len(part.convert("RGB").getcolors(1 << 20)) > 20
    return True


def native(house):
    (house.config / "settings.toml").write_text('map_engine = "native"\n')


@pytest.mark.lot(4, "pictures")
@pytest.mark.parametrize(
    ("what", "size", "expected"),
    [
        ("wall", None, (1920, 1080)),
        ("desk", None, (1600, 1000)),
        pytest.param("wall", "1366x768", (1366, 768), marks=pytest.mark.nightly),
    ],
)
def test_a_screen_is_drawn_to_a_picture_of_its_size(demo, what, size, expected):
    native(demo)
    more = ("--size", size) if size else ()
    said = demo.start("shoot", what, "--out", "x.png", *more)
    assert said.code == 0, said.err
    assert said.out == f"x.png：{expected[0]}×{expected[1]}。\n"
    assert "Traceback" not in said.err
    assert looked_at(demo.work / "x.png", expected)


@pytest.mark.lot(4, "pictures")
def test_a_screen_is_drawn_as_it_was_seen(demo):
    """Of the moment at which the demo stands: the picture of now, but for where it paints."""
    native(demo)
    assert demo.start("shoot", "wall", "--out", "now.png").code == 0
    said = demo.start("shoot", "wall", "--out", "then.png", "--at", "2026-11-24 10:46")
    assert said.code == 0, said.err
    assert said.out == "then.png：2026年11月24日10时46分所见，1920×1080。\n"
    with Image.open(demo.work / "now.png") as now, Image.open(demo.work / "then.png") as then:
        different = ImageChops.difference(now.convert("RGB"), then.convert("RGB")).convert("L")
        changed = sum(different.histogram()[1:])
        assert changed / (now.width * now.height) <= 0.005


@pytest.mark.parametrize(
    ("at", "words"),
    [("昨天", "看不懂时刻"), ("25:00", "看不懂时刻"), ("2031-01-01 09:30", "还没有到")],
)
def test_a_moment_that_cannot_be_seen_is_refused_in_words(demo, at, words):
    said = demo.run("shoot", "wall", "--out", "x.png", "--at", at)
    assert (said.code, said.out) == (2 if words == "看不懂时刻" else 1, "")
    assert words in said.err
    assert not (demo.work / "x.png").exists()


@pytest.mark.lot(4, "pictures")
def test_a_picture_of_an_empty_bureau_can_be_drawn(bureau):
    native(bureau)
    said = bureau.start("shoot", "wall", "--out", "x.png")
    assert said.code == 0, said.err
    assert looked_at(bureau.work / "x.png", (1920, 1080))


@pytest.mark.lot(4, "pictures")
def test_the_desk_of_a_bureau_without_people_is_refused_in_words(bureau):
    native(bureau)
    said = bureau.start("shoot", "desk", "--out", "x.png")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[-1] == "还没有人担任总指挥。"


@pytest.mark.nightly
def test_a_picture_that_cannot_be_kept_is_said(demo):
    native(demo)
    said = demo.start("shoot", "wall", "--out", "nowhere/x.png")
    assert said.code == 1
    assert said.err.splitlines()[-1] == "“nowhere/x.png”无法写入：文件夹“nowhere”不存在。"


@pytest.mark.lot(2, "demo drawn")
def test_the_demo_without_a_display_draws_three_files_and_says_so_in_three_lines(house):
    """As `make run` on a fresh machine: nothing is given and nothing is there."""
    said = house.start("demo")
    assert said.code == 0, said.err
    assert said.out.splitlines() == [
        "大屏：out/wall.png",
        "桌面：out/desk.png",
        f"会商简报：out/briefing.pdf（{len(read_back(briefing(house).read_bytes()))} 页）",
    ]
    for name, size in SIZES.items():
        assert looked_at(house.work / "out" / name, size)
    database = house.data / "demo.db"
    now = count(database, from_local(2026, 11, 24, 10, 46))
    text = "".join(page.body for page in read_back(briefing(house).read_bytes()))
    assert f"累计接到投诉举报{now.complaints}件" in text
    assert sorted(p.name for p in (house.work / "out").iterdir()) == sorted(
        [*SIZES, "briefing.pdf"]
    )


def briefing(house):
    return house.work / "out" / "briefing.pdf"


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("at", "title"),
    [
        ("D0 09:30", "“11·24”悦力工场健身闭店事件"),
        ("D0 23:30", "“11·24”悦力工场健身闭店事件"),
        ("B D0 20:10", "“10·14”禾味鲜团餐疑似食物中毒事件"),
        ("C D0 21:30", "“3·15”"),
    ],
)
def test_the_demo_stands_at_any_moment_of_its_three_stories(house, at, title):
    native(house)
    said = house.start("demo", "--at", at, "--shoot", "out")
    assert said.code == 0, said.err
    assert len(said.out.splitlines()) == 3
    for name, size in SIZES.items():
        assert looked_at(house.work / "out" / name, size)
    text = "".join(page.body for page in read_back(briefing(house).read_bytes()))
    assert title in text


@pytest.mark.nightly
@pytest.mark.parametrize("at", ["D-2 09:00", "B D0 08:00", "C D-1 20:00"])
def test_in_quiet_times_there_are_screens_and_no_briefing(house, at):
    native(house)
    said = house.start("demo", "--at", at, "--shoot", "out")
    assert said.code == 0, said.err
    assert said.out.splitlines()[2] == "会商简报：此刻没有进行中的事件，不出简报"
    assert sorted(p.name for p in (house.work / "out").iterdir()) == sorted(SIZES)
