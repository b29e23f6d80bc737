/** Exit codes of the command line. */
export const EXIT = { fine: 0, findings: 1, usage: 2, noStack: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
