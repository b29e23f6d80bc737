import type { Service } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';
import type { StartCompiler } from './protocol.ts';

/** The plan of a service that nobody edits here: the compiler is started for it and stopped again. */
export function planOnce(service: Service, start: StartCompiler): Promise<Plan | null> {
  return new Promise((resolve, refuse) => {
    const worker = start({
      answered: () => undefined,
      told: () => undefined,
      planned({ plan }) {
        worker.stop();
        resolve(plan);
      },
      fell() {
        worker.stop();
        refuse(new Error('The compiler stopped.'));
      },
    });
    worker.ask({ turn: 1, plan: service });
  });
}
