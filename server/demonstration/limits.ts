/**
 * Studies that are sent at once, half from each hospital. A site effect is graded from 100 cases without the finding at
 * each site on: with the first seed that takes 330.
 */
export const BURST = 350;

/**
 * Where the demonstration ends: by then every interval is narrow, and it has taken about 0.75 GB of disk (130 KB of files
 * and 24 KB of rows a study), which is as much as a thing that nobody asked for should take.
 */
export const MOST = 5_000;

/** Seed of study 0. Training draws from 1,000,000 on, held-out tests from 9,000,000 on. */
export const FIRST_SEED = 5_000_000;
