import { fixed, signed } from '@/app/format/number';
import { Definition } from '@/app/panel/definition';
import type { DefinitionName } from '@/app/panel/definitions';
import type { Calibration, Figure } from '@/server/queries/stratumStatistics';

/** Calibration in six figures, each with its interval or with what it is to be compared with. */
export function CalibrationFacts({ calibration, version }: { calibration: Calibration; version: string }) {
  const { observedExpected, inTheLarge, slope, brier, calibrationError, calibrationErrorByChance } = calibration;
  const two = (value: number): string => fixed(value, 2);
  const gap = (value: number): string => signed(value, 2);
  return (
    <dl className="kv facts">
      <Fact
        of="observedExpected"
        name="Observed ÷ expected"
        says="1 fits"
        figure={observedExpected}
        text={two}
        version={version}
      />
      <Fact
        of="inTheLarge"
        name="In the large, logits"
        says="0 fits"
        figure={inTheLarge}
        text={gap}
        version={version}
      />
      <Fact
        of="slope"
        name="Slope"
        says="1 fits; under 1 is too sure of itself"
        figure={slope}
        text={two}
        version={version}
      />
      <Plain of="calibrationError" name="Calibration error" value={calibrationError} version={version}>
        {calibrationErrorByChance === null ? '' : `chance alone ${fixed(calibrationErrorByChance, 4)}`}
      </Plain>
      <Plain of="brier" name="Brier score" value={brier} version={version}>
        smaller is better; compare at one prevalence only
      </Plain>
    </dl>
  );
}

type FactProps = {
  of: DefinitionName;
  name: string;
  says: string;
  figure: Figure;
  text: (value: number) => string;
  version: string;
};

function Fact({ of, name, says, figure: { value, low, high }, text, version }: FactProps) {
  return (
    <div>
      <dt>
        <Definition of={of} version={version}>
          {name}
        </Definition>
        <span className="under">{says}</span>
      </dt>
      <dd>
        {value === null ? <span className="faint">too few</span> : <b className="strong">{text(value)}</b>}
        {low !== null && high !== null && (
          <span className="under">
            {text(low)} to {text(high)}
          </span>
        )}
      </dd>
    </div>
  );
}

type PlainProps = {
  of: DefinitionName;
  name: string;
  value: number | null;
  version: string;
  children: React.ReactNode;
};

function Plain({ of, name, value, version, children }: PlainProps) {
  return (
    <div>
      <dt>
        <Definition of={of} version={version}>
          {name}
        </Definition>
        <span className="under">{children}</span>
      </dt>
      <dd>{value === null ? <span className="faint">too few</span> : <b className="strong">{fixed(value, 4)}</b>}</dd>
    </div>
  );
}
