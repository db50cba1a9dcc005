import type { Framework } from '@/server/reports/content/mappingContent';
import type { ReportFacts } from '@/server/reports/content/reportContent';
import { euAiAct } from './euAiAct';
import { hti1 } from './hti1';
import { pccp } from './pccp';

/** A report held against what rules ask for: what is in it, and what is missing with what would fill it. */
export const frameworksOf = (facts: ReportFacts): Framework[] => [euAiAct(facts), pccp(facts), hti1(facts)];
