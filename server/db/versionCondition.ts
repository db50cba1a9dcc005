import type { Prisma } from './generated/client';
import { isUuid } from './isUuid';

/** Wherever the interface takes a model it takes `name@version` or the id of a version. */
export function versionCondition(model: string): Prisma.ModelVersionWhereInput {
  if (isUuid(model)) return { id: model.toLowerCase() };
  const at = model.lastIndexOf('@');
  return { version: model.slice(at + 1), model: { name: model.slice(0, Math.max(0, at)) } };
}
