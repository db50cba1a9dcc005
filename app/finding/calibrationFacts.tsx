import type { ReactNode } from 'react';
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

type RowProps = { of: DefinitionName; name: string; version: string };
type FactProps = RowProps & { says: string; figure: Figure; text: (value: number) => string };

function Fact({ figure: { value, low, high }, says, text, ...row }: FactProps) {
  return (
    <Row {...row} says={says} value={value === null ? null : text(value)}>
      {low !== null && high !== null && (
        <span className="under">
          {text(low)} to {text(high)}
        </span>
      )}
    </Row>
  );
}

function Plain({ value, children, ...row }: RowProps & { value: number | null; children: ReactNode }) {
  return <Row {...row} says={children} value={value === null ? null : fixed(value, 4)} />;
}

/** A figure under its definition, and what stands below it. */
function Row({
  of,
  name,
  version,
  says,
  value,
  children,
}: RowProps & { says: ReactNode; value: string | null; children?: ReactNode }) {
  return (
    <div>
      <dt>
        <Definition of={of} version={version}>
          {name}
        </Definition>
        <span className="under">{says}</span>
      </dt>
      <dd>
        {value === null ? <span className="faint">too few</span> : <b className="strong">{value}</b>}
        {children}
      </dd>
    </div>
  );
}
