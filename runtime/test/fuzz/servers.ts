/** Triples may take so long, and anything in them may come so late. */
export const SLACK = { realMs: 3_000, lateMs: 700 };

/** The servers that triples are played on, and how many of a hundred on each. */
export const SERVERS = [
  { server: 'as it is', options: {}, share: 0.8 },
  {
    server: 'that forgets every run after every task and asks for a fresh history all the time',
    options: { maxCachedWorkflows: 0, dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 30 } },
    share: 0.2,
  },
] as const;
