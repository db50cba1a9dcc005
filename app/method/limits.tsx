const LIMITS = [
  'Patients who truly differ move the same statistics as a shortcut. Only an edit tells the two apart, and only where the cue is in marker or frame.',
  '“Not localisable” means that marker and frame do not carry it: a cue spread over the picture and a true difference of patients look the same here.',
  'Below threshold is no proof. Small effects, and variables that nobody sent, are not seen.',
  'Intervals treat images as independent unless a panel says that it counts patients.',
  'Edits need the model’s file and masks of marker and frame; of predictions made elsewhere only the statistics are known.',
  'Labels are taken as they come. Wrong labels move every figure, the prevalence included.',
  'The proof is on synthetic phantoms and a small network: it shows that the rule finds what was planted there, not that it finds everything in practice.',
];

/** What the method cannot tell. */
export function Limits() {
  return (
    <section className="panel" id="limits">
      <header>
        <h2>What this cannot tell</h2>
      </header>
      <div className="body">
        <ul className="bullets">
          {LIMITS.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
