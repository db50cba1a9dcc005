import {
  IMAGE_POLICIES,
  type LinkPolicy,
  type LinkSubject,
  linkPolicy,
  linkSubject,
  POLICY_FIELDS,
} from '@/server/links/linkPolicy';

/** The page that makes a link, at its subject and policy: all but secrets and names is in the address. */
export type NewLinkView = { subject: LinkSubject | null; policy: LinkPolicy };

type Query = Record<string, string | undefined>;

export function newLinkView(query: Query): NewLinkView {
  const { scope, model, finding } = query;
  const named = { ...(model !== undefined && { model }), ...(finding !== undefined && { finding }) };
  const subject = linkSubject.safeParse(
    scope === 'case'
      ? { scope, instanceId: query.cases, ...named }
      : scope === 'selection'
        ? { scope, instanceIds: (query.cases ?? '').split(','), ...named }
        : scope === 'report'
          ? { scope, reportId: query.report }
          : { scope, ...named },
  );
  return { subject: subject.success ? subject.data : null, policy: policyOf(query) };
}

function policyOf({ image, show }: Query): LinkPolicy {
  const usual = linkPolicy.parse({});
  const shown = show === undefined ? null : new Set(show.split(','));
  const fields = Object.fromEntries(
    POLICY_FIELDS.map((field) => [field, shown === null ? usual[field] : shown.has(field)]),
  );
  return linkPolicy.parse({ image: IMAGE_POLICIES.find((one) => one === image) ?? usual.image, ...fields });
}

/** The address of a view. */
export function newLinkHref({ subject, policy }: { subject: LinkSubject; policy?: LinkPolicy }): string {
  const query = new URLSearchParams({ scope: subject.scope });
  if (subject.scope === 'case') query.set('cases', subject.instanceId);
  if (subject.scope === 'selection') query.set('cases', subject.instanceIds.join(','));
  if (subject.scope === 'report') query.set('report', subject.reportId);
  if ('model' in subject && subject.model !== undefined) query.set('model', subject.model);
  if ('finding' in subject && subject.finding !== undefined) query.set('finding', subject.finding);
  if (policy !== undefined) {
    query.set('image', policy.image);
    query.set('show', POLICY_FIELDS.filter((field) => policy[field]).join(','));
  }
  return `/links/new?${query}`;
}
