"""The wall over the demo; see tests/stories/conftest.py for how it is opened."""

from tests.stories.conftest import demo_folder, eye, standing, tell, windows  # noqa: F401
