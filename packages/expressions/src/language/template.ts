import { type Diagnostic, diagnostic, type Span } from '@omniroute/errors';
import type { Code } from '../run/code.ts';
import { parseUntilBrace } from '../syntax/parse.ts';
import type { Tree } from '../syntax/tree.ts';
import { assignable } from '../types/relations.ts';
import { typeToString } from '../types/to-string.ts';
import { STRING, type Type } from '../types/type.ts';
import { type Checked, check, type Ref, type TypeEnv } from './check.ts';
import { compile } from './compile.ts';

/** A config string read as LANGUAGE.md section 2 says; spans are offsets in the whole string. */
export type Template = { readonly diagnostics: readonly Diagnostic[]; readonly span: Span } & (
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'expression'; readonly tree: Tree }
  | { readonly kind: 'text'; readonly parts: readonly (string | Tree)[] }
);

/** Whether a string holds a template at all. */
export function isTemplate(text: string): boolean {
  return text.includes('${');
}

/** Reads a string: a literal, exactly one expression, or a text with values in it. `$${` is a literal `${`. */
export function parseTemplate(text: string): Template {
  const parts: (string | Tree)[] = [];
  const diagnostics: Diagnostic[] = [];
  let literal = '';
  let at = 0;
  let whole = false;
  while (at < text.length) {
    if (text.startsWith('$${', at)) {
      literal += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const parsed = parseUntilBrace(text, at + 2);
      diagnostics.push(...parsed.diagnostics);
      const end = Math.min(text.length, parsed.end + 1);
      whole = at === 0 && end === text.length;
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(parsed.tree);
      at = end;
    } else {
      literal += text[at];
      at += 1;
    }
  }
  if (literal !== '') parts.push(literal);
  const span: Span = [0, text.length];
  const [only] = parts;
  if (parts.every((part) => typeof part === 'string'))
    return { kind: 'literal', text: parts.join(''), diagnostics, span };
  if (whole && parts.length === 1 && typeof only === 'object')
    return { kind: 'expression', tree: only, diagnostics, span };
  return { kind: 'text', parts, diagnostics, span };
}

/** Checks a string against what its place needs. A literal is not judged here: the walker knows the place's schema. */
export function checkTemplate(text: string, env: TypeEnv, expect?: Type): Checked {
  const template = parseTemplate(text);
  if (template.diagnostics.length > 0) return { type: { kind: 'error' }, deps: [], diagnostics: template.diagnostics };
  if (template.kind === 'literal')
    return { type: { kind: 'string', values: [template.text] }, deps: [], diagnostics: [] };
  if (template.kind === 'expression') return check(template.tree, env, expect);
  const deps: Ref[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const part of template.parts) {
    if (typeof part === 'string') continue;
    const checked = check(part, env);
    deps.push(...checked.deps);
    diagnostics.push(...checked.diagnostics);
    if (checked.diagnostics.length === 0 && !isText(checked.type)) {
      diagnostics.push(
        diagnostic('OR4007', { pointer: '', span: part.span, got: capital(typeToString(checked.type)) }),
      );
    }
  }
  if (expect !== undefined && diagnostics.length === 0 && !assignable(STRING, expect)) {
    diagnostics.push(
      diagnostic('OR4002', {
        pointer: '',
        span: template.span,
        expected: typeToString(expect),
        got: 'text',
        facts: { where: 'This place' },
      }),
    );
  }
  return { type: STRING, deps, diagnostics };
}

/** Compiles a string: an expression keeps its value's type, a text is put together. */
export function compileTemplate(text: string, env?: TypeEnv): Code {
  const template = parseTemplate(text);
  const [a, b] = template.span;
  if (template.kind === 'literal') return ['lit', a, b, template.text];
  if (template.kind === 'expression') return compile(template.tree, env);
  return [
    'text',
    a,
    b,
    template.parts.map((part): Code => (typeof part === 'string' ? ['lit', a, b, part] : compile(part, env))),
  ];
}

/** Whether `string()` can write values of a type. */
function isText(type: Type): boolean {
  if (type.kind === 'union') return type.of.every(isText);
  return ['string', 'int', 'double', 'bool', 'decimal', 'timestamp', 'duration', 'bytes', 'dyn', 'error'].includes(
    type.kind,
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
