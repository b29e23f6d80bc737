import type { CallOp } from '@omniroute/plan';
import { camel, Names } from './names.ts';

/** A service of a project, and how its files and parts are named. */
export interface Part {
  /** Its slug. */
  readonly id: string;
  /** Its folder below `src`, with a slash; nothing for the service that the project is of. */
  readonly folder: string;
  /** What the names of its activities and their types begin with. */
  readonly prefix: string;
  /** The name under which others call it. */
  readonly name: string;
  /** Whether any service calls it. */
  readonly called: boolean;
}

/** The services of a project: names that nothing else of it has, and who is meant by a call. */
export class Parts {
  readonly effects = new Names();
  private readonly all = new Map<string, Part>();
  private readonly folders = new Names();

  /** Adds a service under its key; the first is the one that the project is of. */
  add(key: string, id: string, called: boolean): void {
    const isFirst = this.all.size === 0;
    const name = this.folders.fresh(camel(id));
    this.all.set(key, {
      id,
      folder: isFirst ? '' : `services/${this.folderOf(id)}/`,
      prefix: isFirst ? '' : name,
      name: `${name}Service`,
      called,
    });
  }

  private folderOf(id: string): string {
    const taken = [...this.all.values()].filter((part) => part.id === id && part.folder !== '').length;
    return taken === 0 ? id : `${id}-${taken + 1}`;
  }

  of(key: string): Part {
    const part = this.all.get(key);
    if (part === undefined) throw new Error(`${key} is no service of the project`);
    return part;
  }

  get names(): readonly string[] {
    return [...this.all.values()].map(({ name }) => name);
  }
}

/** Names one version of a service, or the one that was at hand. */
export function keyOfCall(own: string, { service, version }: Pick<CallOp, 'service' | 'version'>): string {
  return service === null ? own : version === null ? service : `${service}@${version}`;
}
