import type { ProblemBody } from '@/server/problem/problemBody';

/** Fields as their forms call them. */
const FIELDS: Record<string, string> = {
  name: 'Name',
  email: 'E-mail',
  current: 'Present password',
  password: 'Password',
  role: 'Role',
  scopes: 'What it may do',
};

/** Why nobody was signed in. A lock names the time until which it holds. */
export function SignInProblem({ problem }: { problem: ProblemBody }) {
  const until = problem.errors?.find(({ path }) => path === 'until')?.detail;
  return (
    <div className="problem" role="alert">
      <b>{problem.title}</b>
      {until === undefined && problem.errors !== undefined ? (
        problem.errors.map(({ path, detail }) => (
          <span key={path}>
            {FIELDS[path] ?? path}: {detail}
          </span>
        ))
      ) : (
        <span>{problem.detail}</span>
      )}
      {until !== undefined && <span>Try again after {clockOf(until)}.</span>}
    </div>
  );
}

/** Of the reader's own clock, with UTC beside it. */
function clockOf(time: string): string {
  const at = new Date(time);
  const own = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return `${own} (${at.toISOString().slice(11, 16)} UTC)`;
}
