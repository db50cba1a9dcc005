"""References for exactAuc, plainAucInterval, aucInterval, pairedAucTest and unpairedAucTest, into delong.json.

By R's pROC (`auc`, `var`, `ci.auc`, `roc.test`, all method="delong"), which this script starts; the interval on the
logit by scipy from pROC's variance, the tail of the normal distribution by scipy. Needs Rscript with pROC, numpy, scipy.
Run: python3 server/stats/golden/delong.py, then npm run fix.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import scipy
from scipy.special import expit, logit
from scipy.stats import norm

rng = np.random.default_rng(20261123)


def sample(name, positives, negatives, gain, digits):
    """Truths and the scores of two versions over the same images; the second sees less and shares half the noise."""
    truth = np.r_[np.ones(positives, int), np.zeros(negatives, int)]
    shared = rng.normal(size=truth.size)
    one = gain * truth + shared + rng.normal(size=truth.size)
    other = 0.6 * gain * truth + shared + rng.normal(size=truth.size)
    order = rng.permutation(truth.size)
    return {
        "name": name,
        "truths": truth[order].tolist(),
        "one": np.round(one, digits)[order].tolist(),
        "other": np.round(other, digits)[order].tolist(),
    }


samples = [
    sample("overlapping", 40, 60, 1.2, 3),
    sample("many ties", 50, 70, 1.0, 0),
    sample("few positives", 7, 120, 2.0, 3),
    sample("two of each", 2, 2, 0.5, 3),
    sample("no effect", 80, 30, 0.0, 2),
]

SCRIPT = r"""
suppressMessages(library(pROC))
args <- commandArgs(trailingOnly = TRUE)
say <- function(...) cat(sprintf("%.17g", c(...)), "\n")
make <- function(d, column) roc(d$truth, d[[column]], levels = c(0, 1), direction = "<", quiet = TRUE)
previous <- NULL
for (path in args) {
  d <- read.csv(path)
  one <- make(d, "one"); other <- make(d, "other")
  for (r in list(one, other)) { ci <- ci.auc(r, method = "delong"); say(ci[2], var(r, method = "delong"), ci[1], ci[3]) }
  paired <- roc.test(one, other, method = "delong", paired = TRUE)
  say(one$auc - other$auc, paired$statistic, paired$p.value)
  if (!is.null(previous)) {
    test <- roc.test(one, previous, method = "delong", paired = FALSE)
    say(one$auc - previous$auc, test$statistic, test$p.value)
  } else say(0, 0, 0)
  previous <- other
}
cat(as.character(packageVersion("pROC")), paste0(R.version$major, ".", R.version$minor), "\n")
"""

with tempfile.TemporaryDirectory() as folder:
    paths = []
    for i, s in enumerate(samples):
        rows = zip(s["truths"], s["one"], s["other"])
        path = Path(folder) / f"{i}.csv"
        path.write_text("truth,one,other\n" + "\n".join(f"{t},{a!r},{b!r}" for t, a, b in rows) + "\n")
        paths.append(str(path))
    script = Path(folder) / "delong.R"
    script.write_text(SCRIPT)
    out = subprocess.run(["Rscript", str(script), *paths], capture_output=True, text=True, check=True).stdout
lines = [line.split() for line in out.strip().splitlines()]

for i, s in enumerate(samples):
    one, other, paired, unpaired = ([float(x) for x in line] for line in lines[4 * i : 4 * i + 4])
    s["aucs"] = []
    for value, variance, low, high in (one, other):
        half = norm.ppf(0.975) * np.sqrt(variance) / (value * (1 - value)) if 0 < value < 1 else np.nan
        on_logit = expit(logit(value) + np.array([-half, half])).tolist() if variance > 0 and 0 < value < 1 else None
        s["aucs"].append({"value": value, "variance": variance, "plain": [low, high], "logit": on_logit})
    s["paired"] = paired
    s["unpairedToPreviousOther"] = unpaired if i > 0 else None

zs = [0, 1e-8, 0.3, 1, 1.7, 1.7320508, 1.74, 1.959963984540054, 3, 5, 8, 20, 37, -1, -4]
golden = {
    "versions": {
        "pROC": lines[-1][0],
        "R": lines[-1][1],
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "tolerance": 1e-10,
    "samples": samples,
    "normalTail": [{"z": z, "p": float(norm.sf(z))} for z in zs],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
