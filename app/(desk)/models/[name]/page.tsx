import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { plural } from '@/app/format/number';
import { shownHere } from '@/app/shell/hiddenHere';
import { PageFrame } from '@/app/shell/pageFrame';
import { DecidedList } from '@/app/versions/decidedList';
import { GatePanel } from '@/app/versions/gatePanel';
import { History } from '@/app/versions/history';
import { LimitsForm } from '@/app/versions/limitsForm';
import { StoppedBanner } from '@/app/versions/stoppedBanner';
import { VersionTable } from '@/app/versions/versionTable';
import { readAnalysis } from '@/server/analysis/ask';
import { AppError } from '@/server/problem/appError';
import { mapPairs } from '@/server/versions/mapPairs';
import { getModelVersions, type ModelVersions } from '@/server/versions/modelVersions';
import type { Promotion } from '@/server/versions/promotion';
import '@/app/styles/models.css';
import '@/app/versions/versions.css';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function ModelVersionsPage({ params }: Props) {
  const model = await versionsOf(decodeURIComponent((await params).name));
  const asOf = new Date().toISOString();
  const open = model.promotions.find(({ decision }) => decision === null);
  const decided = model.promotions.filter(({ decision }) => decision !== null);
  const live = model.versions.filter(({ state }) => state === 'live').map(({ version }) => `${model.name}@${version}`);
  const stopped = model.versions.filter(({ state }) => state === 'stopped');
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: model.name }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">{model.name}</h1>
        <span className="dim">{plural(model.versions.length, 'version')}: what each is used for</span>
      </div>
      <div className="stack">
        <StoppedBanner
          stopped={stopped.map(({ version, stateReason }) => ({ name: model.name, version, reason: stateReason }))}
        />
        <VersionTable model={model} />
        {open === undefined ? <Candidates model={model} /> : <Gate promotion={open} />}
        {decided.length > 0 && <DecidedList promotions={decided} live={live} />}
        <History changes={model.changes} />
      </div>
    </PageFrame>
  );
}

async function versionsOf(name: string): Promise<ModelVersions> {
  try {
    return await getModelVersions(name);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  }
}

async function Gate({ promotion }: { promotion: Promotion }) {
  const parameters = { model: promotion.candidate, other: promotion.incumbent };
  const state = await shownHere(await readAnalysis('paired-versions', parameters));
  const isShown = promotion.outcome !== null && state?.result != null;
  const compared = isShown ? state.result : null;
  const pairs = compared === null ? [] : await mapPairs(compared, parameters);
  return <GatePanel promotion={promotion} state={state} compared={compared} pairs={pairs} />;
}

/** Where limits can be fixed; says what is missing where they cannot. */
function Candidates({ model }: { model: ModelVersions }) {
  const classifiers = model.versions.filter(({ kind }) => kind !== 'segmenter');
  const [live] = classifiers.filter(({ state }) => state === 'live');
  const candidates = classifiers.filter(({ state }) => state === 'shadow').map(({ version }) => version);
  if (classifiers.length === 0) return null;
  return (
    <section className="panel" id="gate">
      <header>
        <h2>Promote a candidate</h2>
        <span className="q">fix what it has to keep, then compare</span>
      </header>
      <div className="body">
        {live !== undefined && candidates.length > 0 ? (
          <LimitsForm modelId={model.modelId} live={live.version} candidates={candidates} />
        ) : (
          <p className="small dim">
            {live === undefined
              ? 'No version is live, so there is nothing to compare with.'
              : 'No version is in shadow. Register a second version of this model: it reads the same cases and decides nothing until it is promoted.'}
          </p>
        )}
      </div>
    </section>
  );
}
