"""References for siteMatrix, weightedAuc, aucDecomposition, adjustedAuc, aucLift, prevalenceOnlyAuc, prevalenceReplay.

Into siteMatrix.json. AUCs by scikit-learn's roc_auc_score (with sample weights for the replay and the site-only score),
variances by their definition on all pairs in numpy (no histograms, no ranks), and the lift's standard error also by a
bootstrap within site and truth. Scores are bin numbers, so that bins lose nothing.
Run: python3 server/stats/golden/siteMatrix.py, then npm run fix.
"""
import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(7)
BINS = 24


def site(positives, negatives, shift, gain):
    def draw(n, mean):
        return np.clip(np.round(rng.normal(mean, 3, n)), 0, BINS - 1).astype(int)

    return {"positives": draw(positives, 9 + shift + gain), "negatives": draw(negatives, 9 + shift)}


def auc(positives, negatives, weights=None):
    truth = np.r_[np.ones(len(positives)), np.zeros(len(negatives))]
    return float(roc_auc_score(truth, np.r_[positives, negatives], sample_weight=weights))


def pairs(positives, negatives):
    return (positives[:, None] > negatives) + 0.5 * (positives[:, None] == negatives)


def weighted(sites, w):
    """Value and variance of the weighted sum of A_st from all pairs, by the definition of DeLong's components."""
    value = sum(w[s, t] * pairs(a["positives"], b["negatives"]).mean() for s, a in enumerate(sites) for t, b in enumerate(sites))
    variance = 0
    for s, a in enumerate(sites):
        f = sum(w[s, t] * pairs(a["positives"], b["negatives"]).mean(axis=1) for t, b in enumerate(sites))
        g = sum(w[t, s] * pairs(b["positives"], a["negatives"]).mean(axis=0) for t, b in enumerate(sites))
        variance += f.var(ddof=1) / f.size + g.var(ddof=1) / g.size
    return [float(value), float(variance)]


def case(name, sites, prevalences):
    S = len(sites)
    P = np.array([s["positives"].size for s in sites])
    N = np.array([s["negatives"].size for s in sites])
    w = np.outer(P / P.sum(), N / N.sum())
    own = np.diag(P / P.sum())
    within_share = float(np.trace(w))
    within = np.diag(np.diag(w)) / within_share
    between = (w - np.diag(np.diag(w))) / (1 - within_share) if S > 1 else None
    join = lambda kind: np.concatenate([s[kind] for s in sites])
    prevalence = P / (P + N)
    site_score = lambda q: np.r_[np.repeat(q, P), np.repeat(q, N)]
    truth = np.r_[np.ones(P.sum()), np.zeros(N.sum())]
    images, q = P + N, np.array(prevalences)
    weights = np.r_[np.repeat(q * images / P, P), np.repeat((1 - q) * images / N, N)]
    boot = []
    for _ in range(4000 if S > 1 else 0):
        draw = [{k: rng.choice(v, v.size) for k, v in s.items()} for s in sites]
        pooled = pairs(np.concatenate([s["positives"] for s in draw]), np.concatenate([s["negatives"] for s in draw])).mean()
        boot.append(pooled - sum(P[i] / P.sum() * pairs(s["positives"], s["negatives"]).mean() for i, s in enumerate(draw)))
    return {
        "name": name,
        "sites": [{k: np.bincount(v, minlength=BINS).tolist() for k, v in s.items()} for s in sites],
        "matrix": [auc(a["positives"], b["negatives"]) for a in sites for b in sites],
        "pooled": auc(join("positives"), join("negatives")),
        "pooledVariance": weighted(sites, w)[1],
        "withinPairs": within_share,
        "within": weighted(sites, within),
        "between": weighted(sites, between) if S > 1 else None,
        "adjusted": weighted(sites, own),
        "lift": weighted(sites, w - own) if S > 1 else None,
        "liftBootstrapVariance": float(np.var(boot, ddof=1)) if S > 1 else None,
        "prevalenceOnly": float(roc_auc_score(truth, site_score(prevalence))),
        "replay": {
            "prevalences": prevalences,
            "pooled": float(roc_auc_score(truth, np.r_[join("positives"), join("negatives")], sample_weight=weights)),
            "prevalenceOnly": float(roc_auc_score(truth, site_score(q), sample_weight=weights)),
        },
    }


golden = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scikitLearn": sklearn.__version__},
    "tolerance": 1e-12,
    "cases": [
        case("one site", [site(30, 50, 0, 3)], [0.2]),
        case("two sites, the sicker scores higher", [site(40, 200, 0, 3), site(90, 110, 4, 2)], [0.3, 0.3]),
        case("four sites, two of one prevalence", [site(20, 80, 0, 3), site(10, 40, 2, 3), site(35, 30, 3, 1), site(5, 90, -1, 4)], [0.5, 0.01, 0.2, 0.2]),
    ],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
