"""Raw samples, summed up."""

import numpy as np

from bot.statistics.summaries import Paired


def paired(y: np.ndarray, x: np.ndarray) -> Paired:
    cov = np.cov(y, x)
    return Paired(
        n=len(y),
        mean_y=float(y.mean()),
        var_y=float(cov[0, 0]),
        mean_x=float(x.mean()),
        var_x=float(cov[1, 1]),
        cov=float(cov[0, 1]),
    )
