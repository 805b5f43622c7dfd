from PySide6.QtGui import QFontInfo, QFontMetrics

from commandcenter.ui import look
from commandcenter.ui.look import Look, Size


def test_a_wall_of_twice_the_width_is_twice_as_large():
    assert look.wall(3840).px(10) == 20
    assert look.wall(3840).size(Size.FIGURE) == 2 * look.wall(1920).size(Size.FIGURE)


def test_what_is_there_never_shrinks_to_nothing():
    assert Look(scale=0.3).px(1) == 1
    assert Look(scale=0.3).px(0) == 0


def test_the_wall_is_set_larger_than_the_desk():
    assert all(look.wall().size(s) > look.desk().size(s) for s in Size)


def test_this_machine_can_show_chinese(themed):
    assert look.chinese_family()


def test_chinese_text_is_drawn_in_the_family_that_was_chosen(themed):
    font = look.DESK.font()
    assert QFontInfo(font).family() in look.FAMILIES or QFontMetrics(font).inFontUcs4(ord("市"))


def test_english_is_set_in_letters_and_chinese_stands_in_them(themed):
    look.letters_first(True)
    try:
        metrics = QFontMetrics(look.DESK.font())
        assert metrics.horizontalAdvance("’") < metrics.horizontalAdvance("市") / 2
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    finally:
        look.letters_first(False)
    assert QFontInfo(look.DESK.font()).family() not in look.LETTERS


def test_digits_have_one_width(themed):
    metrics = QFontMetrics(look.wall().font(Size.CLOCK))
    assert len({metrics.horizontalAdvance(d) for d in "0123456789"}) == 1


def test_widgets_are_made_in_the_look_of_the_process(qapp):
    assert look.current() == look.DESK
    with look.using(look.wall(3840)):
        assert look.is_wall()
        assert (look.px(10), look.pad()) == (20, 38)
        with look.using(look.DESK):
            assert look.size(Size.TEXT) == 14
        assert look.font(Size.TEXT).pixelSize() == 48
    assert not look.is_wall()
    assert look.line(Size.TEXT) == 21
