import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { compensate } from './compensate.ts';
import { calledOff, errorOf, failure, type GivenError } from './errors.ts';
import { type Home, type Place, pathOf, type Undoing } from './place.ts';
import { misfitOf, type Schema } from './schema.ts';
import { CANCELLED, inTime, type Outcome, type ServiceOptions } from './service.ts';

/** However services come to call each other, they stand in each other no deeper than this. */
const MOST_DEEP = 100;

/** A service that others call. */
export interface Service<Input, Output> extends ServiceOptions {
  /** The trigger by which a call enters it. */
  readonly trigger: string;
  /** What it takes. */
  readonly input: Schema;
  flow(at: Place, input: Input): Promise<Outcome<Output>>;
}

export interface CallOptions {
  /** The step that calls. */
  readonly node: string;
  /** What its caller was promised. */
  readonly output?: Schema;
  /** How often the step may stand in itself. */
  readonly maxDepth?: number;
  /** The key of an undo, which is that of no visit. */
  readonly key?: string;
}

/**
 * Calls a service as a part of this run, under keys of its own. If it fails or is called off, what is under way in it is
 * cancelled, what it had done is undone by its own policy, and then the call fails as a step. What it has done when it ends
 * well is forgotten: `undo` takes it back as a whole.
 */
export async function called<Output>(
  at: Place,
  service: Service<never, unknown>,
  call: CallOptions,
  input: unknown,
  undo?: (undoing: Undoing, output?: Output) => Promise<unknown>,
): Promise<Output> {
  const key = call.key ?? at.begin(call.node);
  const failed = (error: GivenError) => failure({ ...error, node: call.node, iteration: pathOf(key) });
  if (CancellationScope.current().consideredCancelled) throw calledOff();
  const deep = tooDeep(at.home, call);
  if (deep !== null) throw failed(deep);
  const wrong = misfitOf(service.input, input);
  if (wrong !== null) throw failed({ code: 'validation.input', message: `The input of "${service.id}": ${wrong}.` });
  const inside = at.called(key, call.node, service.id, service.trigger);
  let output: Output;
  try {
    const outcome = await inTime(service.deadline, () => service.flow(inside, input as never), {
      code: 'timeout.service',
      message: `What "${call.node}" calls took longer than its deadline.`,
    });
    const broken = call.output === undefined ? null : misfitOf(call.output, outcome.output);
    if (broken !== null)
      throw failure({ code: 'validation.output', message: `The answer to "${call.node}": ${broken}.` });
    output = outcome.output as Output;
  } catch (caught) {
    await inside.callOff();
    const cancelled = isCancellation(caught);
    const error = cancelled ? CANCELLED : errorOf(caught);
    const undoes = service.compensate && !(cancelled && isOver(at.home));
    const undone = undoes && (await compensate(inside, inside.done, error));
    throw cancelled ? caught : failed({ ...error, undone: undone || error.undone === true });
  }
  if (undo !== undefined) at.remember(key, (undoing) => undo(undoing, output));
  if (CancellationScope.current().consideredCancelled) throw calledOff();
  return output;
}

function tooDeep(home: Home, { node, maxDepth = MOST_DEEP }: CallOptions): GivenError | null {
  let [own, all] = [0, 0];
  for (let { by } = home; by !== null; by = by.home.by) {
    all += 1;
    if (by.node === node && by.home.service === home.service) own += 1;
  }
  if (own < maxDepth && all < MOST_DEEP) return null;
  const max = own < maxDepth ? MOST_DEEP : maxDepth;
  return { code: 'limit.depth', message: `"${node}" may stand ${max} deep in itself.`, details: { max } };
}

/** Whether what is around has ended well at once: then nothing is undone. */
function isOver(home: Home): boolean {
  return home.over || (home.by !== null && isOver(home.by.home));
}
