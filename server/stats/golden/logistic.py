"""References for logistic regression and its cross-validated AUC. Usage: python3 logistic.py > logistic.json"""
import json
import struct

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler
from sklearn.utils import murmurhash3_32

rng = np.random.default_rng(23)


def folds_by_group(groups, truths, folds, seed):
    digest = lambda g: murmurhash3_32(struct.pack("<I", int(g)), seed=seed, positive=True)
    positive = {int(g) for g, y in zip(groups, truths) if y}
    order = sorted(positive, key=lambda g: (digest(g), g)) + sorted({int(g) for g in groups} - positive, key=lambda g: (digest(g), g))
    place = {g: i % folds for i, g in enumerate(order)}
    return np.array([place[int(g)] for g in groups])


def cross_validated(x, y, folds):
    scores = np.full(len(y), np.nan)
    aucs = []
    for fold in range(folds.max() + 1):
        out = folds == fold
        scores[out] = x[out] @ sm.GLM(y[~out], x[~out], family=sm.families.Binomial()).fit(tol=1e-14, maxiter=100).params
        aucs.append(roc_auc_score(y[out], scores[out]))
    return float(np.mean(aucs)), scores


fits = []
for n, columns in [(60, 2), (300, 4), (500, 7)]:
    x = np.column_stack([np.ones(n), np.round(rng.normal(0, 1, (n, columns - 1)), 3)])
    x[:, -1] = x[:, -1] > 0.5
    y = (rng.random(n) < expit(x @ np.round(rng.normal(0, 0.8, columns), 2) - 0.5)).astype(int)
    fit = sm.GLM(y, x, family=sm.families.Binomial()).fit(tol=1e-14, maxiter=100)
    fits.append({"columns": columns, "design": x.ravel().tolist(), "truths": y.tolist(), "coefficients": fit.params.tolist(), "covariance": fit.cov_params().ravel().tolist()})

z = np.round(rng.normal(0, 2, 50), 3)
separated = (z > 0.2).astype(int)
scaler = StandardScaler().fit(z[:, None])
ridge = LogisticRegression(C=1.0, tol=1e-12, max_iter=10000, solver="newton-cholesky").fit(scaler.transform(z[:, None]), separated)
slope = float(ridge.coef_[0, 0] / scaler.scale_[0])
fallback = {"values": z.tolist(), "truths": separated.tolist(), "coefficients": [float(ridge.intercept_[0] - slope * scaler.mean_[0]), slope]}

n = 400
groups = rng.integers(0, 150, n)
site = (groups % 2).astype(float)
age = np.round(rng.normal(0, 1, n), 3)
score = np.round(rng.normal(0, 1, n), 3)
y = (rng.random(n) < expit(-1 + 1.2 * site + 0.4 * age + 0.9 * score)).astype(int)
narrow = np.column_stack([np.ones(n), site, age])
wide = np.column_stack([narrow, score])
folds = folds_by_group(groups, y, 5, 31)
narrow_auc, narrow_scores = cross_validated(narrow, y, folds)
wide_auc, wide_scores = cross_validated(wide, y, folds)


def placements(s, truths):
    p, q = s[truths == 1], s[truths == 0]
    wins = (p[:, None] > q[None, :]) + 0.5 * (p[:, None] == q[None, :])
    return wins.mean(axis=1), wins.mean(axis=0)


variance = difference_variance = 0.0
for fold in range(5):
    own = folds == fold
    a, b = placements(narrow_scores[own], y[own]), placements(wide_scores[own], y[own])
    variance += sum(v.var(ddof=1) / len(v) for v in a) / 25
    difference_variance += sum((v - w).var(ddof=1) / len(v) for v, w in zip(b, a)) / 25
print(
    json.dumps(
        {
            "topic": "logistic regression",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikitLearn": sklearn.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-8,
            "fits": fits,
            "fallback": fallback,
            "crossValidated": {"seed": 31, "groups": groups.tolist(), "truths": y.tolist(), "narrow": narrow.ravel().tolist(), "wide": wide.ravel().tolist(), "folds": folds.tolist(), "narrowAuc": narrow_auc, "wideAuc": wide_auc, "narrowVariance": variance, "differenceVariance": difference_variance, "narrowScores": narrow_scores.tolist()},
        },
        indent=2,
    )
)
