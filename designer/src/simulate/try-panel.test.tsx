import type { Service } from '@omniroute/dsl';
import { planOf } from '@omniroute/testing';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type FakeEditor, fakeEditor } from '../../test/fake-editor.ts';
import { startLanguage } from '../app/language.ts';
import { createRegistry } from '../commands/command.ts';
import { EditorContext } from '../editor/context.tsx';
import { select } from '../store/ui-state.ts';
import { tryCommands } from './commands.ts';
import { answer } from './play.ts';
import { TryPanel } from './try-panel.tsx';

beforeAll(startLanguage);
afterEach(cleanup);

const plan = planOf({
  input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  nodes: [
    { id: 'all', op: 'each', items: [1, 20], collect: '${ item }' },
    {
      id: 'size',
      op: 'decide',
      parent: 'all',
      arms: [{ id: 'big', when: '${ item > 10 }', to: 'send' }],
      otherwise: 'send',
    },
    { id: 'send', op: 'act', parent: 'all', output: { type: 'object', properties: { ref: { type: 'string' } } } },
  ],
});
const service: Service = {
  dsl_version: '1.0',
  id: 'tried',
  name: 'Tried',
  inputs: { type: 'object', properties: { id: { type: 'string', title: 'Order' } }, required: ['id'] },
  nodes: [
    { id: 'all', type: 'loop', name: 'Each order', config: {} },
    { id: 'size', type: 'decision', name: 'How large', parent: 'all', config: {} },
    { id: 'send', type: 'transform', name: 'Send it', parent: 'all', config: {} },
  ],
  edges: [],
};

async function shown(made: typeof plan | null = plan): Promise<FakeEditor> {
  const fake = await fakeEditor(
    service,
    made === null
      ? undefined
      : {
          plan: made,
          start: (told) => ({ ask: (request) => told.answered(answer(request)), stop: () => undefined }),
        },
  );
  const { editor } = fake;
  editor.simulation.open();
  render(
    <EditorContext.Provider value={{ editor, registry: createRegistry(tryCommands) }}>
      <TryPanel />
    </EditorContext.Provider>,
  );
  return fake;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const pick = (fake: FakeEditor, id: string) => act(() => select(fake.editor.ui, [id]));

it('the input is a form of made-up data, and what is typed is tried at once', async () => {
  const { editor } = await shown();
  const field = await screen.findByLabelText(/^Order/);
  expect(field).toHaveProperty('value', 'id-1');
  fireEvent.change(field, { target: { value: 'o-7' } });
  await expect.poll(() => editor.simulation.store.getState().run?.scenario.input).toEqual({ id: 'o-7' });
});

it('a step shows the turn that is chosen, and why it went on as it did', async () => {
  const fake = await shown();
  await screen.findByText(/^Step 0 of/);
  press('To the end');
  pick(fake, 'size');
  expect(screen.getByText('“big” holds')).toBeTruthy();
  expect(screen.getByText('item is 20')).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/^Turn of Each order/), { target: { value: '1.1' } });
  expect(screen.getByText('“big” does not hold')).toBeTruthy();
  expect(screen.getByText('item is 1')).toBeTruthy();
});

it('an answer that is no JSON stays in its field with the reason, and the run as it was', async () => {
  const fake = await shown();
  await screen.findByText(/^Step 0 of/);
  pick(fake, 'send');
  press('Change the answer');
  const field = await screen.findByLabelText('Output 1');
  fireEvent.change(field, { target: { value: '{ "ref": ' } });
  expect(screen.getByText(/^This is not JSON/)).toBeTruthy();
  fireEvent.change(field, { target: { value: '{ "ref": "r-9" }' } });
  await expect
    .poll(() => fake.editor.simulation.store.getState().trial.scenario.mocks)
    .toEqual({ send: [{ output: { ref: 'r-9' } }] });
  press('To the end');
  expect(screen.getAllByText(/"ref": "r-9"/).length).toBeGreaterThan(0);
});

it('a person is played by the form of the task', async () => {
  const form = { type: 'object', properties: { remark: { type: 'string', title: 'Remark' } }, required: ['remark'] };
  const asking = planOf({
    input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    nodes: [{ id: 'send', op: 'task', task: { title: 'Call', form }, outcomes: { done: null } }],
  });
  const { editor } = await shown(asking);
  await screen.findByText(/^Step 0 of/);
  press('Go on');
  const field = await screen.findByLabelText(/^Remark/);
  fireEvent.change(field, { target: { value: 'Tomorrow' } });
  press('Answer');
  await expect
    .poll(() => editor.simulation.store.getState().trial.scenario.tasks)
    .toEqual([{ node: 'send', at: 'PT1M', outcome: 'done', data: { remark: 'Tomorrow' } }]);
});

it('a draft with errors cannot be tried, and the way to them is there', async () => {
  const { editor } = await shown(null);
  await screen.findByText('A service with errors cannot run. Mend it first.');
  press('Show the problems');
  expect(editor.ui.getState().isProblemsOpen).toBe(true);
});

it('made-up scenarios are offered by name, beside those that are kept', async () => {
  await shown();
  await screen.findByText(/^Step 0 of/);
  fireEvent.click(screen.getByRole('tab', { name: 'Scenarios' }));
  await screen.findByText('No scenarios yet');
  press('Make some up');
  const offers = await screen.findByRole('list', { name: 'Made up' });
  expect(
    within(offers)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(['everything goes wellends doneKeep']);
});
