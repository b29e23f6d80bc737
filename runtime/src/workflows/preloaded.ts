/**
 * What all runs of a worker share: loaded once, before any of them, and frozen. It keeps nothing of a run and does not know
 * Temporal.
 *
 * For every promise the SDK takes a picture of the stack, for a query after it, and that is most of what a promise costs in
 * the sandbox. A run has one workflow, and where that stands the run view tells: the pictures are left empty. A fault of the
 * engine is told by its message; its stack is found by replaying the history on a build without this line.
 */
Error.stackTraceLimit = 0;

export { Host } from './host.ts';
