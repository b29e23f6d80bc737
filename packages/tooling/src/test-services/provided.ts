/** What the run's one start of servers tells every test file. */
export interface ProvidedServices {
  /** `host:port` of Temporal, its namespace, and the binary it was started with (null if TEMPORAL_ADDRESS named it). */
  readonly temporal: { readonly address: string; readonly namespace: string; readonly binary: string | null };
  /** Where PostgreSQL listens, and its roles with their passwords. */
  readonly postgres: {
    readonly port: number;
    readonly roles: Readonly<Record<'admin' | 'owner' | 'app', { readonly name: string; readonly password: string }>>;
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    omnirouteServices: ProvidedServices;
  }
}
