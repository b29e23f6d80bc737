import { rawPayloadConverter } from './raw-payload.ts';

/** The name under which the SDK loads a payload converter. */
export const payloadConverter = rawPayloadConverter;
