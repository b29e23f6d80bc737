import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, type Json, parsePointer } from '@omniroute/primitives';
import { isAlias, isMap, isScalar, isSeq, type Pair, parseAllDocuments, type Scalar } from 'yaml';
import { lineStarts, placeAt } from './place.ts';
import { keyFindings, MAX_DEPTH, type ParsedSource, tooDeep, tooLong, unreadable } from './source.ts';

/** Reads a service written in YAML: the part of YAML 1.2 that says what JSON can say. */
export function parseYaml(text: string): ParsedSource {
  const long = tooLong(text);
  if (long !== null) return unreadable(long);
  const lines = lineStarts(text);
  const fault = (problem: string, offset: number) => {
    const { line, column } = placeAt(lines, Math.max(0, Math.min(offset, text.length)));
    return unreadable(diagnostic('OR1001', { pointer: '', line, column, facts: { problem } }));
  };
  if (deepestBracket(text) > MAX_DEPTH) return unreadable(tooDeep());
  const [first, second] = parseAllDocuments(text, {
    prettyErrors: false,
    uniqueKeys: false,
    schema: 'core',
    merge: false,
  });
  if (first === undefined || !('contents' in first)) return fault('a value is missing', 0);
  const [error] = first.errors;
  if (error !== undefined) return fault(error.message, error.pos[0]);
  if (second !== undefined && 'range' in second) return fault('something follows the end', second.range[0]);
  const reader = new Reader(lines);
  const document = reader.value(first.contents, [], 0);
  if (reader.problem !== null) return fault(...reader.problem);
  const isDeep = reader.findings.some(({ code }) => code === 'OR1013');
  return {
    document: isDeep ? undefined : document,
    findings: reader.findings,
    place(pointer) {
      for (let segments = parsePointer(pointer); ; segments = segments.slice(0, -1)) {
        const offset = reader.offsets.get(formatPointer(segments));
        if (offset !== undefined) return placeAt(lines, offset);
        if (segments.length === 0) return null;
      }
    },
  };
}

/** Makes JSON of YAML's nodes, notes where each value begins, and stops at what JSON cannot say. */
class Reader {
  readonly findings: Diagnostic[] = [];
  readonly offsets = new Map<string, number>();
  problem: [words: string, offset: number] | null = null;
  private readonly lines: readonly number[];

  constructor(lines: readonly number[]) {
    this.lines = lines;
  }

  value(node: unknown, path: readonly (string | number)[], from: number): Json {
    const offset = offsetOf(node) ?? from;
    this.offsets.set(formatPointer(path), offset);
    if (path.length > MAX_DEPTH) {
      if (this.findings.length === 0) this.findings.push(tooDeep());
      return null;
    }
    if (isAlias(node)) return this.stop('an alias stands here; write the value out', offset);
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) return this.stop('anchors are not part of the language', offset);
      if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
        return this.stop('tags are not part of the language', offset);
    }
    if (isMap(node)) return this.object(node.items, path, offset);
    if (isSeq(node)) return node.items.map((item, index) => this.value(item, [...path, index], offset));
    if (!isScalar(node)) return null;
    return this.scalar(node, offset);
  }

  private scalar({ value, source }: Scalar, offset: number): Json {
    if (typeof value === 'number' && !Number.isFinite(value))
      return this.stop(`${source ?? value} is a number that JSON has no form for`, offset);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Json;
    return this.stop('a value of this type is not part of the language', offset);
  }

  private object(pairs: readonly Pair[], path: readonly (string | number)[], from: number): Json {
    const entries = new Map<string, Json>();
    for (const { key, value } of pairs) {
      const offset = offsetOf(key) ?? from;
      if (!isScalar(key) || (typeof key.value !== 'string' && key.source === undefined))
        return this.stop('the name of a field must be text', offset);
      const name = typeof key.value === 'string' ? key.value : String(key.source);
      this.findings.push(...keyFindings(path, name, entries.has(name), this.lines, offset));
      entries.set(name, this.value(value, [...path, name], offset));
    }
    return Object.fromEntries(entries);
  }

  private stop(words: string, offset: number): null {
    this.problem ??= [words, offset];
    return null;
  }
}

function offsetOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** How deep brackets are opened at most, counted without reading: the library reads them by recursion. */
function deepestBracket(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const c of text) {
    if (c === '[' || c === '{') depth += 1;
    if (c === ']' || c === '}') depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
