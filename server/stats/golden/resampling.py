"""References for the hash, Poisson weights and the patient bootstrap. Usage: python3 resampling.py > resampling.json"""
import json
import struct

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn.utils import murmurhash3_32

rng = np.random.default_rng(5)


def digest(words, seed):
    return murmurhash3_32(struct.pack(f"<{len(words)}I", *words), seed=seed, positive=True)


hashes = [{"words": words, "seed": seed, "value": digest(words, seed)} for words, seed in [([], 0), ([0], 1), ([1, 2], 42), ([4294967295, 7, 12345], 99)]]
keys = []
for text in ["", "a", "0001-Ä", "patient-12345678"]:
    raw = text.encode()
    keys.append({"text": text, "key": murmurhash3_32(raw + b"\0" * (-len(raw) % 4), seed=0, positive=True)})
weights = [{"patient": patient, "replicate": b, "seed": 17, "weight": int(stats.poisson.ppf((digest([patient, b], 17) + 0.5) / 2**32, 1))} for patient in range(40) for b in range(5)]

# Mean of clustered values: sandwich error by patients, without small-sample correction.
patients = np.repeat(np.arange(300), rng.integers(1, 6, 300))
values = np.round(rng.normal(0, 1, 300)[patients] + rng.normal(0, 0.7, len(patients)), 4)
fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": patients, "use_correction": False})
plain = float(values.std(ddof=1) / np.sqrt(len(values)))
percentiles = np.sort(np.round(rng.normal(0, 1, 41), 3))
print(
    json.dumps(
        {
            "topic": "patient bootstrap",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikitLearn": sklearn.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-12,
            "bootstrapTolerance": 0.08,
            "hashes": hashes,
            "keys": keys,
            "weights": weights,
            "clustered": {"patients": patients.tolist(), "values": values.tolist(), "standardError": float(fit.bse[0]), "independentError": plain},
            "percentiles": {"values": percentiles.tolist(), "low": float(np.quantile(percentiles, 0.025)), "high": float(np.quantile(percentiles, 0.975)), "sd": float(percentiles.std(ddof=1))},
        },
        indent=2,
    )
)
