import type { Framework, MappingItem } from '@/server/reports/content/mappingContent';
import type { ReportFacts } from '@/server/reports/content/reportContent';
import { comparedStrata, namesTraining, ofFindings, toldAucs } from './facts';
import { hti1Development } from './hti1Development';
import { here, missing, partly } from './item';

/**
 * The 31 source attributes of a predictive decision support intervention, 45 CFR 170.315(b)(11)(iv)(B), against a report.
 * Most are the developer's to say; what statistics can say of local use is said.
 */
export const hti1 = (facts: ReportFacts): Framework => ({
  id: 'onc-hti-1',
  title: 'ONC HTI-1 source attributes',
  source: '45 CFR 170.315(b)(11)(iv)(B), as published 9 January 2024 (89 FR 1192)',
  items: [
    ...details(facts),
    ...purpose(),
    ...cautions(),
    ...hti1Development(facts),
    ...performance(facts),
    ...upkeep(facts),
  ],
});

const DEVELOPER = 'A statement of the developer.';

const details = ({ versions }: ReportFacts): MappingItem[] => [
  missing(['(1)(i)', 'name and contact of the developer'], DEVELOPER),
  missing(['(1)(ii)', 'who paid for the technical implementation'], DEVELOPER),
  here(
    ['(1)(iii)', 'the value that is put out'],
    'A probability from 0 to 1 for each finding, with the threshold where the manifest has one.',
    ['versions'],
  ),
  versions.length === 0
    ? missing(['(1)(iv)', 'the kind of output'], 'A registered version.')
    : here(['(1)(iv)', 'the kind of output'], 'A classification of an image, by finding.', ['versions']),
];

const purpose = (): MappingItem[] => [
  missing(['(2)(i)', 'intended use'], DEVELOPER),
  missing(['(2)(ii)', 'intended patients'], DEVELOPER),
  missing(['(2)(iii)', 'intended users'], DEVELOPER),
  missing(['(2)(iv)', 'intended role in a decision'], DEVELOPER),
];

const cautions = (): MappingItem[] => [
  missing(['(3)(i)', 'tasks, situations and people that it is not for'], DEVELOPER),
  partly(
    ['(3)(ii)', 'known risks, unsuitable settings, limits'],
    'What scores follow besides the disease, gaps of the data, maps that failed their checks.',
    ['evidence', 'gaps', 'maps'],
    'Risks and unsuitable settings that the developer knows of.',
  ),
];

function performance(facts: ReportFacts): MappingItem[] {
  const home = namesTraining(facts);
  const sites = 'The manifest names the sites of its training data; the figures of other sites are external.';
  const external = ['(7)(iii)', 'validity in data from another source'] as const;
  return [
    missing(['(7)(i)', 'validity in test data from the source of the training data'], DEVELOPER),
    missing(['(7)(ii)', 'fairness in test data from the source of the training data'], DEVELOPER),
    home && toldAucs(facts) > 0
      ? partly(external, sites, ['performance'], 'External tests that were not made here.')
      : missing(external, 'Sites of the training data in the manifest (trainedOn), and labels from other sites.'),
    missing(['(7)(iv)', 'fairness in data from another source'], 'External tests by groups of patients.'),
    missing(['(7)(v)', 'studies of its use on outcomes'], 'References to such studies.'),
  ];
}

function upkeep(facts: ReportFacts): MappingItem[] {
  const told = toldAucs(facts);
  const compared = comparedStrata(facts);
  const { rules } = facts.alarms;
  const local = ['(8)(ii)', 'validity in local data'] as const;
  const fair = ['(8)(iv)', 'fairness in local data'] as const;
  const watch = ['(8)(i)', 'how and how often validity is watched'] as const;
  return [
    rules > 0
      ? here(watch, 'Statistics grow with every image; alarm rules are in force.', ['alarms', 'performance'])
      : partly(
          watch,
          'Statistics grow with every image.',
          ['performance'],
          'Alarm rules, with bands fixed in advance.',
        ),
    told > 0
      ? here(local, `${ofFindings(facts, told)} with an AUC and its interval.`, ['performance'])
      : missing(local, 'Reference labels: at least ten cases with and ten without a finding.'),
    partly(
      ['(8)(iii)', 'how and how often fairness is watched'],
      'Figures by site, view, sex and age grow with every image.',
      ['performance', 'evidence'],
      'A schedule on which figures by groups of patients are judged.',
    ),
    compared > 0
      ? partly(
          fair,
          `${ofFindings(facts, compared)} with an AUC in more than one site, view, sex or band of age.`,
          ['performance', 'evidence'],
          'Race, language and other groups of patients: the metadata of an image do not tell them.',
        )
      : missing(fair, 'Labels from more than one site, view or group of patients.'),
    missing(['(9)(i)', 'how and how often it is updated'], DEVELOPER),
    missing(['(9)(ii)', 'how often performance is corrected when risks are found'], DEVELOPER),
  ];
}
