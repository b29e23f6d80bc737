import { Button } from '@omniroute/ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useView } from '../editor/context.tsx';
import { differences } from './differences.ts';
import { type Subject, subjectValue } from './subject.ts';

/** The subject as JSON text, to be read, copied, or changed as a whole; what differs becomes operations. */
export function RawJson({ subject, readOnly }: { subject: Subject; readOnly: boolean }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const id = useId();
  const value = useView((view) => subjectValue(view, subject));
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const apply = () => {
    const read = readObject(text ?? '');
    if (typeof read === 'string') return setProblem(t('inspector.bad_json', { problem: read }));
    const operations = differences(editor.view().service, subject, read);
    if (operations === null || !editor.change(operations)) return setProblem(editor.ui.getState().said.text);
    setText(null);
    setProblem(null);
  };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        {t('inspector.raw')}
      </label>
      <textarea
        id={id}
        rows={24}
        spellCheck={false}
        readOnly={readOnly}
        value={text ?? JSON.stringify(value, null, 2)}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-md border border-line bg-surface p-2 font-mono text-xs text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus"
      />
      {problem !== null && (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      )}
      <Button look="primary" isDisabled={text === null || readOnly} onPress={apply}>
        {t('inspector.apply')}
      </Button>
    </div>
  );
}

function readObject(text: string): object | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : '{ … }';
  } catch (reason) {
    if (reason instanceof SyntaxError) return reason.message;
    throw reason;
  }
}
