import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_RUN_STATUSES, type Plan, type RunStatus } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { seeded } from '@omniroute/testing/drawn';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { CampaignReport } from './campaign-report.ts';
import type { CampaignCase, CampaignService } from './campaign-service.ts';
import { peopleAt } from './people.ts';
import { persist } from './persist.ts';
import { type Prediction, planOfTemplate, predict, withoutJudging, withReplies } from './predict.ts';
import { publishProbe, workGoesThrough } from './probe.ts';
import { type SandboxGuest, sandboxGuest } from './sandbox-guest.ts';
import type { SeenVisit } from './seen-visit.ts';

/** Processes of the stack; `stack` is all of them at once. */
export type Target = 'worker' | 'temporal' | 'postgres' | 'server' | 'stack';

/** What a campaign is made of. */
export interface CampaignOptions {
  readonly services: readonly CampaignService[];
  /** Runs, dealt to the services in turn. */
  readonly runs: number;
  readonly kills: number;
  readonly seed: number;
  /** What is killed, in turn. */
  readonly targets: readonly Target[];
  /** Breaks one effect at the referee on purpose, so that the check can be seen to fail. */
  readonly breakSandbox?: 'drop' | 'double';
}

interface StartedRun {
  readonly id: string;
  readonly service: CampaignService;
  readonly given: CampaignCase;
}

interface EndedRun extends StartedRun {
  readonly end: Ended;
  readonly prediction: Prediction;
}

interface Ended {
  readonly status: RunStatus | 'unreachable';
  readonly end_status: string | null;
  readonly visits: readonly SeenVisit[];
}

const PATIENCE_MS = 180_000;
/** Kills come this far apart, as the seed has it. */
const [SHORTEST_MS, SPREAD_MS] = [500, 2_000];

/**
 * Starts runs on a stack and kills a process at seeded random moments while they work, with scripted faults on. Then each
 * run's end is compared with the simulator's, each effect with the referee's ledger, and the money must sum to zero.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const { seed, kills, targets } = options;
  const random = seeded(seed);
  const stack = await startTestStack(options.breakSandbox === undefined ? {} : { OMNIROUTE_SANDBOX_BREAK: 'none' });
  try {
    const sandbox = sandboxGuest(stack);
    await publishProbe(stack);
    const faults: readonly Json[] = options.services.flatMap((service) => service.faults);
    for (const script of faults) await sandbox.post('/v1/faults', script);
    const runs = await startRuns(stack, sandbox, options);
    const people = peopleAt(stack, (run) => runs.find((each) => each.id === run)?.given.scenario);
    const recoverySeconds: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await sleep(SHORTEST_MS + random() * SPREAD_MS);
      const target = targets[kill % targets.length] as Target;
      const began = performance.now();
      await (target === 'stack' ? stack.killAll() : stack.kill(target));
      await workGoesThrough(stack);
      recoverySeconds.push((performance.now() - began) / 1000);
    }
    const plans = new Map<string, Plan>(options.services.map(({ id }) => [id, planOfTemplate(id)]));
    const over: EndedRun[] = [];
    for (const run of runs) {
      const { id, service, given } = run;
      const end = await ended(stack, id);
      const replied = withReplies(given.scenario, end.visits, service.replies);
      const scenario = service.told?.(replied, end.visits) ?? replied;
      const plan = withoutJudging(plans.get(service.id) as Plan, service.replies);
      over.push({ ...run, end, prediction: predict(plan, service.id, scenario) });
    }
    const unexplained = over.flatMap(({ id, service, given, end, prediction }) =>
      end.status === prediction.status && end.end_status === prediction.endStatus
        ? []
        : [
            `${service.id} ${id} (${given.scenario.name}): ${end.status} (${end.end_status})${openVisits(end)}, predicted ${prediction.status} (${prediction.endStatus})`,
          ],
    );
    await people.stop();
    unexplained.push(...(await sandbox.imbalances()));
    const account = await judgeLedger(sandbox, over);
    recoverySeconds.sort((a, b) => a - b);
    return { runs: runs.length, kills, seed, unexplained, ...account, recoverySeconds };
  } finally {
    await stack.stop();
  }
}

async function startRuns(stack: TestStack, sandbox: SandboxGuest, options: CampaignOptions): Promise<StartedRun[]> {
  const runs: StartedRun[] = [];
  for (let index = 0; index < options.runs; index += 1) {
    const service = options.services[index % options.services.length] as CampaignService;
    const given = service.caseOf(Math.floor(index / options.services.length), String(options.seed));
    await given.prepare?.(sandbox);
    if (index === 0 && options.breakSandbox !== undefined)
      await sandbox.post('/v1/faults/break', { mode: options.breakSandbox });
    const { run_id: id } = await stack.api<{ run_id: string }>('POST', `/services/${service.id}/runs`, {
      ...(given.trigger === undefined ? {} : { trigger: given.trigger }),
      input: given.input,
      time_scale: service.scale,
    });
    runs.push({ id, service, given });
    for (const { name, correlation, payload = {}, id: message } of given.scenario.messages ?? [])
      await persist(() => stack.api('POST', '/messages', { name, correlation, payload, id: message }));
  }
  return runs;
}

async function ended(stack: TestStack, id: string): Promise<Ended> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const detail = await stack.api<Ended>('GET', `/runs/${id}`).catch(() => null);
    const over = detail !== null && FINAL_RUN_STATUSES.includes(detail.status as RunStatus);
    if (over || Date.now() > until) return detail ?? { status: 'unreachable', end_status: null, visits: [] };
  }
}

/** Where a run that has not ended stands. */
function openVisits({ visits }: Ended): string {
  const open = visits.filter(({ status }) => status === 'running' || status === 'waiting');
  return open.length === 0
    ? ''
    : ` at ${open.map(({ key, status, attempts, next_attempt_at: next }) => `${key} ${status}, attempt ${attempts}, next ${next}`).join('; ')}`;
}

/** Every predicted effect exactly once, and no other. */
async function judgeLedger(
  sandbox: SandboxGuest,
  runs: readonly EndedRun[],
): Promise<{ readonly lost: string[]; readonly duplicated: string[] }> {
  const lost: string[] = [];
  const duplicated: string[] = [];
  for (const [service, started] of Map.groupBy(runs, (run) => run.service.id)) {
    const effects = await sandbox.effects(service);
    const keysOf = (take: (prediction: Prediction) => readonly string[]) =>
      new Set(started.flatMap(({ id, prediction }) => take(prediction).map((key) => `local:${service}:${id}:${key}`)));
    const predicted = keysOf(({ keys }) => keys);
    const doubtful = keysOf((prediction) => prediction.doubtful);
    lost.push(...[...predicted].filter((key) => (effects.get(key) ?? 0) === 0));
    duplicated.push(
      ...[...effects].flatMap(([key, count]) =>
        count > 1 || (count === 1 && !predicted.has(key) && !doubtful.has(key)) ? [key] : [],
      ),
    );
  }
  return { lost, duplicated };
}
