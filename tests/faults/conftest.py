"""Tests that kill, freeze and cut what the program stands on."""

import gc
import warnings

import pytest


@pytest.fixture(autouse=True)
def links_that_were_cut():
    """A link whose server was killed or frozen is dropped as it is: nobody can close it."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
