import { Visitor } from 'rolldown/utils';
import type { Finding, Guard } from './finding.ts';
import { isTest, type Module, modulesOf } from './module.ts';
import { judgeTopLevel } from './pure-top-level.ts';
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
      if (/(^|\.)Date(\.now|\['now'\])$/.test(text)) report(node, 'Date.now is a clock; time arrives with events.');
      if (/(^|\.)Math(\.random|\['random'\])$/.test(text)) report(node, 'Math.random differs on replay.');
      if (name.startsWith('toLocale') || name === 'localeCompare')
        report(node, `${name} depends on the machine's locale.`);
      if (LOCAL_TIME.test(name)) report(node, `${name} depends on the machine's time zone; use the UTC form.`);
    },
    VariableDeclarator(node) {
      const source = node.init?.type === 'Identifier' ? node.init.name : '';
      if (node.id.type !== 'ObjectPattern' || (source !== 'Date' && source !== 'Math')) return;
      const taken = module.text.slice(node.id.start, node.id.end);
      if (/\b(now|random)\b/.test(taken)) report(node, `${source} is taken apart to reach its clock or randomness.`);
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

  for (const statement of module.program.body) judgeTopLevel(module, statement, report);
  return findings.sort((a, b) => a.line - b.line);
}
