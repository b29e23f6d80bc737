import { trustedScriptUrl } from '../app/trusted-script-url.ts';

/** Starts the worker that keeps the page's frame, once the page has what it needs. A browser that refuses goes without. */
export function registerShell(): void {
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => void register().catch(told), { once: true });
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(trustedScriptUrl('/sw.js'));
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
}

/** The page works without it, so this is told to whoever looks for it, and to nobody else. */
function told(reason: unknown): void {
  console.info('The page is not kept for use without a network.', reason);
}
