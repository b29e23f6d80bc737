/** The address of a service, from its name. */
export function slugOf(name: string): string {
  const letters = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return letters.replaceAll(/^[-0-9]+|-+$/g, '').slice(0, 63);
}
