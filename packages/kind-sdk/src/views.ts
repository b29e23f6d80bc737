import type { JsonSchema } from '@omniroute/dsl';

/** What a kind's own card is drawn from. */
export interface CardProps {
  readonly title: string;
  readonly subtitle: string;
  readonly ports: readonly { readonly id: string; readonly label: string }[];
  readonly badges: readonly { readonly tone: 'error' | 'warning' | 'info'; readonly text: string }[];
  readonly run?: { readonly status: string; readonly attempts: number };
}

/** What a kind's own form is given; `Field` is injected by the inspector. */
export interface FormProps<Config, Operation> {
  readonly config: Config;
  readonly schema: JsonSchema;
  readonly Field: (props: { readonly pointer: string }) => unknown;
  readonly onOperations: (operations: readonly Operation[]) => void;
  readonly readOnly: boolean;
}
