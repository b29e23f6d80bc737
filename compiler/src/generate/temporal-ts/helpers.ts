import type { Project } from './project.ts';

/** Where each helper of the flow lives. */
export const HELPERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'field maybe there orValue itemAt valueAt equal compareText includes divide modulo length entriesOf sum minOf maxOf',
      'groupBy indexBy sortBy jsonString perhapsAt distinct slice whole readNumber textOf numberOf conditionOf timestamp later both either',
    ]
      .flatMap((line) => line.split(' '))
      .map((name) => [name, './lib/expressions.ts']),
  ),
  decimal: './lib/decimals.ts',
  plus: './lib/decimals.ts',
  minus: './lib/decimals.ts',
  times: './lib/decimals.ts',
  dividedBy: './lib/decimals.ts',
  rounded: './lib/decimals.ts',
  sha256: './lib/hash.ts',
  instantText: './lib/time.ts',
  checked: './lib/checked.ts',
  assign: './lib/checked.ts',
  add: './lib/checked.ts',
  branches: './lib/branches.ts',
  chosen: './lib/branches.ts',
  only: './lib/branches.ts',
  parts: './lib/parts.ts',
  waitFor: './lib/wait.ts',
  callbackUrl: './lib/wait.ts',
  humanTask: './lib/human-task.ts',
  scope: './lib/scope.ts',
  called: './lib/called.ts',
  tried: './lib/tried.ts',
  undoKey: './lib/place.ts',
  forEach: './lib/loops.ts',
  forSome: './lib/loops.ts',
  Loop: './lib/loops.ts',
  atMost: './lib/loops.ts',
  inBatches: './lib/loops.ts',
  backEdge: './lib/loops.ts',
  errorOf: './lib/errors.ts',
  lateError: './lib/errors.ts',
  orElse: './lib/errors.ts',
  matches: './lib/patterns.ts',
  matchesAny: './lib/patterns.ts',
  service: './lib/service.ts',
  untilEnded: './lib/service.ts',
  factsOf: './lib/service.ts',
  sleep: '@temporalio/workflow',
  uuid4: '@temporalio/workflow',
};

/** Types that the flow may name. */
const TYPES: Readonly<Record<string, string>> = {
  Outcome: './lib/service.ts',
  Service: './lib/called.ts',
  Start: './lib/run-state.ts',
  ServiceError: './lib/errors.ts',
  Joined: './lib/branches.ts',
  Json: './lib/json.ts',
};

/** The imports that a text needs: only what stands in it. */
export function importsOf(project: Project, text: string): string[] {
  const words = new Set(text.split(/[^A-Za-z0-9_$]+/));
  const byFile = new Map<string, string[]>();
  const note = (name: string, file: string, written: string) => {
    if (words.has(name)) byFile.set(file, [...(byFile.get(file) ?? []), written]);
  };
  for (const name of [...project.helpers].sort()) note(name, HELPERS[name] ?? '', name);
  for (const [name, file] of Object.entries(TYPES)) note(name, file, `type ${name}`);
  return [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, names]) => {
      const onlyTypes = names.every((name) => name.startsWith('type '));
      const listed = names
        .map((name) => (onlyTypes ? name.slice('type '.length) : name))
        .sort(byName)
        .join(', ');
      return `import ${onlyTypes ? 'type ' : ''}{ ${listed} } from '${file}';`;
    });
}

function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.replace('type ', ''));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
