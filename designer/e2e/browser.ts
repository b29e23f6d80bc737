import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { getChromium } from '@omniroute/tooling';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where pictures of the page go when somebody asks for them. */
const PICTURES = process.env.OMNIROUTE_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page, and what went wrong on it: violations of its policy, and errors of its own. */
export interface Watched {
  readonly page: Page;
  readonly problems: string[];
}

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await getChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}

/** Opens an address in a tab of a browser that keeps what the others kept. */
export async function tab(context: BrowserContext, url: string): Promise<Watched> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(url);
  return { page, problems };
}

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Rules of axe that a page breaks, with the elements. */
export async function violations(page: Page): Promise<string[]> {
  // The test's own script comes by the debugger, which the page's policy does not concern.
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    (
      window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({ resultTypes: ['violations'] }),
  );
  return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
