import { type Callee, type Plan, planHash } from '@omniroute/plan';
import type { FindService } from '@omniroute/simulator';
import type { Call } from './command.ts';
import { compileFile } from './compile-file.ts';
import { type ReadServices, readServices } from './read-services.ts';

/** The services that a plan calls, and those that they call, as the simulator asks for them. What is not sound is not known. */
export async function calleesOf(call: Call, plan: Plan, named: readonly string[]): Promise<FindService> {
  const calls = plan.nodes.some((node) => node.op === 'call' && node.service !== null);
  const services = calls ? await readServices(call, named) : null;
  const found = new Map<string, Callee>();
  if (services !== null) await collect(call, plan, { services, named }, found);
  return (service, version) => {
    const callee = found.get(service);
    return callee === undefined ? null : { ...callee, version: version ?? callee.version };
  };
}

async function collect(
  call: Call,
  plan: Plan,
  from: { readonly services: ReadServices; readonly named: readonly string[] },
  found: Map<string, Callee>,
): Promise<void> {
  for (const node of plan.nodes) {
    if (node.op !== 'call' || node.service === null || found.has(node.service)) continue;
    const file = await from.services.fileOf(node.service);
    const compiled = file === null ? null : await compileFile(call, file, from.named);
    const callee = compiled?.result.plan;
    if (callee === undefined) continue;
    found.set(node.service, { service: node.service, version: 1, hash: planHash(callee), plan: callee });
    await collect(call, callee, from, found);
  }
}
