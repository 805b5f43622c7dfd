"""Of so many streams some look strange every day: which alarms may be shown."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p_values: ArrayLike, q: float = 0.05) -> NDArray[np.bool_]:
    """Which of the hypotheses to reject so that at most the share `q` is rejected wrongly.

    `p_values`: any shape, all of one run together; NaN is never rejected and does not count.
    Discrete p-values keep the promise, and fall short of it. Source: Benjamini, Hochberg 1995,
    J R Stat Soc B 57: 289.
    """
    p = np.asarray(p_values, dtype=np.float64)
    ranked = np.sort(p[~np.isnan(p)], axis=None)
    passing = np.flatnonzero(ranked <= q * np.arange(1, len(ranked) + 1) / max(len(ranked), 1))
    if not len(passing):
        return np.zeros(p.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        return np.asarray(p <= ranked[passing[-1]])
