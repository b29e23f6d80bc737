import Type from 'typebox';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { BREAKS } from '../ledger/break-switch.ts';
import { FaultRule, FaultRules, FaultScript } from './shapes.ts';

/** Scripts are no commerce: they need no key and leave no trace in the ledger. */
export function faultRoutes(app: SandboxApp, { faults }: SandboxDeps): void {
  app.post('/faults', { schema: { body: FaultScript, response: { 201: FaultRule } } }, (request, reply) => {
    reply.code(201).send(faults.add(request.body));
  });

  app.get('/faults', { schema: { response: { 200: FaultRules } } }, async () => ({ items: [...faults.rules()] }));

  app.delete('/faults', { schema: { response: { 204: Type.Null() } } }, (_request, reply) => {
    faults.clear();
    reply.code(204).send(null);
  });
}

/** The hidden switch; only a sandbox that was started to be broken has it. */
export function breakRoute(app: SandboxApp, { breaks }: SandboxDeps): void {
  const body = Type.Object({ mode: Type.Enum([...BREAKS]) }, { additionalProperties: false });
  app.post('/faults/break', { schema: { hide: true, body } }, async (request) => {
    breaks.arm(request.body.mode);
    return { armed: breaks.armed() };
  });
  app.get('/faults/break', { schema: { hide: true } }, async () => ({ armed: breaks.armed() }));
}
