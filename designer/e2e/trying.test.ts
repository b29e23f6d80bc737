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
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
});

const panel = (page: Page) => page.getByRole('complementary', { name: 'Try it' });
const node = (page: Page, name: string | RegExp) => page.getByRole('group', { name });

async function trying(service: string) {
  const opened = await tab(context, `${stack.url}/services/${service}/edit`);
  await opened.page.getByText('Saved', { exact: true }).waitFor();
  await opened.page.getByRole('button', { name: 'Try it' }).click();
  await panel(opened.page).getByText('Step 0 of').waitFor();
  return opened;
}

describe('a service is tried', () => {
  it('step by step, back again, with another answer, to a breakpoint and to a question that is answered', async () => {
    const { page, problems } = await trying('order-escalation');
    const side = panel(page);
    const press = (name: string) => side.getByRole('button', { name, exact: true }).click();
    await press('Next step');
    await side.getByText('What it got').waitFor();
    await node(page, /^Look up the order/)
      .getByText('running')
      .waitFor({ state: 'attached' });
    await press('Next step');
    await node(page, /^Look up the order/)
      .getByText('done')
      .waitFor({ state: 'attached' });
    await press('One step back');
    await picture(page, 'try-step');

    // Another answer: the order is not known.
    await press('Change the answer');
    await side.getByLabel(/^Answer 1/).selectOption('error');
    await side.getByLabel('Code of the error 1').fill('http.404');
    await press('Next step');
    await side.getByText('The step failed with http.404.').waitFor();
    await picture(page, 'try-error');
    await press('Make it up again');

    // A breakpoint, and on to the question.
    await node(page, /^Tell the customer/).click();
    await press('Halt here');
    await press('Go on');
    await node(page, /^Tell the customer/)
      .getByText('running')
      .waitFor({ state: 'attached' });
    await press('Halt here');
    await press('Go on');
    await side.getByRole('region', { name: 'Waiting for an answer' }).waitFor();
    await picture(page, 'try-question');
    await press('Send order.confirmed');
    await side.getByText(/order.confirmed \(.*\), 1 min after the start/).waitFor();
    await side.getByText('after 1 min', { exact: true }).waitFor();
    await press('To the end');
    await side.getByRole('region', { name: 'The run' }).getByText('Output of the run').waitFor();
    await picture(page, 'try-end');

    // The run is kept, and played with the others of the template.
    await side.getByRole('tab', { name: 'Scenarios' }).click();
    await side.getByLabel(/^Name of the scenario/).fill('Confirmed within a minute');
    await press('Keep as a scenario');
    await side.getByText('Confirmed within a minute').waitFor();
    await press('Run all');
    await side.getByText('15 of 15 as expected').waitFor();
    expect(await violations(page)).toEqual([]);
    await side.getByText(/^\d+ of \d+ ways$/).waitFor();
    await picture(page, 'try-scenarios');
    await press('Show on the drawing');
    await picture(page, 'try-coverage');

    // Made-up ones are offered; the way that nothing reached is reached by one of them.
    await press('Make some up');
    await side.getByText('everything goes well').waitFor();
    await picture(page, 'try-made-up');
    await press('Keep everything goes well');
    await side.getByRole('list', { name: 'Scenarios' }).getByText('everything goes well').waitFor();

    // A change of the draft makes one of them go otherwise, and says how.
    await node(page, /^Confirmed/).click();
    await page.keyboard.press('Delete');
    await press('Run all');
    await side.getByText('otherwise', { exact: true }).first().waitFor();
    await side.getByText('“confirmed” was not reached.').first().waitFor();
    await picture(page, 'try-otherwise');
    await page.getByRole('button', { name: 'Undo' }).click();
    await press('Delete Confirmed within a minute');
    await side.getByText('Confirmed within a minute').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('by keyboard alone, and clean to assistive technology, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await tab(context, `${stack.url}/services/order-escalation/edit`);
      await page.emulateMedia({ colorScheme });
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.getByRole('region', { name: 'Drawing of the service' }).focus();
      await page.keyboard.press('Control+Enter');
      await panel(page).getByText('Step 0 of').waitFor();
      await page.keyboard.press('Alt+.');
      await page.keyboard.press('Alt+.');
      await node(page, /^Look up the order/)
        .getByText('done')
        .waitFor({ state: 'attached' });
      await page.getByText('Look up the order: done').waitFor({ state: 'attached' });
      await page.keyboard.press('Alt+,');
      await panel(page).getByText('Step 1 of').waitFor();
      await page.keyboard.press('Alt+Enter');
      await panel(page).getByRole('region', { name: 'Waiting for an answer' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await picture(page, `try-${colorScheme}`);
      await page.keyboard.press('Control+Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(problems).toEqual([]);
      await page.close();
    }
  });

  it('the turns of a loop are shown one at a time, on the drawing and in the panel', async () => {
    const { page, problems } = await trying('stock-replenishment');
    const side = panel(page);
    await side.getByRole('tab', { name: 'Scenarios' }).click();
    await side.getByRole('button', { name: /^Try stock and open orders/ }).click();
    await side.getByText(/^Step 0 of/).waitFor();
    await side.getByRole('button', { name: 'To the end' }).click();
    const turn = side.getByLabel(/^Turn of/).first();
    await turn.waitFor();
    const chosen = () => turn.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? '');
    expect(await chosen()).toMatch(/^(\d+) of \1$/);
    await turn.selectOption({ index: 0 });
    expect(await chosen()).toMatch(/^1 of/);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'try-loop');
    expect(problems).toEqual([]);
  });

  it('one step is done for real, once it was said what that does, and its answer is taken over', async () => {
    const { page, problems } = await trying('order-escalation');
    const side = panel(page);
    await side.getByLabel(/^Order/).fill('o-1001');
    await side.getByRole('button', { name: 'Next step' }).click();
    await side.getByRole('button', { name: 'Do this step for real…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Do “Look up the order” for real' });
    await dialog.getByText('It calls a system outside.').waitFor();
    await dialog.getByText('It uses the connection “sandbox”.').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'try-real-asked');
    await dialog.getByRole('button', { name: 'Do it for real' }).click();
    const result = side.getByRole('region', { name: 'For real' });
    await result.getByText('done', { exact: true }).waitFor();
    await result.getByText(/"id": "o-1001"/).waitFor();
    await result.getByText(/order-escalation:.*:get_order#1/).waitFor();
    await picture(page, 'try-real');
    await result.getByRole('button', { name: 'Answer so in the trial' }).click();
    await side
      .getByLabel('Output 1')
      .and(page.locator('textarea', { hasText: 'o-1001' }))
      .waitFor();
    expect(problems).toEqual([]);
  });

  it('a run that really happened becomes a scenario that goes as it did', async () => {
    const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/order-escalation/runs', {
      input: { order_id: 'o-1001' },
      trigger: 'by_hand',
    });
    await stack.api('POST', '/messages', {
      name: 'order.confirmed',
      correlation: 'o-1001',
      payload: { confirmed_by: 'Ada' },
    });
    const { page, problems } = await tab(context, `${stack.url}/runs/${run}`);
    await page.getByRole('status').getByText('done').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Keep as a scenario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep this run as a scenario' });
    await dialog.getByText('Played in the simulator it goes as the run did.').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'run-kept');
    await dialog.getByLabel(/^Name of the scenario/).fill('As it really was');
    await dialog.getByRole('button', { name: 'Keep as a scenario' }).click();
    await dialog.getByRole('link', { name: 'Open the service' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Try it' }).click();
    await panel(page).getByRole('tab', { name: 'Scenarios' }).click();
    await panel(page).getByRole('button', { name: 'Run all' }).click();
    await panel(page).getByRole('listitem').filter({ hasText: 'As it really was' }).getByText('as expected').waitFor();
    expect(problems).toEqual([]);
  });
});
