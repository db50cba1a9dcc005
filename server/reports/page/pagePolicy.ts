import { createHash } from 'node:crypto';
import { PAGE_STYLE } from './pageStyle';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** What the page may do: show itself in its own style. It stands in the page too, for when it is opened from a disk. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
