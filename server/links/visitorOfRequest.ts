import { ADDRESS_HEADER } from '@/server/access/visitor';
import type { Visitor } from './showLink';

/** Who asks, out of a request's headers. */
export const visitorOfRequest = (headers: Headers, token: string): Visitor => ({
  token,
  cookies: headers.get('cookie'),
  address: headers.get(ADDRESS_HEADER),
});
