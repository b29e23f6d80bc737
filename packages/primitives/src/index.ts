export { canonicalJson } from './canonical-json.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { primitiveErrors } from './errors.ts';
export { formatInstant, parseInstant } from './instant.ts';
export { deepEqual, isObject, type Json } from './json.ts';
export { closestName, compareCodePoints } from './names.ts';
export { escapeSegment, formatPointer, getPointer, parsePointer, setPointer } from './pointer.ts';
export { isReference, type Reference, referenceTo } from './reference.ts';
export { sha256Hex } from './sha256.ts';
