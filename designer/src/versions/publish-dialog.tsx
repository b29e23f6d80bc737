import { serviceHash } from '@omniroute/dsl';
import { Button, Dialog, Notice, TextField } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useService } from '../api/queries.ts';
import { Loaded } from '../app/loaded.tsx';
import { go } from '../app/route.ts';
import { useEditor, useUi, useView } from '../editor/context.tsx';
import { useScenarioResults } from '../simulate/scenarios/use-scenario-results.ts';
import { DifferenceView } from './difference-view.tsx';
import { PublishChecks, usePublishable } from './publish-checks.tsx';
import { isMoved, usePublish, useVersion } from './version-queries.ts';

/** Publishes the draft as the server has it, after it was compared with what is live and everything was saved. */
export function PublishDialog() {
  const isOpen = useUi(({ overlay }) => overlay?.is === 'publish');
  return isOpen ? <Publish /> : null;
}

function Publish() {
  const { t } = useTranslation();
  const { session, ui, drawing } = useEditor();
  const name = useView((view) => view.service.name);
  const summary = useService(session.id);
  const publish = usePublish(session.id);
  const close = () => {
    ui.setState({ overlay: null });
    drawing.focus();
  };
  return (
    <Dialog
      title={t('publish.title', { name })}
      closeLabel={t('publish.close')}
      size={publish.data !== undefined ? 'small' : summary.data?.active_version === null ? 'medium' : 'large'}
      onClose={close}
    >
      {publish.data === undefined ? (
        <Loaded query={summary}>
          {({ active_version: live }) => <Form live={live} publish={publish} onClose={close} />}
        </Loaded>
      ) : (
        <div className="flex flex-col gap-4">
          <Notice tone="good">
            {t(publish.data.is_new ? 'publish.done' : 'publish.done_same', { version: publish.data.version })}
          </Notice>
          <div className="flex justify-end gap-2">
            <Button onPress={close}>{t('publish.close')}</Button>
            <Button look="primary" autoFocus onPress={() => go(`/services/${encodeURIComponent(session.id)}`)}>
              {t('publish.start')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Form({
  live,
  publish,
  onClose,
}: {
  live: number | null;
  publish: ReturnType<typeof usePublish>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { session, view } = useEditor();
  const draft = useView(({ service }) => service);
  const before = useVersion(session.id, live);
  const isPublishable = usePublishable();
  const { verdict } = useScenarioResults();
  const [isOverruled, overrule] = useState(false);
  const isGreen = verdict === 'green' || verdict === 'none' || (verdict === 'red' && isOverruled);
  // What this person compared with; another live version is not taken over silently.
  const [looked, setLooked] = useState(live);
  const hasMoved = live !== looked || isMoved(publish.error);
  const look = () => {
    setLooked(live);
    publish.reset();
  };
  const [name, setName] = useState('');
  const [notes, setNotes] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async () => {
    setTrouble(null);
    setSaving(true);
    const seen = serviceHash(draft);
    try {
      await session.flush();
      if (serviceHash(view().service) !== seen) setTrouble(t('publish.drawn_on'));
      else publish.mutate({ name: name.trim(), notes, live: looked });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  };
  const isSame = before.data !== undefined && serviceHash(before.data) === serviceHash(draft);
  return (
    <div className="flex flex-col gap-4 lg:h-full lg:min-h-0">
      <p className="text-sm text-muted">
        {live === null ? t('publish.first') : t(isSame ? 'publish.same' : 'publish.beside', { version: live })}
      </p>
      {live !== null && !isSame && (
        <div className="lg:min-h-0 lg:flex-1">
          <Loaded query={before}>{(was) => <DifferenceView before={was} after={draft} />}</Loaded>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('publish.name')}
          description={t('publish.name_hint')}
          maxLength={100}
          value={name}
          onChange={setName}
          autoFocus
        />
        <TextField
          label={t('publish.notes')}
          description={t('publish.notes_hint')}
          multiline
          maxLength={2000}
          value={notes}
          onChange={setNotes}
        />
      </div>
      <PublishChecks onClose={onClose} />
      {verdict === 'red' && (
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={isOverruled}
            onChange={(event) => overrule(event.target.checked)}
            className="size-4 accent-accent"
          />
          {t('publish.all_the_same')}
        </label>
      )}
      {trouble !== null && <Notice tone="bad">{trouble}</Notice>}
      {hasMoved && <Notice tone="bad">{t('publish.moved')}</Notice>}
      {publish.error !== null && !hasMoved && <Notice tone="bad">{publish.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t('publish.cancel')}</Button>
        {hasMoved ? (
          <Button look="primary" onPress={look}>
            {t('publish.look')}
          </Button>
        ) : (
          <Button
            look="primary"
            isDisabled={isSaving || publish.isPending || !isPublishable || !isGreen || isSame}
            onPress={() => void submit()}
          >
            {t('publish.button')}
          </Button>
        )}
      </div>
    </div>
  );
}
