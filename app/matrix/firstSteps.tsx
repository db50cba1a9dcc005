import { CopyButton } from '@/app/panel/copyButton';
import { PageLink } from '@/app/shell/pageLink';

const register = (origin: string): string => `curl -X POST ${origin}/api/v1/models \\
  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\
  -F model=@model.onnx -F manifest=@manifest.json`;

const postImage = (origin: string): string => `curl -X POST "${origin}/api/v1/instances?wait=1" \\
  -H "Authorization: Bearer $SIGHTLINE_API_KEY" \\
  -F image=@chest.png -F 'metadata={"site":"A","viewPosition":"PA"}'`;

/** The steps from an empty dashboard to a live one; `origin` is where this page came from. */
export function FirstSteps({ hasModel, origin }: { hasModel: boolean; origin: string }) {
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
            command={register(origin)}
          >
            <PageLink className="btn primary" href="/models/new">
              Register in the browser
            </PageLink>
          </Step>
        )}
        <Step
          title="Send a radiograph"
          says="DICOM, PNG or JPEG. It appears here as soon as it is read, without a reload."
          command={postImage(origin)}
        >
          <PageLink className={hasModel ? 'btn primary' : 'btn'} href="/upload">
            Upload in the browser
          </PageLink>
        </Step>
      </ol>
      <footer>The key is the one that the first start of the server printed.</footer>
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
