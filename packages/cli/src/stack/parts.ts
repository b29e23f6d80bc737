import { fileURLToPath } from 'node:url';

/** The programs that the supervisor starts, as paths of their main modules; tests give others. */
export interface StackParts {
  readonly server: string;
  readonly worker: string;
  readonly sandbox: string;
  /** Builds the page once, says its folder as a file address, and ends. */
  readonly page: string;
}

/** The product's own. Each runs as a process of its own; here only their places are known. */
export function productParts(): StackParts {
  const place = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));
  return {
    server: place('@omniroute/runtime/server'),
    worker: place('@omniroute/runtime/worker'),
    sandbox: place('@omniroute/commerce-sandbox/main'),
    page: fileURLToPath(new URL('./build-page.ts', import.meta.url)),
  };
}
