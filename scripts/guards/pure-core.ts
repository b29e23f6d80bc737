import { Visitor } from 'rolldown/utils';
import type { Finding, Guard } from './finding.ts';
import { isTest, type Module, modulesOf } from './module.ts';
import { isPure, unitOf } from './ranks.ts';

/** Methods of Date that answer in the machine's time zone. */
const LOCAL_TIME = /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$/;

/** Packages whose code may run on a tenant's text at any size: no backtracking patterns there at all. */
const NO_PATTERNS = ['expressions', 'engine'];

/** The pure core has no clock, randomness, locale, pattern compiler, code generation, console or state of its own. */
export const pureCore: Guard = {
  name: 'pure-core',
  check: (tree) =>
    modulesOf(tree)
      .filter((module) => isPure(module.path) && !isTest(module.path))
      .flatMap(judge),
};

function judge(module: Module): Finding[] {
  const findings: Finding[] = [];
  const unit = unitOf(module.path) ?? '';
  const report = (node: { readonly start: number }, message: string) =>
    findings.push({ file: module.path, line: module.lineAt(node.start), rule: 'pure-core', message });
  const asynchronous = (node: { readonly start: number; readonly async: boolean }) => {
    if (unit === 'engine' && node.async) report(node, 'The engine is synchronous: no async function.');
  };

  new Visitor({
    MemberExpression(node) {
      const text = module.text.slice(node.start, node.end);
      const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : '';
      if (text === 'Date.now') report(node, 'Date.now is a clock; time arrives with events.');
      if (text === 'Math.random') report(node, 'Math.random differs on replay.');
      if (name.startsWith('toLocale') || name === 'localeCompare')
        report(node, `${name} depends on the machine's locale.`);
      if (LOCAL_TIME.test(name)) report(node, `${name} depends on the machine's time zone; use the UTC form.`);
    },
    Identifier(node) {
      if (node.name === 'Intl') report(node, "Intl depends on the machine's locale data.");
      if (node.name === 'console') report(node, 'The pure core writes nothing out.');
      if (unit === 'engine' && node.name === 'Promise') report(node, 'The engine is synchronous: no Promise.');
    },
    NewExpression(node) {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      if (name === 'Date' && node.arguments.length === 0)
        report(node, 'new Date() is a clock; time arrives with events.');
      if (name === 'Date' && node.arguments.length > 1)
        report(node, "new Date(y, m, …) reads the machine's time zone; use Date.UTC.");
      if (name === 'RegExp') report(node, 'RegExp backtracks without bound; use RE2.');
      if (name === 'Function') report(node, 'No code is made from text.');
    },
    CallExpression(node) {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      if (name === 'Date') report(node, 'Date() is a clock; time arrives with events.');
      if (name === 'RegExp') report(node, 'RegExp backtracks without bound; use RE2.');
      if (name === 'eval' || name === 'Function') report(node, 'No code is made from text.');
    },
    Literal(node) {
      if ('regex' in node && NO_PATTERNS.includes(unit))
        report(node, 'No JavaScript pattern here: it may meet text of a tenant; use RE2 or scan.');
    },
    FunctionDeclaration: asynchronous,
    FunctionExpression: asynchronous,
    ArrowFunctionExpression: asynchronous,
    AwaitExpression(node) {
      if (unit === 'engine') report(node, 'The engine is synchronous: no await.');
    },
  }).visit(module.program);

  for (const statement of module.program.body) judgeTopLevel(statement, report);
  return findings.sort((a, b) => a.line - b.line);
}

type Statement = Module['program']['body'][number];

/** State and effects at module level: loading a module must do and hold nothing. */
function judgeTopLevel(
  statement: Statement,
  report: (node: { readonly start: number }, message: string) => void,
): void {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  switch (declared?.type) {
    case 'VariableDeclaration':
      if (declared.kind === 'let' || declared.kind === 'var')
        report(declared, `Module-level ${declared.kind} is state; pass it in.`);
      for (const { init } of declared.declarations) {
        const made = init?.type === 'NewExpression' && init.callee.type === 'Identifier' ? init.callee.name : '';
        if (init?.type === 'NewExpression' && /^(Weak)?(Map|Set)$/.test(made) && init.arguments.length === 0) {
          report(init, `An empty module-level ${made} is state; pass it in.`);
        }
      }
      return;
    case 'ExpressionStatement':
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'IfStatement':
    case 'TryStatement':
      report(declared, 'Loading a module of the pure core does nothing: no statement at top level.');
      return;
    default:
      return;
  }
}
