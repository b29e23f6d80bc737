import { EVENT_ORDER, type Event } from './event.ts';

/**
 * Events of one activation in the fixed order that is part of the abi: by kind, then by key, equal keys in order of
 * arrival. What the server delivers together is thereby decided here and not by the SDK.
 */
export function sortEvents(events: readonly Event[]): Event[] {
  return events
    .map((event, arrival) => ({ event, arrival, rank: EVENT_ORDER.indexOf(event.kind), key: keyOf(event) }))
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.arrival - b.arrival))
    .map(({ event }) => event);
}

/** Messages keep their order of arrival: the oldest goes first. */
function keyOf(event: Event): string {
  return 'key' in event ? event.key : '';
}
