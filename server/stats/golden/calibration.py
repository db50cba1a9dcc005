"""References for calibration, Brier score and decisions at a threshold. Usage: python3 calibration.py > calibration.json"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.special import expit
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_curve
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(7)


def murphy(p, y, groups):
    """Stephenson et al. 2008, equation 6, cases in equal groups by rank (no ties, n a multiple of groups)."""
    reliability = resolution = within = 0.0
    for part in np.array_split(np.argsort(p), groups):
        q, o = p[part], y[part]
        reliability += len(part) * (q.mean() - o.mean()) ** 2
        resolution += len(part) * (o.mean() - y.mean()) ** 2
        within += ((q - q.mean()) ** 2).sum() - 2 * ((q - q.mean()) * (o - o.mean())).sum()
    n = len(y)
    return [reliability / n, resolution / n, y.mean() * (1 - y.mean()), within / n]


def calibrated_ece(p, groups, draws=20000):
    """Mean ECE of truths drawn from the probabilities themselves."""
    order = [np.array(part) for part in np.array_split(np.argsort(p), groups)]
    total = 0.0
    for _ in range(draws):
        y = rng.random(len(p)) < p
        total += sum(abs(y[part].sum() - p[part].sum()) for part in order) / len(p)
    return total / draws


samples = []
for name, n, centre, spread, shift, slope in [
    ("calibrated", 400, -1.0, 1.5, 0.0, 1.0),
    ("says too much, too extreme", 600, -1.5, 2.0, -0.8, 0.6),
    ("rare finding", 1000, -4.0, 1.2, 0.4, 1.2),
]:
    z = np.round(rng.normal(centre, spread, n), 4)
    z = np.unique(z)
    z = z[: len(z) // 10 * 10]
    y = (rng.random(len(z)) < expit(shift + slope * z)).astype(int)
    p = expit(z)
    offset = sm.GLM(y, np.ones((len(y), 1)), family=sm.families.Binomial(), offset=z).fit(tol=1e-14, maxiter=100)
    full = sm.GLM(y, sm.add_constant(z), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=100)
    observed, predicted = calibration_curve(y, p, n_bins=10, strategy="quantile")
    assert len(observed) == 10
    false_rate, true_rate, thresholds = roc_curve(y, z, drop_intermediate=False)
    at95 = thresholds[np.argmax(true_rate >= 0.95)]
    decisions = []
    for threshold in [float(at95), -2.0, 0.5]:
        tn, fp, fn, tp = (int(c) for c in confusion_matrix(y, (z >= threshold).astype(int)).ravel())
        shares = [(tp, tp + fn), (tn, tn + fp), (tp, tp + fp), (tn, tn + fn)]
        rates = [[h / m, *proportion_confint(h, m, method="wilson")] if m else None for h, m in shares]
        decisions.append({"threshold": threshold, "counts": [tp, fn, fp, tn], "rates": rates})
    samples.append(
        {
            "name": name,
            "logits": z.tolist(),
            "truths": y.tolist(),
            "inTheLarge": [offset.params[0], *offset.conf_int()[0]],
            "intercept": [full.params[0], *full.conf_int()[0]],
            "slope": [full.params[1], *full.conf_int()[1]],
            "brier": brier_score_loss(y, p),
            "murphy": murphy(p, y, 10),
            "observed": observed.tolist(),
            "predicted": predicted.tolist(),
            "ece": float(np.abs(observed - predicted).mean()),
            "simulatedChance": calibrated_ece(p, 10),
            "thresholdAt95": float(at95),
            "decisions": decisions,
        }
    )
print(
    json.dumps(
        {
            "topic": "calibration, Brier score and decisions",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikitLearn": sklearn.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-9,
            "simulatedChanceTolerance": 0.04,
            "samples": samples,
        },
        indent=2,
    )
)
