import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { type Json, parsePointer } from '@omniroute/primitives';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { lineStarts, placeAt } from './place.ts';
import { keyFindings, MAX_DEPTH, type ParsedSource, tooDeep, tooLong, unreadable } from './source.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that is not written right',
  PropertyNameExpected: 'a name in quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'something follows the end',
  InvalidCommentToken: 'comments are not part of JSON',
  UnexpectedEndOfComment: 'a comment does not end',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfNumber: 'a number does not end',
  InvalidUnicode: 'an escape is not written right',
  InvalidEscapeCharacter: 'an escape is not known',
  InvalidCharacter: 'a character that must be escaped',
};

/** Reads strict JSON. Only the first fault is reported: what follows it is mostly its consequence. */
export function parseSource(text: string): ParsedSource {
  const long = tooLong(text);
  if (long !== null) return unreadable(long);
  const lines = lineStarts(text);
  const errors: ParseError[] = [];
  const root = parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  const [first] = errors;
  if (root === undefined || first !== undefined) {
    const { line, column } = placeAt(lines, first?.offset ?? 0);
    const name = first === undefined ? 'ValueExpected' : printParseErrorCode(first.error);
    return unreadable(diagnostic('OR1001', { pointer: '', line, column, facts: { problem: PROBLEMS[name] ?? name } }));
  }
  const findings: Diagnostic[] = [];
  inspect(root, [], lines, findings);
  return {
    document: findings.some((finding) => finding.code === 'OR1013') ? undefined : (getNodeValue(root) as Json),
    findings,
    place(pointer) {
      for (let segments = parsePointer(pointer); ; segments = segments.slice(0, -1)) {
        const node = nodeAt(root, segments);
        if (node !== undefined) return placeAt(lines, node.offset);
        if (segments.length === 0) return null;
      }
    },
  };
}

/** Equal keys, keys that are refused everywhere, and nesting that no host's stack should meet. */
function inspect(
  node: Node,
  path: readonly (string | number)[],
  lines: readonly number[],
  findings: Diagnostic[],
): void {
  if (path.length > MAX_DEPTH) {
    if (findings.length === 0) findings.push(tooDeep());
    return;
  }
  if (node.type === 'array')
    (node.children ?? []).forEach((child, index) => inspect(child, [...path, index], lines, findings));
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = String(key?.value ?? '');
    findings.push(...keyFindings(path, name, seen.has(name), lines, key?.offset ?? property.offset));
    seen.add(name);
    if (value !== undefined) inspect(value, [...path, name], lines, findings);
  }
}

function nodeAt(root: Node, segments: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of segments) {
    if (node === undefined) return undefined;
    node = findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment]);
  }
  return node;
}
