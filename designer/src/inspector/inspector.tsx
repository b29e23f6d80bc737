import { X } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from '../canvas/icon.tsx';
import { kindOf } from '../commands/edits/ports.ts';
import { useEditor, useUi, useView } from '../editor/context.tsx';
import { FindingList } from '../problems/finding-list.tsx';
import { Field, SubjectContext } from './field.tsx';
import { RawJson } from './raw-json.tsx';
import { type Section, sectionsOf } from './sections.ts';
import { at, type Subject, subjectOf, subjectValue } from './subject.ts';

/** Settings of what is chosen, of the service if nothing is. */
export function Inspector({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation();
  const { drawing } = useEditor();
  const selected = useUi((state) => state.selected);
  const selectedEdges = useUi((state) => state.selectedEdges);
  const key = useView((view) => JSON.stringify(subjectOf(view, { selected, selectedEdges })));
  const subject = useMemo(() => JSON.parse(key) as Subject, [key]);
  const panel = useRef<HTMLElement>(null);
  useAskedField(panel, key);
  return (
    <aside
      ref={panel}
      aria-label={t('inspector.title')}
      className="flex h-full w-88 shrink-0 max-sm:absolute max-sm:inset-0 max-sm:z-20 max-sm:w-full flex-col overflow-hidden border-l border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        drawing.focus();
      }}
    >
      <SubjectContext.Provider value={useMemo(() => ({ subject, readOnly }), [subject, readOnly])}>
        <Heading subject={subject} />
        {subject.is === 'many' ? (
          <p className="p-4 text-sm text-muted">{t('inspector.many_hint')}</p>
        ) : (
          <Body key={key} subject={subject} readOnly={readOnly} />
        )}
      </SubjectContext.Provider>
    </aside>
  );
}

/** Lets keys go to the field that a command asked for. */
function useAskedField(panel: RefObject<HTMLElement | null>, subject: string): void {
  const { ui } = useEditor();
  const asked = useUi((state) => state.asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields of another subject are there only after it is drawn
  useEffect(() => {
    if (asked === null) return;
    const inputs = 'input, textarea, select, [contenteditable=true]';
    const place = asked.field === 'first' ? '[data-body]' : `[data-field="${CSS.escape(asked.field)}"]`;
    const field = panel.current?.querySelector<HTMLInputElement>(`${place} :is(${inputs})`);
    if (field === null || field === undefined) return;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
    ui.setState({ asked: null });
  }, [asked, subject, panel, ui]);
}

function Heading({ subject }: { subject: Subject }) {
  const { t } = useTranslation();
  const { kinds, ui } = useEditor();
  const type = useView((view) => (subject.is === 'node' ? view.nodes.get(subject.id)?.type : undefined));
  const kind = kindOf(kinds, type ?? '');
  const titles = {
    node: kind?.title ?? type ?? '',
    trigger: t('inspector.start'),
    note: t('inspector.note'),
    edge: t('inspector.edge'),
    service: t('inspector.service'),
    many: t('inspector.many', { count: subject.is === 'many' ? subject.count : 0 }),
  };
  return (
    <header className="flex items-start gap-2 border-b border-line px-4 py-3">
      {kind !== undefined && <KindIcon name={kind.icon} />}
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-semibold">{titles[subject.is]}</h2>
        {kind !== undefined && <p className="text-xs text-muted">{kind.help}</p>}
      </div>
      <button
        type="button"
        aria-label={t('inspector.close')}
        onClick={() => ui.setState({ isInspectorOpen: false })}
        className="grid size-7 cursor-pointer place-items-center rounded-md text-muted outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
      >
        <X aria-hidden size={16} />
      </button>
    </header>
  );
}

function Body({ subject, readOnly }: { subject: Subject; readOnly: boolean }) {
  const { t } = useTranslation();
  const { kinds, session } = useEditor();
  const [isRaw, setRaw] = useState(false);
  // The sections of a step depend on its kind only, which never changes.
  const sections = useMemo(() => sectionsOf(session.graph.view(), kinds, subject), [session, kinds, subject]);
  const [common, ...folded] = [...sections].sort((a, b) => Number(a.group !== null) - Number(b.group !== null));
  const hasName = subject.is === 'node' || subject.is === 'trigger';
  return (
    <>
      <div
        className="flex gap-1 border-b border-line px-3 pt-2 text-sm"
        role="tablist"
        aria-label={t('inspector.title')}
      >
        {[false, true].map((raw) => (
          <button
            key={String(raw)}
            type="button"
            role="tab"
            aria-selected={isRaw === raw}
            onClick={() => setRaw(raw)}
            className={`-mb-px cursor-pointer rounded-t-md border-b-2 px-2 py-1.5 outline-none focus-visible:ring-2 focus-visible:ring-focus ${isRaw === raw ? 'border-accent font-medium' : 'border-transparent text-muted'}`}
          >
            {t(raw ? 'inspector.raw' : 'inspector.fields')}
          </button>
        ))}
      </div>
      <div data-body className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        {isRaw ? (
          <RawJson subject={subject} readOnly={readOnly} />
        ) : (
          <>
            {'id' in subject && <FindingList node={subject.id} />}
            {hasName && <Field path="/name" schema={NAME} label={t('inspector.name')} />}
            {common?.fields.map((field) => (
              <Field key={field.path} {...field} />
            ))}
            {folded.map((section) => (
              <Folded key={section.group} section={section} subject={subject} />
            ))}
            {subject.is === 'node' && (
              <p className="text-xs text-muted">
                {t('inspector.id')}: <code className="select-all">{`nodes.${subject.id}`}</code>
              </p>
            )}
          </>
        )}
      </div>
    </>
  );
}

const NAME = { type: 'string', 'x-literal': true } as const;

/** Settings that few need: folded away unless they hold something. */
function Folded({ section, subject }: { section: Section; subject: Subject }) {
  const { t } = useTranslation();
  const isUsed = useView((view) =>
    section.fields.some(({ path }) => at(subjectValue(view, subject), path) !== undefined),
  );
  return (
    <details open={isUsed} className="border-t border-line pt-3">
      <summary className="cursor-pointer text-sm font-medium text-muted outline-none focus-visible:ring-2 focus-visible:ring-focus">
        {t(`inspector.group.${section.group}`)}
      </summary>
      <div className="flex flex-col gap-4 pt-3">
        {section.fields.map((field) => (
          <Field key={field.path} {...field} />
        ))}
      </div>
    </details>
  );
}
