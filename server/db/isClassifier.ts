import type { Prisma } from './generated/client';
import { Prisma as Sql } from './generated/client';

/** Versions that make predictions: our own, and those that are known by the predictions that were sent. */
export const isClassifier: Prisma.ModelVersionWhereInput = { kind: { in: ['classifier', 'external'] } };

/** The same of rows `v` in SQL. */
export const IS_CLASSIFIER = Sql.sql`v.kind in ('classifier', 'external')`;
