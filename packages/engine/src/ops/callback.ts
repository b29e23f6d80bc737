/** Name under which the answer of a callback arrives; its correlation is the key of the wait it answers. */
export const CALLBACK = 'omniroute.callback';
