import { assertNever } from '@omniroute/errors';
import { BOOL, type Code, type Comprehension, DYN, isComprehension, type Type } from '@omniroute/expressions';
import { asText, written } from './calls.ts';
import { binary } from './operators.ts';
import { at, LEVEL, type Piece, primary } from './piece.ts';
import { refuse } from './refusal.ts';
import { between, digits, fieldName, isName, member, quoted, templateText } from './text.ts';
import { isOf, partsOf, tsType } from './ts-type.ts';
import type { SpanTypes } from './typing.ts';

/** What an expression is written for: what names mean there, and which helpers it needs. */
export interface Reading {
  readonly types: SpanTypes;
  /** The text that holds the expression. */
  readonly source: string;
  /** A name of the outside, with what is read of it as far as that is written out; null where the name alone says it. */
  root(name: string, field: { readonly name: string; readonly optional: boolean } | null): Piece | null;
  /** `loop.<id>.item` and the like, which have names of their own; null for anything else. */
  pair(root: string, id: string, name: string): Piece | null;
  /** Notes that a helper is needed. */
  helper(name: string): string;
  /** A name for an argument. */
  local(wanted: string): string;
}

/** Writes compiled expressions as TypeScript. */
export class Translator {
  private readonly reading: Reading;
  private readonly slots = new Map<number, { readonly name: string; readonly type: Type }>();
  /** What a guard around says is there. */
  private guards: readonly string[] = [];

  constructor(reading: Reading) {
    this.reading = reading;
  }

  piece(code: Code): Piece {
    const type = this.typeOf(code);
    const sub = (part: Code) => this.piece(part);
    const helper = (name: string) => this.reading.helper(name);
    if (isComprehension(code)) return this.loop(code, type);
    switch (code[0]) {
      case 'lit':
        return this.literal(code[3], type);
      case 'root': {
        const root = this.reading.root(code[3], null) ?? refuse(`"${code[3]}" is read as a whole`);
        return { ...root, type };
      }
      case 'var': {
        const slot = this.slots.get(code[3]);
        return slot === undefined
          ? refuse('a name is not known')
          : primary(slot.name, type.kind === 'dyn' ? slot.type : type, true);
      }
      case 'get':
      case 'opt':
      case 'has':
        return this.select(code, type);
      case 'optat':
        return this.perhaps(sub(code[3]), sub(code[4]), type);
      case 'at':
        return this.element(sub(code[3]), sub(code[4]), type);
      case 'not': {
        const operand = sub(code[3]);
        return { text: `!${at(operand, LEVEL.unary)}`, level: LEVEL.unary, type: BOOL, safe: operand.safe };
      }
      case 'neg': {
        const operand = sub(code[3]);
        if (!isOf(operand.type, 'int', 'double', 'duration')) return refuse('"-" of a value whose kind is not known');
        return { text: `-${at(operand, LEVEL.unary)}`, level: LEVEL.unary, type, safe: operand.safe };
      }
      case 'and':
      case 'or':
        return this.logic(code[0], code[3], code[4]);
      case 'bin':
        return binary(code[3], sub(code[4]), sub(code[5]), type, helper);
      case 'if': {
        const test = sub(code[3]);
        const then = this.guarded(code[3], () => sub(code[4]));
        const otherwise = sub(code[5]);
        const text = `${at(test, LEVEL.conditional + 1)} ? ${at(then, LEVEL.conditional)} : ${at(otherwise, LEVEL.conditional)}`;
        return { text, level: LEVEL.conditional, type, safe: test.safe && then.safe && otherwise.safe };
      }
      case 'list':
        return this.list(code, type);
      case 'map':
        return this.map(code, type);
      case 'call':
        return written(code[4], { args: code[5].map(sub), type, helper });
      case 'text':
        return this.text(code[3]);
      case 'bytes':
      case 'type':
      case 'isdouble':
      case 'bind':
      case 'optmap':
        return refuse(`an expression of the form "${code[0]}" has no counterpart`);
      default:
        return assertNever(code);
    }
  }

  private typeOf(code: Code): Type {
    return this.reading.types.get(`${code[1]}:${code[2]}`) ?? DYN;
  }

  private literal(value: null | boolean | number | string, type: Type): Piece {
    if (typeof value === 'string') return primary(quoted(value), { kind: 'string', values: [value] }, true);
    if (typeof value !== 'number') return primary(String(value), { kind: value === null ? 'null' : 'bool' }, true);
    const kind: Type = isOf(type, 'int', 'double') ? type : { kind: Number.isInteger(value) ? 'int' : 'double' };
    return { text: digits(value), level: value < 0 ? LEVEL.unary : LEVEL.primary, type: kind, safe: true };
  }

  /** `x.name`, `x.?name`, `has(x.name)`. */
  private select(code: Extract<Code, readonly ['get' | 'opt' | 'has', ...unknown[]]>, type: Type): Piece {
    const [how, , , inner, name] = code;
    if (inner[0] === 'get' && inner[3][0] === 'root') {
      const pair = this.reading.pair(inner[3][3], inner[4], name);
      if (pair !== null && how === 'get') return { ...pair, type };
    }
    if (inner[0] === 'root') {
      const read = this.reading.root(inner[3], { name, optional: how !== 'get' });
      if (read !== null) {
        if (how !== 'has') return { ...read, type };
        return { text: `${at(read, LEVEL.equal)} !== undefined`, level: LEVEL.equal, type: BOOL, safe: true };
      }
    }
    const operand = this.piece(inner);
    const found = this.fieldOf(operand, name, how === 'get' && operand.type.kind !== 'optional' ? 'get' : 'opt', type);
    if (how !== 'has') return found;
    return { text: `${at(found, LEVEL.equal)} !== undefined`, level: LEVEL.equal, type: BOOL, safe: found.safe };
  }

  private fieldOf(operand: Piece, name: string, how: 'get' | 'opt', type: Type): Piece {
    if ((name === 'iteration' || name === 'attempt') && isError(operand.type))
      return refuse(`"${name}" of an error, which is only known of activities`);
    const { safe } = operand;
    const target = at(operand, LEVEL.primary);
    if (operand.type.kind === 'optional') {
      if (!partsOf(operand.type.of).every(({ kind }) => kind === 'record'))
        return refuse(`"${name}" is read of something that may be absent, or null`);
      return primary(isName(name) ? `${target}?.${name}` : `${target}?.[${quoted(name)}]`, type, safe);
    }
    const parts = partsOf(operand.type);
    const records = parts.every((part) => part.kind === 'record' && Object.hasOwn(part.fields, name));
    if (records) {
      const text = `${target}${member(name)}`;
      const isOptional = parts.some((part) => part.kind === 'record' && part.fields[name]?.optional === true);
      if (how === 'opt' || !isOptional || this.guards.includes(text)) return primary(text, type, safe);
      return primary(`${text}!`, type, safe);
    }
    if (how === 'get' && parts.every(({ kind }) => kind === 'map'))
      return primary(`${this.reading.helper('valueAt')}(${operand.text}, ${quoted(name)})`, type, false);
    const helper = this.reading.helper(how === 'get' ? 'field' : 'maybe');
    const text = `${helper}(${operand.text}, ${quoted(name)})`;
    if (parts.every(({ kind }) => kind === 'dyn' || kind === 'error')) return primary(text, type, false);
    // Which of several kinds it is, a condition around has asked; the field itself is looked for again.
    if (how === 'get' && parts.every(({ kind }) => kind === 'record' || kind === 'null'))
      return primary(
        `(${this.reading.helper('field')}(${operand.text}, ${quoted(name)}) as ${tsType(type)})`,
        type,
        false,
      );
    return refuse(`"${name}" is read of a value of several kinds`);
  }

  private element(operand: Piece, index: Piece, type: Type): Piece {
    const [helper, kinds] = isOf(operand.type, 'list')
      ? (['itemAt', ['int', 'double']] as const)
      : isOf(operand.type, 'map')
        ? (['valueAt', ['string']] as const)
        : refuse('an element is read of something of which nothing is known');
    if (!isOf(index.type, ...kinds)) return refuse('the position of an element is not known to be of the right kind');
    return primary(`${this.reading.helper(helper)}(${operand.text}, ${index.text})`, type, false);
  }

  /** The element at a position that may be none, of something that may be absent itself. */
  private perhaps(operand: Piece, index: Piece, type: Type): Piece {
    const inner = operand.type.kind === 'optional' ? operand.type.of : operand.type;
    const isKnown = isOf(inner, 'list') ? isOf(index.type, 'int') : isOf(inner, 'map') && isOf(index.type, 'string');
    if (!isKnown) return refuse('an element is read of something of which nothing is known');
    const text = `${this.reading.helper('perhapsAt')}(${operand.text}, ${index.text})`;
    return primary(text, type, operand.safe && index.safe);
  }

  /** One side that decides makes an error of the other not matter; JavaScript looks at the left one first. */
  private logic(op: 'and' | 'or', leftCode: Code, rightCode: Code): Piece {
    const left = this.condition(leftCode);
    const right = op === 'and' ? this.guarded(leftCode, () => this.condition(rightCode)) : this.condition(rightCode);
    if (!left.safe) {
      const helper = this.reading.helper(op === 'and' ? 'both' : 'either');
      return primary(`${helper}(() => ${left.text}, () => ${right.text})`, BOOL, false);
    }
    const level = op === 'and' ? LEVEL.and : LEVEL.or;
    const text = `${at(left, level)} ${op === 'and' ? '&&' : '||'} ${at(right, level + 1)}`;
    return { text, level, type: BOOL, safe: right.safe };
  }

  /** A part where true or false is needed. */
  condition(code: Code): Piece {
    const piece = this.piece(code);
    if (isOf(piece.type, 'bool')) return piece;
    return primary(`${this.reading.helper('conditionOf')}(${piece.text})`, BOOL, false);
  }

  /** What holds where a condition does: fields that it asks for are there. */
  private guarded(test: Code, write: () => Piece): Piece {
    const before = this.guards;
    this.guards = [...before, ...this.asked(test)];
    const piece = write();
    this.guards = before;
    return piece;
  }

  private asked(test: Code): string[] {
    if (test[0] === 'and') return [...this.asked(test[3]), ...this.asked(test[4])];
    if (test[0] !== 'has') return [];
    const asked = this.piece(test).text;
    return [asked.slice(0, asked.indexOf(' !== undefined'))];
  }

  private list([, , , items]: Extract<Code, readonly ['list', ...unknown[]]>, type: Type): Piece {
    const parts = items.map(([item, optional]) =>
      optional === 1 ? refuse('an item that may be absent') : this.piece(item),
    );
    const text = between(
      '[',
      parts.map((part) => part.text),
      ']',
    );
    const inside = parts.map((part) => part.text).join(', ');
    return {
      ...primary(
        text,
        type,
        parts.every(({ safe }) => safe),
      ),
      items: inside,
    };
  }

  private map([, , , entries]: Extract<Code, readonly ['map', ...unknown[]]>, type: Type): Piece {
    const parts = entries.map(([key, value, optional]) => {
      if (optional === 1) return refuse('a field that may be absent');
      const made = this.piece(value);
      const name = this.piece(key);
      if (!isOf(name.type, 'string')) return refuse('an object whose keys are no texts');
      const written = key[0] === 'lit' ? fieldName(String(key[3])) : `[${name.text}]`;
      return { text: `${written}: ${made.text}`, safe: made.safe && name.safe };
    });
    return primary(
      between(
        '{',
        parts.map(({ text }) => text),
        '}',
        ' ',
      ),
      type,
      parts.every(({ safe }) => safe),
    );
  }

  private loop(code: Comprehension, type: Type): Piece {
    const [, , , form, rangeCode, keySlot, valueSlot, conditionCode, bodyCode] = code;
    const range = this.piece(rangeCode);
    const isList = isOf(range.type, 'list');
    if (!isList && !isOf(range.type, 'map', 'record')) return refuse('items of something of which nothing is known');
    const [first, second] = this.namesIn(code);
    const [keyName, valueName] = keySlot >= 0 ? [first, second] : [null, first];
    const item: Type =
      isList && range.type.kind === 'list' ? range.type.item : range.type.kind === 'map' ? range.type.value : DYN;
    if (keyName !== null && keySlot >= 0)
      this.slots.set(keySlot, { name: keyName, type: isList ? { kind: 'int' } : { kind: 'string' } });
    this.slots.set(valueSlot, { name: valueName, type: keySlot < 0 && !isList ? { kind: 'string' } : item });
    const condition = conditionCode === null ? null : this.condition(conditionCode);
    const isTest = form === 'all' || form === 'exists' || form === 'one' || form === 'filter';
    const body = isTest ? this.condition(bodyCode) : this.piece(bodyCode);
    const safe = range.safe && body.safe && (condition === null || condition.safe);
    const parameters = isList
      ? keyName === null
        ? `(${valueName})`
        : `(${valueName}, ${keyName})`
      : keyName === null
        ? `(${valueName})`
        : `([${keyName}, ${valueName}])`;
    const source = isList
      ? at(range, LEVEL.primary)
      : keyName === null
        ? `${this.reading.helper('entriesOf')}(${range.text}).map(([name]) => name)`
        : `${this.reading.helper('entriesOf')}(${range.text})`;
    const filtered = condition === null ? source : `${source}.filter(${parameters} => ${condition.text})`;
    const made = body.text.startsWith('{') ? `(${body.text})` : body.text;
    switch (form) {
      case 'all':
      case 'exists':
        if (!body.safe) return refuse(`${form}() with a condition that may have no value`);
        return primary(`${filtered}.${form === 'all' ? 'every' : 'some'}(${parameters} => ${body.text})`, BOOL, safe);
      case 'one': {
        const text = `${filtered}.filter(${parameters} => ${body.text}).length === 1`;
        return { text, level: LEVEL.equal, type: BOOL, safe };
      }
      case 'filter':
        if (!isList) return refuse('filter() of an object');
        return primary(`${filtered}.filter(${parameters} => ${body.text})`, type, safe);
      case 'map':
        // A condition narrows types for what it guards only where both stand in one function.
        if (condition !== null) {
          const text = `${at(condition, LEVEL.conditional + 1)} ? [${body.text}] : []`;
          return primary(`${source}.flatMap(${parameters} => (${text}))`, type, safe);
        }
        return primary(`${source}.map(${parameters} => ${made})`, type, safe);
      case 'transformMap':
        if (keyName === null || isList) return refuse('transformMap() of a list');
        return primary(`Object.fromEntries(${filtered}.map(${parameters} => [${keyName}, ${body.text}]))`, type, safe);
      case 'transformMapEntry':
        return refuse('transformMapEntry() has no counterpart');
      default:
        return assertNever(form);
    }
  }

  /** The names that a comprehension binds, as its writer chose them. */
  private namesIn(code: Comprehension): [string, string] {
    const behind = this.reading.source.slice(code[4][2], code[2]);
    const found = /^[\s)]*\.\s*[A-Za-z_]+\s*\(\s*([A-Za-z_]\w*)\s*(?:,\s*([A-Za-z_]\w*)\s*,)?/.exec(behind);
    return [this.reading.local(found?.[1] ?? 'item'), this.reading.local(found?.[2] ?? 'value')];
  }

  private text(parts: readonly Code[]): Piece {
    let safe = true;
    const written = parts.map((part) => {
      if (part[0] === 'lit' && typeof part[3] === 'string') return templateText(part[3]);
      const value = this.piece(part);
      const plain = isOf(value.type, 'string', 'int', 'double', 'bool');
      const piece = plain
        ? value
        : asText({ args: [value], type: { kind: 'string' }, helper: (name) => this.reading.helper(name) });
      safe &&= piece.safe;
      return `\${${piece.text}}`;
    });
    return primary(`\`${written.join('')}\``, { kind: 'string' }, safe);
  }
}

/** Whether a value is an error of the service, by its fields. */
function isError(type: Type): boolean {
  const fields = ['message', 'details', 'node', 'iteration', 'attempt'];
  return partsOf(type).some(
    (part) => part.kind === 'record' && fields.every((field) => Object.hasOwn(part.fields, field)),
  );
}
