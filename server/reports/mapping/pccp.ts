import { plural } from '@/app/format/number';
import type { Framework, MappingItem } from '@/server/reports/content/mappingContent';
import type { ReportFacts } from '@/server/reports/content/reportContent';
import { comparedStrata, ofFindings, toldAucs } from './facts';
import { here, missing, partly } from './item';

/** FDA's predetermined change control plan: its three parts and what they hold, against a report. */
export const pccp = (facts: ReportFacts): Framework => ({
  id: 'fda-pccp',
  title: 'FDA predetermined change control plan',
  source:
    'FDA guidance, Marketing Submission Recommendations for a Predetermined Change Control Plan for AI-Enabled Device Software Functions, December 2024',
  items: [...modifications(facts), ...protocol(facts), ...impact(facts)],
});

const promotions = ({ decisions }: ReportFacts): number =>
  decisions.rows.filter(({ what }) => what === 'limits of a promotion fixed').length;

function modifications({ versions, decisions }: ReportFacts): MappingItem[] {
  return [
    missing(
      ['Description of modifications', 'each planned modification, specific and within the intended use'],
      'The list of modifications that the plan allows, from its holder.',
    ),
    here(
      ['Description of modifications', 'which version is in use, and what was changed'],
      `${plural(versions.length, 'version')} by hash, ${plural(decisions.rows.length + decisions.more, 'decision')} of the period.`,
      ['versions', 'decisions'],
    ),
  ];
}

function protocol(facts: ReportFacts): MappingItem[] {
  const fixed = promotions(facts);
  const criteria = ['Modification protocol: performance evaluation', 'acceptance criteria fixed in advance'] as const;
  return [
    missing(
      ['Modification protocol: data management', 'how test and training data are collected, kept apart and labelled'],
      'The developer’s data management practices.',
    ),
    missing(
      ['Modification protocol: re-training', 'what is re-trained, and when'],
      'The developer’s re-training practices; this product trains nothing.',
    ),
    fixed > 0
      ? here(criteria, `Limits were fixed for ${plural(fixed, 'promotion')} before anybody compared.`, ['decisions'])
      : missing(criteria, 'Limits of a promotion, fixed on the model’s page before the versions are compared.'),
    here(
      ['Modification protocol: performance evaluation', 'performance overall and in subgroups'],
      `${ofFindings(facts, toldAucs(facts))} with an AUC; ${ofFindings(facts, comparedStrata(facts))} with an AUC in more than one site or view.`,
      ['performance', 'evidence'],
    ),
    partly(
      ['Modification protocol: update procedures', 'how a modification is deployed, told to users and taken back'],
      'Promotions and roll-backs with their time, each tied to the audit trail.',
      ['decisions', 'records'],
      'How users are told, and what labelling changes, from the plan’s holder.',
    ),
  ];
}

function impact(facts: ReportFacts): MappingItem[] {
  const compared = ['Impact assessment', 'the modified version against the one before'] as const;
  return [
    promotions(facts) > 0
      ? partly(
          compared,
          'Candidates were held against the live version on the same images.',
          ['decisions'],
          'The figures of each comparison are on the model’s page, and not in this report.',
        )
      : missing(compared, 'A candidate that read beside the live version, compared by limits fixed in advance.'),
    missing(
      ['Impact assessment', 'benefits and risks of each modification, of harm and of unintended bias'],
      'The plan holder’s assessment of benefit and risk.',
    ),
    missing(
      ['Impact assessment', 'how the protocol keeps the device safe and effective'],
      'The plan holder’s argument.',
    ),
    missing(
      ['Impact assessment', 'how modifications bear on each other, and all of them together'],
      'The plan holder’s argument over all modifications.',
    ),
  ];
}
