import { expect, it } from 'vitest';
import { answerFor, assetsIn } from './shell-cache.ts';

const origin = 'http://127.0.0.1:8080';
const asked = (path: string, parts: Partial<Parameters<typeof answerFor>[0]> = {}) =>
  answerFor({ method: 'GET', mode: 'cors', url: `${origin}${path}`, ...parts }, origin);

it('the shell stands in for pages, built files come from what is kept, and data is always asked for', () => {
  expect([
    asked('/services/orders/edit', { mode: 'navigate' }),
    asked('/assets/main-a1b2.js'),
    asked('/api/v1/services'),
    asked('/api/v1/services', { mode: 'navigate' }),
    asked('/services', { method: 'POST', mode: 'navigate' }),
    asked('/manifest.webmanifest'),
    answerFor({ method: 'GET', mode: 'cors', url: 'https://elsewhere.test/assets/x.js' }, origin),
  ]).toEqual(['shell', 'asset', 'network', 'network', 'network', 'network', 'network']);
});

it('the files that a page names are found once each', () => {
  const html = '<script src="/assets/main-a1.js"></script><link href="/assets/main-b2.css"><x y="/assets/main-a1.js">';
  expect(assetsIn(html)).toEqual(['/assets/main-a1.js', '/assets/main-b2.css']);
});
