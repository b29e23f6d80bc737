import { diff, type Service } from '@omniroute/dsl';
import { Button, Dialog } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../app/loaded.tsx';
import { useEditor, useUi, useView } from '../editor/context.tsx';
import { say } from '../store/ui-state.ts';
import { DifferenceView } from './difference-view.tsx';
import { VersionList } from './version-list.tsx';
import { useVersion, type VersionRef } from './version-queries.ts';

/** All versions of the service that is drawn: compared, made live again, restored into the draft. */
export function VersionsDialog() {
  const isOpen = useUi(({ overlay }) => overlay?.is === 'versions');
  return isOpen ? <Versions /> : null;
}

/** Two states that are compared. */
interface Pair {
  readonly from: VersionRef;
  readonly to: VersionRef;
}

function Versions() {
  const { t } = useTranslation();
  const editor = useEditor();
  const { session, ui, drawing } = editor;
  const name = useView((view) => view.service.name);
  const [pair, setPair] = useState<Pair | null>(null);
  const close = () => {
    ui.setState({ overlay: null });
    drawing.focus();
  };
  const restore = (version: number, document: Service) => {
    const operations = diff(editor.view().service, document);
    if (!editor.change(operations)) return;
    say(ui, t(operations.length === 0 ? 'versions.restored_already' : 'versions.restored', { version }));
    close();
  };
  return (
    <Dialog title={t('versions.title', { name })} closeLabel={t('publish.close')} size="large" onClose={close}>
      {pair === null ? (
        <VersionList id={session.id} onCompare={(from, to) => setPair({ from, to })} onRestore={restore} />
      ) : (
        <Compared id={session.id} pair={pair} onBack={() => setPair(null)} />
      )}
    </Dialog>
  );
}

function Compared({ id, pair, onBack }: { id: string; pair: Pair; onBack: () => void }) {
  const { t } = useTranslation();
  const draft = useView(({ service }) => service);
  const one = useVersion(id, pair.from === 'draft' ? null : pair.from);
  const two = useVersion(id, pair.to === 'draft' ? null : pair.to);
  const words = (ref: VersionRef) => (ref === 'draft' ? t('versions.draft') : t('versions.version', { version: ref }));
  const show = (before: Service, after: Service) => <DifferenceView before={before} after={after} />;
  return (
    <div className="flex flex-col gap-4 lg:h-full lg:min-h-0">
      <div className="flex flex-wrap items-center gap-3">
        <Button onPress={onBack} autoFocus>
          {t('versions.back')}
        </Button>
        <h3 className="text-sm font-semibold">
          {words(pair.from)} → {words(pair.to)}
        </h3>
      </div>
      <div className="lg:min-h-0 lg:flex-1">
        <Loaded query={pair.from === 'draft' ? { ...one, data: draft } : one}>
          {(before) => (
            <Loaded query={pair.to === 'draft' ? { ...two, data: draft } : two}>
              {(after) => show(before, after)}
            </Loaded>
          )}
        </Loaded>
      </div>
    </div>
  );
}
