import type { ServiceSummary } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, callApi } from '../api/client.ts';
import { go } from '../app/route.ts';
import { makeCopy } from './copy-of.ts';

/** A ready service. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly service: Service;
}

/** Templates of this installation; they change with the product only. */
export function useTemplates() {
  return useQuery({
    queryKey: ['templates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await callApi<{ items: Template[] }>('/templates', { signal })).items,
  });
}

/** Makes a service of a template and opens its drawing. */
export function useTemplate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ service }: Template) => {
      const alike = await callApi<{ items: ServiceSummary[] }>(
        `/services?limit=200&search=${encodeURIComponent(service.id)}`,
      );
      const taken = new Set(alike.items.map(({ id }) => id));
      const made = await makeCopy(service, taken, isMade);
      if (made === null) throw new Error('No address is free.');
      return made;
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['services'] });
      go(`/services/${encodeURIComponent(id)}/edit`);
    },
  });
}

/** Whether the service was made; another one may have its address. */
async function isMade(service: Service): Promise<boolean> {
  try {
    await callApi<ServiceSummary>('/services', { method: 'POST', body: { service } });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'service.exists') return false;
    throw error;
  }
}
