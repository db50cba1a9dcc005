import { DEFINITION_VERSION } from '@/server/audit/definition';
import { EVIDENCE_VERSION } from '@/server/evidence/evidenceLine';
import { STATISTICS_VERSION } from '@/server/queries/statisticsVersion';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import { REPORT_VERSION } from './reportContent';

/** What the figures of a report mean, with the version of the definition that they were made by. */
export const DEFINITIONS = [
  {
    name: 'AUC',
    version: STATISTICS_VERSION,
    says: 'Chance that a case with the finding scores above one without it; .5 is chance. Interval: DeLong, 95 %, images treated as independent.',
  },
  {
    name: 'AUC like with like, lift',
    version: STATISTICS_VERSION,
    says: 'Mean of the sites’ own AUCs, weighted by their cases with the finding; lift is the pooled AUC less that: what knowing the site lends to it.',
  },
  {
    name: 'Prevalence only',
    version: STATISTICS_VERSION,
    says: 'AUC of a score that knows nothing but how frequent the finding is at each site.',
  },
  {
    name: 'Outside share',
    version: DEFINITION_VERSION,
    says: 'Positive evidence of the map outside the finding’s anatomy, as a share of all positive evidence; chance is the share of the area outside. It explains, and decides no verdict.',
  },
  {
    name: 'Evidence and verdict',
    version: EVIDENCE_VERSION,
    says: 'Among cases without the finding, whether the score tells sites, views and devices apart decides; edits of marker and frame confirm; maps explain. Over the version’s whole time.',
  },
  {
    name: 'Check of maps',
    version: CHECK_VERSION,
    says: 'A saliency method passes when its maps change as the model’s weights are permuted.',
  },
  {
    name: 'Override rate, kappa',
    version: REPORT_VERSION,
    says: 'Share of verdicts “disagree” among reads with score and map, Wilson’s 95 % interval; Cohen’s kappa of first and second reads over three verdicts.',
  },
  {
    name: 'Not told',
    version: REPORT_VERSION,
    says: 'Strata of under ten cases, and counts of one to nine, are not told. Where those of a finding hold fewer than ten together, the next larger one is held back too.',
  },
];
