import type { Plan } from '@omniroute/plan';
import { calleesOf } from '../callees.ts';
import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { CACHE_HELP, CACHE_OPTION, compileFiles, errorsOf, rendered } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findScenarios, findServices, readScenario } from '../files.ts';
import { CATALOGUE_HELP, CATALOGUE_OPTION } from '../read-catalogue.ts';
import { SERVICES_HELP, SERVICES_OPTION } from '../read-services.ts';

interface TestResult {
  readonly service: string;
  readonly scenario: string;
  readonly ok: boolean;
  readonly differences: readonly unknown[];
}

export const testCommand: Command = {
  name: 'test',
  usage: 'test DIR… [--services DIR] [--catalogue FILE] [--format json]',
  summary: 'Runs every scenario beside every service in the simulator.',
  options: { ...CATALOGUE_OPTION, ...SERVICES_OPTION, ...CACHE_OPTION },
  optionHelp: { ...CATALOGUE_HELP, ...SERVICES_HELP, ...CACHE_HELP },
  operands: 'many',
  async run(call) {
    if (call.arguments.length === 0)
      throw cliErrors.fault('cli.missing_argument', { command: 'test', what: 'a folder' });
    const { cwd } = call.terminal;
    const { compareExpectation, coverage, simulate } = await import('@omniroute/simulator');
    const services = await findServices(cwd, call.arguments);
    if (services.length === 0)
      throw cliErrors.fault('cli.file', {
        file: call.arguments.join(', '),
        problem: 'it holds no service.json or service.yaml',
      });
    const results: TestResult[] = [];
    const plans = new Map<string, Plan>();
    const visits = new Map<string, Set<string>>();
    const visited = (id: string, nodes: Iterable<string>) =>
      visits.set(id, new Set([...(visits.get(id) ?? []), ...nodes]));
    for (const compiled of await compileFiles(call, services)) {
      const { file } = compiled;
      const { plan, service } = compiled.result;
      if (!compiled.result.ok || plan === undefined || service === undefined) {
        const errors = errorsOf(compiled.result);
        results.push({ service: file, scenario: '(compile)', ok: false, differences: errors });
        if (!call.json) call.terminal.err(await rendered(errors, compiled));
        continue;
      }
      plans.set(service.id, plan);
      const options = { service: service.id, services: await calleesOf(call, plan, services) };
      for (const path of await findScenarios(cwd, file)) {
        const scenario = await readScenario(call.terminal, path);
        const { events: _, reached, ...report } = simulate(plan, scenario, options);
        visited(
          service.id,
          report.path.map(({ node }) => node),
        );
        for (const [called, nodes] of Object.entries(reached)) visited(called, nodes);
        const differences = compareExpectation(report, scenario.expect ?? {});
        results.push({
          service: service.id,
          scenario: scenario.name,
          ok: differences.length === 0,
          differences,
        });
      }
    }
    const covered = Object.fromEntries(
      [...plans].map(([id, plan]) => [id, coverage(plan, visits.get(id) ?? new Set())]),
    );
    if (call.json) printJson(call, { results, coverage: covered });
    else {
      for (const { service, scenario, ok, differences } of results) {
        call.terminal.out(`${ok ? 'ok  ' : 'FAIL'} ${service}: ${scenario}\n`);
        for (const difference of differences)
          call.terminal.out(`       ${typeof difference === 'string' ? difference : JSON.stringify(difference)}\n`);
      }
      for (const [service, value] of Object.entries(covered))
        call.terminal.out(`${service}: ${JSON.stringify(value)}\n`);
      call.terminal.out(`${results.filter(({ ok }) => ok).length} of ${results.length} scenarios as expected\n`);
    }
    return results.every(({ ok }) => ok) && results.length > 0 ? EXIT.fine : EXIT.findings;
  },
};
