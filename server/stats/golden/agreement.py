"""References for kappa and adjusted p-values. Usage: python3 agreement.py > agreement.json"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(3)
tables = [[[20, 5], [10, 15]], [[88, 10, 2], [14, 40, 6], [18, 10, 12]], [[1000, 3], [4, 2]], [[0, 9], [8, 0]], rng.integers(0, 40, (5, 5)).tolist()]
kappas = []
for table in tables:
    t = np.array(table)
    one, other = np.repeat(np.indices(t.shape)[0].ravel(), t.ravel()), np.repeat(np.indices(t.shape)[1].ravel(), t.ravel())
    for weights in ["none", "linear", "quadratic"]:
        kind = None if weights == "none" else weights
        fit = cohens_kappa(t, wt=kind)
        kappas.append({"table": t.ravel().tolist(), "size": len(t), "weights": weights, "value": cohen_kappa_score(one, other, weights=kind), "standardError": float(fit.std_kappa)})
families = []
for size in [1, 5, 40]:
    p = np.round(np.where(rng.random(size) < 0.3, rng.random(size) / 50, rng.random(size)), 3)
    families.append({"p": p.tolist(), "benjaminiHochberg": stats.false_discovery_control(p, method="bh").tolist(), "holm": multipletests(p, method="holm")[1].tolist()})
print(
    json.dumps(
        {
            "topic": "kappa and adjusted p-values",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikitLearn": sklearn.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-12,
            "kappas": kappas,
            "families": families,
        },
        indent=2,
    )
)
