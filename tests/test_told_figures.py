"""What a test tells of itself reaches the process that has started it."""

import numpy as np


def test_a_figure_of_numpy_is_told_as_one_of_python(record_property, request):
    record_property("share", np.float64(0.5))
    record_property("words", "three of four")
    told = request.node.user_properties
    assert [(name, type(value)) for name, value in told] == [("share", float), ("words", str)]
