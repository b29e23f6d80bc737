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

const services = (page: Page) => page.getByRole('list', { name: 'Services' }).getByRole('listitem');
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

it('services are found by their names, sorted and narrowed by state, and say how they stand', async () => {
  const faulty = { id: 'faulty', type: 'transform', config: { outputs: 1 } };
  const draft: Service = { dsl_version: '1.0', id: 'half-drawn', name: 'Half drawn', nodes: [faulty], edges: [] };
  await stack.api('POST', '/services', { service: draft });
  const { page, problems } = await tab(context, stack.url);
  await services(page).first().waitFor();
  expect(await services(page).count()).toBe(4);
  // What changed last comes first.
  await services(page)
    .first()
    .getByText(/errors in the draft/)
    .waitFor();
  await page.getByRole('heading', { name: 'Templates' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'home');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page)).toEqual([]);
  await picture(page, 'home-dark');
  await page.getByLabel('Sorted by').selectOption({ label: 'Name' });
  await services(page).nth(0).getByRole('link', { name: 'Half drawn', exact: true }).waitFor();
  await page.getByLabel('State').selectOption({ label: 'Draft' });
  await services(page).nth(1).waitFor({ state: 'detached' });
  await page.getByLabel('State').selectOption({ label: 'All' });
  await page.getByLabel('Search services').fill('STOCK');
  await services(page).nth(1).waitFor({ state: 'detached' });
  await services(page).getByRole('link', { name: 'Stock replenishment', exact: true }).waitFor();
  await page.getByLabel('Search services').fill('nothing is called so');
  await page.getByText('No service fits').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await services(page).nth(3).waitFor();
  expect(problems).toEqual([]);
});

it('a template is previewed, used, published and started within six clicks', async () => {
  const { page, problems } = await tab(context, stack.url);
  await page.getByRole('button', { name: 'Preview Order escalation' }).click();
  await page.getByRole('dialog').locator('.react-flow__node').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'template-preview');
  await page.keyboard.press('Escape');
  let clicks = 0;
  const click = async (name: string | RegExp) => {
    clicks += 1;
    await page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .last()
      .click();
  };
  await click('Use Order escalation');
  await page.waitForURL(/order-escalation-2\/edit$/);
  await saved(page);
  await click('Publish');
  await page
    .getByRole('dialog')
    .getByText(/^Sound/)
    .waitFor();
  // The template brought its scenarios along.
  await page.getByText(/^14 scenarios turn out as expected/).waitFor();
  await click('Publish');
  await page.getByText('Version 1 is live.').waitFor();
  await click('Start a run');
  await page.getByLabel(/^Order/).fill('o-77');
  await click('Start');
  await page.waitForURL(/\/runs\//);
  expect(clicks).toBeLessThanOrEqual(6);
  await page.getByRole('heading', { level: 1 }).getByText('Run of Order escalation 2').waitFor();
  expect(problems).toEqual([]);
});

it('an empty drawing begins with a template too, and the introduction tells how, is walked by keys and does not come back', async () => {
  const { page, problems } = await tab(context, stack.url);
  await page.getByRole('button', { name: 'New service' }).click();
  await page.getByLabel(/^Name/).fill('From nothing');
  await page.getByRole('button', { name: 'Create' }).click();
  const introduction = page.getByRole('region', { name: 'Introduction' });
  await introduction.getByText('Step 1 of 5').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'introduction');
  await introduction.getByRole('button', { name: 'Next' }).focus();
  for (const step of [2, 3, 4, 5]) {
    await page.keyboard.press('Enter');
    await introduction.getByText(`Step ${step} of 5`).waitFor();
  }
  await introduction.getByRole('button', { name: 'Done' }).focus();
  await page.keyboard.press('Escape');
  await introduction.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Payment collection' }).click();
  await page.locator('.react-flow__node').nth(3).waitFor();
  await saved(page);
  const drawn = await stack.api<Service>('GET', '/services/from-nothing/draft');
  expect([drawn.id, drawn.name, drawn.nodes.length > 3]).toEqual(['from-nothing', 'From nothing', true]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Nothing is drawn yet' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Nothing is drawn yet' }).waitFor();
  expect(await introduction.count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('introduction');
  await page.keyboard.press('Enter');
  await introduction.getByText('Step 1 of 5').waitFor();
  expect(problems).toEqual([]);
});
