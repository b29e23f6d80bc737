import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, picture, violations } from './browser.ts';

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

/** A page that fails the test for any violation of the content security policy and any error of its own. */
async function open(path: string, colors: 'light' | 'dark' = 'light'): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: colors });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${stack.url}${path}`);
  return { page, problems };
}

describe('the page', () => {
  it('lists the services, and one opens as a drawing with its steps and a start form', async () => {
    const { page, problems } = await open('/');
    await page.getByRole('link', { name: 'Order escalation', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /Order escalation/ }).waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(16);
    expect(await page.getByRole('navigation', { name: 'Steps' }).getByRole('button').count()).toBe(14);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'service');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('is clean in dark colours too', async () => {
    const { page, problems } = await open('/services/order-escalation', 'dark');
    await page.locator('.react-flow__node').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'service-dark');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('starts a run from the form by keyboard alone, shows it live, and takes the confirmation', async () => {
    const { page, problems } = await open('/services/order-escalation');
    await page.getByLabel(/^Order/).focus();
    await page.keyboard.type('o-1001');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\//);
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await steps.getByRole('button', { name: /Wait for the confirmation.*waiting/ }).waitFor({ timeout: 20_000 });
    await picture(page, 'run');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel(/^Key/).fill('o-1001');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Handed to 1 run.').waitFor();
    await steps.getByRole('button', { name: /Confirmed.*done/ }).waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { level: 1 }).getByText('Run of Order escalation').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows a task, says what its form lacks, and takes the answer', async () => {
    const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/order-escalation/runs', {
      trigger: 'by_hand',
      // A word without an end in somebody's note.
      input: { order_id: 'o-1002', note: 'x'.repeat(300) },
      time_scale: 3600,
    });
    const { page, problems } = await open(`/runs/${run}`);
    const task = page.getByRole('article', { name: /about order o-1002/ });
    await task.waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await task.getByRole('button', { name: 'Cancel the order' }).click();
    await task.getByText('Needed.').waitFor();
    await task.getByLabel(/^Remark/).fill('Wrong address');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'task');
    await task.getByRole('button', { name: 'Cancel the order' }).click();
    await page.getByText('to be cancelled', { exact: true }).waitFor({ timeout: 20_000 });
    expect(problems).toEqual([]);
    await page.close();
  });

  it('pauses a run with a reason, shows who did it and why, and resumes it', async () => {
    const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/order-escalation/runs', {
      trigger: 'by_hand',
      input: { order_id: 'o-1003' },
    });
    const { page, problems } = await open(`/runs/${run}`);
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await page.getByLabel(/^Reason/).fill('Ask the warehouse first');
    await pause.click();
    await page.getByRole('status').getByText('paused').waitFor({ timeout: 20_000 });
    await page.getByRole('list', { name: 'What people did' }).getByText('Ask the warehouse first').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'paused');
    await page.getByLabel(/^Reason/).fill('The goods are there');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page
      .getByRole('status')
      .getByText(/waiting|running/)
      .waitFor({ timeout: 20_000 });
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says so where there is nothing', async () => {
    const { page, problems } = await open('/nowhere/at/all');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${stack.url}/runs/01a20df7-5cd0-7070-ab0a-000000000000`);
    await page.getByText('There is no run').waitFor();
    await page.goto(`${stack.url}/tasks`);
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});
