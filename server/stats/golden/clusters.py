"""References for clusters and over-representation. Usage: python3 clusters.py > clusters.json"""
import json

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

rng = np.random.default_rng(7)
sets = []
for n, columns, groups, spread in [(60, 2, 3, 0.4), (90, 5, 4, 0.3), (40, 9, 2, 0.2), (50, 3, 3, 1.0)]:
    centres = rng.normal(0, 2, (groups, columns))
    points = np.round(np.concatenate([rng.normal(c, spread, (n // groups, columns)) for c in centres]), 3)
    fits = []
    for k in range(2, groups + 1):
        fit = KMeans(k, n_init=200, random_state=0, tol=0, max_iter=1000).fit(points)
        fits.append({"clusters": k, "labels": fit.labels_.tolist(), "inertia": float(fit.inertia_), "silhouette": float(silhouette_score(points, fit.labels_))})
    sets.append({"columns": columns, "points": points.ravel().tolist(), "fits": fits})
tables = []
for hits, drawn, marked, total in [(3, 10, 5, 40), (20, 30, 50, 200), (0, 4, 3, 9), (60, 80, 900, 2000), (150, 200, 900, 2000), (7, 7, 7, 7), (2, 5, 5, 8), (400, 1000, 1500, 4000), (35, 1000, 60, 4000)]:
    tables.append(
        {
            **{"hits": hits, "drawn": drawn, "marked": marked, "total": total},
            "tail": float(stats.hypergeom(total, marked, drawn).sf(hits - 1)),
            "fisher": float(stats.fisher_exact([[hits, drawn - hits], [marked - hits, total - drawn - marked + hits]], alternative="greater")[1]),
        }
    )
print(
    json.dumps(
        {
            "topic": "clusters of points and over-representation in them",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikitLearn": sklearn.__version__},
            "tolerance": 1e-9,
            "sets": sets,
            "tables": tables,
        },
        indent=2,
    )
)
