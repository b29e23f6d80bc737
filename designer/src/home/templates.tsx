import { Button, Dialog, Notice } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../app/loaded.tsx';
import { ServiceGraph } from '../canvas/service-graph.tsx';
import { type Template, useTemplate, useTemplates } from './template-queries.ts';
import { TinyDrawingView } from './tiny-drawing-view.tsx';

/** Ready services: looked at, and used with one click. */
export function Templates() {
  const { t } = useTranslation();
  const templates = useTemplates();
  const use = useTemplate();
  const [seen, see] = useState<Template | null>(null);
  return (
    <section aria-labelledby="templates" className="flex flex-col gap-3">
      <div>
        <h2 id="templates" className="text-base font-semibold">
          {t('home.templates')}
        </h2>
        <p className="text-sm text-muted">{t('home.templates_hint')}</p>
      </div>
      {use.error !== null && <Notice tone="bad">{use.error.message}</Notice>}
      <Loaded query={templates}>
        {(items) => (
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {items.map((template) => (
              <li key={template.id} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
                <TinyDrawingView service={template.service} />
                <h3 className="font-medium">{template.name}</h3>
                <p className="line-clamp-3 flex-1 text-sm text-muted">{template.description}</p>
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <span className="text-xs text-muted">
                    {t('home.steps', { count: template.service.nodes.length })}
                  </span>
                  <span className="flex gap-2">
                    <Button aria-label={t('home.preview_label', { name: template.name })} onPress={() => see(template)}>
                      {t('home.preview')}
                    </Button>
                    <Button
                      look="primary"
                      aria-label={t('home.use_label', { name: template.name })}
                      isDisabled={use.isPending}
                      onPress={() => use.mutate(template)}
                    >
                      {t('home.use')}
                    </Button>
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {seen !== null && (
        <Preview template={seen} onClose={() => see(null)} onUse={() => use.mutate(seen)} isBusy={use.isPending} />
      )}
    </section>
  );
}

function Preview({
  template,
  isBusy,
  onUse,
  onClose,
}: {
  template: Template;
  isBusy: boolean;
  onUse: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  return (
    <Dialog title={template.name} closeLabel={t('home.close')} size="large" onClose={onClose}>
      <div className="flex h-full flex-col gap-4">
        <p className="text-sm">{template.description}</p>
        <div className="min-h-96 flex-1">
          <ServiceGraph service={template.service} chosen={chosen} onChoose={choose} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t('home.close')}</Button>
          <Button look="primary" autoFocus isDisabled={isBusy} onPress={onUse}>
            {t('home.use')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
