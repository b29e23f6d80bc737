import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context.tsx';
import type { FieldProps } from '../inspector/field-contract.ts';
import { expressionOf, fromExpression } from '../inspector/literal.ts';
import { FieldShell } from '../inspector/widgets/field-shell.tsx';
import type { CodeView } from './code-view.ts';
import { placeOf, startOf } from './place-of.ts';
import { useSample } from './use-sample.ts';

/** An expression without its braces: coloured, completed, checked as it is typed, with what it gives for sample data. */
export function ExpressionWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { findings, readOnly, schema, subject, path } = props;
  const value = typeof props.value === 'string' ? props.value : '';
  const label = t('inspector.expression', { label: props.label });
  const { box, area, isLoaded } = useCodeView(props, label, `${id}-findings`);
  const isBad = findings.some(({ severity }) => severity === 'error');
  const sample = useSample(placeOf(subject, path), value);
  return (
    <FieldShell {...props} id={id} label={label} description={schema.description}>
      <div ref={box} className={`rounded-md border font-mono ${isBad ? 'border-bad' : 'border-line'}`}>
        {!isLoaded && (
          <textarea
            id={id}
            ref={area}
            rows={2}
            value={expressionOf(value)}
            readOnly={readOnly}
            spellCheck={false}
            aria-invalid={findings.length > 0}
            aria-describedby={`${id}-findings`}
            onChange={(event) => props.set(fromExpression(event.target.value))}
            className="w-full rounded-md bg-surface px-2 py-1.5 font-mono text-xs text-ink outline-none"
          />
        )}
      </div>
      {sample !== null && (
        <p className="text-xs text-muted">
          {t('expression.example')}: <code>{JSON.stringify(sample.value).slice(0, 200)}</code>{' '}
          {t('expression.type', { type: sample.type })}
        </p>
      )}
    </FieldShell>
  );
}

/** Puts the editor in the place of the plain field as soon as it is loaded; keys and caret pass over. */
function useCodeView(props: FieldProps, label: string, describedBy: string) {
  const { problems } = useEditor();
  const box = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const view = useRef<CodeView | null>(null);
  const [isLoaded, setLoaded] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  const { value, findings, readOnly } = props;
  useEffect(() => {
    let isWanted = true;
    void import('./code-view.ts').then(({ createCodeView }) => {
      const [parent, plain] = [box.current, area.current];
      if (!isWanted || parent === null || plain === null) return;
      const hadKeys = document.activeElement === plain;
      const question = async (want: 'completions' | 'hover', text: string, at: number) => {
        const place = placeOf(latest.current.subject, latest.current.path);
        return place === null ? null : await problems.question({ place, want, text, at });
      };
      view.current = createCodeView({
        parent,
        text: plain.value,
        label,
        describedBy,
        readOnly,
        nonce: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '',
        onChange: (text) => latest.current.set(fromExpression(text)),
        ask: {
          completions: async (text, at) => (await question('completions', text, at))?.completions ?? [],
          hover: async (text, at) => (await question('hover', text, at))?.hover ?? null,
        },
      });
      setLoaded(true);
      if (hadKeys) view.current.focus(plain.selectionStart, plain.selectionEnd);
    });
    return () => {
      isWanted = false;
      view.current?.stop();
      view.current = null;
      setLoaded(false);
    };
  }, [problems, label, describedBy, readOnly]);
  useEffect(() => {
    const code = view.current;
    if (!isLoaded || code === null || typeof value !== 'string') return;
    // Spaces at the ends are no part of what the draft says: they stay while somebody types.
    if (fromExpression(code.text()) !== value) code.setText(expressionOf(value));
    const start = startOf(value);
    const { length } = code.text();
    code.setFindings(
      findings.flatMap(({ span, severity, message }) => {
        if (span === undefined) return [];
        const [from, to] = span.map((each) => Math.min(Math.max(0, each - start), length)) as [number, number];
        return [{ from, to: Math.max(from, to), severity: severity === 'hint' ? 'info' : severity, message }];
      }),
    );
  }, [value, findings, isLoaded]);
  return { box, area, isLoaded };
}
