import type { Service } from '@omniroute/dsl';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
    // A killed tab takes its worker along, and the test's tools then wait for it for ever; installed.test.ts has the worker.
    serviceWorkers: 'block',
  });
});

const service = (id: string, parts: Partial<Service> = {}): Service => ({
  dsl_version: '1.0',
  id,
  name: 'Say hello',
  nodes: [{ id: 'hello', type: 'transform', position: { x: 0, y: 0 }, config: { output: 'Hello' } }],
  edges: [],
  ...parts,
});

async function edit(id: string, parts: Partial<Service> = {}) {
  await stack.api('POST', '/services', { service: service(id, parts) });
  const opened = await tab(context, `${stack.url}/services/${id}/edit`);
  await opened.page.getByText('Saved', { exact: true }).waitFor();
  return opened;
}

const draftOf = (id: string) => stack.api<Service>('GET', `/services/${id}/draft`);
const node = (page: Page, name: string | RegExp) => page.getByRole('group', { name });
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

/** Drags with the mouse as a hand does, in several moves. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe('a service', () => {
  it('is drawn on a blank canvas by mouse, checked, published, and runs', async () => {
    const { page, problems } = await tab(context, stack.url);
    await page.getByRole('button', { name: 'New service' }).click();
    await page.getByLabel(/^Name/).fill('Drawn by mouse');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Nothing is drawn yet' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'editor-blank');
    await page.getByRole('button', { name: 'By hand' }).last().click();
    await page.getByRole('button', { name: 'Add a step after By hand' }).click();
    await page.getByRole('combobox', { name: 'What comes next?' }).fill('transf');
    await picture(page, 'editor-add');
    await page.getByRole('option', { name: /^Transform/ }).click();
    await node(page, /^Transform/).waitFor();
    await page.getByLabel(/^Output/).fill('"Hello"');

    const canvas = await page.getByRole('region', { name: 'Drawing of the service' }).boundingBox();
    if (canvas === null) throw new Error('no canvas');
    await page
      .getByRole('complementary', { name: 'Steps to add' })
      .getByRole('button', { name: 'End', exact: true })
      .dragTo(page.getByRole('region', { name: 'Drawing of the service' }), {
        targetPosition: { x: canvas.width / 2, y: canvas.height - 200 },
      });
    await node(page, /^End/).waitFor();
    const exit = await middleOf(page, '[data-id^="transform_"] .react-flow__handle[data-handleid="out"]');
    const end = await middleOf(page, '[data-id^="end_"]');
    await drag(page, exit, end);
    await page.getByRole('button', { name: /^Sound$/ }).waitFor();
    await picture(page, 'editor-drawn');
    await saved(page);
    expect((await draftOf('drawn-by-mouse')).edges).toHaveLength(2);

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByLabel(/^What is new/).fill('The first one');
    await picture(page, 'editor-publish');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Version 1 is live.').waitFor();
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL(/\/runs\//);
    await page.getByRole('status').getByText('done').waitFor({ timeout: 20_000 });
    expect(problems).toEqual([]);
  });

  it('is drawn by keyboard alone: added, set, connected, named, published', async () => {
    const { page, problems } = await edit('by-keyboard', { nodes: [] });
    const keys = page.keyboard;
    await page.getByRole('region', { name: 'Drawing of the service' }).focus();
    await keys.press('a');
    await keys.type('set var');
    await keys.press('Escape');
    await keys.press('a');
    await keys.type('transform');
    await keys.press('Enter');
    await node(page, /^Transform/).waitFor();
    await keys.press('F2');
    await keys.type('First');
    await keys.press('Tab');
    await keys.press('Tab');
    await keys.press('Control+a');
    await keys.type('1');
    await keys.press('Escape');
    await keys.press('a');
    await keys.type('transform');
    await keys.press('Enter');
    await node(page, /^Transform/).waitFor();
    await keys.press('F2');
    await keys.type('Second');
    await keys.press('Escape');
    // The connection between them is taken away and drawn again.
    await keys.press('[');
    await keys.press('Delete');
    await saved(page);
    expect((await draftOf('by-keyboard')).edges).toEqual([]);
    await keys.press('ArrowUp');
    await keys.press('c');
    await keys.press('Enter');
    await saved(page);
    const draft = await draftOf('by-keyboard');
    const [first, second] = draft.nodes;
    expect(draft.nodes.map(({ name, config }) => [name, config])).toEqual([
      ['First', { output: 1 }],
      ['Second', { output: {} }],
    ]);
    expect(draft.edges).toEqual([{ source: first?.id, target: second?.id }]);
    await page.getByRole('button', { name: /^Sound$/ }).waitFor();
    await keys.press('Control+Shift+P');
    await page
      .getByLabel(/^Name of the version/)
      .and(page.locator(':focus'))
      .waitFor();
    await page
      .getByRole('dialog')
      .getByText(/^Sound/)
      .waitFor();
    await page
      .getByRole('dialog')
      .getByText(/^No scenarios are kept/)
      .waitFor();
    await keys.type('By hand');
    await keys.press('Tab');
    await keys.press('Tab');
    await keys.press('Tab');
    await keys.press('Enter');
    await page.getByText('Version 1 is live.').waitFor();
    expect(problems).toEqual([]);
  });

  it('is clean to assistive technology with everything on it, light and dark, and few tab stops', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await tab(context, `${stack.url}/services/order-escalation/edit`);
      await page.emulateMedia({ colorScheme });
      await node(page, /^Look up the order/).click();
      await page.getByRole('button', { name: /^Sound$/ }).click();
      expect(await violations(page)).toEqual([]);
      await picture(page, `editor-${colorScheme}`);
      // The toolbar is one stop; arrows walk through it.
      await page.getByRole('button', { name: 'Publish', exact: true }).focus();
      await page.keyboard.press('ArrowRight');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Back to the service');
      await page.keyboard.press('End');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Publish');
      const stops = await page.evaluate(
        () =>
          [
            ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
          ].filter((element) => element.tabIndex >= 0 && element.closest('aside[aria-label="Settings"]') === null)
            .length,
      );
      expect(stops).toBeLessThanOrEqual(25);
      expect(problems).toEqual([]);
      await page.close();
    }
  });
});

describe('nothing is lost', () => {
  it('when the tab is killed in the middle of typing', async () => {
    const { page } = await edit('killed');
    await node(page, /^Transform/).click();
    await page.getByLabel('Name', { exact: true }).click();
    // The server is out of reach, so that this machine alone can keep it.
    await context.setOffline(true);
    await page.keyboard.type('In the middle of a wo');
    await page.getByText('Offline: your changes are kept on this machine').waitFor();
    await page.keyboard.type('rd');
    const debug = await context.newCDPSession(page);
    debug.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash');
    await page.close();
    await context.setOffline(false);
    const again = await tab(context, `${stack.url}/services/killed/edit`);
    await node(again.page, /^In the middle of a word/).waitFor();
    await saved(again.page);
    expect((await draftOf('killed')).nodes[0]?.name).toBe('In the middle of a word');
  });

  it('hidden-tab-stays-current: by two tabs of one person that change the same draft (dify#38994)', async () => {
    const one = await edit('two-tabs');
    const two = await tab(context, `${stack.url}/services/two-tabs/edit`);
    await node(two.page, /^Transform/).click();
    await two.page.getByLabel('Name', { exact: true }).fill('From the second');
    await node(one.page, /^From the second/).click();
    await one.page.getByLabel(/^Output/).fill('"From the first"');
    await saved(one.page);
    await saved(two.page);
    expect((await draftOf('two-tabs')).nodes).toEqual([
      { ...service('two-tabs').nodes[0], name: 'From the second', config: { output: 'From the first' } },
    ]);
    expect([...one.problems, ...two.problems]).toEqual([]);
  });

  it('by two browsers, one of which was away', async () => {
    const here = await edit('two-browsers');
    const elsewhere = await browser.newContext();
    const there = await tab(elsewhere, `${stack.url}/services/two-browsers/edit`);
    await node(there.page, /^Transform/).click();
    await context.setOffline(true);
    await node(here.page, /^Transform/).click();
    await here.page.getByLabel('Name', { exact: true }).fill('Named while away');
    await there.page.getByLabel(/^Output/).fill('"Set meanwhile"');
    await saved(there.page);
    await context.setOffline(false);
    await saved(here.page);
    expect((await draftOf('two-browsers')).nodes).toEqual([
      { ...service('two-browsers').nodes[0], name: 'Named while away', config: { output: 'Set meanwhile' } },
    ]);
    await elsewhere.close();
  });

  it('undo-covers-config: settings, names and steps are taken back and done again (lightning#2177, PostHog#41526)', async () => {
    const { page } = await edit('undone');
    await node(page, /^Transform/).click();
    await page.getByLabel(/^Output/).fill('2');
    await node(page, /^Transform/).click();
    await page.keyboard.press('Control+d');
    await page.locator('.react-flow__node').nth(1).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await saved(page);
    expect((await draftOf('undone')).nodes).toEqual(service('undone').nodes);
    await page.keyboard.press('Control+Shift+Z');
    await saved(page);
    expect((await draftOf('undone')).nodes).toEqual([{ ...service('undone').nodes[0], config: { output: 2 } }]);
  });
});

describe('steps', () => {
  it('travel through the clipboard into another service', async () => {
    const from = await edit('copied');
    await node(from.page, /^Transform/).click();
    await from.page.keyboard.press('Control+c');
    await from.page.getByText('1 step copied.').waitFor({ state: 'attached' });
    const to = await edit('pasted', { nodes: [] });
    await to.page.getByRole('region', { name: 'Drawing of the service' }).focus();
    await to.page.keyboard.press('Control+v');
    await node(to.page, /^Transform/).waitFor();
    await saved(to.page);
    expect((await draftOf('pasted')).nodes.map(({ id, config }) => [id, config])).toEqual([
      ['hello', { output: 'Hello' }],
    ]);
  });

  it('are moved by mouse onto the grid, dropped into a container, and tidied up', async () => {
    const { page } = await edit('moved', {
      nodes: [
        { id: 'box', type: 'scope', position: { x: 0, y: 0 }, config: {} },
        { id: 'in', type: 'transform', parent: 'box', position: { x: 0, y: 0 }, config: { output: 1 } },
        { id: 'out', type: 'transform', position: { x: 500, y: 0 }, config: { output: 2 } },
      ],
    });
    const [box, out] = [await middleOf(page, '[data-id="in"]'), await middleOf(page, '[data-id="out"]')];
    await drag(page, out, { x: box.x + 10, y: box.y + 30 });
    await saved(page);
    expect((await draftOf('moved')).nodes.map(({ id, parent }) => [id, parent])).toEqual([
      ['box', undefined],
      ['in', 'box'],
      ['out', 'box'],
    ]);
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await page.getByText('The drawing is tidied up.').waitFor({ state: 'attached' });
    await saved(page);
    const places = (await draftOf('moved')).nodes.slice(1).map(({ position }) => position);
    expect(places.every((place) => (place?.x ?? 1) % 15 === 0 && (place?.y ?? 1) % 15 === 0)).toBe(true);
    expect(Math.abs((places[0]?.x ?? 0) - (places[1]?.x ?? 0))).toBeGreaterThanOrEqual(200);
  });

  it('with a fault say so, lead to it from the list, and are mended by a click', async () => {
    const { page } = await edit('faulty', {
      nodes: [{ id: 'hello', type: 'transform', config: { outputs: 'Hello' } }],
    });
    await page.getByRole('button', { name: /^\d+ error/ }).click();
    await picture(page, 'editor-problems');
    const list = page.getByRole('region', { name: 'Problems' });
    await list
      .getByRole('button', { name: /outputs/ })
      .first()
      .click();
    await node(page, /^Transform/)
      .and(page.locator('.selected'))
      .waitFor();
    await list.getByRole('button', { name: 'Mend it' }).first().click();
    await page.getByRole('button', { name: /^Sound$/ }).waitFor();
    await saved(page);
    expect((await draftOf('faulty')).nodes[0]?.config).toEqual({ output: 'Hello' });
  });
});
