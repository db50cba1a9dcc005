import type { Metadata } from 'next';
import { placeWords } from '@/app/caseList/caseWords';
import { Wizard } from '@/app/register/wizard';
import { PageFrame } from '@/app/shell/pageFrame';
import { listCases } from '@/server/queries/cases';
import { listModels } from '@/server/queries/models';
import { storedImages } from '@/server/queries/storedImages';
import '@/app/analysis/analysis.css';
import '@/app/styles/forms.css';
import '@/app/styles/viewer.css';
import '@/app/styles/register.css';

export const metadata: Metadata = { title: 'Register a model' };
export const dynamic = 'force-dynamic';

/** Images to choose from. */
const OFFERED = 12;

export default async function RegisterPage() {
  const [models, cases, stored] = await Promise.all([
    listModels(),
    listCases({ status: 'done' }, { limit: OFFERED }),
    storedImages(),
  ]);
  const segmenters = models.filter(({ kind }) => kind === 'segmenter').map(({ name, version }) => `${name}@${version}`);
  const images = cases.rows
    .filter(({ format }) => format !== 'none')
    .map((row) => ({ instanceId: row.instanceId, words: `case ${row.instanceId.slice(0, 8)}, ${placeWords(row)}` }));
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: 'Register' }]}>
      <div className="page-head">
        <h1 className="page-title">Register a model version</h1>
      </div>
      <Wizard segmenters={segmenters} images={images} stored={stored} />
    </PageFrame>
  );
}
