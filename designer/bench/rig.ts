import type { Service } from '@omniroute/dsl';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import { getChromium } from '@omniroute/tooling';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';

/** The running product and a browser. */
export interface Rig {
  readonly stack: TestStack;
  readonly browser: Browser;
}

/** A draft that is open in a window of its own. */
export interface Open {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Milliseconds since the navigation began, by the page's clock. */
  now(): Promise<number>;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/** Starts the product and a browser for what is measured, and ends both. */
export async function withRig<Result>(body: (rig: Rig) => Promise<Result>): Promise<Result> {
  const stack = await startTestStack();
  try {
    const browser = await chromium.launch({ executablePath: await getChromium(), args: FLAGS });
    try {
      return await body({ stack, browser });
    } finally {
      await browser.close();
    }
  } finally {
    await stack.stop();
  }
}

/** A window without anything kept from before. */
export async function freshContext(rig: Rig): Promise<BrowserContext> {
  return rig.browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
}

/** Opens a page in a window of its own, before which a script may run. */
export async function openPage(rig: Rig, path: string, before?: () => void): Promise<Open> {
  const context = await freshContext(rig);
  if (before !== undefined) await context.addInitScript(before);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.goto(`${rig.stack.url}${path}`, { waitUntil: 'commit' });
  return { context, page, cdp, now: () => page.evaluate(() => performance.now()) };
}

/** Creates a service for a drawing; a second time it is there already. */
export async function created(rig: Rig, service: Service): Promise<string> {
  await rig.stack.api('POST', '/services', { service });
  return `/services/${service.id}/edit`;
}

/** Waits until the draft is open, drawn, checked and saved. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Sound$/ }).waitFor({ timeout: 60_000 });
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
