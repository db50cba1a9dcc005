'use client';
import { useAsk } from './useAsk';

/** Where no demonstration is: the way to see the product at work without a single patient. */
export function DemonstrationStart() {
  const { busy, problem, send } = useAsk();
  return (
    <section className="panel demonstration-start">
      <header>
        <h2>Demonstration</h2>
        <span className="q">see it at work without a patient</span>
      </header>
      <div className="body">
        <p className="dim">
          The demonstration sends synthetic radiographs from two invented hospitals to two models. Both look accurate;
          one of them reads the hospital. No real person is in it, and it can be removed without a trace.
        </p>
        <button type="button" className="btn" aria-disabled={busy} onClick={() => !busy && send({ method: 'POST' })}>
          Start the demonstration
        </button>
        {problem !== null && <p role="alert">{problem.detail}</p>}
      </div>
    </section>
  );
}
