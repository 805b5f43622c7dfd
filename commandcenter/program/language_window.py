"""The language of the screens, asked of who starts the program first on a machine."""

from commandcenter.program.windows import close, qt
from commandcenter.settings import Settings, remember_language
from commandcenter.ui import look
from commandcenter.ui.seat.language_form import LanguageForm, proposed


def ask(settings: Settings) -> Settings:
    """What they choose is kept; where they close the window it is asked again next time."""
    if settings.language:
        return settings
    with qt(settings, look.DESK):
        dialog = LanguageForm(proposed())
        dialog.exec()
        choice = dialog.choice
        close(dialog)
    if not choice:
        return settings
    remember_language(choice)
    return settings.with_language(choice)
