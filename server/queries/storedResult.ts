import { z } from 'zod';

const entry = z.object({ contribution: z.number(), positive: z.number(), negative: z.number(), area: z.number() });
export const ledger = z.object({
  bias: z.number(),
  zones: z.object({
    marker: entry.nullable(),
    frame: entry.nullable(),
    'lung-left': entry.nullable(),
    'lung-right': entry.nullable(),
    heart: entry.nullable(),
    mediastinum: entry.nullable(),
    abdomen: entry.nullable(),
    'body-other': entry.nullable(),
    background: entry.nullable(),
  }),
});
const share = z.number().nullable();
export const shares = z.object({
  outsideShare: share,
  negativeOutsideShare: share,
  areaOutside: share,
  enrichment: share,
  contributionInside: share,
  contributionOutside: share,
});

/** One zone of a ledger: contribution and masses in logits, area as a share of the image. */
export type ZoneEntry = z.infer<typeof entry>;

/** The six shares of one dilation. Null with a reason, never 0 for "not defined". */
export type ShareSet = z.infer<typeof shares>;

/** Zone null: it was not delivered. Contributions and bias sum to the logit. */
export type Ledger = z.infer<typeof ledger>;

/** The JSON columns of a finding result, as they were stored. */
export const ledgerOf = (column: unknown): Ledger | null => ledger.nullable().parse(column);
export const undilatedOf = (column: unknown): ShareSet | null => shares.nullable().parse(column);

const byPrior = z.object({ dilated: shares.optional() }).nullable();

/** The dilated shares that are kept beside the undilated ones where the anatomy is the average one; else null. */
export const priorOf = (column: unknown): ShareSet | null => byPrior.parse(column)?.dilated ?? null;
