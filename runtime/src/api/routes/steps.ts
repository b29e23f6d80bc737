import { AttemptStep, StepAttempt } from '@omniroute/contracts';
import type { Json } from '@omniroute/primitives';
import Type from 'typebox';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';
import { attemptStep, stepAttempt } from '../steps/attempt-step.ts';

const Step = Type.Object({ id: Type.String(), node: Type.String() });
const tags = ['steps'];

/** One step of a draft, done alone and for real. */
export function stepRoutes(server: ApiServer, deps: ApiDeps): void {
  server.post(
    '/services/:id/steps/:node/attempts',
    {
      schema: {
        tags,
        summary: 'Do one step of the draft for real, with the input that its call gets',
        params: Step,
        body: AttemptStep,
        response: { 200: StepAttempt },
      },
    },
    (request) => {
      const { id: service, node } = request.params;
      return attemptStep(deps, request.caller, { service, node, input: request.body.input as Json });
    },
  );

  server.get(
    '/services/:id/steps/:node/attempts/:run',
    {
      schema: {
        tags,
        summary: 'What came of it',
        params: Type.Object({ ...Step.properties, run: Type.String({ format: 'uuid' }) }),
        response: { 200: StepAttempt },
      },
    },
    (request) => {
      const { id: service, node, run } = request.params;
      return stepAttempt(deps, request.caller.tenant, { service, node, run });
    },
  );
}
