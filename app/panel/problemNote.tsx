import type { ProblemBody } from '@/server/problem/problemBody';

/** A refusal in the server's words, with the path of each bad field. */
export function ProblemNote({ problem }: { problem: ProblemBody }) {
  return (
    <div className="problem" role="alert">
      <b>{problem.title}</b>
      <span>{problem.detail}</span>
      {problem.errors !== undefined && (
        <ul className="small">
          {problem.errors.map(({ path, detail }) => (
            <li key={`${path} ${detail}`}>
              <code>{path}</code>: {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
