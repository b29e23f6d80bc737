import { browserBundle } from './browser-bundle.ts';

export const benchmarks = [
  {
    id: 'browser-bundle',
    unit: 'kB',
    goal: { max: 150 },
    slow: true,
    run: async () => {
      const { gzipped, parts } = await browserBundle();
      const largest = parts.slice(0, 6).map(([name, bytes]) => `${name} ${Math.round(bytes / 1000)}`);
      return {
        value: Math.round(gzipped / 100) / 10,
        detail: `compiler and expressions, minified and gzipped; kB before: ${largest.join(', ')}`,
      };
    },
  },
];
