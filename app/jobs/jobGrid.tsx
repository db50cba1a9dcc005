import type { ReactNode } from 'react';

type Props = { all: boolean; chooseAll: (all: boolean) => void; children: ReactNode };

/** The table of jobs around its rows; `all`: each of them is chosen. */
export function JobGrid({ all, chooseAll, children }: Props) {
  return (
    <div className="panel table-box">
      <div className="scroll-x">
        <table className="plain-table job-table">
          <thead>
            <tr>
              <th scope="col" className="job-pick">
                <input
                  type="checkbox"
                  aria-label="All jobs of this page"
                  checked={all}
                  onChange={(event) => chooseAll(event.target.checked)}
                />
              </th>
              <th scope="col">Job</th>
              <th scope="col">About</th>
              <th scope="col">State</th>
              <th scope="col">Reason</th>
              <th scope="col" className="num">
                Tries
              </th>
              <th scope="col" className="num" data-name="Next">
                Next
              </th>
              <th scope="col" className="num" data-name="Age">
                Age
              </th>
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </div>
  );
}
