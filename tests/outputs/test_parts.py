"""Edits keep their paragraph when the data add, drop or reword others."""

from datetime import UTC, datetime

from commandcenter.outputs.pdf.document import (
    Attachments,
    Column,
    Document,
    Heading,
    Meta,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.parts import Role, parts, placed, with_texts

META = Meta("某局", "通知", datetime(2026, 11, 24, tzinfo=UTC))


def document(*blocks):
    return Document(META, "关于某事的通知", tuple(blocks), addressee="市政府")


def texts_of(document):
    return [part.text for part in parts(document)]


def key_of(document, text):
    return next(part.key for part in parts(document) if part.text == text)


FIRST = document(
    Heading(1, "基本情况"),
    Para("接到投诉312件。\n现场秩序正常。"),
    Heading(2, "分布", "城东区最多。"),
    TableBlock((Column("县区", 1), Column("件数", 1)), (("城东区", "3"), ("城西区", "3"))),
    Heading(1, "措施"),
    Para((Run("一是", Face.HEI), Run("开门接访"))),
    Attachments(("名单", "地图")),
    Signature("某局", "2026年11月24日"),
)


def test_every_paragraph_has_a_key_of_its_own_fit_for_a_bookmark():
    keys = [part.key for part in parts(FIRST)]
    assert len(keys) == len(set(keys)) == 17
    assert all(key.replace("_", "").isalnum() and key.isascii() and len(key) <= 40 for key in keys)


def test_without_edits_the_document_stays_as_it_is():
    assert with_texts(FIRST, {}) == (FIRST, {})


def test_an_edit_follows_its_paragraph_behind_a_new_one_and_through_new_numbers():
    edits = {
        key_of(FIRST, "接到投诉312件。"): ("接到投诉312件。", "接到投诉312件，均已登记。"),
        key_of(FIRST, "一是开门接访"): ("一是开门接访", "一是开门接访到夜间"),
    }
    later = document(
        Heading(1, "新的一节"),
        Para("另有情况。"),
        Heading(1, "基本情况"),
        Para("新的段落放在前面。\n接到投诉318件。\n现场秩序正常。"),
        Heading(1, "措施"),
        Para((Run("一是", Face.HEI), Run("开门接访"))),
    )
    edited, orphans = with_texts(later, edits)
    assert orphans == {}
    assert "接到投诉312件，均已登记。" in texts_of(edited)
    assert "接到投诉318件。" not in texts_of(edited)
    assert edited.blocks[-1] == Para((Run("一是", Face.HEI), Run("开门接访到夜间")))
    (overtaken,) = [each for each in placed(later, edits)[0] if each.overtaken]
    assert overtaken.part.text == "接到投诉318件。"


def test_an_edit_whose_paragraph_is_gone_is_handed_back():
    key = key_of(FIRST, "现场秩序正常。")
    edit = {key: ("现场秩序正常。", "现场秩序良好。")}
    later = document(Heading(1, "基本情况"), Para("事态已经平息，人员全部离开。"))
    assert with_texts(later, edit) == (later, edit)


def test_a_cell_is_found_by_its_row_wherever_the_row_stands():
    cell = [part for part in parts(FIRST) if part.role is Role.CELL][3]
    later = document(
        Heading(1, "基本情况"),
        Heading(2, "分布"),
        TableBlock((Column("县区", 1), Column("件数", 1)), (("青岚县", "9"), ("城西区", "5"))),
    )
    edited, orphans = with_texts(later, {cell.key: ("3", "4")})
    assert (texts_of(edited)[-1], orphans) == ("4", {})


def test_an_emptied_paragraph_is_taken_out_and_a_title_is_not():
    edits = {
        key_of(FIRST, "现场秩序正常。"): ("现场秩序正常。", ""),
        key_of(FIRST, "名单"): ("名单", ""),
        "k0_title": ("关于某事的通知", ""),
    }
    edited, _ = with_texts(FIRST, edits)
    said = texts_of(edited)
    assert not {"现场秩序正常。", "名单"} & set(said)
    assert {"关于某事的通知", "地图"} <= set(said)
