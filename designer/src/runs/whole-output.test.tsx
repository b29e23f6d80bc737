import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { startLanguage } from '../app/language.ts';
import { WholeOutput } from './whole-output.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Shows the output of a visit to a server that answers as given, and asks for the whole. */
async function shown(answer: (url: URL) => { status: number; body: unknown }): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    const url = new URL(path, 'http://here');
    asked.push(`${url.pathname}${url.search}`);
    const { status, body } = answer(url);
    return new Response(JSON.stringify(body), { status });
  });
  startLanguage();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WholeOutput run="r1" visit="fetch#1.17" />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Show all of it' }));
  return asked;
}

test('the whole output is fetched when asked for, piece by piece', async () => {
  const text = JSON.stringify({ all: [1, 2, 3] });
  const asked = await shown((url) => {
    const offset = Number(url.searchParams.get('offset'));
    const piece = text.slice(offset, offset + 8);
    const end = offset + piece.length;
    const next = end < text.length ? end : null;
    return { status: 200, body: { text: piece, offset, total: text.length, next } };
  });
  expect((await screen.findByText(/"all"/)).textContent).toBe(JSON.stringify({ all: [1, 2, 3] }, null, 2));
  expect(asked).toEqual([
    '/api/v1/runs/r1/output?key=fetch%231.17&offset=0',
    '/api/v1/runs/r1/output?key=fetch%231.17&offset=8',
  ]);
});

test('what is not kept is told in the words of the server', async () => {
  const detail = 'The whole output of "fetch#1.17" is not kept: …';
  await shown(() => ({
    status: 404,
    body: { type: 'about:blank', title: 'Not kept', status: 404, code: 'run.output_not_kept', detail },
  }));
  expect(await screen.findByText(detail)).toBeDefined();
});
