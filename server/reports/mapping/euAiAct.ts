import { count, plural } from '@/app/format/number';
import type { Framework, MappingItem } from '@/server/reports/content/mappingContent';
import type { ReportFacts } from '@/server/reports/content/reportContent';
import { ofFindings, reads, toldAucs, toldVerdicts, trailRecords, unaidedReads } from './facts';
import { here, missing, outside, partly } from './item';

/** Regulation (EU) 2024/1689, Articles 12, 14 and 72, held against a report. Clauses in short, in our words. */
export const euAiAct = (facts: ReportFacts): Framework => ({
  id: 'eu-ai-act',
  title: 'EU AI Act, Articles 12, 14 and 72',
  source: 'Regulation (EU) 2024/1689, OJ L, 12.7.2024',
  items: [...recordKeeping(facts), ...humanOversight(facts), ...postMarket(facts)],
});

function recordKeeping(facts: ReportFacts): MappingItem[] {
  const { trail, alarms } = facts;
  const recorded = `The audit trail holds ${plural(Number(trail.seq), 'record')} up to this report, ${count(trailRecords(facts))} of them of its period.`;
  const automatic = ['Art. 12(1)', 'events are recorded automatically over the lifetime of the system'] as const;
  return [
    Number(trail.seq) > 0
      ? here(automatic, recorded, ['records'])
      : missing(automatic, 'Records come by themselves with the first prediction, change, review or view.'),
    here(
      ['Art. 12(2)(a)', 'events that show a risk or a substantial modification can be identified'],
      'Verdicts on every finding, alarms, stops and changes of versions, each with its time.',
      ['evidence', 'alarms', 'decisions'],
    ),
    here(
      ['Art. 12(2)(b)', 'events that serve post-market monitoring'],
      `Counts and figures by site, view, sex and age, and ${plural(alarms.alarms.length, 'alarm')} of the period.`,
      ['performance', 'alarms'],
    ),
    here(
      ['Art. 12(2)(c)', 'events that serve the deployer’s monitoring of operation (Art. 26(5))'],
      'Images received, failed and not scored, figures without a value and why, changes of state.',
      ['gaps', 'decisions'],
    ),
    outside(
      ['Art. 12(3)', 'least content of logs of remote biometric identification'],
      'Asked of systems of Annex III, point 1(a) alone; this is none.',
    ),
  ];
}

function humanOversight(facts: ReportFacts): MappingItem[] {
  const n = reads(facts);
  const says = `${plural(n, 'read')} by people in the period, with override rate and agreement.`;
  const override = ['Art. 14(4)(d)', 'people may decide not to use an output, override or reverse it'] as const;
  const bias = ['Art. 14(4)(b)', 'people stay aware of automation bias'] as const;
  const unaided = unaidedReads(facts);
  return [
    here(
      ['Art. 14(4)(a)', 'people understand capacities and limits, and can notice anomalies'],
      `${ofFindings(facts, toldVerdicts(facts))} with a verdict on what the score follows; known limits are beside it.`,
      ['evidence', 'gaps'],
    ),
    unaided > 0
      ? here(bias, `${plural(unaided, 'read')} committed before score and map were shown.`, ['reviews'])
      : missing(bias, 'Reads in which the reader commits before score and map are shown (unaided first).'),
    here(
      ['Art. 14(4)(c)', 'people can interpret the output rightly'],
      'Definition and version of every figure; which maps passed their checks, and which did not.',
      ['definitions', 'maps'],
    ),
    n > 0
      ? here(override, says, ['reviews'])
      : missing(override, 'Readers’ verdicts on cases of these versions; at least ten a version and arm.'),
    partly(
      ['Art. 14(4)(e)', 'people can intervene or stop the system'],
      'A version can be stopped here; stops of the period are among the decisions.',
      ['decisions'],
      'Whether a stop here also stops the model where it is used is for the deployer to say.',
    ),
    outside(
      ['Art. 14(5)', 'two people confirm a remote biometric identification'],
      'Asked of systems of Annex III, point 1(a) alone; this is none.',
    ),
  ];
}

function postMarket(facts: ReportFacts): MappingItem[] {
  const collected = ['Art. 72(2)', 'data on performance are collected and analysed over the lifetime'] as const;
  const told = toldAucs(facts);
  return [
    missing(
      ['Art. 72(1)', 'the provider establishes and documents a post-market monitoring system'],
      'A description of the provider’s monitoring system; this report can be one of its records.',
    ),
    told > 0
      ? here(collected, `${ofFindings(facts, told)} with an AUC and its interval, by site, view, sex and age.`, [
          'performance',
        ])
      : missing(collected, 'Reference labels: at least ten cases with and ten without a finding.'),
    missing(
      ['Art. 72(2)', 'where relevant, interaction with other AI systems is analysed'],
      'A statement which other systems act on the same images or results.',
    ),
    missing(
      ['Art. 72(3)', 'monitoring follows a plan that is part of the technical documentation'],
      'The monitoring plan of Annex IV, with its thresholds and dates.',
    ),
  ];
}
