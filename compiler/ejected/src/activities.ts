/** Stands for the file that each exported project has of its own. */
export interface Activities {
  step(input: object): Promise<object>;
}

export function createActivities(): Activities {
  return { step: async (input) => input };
}
