import { condition, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { OpenTask } from './human-task.ts';
import { Mailbox } from './mailbox.ts';
import { TaskList } from './task-list.ts';

/** How a run was started, for expressions that ask. */
export interface Start {
  /** Which trigger started it. */
  readonly trigger: string;
  readonly tenant?: string;
  readonly version?: number;
  /** Where callbacks are received: the address of a wait is this, the workflow id and the wait's key. */
  readonly callbacks?: string;
}

/** An undo that failed for good: nothing else is undone until a person decides. */
export interface Incident {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

/** What a person decides about an incident: the undo is tried again, or it is taken as done. */
export type Decision = 'again' | 'done';

export const decideUpdate = defineUpdate<void, [{ key: string; decision: Decision }]>('decide');
export const incidentQuery = defineQuery<Incident | null>('incident');
export const tasksQuery = defineQuery<OpenTask[]>('tasks');

/** What all places of a run share. */
export class RunState {
  readonly start: Start;
  readonly mailbox = new Mailbox();
  readonly tasks = new TaskList();
  private readonly mutexes = new Map<string, Promise<void>>();
  private readonly conditions = new Set<() => void>();
  private order = 0;
  private incident: Incident | null = null;
  private decision: Decision | null = null;

  constructor(start: Start) {
    this.start = start;
    setHandler(incidentQuery, () => this.incident);
    setHandler(tasksQuery, () => this.tasks.open());
    setHandler(
      decideUpdate,
      ({ decision }) => {
        this.decision = decision;
      },
      {
        validator: ({ key }) => {
          if (this.incident?.key !== key) throw new Error(`There is no incident at ${key}.`);
        },
      },
    );
  }

  /** The next place in the order of completion. */
  nextInOrder(): number {
    this.order += 1;
    return this.order;
  }

  /** Waits until a person has decided about an undo that failed for good. */
  async park(incident: Incident): Promise<Decision> {
    this.incident = incident;
    this.decision = null;
    await condition(() => this.decision !== null);
    this.incident = null;
    return this.decision ?? 'again';
  }

  /** Conditions that somebody waits for are looked at after every change of variables. */
  watch(look: () => void): () => void {
    this.conditions.add(look);
    return () => this.conditions.delete(look);
  }

  lookAtConditions(): void {
    for (const look of [...this.conditions]) look();
  }

  /** Scopes with an equal value take turns, first come first served. */
  async takeTurn(value: string): Promise<() => void> {
    const before = this.mutexes.get(value) ?? Promise.resolve();
    let release = () => {};
    this.mutexes.set(
      value,
      before.then(() => new Promise<void>((resolve) => (release = resolve))),
    );
    await before;
    return () => release();
  }
}
