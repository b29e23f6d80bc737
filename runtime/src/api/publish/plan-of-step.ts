import { compile } from '@omniroute/compiler';
import { hasErrors } from '@omniroute/errors';
import { oneStepPlan, type Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { knownServices } from './known-services.ts';
import { LOWERINGS, requireConnections } from './publish-service.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

/** The plan that does one step of a draft for real. Throws where the draft is not sound or the step cannot be done alone. */
export async function planOfStep(
  { storage, kinds }: Pick<ApiDeps, 'storage' | 'kinds'>,
  tenant: string,
  step: { readonly document: unknown; readonly node: string; readonly input: Json },
): Promise<Plan> {
  const { document, node, input } = step;
  const services = await storage.inTenant(tenant, (trx) => knownServices(trx, tenant, document, kinds));
  const { plan, diagnostics } = compile({ document: document as never }, { kinds, lowerings: LOWERINGS, services });
  // A step elsewhere that no server runs is no reason to refuse this one.
  const found = refuseUnbuilt(diagnostics).filter(
    ({ code, node_id: of }) => diagnostics.some((own) => own.code === code && own.severity === 'error') || of === node,
  );
  if (plan === undefined || hasErrors(found)) {
    const errors = found.filter(({ severity }) => severity === 'error');
    throw domainErrors.fault('step.unsound', { problem: errors[0]?.message ?? 'the draft has errors' });
  }
  const alone = oneStepPlan(plan, node, input);
  if (alone === null) throw domainErrors.fault('step.no_effect', { node });
  await storage.inTenant(tenant, (trx) => requireConnections(trx, tenant, alone));
  return alone;
}
