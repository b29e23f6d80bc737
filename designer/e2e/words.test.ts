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

const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

it('the page is read in another language, which is remembered, with dates as it writes them', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Africa/Lagos' });
  const { page, problems } = await tab(context, stack.url);
  await page.getByRole('heading', { name: 'Services', level: 1 }).waitFor();
  expect(await languageOf(page)).toBe('en');
  await page.getByLabel('Language').selectOption({ label: 'Français (not reviewed)' });
  await page.getByRole('link', { name: 'Exécutions' }).waitFor();
  expect(await languageOf(page)).toBe('fr');
  const at = await page.locator('time').first();
  const french = new Intl.DateTimeFormat('fr', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Africa/Lagos',
  }).format(new Date((await at.getAttribute('datetime')) ?? ''));
  expect(await at.textContent()).toBe(french);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'home-french');
  await page.goto(`${stack.url}/services/order-escalation/edit`);
  await page.getByRole('button', { name: 'Publier', exact: true }).waitFor();
  await picture(page, 'editor-french');
  // Only the catalogue that is read was fetched.
  const fetched = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /\/(fr|pt|sw|ha|yo)-[\w-]+\.js$/.exec(name)?.[1])
      .filter((name) => name !== undefined),
  );
  expect([...new Set(fetched)]).toEqual(['fr']);
  expect(problems).toEqual([]);
  await context.close();
});

it('somebody whose browser speaks one of our languages is greeted in it', async () => {
  for (const [locale, runs] of [
    ['sw-KE', 'Utekelezaji'],
    ['pt-MZ', 'Execuções'],
    ['ha-NG', 'Gudanarwa'],
    ['yo-NG', 'Ìṣiṣẹ́'],
  ] as const) {
    const context = await browser.newContext({ locale });
    const { page, problems } = await tab(context, `${stack.url}/runs`);
    await page.getByRole('heading', { name: runs, level: 1 }).waitFor();
    await picture(page, `runs-${locale}`);
    expect(problems).toEqual([]);
    await context.close();
  }
});
