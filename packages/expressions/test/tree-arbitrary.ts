import fc from 'fast-check';
import { type BinaryOp, PRECEDENCE, type Tree } from '../src/syntax/tree.ts';

const span = [0, 0] as const;
const NAMES = ['a', 'b', 'input', 'item', 'x1', '_y'];
const FIELDS = [...NAMES, 'in', 'for', 'constructor', '__proto__', 'content-type', 'a b', 'ñ'];
const FUNCTIONS = ['size', 'has', 'map', 'exists', 'f', 'matches', 'orValue', 'sum'];

/** Random trees as the parser makes them, with every kind of part. */
export function treeArbitrary(): fc.Arbitrary<Tree> {
  const name = fc.constantFrom(...NAMES);
  const leaf: fc.Arbitrary<Tree> = fc.oneof(
    fc.constantFrom(null, true, false).map((value): Tree => ({ kind: 'literal', value, span })),
    fc.string({ unit: 'binary' }).map((value): Tree => ({ kind: 'literal', value, span })),
    fc.integer().map((value): Tree => ({ kind: 'literal', value, number: 'int', span })),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value): Tree => ({ kind: 'literal', value: value === 0 ? 0 : value, number: 'double', span })),
    fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 }).map((value): Tree => ({ kind: 'bytes', value, span })),
    name.map((text): Tree => ({ kind: 'ident', name: text, span })),
  );
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
    const sub = tie('tree');
    const args = fc.array(sub, { maxLength: 3 });
    return {
      tree: fc.oneof(
        { maxDepth: 5, depthSize: 'small' },
        leaf,
        fc
          .tuple(sub, fc.constantFrom(...FIELDS), fc.boolean())
          .map(
            ([operand, field, optional]): Tree => ({ kind: 'select', operand, field, optional, fieldSpan: span, span }),
          ),
        fc
          .tuple(sub, sub, fc.boolean())
          .map(([operand, index, optional]): Tree => ({ kind: 'index', operand, index, optional, span })),
        fc
          .tuple(sub, fc.constantFrom(...FUNCTIONS), args)
          .map(([target, fn, given]): Tree => ({ kind: 'call', target, name: fn, args: given, nameSpan: span, span })),
        fc
          .tuple(fc.constantFrom(...FUNCTIONS), args)
          .map(([fn, given]): Tree => ({ kind: 'call', target: null, name: fn, args: given, nameSpan: span, span })),
        fc
          .tuple(fc.constantFrom('!' as const, '-' as const), sub)
          .map(([op, operand]): Tree => ({ kind: 'unary', op, operand, span })),
        fc
          .tuple(fc.constantFrom(...(Object.keys(PRECEDENCE) as BinaryOp[])), sub, sub)
          .map(([op, left, right]): Tree => ({ kind: 'binary', op, left, right, span })),
        fc
          .tuple(sub, sub, sub)
          .map(([test, then, otherwise]): Tree => ({ kind: 'conditional', test, then, otherwise, span })),
        fc
          .array(fc.record({ value: sub, optional: fc.boolean() }), { maxLength: 3 })
          .map((items): Tree => ({ kind: 'list', items, span })),
        fc
          .array(fc.record({ key: sub, value: sub, optional: fc.boolean() }), { maxLength: 3 })
          .map((entries): Tree => ({ kind: 'map', entries, span })),
      ),
    };
  });
  return tree;
}
