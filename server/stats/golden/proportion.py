"""References for intervals of shares, means and O/E. Usage: python3 proportion.py > proportion.json"""
import json

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20260811)
counts = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 30), (7, 25), (81, 263), (15, 148), (5, 2000), (1999, 2000), (31245, 112120)]
proportions = [
    {
        "hits": hits,
        "n": n,
        "wilson": proportion_confint(hits, n, method="wilson"),
        "clopperPearson": list(stats.binomtest(hits, n).proportion_ci(0.95, method="exact")),
    }
    for hits, n in counts
]
means = []
for size, centre in [(2, 0.0), (5, -3.0), (40, 2.5), (3000, -1.25)]:
    values = np.round(rng.normal(centre, 1.5, size), 3)
    interval = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    means.append({"n": size, "sum": values.sum(), "sumOfSquares": (values**2).sum(), "value": values.mean(), "interval": [interval.low, interval.high]})
ratios = []
for hits, n, expected in [(0, 50, 2.5), (30, 1000, 24.75), (400, 1000, 512.5), (1000, 1000, 900.0)]:
    low, high = proportion_confint(hits, n, method="wilson")
    ratios.append({"observed": hits, "n": n, "expected": expected, "value": [hits / expected, low * n / expected, high * n / expected]})
print(
    json.dumps(
        {
            "topic": "intervals of shares, means and O/E",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-10,
            "proportions": proportions,
            "means": means,
            "ratios": ratios,
        },
        indent=2,
    )
)
