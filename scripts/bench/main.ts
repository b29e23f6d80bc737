// Runs the benchmarks that lie beside the code: `npm run bench [-- NAME…] [--json]`.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Benchmark, type BenchmarkResult, format, measure } from './benchmark.ts';
import { choose, findFiles, loadAll } from './find.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const benchmarks = choose(await loadAll<Benchmark>(findFiles(root, '.bench.ts'), 'benchmarks'), positionals);

const rows: BenchmarkResult[] = [];
for (const benchmark of benchmarks) {
  if (!values.json) process.stderr.write(`${benchmark.id} …\n`);
  try {
    rows.push(await measure(benchmark));
  } catch (error) {
    process.stderr.write(
      `${benchmark.id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
    continue;
  }
  if (values.json) process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
}
if (!values.json) process.stdout.write(table(rows));

function table(results: readonly BenchmarkResult[]): string {
  const cells = results.map((row) => [
    row.id,
    `${format(row.value)} ${row.unit}`,
    row.goal,
    row.met === null ? '–' : row.met ? 'met' : 'MISSED',
    row.detail,
  ]);
  const lines = [['benchmark', 'value', 'goal', '', 'detail'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
