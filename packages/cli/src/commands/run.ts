import { setTimeout as sleep } from 'node:timers/promises';
import type { PublishedVersion, RunDetail, RunEvents } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import type { RunEvent, RunStatus } from '@omniroute/plan';
import { type ApiAnswer, callStack } from '../api-client.ts';
import { checkTrigger } from '../check-trigger.ts';
import type { Call, Command } from '../command.ts';
import { printJson, textOption } from '../command.ts';
import { soundPlan } from '../compile-file.ts';
import { type Diagnostic, renderable } from '../diagnostics.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { readValue } from '../files.ts';
import { reportOf } from '../report-of.ts';
import { exitOf, reportText } from '../report-text.ts';

interface Refusal {
  readonly detail?: string;
  readonly title?: string;
  readonly code?: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Fields of the body that do not fit. */
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

export const run: Command = {
  name: 'run',
  usage: 'run FILE --input I [--trigger T] [--time-scale N] [--wait]',
  summary: 'Publishes a service and starts a run of it on the stack.',
  options: {
    input: { type: 'string', short: 'i' },
    trigger: { type: 'string', short: 't' },
    wait: { type: 'boolean', short: 'w' },
    'time-scale': { type: 'string' },
  },
  optionHelp: {
    input: 'The input: JSON, or a file of it, or - for the standard input.',
    trigger: 'The trigger that starts it; may be left out if there is one or none.',
    wait: 'Waits for the end and prints what happened.',
    'time-scale': 'A test run: timers pass this many times faster.',
  },
  operands: 'one',
  async run(call) {
    const [file] = call.arguments;
    const given = textOption(call, 'input');
    if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'run', what: 'a file' });
    if (given === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'run', what: '--input' });
    const scale = scaleOf(call);
    const input = await readValue(call.terminal, given);
    const compiled = await soundPlan(call, file);
    if (compiled === null) return EXIT.findings;
    const trigger = textOption(call, 'trigger');
    checkTrigger(compiled.plan, trigger);
    const published = await publish(call, compiled.service);
    const started = await expectOk(
      callStack<{ run_id: string }>(call.terminal, 'POST', `/services/${compiled.service.id}/runs`, {
        input,
        ...(trigger === undefined ? {} : { trigger }),
        ...(scale === undefined ? {} : { time_scale: scale }),
      }),
    );
    if (call.options.wait !== true) {
      call.terminal.out(call.json ? startedJson(started.run_id, published) : `${started.run_id}\n`);
      return EXIT.fine;
    }
    if (published !== null && !call.json) call.terminal.out(await said(published));
    call.terminal.out(call.json ? startedJson(started.run_id, published) : `run ${started.run_id}\n`);
    const report = await waitForEnd(call, started.run_id);
    if (call.json) printJson(call, report);
    else call.terminal.out(reportText(report));
    return exitOf(report);
  },
};

function scaleOf(call: Call): number | undefined {
  const got = textOption(call, 'time-scale');
  if (got === undefined) return undefined;
  const scale = Number(got);
  if (!Number.isFinite(scale) || scale <= 0) throw cliErrors.fault('cli.number', { option: 'time-scale', got });
  return scale;
}

/** The run, and the version that was published for it, if one was. */
function startedJson(run: string, published: PublishedVersion | null): string {
  const made = published === null ? {} : { published: { version: published.version, estimate: published.estimate } };
  return `${JSON.stringify({ run_id: run, ...made })}\n`;
}

/** The version that was published and what a run of it takes, for people. */
async function said({ version, estimate }: PublishedVersion): Promise<string> {
  if (estimate === undefined) return `version ${version} is published\n`;
  const { sayEstimate } = await import('@omniroute/compiler/estimate');
  return `version ${version} is published: ${sayEstimate(estimate)}\n`;
}

/** Publishes the file as the service's next version; `null` where the active one is the same document already. */
async function publish(call: Call, service: Service): Promise<PublishedVersion | null> {
  const path = `/services/${service.id}`;
  const found = await callStack<{ active_version: number | null }>(call.terminal, 'GET', path);
  if (found.status === 404) await expectOk(callStack(call.terminal, 'POST', '/services', { service }));
  else if (found.status === 200 && found.body.active_version !== null) {
    const active = await expectOk(
      callStack<unknown>(call.terminal, 'GET', `${path}/versions/${found.body.active_version}`),
    );
    if (renderable(active) === renderable(service)) return null;
  }
  return expectOk(
    callStack<PublishedVersion>(call.terminal, 'POST', `${path}/versions`, {
      service,
      notes: 'From the command line.',
    }),
  );
}

async function waitForEnd(call: Call, id: string) {
  const { EMPTY_RUN_VIEW, FINAL_RUN_STATUSES, foldRunView } = await import('@omniroute/plan');
  let view = EMPTY_RUN_VIEW;
  let after = 0;
  for (;;) {
    const page = await expectOk(
      callStack<RunEvents>(call.terminal, 'GET', `/runs/${id}/events?after=${after}&wait=20`),
    );
    view = (page.events as RunEvent[]).reduce(foldRunView, view);
    after = page.last;
    if (page.closed || FINAL_RUN_STATUSES.includes(view.status as RunStatus)) break;
    if (page.events.length === 0) await sleep(50);
  }
  const detail = await expectOk(callStack<RunDetail>(call.terminal, 'GET', `/runs/${id}`));
  return reportOf(detail);
}

async function expectOk<Body>(answer: Promise<ApiAnswer<Body>>): Promise<Body> {
  const { status, body } = await answer;
  if (status < 400) return body;
  const refusal = body as unknown as Refusal | null;
  const findings = (refusal?.diagnostics ?? [])
    .filter((finding) => finding.severity === 'error')
    .map((finding) => `${finding.code} ${finding.message}`);
  const fields = (refusal?.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
  throw cliErrors.fault('cli.server', {
    problem: [refusal?.detail ?? refusal?.title ?? `status ${status}`, ...findings, ...fields].join('\n  '),
  });
}
