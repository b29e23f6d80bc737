/** Payload encodings of ours, as they stand in `metadata.encoding`. */
export const ENCRYPTED = 'binary/omniroute-aes256gcm';
export const PLAN_REF = 'json/omniroute-plan-ref';
/** A called service, to which the codec adds its plan on the way in. */
export const SERVICE_REF = 'json/omniroute-service-ref';
/** Names the data key a payload was encrypted with. */
export const KEY_ID = 'omniroute-key';
/** Beside an activity's result: how many characters the projection left out of it. */
export const CUT = 'omniroute-cut';
