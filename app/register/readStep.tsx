import { count } from '@/app/format/number';
import { Fact } from '@/app/panel/fact';
import type { RegistrationReport } from '@/server/api/registrationSchema';
import type { GraphReport } from '@/server/onnx/graphReport';
import { Assumed, SaliencyList } from './saliencyList';

/** The second step: what kind of network it is, what was assumed, and which maps it can give. */
export function ReadStep({ report }: { report: RegistrationReport }) {
  const { graph, saliency, assumed, warnings } = report;
  return (
    <>
      <Warnings warnings={warnings} />
      <div className="read-columns">
        {graph !== null && <Graph graph={graph} />}
        <section aria-label="Saliency methods">
          <h3 className="strong">Saliency methods</h3>
          <SaliencyList saliency={saliency} />
        </section>
      </div>
      <Assumed assumed={assumed} />
    </>
  );
}

/** What looks wrong though it can be registered. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <div className="problem" role="note">
      <b>Look at this before you go on</b>
      <ul className="bullets small">
        {warnings.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

const sizeWords = (size: readonly (number | null)[]): string =>
  size.map((side) => (side === null ? 'free' : String(side))).join(' × ');

function Graph({ graph }: { graph: GraphReport }) {
  const { family, producer, opset, nodes, parameters, precision, input, featureMap, pooling, extraInputs } = graph;
  return (
    <section aria-label="Graph">
      <h3 className="strong">Graph</h3>
      <dl className="kv">
        <Fact name="Family">{family ?? 'like none that is known'}</Fact>
        <Fact name="Made by">
          {producer === '' ? 'not said' : producer}, opset {opset}
        </Fact>
        <Fact name="Size">
          {count(parameters)} parameters, {count(nodes)} nodes, {precision}
        </Fact>
        <Fact name="Input">
          <code>{input.name}</code> {input.layout},{' '}
          {sizeWords([input.batch, input.channels, ...(input.size ?? [null, null])])}
        </Fact>
        {extraInputs.map(({ name, type, dims }) => (
          <Fact key={name} name="Further input">
            <code>{name}</code> {type}, {sizeWords(dims)}
          </Fact>
        ))}
        <Fact name="Feature map">
          {featureMap === null ? (
            'none within reach'
          ) : (
            <>
              <code>{featureMap.tensor}</code> {sizeWords([featureMap.channels, featureMap.height, featureMap.width])}
            </>
          )}
        </Fact>
        <Fact name="Pooling">{pooling ?? 'none found'}</Fact>
        <Fact name="Head">{headWords(graph)}</Fact>
      </dl>
    </section>
  );
}

function headWords({ head, attention }: GraphReport): string {
  const layers = head.layers > 1 ? `, ${head.layers} layers that collapse to one` : '';
  const classes = head.classes === null ? '' : `, ${head.classes} outputs`;
  const activation = head.activation === 'none' ? ', logits' : `, ${head.activation} inside the graph`;
  const seen = attention === null ? '' : `; ${attention.tensors.length} layers of attention`;
  return `${head.kind}${layers}${classes}${activation}${head.reason === null ? '' : ` (${head.reason})`}${seen}`;
}
