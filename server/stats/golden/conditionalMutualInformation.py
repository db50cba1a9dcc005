"""References for conditionalMutualInformation, into conditionalMutualInformation.json.

Plug-in by scikit-learn's mutual_info_score (nats) of each truth, in bits and weighted by cases; the correction by its
formula. Run: python3 server/stats/golden/conditionalMutualInformation.py, then npm run fix.
"""
import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(11)


def case(name, strata):
    n = sum(table.sum() for table in strata)
    bits = sum(table.sum() / n * mutual_info_score(None, None, contingency=table) for table in strata) / np.log(2)
    freedom = sum((np.count_nonzero(t.sum(axis=0)) - 1) * (np.count_nonzero(t.sum(axis=1)) - 1) for t in strata)
    corrected = bits - freedom / (2 * n * np.log(2))
    return {"name": name, "strata": [t.tolist() for t in strata], "plugIn": float(bits), "corrected": float(corrected)}


def table(n, shift, sites=3, bins=16):
    counts = np.zeros((sites, bins), int)
    for s in range(sites):
        drawn = np.clip(np.round(rng.normal(7 + s * shift, 2, n // (s + 1))), 0, bins - 1).astype(int)
        counts[s] = np.bincount(drawn, minlength=bins)
    return counts


golden = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scikitLearn": sklearn.__version__},
    "tolerance": 1e-12,
    "cases": [
        case("nothing but chance", [table(300, 0), table(60, 0)]),
        case("the score carries the site", [table(900, 2), table(100, 3)]),
        case("one truth, two sites", [table(400, 1, sites=2)]),
    ],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
