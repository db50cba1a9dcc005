import { z } from 'zod';
import { VERDICTS } from '@/server/evidence/verdict';

const share = z.number().min(0).max(1).nullable();

/** Where a picture was cut, as shares of the whole image; the map and outlines are drawn in the same coordinates. */
const box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

const map = z.object({
  height: z.int(),
  width: z.int(),
  values: z.array(z.number()),
  /** Logits, or `as sent` on a scale of its own. */
  unit: z.enum(['logits', 'as sent']),
  range: z.number(),
});

/** One case as strangers may see it: no id, no name and no date of ours. */
const linkCase = z.object({
  pseudonym: z.string(),
  facts: z
    .object({
      site: z.string(),
      view: z.string().nullable(),
      portable: z.boolean().nullable(),
      sex: z.string().nullable(),
      age: z.string().nullable(),
      /** Days from a day that only the link knows; intervals within a link are true. */
      day: z.int().nullable(),
    })
    .nullable(),
  /** `name@version`; null: nobody has read the case. */
  model: z.string().nullable(),
  finding: z.string().nullable(),
  score: z
    .object({
      probability: z.number(),
      logit: z.number(),
      percentile: z.number().nullable(),
      outsideShare: share,
      areaOutside: share,
    })
    .nullable(),
  map: map.nullable(),
  ledger: z
    .object({
      /** null: the policy shows no score. */
      bias: z.number().nullable(),
      zones: z.array(z.object({ zone: z.string(), contribution: z.number(), area: z.number() })),
    })
    .nullable(),
  edits: z
    .array(
      z.object({ kind: z.string(), delta: z.number(), before: z.number().nullable(), after: z.number().nullable() }),
    )
    .nullable(),
  reviews: z.array(z.object({ verdict: z.string(), zone: z.string().nullable(), read: z.int() })).nullable(),
  picture: z
    .object({ box, height: z.int(), width: z.int(), isOutline: z.boolean(), isFrontal: z.boolean() })
    .nullable(),
});

export type LinkCase = z.infer<typeof linkCase>;

/** A stratum; all figures null: it is hidden, having under ten cases or giving away one that has. */
const stratum = z.object({
  name: z.string(),
  n: z.int().nullable(),
  auc: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export type LinkStratum = z.infer<typeof stratum>;

const linkFinding = z.object({
  model: z.string(),
  finding: z.string(),
  grade: z.enum(VERDICTS),
  total: stratum,
  outside: z
    .object({ mean: share, low: z.number().nullable(), high: z.number().nullable(), chance: share, n: z.int() })
    .nullable(),
  tables: z.array(
    z.object({ by: z.enum(['site', 'viewPosition', 'portable', 'patientSex', 'ageBand']), strata: z.array(stratum) }),
  ),
});

export type LinkFinding = z.infer<typeof linkFinding>;

/** What a link shows. */
export const linkContent = z.object({
  scope: z.enum(['case', 'selection', 'finding', 'report']),
  asOf: z.string(),
  cases: z.array(linkCase),
  finding: linkFinding.nullable(),
  /** The report's own page. */
  report: z.object({ title: z.string(), html: z.string() }).nullable(),
});

export type LinkContent = z.infer<typeof linkContent>;
