import type { Operation, Service } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import type { GraphView } from '@omniroute/shared-doc';
import type { DraftSession } from '../document/session.ts';
import type { Problems } from '../problems/create-problems.ts';
import type { Simulation } from '../simulate/create-simulation.ts';
import type { Scenarios } from '../simulate/scenarios/create-scenarios.ts';
import type { Spot, UiStore } from '../store/ui-state.ts';

export type Kinds = Readonly<Record<string, KindDefinition>>;

/** A box as it is drawn, in the measure of the whole drawing. */
export interface DrawnBox {
  readonly id: string;
  readonly parent: string | null;
  /** Counted from the corner of the container it is drawn in. */
  readonly x: number;
  readonly y: number;
  readonly absoluteX: number;
  readonly absoluteY: number;
  readonly width: number;
  readonly height: number;
}

/** The drawing as commands see it; the canvas gives it when it is there. */
export interface Drawing {
  boxes(): ReadonlyMap<string, DrawnBox>;
  /** The middle of what can be seen. */
  middle(): Spot;
  /** Shows these, or all. */
  fit(ids?: readonly string[]): void;
  zoomTo(zoom: number): void;
  zoomBy(factor: number): void;
  /** Moves the view so that a step can be seen, and lets keys go to it. */
  reveal(id: string): void;
  /** Lets keys go to the drawing. */
  focus(): void;
  /** Works out new places for all steps, aside from the page. */
  tidy(service: Service): Promise<ReadonlyMap<string, Spot>>;
}

/** What travels through the system's clipboard. */
export interface Clipboard {
  write(text: string): Promise<void>;
  read(): Promise<string>;
}

/** What commands work with. No React in it, so every command is tested without a screen. */
export interface Editor {
  readonly session: DraftSession;
  readonly ui: UiStore;
  readonly problems: Problems;
  readonly simulation: Simulation;
  readonly scenarios: Scenarios;
  readonly kinds: Kinds;
  readonly drawing: Drawing;
  readonly clipboard: Clipboard;
  readonly t: (key: string, facts?: Readonly<Record<string, unknown>>) => string;
  /** An id that nothing has, readable in expressions: `send_message_k7fx`. */
  newId(stem: string): string;
  view(): GraphView;
  /** Changes the draft in one step of undo; what is refused is said, and answered with `false`. */
  change(operations: readonly Operation[]): boolean;
}
