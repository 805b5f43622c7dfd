"""Which fonts print, and what happens when they are missing."""

from threading import Thread

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document, Meta, Para, Run
from commandcenter.outputs.pdf.faces import FACE_WORDS, Face
from commandcenter.outputs.pdf.fonts import FontFile, FontSet, chosen_fonts, find_fonts
from tests.outputs.paper_reading import read_back
from tests.outputs.paper_samples import at, long_text


def test_every_role_of_this_machine_names_its_font_and_file():
    chosen = chosen_fonts()
    assert [role for role, *_ in chosen] == list(FACE_WORDS.values())
    assert all(family and file for _, family, file, _ in chosen)


def test_a_family_is_found_by_its_own_name_and_not_by_its_files(open_fonts, tmp_path):
    source = open_fonts.chosen(Face.HEI).file.path
    (tmp_path / f"unknown{source.suffix}").write_bytes(source.read_bytes())
    found = find_fonts([tmp_path], open_only=True)
    assert found.chosen(Face.HEI).file.family == open_fonts.chosen(Face.HEI).file.family


def test_the_programs_own_folder_comes_before_the_systems(open_fonts, tmp_path):
    source = open_fonts.chosen(Face.SONG).file.path
    (tmp_path / source.name).write_bytes(source.read_bytes())
    found = find_fonts([tmp_path, source.parent], open_only=True)
    assert found.chosen(Face.SONG).file.path.parent == tmp_path


def test_one_chinese_font_is_enough_to_print_and_is_called_a_stand_in(open_fonts):
    one = open_fonts.chosen(Face.HEI).file
    fonts = FontSet({one.family: one})
    assert [c.fallback for c in map(fonts.chosen, Face)] == [True, True, False, True, True, True]
    paper = Document(Meta("某局", "测试", at(9)), "关于有关情况的报告", (Para(long_text(300)),))
    assert render(paper, fonts).pages == 1


def test_without_any_chinese_font_the_reason_is_said_in_a_sentence(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    paper = Document(Meta("某局", "测试", at(9)), "关于有关情况的报告", ())
    with pytest.raises(RuleBroken, match="没有可用于打印的中文字体"):
        render(paper, find_fonts([tmp_path]))


def test_a_rare_character_is_taken_from_another_font(open_fonts):
    picked = open_fonts.pick(Face.FANG, "喆")
    assert picked is not None
    assert picked.has("喆")


def test_a_character_beyond_the_basic_plane_is_copied_as_itself(open_fonts, tmp_path):
    """No font of a plain machine has 𬭚, so the test makes one."""
    made = one_glyph_font(tmp_path / "rare.ttf", "LXGW WenKai", "𬭚")
    hei = open_fonts.chosen(Face.HEI).file
    fonts = FontSet({hei.family: hei, "LXGW WenKai": FontFile("LXGW WenKai", made, 0)})
    paper = Document(Meta("某局", "测试", at(9)), "", (Para("姓名：钟𬭚。"),))
    printed = render(paper, fonts)
    assert printed.missing_characters == ()
    assert read_back(printed.data)[0].plain.startswith("姓名：钟𬭚。")


def one_glyph_font(path, family, char):
    pen = TTGlyphPen(None)
    for move, points in (("moveTo", [(50, 0)]), ("lineTo", [(50, 800), (900, 800), (900, 0)])):
        for point in points:
            getattr(pen, move)(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({ord(char): "rare"})
    builder.setupGlyf({".notdef": box, "rare": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 50), "rare": (1000, 50)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Rare"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_a_font_the_printing_cannot_take_is_passed_over(open_fonts, tmp_path, caplog):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(open_fonts.chosen(Face.HEI).file.path.read_bytes()[:4000])
    hei = open_fonts.chosen(Face.HEI).file
    fonts = FontSet({"FandolFang": FontFile("FandolFang", broken, 0), hei.family: hei})
    assert fonts.chosen(Face.FANG).file == hei
    assert "is not usable" in caplog.text


def test_full_stop_and_comma_stand_at_the_lower_left_in_every_face(printed):
    """Some open fonts draw them in the middle of the cell, as in Taiwan."""
    for face in (Face.FANG, Face.KAI, Face.SONG):
        text = (Run("国、国。国，国", face),)
        _, pages = printed(Document(Meta("某局", "测试", at(9)), "", (Para(text, indent=0),)))
        row = pages[0].row_signs()[0]
        for hanzi, mark in zip(row[::2], row[1::2], strict=False):
            assert mark.top > (hanzi.top + hanzi.bottom) / 2
            assert mark.left - hanzi.right < 2.2


def test_several_threads_may_print_at_once(open_fonts):
    paper = Document(Meta("某局", "测试", at(9)), "关于有关情况的报告", (Para(long_text(800)),))
    made = []
    threads = [Thread(target=lambda: made.append(render(paper, open_fonts).data)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    assert len(made) == 4
