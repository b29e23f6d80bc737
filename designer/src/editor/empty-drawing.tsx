import { triggers } from '@omniroute/dsl';
import { Button } from '@omniroute/ui';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addTriggerOf } from '../commands/library/add.ts';
import { BeginWithTemplate } from './begin-with-template.tsx';
import { useEditor, useView } from './context.tsx';

/** Where nothing is drawn yet: what a service can begin with: a start, any step that is searched for, a template. */
export function EmptyDrawing() {
  const { t } = useTranslation();
  const editor = useEditor();
  const isEmpty = useView((view) => view.nodes.size === 0 && (view.service.triggers ?? []).length === 0);
  if (!isEmpty) return null;
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-4">
      <div className="pointer-events-auto flex max-w-md flex-col items-center gap-3 rounded-xl border border-dashed border-line bg-surface p-6 text-center">
        <h2 className="text-base font-semibold">{t('editor.empty')}</h2>
        <p className="text-sm text-muted">{t('editor.empty_hint')}</p>
        <div className="flex flex-wrap justify-center gap-2">
          {(Object.keys(triggers) as (keyof typeof triggers)[]).map((type) => (
            <Button key={type} onPress={() => addTriggerOf(editor, type)}>
              {triggers[type].title}
            </Button>
          ))}
        </div>
        <Button look="primary" onPress={() => editor.ui.setState({ overlay: { is: 'add', place: {} } })}>
          <Search aria-hidden size={16} />
          {t('editor.first_step')}
        </Button>
        <BeginWithTemplate />
      </div>
    </div>
  );
}
