/** What tabs with the same draft tell each other. */
export type TabMessage =
  | { readonly type: 'hello'; readonly document: string; readonly stateVector: Uint8Array }
  | { readonly type: 'update'; readonly document: string; readonly update: Uint8Array };

/** The other tabs of this browser that have the same draft open. */
export interface Tabs {
  post(message: TabMessage): void;
  /** Calls for each message of another tab. One listener. */
  listen(listener: (message: TabMessage) => void): void;
  close(): void;
}

/** The browser's own channel between tabs. */
export function broadcastTabs(id: string): Tabs {
  const channel = new BroadcastChannel(`omniroute-draft:${id}`);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data);
    },
    close: () => channel.close(),
  };
}
