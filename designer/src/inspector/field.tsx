import type { Json } from '@omniroute/primitives';
import { Type as Letters, SquareFunction } from 'lucide-react';
import { createContext, memo, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useEditor, useProblems, useView } from '../editor/context.tsx';
import { findingsAt } from '../problems/problems-state.ts';
import { type InnerField, type Widgets, widgetName } from './field-contract.ts';
import { isExpression, toExpression, toLiteral } from './literal.ts';
import type { FieldSchema } from './schema.ts';
import { at, type Subject, setIn, subjectValue } from './subject.ts';
import { plainWidgets } from './widgets/widgets.ts';

/** Which widgets there are. */
export const WidgetsContext = createContext<Widgets>(plainWidgets);
/** What the fields are of, and whether they can be changed. */
export const SubjectContext = createContext<{ readonly subject: Subject; readonly readOnly: boolean } | null>(null);

/** A field of the subject: its value from the draft, its findings from the compiler, each change an operation. */
export const Field = memo(function Field({ schema, path, label, isRequired = false }: InnerField) {
  const editor = useEditor();
  const widgets = useContext(WidgetsContext);
  const given = useContext(SubjectContext);
  if (given === null) throw new Error('A field stands inside the settings of something.');
  const { subject, readOnly } = given;
  const whole = useView((view) => subjectValue(view, subject));
  const value = useMemo(() => at(whole, path), [whole, path]);
  const id = 'id' in subject ? subject.id : null;
  const findings = useProblems(useShallow((state) => (id === null ? [] : findingsAt(state, id, path))));
  const set = (next: Json | undefined) => void editor.change(setIn(editor.view(), subject, path, next));
  const isWorkedOut = isExpression(value);
  const name = isWorkedOut ? 'expression' : widgetName(schema, widgets);
  const Widget = widgets[name] ?? plainWidgets.json;
  if (Widget === undefined) throw new Error(`There is no widget ${name}.`);
  const switches = takesExpression(schema) ? (
    <Switch label={label} value={value} isWorkedOut={isWorkedOut} set={set} readOnly={readOnly} />
  ) : null;
  const shared = { subject, schema, value, path, label, isRequired, readOnly, findings, set, Field, aside: switches };
  return (
    <div data-field={path}>
      <Widget {...shared} onOperations={(operations) => void editor.change(operations)} />
    </div>
  );
});

function takesExpression(schema: FieldSchema): boolean {
  return schema['x-literal'] !== true && schema['x-schema'] !== true;
}

/** Changes between a value that is written out and one that is worked out. */
function Switch({
  label,
  value,
  isWorkedOut,
  set,
  readOnly,
}: {
  label: string;
  value: Json | undefined;
  isWorkedOut: boolean;
  set: (value: Json | undefined) => void;
  readOnly: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const words = t(isWorkedOut ? 'inspector.write_out' : 'inspector.work_out', { label });
  const Icon = isWorkedOut ? Letters : SquareFunction;
  return (
    <button
      type="button"
      disabled={readOnly}
      aria-label={words}
      aria-pressed={isWorkedOut}
      title={words}
      onClick={() => set(isWorkedOut ? toLiteral(String(value)) : toExpression(value))}
      className={`grid size-6 shrink-0 cursor-pointer place-items-center rounded-md outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus ${isWorkedOut ? 'text-accent' : 'text-muted'}`}
    >
      <Icon aria-hidden size={15} />
    </button>
  );
}
