import { defineConfig } from 'vitest/config';

const system = ['**/*.system.test.ts', 'packages/cli/test/**/*.test.ts', 'designer/e2e/**/*.test.ts'];
const campaign = ['**/*.campaign.test.ts'];
const ignored = ['**/node_modules/**', '**/.omniroute/**'];
const dom = ['designer/src/**/*.test.tsx', 'packages/ui/src/**/*.test.tsx', 'packages/kinds/src/**/*.test.tsx'];

/** Four projects: `unit` (pure and fast, not isolated), `dom` (jsdom), `campaign` (pure, random and long), `system` (real servers and browser, one file at a time). */
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, ...system, ...campaign],
          pool: 'threads',
          setupFiles: ['scripts/test/seed.ts'],
          isolate: false,
          // A machine that does much else is slow, not wrong.
          testTimeout: 120_000,
        },
      },
      { test: { name: 'dom', include: dom, exclude: ignored, environment: 'jsdom', testTimeout: 30_000 } },
      {
        test: {
          name: 'campaign',
          include: campaign,
          exclude: ignored,
          pool: 'threads',
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'system',
          include: system,
          exclude: ignored,
          pool: 'forks',
          globalSetup: ['packages/tooling/src/test-services/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
