import { SERVICE_NAME_PATTERN } from '@omniroute/dsl';
import { assertNever, err, type Fault, ok, type Result } from '@omniroute/errors';
import { domainErrors } from './errors.ts';

/** Life of a service: drafts are edited, published ones run, deprecated ones still run, archived ones are read only. */
export type ServiceStatus = 'draft' | 'published' | 'deprecated' | 'archived';

/** One immutable published version. */
export interface PublishedVersion {
  readonly version: number;
  readonly notes: string;
  readonly planHash: string;
  readonly serviceHash: string;
}

/** The aggregate: what decides about a service. `revision` counts its events and is what optimistic locking compares. */
export interface ServiceDefinition {
  readonly id: string;
  readonly name: string;
  readonly status: ServiceStatus;
  readonly revision: number;
  readonly latestVersion: number;
  readonly activeVersion: number | null;
  readonly nodeCount: number;
}

export type ServiceCommand =
  | { readonly type: 'create'; readonly id: string; readonly name: string; readonly nodeCount: number }
  | { readonly type: 'change_draft'; readonly name: string; readonly nodeCount: number }
  | {
      readonly type: 'publish';
      readonly notes: string;
      readonly planHash: string;
      readonly serviceHash: string;
      readonly by: string;
    }
  | { readonly type: 'activate'; readonly version: number; readonly by: string }
  | { readonly type: 'deprecate' }
  | { readonly type: 'archive'; readonly activeRuns: number };

export type ServiceEvent =
  | { readonly type: 'ServiceCreated'; readonly id: string; readonly name: string; readonly nodeCount: number }
  | { readonly type: 'DraftChanged'; readonly id: string; readonly name: string; readonly nodeCount: number }
  | { readonly type: 'ServicePublished'; readonly id: string; readonly version: number }
  | { readonly type: 'VersionReleased'; readonly id: string; readonly release: PublishedVersion; readonly by: string }
  | { readonly type: 'VersionActivated'; readonly id: string; readonly version: number; readonly by: string }
  | { readonly type: 'ServiceDeprecated'; readonly id: string }
  | { readonly type: 'ServiceArchived'; readonly id: string };

type Decision = Result<ServiceEvent[], Fault>;

const NAME = new RegExp(SERVICE_NAME_PATTERN);

/** Decides what a command does to a service: the events, or why not. Pure. */
export function decide(service: ServiceDefinition | null, command: ServiceCommand): Decision {
  if (command.type === 'create') {
    if (service !== null) return refuse('service.exists', { id: command.id });
    if (!NAME.test(command.name)) return refuse('service.name', { name: command.name });
    return ok([{ type: 'ServiceCreated', id: command.id, name: command.name, nodeCount: command.nodeCount }]);
  }
  if (service === null) return refuse('service.not_found', { id: '' });
  const { id } = service;
  if (service.status === 'archived') return refuse('service.archived', { id });
  switch (command.type) {
    case 'change_draft':
      if (!NAME.test(command.name)) return refuse('service.name', { name: command.name });
      return ok([{ type: 'DraftChanged', id, name: command.name, nodeCount: command.nodeCount }]);
    case 'publish': {
      if (service.nodeCount === 0) return refuse('service.empty', { id });
      const { notes, planHash, serviceHash, by } = command;
      const version = service.latestVersion + 1;
      const first: ServiceEvent[] = service.status === 'published' ? [] : [{ type: 'ServicePublished', id, version }];
      return ok([...first, { type: 'VersionReleased', id, release: { version, notes, planHash, serviceHash }, by }]);
    }
    case 'activate':
      if (command.version < 1 || command.version > service.latestVersion)
        return refuse('version.not_found', { id, version: command.version });
      return ok(
        command.version === service.activeVersion
          ? []
          : [{ type: 'VersionActivated', id, version: command.version, by: command.by }],
      );
    case 'deprecate':
      if (service.latestVersion === 0) return refuse('service.not_published', { id });
      return ok(service.status === 'deprecated' ? [] : [{ type: 'ServiceDeprecated', id }]);
    case 'archive':
      if (command.activeRuns > 0) return refuse('service.active_runs', { id, runs: command.activeRuns });
      return ok([{ type: 'ServiceArchived', id }]);
    default:
      return assertNever(command);
  }
}

/** Applies one event to the aggregate. Pure. */
export function evolve(service: ServiceDefinition | null, event: ServiceEvent): ServiceDefinition {
  if (event.type === 'ServiceCreated') {
    const { id, name, nodeCount } = event;
    return { id, name, status: 'draft', revision: 1, latestVersion: 0, activeVersion: null, nodeCount };
  }
  if (service === null) throw new Error(`${event.type} before ServiceCreated`);
  const next = { ...service, revision: service.revision + 1 };
  switch (event.type) {
    case 'DraftChanged':
      return { ...next, name: event.name, nodeCount: event.nodeCount };
    case 'ServicePublished':
      return { ...next, status: 'published' };
    case 'VersionReleased':
      return { ...next, latestVersion: event.release.version, activeVersion: event.release.version };
    case 'VersionActivated':
      return { ...next, activeVersion: event.version };
    case 'ServiceDeprecated':
      return { ...next, status: 'deprecated' };
    case 'ServiceArchived':
      return { ...next, status: 'archived' };
    default:
      return assertNever(event);
  }
}

function refuse(code: Parameters<typeof domainErrors.fault>[0], facts: Record<string, unknown>): Decision {
  return err(domainErrors.fault(code, facts));
}
