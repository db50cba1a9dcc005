import { z } from 'zod';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { plainText } from '@/server/problem/plainText';
import { changeSetting, readSetting, type StoredSetting, settingHistory } from '@/server/queries/settingStore';

const NAME = 'review';
const share = z.number().min(0).max(1);

/** How cases come into the queue and how they are read. */
export const reviewSettings = z.strictObject({
  /** Of the predictions without any flag that are queued as controls, each with the finding that it says most of. */
  controlShare: share,
  /** Of the queued cases that another reader reads once more without seeing the first. */
  secondShare: share,
  /** Of the queued cases in which the reader commits before score and map are shown. */
  unaidedShare: share,
  /** Minutes that a claim holds without a sign of life. */
  claimMinutes: z.number().int().min(1).max(240),
  /** Findings whose cases are queued; null: all. */
  findings: z.array(plainText(100)).min(1).max(200).nullable(),
  /** While so many reads wait, no flagged case and no control is queued; cases that are asked for are. */
  mostWaiting: z.number().int().min(1).max(100_000),
  /** Of the draws by hash; another one draws other cases. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

export type ReviewSettings = z.infer<typeof reviewSettings>;

export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  controlShare: 0.01,
  secondShare: 0.2,
  unaidedShare: 0.2,
  claimMinutes: 10,
  findings: null,
  mostWaiting: 1_000,
  seed: 1,
};

/** `expected`: id of the setting that was read; null where none was made yet. */
export const reviewSettingsChange = z.strictObject({
  settings: reviewSettings,
  reason: plainText(500).refine((text) => text.length >= 3, 'say why, in a few words'),
  expected: z.number().int().positive().nullable(),
});

export type ReviewSettingsAnswer = {
  id: number | null;
  settings: ReviewSettings;
  defaults: ReviewSettings;
  /** Newest first, at most 100. */
  history: StoredSetting<ReviewSettings>[];
};

/** The settings in force. */
export const readReviewSettings = async (tx: Tx): Promise<ReviewSettings> =>
  (await readSetting(tx, NAME, reviewSettings, DEFAULT_REVIEW_SETTINGS)).value;

/** The settings in force, and who changed them when and why. */
export async function getReviewSettings(db: Db = processDb()): Promise<ReviewSettingsAnswer> {
  const history = await settingHistory(db, NAME, reviewSettings);
  const [newest] = history;
  const settings = newest?.value ?? DEFAULT_REVIEW_SETTINGS;
  return { id: newest?.id ?? null, settings, defaults: DEFAULT_REVIEW_SETTINGS, history };
}

/** Changes them for what is queued and claimed from now on. @throws AppError conflict as `changeSetting` */
export async function changeReviewSettings(
  { settings, reason, expected }: z.infer<typeof reviewSettingsChange>,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<ReviewSettingsAnswer> {
  await db.$transaction(async (tx) => {
    await changeSetting(tx, NAME, settings, reason, who, now, expected);
    await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
  });
  return getReviewSettings(db);
}
