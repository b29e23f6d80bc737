import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { ActivityCatalogue, CalledActivity, CatalogueActivity, KindDefinition } from '@omniroute/kind-sdk';
import { named } from './named.ts';

/** The entry of the activity that a step calls; null and a finding (OR2011) where the catalogue has none. */
export function entryOf(
  called: CalledActivity,
  { activities }: ActivityCatalogue,
  { pointer, node_id }: { readonly pointer: string; readonly node_id: string },
  findings: Diagnostic[],
): CatalogueActivity | null {
  const { name, version, at } = called;
  const versions = activities.filter((each) => each.name === name);
  const found =
    version === null && versions.length === 1 ? versions : versions.filter((each) => isVersion(each, version));
  if (found[0] !== undefined) return found[0];
  const place = `${pointer}/config${at}`;
  if (versions.length === 0) {
    const names = activities.map((each) => each.name);
    findings.push(named('OR2011', `${place}/name`, name, names, node_id));
    return null;
  }
  findings.push(
    diagnostic('OR2011', {
      pointer: place,
      node_id,
      expected: `version ${versions.map((each) => each.version).join(' or ')}`,
      facts: { name: version === null ? `${name} without a version` : `${name}, version ${version}` },
    }),
  );
  return null;
}

/** The kind of a step as the catalogue tells it: what the step gives, where it runs and whether it may be repeated. */
export function asCatalogued(kind: KindDefinition, { output, idempotency, queue }: CatalogueActivity): KindDefinition {
  const { activity } = kind;
  return {
    ...kind,
    output: () => ({ schema: output }),
    ...(activity === undefined
      ? {}
      : { activity: { ...activity, idempotency: () => idempotency, queue: queue ?? activity.queue } }),
  };
}

function isVersion(entry: CatalogueActivity, version: string | number | null): boolean {
  return version !== null && String(entry.version) === String(version);
}
