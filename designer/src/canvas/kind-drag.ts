/** What the palette gives to a drag, and the drawing takes from a drop. */
export const KIND_TYPE = 'application/x-omniroute-kind';
