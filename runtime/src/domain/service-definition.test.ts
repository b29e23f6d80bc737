import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, evolve, type ServiceCommand, type ServiceDefinition } from './service-definition.ts';

function after(...commands: ServiceCommand[]): ServiceDefinition | null {
  let service: ServiceDefinition | null = null;
  for (const command of commands) {
    const decision = decide(service, command);
    if (!decision.ok) throw decision.error;
    for (const event of decision.value) service = evolve(service, event);
  }
  return service;
}

const create: ServiceCommand = { type: 'create', id: 'order-escalation', name: 'Order escalation', nodeCount: 3 };
const publish: ServiceCommand = { type: 'publish', notes: 'first', planHash: 'p', serviceHash: 's', by: 'ada' };

describe('a service definition', () => {
  it('is a draft once created', () => {
    expect(after(create)).toEqual({
      id: 'order-escalation',
      name: 'Order escalation',
      status: 'draft',
      revision: 1,
      latestVersion: 0,
      activeVersion: null,
      nodeCount: 3,
    });
  });

  it('publishes numbered versions and runs the newest', () => {
    expect(after(create, publish, publish)).toMatchObject({ status: 'published', latestVersion: 2, activeVersion: 2 });
  });

  it('rolls back to an older version without losing the newer', () => {
    expect(after(create, publish, publish, { type: 'activate', version: 1, by: 'ada' })).toMatchObject({
      latestVersion: 2,
      activeVersion: 1,
    });
  });

  it.each([
    ['a name with other characters', null, { ...create, name: 'Ünïcode!' }, 'service.name'],
    ['a name of two characters', null, { ...create, name: 'ab' }, 'service.name'],
    ['a second creation', after(create), create, 'service.exists'],
    ['publishing without steps', after({ ...create, nodeCount: 0 }), publish, 'service.empty'],
    ['publishing an archived service', after(create, { type: 'archive', activeRuns: 0 }), publish, 'service.archived'],
    ['archiving with active runs', after(create, publish), { type: 'archive', activeRuns: 2 }, 'service.active_runs'],
    [
      'activating a version that was never released',
      after(create, publish),
      { type: 'activate', version: 2, by: 'ada' },
      'version.not_found',
    ],
    ['deprecating what was never published', after(create), { type: 'deprecate' }, 'service.not_published'],
  ] as const)('refuses %s', (_, service, command, code) => {
    const decision = decide(service, command as ServiceCommand);
    expect(decision.ok ? 'accepted' : decision.error.code).toBe(code);
  });

  it('counts a revision for each event whatever the order of commands (seed 20260105)', () => {
    const command = fc.oneof(
      fc.constant(create),
      fc.constant(publish),
      fc.record({
        type: fc.constant('change_draft' as const),
        name: fc.constant('Another name'),
        nodeCount: fc.nat(3),
      }),
      fc.record({
        type: fc.constant('activate' as const),
        version: fc.integer({ min: 0, max: 3 }),
        by: fc.constant('ada'),
      }),
      fc.constant({ type: 'deprecate' } as const),
      fc.record({ type: fc.constant('archive' as const), activeRuns: fc.nat(1) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let service: ServiceDefinition | null = null;
        let events = 0;
        for (const each of commands) {
          const decision = decide(service, each as ServiceCommand);
          if (!decision.ok) continue;
          for (const event of decision.value) {
            const before: ServiceDefinition | null = service;
            service = evolve(service, event);
            events += 1;
            expect(before?.status).not.toBe('archived');
          }
        }
        expect(service?.revision ?? 0).toBe(events);
      }),
      { seed: 20260105 },
    );
  });
});
