import { CopyButton } from '@/app/panel/copyButton';
import { PageLink } from '@/app/shell/pageLink';

const REGISTER = `curl -X POST http://127.0.0.1:3000/api/v1/models \\
  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\
  -F model=@model.onnx -F manifest=@manifest.json`;

const POST_IMAGE = `curl -X POST "http://127.0.0.1:3000/api/v1/instances?wait=1" \\
  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\
  -F image=@chest.png -F 'metadata={"site":"A","viewPosition":"PA"}'`;

/** The two steps from an empty dashboard to a live one; `done` ones are ticked. */
export function FirstSteps({ hasModel }: { hasModel: boolean }) {
  return (
    <section className="panel">
      <header>
        <h2>{hasModel ? 'One step to go' : 'Two steps to a live dashboard'}</h2>
      </header>
      <ol className="steps">
        {!hasModel && (
          <Step
            title="Register a model"
            says="An ordinary ONNX classifier with one output is enough, and a short manifest."
            command={REGISTER}
          >
            <PageLink className="btn primary" href="/models/new">
              Register in the browser
            </PageLink>
          </Step>
        )}
        <Step
          title="Send a radiograph"
          says="DICOM, PNG or JPEG. It appears here as soon as it is read, without a reload."
          command={POST_IMAGE}
        >
          <PageLink className={hasModel ? 'btn primary' : 'btn'} href="/upload">
            Upload in the browser
          </PageLink>
        </Step>
      </ol>
      <footer>The address and the key are those that the start of the server printed.</footer>
    </section>
  );
}

type StepProps = { title: string; says: string; command: string; children: React.ReactNode };

function Step({ title, says, command, children }: StepProps) {
  return (
    <li>
      <h3>{title}</h3>
      <p>{says}</p>
      <div className="step-actions">
        {children}
        <CopyButton text={command} label={`the command: ${title}`} />
      </div>
      <pre className="snippet">{command}</pre>
    </li>
  );
}
