import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QPushButton

from commandcenter.settings import LANGUAGES, Settings
from commandcenter.ui.seat import language_form
from commandcenter.ui.seat.language_form import LanguageForm


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_chosen_by_its_own_name(qtbot, themed, code):
    dialog = LanguageForm("zh")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.findChild(QPushButton, f"language_{code}"), Qt.MouseButton.LeftButton)
    assert dialog.choice == code


@pytest.mark.parametrize(
    ("system", "code"), [("zh_CN", "zh"), ("en_GB", "en"), ("de_DE", "en"), ("C", "zh")]
)
def test_the_systems_language_is_proposed(monkeypatch, system, code):
    monkeypatch.setattr(language_form.QLocale, "system", lambda: QLocale(system))
    assert language_form.proposed() == code


def test_a_missing_language_is_said_in_both(themed, capsys):
    language_form.say_missing(window=False)
    told = capsys.readouterr().err
    assert "画面用中文" in told
    assert "screens are in Chinese" in told


def test_who_has_chosen_is_not_asked_again():
    from commandcenter.program import language_window

    chosen = Settings(language="en")
    assert language_window.ask(chosen) is chosen
