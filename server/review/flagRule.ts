import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';

/** Version of the definitions that rules decide by; recorded with each rule. */
export const FLAG_VERSION = 'flags-1';

const share = z.number().min(0).max(1);
const onlyPositive = z.boolean().default(true);

/** What a rule of each kind is told; `onlyPositive`: only results at or above the version's threshold. */
export const FLAG_PARAMETERS = {
  /**
   * The outside share (0–1) lies above `percentile` (0–100) of what chance would put outside in images of this finding,
   * above the image's own chance level, and above `least` (0–1).
   */
  'outside-above-null': z.strictObject({
    percentile: z.number().min(50).max(100).default(95),
    least: share.default(0.5),
    onlyPositive,
  }),
  /** At or above the threshold, and at most `most` logits of contribution come from inside the anatomy. */
  'high-score-little-inside': z.strictObject({ most: z.number().min(-16).max(16).default(0) }),
  /** Erasing the marker moves the logit by at least `least` logits more than the sham erasure does, either way. */
  'edit-effect': z.strictObject({
    least: z.number().gt(0).max(16).default(1),
    onlyPositive: z.boolean().default(false),
  }),
  /**
   * Another reading version of the model stands on the other side of its threshold (`opposite`), or its percentile is at
   * least `points` (0–100) away; null: not asked.
   */
  'version-disagreement': z
    .strictObject({ opposite: z.boolean().default(true), points: z.number().gt(0).max(100).nullable().default(null) })
    .refine(({ opposite, points }) => opposite || points !== null, 'ask for opposite, or for points'),
  /** Most of the evidence on a lesion speaks against its finding. */
  'negative-on-lesion': z.strictObject({}),
  /** The masks that it was audited with have one of these faults; without `issues` any. */
  'mask-quality': z.strictObject({
    issues: z.array(plainText(60)).min(1).max(20).nullable().default(null),
    onlyPositive,
  }),
} as const;

export type FlagKind = keyof typeof FLAG_PARAMETERS;

export const FLAG_KINDS = [
  'outside-above-null',
  'high-score-little-inside',
  'edit-effect',
  'version-disagreement',
  'negative-on-lesion',
  'mask-quality',
] as const satisfies readonly FlagKind[];

const of = <Kind extends FlagKind>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), parameters: FLAG_PARAMETERS[kind] });

/** A kind with its parameters. */
export const flagCondition = z.discriminatedUnion('kind', [
  of('outside-above-null'),
  of('high-score-little-inside'),
  of('edit-effect'),
  of('version-disagreement'),
  of('negative-on-lesion'),
  of('mask-quality'),
]);

export type FlagCondition = z.infer<typeof flagCondition>;

/** What a rule covers: a version (id) and a finding by name; null: each. */
export type FlagScope = { versionId: string | null; finding: string | null };

/** A rule as it is asked for. `reason`: why, in a few words. */
export const flagRuleRequest = z.strictObject({
  name: plainText(100),
  condition: flagCondition,
  versionId: z.uuid().nullable().default(null),
  finding: plainText(100).nullable().default(null),
  enabled: z.boolean().default(true),
  reason: plainText(500).refine((text) => text.length >= 3, 'say why, in a few words'),
});

export type FlagRuleRequest = z.infer<typeof flagRuleRequest>;

/** `expected`: `changedAt` of the rule that was read. */
export const flagRuleChange = flagRuleRequest.extend({ expected: z.iso.datetime() });

/** A rule in force, or switched off. `flagged`: cases that it has flagged so far. */
export type FlagRule = FlagScope & {
  ruleId: string;
  name: string;
  condition: FlagCondition;
  /** `name@version` of `versionId`. */
  model: string | null;
  enabled: boolean;
  definitionVersion: string;
  flagged: number;
  createdBy: string;
  createdAt: string;
  changedBy: string;
  changedAt: string;
};

type Shipped = { id: string; name: string; condition: FlagCondition; enabled: boolean };

/** The rules that come with the product; each flags few cases, and can be changed or removed. */
export const SHIPPED_RULES: readonly Shipped[] = [
  {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Evidence outside, more than chance',
    condition: { kind: 'outside-above-null', parameters: { percentile: 95, least: 0.5, onlyPositive: true } },
    enabled: true,
  },
  {
    id: '00000000-0000-4000-8000-000000000002',
    name: 'High score, nothing for it inside',
    condition: { kind: 'high-score-little-inside', parameters: { most: 0 } },
    enabled: true,
  },
  {
    id: '00000000-0000-4000-8000-000000000003',
    name: 'The marker moves the score',
    condition: { kind: 'edit-effect', parameters: { least: 1, onlyPositive: false } },
    enabled: true,
  },
  {
    id: '00000000-0000-4000-8000-000000000004',
    name: 'Versions decide otherwise',
    condition: { kind: 'version-disagreement', parameters: { opposite: true, points: null } },
    enabled: true,
  },
  {
    id: '00000000-0000-4000-8000-000000000005',
    name: 'Evidence against, on the lesion',
    condition: { kind: 'negative-on-lesion', parameters: {} },
    enabled: true,
  },
  {
    id: '00000000-0000-4000-8000-000000000006',
    name: 'Masks that cannot be right',
    condition: { kind: 'mask-quality', parameters: { issues: null, onlyPositive: true } },
    enabled: true,
  },
];
