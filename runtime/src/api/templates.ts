import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '@omniroute/dsl';
import { hasErrors } from '@omniroute/errors';
import type { Logger } from '@omniroute/telemetry';
import { copyOf } from '../domain/copy-of.ts';
import { domainErrors } from '../domain/errors.ts';
import type { Trx } from '../storage/index.ts';
import { addScenario } from '../storage/scenario-repository.ts';
import { commandService, loadService } from '../storage/service-repository.ts';
import type { ApiDeps } from './deps.ts';
import { draftOf } from './draft-row.ts';
import { publishService } from './publish/publish-service.ts';

/** A ready service of the `templates` folder. */
export interface Template {
  readonly id: string;
  readonly service: Service;
  readonly scenarios: readonly TemplateScenario[];
}

/** A scenario of a template: the name of its file, and what is in it. */
export interface TemplateScenario {
  readonly id: string;
  readonly scenario: unknown;
}

/** Reads every template: a folder with a `service.json`. */
export async function readTemplates(folder: string): Promise<Template[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (id) => ({
      id,
      service: JSON.parse(await readFile(join(folder, id, 'service.json'), 'utf8')) as Service,
      scenarios: await readScenarios(join(folder, id, 'scenarios')),
    })),
  );
}

async function readScenarios(folder: string): Promise<TemplateScenario[]> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.json')) : [];
  return Promise.all(
    names.sort().map(async (name) => ({
      id: name.slice(0, -'.json'.length),
      scenario: JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown,
    })),
  );
}

/** Publishes templates that the tenant does not have yet; what a person changed since is left alone. */
export async function publishTemplates(
  deps: Pick<ApiDeps, 'storage' | 'kinds' | 'newId' | 'now'> & { log: Logger },
  tenant: string,
  templates: readonly Template[],
): Promise<void> {
  for (const { id, service, scenarios } of templates) {
    const created = await deps.storage.inTenant(tenant, async (trx) => {
      if ((await loadService(trx, tenant, service.id)) !== null) return false;
      await createFrom(trx, deps, tenant, { service, scenarios, by: 'omniroute' });
      return true;
    });
    if (!created) continue;
    const outcome = await publishService(deps, {
      tenant,
      id: service.id,
      document: service,
      notes: 'From the template.',
      by: 'omniroute',
      replaceDraft: false,
    });
    if (!outcome.ok && hasErrors(outcome.diagnostics))
      deps.log.error('a template is not sound', { template: id, first: outcome.diagnostics[0]?.message });
  }
}

/** Addresses that are tried for a copy. */
const MOST_COPIES = 1_000;

/** Makes a draft of a template, under the first address that is free, with its scenarios; answers the address. */
export async function copyTemplate(
  trx: Trx,
  deps: Pick<ApiDeps, 'newId'>,
  tenant: string,
  template: Template,
  by: string,
): Promise<string> {
  for (let turn = 1; turn <= MOST_COPIES; turn += 1) {
    const service = copyOf(template.service, turn);
    if ((await loadService(trx, tenant, service.id)) !== null) continue;
    await createFrom(trx, deps, tenant, { service, scenarios: template.scenarios, by });
    return service.id;
  }
  throw domainErrors.fault('service.exists', { id: template.service.id });
}

async function createFrom(
  trx: Trx,
  deps: Pick<ApiDeps, 'newId'>,
  tenant: string,
  { service, scenarios, by }: { service: Service; scenarios: readonly TemplateScenario[]; by: string },
): Promise<void> {
  const command = { type: 'create', id: service.id, name: service.name, nodeCount: service.nodes.length } as const;
  await commandService(trx, tenant, null, command, { ids: deps.newId, draft: draftOf(service) });
  for (const { id, scenario } of scenarios)
    await addScenario(trx, tenant, { service: service.id, id, body: scenario, by });
}
