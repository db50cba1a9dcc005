import type { MappingItem } from '@/server/reports/content/mappingContent';
import type { ReportFacts } from '@/server/reports/content/reportContent';
import { namesTraining } from './facts';
import { missing, partly } from './item';

const DEVELOPER = 'A statement of the developer.';

/** Attributes (4) to (6): how it was made, how fairness was cared for, how it was tested elsewhere. */
export const hti1Development = (facts: ReportFacts): MappingItem[] => [
  ...inputs(facts),
  missing(['(5)(i)', 'what was done so that the output is fair'], DEVELOPER),
  missing(['(5)(ii)', 'how bias is managed, reduced or removed'], DEVELOPER),
  missing(['(6)(i)', 'data and setting of external tests'], DEVELOPER),
  missing(['(6)(ii)', 'who made the external tests'], DEVELOPER),
  missing(['(6)(iii)', 'who is represented in external data'], DEVELOPER),
  missing(['(6)(iv)', 'how external tests were made'], DEVELOPER),
];

function inputs(facts: ReportFacts): MappingItem[] {
  const variables = ['(4)(ii)', 'race, sex, age and the like as inputs'] as const;
  const relevance = ['(4)(iv)', 'how the training data fit the place of use'] as const;
  return [
    missing(['(4)(i)', 'who was left out of the training data, and who not'], DEVELOPER),
    facts.versions.some(({ kind }) => kind === 'external')
      ? missing(variables, 'The model’s file: what an external model takes is not known here.')
      : partly(
          variables,
          'The image is what the model takes; the graph’s own inputs were read from its file.',
          ['versions'],
          'What an image tells of a patient besides is not an input by name, and may still be used.',
        ),
    missing(['(4)(iii)', 'who is represented in the training data'], DEVELOPER),
    namesTraining(facts)
      ? partly(
          relevance,
          'Sites of the training data, beside the sites of use.',
          ['versions', 'performance'],
          DEVELOPER,
        )
      : missing(relevance, 'Sites of the training data in the manifest (trainedOn).'),
  ];
}
