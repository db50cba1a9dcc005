import { DeltaBar } from '@/app/edits/deltaBar';
import { deltaText, EDIT_WORDS } from '@/app/edits/editWords';
import { count, signed } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import type { LinkCase } from '@/server/links/linkContent';
import { verdictWord } from './linkWords';
import { SharedFigure } from './sharedFigure';

type Props = { shown: LinkCase; picture: string | null };

/** One case, as far as the link's policy goes. */
export function SharedCase({ shown, picture }: Props) {
  const { facts, model, finding } = shown;
  const person = facts === null ? [] : [facts.sex, facts.age].filter((part) => part !== null);
  const places =
    facts === null ? [] : [facts.site, facts.view, facts.portable === true ? 'portable' : null, person.join(', ')];
  const line = [...places, facts?.day == null ? null : `day ${facts.day}`, model === null ? null : `model ${model}`];
  return (
    <>
      <section>
        <h2>{finding === null ? 'No version has read this case' : findingName(finding)}</h2>
        <p className="dim">{line.filter(Boolean).join(' · ')}</p>
        <SharedFigure shown={shown} picture={picture} />
        <Score shown={shown} />
      </section>
      <Edits shown={shown} />
      <Ledger shown={shown} />
      <Reviews shown={shown} />
    </>
  );
}

function Score({ shown: { score } }: { shown: LinkCase }) {
  if (score === null) return null;
  const { percentile, outsideShare, areaOutside } = score;
  return (
    <dl className="shared-figures">
      <div>
        <dt>Score</dt>
        <dd>{probability(score.probability)}</dd>
        {percentile !== null && <dd className="small">higher than {percent(percentile / 100)} of cases</dd>}
      </div>
      <div>
        <dt>Outside the finding’s anatomy</dt>
        <dd>{outsideShare === null ? 'not defined' : percent(outsideShare)}</dd>
        {areaOutside !== null && <dd className="small">chance {percent(areaOutside)}</dd>}
      </div>
    </dl>
  );
}

function Edits({ shown: { edits, finding } }: { shown: LinkCase }) {
  if (edits === null || edits.length === 0) return null;
  const words: Record<string, { name: string; says: string }> = EDIT_WORDS;
  return (
    <section>
      <h2>What if it were not there?</h2>
      <p className="dim">Change of the logit of {findingName(finding ?? '')} when pixels are edited</p>
      <table className="shared-table">
        <caption>Edits</caption>
        <thead>
          <tr>
            <th scope="col">Edit</th>
            <th scope="col" className="num">
              Δ logit
            </th>
            <th scope="col" className="num">
              Score
            </th>
          </tr>
        </thead>
        <tbody>
          {edits.map(({ kind, delta, before, after }) => (
            <tr key={kind}>
              <th scope="row">{words[kind]?.name ?? kind}</th>
              <td className="num">
                <DeltaBar delta={delta} /> <b>{deltaText(delta)}</b>
              </td>
              <td className="num dim">
                {before !== null && after !== null && `${probability(before)} to ${probability(after)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Ledger({ shown: { ledger } }: { shown: LinkCase }) {
  if (ledger === null) return null;
  const zones = ledger.zones.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return (
    <section>
      <h2>Where the logit comes from</h2>
      <table className="shared-table">
        <caption>Region ledger</caption>
        <thead>
          <tr>
            <th scope="col">Zone</th>
            <th scope="col" className="num">
              Logits
            </th>
            <th scope="col" className="num">
              Area
            </th>
          </tr>
        </thead>
        <tbody>
          {zones.map(({ zone, contribution, area }) => (
            <tr key={zone}>
              <th scope="row">{zone.replaceAll('-', ' ')}</th>
              <td className="num">{signed(contribution, 3)}</td>
              <td className="num dim">{percent(area)}</td>
            </tr>
          ))}
          {ledger.bias !== null && (
            <tr>
              <th scope="row">Bias</th>
              <td className="num">{signed(ledger.bias, 3)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Reviews({ shown: { reviews } }: { shown: LinkCase }) {
  if (reviews === null || reviews.length === 0) return null;
  return (
    <section>
      <h2>What readers said</h2>
      <ul className="shared-list">
        {reviews.map(({ verdict, zone, read }) => (
          <li key={`${read} ${verdict}`}>
            Read {count(read)}: {verdictWord(verdict)}
            {zone === null ? '' : `, ${zone.replaceAll('-', ' ')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
