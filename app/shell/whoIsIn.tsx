import { ROLE_NAMES } from '@/app/accounts/roleNames';
import { withBase } from '@/app/shell/basePath';
import type { Role } from '@/server/access/principal';

/** Who looks at the page. */
export type Visitor = { name: string; role: Role };

/** Who is signed in here, as what, and the way out. */
export function WhoIsIn({ visitor }: { visitor: Visitor | null }) {
  return (
    <div className="who-is-in">
      {visitor !== null && (
        <span>
          <b title={visitor.name}>{visitor.name}</b>
          {ROLE_NAMES[visitor.role].name}
        </span>
      )}
      <form method="post" action={withBase('/api/v1/signout')}>
        <button type="submit" className="btn quiet">
          Sign out
        </button>
      </form>
    </div>
  );
}
