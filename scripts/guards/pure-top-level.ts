import type { Module } from './module.ts';

type Statement = Module['program']['body'][number];
type Declaration = Extract<Statement, { type: 'VariableDeclaration' }>;
type Report = (node: { readonly start: number }, message: string) => void;

/**
 * A dated reason just above a memo: `// Memo, 2026-01-31: …`. Only a WeakMap can be one: it cannot be listed or counted,
 * so what it remembers of its keys changes no result.
 */
const MEMO = /Memo, \d{4}-\d{2}-\d{2}: \S/;

/** State and effects at module level: loading a module must do and hold nothing. */
export function judgeTopLevel(module: Module, statement: Statement, report: Report): void {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  switch (declared?.type) {
    case 'VariableDeclaration':
      judgeDeclaration(module, declared, report);
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

function judgeDeclaration(module: Module, declared: Declaration, report: Report): void {
  if (declared.kind === 'let' || declared.kind === 'var')
    report(declared, `Module-level ${declared.kind} is state; pass it in.`);
  const memo = MEMO.test(commentAbove(module.text, declared.start));
  for (const { id, init } of declared.declarations) {
    const what = emptyCollection(init);
    if (init === null || what === null || (what === 'WeakMap' && memo)) continue;
    const annotation = id.type === 'Identifier' ? id.typeAnnotation : null;
    const words = annotation ? module.text.slice(annotation.start, annotation.end) : '';
    if (/^:\s*(readonly\b|Readonly)/.test(words)) continue;
    report(init, `An empty module-level ${what} is state; pass it in, or type it as read-only.`);
  }
}

/** The comment lines directly above an offset. */
function commentAbove(text: string, offset: number): string {
  const lines = text.slice(0, offset).trimEnd().split('\n');
  const code = lines.findLastIndex((line) => !/^\s*(\/\/|\/?\*)/.test(line));
  return lines.slice(code + 1).join('\n');
}

/** What kind of empty, fillable collection an initial value makes; `null` for all else (`[] as const` is not fillable). */
function emptyCollection(init: Declaration['declarations'][number]['init']): string | null {
  if (init?.type === 'ArrayExpression' && init.elements.length === 0) return 'list';
  if (init?.type === 'ObjectExpression' && init.properties.length === 0) return 'object';
  if (init?.type !== 'NewExpression' || init.callee.type !== 'Identifier' || init.arguments.length > 0) return null;
  return /^(Weak)?(Map|Set)$/.test(init.callee.name) ? init.callee.name : null;
}
