/** Things that happen at instants of virtual time, earliest first, equal instants in the order they were planned. */
export class Agenda<Item> {
  private readonly heap: { at: number; order: number; item: Item }[] = [];
  private planned = 0;

  get size(): number {
    return this.heap.length;
  }

  add(at: number, item: Item): void {
    const { heap } = this;
    heap.push({ at, order: this.planned, item });
    this.planned += 1;
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.before(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Everything planned for the next instant, or `null`. */
  next(): { at: number; items: Item[] } | null {
    const first = this.heap[0];
    if (first === undefined) return null;
    const items: Item[] = [];
    while (this.heap[0]?.at === first.at) items.push(this.pop());
    return { at: first.at, items };
  }

  private pop(): Item {
    const { heap } = this;
    const top = heap[0] as (typeof heap)[number];
    const last = heap.pop() as (typeof heap)[number];
    if (heap.length > 0) {
      heap[0] = last;
      let parent = 0;
      for (;;) {
        const left = parent * 2 + 1;
        const right = left + 1;
        let least = parent;
        if (left < heap.length && this.before(left, least)) least = left;
        if (right < heap.length && this.before(right, least)) least = right;
        if (least === parent) break;
        this.swap(parent, least);
        parent = least;
      }
    }
    return top.item;
  }

  private before(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (left === undefined || right === undefined) return false;
    return left.at < right.at || (left.at === right.at && left.order < right.order);
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    [heap[a], heap[b]] = [heap[b] as (typeof heap)[number], heap[a] as (typeof heap)[number]];
  }
}
