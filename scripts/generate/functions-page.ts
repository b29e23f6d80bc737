import { DYN, FUNCTIONS, type FunctionDefinition, MACROS, type Parameter, typeToString } from '@omniroute/expressions';
import { type Generated, NOTICE, table } from './page.ts';

const PARAMETER: Readonly<Record<Parameter, string>> = {
  any: 'any',
  null: 'null',
  bool: 'bool',
  int: 'int',
  number: 'number',
  string: 'text',
  bytes: 'bytes',
  list: 'list',
  map: 'object',
  timestamp: 'instant',
  duration: 'duration',
  decimal: 'decimal',
  optional: 'optional',
  type: 'type',
};

/** Every function and macro of the expression language, from the table that the checker and the evaluator use. */
export const functionsPage: Generated = {
  path: 'docs/reference/functions.md',
  write: () =>
    [
      '# Functions\n',
      'What may be called between `${` and `}`, besides the operators of CEL ([the language, section 2](../language.md#2-values)). A call on a value is written `value.name(…)`.\n',
      `${NOTICE}\n`,
      '## On a value\n',
      functions('member'),
      '\n## By name\n',
      functions('global'),
      '\n## Macros\n',
      'They bind a name of your choice and evaluate an expression with it.\n',
      table(
        ['macro', 'gives'],
        Object.entries(MACROS)
          .sort(byName)
          .map(([, doc]) => split(doc)),
      ),
      '',
    ].join('\n'),
};

function functions(style: FunctionDefinition['style']): string {
  const rows = FUNCTIONS.filter((each) => each.style === style)
    .map((each): [string, readonly string[]] => [each.name, row(each)])
    .sort(byName);
  return table(
    ['call', 'result', 'what it does'],
    rows.map(([, cells]) => cells),
  );
}

function row(each: FunctionDefinition): readonly string[] {
  const words = each.params.map((parameter) => PARAMETER[parameter]);
  const [self, ...rest] = each.style === 'member' ? words : ['', ...words];
  const list = [...rest, ...(each.variadic === true ? ['…'] : [])].join(', ');
  const call = each.style === 'member' ? `${self}.${each.name}(${list})` : `${each.name}(${list})`;
  return [`\`${call}\``, typeToString(each.result([]) ?? DYN), each.doc];
}

/** `list.map(i, value): a list` as two cells. */
function split(doc: string): readonly string[] {
  const at = doc.indexOf('): ') + 1;
  return [`\`${doc.slice(0, at)}\``, doc.slice(at + 2)];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0;
}
