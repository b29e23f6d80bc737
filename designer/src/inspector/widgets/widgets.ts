import { ExpressionWidget } from '../../expressions/expression-widget.tsx';
import type { Widgets } from '../field-contract.ts';
import { JsonWidget } from './json.tsx';
import { ArrayWidget, MapWidget, ObjectWidget } from './nested.tsx';
import { BooleanWidget, EnumWidget, NumberWidget } from './plain.tsx';
import { MultilineWidget, TextWidget } from './text.tsx';

/** A widget for every shape; `expression` is the one for values that are worked out. */
export const plainWidgets: Widgets = {
  string: TextWidget,
  multiline: MultilineWidget,
  number: NumberWidget,
  boolean: BooleanWidget,
  enum: EnumWidget,
  array: ArrayWidget,
  object: ObjectWidget,
  map: MapWidget,
  json: JsonWidget,
  expression: ExpressionWidget,
};

/** The widgets with others added, or put in the place of plain ones. */
export function withWidgets(more: Widgets): Widgets {
  return { ...plainWidgets, ...more };
}
