"""References for percentileRank (scipy's percentileofscore, kind "mean"), into percentileRank.json.

Run: python3 server/stats/golden/percentileRank.py, then npm run fix.
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import percentileofscore

rng = np.random.default_rng(3)
scores = np.round(rng.normal(-3, 2, 200), 1)
asked = [-20, -8.8, -5.1, -3, -2.95, -0.4, 3, 20]
golden = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__},
    "tolerance": 1e-12,
    "scores": scores.tolist(),
    "ranks": [{"score": x, "rank": float(percentileofscore(scores, x, kind="mean"))} for x in asked],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
