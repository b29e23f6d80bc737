import { answerFor, assetsIn } from './shell-cache.ts';

/** The build that this belongs to; another one keeps its own files. */
declare const __SHELL_BUILD__: string;

/** As much of a worker's world as is used; its types do not mix with a page's. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
  readonly data: unknown;
}
interface World {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(type: 'message', listen: (event: Told) => void): void;
}

const world = globalThis as unknown as World;
const NAME = `omniroute-shell-${__SHELL_BUILD__}`;
const HOME = '/';

world.addEventListener('install', (event) => event.waitUntil(install()));
world.addEventListener('activate', (event) => event.waitUntil(takeOver()));
world.addEventListener('message', (event) => {
  // The page tells what it loaded before there was a worker.
  if (Array.isArray(event.data)) event.waitUntil(keep(event.data.filter((each) => typeof each === 'string')));
});
world.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (answerFor(request, world.location.origin)) {
    case 'asset':
      return event.respondWith(asset(request));
    case 'shell':
      return event.respondWith(shell(request));
    case 'network':
      return;
  }
});

async function install(): Promise<void> {
  const page = await fetch(HOME);
  const cache = await caches.open(NAME);
  await cache.addAll(assetsIn(await page.clone().text()));
  // Kept with its headers: the policy and the nonce that the page was written with belong together.
  await cache.put(HOME, page);
  await world.skipWaiting();
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  await world.clients.claim();
}

async function keep(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(NAME);
  for (const url of urls) {
    const isAsset = answerFor({ method: 'GET', mode: 'cors', url }, world.location.origin) === 'asset';
    if (isAsset && (await cache.match(url)) === undefined) await cache.add(url);
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function shell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(NAME)).match(HOME);
    if (kept === undefined) throw error;
    return kept;
  }
}
