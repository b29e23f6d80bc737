import type { Service } from '@omniroute/dsl';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, picture, tab, violations } from './browser.ts';

let stack: TestStack;
let browser: Browser;
let context: BrowserContext;

const service: Service = {
  dsl_version: '1.0',
  id: 'worked-out',
  name: 'Worked out',
  inputs: {
    type: 'object',
    required: ['amount', 'customer'],
    properties: { amount: { type: 'number' }, customer: { type: 'string' } },
    additionalProperties: false,
  },
  triggers: [{ id: 'start', type: 'manual' }],
  nodes: [{ id: 'sum', type: 'transform', position: { x: 0, y: 120 }, config: { output: 1 } }],
  edges: [{ source: 'start', target: 'sum' }],
};

beforeAll(async () => {
  stack = await startTestStack();
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

it('a value is worked out with an expression: completed, shown on sample data, faults in place, left by keys', async () => {
  await stack.api('POST', '/services', { service });
  const { page, problems } = await tab(context, `${stack.url}/services/worked-out/edit`);
  await page.getByRole('group', { name: /^Transform/ }).click();
  await page.getByRole('button', { name: 'Work out with an expression: Output' }).click();
  const field = page.getByRole('textbox', { name: 'Output (expression)' }).and(page.locator('.cm-content'));
  await field.waitFor();
  await field.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('input.am');
  await page.getByRole('option', { name: /^amount/ }).waitFor();
  await page.locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)').waitFor();
  await page.waitForFunction(() => document.getAnimations().length === 0);
  await picture(page, 'expression-completion');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('option', { name: /^amount/ }).waitFor({ state: 'detached' });
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('ount * 2');
  await page.getByText('For example: 2').waitFor();
  await picture(page, 'expression-sample');

  await page.keyboard.press('Control+a');
  await page.keyboard.type('input.amuont');
  await page.keyboard.press('Escape');
  await page.locator('.cm-lintRange-error').waitFor();
  await picture(page, 'expression-fault');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mend it' }).first().click();
  await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
  expect(await field.textContent()).toBe('input.amount');

  await field.click();
  await page.keyboard.press('Tab');
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
  await field.click();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.closest('aside') === null)).toBe(true);
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const draft = await stack.api<Service>('GET', '/services/worked-out/draft');
  expect(draft.nodes[0]?.config).toEqual({ output: '${ input.amount }' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('group', { name: /^Transform/ }).click();
  await field.waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'expression-dark');
  expect(problems).toEqual([]);
});
