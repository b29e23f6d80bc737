import { compareExpectation, coverage, simulate } from '@omniroute/simulator';
import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { soundPlan } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findScenarios, findServices, readScenario } from '../files.ts';

interface TestResult {
  readonly service: string;
  readonly scenario: string;
  readonly ok: boolean;
  readonly differences: readonly unknown[];
}

export const testCommand: Command = {
  name: 'test',
  usage: 'test DIR… [--format json]',
  summary: 'Runs every scenario beside every service in the simulator.',
  options: {},
  optionHelp: {},
  async run(call) {
    if (call.arguments.length === 0)
      throw cliErrors.fault('cli.missing_argument', { command: 'test', what: 'a folder' });
    const { cwd } = call.terminal;
    const services = await findServices(cwd, call.arguments);
    if (services.length === 0)
      throw cliErrors.fault('cli.file', { file: call.arguments.join(', '), problem: 'it holds no service.json' });
    const results: TestResult[] = [];
    const covered: Record<string, unknown> = {};
    for (const file of services) {
      const compiled = await soundPlan(call, file);
      if (compiled === null) {
        results.push({ service: file, scenario: '(compile)', ok: false, differences: ['the service has errors'] });
        continue;
      }
      const visited = new Set<string>();
      for (const path of await findScenarios(cwd, file)) {
        const scenario = await readScenario(cwd, path);
        const { events: _, ...report } = simulate(compiled.plan, scenario, { service: compiled.service.id });
        for (const { node } of report.path) visited.add(node);
        const differences = compareExpectation(report, scenario.expect ?? {});
        results.push({
          service: compiled.service.id,
          scenario: scenario.name,
          ok: differences.length === 0,
          differences,
        });
      }
      covered[compiled.service.id] = coverage(compiled.plan, visited);
    }
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
