import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, type Json, parsePointer } from '@omniroute/primitives';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';

/** One-based line and column, and the offset, of a value in the source text. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A document read from text. `document` is undefined when nothing could be read. */
export interface ParsedSource {
  readonly document: Json | undefined;
  readonly findings: readonly Diagnostic[];
  /** Where the value at a pointer stands, or the nearest one above it. */
  place(pointer: string): Place | null;
}

const MAX_CHARACTERS = 4_000_000;
const MAX_DEPTH = 200;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

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
  const nothing = (finding: Diagnostic): ParsedSource => ({
    document: undefined,
    findings: [finding],
    place: () => null,
  });
  if (text.length > MAX_CHARACTERS) {
    return nothing(
      diagnostic('OR1013', { pointer: '', expected: `${MAX_CHARACTERS} characters`, got: `${text.length} characters` }),
    );
  }
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
    return nothing(diagnostic('OR1001', { pointer: '', line, column, facts: { problem: PROBLEMS[name] ?? name } }));
  }
  const findings: Diagnostic[] = [];
  inspect(root, [], findings);
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
function inspect(node: Node, path: readonly (string | number)[], findings: Diagnostic[]): void {
  if (path.length > MAX_DEPTH) {
    if (findings.length === 0)
      findings.push(
        diagnostic('OR1013', { pointer: '', expected: `${MAX_DEPTH} levels`, got: 'more levels than that' }),
      );
    return;
  }
  if (node.type === 'array')
    (node.children ?? []).forEach((child, index) => inspect(child, [...path, index], findings));
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = String(key?.value ?? '');
    const place = [...path, name];
    if (seen.has(name)) findings.push(diagnostic('OR1002', { pointer: formatPointer(place), facts: { field: name } }));
    if (FORBIDDEN.has(name))
      findings.push(diagnostic('OR1014', { pointer: formatPointer(place), facts: { field: name } }));
    seen.add(name);
    if (value !== undefined) inspect(value, place, findings);
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

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAt(starts: readonly number[], offset: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1, offset };
}
