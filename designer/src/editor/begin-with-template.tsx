import { diff } from '@omniroute/dsl';
import { useTranslation } from 'react-i18next';
import { type Template, useTemplates } from '../home/template-queries.ts';
import { say } from '../store/ui-state.ts';
import { useEditor } from './context.tsx';

/** Templates that an empty drawing can be filled with; the service keeps its own address and name. */
export function BeginWithTemplate() {
  const { t } = useTranslation();
  const editor = useEditor();
  const templates = useTemplates().data ?? [];
  const draw = ({ name, service }: Template) => {
    const own = editor.view().service;
    const after = { ...service, id: own.id, name: own.name };
    if (editor.change(diff(own, after))) say(editor.ui, t('editor.from_template', { name }));
  };
  if (templates.length === 0) return null;
  return (
    <div className="flex w-full flex-col gap-2 border-t border-line pt-3">
      <h3 className="text-sm font-medium">{t('editor.or_template')}</h3>
      <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1">
        {templates.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              onClick={() => draw(template)}
              className="min-h-6 cursor-pointer text-sm underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-focus"
            >
              {template.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
