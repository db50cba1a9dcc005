import type { ReactNode } from 'react';

/** One line of a list of facts: what it is, and what it is for this one. Inside of a `dl`. */
export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
