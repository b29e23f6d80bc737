import {
  CompositePayloadConverter,
  JsonPayloadConverter,
  type Payload,
  type PayloadConverterWithEncoding,
  UndefinedPayloadConverter,
} from '@temporalio/common';
import { isPlanReference } from './plan-reference.ts';

const ENCODING = 'json/omniroute-plan-ref';

/** Writes a plan reference as a payload of its own encoding; the codec, outside the sandbox, resolves it to the plan. */
class PlanReferenceConverter implements PayloadConverterWithEncoding {
  readonly encodingType = ENCODING;

  toPayload(value: unknown): Payload | undefined {
    if (!isPlanReference(value)) return undefined;
    return {
      metadata: { encoding: new TextEncoder().encode(ENCODING) },
      data: new TextEncoder().encode(value.__omniroute_plan),
    };
  }

  fromPayload<T>(): T {
    throw new Error('A plan reference reached the sandbox: the worker runs without the codec.');
  }
}

/** Undefined, plan reference, JSON: nothing else ever enters a history. */
export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new PlanReferenceConverter(),
  new JsonPayloadConverter(),
);
