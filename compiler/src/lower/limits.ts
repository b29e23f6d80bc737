/** Characters of canonical JSON that a value may have which travels inline. */
export const PAYLOAD_CHARACTERS = 262_144;
