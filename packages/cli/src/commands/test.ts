import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { CACHE_HELP, CACHE_OPTION, compileFiles, errorsOf, rendered } from '../compile-file.ts';
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
  options: { ...CACHE_OPTION },
  optionHelp: { ...CACHE_HELP },
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
    const covered: Record<string, unknown> = {};
    for (const compiled of await compileFiles(call, services)) {
      const { file } = compiled;
      const { plan, service } = compiled.result;
      if (!compiled.result.ok || plan === undefined || service === undefined) {
        const errors = errorsOf(compiled.result);
        results.push({ service: file, scenario: '(compile)', ok: false, differences: errors });
        if (!call.json) call.terminal.err(await rendered(errors, compiled));
        continue;
      }
      const visited = new Set<string>();
      for (const path of await findScenarios(cwd, file)) {
        const scenario = await readScenario(call.terminal, path);
        const { events: _, ...report } = simulate(plan, scenario, { service: service.id });
        for (const { node } of report.path) visited.add(node);
        const differences = compareExpectation(report, scenario.expect ?? {});
        results.push({
          service: service.id,
          scenario: scenario.name,
          ok: differences.length === 0,
          differences,
        });
      }
      covered[service.id] = coverage(plan, visited);
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
