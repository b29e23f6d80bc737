import type { Service } from '@omniroute/dsl';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launch, picture, tab, violations } from './browser.ts';

let stack: TestStack;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  stack = await startTestStack();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
});

const first: Service = {
  dsl_version: '1.0',
  id: 'hello',
  name: 'Say hello',
  nodes: [
    { id: 'ask', type: 'transform', name: 'Ask', position: { x: 0, y: 0 }, config: { output: 'Hello' } },
    { id: 'old', type: 'transform', name: 'Old one', position: { x: 0, y: 150 }, config: { output: 1 } },
  ],
  edges: [{ source: 'ask', target: 'old' }],
};
const second: Service = {
  ...first,
  nodes: [
    { id: 'ask', type: 'transform', name: 'Ask', position: { x: 0, y: 0 }, config: { output: 'Good day' } },
    { id: 'new', type: 'transform', name: 'New one', position: { x: 0, y: 300 }, config: { output: 2 } },
  ],
  edges: [{ source: 'ask', target: 'new' }],
};

const third: Service = { ...first, description: 'A third' };

const serviceAs = (service: Service, id: string): Service => ({ ...service, id });
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const draftOf = (id: string) => stack.api<Service>('GET', `/services/${id}/draft`);
const liveOf = async (id: string) =>
  (await stack.api<{ active_version: number | null }>('GET', `/services/${id}`)).active_version;

async function edit(id: string) {
  const opened = await tab(context, `${stack.url}/services/${id}/edit`);
  await saved(opened.page);
  return opened;
}

/** Publishes what is drawn, from the button to the word that it is live. */
async function publish(page: Page, name: string, version: number): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await dialog.getByLabel(/^Name of the version/).fill(name);
  await dialog.getByText(/^Sound/).waitFor();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByText(`Version ${version} is live.`).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
}

it('a service is published twice with what differs, compared, rolled back, restored and undone', async () => {
  await stack.api('POST', '/services', { service: serviceAs(first, 'journey') });
  const { page, problems } = await edit('journey');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Nothing of it is live yet: all of it is new.').waitFor();
  await page
    .getByRole('dialog')
    .getByText(/^Sound/)
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'publish-first');
  await page.keyboard.press('Escape');
  await publish(page, 'The first', 1);

  // What was published does not differ from itself.
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Nothing differs from version 1, which is live.').waitFor();
  await page.keyboard.press('Escape');

  await redraw(serviceAs(second, 'journey'));
  await page.reload();
  await saved(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const differences = page.getByRole('region', { name: 'What differs' });
  await differences.getByText('2 added, 2 removed, 1 changed', { exact: true }).waitFor();
  const told = await differences.getByRole('listitem').allInnerTexts();
  expect(told.map((each) => each.replaceAll(/\s+/g, ' '))).toEqual([
    'Step Old one removed',
    'Step Ask changed Output was Hello is Good day',
    'Step New one added',
    'Connection Ask → Old one removed',
    'Connection Ask → New one added',
  ]);
  expect(await page.getByRole('dialog').locator('.react-flow__node').count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'publish-difference');
  await page.keyboard.press('Escape');
  await publish(page, 'The second', 2);

  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Versions of/ });
  await dialog.getByRole('heading', { name: /The second/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'versions');
  await dialog.getByLabel(/^From/).selectOption({ label: 'Version 2: The second' });
  await dialog.getByLabel(/^To/).selectOption({ label: 'Version 1: The first' });
  await dialog.getByRole('button', { name: 'Show what differs' }).click();
  await dialog.getByText('2 added, 2 removed, 1 changed', { exact: true }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page)).toEqual([]);
  await picture(page, 'versions-compared-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await dialog.getByRole('button', { name: 'All versions' }).click();

  await dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
  await dialog.getByText('Version 1 will be live in place of 2.').waitFor();
  await picture(page, 'versions-roll-back');
  await dialog.getByRole('button', { name: 'Make it live' }).click();
  await dialog.getByText('Version 1 is live.').waitFor();
  expect(await liveOf('journey')).toBe(1);

  await dialog.getByRole('button', { name: 'Restore version 1 into the draft' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('The draft is as version 1 was. Undo takes it back.').waitFor({ state: 'attached' });
  await saved(page);
  expect(await draftOf('journey')).toEqual(serviceAs(first, 'journey'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await saved(page);
  expect(await draftOf('journey')).toEqual(serviceAs(second, 'journey'));
  expect(problems).toEqual([]);
});

it('whoever publishes beside a version that another tab made live meanwhile is told, looks, and then decides', async () => {
  await stack.api('POST', '/services', { service: serviceAs(first, 'meanwhile') });
  await stack.api('POST', '/services/meanwhile/versions', {});
  await redraw(serviceAs(second, 'meanwhile'));
  const { page, problems } = await edit('meanwhile');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await dialog.getByText('Beside version 1, which is live').waitFor();
  await dialog.getByLabel(/^What is new/).fill('Mine');
  await dialog.getByText(/^Sound/).waitFor();
  await stack.api('POST', '/services/meanwhile/versions', { service: serviceAs(third, 'meanwhile') });
  await redraw(serviceAs(second, 'meanwhile'));
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText('Another version became live while you were here. Nothing was published.').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'publish-moved');
  await dialog.getByRole('button', { name: 'Look at what differs now' }).click();
  await dialog.getByText('Beside version 2, which is live').waitFor();
  await dialog.getByText('Service Say hello').waitFor();
  expect(await dialog.getByLabel(/^What is new/).inputValue()).toBe('Mine');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Version 3 is live.').waitFor();
  expect(problems.filter((problem) => !/409/.test(problem))).toEqual([]);
});

it('what another tab drew meanwhile is not published unseen, and what is live already is told as that version', async () => {
  await stack.api('POST', '/services', { service: serviceAs(first, 'unseen') });
  await stack.api('POST', '/services/unseen/versions', {});
  await redraw(serviceAs(second, 'unseen'));
  const { page, problems } = await edit('unseen');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await dialog.getByText('Beside version 1, which is live').waitFor();
  await dialog.getByText(/^Sound/).waitFor();
  await stack.api('POST', '/services/unseen/versions', { service: serviceAs(third, 'unseen') });
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText('The draft was changed elsewhere while you were here.').waitFor();
  expect(await liveOf('unseen')).toBe(2);
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Just this is live already, as version 2.').waitFor();
  expect(problems).toEqual([]);
});

it('scenarios are played before a version goes live; one that turns out otherwise holds it back until somebody overrules it', async () => {
  await stack.api('POST', '/services', { service: serviceAs(first, 'played') });
  await stack.api('PUT', '/services/played/scenarios/goes-well', { name: 'Goes well', expect: { visited: ['old'] } });
  const { page, problems } = await edit('played');
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  const button = dialog.getByRole('button', { name: 'Publish' });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await dialog.getByText('1 scenario turns out as expected.').waitFor();
  expect(await button.isEnabled()).toBe(true);
  await page.keyboard.press('Escape');
  await stack.api('PUT', '/services/played/scenarios/never-old', {
    name: 'Never old',
    expect: { not_visited: ['old'] },
  });
  await page.reload();
  await saved(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await dialog.getByText('Scenarios turn out otherwise: Never old.').waitFor();
  expect(await button.isEnabled()).toBe(false);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'publish-scenarios');
  await dialog.getByRole('checkbox', { name: /^Publish all the same/ }).check();
  await button.click();
  await page.getByText('Version 1 is live.').waitFor();
  expect(problems).toEqual([]);
});

/** Another writer sets the draft. */
async function redraw(service: Service): Promise<void> {
  const url = `${stack.url}/api/v1/services/${service.id}/draft`;
  const { headers } = await fetch(url);
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': headers.get('etag') ?? '' },
    body: JSON.stringify(service),
  });
  expect(answer.status).toBe(200);
}
