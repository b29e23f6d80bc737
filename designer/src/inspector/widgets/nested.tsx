import { escapeSegment, isObject } from '@omniroute/primitives';
import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../field-contract.ts';
import { emptyOf, groupsOf, valuesOf, wordsOf } from '../schema.ts';
import { FindingsHere, INPUT } from './field-shell.tsx';

const ICON_BUTTON =
  'grid size-7 shrink-0 cursor-pointer place-items-center rounded-md text-muted outline-none hover:bg-raised hover:text-ink focus-visible:ring-2 focus-visible:ring-focus disabled:opacity-40';
const ADD_BUTTON =
  'inline-flex cursor-pointer items-center gap-1 self-start rounded-md border border-line px-2 py-1 text-xs outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus';

function Legend({ label, isRequired, aside }: Pick<FieldProps, 'label' | 'isRequired' | 'aside'>) {
  return (
    <div className="flex items-end justify-between gap-2">
      <span className="text-sm font-medium">
        {label}
        {isRequired && <span aria-hidden> *</span>}
      </span>
      {aside}
    </div>
  );
}

/** Fields of an object, one below the other. */
export function ObjectWidget(props: FieldProps) {
  const { schema, path, Field, label } = props;
  return (
    <fieldset aria-label={label} className="flex flex-col gap-2">
      <Legend {...props} />
      <div className="flex flex-col gap-3 border-l-2 border-line pl-3">
        {groupsOf(schema)
          .flatMap(({ fields }) => fields)
          .map(({ name, schema: own, isRequired }) => (
            <Field
              key={name}
              schema={own}
              path={`${path}/${escapeSegment(name)}`}
              label={wordsOf(name)}
              isRequired={isRequired}
            />
          ))}
      </div>
    </fieldset>
  );
}

/** Elements of a list, to be added, taken out and moved up. */
export function ArrayWidget(props: FieldProps) {
  const { t } = useTranslation();
  const { schema, path, Field, label, set, value, readOnly, findings } = props;
  const elements = Array.isArray(value) ? value : [];
  const noun = singular(label);
  return (
    <fieldset aria-label={label} className="flex flex-col gap-2">
      <Legend {...props} />
      <ol className="flex flex-col gap-3 border-l-2 border-line pl-3">
        {elements.map((element, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements have no names of their own
          <li key={index} className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <Field
                schema={schema.items ?? {}}
                path={`${path}/${index}`}
                label={t('inspector.element', { label: noun, at: index + 1 })}
              />
            </div>
            <button
              type="button"
              className={ICON_BUTTON}
              disabled={readOnly || index === 0}
              aria-label={t('inspector.up', { label: t('inspector.element', { label: noun, at: index + 1 }) })}
              onClick={() => set(elements.toSpliced(index - 1, 2, element, elements[index - 1] ?? null))}
            >
              <ArrowUp aria-hidden size={14} />
            </button>
            <button
              type="button"
              className={ICON_BUTTON}
              disabled={readOnly}
              aria-label={t('inspector.remove_element', {
                label: t('inspector.element', { label: noun, at: index + 1 }),
              })}
              onClick={() => set(elements.length === 1 && !props.isRequired ? undefined : elements.toSpliced(index, 1))}
            >
              <Trash2 aria-hidden size={14} />
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className={ADD_BUTTON}
        disabled={readOnly}
        onClick={() => set([...elements, fresh(emptyOf(schema.items), elements)])}
      >
        <Plus aria-hidden size={14} />
        {t('inspector.add_element', { label })}
      </button>
      <FindingsHere id={`${path}-findings`} findings={findings.filter(({ pointer }) => pointer.endsWith(path))} />
    </fieldset>
  );
}

/** What one of several is called: `Branches` → `Branch`. */
function singular(label: string): string {
  if (/(ch|sh|ss|x)es$/.test(label)) return label.slice(0, -2);
  return label.endsWith('s') && !label.endsWith('ss') ? label.slice(0, -1) : label;
}

/** An element with an id gets one that no other has, so that it can be told from them at once. */
function fresh(element: ReturnType<typeof emptyOf>, others: readonly unknown[]): ReturnType<typeof emptyOf> {
  if (!isObject(element) || element.id !== '') return element;
  const taken = new Set(others.map((each) => (isObject(each) ? each.id : undefined)));
  let count = others.length + 1;
  while (taken.has(`option_${count}`)) count += 1;
  return { ...element, id: `option_${count}` };
}

/** Values under names that people choose. */
export function MapWidget(props: FieldProps) {
  const { t } = useTranslation();
  const { schema, path, Field, label, set, value, readOnly } = props;
  const entries = isObject(value) ? Object.entries(value) : [];
  const rename = (before: string, after: string) => {
    if (after === before || entries.some(([name]) => name === after)) return;
    set(Object.fromEntries(entries.map(([name, each]) => [name === before ? after : name, each])) as never);
  };
  const without = (gone: string) => {
    const left = entries.filter(([name]) => name !== gone);
    set(left.length === 0 && !props.isRequired ? undefined : (Object.fromEntries(left) as never));
  };
  const add = () => {
    let count = entries.length + 1;
    while (entries.some(([name]) => name === `name_${count}`)) count += 1;
    set({ ...Object.fromEntries(entries), [`name_${count}`]: emptyOf(valuesOf(schema) ?? {}) } as never);
  };
  return (
    <fieldset aria-label={label} className="flex flex-col gap-2">
      <Legend {...props} />
      <ul className="flex flex-col gap-3 border-l-2 border-line pl-3">
        {entries.map(([name], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited
          <li key={index} className="flex flex-col gap-1">
            <div className="flex gap-1">
              <input
                aria-label={t('inspector.key')}
                defaultValue={name}
                key={name}
                readOnly={readOnly}
                onBlur={(event) => rename(name, event.target.value)}
                className={`${INPUT} border-line`}
              />
              <button
                type="button"
                className={ICON_BUTTON}
                disabled={readOnly}
                aria-label={t('inspector.remove_element', { label: name })}
                onClick={() => without(name)}
              >
                <Trash2 aria-hidden size={14} />
              </button>
            </div>
            <Field
              schema={valuesOf(schema) ?? {}}
              path={`${path}/${escapeSegment(name)}`}
              label={t('inspector.value')}
            />
          </li>
        ))}
      </ul>
      <button type="button" className={ADD_BUTTON} disabled={readOnly} onClick={add}>
        <Plus aria-hidden size={14} />
        {t('inspector.add_element', { label })}
      </button>
    </fieldset>
  );
}
