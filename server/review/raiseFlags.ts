import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { openChance } from './chanceLevels';
import { covers, decideFlag, type FlagFigures } from './decideFlag';
import { drawByHash } from './drawByHash';
import { type ItemDraft, queueItems } from './queueItems';
import { type ReadFacts, readFacts } from './readFacts';
import { type ReviewSettings, readReviewSettings } from './reviewSettings';
import { ensureShippedRules, rulesInForce } from './ruleStore';

type Raised = { ruleId: string; facts: ReadFacts; figures: FlagFigures };

const WHO = 'system review';

/**
 * Holds the rules against what live versions read in these instances, keeps the flags, and queues the flagged cases and
 * the controls that chance draws among predictions without any flag. Again, it changes nothing; a rule that was changed
 * leaves the flags that it raised before. Answers how many flags and items are new.
 */
export async function raiseFlags(
  db: Db,
  instanceIds: readonly string[],
  now: Date,
): Promise<{ flags: number; queued: number }> {
  await ensureShippedRules(db, now);
  const [rules, settings, predictions] = await Promise.all([
    rulesInForce(db),
    readReviewSettings(db),
    db.prediction.findMany({
      where: { instanceId: { in: [...instanceIds] }, version: { state: 'live' } },
      select: { id: true },
    }),
  ]);
  const facts = await readFacts(
    db,
    predictions.map(({ id }) => id),
    rules.map(({ condition }) => condition),
    openChance(db),
  );
  const raised = facts.flatMap((one) =>
    rules.flatMap((rule): Raised[] => {
      const figures = covers(rule, one) ? decideFlag(rule.condition, one) : null;
      return figures === null ? [] : [{ ruleId: rule.ruleId, facts: one, figures }];
    }),
  );
  return db.$transaction((tx) => write(tx, { raised, facts, settings, now }));
}

type Found = { raised: Raised[]; facts: ReadFacts[]; settings: ReviewSettings; now: Date };

async function write(tx: Tx, { raised, facts, settings, now }: Found): Promise<{ flags: number; queued: number }> {
  const there = await lockInstances(tx, [...new Set(facts.map(({ instanceId }) => instanceId))]);
  const { count: flags } = await tx.caseFlag.createMany({
    data: raised
      .filter(({ facts: { instanceId } }) => there.has(instanceId))
      .map(({ ruleId, facts: { instanceId, findingId }, figures }) => ({
        ...{ id: randomUUID(), ruleId, instanceId, findingId, figures, raisedAt: now },
      })),
    skipDuplicates: true,
  });
  const wanted = [...flaggedItems(raised), ...(await controlItems(tx, facts, settings))].filter(
    ({ instanceId, finding }) => there.has(instanceId) && (settings.findings?.includes(finding) ?? true),
  );
  const queued = await queueItems(tx, await withinLimit(tx, wanted, settings), settings, WHO, now);
  if (flags + queued.length > 0) await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
  return { flags, queued: queued.length };
}

/** Locked, so that a removal waits and then takes these rows along; one that is gone is left out. */
async function lockInstances(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from instance where id = any(${[...ids]}::uuid[]) order by instance.id for key share`;
  return new Set(rows.map(({ id }) => id));
}

/** One item a case and finding, as far up as the flag that is furthest beyond its limit. */
function flaggedItems(raised: readonly Raised[]): ItemDraft[] {
  const items = new Map<string, ItemDraft>();
  for (const { facts, figures } of raised) {
    const { instanceId, findingId, finding } = facts;
    const key = `${instanceId} ${findingId}`;
    const priority = Math.max(figures.excess, items.get(key)?.priority ?? 0);
    items.set(key, { instanceId, findingId, finding, arm: 'flagged', priority });
  }
  return [...items.values()];
}

/**
 * Of the predictions without any flag those that the hash draws, each with the finding that stands highest above its
 * threshold, or else its baseline. Their places are drawn too, so that a place in the queue does not tell the arm.
 */
async function controlItems(
  tx: Tx,
  facts: readonly ReadFacts[],
  { seed, controlShare }: ReviewSettings,
): Promise<ItemDraft[]> {
  const drawn = facts.filter(
    ({ instanceId, versionId }) => drawByHash(seed, 'control', instanceId, versionId) < controlShare,
  );
  if (drawn.length === 0) return [];
  const flags = await tx.caseFlag.findMany({
    where: { instanceId: { in: [...new Set(drawn.map(({ instanceId }) => instanceId))] } },
    select: { instanceId: true, finding: { select: { versionId: true } } },
  });
  const flagged = new Set(flags.map(({ instanceId, finding }) => `${instanceId} ${finding.versionId}`));
  const top = new Map<string, ReadFacts>();
  for (const one of drawn) {
    const best = top.get(one.predictionId);
    if (!flagged.has(`${one.instanceId} ${one.versionId}`) && (best === undefined || standing(one) > standing(best)))
      top.set(one.predictionId, one);
  }
  return [...top.values()].map(({ instanceId, findingId, finding }) => ({
    ...{ instanceId, findingId, finding, arm: 'control' as const },
    priority: drawByHash(seed, 'place', instanceId, findingId),
  }));
}

/** Log of the probability over its threshold, else over its baseline. */
const standing = ({ probability, threshold, baseline }: ReadFacts): number =>
  Math.log(Math.max(probability, 1e-12) / Math.max(threshold ?? baseline, 1e-12));

/** As many as may still wait, the furthest up first. */
async function withinLimit(tx: Tx, wanted: ItemDraft[], { mostWaiting }: ReviewSettings): Promise<ItemDraft[]> {
  if (wanted.length === 0) return [];
  const waiting = await tx.reviewRead.count({ where: { state: { not: 'done' }, item: { withdrawnAt: null } } });
  return wanted.toSorted((a, b) => b.priority - a.priority).slice(0, Math.max(0, mostWaiting - waiting));
}
