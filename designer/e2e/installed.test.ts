import type { Service } from '@omniroute/dsl';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, picture, tab, violations } from './browser.ts';

let stack: TestStack;
let browser: Browser;

beforeAll(async () => {
  stack = await startTestStack();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const service = (id: string): Service => ({
  dsl_version: '1.0',
  id,
  name: 'Kept here',
  nodes: [
    { id: 'hello', type: 'transform', name: 'Say hello', position: { x: 0, y: 0 }, config: { output: 'Hello' } },
    { id: 'done', type: 'transform', name: 'Say more', position: { x: 0, y: 150 }, config: { output: 'More' } },
  ],
  edges: [{ source: 'hello', target: 'done' }],
});
const node = (page: Page, name: RegExp) => page.getByRole('group', { name });
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
/** How far the page is wider than its window. */
const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

it('the page says what it is to a browser that installs it, and every icon is there', async () => {
  const answer = await fetch(`${stack.url}/manifest.webmanifest`);
  const manifest = (await answer.json()) as {
    display: string;
    start_url: string;
    icons: { src: string; type: string }[];
  };
  expect([answer.headers.get('content-type'), manifest.display, manifest.start_url]).toEqual([
    'application/manifest+json',
    'standalone',
    '/services',
  ]);
  const icons = await Promise.all(manifest.icons.map(({ src }) => fetch(`${stack.url}${src}`)));
  expect(icons.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual(
    manifest.icons.map(({ type }) => [200, type]),
  );
});

it('a draft that was opened once opens without a network, takes changes, and brings them when there is one again', async () => {
  await stack.api('POST', '/services', { service: service('kept-here') });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page, problems } = await tab(context, `${stack.url}/services/kept-here/edit`);
  await saved(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  expect(problems).toEqual([]);
  // What was loaded before there was a worker is kept at its first call.
  await page.waitForFunction(async () => {
    const names = await caches.keys();
    const [cache] = await Promise.all(names.map((name) => caches.open(name)));
    return ((await cache?.keys()) ?? []).some(({ url }) => url.includes('editor-page'));
  });
  await context.setOffline(true);
  await page.reload();
  await node(page, /^Say hello/).click();
  await page.getByLabel('Name', { exact: true }).fill('Without a network');
  await page.getByText('Offline: your changes are kept on this machine').waitFor();
  await context.setOffline(false);
  await saved(page);
  const draft = await stack.api<Service>('GET', '/services/kept-here/draft');
  expect(draft.nodes[0]?.name).toBe('Without a network');
  await context.close();
});

it('a tab that is killed takes its worker along, and the next one finds the draft as it was typed', async () => {
  await stack.api('POST', '/services', { service: service('killed-here') });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page } = await tab(context, `${stack.url}/services/killed-here/edit`);
  await saved(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await node(page, /^Say hello/).click();
  await page.getByLabel('Name', { exact: true }).fill('Typed to the end');
  await node(page, /^Typed to the end/).waitFor();
  const debug = await context.newCDPSession(page);
  debug.send('Page.crash').catch(() => undefined);
  await page.waitForEvent('crash');
  const again = await tab(context, `${stack.url}/services/killed-here/edit`);
  await node(again.page, /^Typed to the end/).waitFor();
  await saved(again.page);
  const draft = await stack.api<Service>('GET', '/services/killed-here/draft');
  expect(draft.nodes[0]?.name).toBe('Typed to the end');
});

it('on a phone there are services, runs, tasks and the steps as an outline; nothing is wider than the window', async () => {
  await stack.api('POST', '/services', { service: service('on-a-phone') });
  // 320 is also a window of 1280 at 400 %.
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, hasTouch: true });
  const { page, problems } = await tab(context, stack.url);
  await page.getByRole('list', { name: 'Services' }).getByRole('listitem').first().waitFor();
  expect([await overhang(page), await violations(page)]).toEqual([0, []]);
  await picture(page, 'phone-home');
  for (const path of ['/runs', '/tasks', '/messages']) {
    await page.goto(`${stack.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect([path, await overhang(page)]).toEqual([path, 0]);
  }
  await page.goto(`${stack.url}/services/order-escalation`);
  await page.getByRole('navigation', { name: 'Steps' }).waitFor();
  expect(await page.getByRole('region', { name: 'Drawing of the service' }).isVisible()).toBe(false);
  expect(await overhang(page)).toBe(0);
  await picture(page, 'phone-service');

  await page.goto(`${stack.url}/services/on-a-phone/edit`);
  const outline = page.getByRole('navigation', { name: 'Steps' });
  await outline.getByRole('button', { name: /^Say hello/ }).tap();
  await page.getByLabel('Name', { exact: true }).fill('Changed by thumb');
  expect(await overhang(page)).toBe(0);
  await picture(page, 'phone-settings');
  await page.getByRole('button', { name: 'Close settings' }).tap();
  await outline.getByRole('button', { name: /^Changed by thumb/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'phone-outline');
  expect(problems).toEqual([]);
  await context.close();
});

it('on a tablet the drawing has room: lists and settings come when they are asked for', async () => {
  await stack.api('POST', '/services', { service: service('on-a-tablet') });
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, hasTouch: true });
  const { page, problems } = await tab(context, `${stack.url}/services/on-a-tablet/edit`);
  await node(page, /^Say hello/).waitFor();
  const drawing = await page.getByRole('region', { name: 'Drawing of the service' }).boundingBox();
  expect(drawing?.width ?? 0).toBeGreaterThan(450);
  expect(await overhang(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'tablet-editor');
  expect(problems).toEqual([]);
  await context.close();
});
